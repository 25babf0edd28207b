import type { CheckedDocument } from "../document.ts";
import { type Amount, amountOfItem, amountsIn, isComputed, isInexact, isMultiplied, piecesBehind, totalsIn } from "./amounts.ts";
import { canBeMade, type Equation, isInReach, isSumOfSome, sumOf } from "./equations.ts";
import { gridsIn, moneyColumns } from "./grids.ts";
import { listsIn, type ToldList } from "./lists.ts";
import { isSlip } from "./mentions.ts";
import { readOnce } from "./read-once.ts";
import { pairsOf } from "./sentences.ts";
import { numberOf } from "./written-number.ts";

/** Amounts of what is listed, one of each item, in the ways in which they can be read. */
export interface Series {
  /** What they are of. */
  readonly noun: string;
  readonly amounts: readonly Amount[];
}

export interface Listed {
  readonly isGrid: boolean;
  /** Nothing but the words before it says that it is a list. */
  readonly isLoose: boolean;
  readonly start: number;
  readonly end: number;
  readonly series: readonly Series[];
}

const NOUN = /(\p{Script=Han}{2})(?:数额|金额|总额|合计|共计|为|计|人民币|[：:]){0,3}$/u;
export const nounAt = (text: string, at: number): string => NOUN.exec(text.slice(Math.max(0, at - 16), at))?.[1] ?? "";

/** The amounts of the items: the one that each is about, and of each noun that stands once in every item. */
function seriesOf(text: string, { items }: ToldList): Series[] {
  if (items.some((item) => isInexact(item.text) || isComputed(item.text))) return [];
  const likely = items.flatMap((item) => amountOfItem(item.text, item.start) ?? []);
  const only = items.flatMap((item) => {
    const amounts = amountsIn(item.text, item.start);
    return amounts.length === 1 ? amounts : [];
  });
  const own = likely.length === items.length ? likely : only;
  const nouns = items.map((item) => amountsIn(item.text, item.start).map((amount) => ({ amount, noun: nounAt(text, amount.start) })));
  const shared = new Set(nouns[0]?.map(({ noun }) => noun).filter((noun) => noun !== ""));
  const byNoun = [...shared].flatMap((noun) => {
    const amounts = nouns.flatMap((each) => {
      const same = each.filter((one) => one.noun === noun);
      return same.length === 1 && same[0] ? [same[0].amount] : [];
    });
    return amounts.length === items.length ? [{ noun, amounts }] : [];
  });
  return [...(own.length === items.length ? [{ noun: "", amounts: own }] : []), ...byNoun];
}

export const listedIn = readOnce((document): readonly Listed[] => [
  ...gridsIn(document).flatMap((grid) => {
    const series = moneyColumns(grid).map(({ heading, amounts }) => ({ noun: heading, amounts }));
    return series.length > 0 ? [{ isGrid: true, isLoose: false, start: grid.start, end: grid.end, series }] : [];
  }),
  ...listsIn(document).flatMap((list) => {
    const series = list.isSound ? seriesOf(document.text, list) : [];
    return series.length > 0
      ? [{ isGrid: false, isLoose: list.form === "days" || list.form === "clauses", start: list.start, end: list.end, series }]
      : [];
  }),
]);

/** What is no whole of what is listed behind it: of part of it, or of what was paid. */
const OTHER =
  /退赔|退还|退赃|退出|返还|扣押|冻结|追回|缴纳|罚款|罚金|剩余|[尚仍还][欠余有]|余款|余额|每|平均|人均|获利|分得|其中|参与|单独|分别|未遂|保证金|押金|报酬|好处费|利息/;
const SHORT = 30;
/** Parts under what introduces them are its parts, however much the figures differ. */
const APART = 12n;
const SURE = 20_000n;

/** The stretch that introduces a list: its paragraph up to it, or the paragraph before it, and one more where that tells nothing but that a list follows. */
function introOf({ text, paragraphs }: CheckedDocument, start: number): readonly [from: number, to: number] {
  const at = paragraphs.findLastIndex((each) => each.start <= start);
  const own = paragraphs[at];
  if (!own) return [start, start];
  if (start > own.start + 2) {
    // Within a paragraph its own sentence does, or the one before it.
    const sentence = text.lastIndexOf("。", start - 2) + 1;
    const lead = text.slice(sentence, start);
    const isBare = lead.length < SHORT && amountsIn(lead, 0).length === 0 && !/^\s*[（(0-9一二三四五六七八九十]/.test(lead);
    return [Math.max(own.start, isBare ? text.lastIndexOf("。", sentence - 2) + 1 : sentence), start];
  }
  const before = paragraphs[at - 1];
  if (!before) return [start, start];
  const isHeading =
    /^\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)])/.test(before.text) && !INTRODUCES.test(before.text);
  const isBare = !isHeading && before.text.length < SHORT && amountsIn(before.text, 0).length === 0;
  return [(isBare ? (paragraphs[at - 2] ?? before) : before).start, before.start + before.text.length];
}

/** Whether a sum is right where some of the amounts are prices of one piece. */
function isOfPieces(text: string, parts: readonly Amount[], whole: bigint): boolean {
  let made = new Set<bigint>([0n]);
  for (const part of parts) {
    const times = BigInt(piecesBehind(text, part));
    made = new Set([...made].flatMap((each) => [each + part.fen, each + part.fen * times]));
  }
  return made.has(whole);
}

const INTRODUCES = /如下|下列|下表|分述|明细|具体|分别|[：:]\s*$/;

/** Totals before what they are made up of: a list, or a table without a row of totals. */
export function* introduced(document: CheckedDocument, known: ReadonlySet<number>): Generator<Equation> {
  const { text } = document;
  const seen = new Set(known);
  for (const { isGrid, isLoose, start, series } of listedIn(document)) {
    const [from, to] = introOf(document, start);
    const intro = text.slice(from, to);
    if (isInexact(intro) || isMultiplied(intro) || (isLoose && !INTRODUCES.test(intro.slice(-12)))) continue;
    const amounts = amountsIn(intro, from);
    const totals = totalsIn(intro).map((each) => ({ ...each, start: each.start + from, end: each.end + from }));
    // What is no total by its word stands in the sentence that introduces the list.
    const isIn =
      amounts.length === 1 &&
      !/[。\n]/.test(
        intro
          .slice((amounts[0]?.end ?? from) - from)
          .trim()
          .slice(0, -1),
      );
    const wholes = totals.length > 0 ? totals : isIn && INTRODUCES.test(intro.slice(-20)) ? amounts : [];
    const right = wholes.find(({ fen }) => series.some((each) => sumOf(each.amounts) === fen));
    const clause = (at: number): string => /[^，。；\n]*$/.exec(text.slice(Math.max(from, at - 40), at))?.[0] ?? "";
    // The only column of a table right behind the only total is what that is of, whatever it is called.
    const [only, ...more] = wholes;
    const isOnly =
      only !== undefined && more.length === 0 && (series.length === 1 || series[0]?.noun === "") && INTRODUCES.test(intro.slice(-12));
    const whole = right ?? wholes.find((each) => (isOnly && isGrid) || !OTHER.test(clause(each.start)));
    if (!whole || seen.has(whole.start)) continue;
    const noun = nounAt(text, whole.start);
    const parts = (
      series.find((each) => sumOf(each.amounts) === whole.fen) ??
      series.find((each) => each.noun !== "" && noun !== "" && each.noun.includes(noun)) ??
      series[0]
    )?.amounts;
    if (!parts || parts.length < 2) continue;
    const sum = sumOf(parts);
    if (sum !== whole.fen) {
      const others = amounts.filter((each) => each.start !== whole.start);
      const apart = isOnly ? SURE : APART;
      if (isOfPieces(text, parts, whole.fen) || sum > whole.fen * apart || whole.fen > sum * apart) continue;
      if (isSumOfSome(whole.fen, others) || (others.length > 1 && canBeMade(whole.fen, others))) continue;
    }
    seen.add(whole.start);
    yield { parts, whole, result: whole };
  }
}

const TAKES_UP =
  /^\s*(?:答：)?(?:以上|上述|前述|上列|综上|经统计|经核算|合计|共计|总计|一共|总共|[^，。；：0-9]{0,8}总额[为共计]?(?=[0-9])|(?<number>[两二三四五六七八九十])[张台辆部处份次个笔起户家人名项组类][^，。；0-9]{0,12}(?:共计?|合计|总计)(?=[0-9]))/;
/** Asks how much it is together. */
const ASKS = /^\s*问：[^。]{0,30}[？?]\s*$/;

/** Whether a heading of a column has a word of two characters of a clause. */
const isNamed = (heading: string, clause: string): boolean =>
  pairsOf(heading).some((pair) => /^\p{Script=Han}{2}$/u.test(pair) && !/金额|数额/.test(pair) && clause.includes(pair));

/** Totals in the sentence behind a table that takes it up, of the column that has their name, or of the only one. */
export function* summedBehind(document: CheckedDocument, told: readonly Equation[]): Generator<Equation> {
  const known = new Set(told.map(({ result }) => result.start));
  const { text } = document;
  for (const { isGrid, isLoose, end, series } of listedIn(document)) {
    if (isLoose) continue;
    for (const sentence of sentencesBehind(document, end, isGrid ? (isAsked(document, end) ? 2 : 1) : MOST_BEHIND)) {
      const ofNouns = byNoun(text, sentence, series);
      const isSummed = series.some(({ amounts }) =>
        told.some(
          ({ parts, whole }) =>
            parts[0]?.start === amounts[0]?.start &&
            parts.length === amounts.length &&
            whole.start >= sentence.from &&
            whole.start < sentence.to,
        ),
      );
      const found = isSummed
        ? []
        : ofNouns.length > 0
          ? ofNouns
          : [isGrid ? behindTable(text, sentence, series) : behindList(text, sentence, series)];
      for (const each of found) if (each && !known.has(each.whole.start)) yield each;
      if (found.some((each) => each !== null)) break;
    }
  }
}

const isAsked = ({ paragraphs }: CheckedDocument, end: number): boolean =>
  ASKS.test(paragraphs.find(({ start }) => start >= end)?.text ?? "");

const MOST_BEHIND = 3;
const ADDS_UP = /总共|一共|加起来|合计|共计|总计|合起来|(?:损失|价值|金额|数额|总值|得款|款|株|吨|克|亩)共(?=[0-9人])/;

interface Sentence {
  readonly from: number;
  readonly to: number;
}

/** The first sentences behind a list: of the rest of its paragraph, and of the next ones. */
function sentencesBehind({ text, paragraphs }: CheckedDocument, end: number, most: number): Sentence[] {
  const at = paragraphs.findIndex(({ start, text: own }) => start + own.length >= end);
  const own = paragraphs[at];
  const rest = own && end < own.start + own.text.length - 1 ? [{ from: end + 1, to: own.start + own.text.length }] : [];
  const next = paragraphs.slice(at + 1, at + 1 + most).map((each) => ({ from: each.start, to: each.start + each.text.length }));
  return [...rest, ...next].slice(0, most).map(({ from, to }) => {
    const length = text.slice(from, to).search(/。/);
    return { from, to: length < 0 ? to : from + length };
  });
}

const isFit = (parts: readonly Amount[], whole: Amount, apart: bigint = APART): boolean =>
  parts.length > 1 && sumOf(parts) <= whole.fen * apart && whole.fen <= sumOf(parts) * apart;

function behindTable(text: string, { from, to }: Sentence, series: readonly Series[]): Equation | null {
  const sentence = text.slice(from, to);
  const taken = TAKES_UP.exec(sentence);
  const number = taken?.groups?.["number"];
  if (!taken || (number !== undefined && series.every(({ amounts }) => amounts.length !== numberOf(number)))) return null;
  const [total, ...more] = totalsIn(sentence);
  if (!total || more.length > 0 || amountsIn(sentence, 0)[0]?.start !== total.start || isInexact(sentence) || isComputed(sentence))
    return null;
  const whole = { ...total, start: from + total.start, end: from + total.end };
  const clause = /[^，；]*$/.exec(sentence.slice(0, total.start))?.[0] ?? "";
  const named = series.filter(({ noun }) => isNamed(noun, clause));
  const only = named.length === 1 ? named[0] : OTHER.test(clause) || series.length > 1 ? undefined : series[0];
  const parts = (series.find(({ amounts }) => sumOf(amounts) === whole.fen) ?? only)?.amounts;
  return parts && isFit(parts, whole) ? { parts, whole, result: whole } : null;
}

/** Totals of several things that a sentence tells behind a list of them, each of what has its name: 以上货款合计…，运费合计…. */
function byNoun(text: string, { from, to }: Sentence, series: readonly Series[]): Equation[] {
  const sentence = text.slice(from, to);
  if (!TAKES_UP.test(sentence) || isInexact(sentence) || isComputed(sentence)) return [];
  const found = totalsIn(sentence).flatMap((total) => {
    const whole = { ...total, start: from + total.start, end: from + total.end };
    const clause = /[^，；]*$/.exec(sentence.slice(0, total.start))?.[0] ?? "";
    const own = series.filter(({ noun }) => noun !== "" && clause.includes(noun));
    const parts = own.length === 1 ? (own[0]?.amounts ?? []) : [];
    return parts.length > 1 && isInReach({ parts, whole }, SURE) ? [{ parts, whole, result: whole }] : [];
  });
  // One noun told twice is that of others: 甲参与三起，价值共计…，乙参与两起，价值共计….
  const nouns = new Set(found.map(({ parts }) => parts[0]?.start));
  return found.length > 1 && nouns.size === found.length ? found : [];
}

function withOwn(series: readonly Series[], [own, whole]: readonly Amount[]): Equation | null {
  if (!own || !whole) return null;
  const ways = series.map(({ amounts }) => [...amounts, own]);
  const isOnly = new Set(ways.map(sumOf)).size === 1;
  const parts = ways.find((each) => sumOf(each) === whole.fen) ?? (isOnly ? ways[0] : undefined);
  return parts && isFit(parts, whole, SURE) ? { parts, whole, result: whole } : null;
}

/** What a sentence adds up that takes up a list: one of its amounts is the sum of the items, or the only one, or the only one a slip away has to be. */
function behindList(text: string, { from, to }: Sentence, series: readonly Series[]): Equation | null {
  const sentence = text.slice(from, to);
  if ((!TAKES_UP.test(sentence) && !ADDS_UP.test(sentence)) || isInexact(sentence) || isComputed(sentence)) return null;
  const amounts = amountsIn(sentence, from);
  const right = amounts.find(({ fen }) => series.some((each) => sumOf(each.amounts) === fen));
  const parts = (series.find((each) => sumOf(each.amounts) === right?.fen) ?? series[0])?.amounts ?? [];
  if (right) return { parts, whole: right, result: right };
  // What is told besides is added to the list: 除照价赔偿外，另补偿1000元，合计17700元.
  if (/另|除.*外|外加/.test(sentence)) return withOwn(series, amounts);
  const clause = (at: number): string => /[^，。；]*$/.exec(text.slice(from, at))?.[0] ?? "";
  const likely = amounts.filter(({ start }) => !OTHER.test(clause(start)));
  const near = likely.filter(({ fen }) => isSlip(fen, sumOf(parts)));
  const whole = amounts.length === 1 ? likely[0] : near.length === 1 ? near[0] : undefined;
  const isSure = amounts.length === 1 && TAKES_UP.test(sentence);
  return whole && isFit(parts, whole, isSure ? SURE : APART) && !isOfPieces(text, parts, whole.fen)
    ? { parts, whole, result: whole }
    : null;
}
