import { quantile, YEAR } from "./annual-cycle.ts";

/** What one year of a pixel or an object showed. Shares and quantiles are of its clear observations. */
export interface YearStatistics {
  /** Days since 1970-01-01 of its first and last clear observation. */
  readonly from: number;
  readonly to: number;
  readonly clearDates: number;
  /** 95th and 10th percentile of the vegetation index, and what lies between. */
  readonly p95: number;
  readonly p10: number;
  readonly amplitude: number;
  /** Part of the observations that show water, and that show bare ground: hardly anything green and no water. Water is null where no band tells it. */
  readonly waterShare: number | null;
  readonly bareShare: number;
  /** Days from the first to the last of the longest run of observations that show bare ground. */
  readonly longestBareDays: number;
  /** Times it became green and bare again. */
  readonly greenPeaks: number;
}

/** The same for all crops. */
export const STATISTICS_PARAMETERS = {
  /** Below it an observation without water shows bare ground. */
  bare: 0.3,
  /** A peak is so green, and the index falls by so much before and after it. */
  peak: 0.45,
  fall: 0.15,
  /** Fewer clear dates tell nothing of a year. */
  leastDates: 6,
} as const;

interface Observations {
  /** Days since 1970-01-01, ascending. */
  readonly days: ArrayLike<number>;
  /** NaN where cloud or nothing was seen. */
  readonly ndvi: ArrayLike<number>;
  /** Water index; NaN where unknown. Null without bands for it. */
  readonly water: ArrayLike<number> | null;
}

/** Which of the years counted back and forth from a day another lies in. */
export function yearFrom(day: number, fromDay: number): number {
  return Math.floor((day - fromDay) / YEAR);
}

/** Years of so many days counted back and forth from a day, in the order of time; those with too few clear dates are left out. */
export function annualStatistics({ days, ndvi, water }: Observations, fromDay: number): YearStatistics[] {
  const years = new Map<number, number[]>();
  for (let at = 0; at < days.length; at++) {
    if (!Number.isFinite(ndvi[at] ?? Number.NaN)) continue;
    const year = yearFrom(days[at] ?? 0, fromDay);
    const places = years.get(year);
    if (places === undefined) years.set(year, [at]);
    else places.push(at);
  }
  return [...years.values()].flatMap((places) => {
    if (places.length < STATISTICS_PARAMETERS.leastDates) return [];
    const values = places.map((at) => ndvi[at] ?? Number.NaN);
    const sorted = values.toSorted((left, right) => left - right);
    const [p10, p95] = [quantile(sorted, 0.1, sorted.length), quantile(sorted, 0.95, sorted.length)];
    const wetness = places.flatMap((at) => (Number.isNaN(water?.[at] ?? Number.NaN) ? [] : [water?.[at] ?? 0]));
    const isBare = (at: number) => (ndvi[at] ?? 1) < STATISTICS_PARAMETERS.bare && !((water?.[at] ?? -1) > 0);
    return [
      {
        from: days[places[0] ?? 0] ?? 0,
        to: days[places.at(-1) ?? 0] ?? 0,
        clearDates: places.length,
        p95,
        p10,
        amplitude: p95 - p10,
        waterShare: wetness.length === 0 ? null : wetness.filter((each) => each > 0).length / wetness.length,
        bareShare: places.filter(isBare).length / places.length,
        longestBareDays: longestRun(places.map((at) => ({ day: days[at] ?? 0, holds: isBare(at) }))),
        greenPeaks: greenPeaks(values),
      },
    ];
  });
}

function longestRun(dates: readonly { readonly day: number; readonly holds: boolean }[]): number {
  let longest = 0;
  let begun: number | null = null;
  for (const { day, holds } of dates) {
    begun = holds ? (begun ?? day) : null;
    if (begun !== null) longest = Math.max(longest, day - begun);
  }
  return longest;
}

/** Rises to a peak and falls again, small ups and downs left out; green at the beginning or end of the year counts. */
function greenPeaks(values: readonly number[]): number {
  let [peaks, low, high] = [0, values[0] ?? 0, Number.NEGATIVE_INFINITY];
  let isRising = false;
  // Green at the beginning is a peak that is being left.
  if ((values[0] ?? 0) >= STATISTICS_PARAMETERS.peak) [isRising, high] = [true, values[0] ?? 0];
  for (const value of values) {
    if (isRising) {
      high = Math.max(high, value);
      if (value <= high - STATISTICS_PARAMETERS.fall) {
        peaks++;
        [isRising, low] = [false, value];
      }
    } else {
      low = Math.min(low, value);
      if (value >= STATISTICS_PARAMETERS.peak && value >= low + STATISTICS_PARAMETERS.fall) [isRising, high] = [true, value];
    }
  }
  return peaks + Number(isRising);
}
