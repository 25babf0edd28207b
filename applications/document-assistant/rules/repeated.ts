import type { CheckedDocument } from "../document.ts";
import { type Amount, amountsIn, isInexact, listingsIn, totalsIn, writtenLike } from "../facts/amounts.ts";
import { holds, sumOf } from "../facts/equations.ts";
import { digitsOf, isSlip, mentionsIn } from "../facts/mentions.ts";
import { repairsOf } from "../facts/repairs.ts";
import type { DocumentRule, RuleHit } from "../rule.ts";
import { sumsIn } from "./sums.ts";

/** Words before an amount that tells the whole once more. */
const WHOLE_AGAIN =
  /(?:损失|数额|金额|赃款|赃物|违法所得|款项|涉案|总额|全款|共计|合计|总计|累计|总共|犯罪所得)(?:的?(?:总额|价值|人民币|共|共计|合计|为|达|计|约定|累计|总计|全部|，)|[：:\s]){0,3}(?:人民币)?$/;
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
  const right = new Set(sumsIn(document).flatMap((each) => (holds(each) ? [each.whole.start] : [])));
  const counts = new Map<bigint, number>();
  for (const { fen } of all) counts.set(fen, (counts.get(fen) ?? 0) + 1);
  for (const { fen, start, end } of all) {
    if (fen === total.fen || right.has(start) || (counts.get(fen) ?? 0) > 1) continue;
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

const hit = ({ start, end, text }: Amount, right: bigint): RuleHit => ({
  start,
  end,
  suggestion: writtenLike(right, text),
  reason: { zh: `与别处的 ${writtenLike(right, text)} 不一致`, en: `elsewhere it is ${writtenLike(right, text)}` },
});

/** One of the amounts of a sum that is right with what is told elsewhere. */
function* oddOfSums(document: CheckedDocument): Generator<RuleHit> {
  const equations = sumsIn(document);
  if (equations.every(holds)) return;
  for (const { amount, right, isOdd } of repairsOf(equations, mentionsIn(document))) if (isOdd) yield hit(amount, right);
}

/** Of what is left over. */
const REST = /尚|未|没有|还欠|仍欠/;
/** What an amount is of. */
const ROLES: readonly RegExp[] = [
  /(?<![未没])(?:已退|退赔|退缴|退还|退赃|返还|归还|偿还)/,
  REST,
  /违法所得|所得|获利/,
  /转入|转账|汇入/,
  /骗/,
  /盗|窃/,
  /销售|收入/,
  /损失/,
  /借款|本金/,
  /利息/,
  /货款|价款/,
  /挪用|侵占|贪污|受贿|收受|行贿/,
  /涉案|数额|总额/,
];
/** Words that take up a whole that was told. */
const TAKES_UP =
  /(?:上述|该笔|全部|一共|总共|共计|共|总额为?|(?:一共|总共|全部|上述|前述)[^，。；0-9]{0,8}|查明|按照|按|退赔|偿还|认定(?:的|为)?)(?:人民币)?$/;
const TAKEN_UP = /^(?:中的|之中|量刑|是否|的性质|的去向)/;
/** Amounts of other things, however like they look. */
const OWN_KIND = /罚金|罚款|保证金|押金|定金|工资|每|单价|月息|标准|起点|以上|不满|超过|达到|立案/;

const rolesOf = (text: string, { start, end }: Amount): Set<RegExp> => {
  const clause = /[^，。；：\n（、]*$/.exec(text.slice(Math.max(0, start - 24), start))?.[0] ?? "";
  const behind = /^[^，。；：\n（、0-9]{0,8}/.exec(text.slice(end, end + 8))?.[0] ?? "";
  return new Set(ROLES.filter((role) => role.test(clause) || (role === REST && role.test(behind))));
};

/** An act or a payment with a day of its own. */
const OWN_ACT = /[0-9]{1,2}月[0-9]{1,2}日/;

const sentenceBefore = (text: string, at: number): string =>
  text.slice(Math.max(text.lastIndexOf("。", at), text.lastIndexOf("；", at), text.lastIndexOf("\n", at)) + 1, at);

/** With more amounts that stand alone, some are like others by chance. */
const MOST_ALONE = 6;

/** An amount that stands alone and is one slip away from one that the document is sure of, told of the same thing. */
function* slips(document: CheckedDocument): Generator<RuleHit> {
  const { text } = document;
  const all = mentionsIn(document);
  const equations = sumsIn(document);
  const right = equations.filter(holds);
  const told = new Set(equations.flatMap(({ parts, whole }) => [...parts, whole]).map(({ start }) => start));
  const listed = new Set(
    listingsIn(document)
      .flatMap(({ amounts, isWhole }) => (isWhole ? amounts : []))
      .map(({ start }) => start),
  );
  const counts = new Map<bigint, number>();
  for (const { fen } of all) counts.set(fen, (counts.get(fen) ?? 0) + 1);
  const wholes = new Set(right.flatMap(({ whole, result }) => [whole.fen, result.fen]));
  const sure = [...counts].flatMap(([fen, count]) => (count > 1 || wholes.has(fen) ? [fen] : []));
  const alone = all.filter((each) => counts.get(each.fen) === 1 && !told.has(each.start) && !listed.has(each.start));
  if (alone.length > MOST_ALONE) return;
  for (const amount of alone) {
    const near = sure.filter((fen) => isSlip(amount.fen, fen));
    const [meant] = near;
    if (meant === undefined || near.length > 1) continue;
    const before = text.slice(Math.max(0, amount.start - 24), amount.start);
    const clause = /[^，。；：\n（]*$/.exec(before)?.[0] ?? "";
    if (OWN_KIND.test(clause) || isInexact(text.slice(Math.max(0, amount.start - 4), amount.end + 4))) continue;
    const roles = rolesOf(text, amount);
    // 86400 and 66400 where 20000 was paid.
    const apart = amount.fen > meant ? amount.fen - meant : meant - amount.fen;
    if (counts.has(apart) || OWN_ACT.test(sentenceBefore(text, amount.start))) continue;
    const same = all.filter(({ fen }) => fen === meant).map((each) => rolesOf(text, each).intersection(roles));
    const isRest = same.some((each) => each.has(REST));
    const isSame = roles.has(REST) ? isRest : same.some(({ size }) => size > 0);
    const takesUp = wholes.has(meant) && (TAKES_UP.test(clause) || TAKEN_UP.test(text.slice(amount.end, amount.end + 4)));
    const digits = digitsOf(meant);
    if ((isSame && (digits > 2 || (wholes.has(meant) && (digits > 1 || isRest)))) || (takesUp && digits > 1)) yield hit(amount, meant);
  }
}

function* inconsistent(document: CheckedDocument): Generator<RuleHit> {
  const seen = new Set<number>();
  for (const each of [...repeated(document), ...oddOfSums(document), ...slips(document)].sort((one, other) => one.start - other.start)) {
    if (!seen.has(each.start)) yield each;
    seen.add(each.start);
  }
}

export const REPEATED_RULES: readonly DocumentRule[] = [
  {
    id: "amount-inconsistent",
    title: { zh: "金额前后不一致", en: "Amount told twice, and differently" },
    severity: "warning",
    source: null,
    find: inconsistent,
  },
];
