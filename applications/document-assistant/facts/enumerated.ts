import type { CheckedDocument } from "../document.ts";
import { type Amount, amountsIn, amountsOf, isInexact, isMultiplied, NO_PART, OF_ONE, totalsOf } from "./amounts.ts";
import { canBeMade, type Equation, sumOf } from "./equations.ts";
import { nounAt } from "./introduced.ts";
import { isOneSlipAway, isSlip, isUnitLost } from "./mentions.ts";
import { startOf } from "./sentences.ts";
import { numberOf } from "./written-number.ts";

/** What stands between amounts and says nothing of how they go together: brackets, days, quotation marks, figures of other things. */
const BESIDES =
  /[（(][^（）()。]{0,40}[）)]|[“”"'「」\s]|(?:(?:20[0-9]{2}|同|次|当|翌)年)?(?:[0-9]{1,2}月|同月|当月|次月)?(?:[0-9]{1,2}日|同日|次日|当日)|(?:20[0-9]{2}年)?[0-9]{1,2}月份?|20[0-9]{2}[-.／/][0-9]{1,2}[-.／/][0-9]{1,2}/g;
const plain = (text: string): string => text.replaceAll(BESIDES, "").replaceAll(/[0-9][0-9.,]*|[（()）]/g, "");

/** One mark or word of a list between two amounts, with few words around it. */
const NEXT =
  /^[^，,、。；;：]{0,14}(?:[，,、；;]|以及|及|和|与)(?:以及|及|和|与|另加|再加|加上|另外|还有|又|后|另)?[^，,、。；;：]{0,26}$/u;
/** Takes the amount before it, or the one behind it, out of the list. */
const APART =
  /其中(?![两二三四五六七八九十几]\p{Script=Han}{1,3}分别)|每|单价|均价|平均|[扣减抵剔计]除|减去|优惠|折扣|减免|补贴|[计抵]提|抵[减扣销消]|除外|不[含计]|剩余|其余|余款|余下|[结下]余|尚|仍|还[欠差剩有]|多于|少于|比|即|按|后$|实际|原价|新增|%|％/u;
/** Behind which no figure stands for itself: 1-9户, 第9户. */
const RANGE = /[-－—~～至第#×*]$/;
/** More is told than what has an amount. */
const AND_SO_ON = /等(?!额|离|级|待|分|$)/;
const SO_ON = /^[^，。；]{0,8}等/;
/** Things without a price of their own before the first amount: 手机一部、现金500元. */
const UNPRICED = /(?:[一二两三四五六七八九十几数]|[0-9])\p{Script=Han}{1,2}(?:、|和|及|以及)[^，；：。]*$/u;

const NUMBER = "[两二三四五六七八九十]";
const OF_PARTS = "(?:项|笔|样|类|起|次|者|回|处|种|家|张|份|个\\p{Script=Han}{1,4})";
/** The total right behind the last of them. */
const SUMS_UP = new RegExp(
  `^[^，,、。；;：]{0,14}(?:[，,、]|；(?=以上|上述|共|合计|总|${NUMBER}))?(?:(?:以上|上述|共计?|合计|总计)?${NUMBER}\\p{Script=Han}{1,6}，)?(?:以上|上述|各项|各类|这)?[^，,。；;：]{0,16}(?:计|合|总|共|累|加起来|相加|之和|加在一起)[^，,。；;：]{0,14}$`,
  "u",
);
/** What all of it comes to, without a word for it: 以上扣押款83600元. */
const AS_ABOVE = /^[^，,、。；;：]{0,14}[，、；](?:以上|上述)[^，。；：]{1,8}$/u;
/** What so many of them come to. */
const COUNTED_OFF = new RegExp(`^[^，,、。；;：]{0,14}[，,、](?:以上|上述|这)?${NUMBER}${OF_PARTS}[^，。；：]{0,14}$`, "u");
/** What is no total by a word of its own. */
const SUMMED = new RegExp(
  `(?:[，、；](?:总)?计|[，、；](?:以上|上述)[^，。；0-9]{1,8}|${NUMBER}${OF_PARTS}[^，。；：0-9]{0,10}(?:达|为|是)|[，、；]总(?:\\p{Script=Han}{0,4})(?:值|额|价|款|费用?|损失|支出|收入|资金|面积|重量?|长度?|数量?|蓄积)(?:共计|合计|共|计|为|是|达)?)(?:人民币)?$`,
  "u",
);
const COUNTED = new RegExp(`(${NUMBER})(?:者|\\p{Script=Han}{1,3}?)(?=共|合|总|累|相加|加|计|的|财|款|费|合|$)`, "u");
/** Of totals, one is the sum of the others only where it says so. */
const OF_ALL = new RegExp(`以上|上述|各项|总|价税|${NUMBER}(?:者|\\p{Script=Han}{1,3}?)(?:共|合|总|累|相加)`, "u");
/** Something else is told before the first of them: …4700元，并与甲达成协议，支付苗木费2300元. */
const OWN_CLAUSE = /^[^，]{0,10}，[^，]{4,}，[^，、]{2,}$/;
/** What is summed up has a name of its own: 观众30人、演员12人，受伤共3人. */
const OF_ITSELF = /[，、]([^，]{2,}?)(?:共|合|总|累)/u;

/** What comes of what was taken, what is paid, what is sold: a sum is of one kind. */
const KINDS: readonly RegExp[] = [
  /退|返还|发还|归还|偿还|还款/,
  /分得|分赃|获利|得款|得赃/,
  /销赃|卖得|变卖|售出/,
  /扣押|追回|追缴|查扣|冻结/,
  /罚金|罚款|处罚/,
  /未遂/,
];
/** Words that a total of any kind may have. */
const GENERIC = new RegExp(
  `以上|上述|各项|各类|${NUMBER}(?:者|\\p{Script=Han}{1,3}?)(?=共|合|总|累|计|的|财|款|费|$)|总计|合计|共计|累计|总共|一共|合共|总[值额价数]?|共|计|金额|数额|人民币|价值|财物|费用|款项?|合|达|为|是|[，、的]`,
  "gu",
);
/** With so few words an amount is of the kind of the one before it. */
const MOST_INHERITING = 6;
const MOST = 12;
/** So many times apart they are of other things after all. */
const REACH = 20_000n;

/** Whether amounts are of one kind, and their total of the same. */
function isOneKind(parts: readonly string[], lead: string): boolean {
  const kinds = new Set<number>();
  let last = -1;
  for (const part of parts) {
    const kind = KINDS.findIndex((each) => each.test(part));
    if (kind >= 0 || part.length > MOST_INHERITING) last = kind;
    kinds.add(last);
  }
  const [kind = -1] = kinds;
  const ofTotal = KINDS.findIndex((each) => each.test(lead));
  return kinds.size === 1 && (ofTotal === kind || (ofTotal < 0 && lead.replaceAll(GENERIC, "").length < 2));
}

/** The number of parts that a total tells: 三项共, 两类合计. 0: none. */
const countIn = (lead: string): number => numberOf(COUNTED.exec(lead)?.[1] ?? "零");

/** Whether some of the amounts before the others are needed to make a total. */
const isMadeWith = (before: readonly Amount[], total: bigint, all: readonly Amount[]): boolean =>
  before.some((each) => {
    const rest = all.filter((other) => other !== each);
    return canBeMade(total - each.fen, rest) || canBeMade(total + each.fen, rest);
  });

/** Where a sentence begins that may go on over several lines. */
function sentenceStart(text: string, at: number): number {
  let from = startOf(text, at, "。\n");
  while (text.charAt(from - 1) === "\n" && /[，、；]/.test(text.charAt(from - 2))) from = startOf(text, from - 1, "。\n");
  return from;
}

/** What stands before an amount in its clause. */
const before = (text: string, from: number, at: number): string => plain(/[^，,、。；;：]*$/.exec(text.slice(from, at))?.[0] ?? "");

/** Whether more may be summed up than what has an amount: things without a price before the first, 等 behind the last. */
export function mayHoldMore(text: string, parts: readonly Amount[], total: Amount): boolean {
  const [first, last] = [parts[0], parts.at(-1)];
  if (!first || !last) return false;
  const opening = plain(text.slice(startOf(text, first.start, "。\n"), first.start));
  return UNPRICED.test(opening) || SO_ON.test(text.slice(last.end, total.start));
}

/** The amounts that stand one beside the other right before an amount, all that its sentence tells. */
function runBefore(text: string, { start }: Amount): readonly Amount[] {
  const sentence = sentenceStart(text, start);
  const all = amountsIn(text.slice(sentence, start), sentence);
  const isRun = all.slice(1).every((each, at) => {
    const between = plain(text.slice(all[at]?.end, each.start));
    return NEXT.test(between) && !APART.test(between) && !AND_SO_ON.test(between);
  });
  return isRun && !APART.test(plain(text.slice(all.at(-1)?.end ?? start, start))) ? all : [];
}

/** The amounts that stand one beside the other right before a total, where nothing else can be summed up by it; null: it cannot be told. */
function partsOf(text: string, total: Amount, totals: ReadonlySet<number>): readonly Amount[] | null {
  const sentence = sentenceStart(text, total.start);
  const all = amountsIn(text.slice(sentence, total.start), sentence);
  const last = all.at(-1);
  if (!last) return null;
  const lead = plain(text.slice(last.end, total.start));
  if (
    (!SUMS_UP.test(lead) && !COUNTED_OFF.test(lead) && !AS_ABOVE.test(lead)) ||
    APART.test(lead) ||
    SO_ON.test(text.slice(last.end, total.start))
  )
    return null;
  let from = all.length - 1;
  for (; from > 0; from -= 1) {
    const between = plain(text.slice(all[from - 1]?.end, all[from]?.start));
    if (!NEXT.test(between) || APART.test(between) || AND_SO_ON.test(between)) break;
  }
  // All from a place on may make it.
  for (let at = 0; at <= from && at < all.length - 1; at += 1) if (sumOf(all.slice(at)) === total.fen) return all.slice(at);
  // So may what was told before in the paragraph.
  const line = startOf(text, sentence, "\n");
  const former = line < sentence ? amountsIn(text.slice(line, total.start), line).slice(-MOST) : [];
  for (let at = 0; at < former.length - all.length; at += 1) if (sumOf(former.slice(at)) === total.fen) return former.slice(at);
  const parts = all.slice(from);
  const noun = nounAt(text, total.start);
  const named = parts.filter(({ start }) => noun !== "" && nounAt(text, start) === noun);
  if (named.length > 1 && sumOf(named) === total.fen) return named;
  // The whole is told before its parts too.
  if (parts.length > 2 && parts[0]?.fen === sumOf(parts.slice(1))) parts.shift();
  const [first] = parts;
  if (!first || parts.length < 2) return null;
  const subtotals = parts.filter(({ start }) => totals.has(start)).length;
  if (subtotals > 0 && (subtotals < parts.length || !OF_ALL.test(lead))) return null;
  if (parts.some(({ start }) => RANGE.test(text.charAt(start - 1)))) return null;
  const count = countIn(lead);
  if (count > 1 && count !== parts.length) return null;
  const opening = text.slice(all[from - 1]?.end ?? sentence, first.start);
  if (count !== parts.length) {
    const told = plain(opening);
    const isOwn = from === 0 || /：[^，。：；]{0,24}$|分别/.test(told) || (OWN_CLAUSE.test(told) && !OF_ALL.test(lead));
    if (!isOwn || isMadeWith(all.slice(0, from), total.fen, all)) return null;
    if (UNPRICED.test(opening) || APART.test(before(text, sentence, first.start).replace("其中", ""))) return null;
    if (parts.length === 2 && parts[0]?.fen === parts[1]?.fen) return null;
  }
  const name = (OF_ITSELF.exec(lead)?.[1] ?? "").replaceAll(GENERIC, "");
  if (
    name.length > 1 &&
    !OF_ALL.test(lead) &&
    parts.some(({ fen }) => fen > total.fen) &&
    !isSlip(total.fen, sumOf(parts)) &&
    !isUnitLost(total.fen, sumOf(parts))
  )
    return null;
  // Of whatever kind, what stands side by side is what 合计 right behind it adds up.
  const isTight =
    from === 0 &&
    /^[，、]?(?:共计|合计|总计|共)(?:人民币)?$/.test(lead) &&
    parts.slice(1).every(({ start }, at) => /^(?:、|和|及)/.test(plain(text.slice(parts[at]?.end, start))));
  return isTight ||
    isOneKind(
      parts.map(({ start }) => before(text, sentence, start)),
      lead,
    )
    ? parts
    : null;
}

/** What has to be paid of all of them. */
const DUE =
  /[，、；](?:[^，。；0-9]{0,8}(?:数额|金额)(?:应?为|是|达)?|[^，。；0-9]{0,8}?(?:应当?|须|需)(?:予以?|依法)?(?:退赔|赔偿|支付|给付|承担|补缴|缴纳|返还|偿还|退缴)[^，。；0-9]{0,6})$/;
/** Interest and the like whose amount is told. */
const AS_TOLD = /(?:利息|罚息|本息)(?:共计|合计|共|为|计|人民币)*(?=[0-9])|本息(?=[^，。；0-9]{0,2}(?:合计|共计|共|总))/g;

/** What one act came to, by all that is told of it before. */
function* ofItems(text: string): Generator<Equation> {
  for (const found of text.matchAll(OF_ONE)) {
    const at = found.index + found[0].length;
    const line = startOf(text, at, "\n");
    const [whole] = amountsIn(text.slice(at, at + 24), at);
    const parts = amountsIn(text.slice(line, at), line);
    const own = text.slice(line, at + 24);
    if (whole?.start !== at || parts.length < 2 || isInexact(own) || isMultiplied(own)) continue;
    if (parts.every(({ start }) => !NO_PART.test(text.slice(Math.max(line, start - 16), start)))) yield { parts, whole, result: whole };
  }
}

/** What a sentence adds to the whole that was told before it: 除照价赔偿外，另补偿1000元，合计9600元. */
const ADDED = /除[^，。；]{0,16}外，[^。；]{0,10}另[^。；]*$/;
/** And to what it names: 共得现金1400元，连同手机，总值4000元. */
const ALONG = /(?:连同|加上|加之)(?:被[盗抢骗]的?|上述|该)?(\p{Script=Han}{2,6}?)(?:在内|一并)?，/u;
const NEAR = 700;
/** With fewer digits sums are near by chance. */
const LEAST = 2;

/** Totals of an amount that stands alone in their sentence and one that is told before it. */
function withFormer(text: string, total: Amount, totals: readonly Amount[]): readonly Amount[] | null {
  const sentence = startOf(text, total.start, "。\n；");
  const [own, ...more] = amountsIn(text.slice(sentence, total.start), sentence);
  if (!own || more.length > 0) return null;
  if (ADDED.test(text.slice(sentence, own.start))) {
    const former = totals.findLast(({ start }) => start < sentence && start > sentence - NEAR);
    return former ? [former, own] : null;
  }
  const thing = ALONG.exec(text.slice(own.end, total.start))?.[1];
  if (thing === undefined) return null;
  const from = Math.max(0, sentence - NEAR);
  const priced = amountsIn(text.slice(from, sentence), from).filter(({ start }) => before(text, from, start).includes(thing));
  return priced.length === 1 && priced[0] ? [priced[0], own] : null;
}

/** What is taken off right before what is left: 86400元，扣除重复计算的7200元，应认定为79200元. */
const TAKEN_OFF = /(?:扣除|减去|剔除|除去|核减|抵扣|冲抵)[^，。；0-9]{0,14}$/;
const LEFT =
  /^[^，。；0-9]{0,10}(?:之?后|外)?，(?![^，]*(?:另|罚))[^，。；0-9]{0,14}(?:为|是|计|余|剩|欠|认定|支付|退赔|赔偿|所得|损失|净赚|净得|净利|赚了?|获利|利润|到手)(?:人民币)?$/;

function* deducted(document: CheckedDocument): Generator<Equation> {
  const { text } = document;
  const all = amountsOf(document);
  for (const [at, less] of all.entries()) {
    const [whole, left] = [all[at - 1], all[at + 1]];
    if (!whole || !left || !TAKEN_OFF.test(text.slice(whole.end, less.start)) || !LEFT.test(text.slice(less.end, left.start))) continue;
    const between = text.slice(whole.end, less.start);
    const own = text.slice(startOf(text, whole.start, "，。；\n"), left.end + 4).replaceAll(AS_TOLD, "");
    // One amount alone has to be what something is taken off.
    const isAlone =
      amountsIn(text.slice(startOf(text, whole.start, "。\n"), whole.start), 0).length === 0 || sumOf([less, left]) === whole.fen;
    if (isAlone && /^[^，。；\n]{0,8}[，。；]?[^，。；\n]*$/.test(between) && !isInexact(own) && !isMultiplied(own))
      yield { parts: [less, left], whole, result: left };
  }
}

/** Totals right behind the amounts that they sum up: their parts, however much the figures differ. */
export function* enumerated(document: CheckedDocument): Generator<Equation> {
  const { text } = document;
  const [all, totals] = [amountsOf(document), totalsOf(document)];
  const places = new Set(totals.map(({ start }) => start));
  const summed = all.filter(({ start }) => !places.has(start) && SUMMED.test(text.slice(Math.max(0, start - 24), start)));
  yield* ofItems(text);
  yield* deducted(document);
  for (const due of all) {
    const lead = text.slice(Math.max(0, due.start - 24), due.start);
    if (places.has(due.start) || !DUE.test(lead)) continue;
    const parts = runBefore(text, due);
    const own = text.slice(startOf(text, due.start, "。\n"), due.end + 4).replaceAll(AS_TOLD, "");
    const equation = { parts, whole: due, result: due };
    if (parts.length > 1 && !isInexact(own) && !isMultiplied(own) && isOneSlipAway(equation, [...parts, due], LEAST)) yield equation;
  }
  for (const total of [...totals, ...summed]) {
    const parts = partsOf(text, total, places) ?? withFormer(text, total, totals);
    const last = parts?.at(-1);
    if (!parts || !last) continue;
    const from = parts.find(({ start }) => start >= sentenceStart(text, last.start)) ?? last;
    const own = text.slice(startOf(text, from.start, "，。；：\n"), total.end + 4).replaceAll(AS_TOLD, "");
    if (isInexact(own) || isMultiplied(own)) continue;
    const sum = sumOf(parts);
    if (sum <= total.fen * REACH && total.fen <= sum * REACH) yield { parts, whole: total, result: total };
  }
}
