import { drawFrom } from "./hypergeometric.ts";
import { randomOf } from "./random.ts";

/** Counts of one unit within one group of rules, over periods, and what all units had there. */
export interface Stream {
  readonly own: readonly number[];
  readonly all: readonly number[];
}

export interface Window {
  /** First and last period. */
  readonly from: number;
  readonly to: number;
  readonly observed: number;
  readonly expected: number;
  /** Kulldorff's log likelihood ratio. */
  readonly score: number;
}

export interface WindowLimits {
  /** Fewer than this are no window, in the data and in every replica. */
  readonly leastCount: number;
  readonly leastRatio: number;
  /** Periods, at most half of all. */
  readonly longest: number;
}

/** The window in which a unit had most above its share. Expected is what the unit's share of the whole time gives in the window, when all had what they had
 *  (space–time permutation: Kulldorff et al. 2005, PLoS Medicine 2(3): e59). Null: no window reaches the limits. */
export function bestWindow({ own, all }: Stream, { leastCount, leastRatio, longest }: WindowLimits): Window | null {
  const total = sum(all);
  const mine = sum(own);
  if (mine < leastCount) return null;
  let best: Window | null = null;
  for (let from = 0; from < own.length; from++) {
    let [observed, around] = [0, 0];
    for (let to = from; to < Math.min(own.length, from + longest); to++) {
      observed += own[to] as number;
      around += all[to] as number;
      const expected = (mine * around) / total;
      if (observed < leastCount || observed < leastRatio * expected) continue;
      const score = scoreOf(observed, expected, mine);
      if (best === null || score > best.score) best = { from, to, observed, expected, score };
    }
  }
  return best;
}

/** c ln(c/E) + (C − c) ln((C − c)/(C − E)). */
export function scoreOf(observed: number, expected: number, total: number): number {
  const outside = total - observed;
  return observed * Math.log(observed / expected) + (outside === 0 ? 0 : outside * Math.log(outside / (total - expected)));
}

/** How often chance alone gives a window with as high a score, when it is chance in which period each of the unit's leads lies (all periods as full as they
 *  are). Sequential Monte Carlo (Besag and Clifford 1991): it ends after `enough` replicas that reach the score, at the latest after `most`; the value is valid
 *  wherever it ends. The same data give the same value. */
export function chanceOf(
  stream: Stream,
  limits: WindowLimits & { readonly score: number; readonly enough: number; readonly most: number },
): number {
  const random = randomOf(`${stream.own.join(",")};${stream.all.join(",")}`);
  const total = sum(stream.all);
  const mine = sum(stream.own);
  const own = stream.own.map(() => 0);
  let reached = 0;
  for (let replica = 1; replica <= limits.most; replica++) {
    let [left, marks] = [total, mine];
    stream.all.forEach((size, at) => {
      const drawn = size === 0 || marks === 0 ? 0 : drawFrom({ total: left, marked: size, drawn: marks }, random);
      own[at] = drawn;
      left -= size;
      marks -= drawn;
    });
    const found = bestWindow({ own, all: stream.all }, limits);
    if (found !== null && found.score >= limits.score - 1e-9) reached++;
    if (reached >= limits.enough) return reached / replica;
  }
  return (reached + 1) / (limits.most + 1);
}

export const sum = (values: readonly number[]): number => values.reduce((total, each) => total + each, 0);
