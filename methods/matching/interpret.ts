import { type Comparison, type Pattern, patternSteps, type Test } from "./comparison.ts";
import type { FeatureRow, FeatureValue } from "./fields.ts";
import { jaroWinkler } from "./jaro-winkler.ts";

/** Evaluates a test the plain way, null for unknown: inside explanations, and as the oracle of the compiled one. */
export function holds(test: Test, left: FeatureRow, right: FeatureRow): boolean | null {
  switch (test.op) {
    case "all":
      return test.tests.reduce<boolean | null>((so, each) => (so === false ? false : and(so, holds(each, left, right))), true);
    case "any":
      return test.tests.reduce<boolean | null>((so, each) => (so === true ? true : or(so, holds(each, left, right))), false);
    case "both":
      return left[test.of] != null && right[test.of] != null;
    case "doubtful": {
      const [one, two] = [left[test.of] ?? null, right[test.of] ?? null];
      return one === false || two === false ? true : one === null || two === null ? null : false;
    }
    case "not": {
      const so = holds(test.test, left, right);
      return so === null ? null : !so;
    }
    case "exchanged":
    case "moved": {
      const there = alike(left[test.of], right[test.with], test.least);
      const back = alike(left[test.with], right[test.of], test.least);
      return test.op === "exchanged" ? and(there, back) : (there === true && back === null) || (back === true && there === null);
    }
    case "same":
    case "similar":
    case "slip":
    case "near":
    case "placed":
    case "initial":
    case "within":
    case "dayAndMonthExchanged":
    case "contains":
      return between(test, left[test.of] ?? null, right[test.of] ?? null);
  }
}

const and = (one: boolean | null, two: boolean | null): boolean | null =>
  one === false || two === false ? false : one === null || two === null ? null : true;
const or = (one: boolean | null, two: boolean | null): boolean | null =>
  one === true || two === true ? true : one === null || two === null ? null : false;

function alike(one: FeatureValue | undefined, two: FeatureValue | undefined, least: number): boolean | null {
  return one == null || two == null ? null : jaroWinkler(String(one), String(two)) >= least;
}

type Plain = Exclude<Test, { op: "all" | "any" | "not" | "both" | "doubtful" | "exchanged" | "moved" }>;

function between(test: Plain, left: FeatureValue, right: FeatureValue): boolean | null {
  if (left === null || right === null) return null;
  const [one, two] = [String(left), String(right)];
  switch (test.op) {
    case "same":
      return left === right;
    case "similar":
      return jaroWinkler(one, two) >= test.least;
    case "slip":
      return isSlip(one, two);
    case "near": {
      const [first, second] = [bytesOf(one), bytesOf(two)];
      return first.length === second.length && differing(first, second) <= test.most;
    }
    case "placed":
      return (
        one.length === two.length &&
        one.length > (test.longerThan ?? 0) &&
        differing(one, two) === 1 &&
        (test.initial === undefined || (one.charAt(0) === two.charAt(0)) === test.initial)
      );
    case "initial":
      return one.charAt(0) === two.charAt(0);
    case "within": {
      const [first, second] = [dayNumber(one), dayNumber(two)];
      return first === null || second === null ? null : Math.abs(first - second) <= test.days;
    }
    case "dayAndMonthExchanged":
      return one.length === 8 && two.length === 8 && one === two.slice(0, 4) + two.slice(6) + two.slice(4, 6);
    case "contains": {
      const [short, long] = Array.from(one).length <= Array.from(two).length ? [one, two] : [two, one];
      return Array.from(short).length >= test.least && long.includes(short);
    }
  }
}

/** Figures are compared byte by byte, as engines do: a Chinese character (of a number plate) is three of them. */
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

function differing(one: ArrayLike<unknown>, two: ArrayLike<unknown>): number {
  let count = 0;
  for (let at = 0; at < one.length; at++) if (one[at] !== two[at]) count++;
  return count;
}

/** One wrong, two exchanged, or one missing at the end. */
function isSlip(one: string, two: string): boolean {
  const [first, second] = [bytesOf(one), bytesOf(two)];
  if (first.length !== second.length) {
    const [short, long] = first.length < second.length ? [one, two] : [two, one];
    return Math.abs(first.length - second.length) === 1 && long.startsWith(short);
  }
  const count = differing(first, second);
  return count <= 1 || (count === 2 && Array.from(one).toSorted().join("") === Array.from(two).toSorted().join(""));
}

/** Days since 1970 of YYYYMMDD, null where there is no such day. */
function dayNumber(text: string): number | null {
  if (!/^\d{8}$/.test(text)) return null;
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6))];
  const time = Date.UTC(year, month - 1, day);
  const back = new Date(time);
  return year > 0 && back.getUTCMonth() === month - 1 && back.getUTCDate() === day && back.getUTCFullYear() === year
    ? time / 86_400_000
    : null;
}

/** Level of one comparison: 0 where there is nothing to compare, else 1 + its number. */
export function levelOf(comparison: Comparison, left: FeatureRow, right: FeatureRow): number {
  if (holds(comparison.comparable, left, right) !== true) return 0;
  return 1 + comparison.levels.findIndex(({ test }) => test === null || holds(test, left, right) === true);
}

export function patternOf(comparisons: readonly Comparison[], left: FeatureRow, right: FeatureRow): Pattern {
  const steps = patternSteps(comparisons);
  return comparisons.reduce((sum, comparison, at) => sum + (steps[at] ?? 0) * levelOf(comparison, left, right), 0);
}
