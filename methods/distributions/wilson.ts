/** Of Student's distribution without end: 95 % lie within, on both sides. */
const Z = 1.959963984540054;

export interface WilsonInterval {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** A share of a count with its 95 % score interval (Wilson 1927): near the nominal coverage for small counts too, and never outside 0 to 1. Null without trials. */
export function wilsonInterval(successes: number, trials: number): WilsonInterval | null {
  if (!Number.isSafeInteger(successes) || !Number.isSafeInteger(trials) || successes < 0 || successes > trials)
    throw new RangeError(`${successes} of ${trials} is no share`);
  if (trials === 0) return null;
  const share = successes / trials;
  const scale = 1 + Z ** 2 / trials;
  const middle = (share + Z ** 2 / (2 * trials)) / scale;
  const half = (Z / scale) * Math.sqrt((share * (1 - share)) / trials + Z ** 2 / (4 * trials ** 2));
  return { share, low: successes === 0 ? 0 : middle - half, high: successes === trials ? 1 : middle + half };
}
