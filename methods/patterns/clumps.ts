import { type Stream, sum } from "./windows.ts";

/** How much more counts vary than chance alone lets them, because leads come in clumps: the variance of a count of mean m is m(1 + κm), so that a stream of mean m
 *  a period has a dispersion of 1 + κm (negative binomial; McCullagh and Nelder 1989, 6.2.3). κ by moments, the median over the streams: a few that hold a
 *  pattern do not make all look clumpy. */
export function clumpsInTime(streams: readonly Stream[]): number {
  const each = streams.flatMap(({ own, all }) => {
    const used = all.filter((size) => size > 0).length;
    if (sum(own) < LEAST || used < 4) return [];
    const share = sum(own) / sum(all);
    const distance = own.reduce((total, count, at) => total + squared(count, share * (all[at] as number)) / (1 - share || 1), 0);
    return [(distance / (used - 1) - 1) / (sum(own) / used)];
  });
  return Math.max(0, median(each));
}

/** The same of whole-time counts against what shares let expect, as a factor of the variance (1: chance alone). */
export function clumpsOfShares(cells: readonly { readonly observed: number; readonly expected: number }[]): number {
  const distances = cells.flatMap(({ observed, expected }) => (expected < 1 ? [] : [squared(observed, expected)]));
  return Math.max(1, median(distances) / MEDIAN_OF_SQUARE);
}

const LEAST = 20;
/** Of the square of a standard normal number. */
const MEDIAN_OF_SQUARE = 0.454936;

const squared = (observed: number, expected: number): number => (expected === 0 ? 0 : (observed - expected) ** 2 / expected);

function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = sorted.length / 2;
  if (sorted.length === 0) return 0;
  return ((sorted[Math.ceil(middle) - 1] as number) + (sorted[Math.floor(middle)] as number)) / 2;
}

/** P(Z > z), by the continued fraction of the error function's complement beyond 3 and the series below it. */
export function normalTail(z: number): number {
  if (z < 0) return 1 - normalTail(-z);
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  if (z < 3) {
    let [term, total] = [z, z];
    for (let at = 1; Math.abs(term) > 1e-17; at++) {
      term *= (z * z) / (2 * at + 1);
      total += term;
    }
    return 0.5 - density * total;
  }
  let fraction = 0;
  for (let at = 60; at >= 1; at--) fraction = at / (z + fraction);
  return density / (z + fraction);
}
