/** Synthetic counts of leads with planted clusters. The rules of this world and the split of its seeds were fixed before the method was tried on it:
 *  even seeds are for building, odd seeds are kept apart and only measured. */
export const BUILDING_SEEDS = Array.from({ length: 40 }, (_, at) => 2 * at + 2);
export const KEPT_APART_SEEDS = Array.from({ length: 40 }, (_, at) => 2 * at + 1);

export interface World {
  readonly cells: readonly { readonly unit: string; readonly rule: string; readonly period: number; readonly count: number }[];
  readonly periods: number;
  readonly planted: readonly Planted[];
}

/** `kind` time: more within a window; share: more all the time. */
export interface Planted {
  readonly kind: "time" | "share";
  readonly unit: string;
  readonly rule: string;
  readonly from: number;
  readonly to: number;
  readonly ratio: number;
}

export interface WorldOptions {
  /** Clusters of each kind. */
  readonly plants: number;
  /** Shape of a gamma factor on every cell, of mean 1; null: counts are Poisson. Small shapes mean that leads come in clumps. */
  readonly clumps: number | null;
}

const PLACES = [18, 14, 9, 7, 11, 8, 8, 9, 7, 6, 3];
const RULES = [40, 30, 25, 20, 16, 12, 10, 8, 6, 4];
const PERIODS = 24;

/** Eleven places of unlike size, ten rules of unlike frequency, 24 months. Models do not run in every month: each rule has busy and idle months, the same everywhere. */
export function makeWorld(seed: number, { plants, clumps }: WorldOptions): World {
  const random = generator(seed);
  const busy = RULES.map(() => Array.from({ length: PERIODS }, () => (random() < 0.3 ? 0.1 : 0.5 + 1.5 * random())));
  const planted: Planted[] = [];
  const taken = new Set<string>();
  while (planted.length < 2 * plants) {
    const [unit, rule] = [Math.floor(random() * PLACES.length), Math.floor(random() * RULES.length)];
    const isTaken = taken.has(`u${unit}`) || taken.has(`r${rule}`);
    const kind = planted.length < plants ? "time" : "share";
    const length = kind === "time" ? 2 + Math.floor(random() * 5) : PERIODS;
    const from = kind === "time" ? Math.floor(random() * (PERIODS - length)) : 0;
    const ratio = 2 + 2 * random();
    if (isTaken) continue;
    taken.add(`u${unit}`).add(`r${rule}`);
    planted.push({ kind, unit: `place-${unit}`, rule: `rule-${rule}`, from, to: from + length - 1, ratio });
  }
  const total = PLACES.reduce((sum, each) => sum + each, 0);
  const cells = PLACES.flatMap((size, unit) =>
    RULES.flatMap((frequency, rule) =>
      Array.from({ length: PERIODS }, (_, period) => {
        const plant = planted.find(
          (each) => each.unit === `place-${unit}` && each.rule === `rule-${rule}` && each.from <= period && period <= each.to,
        );
        const mean = ((frequency * size) / total) * (busy[rule]?.[period] ?? 0) * (plant?.ratio ?? 1);
        const factor = clumps === null ? 1 : gamma(random, clumps) / clumps;
        return { unit: `place-${unit}`, rule: `rule-${rule}`, period, count: poisson(random, mean * factor) };
      }),
    ),
  ).filter(({ count }) => count > 0);
  return { cells, periods: PERIODS, planted };
}

/** Mulberry32. */
export function generator(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b1) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** By multiplication (Knuth), in parts so that the product does not vanish. */
export function poisson(random: () => number, mean: number): number {
  let [count, rest] = [0, mean];
  while (rest > 0) {
    const part = Math.min(rest, 200);
    rest -= part;
    const floor = Math.exp(-part);
    for (let product = random(); product > floor; product *= random()) count++;
  }
  return count;
}

/** Of scale 1, for shapes of at least 1 (Marsaglia and Tsang 2000). */
function gamma(random: () => number, shape: number): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random()) < (x * x) / 2 + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** Box–Muller. */
export function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
