import { probabilityOf } from "./estimate.ts";

/** How many pairs stand at which odds: natural logarithm of the odds, and pairs. */
export type OddsCounts = readonly (readonly [odds: number, pairs: number])[];

export interface ExpectedAt {
  readonly threshold: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** Expected F1 given up for a higher threshold: a wrong merge harms more than a missed one. */
const CAUTION = 0.0003;

/** The threshold whose expected F1 is highest when each pair is a match with the probability that its odds say; the matches expected below count
 *  as missed. No truth is needed. */
export function bestThreshold(counts: OddsCounts): ExpectedAt {
  const descending = counts.toSorted(([one], [two]) => two - one);
  const all = descending.reduce((sum, [odds, pairs]) => sum + pairs * probabilityOf(odds), 0);
  let [right, taken] = [0, 0];
  const steps = descending.map(([odds, pairs]): ExpectedAt => {
    right += pairs * probabilityOf(odds);
    taken += pairs;
    return { threshold: odds, precision: right / taken, recall: right / all, f1: (2 * right) / (taken + all) };
  });
  const highest = Math.max(0, ...steps.map(({ f1 }) => f1));
  return steps.find(({ f1 }) => f1 >= highest - CAUTION) ?? { threshold: 0, precision: 1, recall: 0, f1: 0 };
}
