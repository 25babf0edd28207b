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

/** I_x(a, b), by its continued fraction (DLMF 8.17.22), on the side where that converges fast. */
function regularisedBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  return x < (a + 1) / (a + b + 2) ? (front * betaFraction(x, a, b)) / a : 1 - (front * betaFraction(1 - x, b, a)) / b;
}

const TINY = 1e-300;

function betaFraction(x: number, a: number, b: number): number {
  const away = (value: number) => (Math.abs(value) < TINY ? TINY : value);
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    const change = d * c;
    fraction *= change;
    if (Math.abs(change - 1) < 1e-14) break;
  }
  return fraction;
}

const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

function logGamma(z: number): number {
  const x = z - 1;
  const sum = LANCZOS.reduce((total, coefficient, at) => (at === 0 ? coefficient : total + coefficient / (x + at)), 0);
  const t = x + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (x + 0.5) * Math.log(t) - t + Math.log(sum);
}
