import type { Text } from "@yuejian/contracts";

/** A test over the prepared values of two records. What compares a missing value is unknown, and unknown is not true.
 *  - both: both have the value                       - same: equal values
 *  - exchanged: left's `of` is like right's `with` and the other way round (at least so similar as `least`)
 *  - moved: one of the two holds and for the other a value is missing
 *  - similar: Jaro-Winkler similarity of at least `least`
 *  - slip: one figure wrong, two figures exchanged, or one missing or too many at the end
 *  - near: equal length, at most `most` figures differ
 *  - placed: Chinese names of one length (`longerThan` so many characters) that differ in one character (`initial`: the first must
 *    (not) be the same); initial: the first character is the same
 *  - within: days not further apart than `days`
 *  - dayAndMonthExchanged: same year, day and month exchanged
 *  - contains: one text is inside the other, the shorter with at least `least` characters
 *  - doubtful: not both checked values are right */
export type Test =
  | { readonly op: "both"; readonly of: string }
  | { readonly op: "same"; readonly of: string }
  | { readonly op: "slip"; readonly of: string }
  | { readonly op: "doubtful"; readonly of: string }
  | { readonly op: "exchanged" | "moved"; readonly of: string; readonly with: string; readonly least: number }
  | { readonly op: "similar"; readonly of: string; readonly least: number }
  | { readonly op: "near"; readonly of: string; readonly most: number }
  | { readonly op: "placed"; readonly of: string; readonly initial?: boolean; readonly longerThan?: number }
  | { readonly op: "initial"; readonly of: string }
  | { readonly op: "within"; readonly of: string; readonly days: number }
  | { readonly op: "dayAndMonthExchanged"; readonly of: string }
  | { readonly op: "contains"; readonly of: string; readonly least: number }
  | { readonly op: "all" | "any"; readonly tests: readonly Test[] }
  | { readonly op: "not"; readonly test: Test };

export interface Level {
  readonly id: string;
  readonly label: Text;
  /** The first level whose test is true holds; the last of a comparison has none. */
  readonly test: Test | null;
  /** Feature whose rarity adds to or takes from the weight: agreeing on a rare value says more. */
  readonly rarity?: string;
  /** Agreement that people who live or work together do not share: they agree here no more often than anybody. */
  readonly isPersonal?: boolean;
  /** What is known of matches before the data speak: their share of this level is at most so much. */
  readonly mostAmongMatches?: number;
}

/** One piece of evidence about a pair: fields that depend on one another are compared together. */
export interface Comparison {
  readonly id: string;
  readonly label: Text;
  /** Names of the fields, for explanations. */
  readonly fields: readonly string[];
  /** True where the pair has something to compare; else the comparison says nothing. */
  readonly comparable: Test;
  readonly levels: readonly Level[];
}

/** What a pair says in all comparisons: per comparison 0 for nothing to compare, else 1 + the number of the level; the first comparison varies slowest. */
export type Pattern = number;

export function patternCount(comparisons: readonly Comparison[]): number {
  return comparisons.reduce((product, { levels }) => product * (levels.length + 1), 1);
}

/** Weight of one step of each comparison within a pattern. */
export function patternSteps(comparisons: readonly Comparison[]): number[] {
  const steps: number[] = [];
  let step = 1;
  for (const { levels } of comparisons.toReversed()) {
    steps.unshift(step);
    step *= levels.length + 1;
  }
  return steps;
}

export function patternParts(pattern: Pattern, comparisons: readonly Comparison[]): number[] {
  const steps = patternSteps(comparisons);
  return comparisons.map(({ levels }, at) => Math.floor(pattern / (steps[at] ?? 1)) % (levels.length + 1));
}
