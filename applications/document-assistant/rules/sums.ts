import { readAmount, readHanNumber } from "@yuejian/identifiers";
import type { CheckedDocument } from "../document.ts";
import type { DocumentRule, RuleHit } from "../rule.ts";

const AMOUNT = /(?<![0-9.,])([0-9][0-9,]*(?:\.[0-9]+)?)(万元|亿元|元)/g;
const TOTAL = /(?:共计|合计|总计|总价值|总额|累计)[^0-9。；\n]{0,16}?(?:人民币)?(?<amount>[0-9][0-9,]*(?:\.[0-9]+)?(?:万元|亿元|元))/g;
const ITEM = /^\s*(?:（[一二三四五六七八九十]{1,3}）|[0-9]{1,2}[.．、](?=[12][0-9]{3}年|[^0-9])|第[一二三四五六七八九十]{1,3}[起次笔])/;
const COUNT =
  /(?:共|以上|作案|合计|共计)(?:计|实施|作案|盗窃|诈骗)?[^0-9一二三四五六七八九十。；，\n]{0,6}([0-9]{1,3}|[一二三四五六七八九十]{1,3})(?:起|次|笔)/g;

interface Amount {
  readonly fen: bigint;
  readonly start: number;
  readonly end: number;
}

interface Listing {
  /** One amount of each item. */
  readonly amounts: readonly Amount[];
  readonly items: number;
  /** Where the items end. */
  readonly end: number;
}

const amountsIn = (text: string, offset: number): Amount[] =>
  [...text.matchAll(AMOUNT)].flatMap((found) => {
    const reading = readAmount(found[0]);
    return "code" in reading ? [] : [{ fen: reading.value, start: offset + found.index, end: offset + found.index + found[0].length }];
  });

/** Items that each tell one amount: paragraphs with numbers of one form, or clauses of a paragraph between semicolons. */
function listings({ paragraphs }: CheckedDocument): Listing[] {
  const found: Listing[] = [];
  let run = null as { form: string; amounts: Amount[][]; end: number } | null;
  const close = (): void => {
    if (run && run.amounts.length >= 2 && run.amounts.every((each) => each.length === 1))
      found.push({ amounts: run.amounts.flat(), items: run.amounts.length, end: run.end });
    run = null;
  };
  for (const { text, start } of paragraphs) {
    const marker = ITEM.exec(text)?.[0];
    const form = marker?.replaceAll(/[0-9一二三四五六七八九十\s]/g, "") ?? null;
    if (form === null || form !== run?.form) close();
    if (form !== null) {
      run ??= { form, amounts: [], end: start };
      run.amounts.push(amountsIn(text, start));
      run.end = start + text.length;
      continue;
    }
    const sentence = text.split("。", 1)[0] ?? "";
    const clauses = sentence.split("；");
    if (clauses.length < 2) continue;
    let offset = start;
    const each = clauses.map((clause) => {
      const amounts = amountsIn(clause, offset);
      offset += clause.length + 1;
      return amounts;
    });
    if (each.every((amounts) => amounts.length === 1))
      found.push({ amounts: each.flat(), items: each.length, end: start + sentence.length });
  }
  close();
  return found;
}

export interface TotalPlace {
  /** As it is written. */
  readonly amount: string;
  readonly start: number;
  readonly end: number;
}

/** Every total that a text tells. */
export const totalsIn = (text: string): TotalPlace[] =>
  [...text.matchAll(TOTAL)].map((found) => {
    const amount = found.groups?.["amount"] ?? "";
    const end = found.index + found[0].length;
    return { amount, start: end - amount.length, end };
  });

const yuan = (fen: bigint): string => `${fen / 100n}${fen % 100n === 0n ? "" : `.${String(fen % 100n).padStart(2, "0")}`}元`;

/** How far behind its items a sum stands. */
const NEAR = 400;

/** What is paid back, held or left over is no total of the items before it. */
const OTHER_TOTAL = /退赔|退还|退赃|退出|返还|扣押|冻结|追回|缴纳|支付|罚款|补偿|赔偿|垫付|剩余|尚欠|余额|每/;
/** What is taken off: the sum may be that of the others less these. */
const LESS = /扣除|减去|抵扣|抵销|除去|冲抵/;
/** Shares of what was taken, prices of one piece and what an amount is made up of are told beside the parts of a total. */
const NO_PART = /(?:分得|分赃|获利|得款|每[^，。；]{0,4}|单价|其中[^，。；]{0,8}|罚款|工资|已退|余款)[^，。；0-9]{0,6}$/;
/** With more parts a sum is not looked for among them. */
const MOST_PARTS = 12;

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

function* sums(document: CheckedDocument): Generator<RuleHit> {
  const { text } = document;
  const lists = listings(document);
  const totals = totalsIn(text);
  const subtotals = new Set(totals.map(({ start }) => start));
  for (const { amount, start, end } of totals) {
    const told = readAmount(amount);
    if ("code" in told) continue;
    const sentence = Math.max(text.lastIndexOf("。", start), text.lastIndexOf("\n", start)) + 1;
    const lead = text.slice(sentence, start);
    const parts =
      partsOf(
        amountsIn(lead, sentence).filter((part) => !NO_PART.test(text.slice(Math.max(sentence, part.start - 12), part.start))),
        subtotals,
      ) ?? (OTHER_TOTAL.test(lead) ? null : listed(lists, sentence));
    const [first] = parts?.amounts ?? [];
    if (!parts || !first || (first.start >= sentence && !/、|，/.test(lead))) continue;
    const sum = sumOf(parts.amounts);
    if (sum === told.value || parts.also.includes(told.value)) continue;
    if (LESS.test(lead) && canBeMade(told.value, parts.amounts)) continue;
    yield {
      start,
      end,
      suggestion: yuan(sum),
      reason: {
        zh: `${parts.amounts.length} 项相加是 ${yuan(sum)}，不是 ${amount}`,
        en: `the ${parts.amounts.length} parts make ${yuan(sum)}, not ${amount}`,
      },
    };
  }
}

/** Parts in the same sentence. A subtotal among them is no part; it may be told again, or what follows it be added up. Null: there are fewer than two, or one alone that belongs to something else. */
function partsOf(own: readonly Amount[], subtotals: ReadonlySet<number>): Parts | null {
  if (own.length < 2) return own.length === 1 ? NONE : null;
  const amounts = own.filter(({ start }) => !subtotals.has(start));
  const last = own.findLast(({ start }) => subtotals.has(start));
  if (amounts.length < 2) return NONE;
  return {
    amounts,
    also: last
      ? [
          last.fen,
          sumOf(amounts.filter(({ start }) => start > last.start)),
          last.fen + sumOf(amounts.filter(({ start }) => start > last.start)),
        ]
      : [],
  };
}

const NONE: Parts = { amounts: [], also: [] };

/** The items before a sentence: the last list, or several lists together. */
function listed(lists: readonly Listing[], sentence: number): Parts | null {
  const before = lists.filter((each) => each.end <= sentence);
  const list = before.findLast((each) => sentence - each.end <= NEAR);
  if (!list) return null;
  let all = 0n;
  const also = before.toReversed().map(({ amounts }) => {
    all += sumOf(amounts);
    return all;
  });
  return { amounts: list.amounts, also };
}

function* counts(document: CheckedDocument): Generator<RuleHit> {
  const { text } = document;
  const lists = listings(document);
  for (const found of text.matchAll(COUNT)) {
    const number = found[1] as string;
    const told = /^[0-9]+$/.test(number) ? Number(number) : Number(readHanNumber(number) ?? 0n);
    const list = lists.findLast((each) => each.end <= found.index && found.index - each.end <= 60);
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

/** A sum told again that differs from the first by a fifth at most: more is another sum. */
function* repeated({ text }: CheckedDocument): Generator<RuleHit> {
  const totals = new Set(totalsIn(text).map(({ amount }) => amount));
  if (totals.size !== 1) return;
  const [total = ""] = totals;
  const known = new Map<string, number>();
  for (const [amount] of text.matchAll(AMOUNT)) known.set(amount, (known.get(amount) ?? 0) + 1);
  for (const found of text.matchAll(
    /(?:损失|数额|金额|赃款|违法所得|款项)[为共计达：\s]{0,3}([0-9][0-9,]*(?:\.[0-9]+)?(?:万元|亿元|元))/g,
  )) {
    const amount = found[1] as string;
    if (amount === total || (known.get(amount) ?? 0) > 1) continue;
    const [one, other] = [readAmount(amount), readAmount(total)];
    if ("code" in one || "code" in other) continue;
    const apart = one.value > other.value ? one.value - other.value : other.value - one.value;
    if (apart * 5n > other.value) continue;
    const start = found.index + found[0].length - amount.length;
    yield {
      start,
      end: start + amount.length,
      suggestion: total,
      reason: { zh: `与前面的合计 ${total} 不一致`, en: `the total before is ${total}` },
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
