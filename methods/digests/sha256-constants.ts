/** SHA-256's constants (FIPS 180-4 §4.2.2, §5.3.3), which it takes from roots of the first primes. */
export const INITIAL_STATE: readonly number[] = firstPrimes(8).map((prime) => fraction(Math.sqrt(prime)));
export const ROUND_CONSTANTS: readonly number[] = firstPrimes(64).map((prime) => fraction(Math.cbrt(prime)));

/** First 32 bits of the fractional part. */
function fraction(root: number): number {
  return Math.floor((root - Math.floor(root)) * 2 ** 32) >>> 0;
}

function firstPrimes(count: number): number[] {
  const primes: number[] = [];
  for (let candidate = 2; primes.length < count; candidate++) {
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
  }
  return primes;
}
