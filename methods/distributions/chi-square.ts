/** Probability that a χ² variable with so many degrees of freedom exceeds the value (Abramowitz & Stegun 26.4.4, 26.4.5). */
export function chiSquareTail(value: number, degrees: number): number {
  if (!(value > 0)) return 1;
  const half = value / 2;
  if (degrees % 2 === 0) {
    let term = Math.exp(-half);
    let sum = term;
    for (let at = 1; at < degrees / 2; at++) {
      term *= half / at;
      sum += term;
    }
    return Math.min(1, sum);
  }
  let term = Math.exp(-half) * Math.sqrt(half) * (2 / Math.sqrt(Math.PI));
  let sum = complementaryError(Math.sqrt(half));
  for (let at = 1; at <= (degrees - 1) / 2; at++) {
    sum += term;
    term *= half / (at + 0.5);
  }
  return Math.min(1, sum);
}

/** The value that a χ² variable exceeds with this probability. */
export function chiSquareQuantile(tail: number, degrees: number): number {
  let [low, high] = [0, degrees + 1];
  while (chiSquareTail(high, degrees) > tail) high *= 2;
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2;
    if (chiSquareTail(middle, degrees) > tail) low = middle;
    else high = middle;
  }
  return high;
}

/** Relative error below 1.2e-7 (Press et al., Numerical Recipes, erfcc). */
function complementaryError(value: number): number {
  const t = 1 / (1 + value / 2);
  const coefficients = [
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223, 0.17087277,
  ];
  const series = coefficients.reduceRight((sum, coefficient) => sum * t + coefficient, 0);
  return t * Math.exp(-value * value + series);
}
