import { regularisedBeta } from "./beta.ts";

/** P(|T| > t) of Student's distribution; degrees of freedom need not be whole (Abramowitz and Stegun 1964, 26.7.1 by the incomplete beta function). */
export function studentTwoSided(t: number, freedom: number): number {
  return regularisedBeta(freedom / (freedom + t * t), freedom / 2, 0.5);
}

/** The t beyond which on both sides together lies `share`. */
export function studentQuantile(share: number, freedom: number): number {
  let [low, high] = [0, 1];
  while (studentTwoSided(high, freedom) > share) high *= 2;
  for (let step = 0; step < 200 && high - low > 1e-12 * high; step++) {
    const middle = (low + high) / 2;
    if (studentTwoSided(middle, freedom) > share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
