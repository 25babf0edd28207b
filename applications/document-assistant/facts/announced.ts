import type { CheckedDocument } from "../document.ts";
import { type Figure, figuresIn } from "./figures.ts";
import { readOnce } from "./read-once.ts";
import { isSame, worthOf } from "./result-terms.ts";
import { waysOf } from "./result-ways.ts";
import { AVERAGE, behindOf, clauseOf, DIFFERENCE, IS_REST, leadOf, questionOf, RATE, REST, RESULT, SUM } from "./result-words.ts";
import { startOf } from "./sentences.ts";
import { figuresOf, isClose, made, nearness, valueNeeded, type Way, type Working } from "./workings.ts";

/** A result that is announced, and a way in which it may come about. */
export interface Announced extends Way {
  readonly result: Figure;
  readonly holds: boolean;
  /** Every figure of its stretch went into it. */
  readonly isWhole: boolean;
  /** Nothing of its unit is told shortly before its stretch. */
  readonly isAll: boolean;
}

/** How far back figures go into a result, and how many. */
const FAR = 360;
const MOST = 18;
const MOST_STRETCHES = 10;

/** What one in the last place is worth that is no zero. */
function roundness(value: number): number {
  if (!Number.isInteger(value)) return 0;
  return 10 ** (/0*$/.exec(String(value))?.[0].length ?? 0);
}

/** Whether a working makes what is told, as exactly as that is told. */
function makes(working: Working, result: Figure): boolean {
  const value = made(working);
  if (isClose(value, result.value)) return true;
  const isDivided = working.over.length > 0 || result.unit === "%";
  const isBroken = working.terms.some(
    ({ factors }) => factors.length > 1 && factors.some((each) => each.unit === "%" || !Number.isInteger(each.value)),
  );
  // What can be told exactly is not rounded.
  const step = result.unit === "%" ? result.step : Math.max(result.step, roundness(result.value));
  const isOdd = step > 0 && !isClose(value / step, Math.round(value / step));
  return (isDivided || isBroken) && isOdd && Math.abs(value - result.value) < step * 1.001;
}

/** Where a stretch may begin that ends before a place: behind the last of its kind, with its sentence, with those before it. */
function startsOf(text: string, result: Figure, before: readonly Figure[]): number[] {
  const starts: number[] = [];
  let from = result.start;
  for (let times = 0; times < MOST_STRETCHES && from > 0 && result.start - from < FAR; times += 1) {
    const start = startOf(text, from, "。；\n");
    starts.push(start);
    from = start - 1;
  }
  const former = before.findLast((each) => isSame(each, result) && each.per.length === 0);
  return former ? [former.end, ...starts] : starts;
}

const isAnnounced = (text: string, result: Figure, before: readonly Figure[]): boolean => {
  if (result.isInexact || result.value < 2 || /^[起次笔处种类章页期届批]$/.test(result.unit)) return false;
  const lead = questionOf(text, result) + leadOf(text, result);
  return (
    result.unit === "%" ||
    before.some((each) => each.per.length > 0 && isSame(each, result)) ||
    [SUM, REST, DIFFERENCE, AVERAGE, RESULT, RATE].some((each) => each.test(lead)) ||
    before.some((each) => isSame(each, result) && !/[。；\n]/.test(text.slice(each.end, result.start))) ||
    IS_REST.test(behindOf(text, result))
  );
};

/** The ways in which each figure may come about that is said to be the result of others. */
const announcedIn = readOnce((document: CheckedDocument): readonly Announced[] => {
  const { text } = document;
  const all = figuresIn(document);
  const found: Announced[] = [];
  for (const [at, result] of all.entries()) {
    const before = all.slice(Math.max(0, at - MOST), at);
    if (!isAnnounced(text, result, before)) continue;
    const seen = new Set<number>();
    for (const start of startsOf(text, result, before)) {
      const figures = before.filter((each) => each.start >= start);
      if (figures.length === 0 || seen.has(figures.length) || figures.length === MOST) continue;
      seen.add(figures.length);
      const isAll = !before.some((each) => !figures.includes(each) && isSame(each, result) && each.start > result.start - FAR);
      for (const way of waysOf({ text, figures, result })) {
        const used = new Set(figuresOf(way.working));
        const isWhole = figures.every(
          (each) =>
            used.has(each) ||
            each.isInexact ||
            result.unit === "%" ||
            (!isSame(each, result) && each.unit !== "%") ||
            // Told again.
            way.working.terms.some((term) => isSame(each, result) && isClose(worthOf(term), each.value)),
        );
        found.push({ ...way, result, holds: makes(way.working, result), isWhole, isAll });
      }
    }
  }
  return found;
});

/** Whether what follows it makes it up: 先后4次共收受16000元。分别为…. */
function isSumBehind(all: readonly Figure[], result: Figure): boolean {
  let [sum, count] = [0, 0];
  const at = all.indexOf(result);
  for (const each of all.slice(at + 1, at + 1 + MOST)) {
    if (!isSame(each, result)) continue;
    if (each.start - result.end > FAR) return false;
    sum += each.value;
    count += 1;
    if (count > 1 && isClose(sum, result.value)) return true;
  }
  return false;
}

export interface WrongResult {
  readonly figure: Figure;
  readonly meant: number;
  readonly announced: Announced;
  readonly score: number;
}

/** What a division makes, as exactly as its result is told. */
const roundedLike = (value: number, { result: { step }, working }: Announced): number =>
  step > 0 && (working.over.length > 0 || working.overTimes > 1) ? Number((Math.round(value / step) * step).toFixed(6)) : value;

/** Results further from what makes them are of other things. */
const APART = 12;
const APART_OF_SUM = 3;
/** A part that is mistyped says less than a result that is. */
const OF_PART = 0.9;
const ENOUGH = 3.5;

interface Place {
  readonly start: number;
  readonly end: number;
}
const overlaps = (one: Place, other: Place): boolean => one.start < other.end && other.start < one.end;

/** Whether a place tells a result that comes about by more than adding up what is told before it, of all that is. */
export const isRightResult = (document: CheckedDocument, place: Place): boolean =>
  announcedIn(document).some(
    ({ result, holds, isSaid, isWhole, isAll, kind, working: { terms } }) =>
      overlaps(result, place) &&
      holds &&
      isSaid &&
      isWhole &&
      isAll &&
      (terms.some(({ factors }) => factors.length > 1) ||
        new Set(terms.map(({ factors }) => factors[0])).size < terms.length ||
        (kind === "sum" && terms.some(({ sign }) => sign < 0))),
  );

/** Whether one of some amounts is what another of them left: the others need not make it. */
export const isLeftBy = (document: CheckedDocument, members: readonly Place[]): boolean =>
  announcedIn(document).some(
    ({ result, holds, isSaid, kind, working }) =>
      holds &&
      isSaid &&
      kind === "rest" &&
      members.some((each) => overlaps(each, result)) &&
      figuresOf(working).filter((figure) => members.some((each) => overlaps(each, figure))).length === 1,
  );

/** Amounts in figures that are added up have readers of their own. */
const isPlainSum = ({ kind, result, working: { terms } }: Announced): boolean =>
  kind === "sum" &&
  terms.length > 1 &&
  /[0-9].*元$/.test(result.text) &&
  terms.every(({ sign, times, factors }) => sign > 0 && times === 1 && factors.length === 1 && /[0-9].*元$/.test(factors[0]?.text ?? ""));

/** Told of what was given, lent or valued by itself. */
const GIVEN = /(?<!应)付(?!\p{Script=Han}{0,4}[货价总费])|交(?!易)|给|部分|借|贷|估|鉴定|价值|已/u;

/** What is announced and does not come about in any way. */
export function* wrongResults(document: CheckedDocument): Generator<WrongResult> {
  const { text } = document;
  const all = figuresIn(document);
  // 六盘以每盘2500元卖得15000元，后以16800元转卖: price and number have their product, and go into no other.
  const done = announcedIn(document).flatMap((each) => (each.holds && each.kind === "product" ? [new Set(figuresOf(each.working))] : []));
  const isDone = ({ kind, working }: Announced): boolean => {
    const figures = new Set(figuresOf(working));
    return kind === "product" && done.some((each) => each.isSubsetOf(figures));
  };
  for (const [result, ways] of Map.groupBy(announcedIn(document), (each) => each.result)) {
    if (ways.some(({ holds }) => holds) || isSumBehind(all, result)) continue;
    if (all.some((each) => each !== result && isSame(each, result) && each.value === result.value)) continue;
    let best = null as WrongResult | null;
    const isTold = (value: number): boolean => all.some((each) => isSame(each, result) && isClose(each.value, value));
    const isByItself = GIVEN.test(clauseOf(text, result));
    for (const announced of ways) {
      const { working, isSaid, isWhole, isSure } = announced;
      if (isDone(announced)) continue;
      const value = made(working);
      // What its words do not say is near by chance, unless it is multiplied.
      if (!isSaid && isSure !== true && (!/^(?:product|share)$/.test(announced.kind) || isByItself)) continue;
      const apart = announced.kind === "sum" ? APART_OF_SUM : APART;
      if (!(value > 0) || value > result.value * apart || result.value > value * apart) continue;
      if (isPlainSum(announced)) continue;
      const options = [
        { figure: result, meant: value, near: nearness(result.value, roundedLike(value, announced)) },
        ...figuresOf(working)
          .filter(({ unit }) => unit !== "%")
          .flatMap((figure) => {
            const meant = valueNeeded(working, figure, result.value);
            const near = meant === null ? 0 : nearness(figure.value, meant);
            return meant === null || (near < 2 && /^(?:sum|rest|average)$/.test(announced.kind))
              ? []
              : [{ figure, meant, near: near * OF_PART + (near > 0 && isTold(meant) ? 1 : 0) }];
          }),
      ].sort((one, other) => other.near - one.near);
      const [option] = options;
      if (!option) continue;
      const score =
        option.near +
        (isSaid ? 2 : 0) +
        (isWhole ? 1 : 0) +
        (isSure === true && (option.near > 0 || announced.kind !== "product" || announced.isAll) ? ENOUGH : 0);
      if (!best || score > best.score) best = { ...option, announced, score };
    }
    if (best && best.score >= ENOUGH) yield best;
  }
}
