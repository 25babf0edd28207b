import { readHanNumber } from "@yuejian/identifiers";
import type { CheckedDocument } from "../document.ts";
import { type Amount, amountsIn, isInexact, type Listing, listingsIn, NO_PART, totalsIn, writtenLike } from "../facts/amounts.ts";
import type { DocumentRule, RuleHit } from "../rule.ts";

const COUNT =
  /(?:共|以上|作案|合计|共计)(?:计|实施|作案|盗窃|诈骗)?[^0-9一二三四五六七八九十。；，\n]{0,6}([0-9]{1,3}|[一二三四五六七八九十]{1,3})(?:起|次|笔)/g;

/** How far behind its items a sum stands. */
const NEAR = 400;

/** What is paid back, held or left over, or earned by it, is no total of the items before it. */
const OTHER_TOTAL =
  /退赔|退还|退赃|退出|返还|扣押|冻结|追回|缴纳|支付|罚款|罚金|补偿|赔偿|垫付|剩余|尚欠|余额|每|平均|人均|获利|违法所得|所得|销赃|佣金|报酬|提成|手续费|好处费|利息|工资|未遂|归还|分得|押金|保证金|医疗费|误工费/;
/** What is taken off: the sum may be that of the others less these. */
const LESS = /扣除|减去|抵扣|抵销|抵消|除去|冲抵|剔除|核减|不计|不包括|不含|以外|除.{1,20}外/;
/** Prices of one piece beside their number: 价值300元的千斤顶2台. */
const SEVERAL_PIECES =
  /元的?[^，。；、0-9]{1,12}(?:[2-9]|[1-9][0-9]+|[二两三四五六七八九十]+)(?:台|部|个|只|件|套|辆|条|瓶|箱|包|张|块|把|根|吨|斤|公斤|克|头|棵|株|份)/;
/** Somebody's part in what was done. */
const TAKES_PART = /参与|单独|分别|各自|其中/;
/** With more parts a sum is not looked for among them. */
const MOST_PARTS = 12;
/** A sum that is so many times what the parts make, or they it, is one of other things. */
const APART = 3n;

const sumOf = (amounts: readonly Amount[]): bigint => amounts.reduce((whole, { fen }) => whole + fen, 0n);

/** Whether a total is made by adding some of the parts and taking off others. */
function canBeMade(total: bigint, parts: readonly Amount[]): boolean {
  if (parts.length > MOST_PARTS) return true;
  let made = new Set<bigint>([0n]);
  for (const { fen } of parts) made = new Set([...made].flatMap((each) => [each, each + fen, each - fen]));
  return made.has(total);
}

interface Parts {
  readonly amounts: readonly Amount[];
  /** Other sums that are right here: the lists together, a subtotal told again. */
  readonly also: readonly bigint[];
}

const NONE: Parts = { amounts: [], also: [] };

function* sums(document: CheckedDocument): Generator<RuleHit> {
  const { text } = document;
  const lists = listingsIn(document);
  const totals = totalsIn(text);
  const subtotals = new Set(totals.map(({ start }) => start));
  for (const total of totals) {
    const sentence = Math.max(text.lastIndexOf("。", total.start), text.lastIndexOf("\n", total.start)) + 1;
    const lead = text.slice(sentence, total.start);
    if (isInexact(text.slice(sentence, total.end + 4)) || SEVERAL_PIECES.test(lead) || /[月年日]息|利[率息]|本息|违约金/.test(lead))
      continue;
    const amounts = amountsIn(lead, sentence);
    const own = amounts.filter((part) => !NO_PART.test(text.slice(Math.max(sentence, part.start - 16), part.start)));
    const parts = partsOf(text, own, subtotals) ?? listed(lists, { text, lead, sentence });
    const [first] = parts.amounts;
    if (!first || (first.start >= sentence && !/[、，；]/.test(lead))) continue;
    const sum = sumOf(parts.amounts);
    if (sum === total.fen || parts.also.includes(total.fen) || sum > total.fen * APART || total.fen > sum * APART) continue;
    if ((LESS.test(lead) || own.length < amounts.length) && canBeMade(total.fen, amounts.length < 2 ? parts.amounts : amounts)) continue;
    yield wrong(total, sum, parts.amounts.length);
  }
  yield* shares(text, totals);
}

const wrong = ({ start, end, text }: Amount, sum: bigint, parts: number): RuleHit => ({
  start,
  end,
  suggestion: writtenLike(sum, text),
  reason: {
    zh: `${parts} 项相加是 ${writtenLike(sum, text)}，不是 ${text}`,
    en: `the ${parts} parts make ${writtenLike(sum, text)}, not ${text}`,
  },
});

/** Parts in the same sentence. A subtotal among them is no part; it may be told again, or what follows it be added up. Null: there is none. */
function partsOf(text: string, own: readonly Amount[], subtotals: ReadonlySet<number>): Parts | null {
  if (own.length < 2) return own.length === 1 ? NONE : null;
  const amounts = own.filter(({ start }) => !subtotals.has(start));
  const last = own.findLast(({ start }) => subtotals.has(start));
  if (amounts.length < 2) return NONE;
  // Told twice in other words: 3000元（叁仟元）, 单价 beside 总价.
  if (
    new Set(amounts.map(({ fen }) => fen)).size === 1 &&
    amounts.length === 2 &&
    /[（(]/.test(text.slice(amounts[0]?.end, amounts[1]?.start))
  )
    return NONE;
  const behind = last ? amounts.filter(({ start }) => start > last.start) : [];
  return { amounts, also: last ? [last.fen, sumOf(behind), last.fen + sumOf(behind)] : [] };
}

/** The items before a sentence: the last list, or several lists together. */
function listed(
  lists: readonly Listing[],
  { text, lead, sentence }: { readonly text: string; readonly lead: string; readonly sentence: number },
): Parts {
  const list = lists.findLast((each) => each.end <= sentence && sentence - each.end <= NEAR);
  if (!list?.isWhole || OTHER_TOTAL.test(lead) || TAKES_PART.test(lead)) return NONE;
  if (isInexact(text.slice(list.start, list.end))) return NONE;
  // 共作案二起: not of the whole list.
  const count = [...lead.matchAll(COUNT)].at(-1)?.[1];
  if (count !== undefined && numberOf(count) !== list.items && numberOf(count) < list.items - 1) return NONE;
  let all = 0n;
  const also = lists
    .filter((each) => each.end <= sentence)
    .toReversed()
    .map(({ amounts }) => {
      all += sumOf(amounts);
      return all;
    });
  return { amounts: list.amounts, also };
}

/** 共计8000元，其中甲5000元、乙4000元: what a total is made up of cannot be more than it is. */
function* shares(text: string, totals: readonly Amount[]): Generator<RuleHit> {
  for (const total of totals) {
    const behind = text.slice(total.end, total.end + 160).split(/[。；\n]/, 1)[0] ?? "";
    const found = /^[，,（(]?(?:其中|包括|分别为|分别是|即)/.exec(behind);
    if (!found || isInexact(behind) || totals.some(({ start }) => start > total.end && start < total.end + behind.length)) continue;
    const parts = amountsIn(behind.split(/[）)]/, 1)[0] ?? "", total.end).filter(
      (part) =>
        !/(?:每|单价|均价|退|赔|已|利息|其中[^，、]{0,12}其中)[^，。；、0-9]{0,8}$/.test(
          text.slice(Math.max(total.end, part.start - 14), part.start),
        ),
    );
    const sum = sumOf(parts);
    if (parts.length < 2 || sum === total.fen || canBeMade(total.fen, parts)) continue;
    if (sum > total.fen ? sum < total.fen * APART : /分别|即/.test(found[0]) && !/等/.test(behind)) yield wrong(total, sum, parts.length);
  }
}

const numberOf = (written: string): number => (/^[0-9]+$/.test(written) ? Number(written) : Number(readHanNumber(written) ?? 0n));

function* counts(document: CheckedDocument): Generator<RuleHit> {
  const { text } = document;
  const lists = listingsIn(document);
  for (const found of text.matchAll(COUNT)) {
    const number = found[1] as string;
    const told = numberOf(number);
    const list = lists.findLast((each) => each.end <= found.index && found.index - each.end <= 60);
    const sentence = text.slice(Math.max(text.lastIndexOf("。", found.index), text.lastIndexOf("\n", found.index)) + 1, found.index);
    if (TAKES_PART.test(sentence)) continue;
    if (!list || told === 0 || told === list.items) continue;
    const start = found.index + found[0].lastIndexOf(number);
    yield {
      start,
      end: start + number.length,
      suggestion: String(list.items),
      reason: { zh: `前面列出 ${list.items} 项，这里写 ${told}`, en: `${list.items} are listed before, ${told} are told here` },
    };
  }
}

/** Words before an amount that tells the whole once more. */
const WHOLE_AGAIN =
  /(?:损失|数额|金额|赃款|赃物|违法所得|款项|涉案|总额|全款|共计|合计|总计|累计|总共|财物|现金|犯罪所得)(?:的?(?:总额|价值|人民币|共|共计|合计|为|达|计|约定|累计|总计|全部|，)|[：:\s]){0,3}(?:人民币)?$/;
/** What is told beside these need not be the whole. */
const NO_WHOLE =
  /(?<!未|未能|没有|尚未)退|(?<!未|未退|未能|尚未退|没有)赔|获利|分得|罚金|罚款|已付|归还|余|欠|首付|定金|押金|利息|医疗|工资|租金|未遂|既遂|其中|单独|参与|另|立案|标准|起点|以上|不满|超过|达到/;

/** The only total of a document, or the one that its items make, told again in another figure, by a fifth at most: more is another sum. */
function* repeated(document: CheckedDocument): Generator<RuleHit> {
  const { text } = document;
  const totals = totalsIn(text);
  const values = new Set(totals.map(({ fen }) => fen));
  const sums = new Set(listingsIn(document).flatMap(({ amounts, isWhole }) => (isWhole ? [sumOf(amounts)] : [])));
  const certain = [...values].filter((value) => sums.has(value));
  const total = values.size === 1 ? totals[0] : certain.length === 1 ? totals.find(({ fen }) => fen === certain[0]) : undefined;
  if (!total) return;
  const all = amountsIn(text, 0);
  const counts = new Map<bigint, number>();
  for (const { fen } of all) counts.set(fen, (counts.get(fen) ?? 0) + 1);
  for (const { fen, start, end } of all) {
    if (fen === total.fen || (counts.get(fen) ?? 0) > 1) continue;
    const clause = /[^，。；：\n（）]*$/.exec(text.slice(Math.max(0, start - 50), start))?.[0] ?? "";
    if (!WHOLE_AGAIN.test(text.slice(Math.max(0, start - 24), start)) || NO_WHOLE.test(clause)) continue;
    const apart = fen > total.fen ? fen - total.fen : total.fen - fen;
    if (apart * 5n > total.fen || isInexact(text.slice(Math.max(0, start - 4), end + 4))) continue;
    // A sum of its own parts is judged by these.
    const sentence = Math.max(text.lastIndexOf("。", start), text.lastIndexOf("\n", start)) + 1;
    if (amountsIn(text.slice(sentence, start), sentence).length > 0) continue;
    yield {
      start,
      end,
      suggestion: total.text,
      reason: { zh: `与前面的合计 ${total.text} 不一致`, en: `the total before is ${total.text}` },
    };
  }
}

export const SUM_RULES: readonly DocumentRule[] = [
  {
    id: "sum-wrong",
    title: { zh: "合计不等于各项之和", en: "Total that its parts do not make" },
    severity: "error",
    source: null,
    find: sums,
  },
  {
    id: "count-wrong",
    title: { zh: "项数与所列不符", en: "Number of items that are not so many" },
    severity: "warning",
    source: null,
    find: counts,
  },
  {
    id: "amount-inconsistent",
    title: { zh: "金额前后不一致", en: "Amount told twice, and differently" },
    severity: "warning",
    source: null,
    find: repeated,
  },
];
