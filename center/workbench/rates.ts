import { regularisedBeta } from "@yuejian/distributions";

/** A share of a count with its 95 % interval, exact in the sense of Clopper and Pearson: the interval holds the true share in at least 95 % of
 *  samples, however small they are. */
export interface Interval {
  readonly rate: number;
  readonly low: number;
  readonly high: number;
}

/** Null without trials: nothing can be said. `confidence` of the interval, two-sided. */
export function shareOf(successes: number, trials: number, confidence = 0.95): Interval | null {
  if (!Number.isSafeInteger(successes) || !Number.isSafeInteger(trials) || successes < 0 || successes > trials)
    throw new RangeError(`${successes} of ${trials} is no share`);
  if (trials === 0) return null;
  const tail = (1 - confidence) / 2;
  return {
    rate: successes / trials,
    low: successes === 0 ? 0 : betaQuantile(tail, successes, trials - successes + 1),
    high: successes === trials ? 1 : betaQuantile(1 - tail, successes + 1, trials - successes),
  };
}

export interface RecallInput {
  /** Flagged subjects, and of those decided by people the confirmed. */
  readonly flagged: number;
  readonly confirmed: number;
  readonly decided: number;
  /** Subjects without a finding, and of those checked the ones that should have been flagged. */
  readonly unflagged: number;
  readonly missed: number;
  readonly checked: number;
}

/** Share of those who should be flagged that are: confirmed share × flagged ÷ (that + missed share × unflagged). Each of the two shares has a
 *  97.5 % interval, so that both hold at once in 95 % (Bonferroni); the worst ends of both give the ends here. Null while one is unknown, or
 *  while neither a confirmed nor a missed subject is known. */
export function recallOf({ flagged, confirmed, decided, unflagged, missed, checked }: RecallInput): Interval | null {
  const precision = shareOf(confirmed, decided, 0.975);
  const missRate = unflagged === 0 ? { rate: 0, low: 0, high: 0 } : shareOf(missed, checked, 0.975);
  if (!precision || !missRate) return null;
  const recall = (found: number, overlooked: number) => (found + overlooked === 0 ? null : found / (found + overlooked));
  const rate = recall(precision.rate * flagged, missRate.rate * unflagged);
  if (rate === null) return null;
  return {
    rate,
    low: recall(precision.low * flagged, missRate.high * unflagged) ?? 0,
    high: recall(precision.high * flagged, missRate.low * unflagged) ?? 1,
  };
}

/** The x with I_x(a, b) = probability, by bisection: the function rises steadily. */
function betaQuantile(probability: number, a: number, b: number): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (regularisedBeta(middle, a, b) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
