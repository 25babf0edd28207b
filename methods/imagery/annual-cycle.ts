/** The same for all pixels, scenes and crops. */
export const CYCLE_PARAMETERS = {
  /** An observation is compared with those of the years before, so many days of the year around it. */
  seasonDays: 20,
  /** It is abnormal when it lies lower than all of them by this much, */
  margin: 0.03,
  /** below this, where hardly anything grows, */
  barren: 0.3,
  /** and in the lowest part of what the pixel showed before (its 10th to its 95th percentile). */
  lowestPart: 0.3,
  /** So many green dates, with no abnormal one between, end an alert. */
  normalDates: 3,
  /** One date as green as this ends it at once: clouds and haze only ever lower the index. */
  revived: 0.45,
  possibleHits: 2,
  probableHits: 4,
  confirmedDays: 70,
  /** Years of history before an alert can be confirmed. */
  historyYears: 3,
  /** Clear dates in a year of history. */
  yearlyDates: 6,
  /** In the year before the watch something was green: this part of the 95th percentile, or `barren`, whichever is less. Haze over water is not. */
  greenPart: 0.8,
} as const;

export const YEAR = 365.25;

/** `unknown`: too few clear dates to say anything. */
export const ALERT_LEVELS = ["unknown", "normal", "possible", "probable", "confirmed"] as const;

export type AlertLevel = (typeof ALERT_LEVELS)[number];

export interface PixelAlert {
  readonly level: AlertLevel;
  /** Last clear day of the watch that was normal (null where the first was not), and first that was not; null without an alert. */
  readonly lastNormal: number | null;
  readonly firstAbnormal: number | null;
  readonly hits: number;
  /** Years before the watch with enough clear dates: with fewer than three nothing is confirmed. */
  readonly historyYears: number;
}

/** What an observation said: nothing (not clear, before the watch, or as bare as the season was before), that the pixel is green, that it is abnormal,
 *  that it is so green that nothing can stand on it. */
export const [UNSEEN, NORMAL, ABNORMAL, REVIVED] = [0, 1, 2, 3];

/** Only an alert that no later green has ended counts: a fallow that turned green again is none. */
export function judgeCycle(days: ArrayLike<number>, marks: Uint8Array, historyYears: number): PixelAlert {
  let hits = 0;
  let normal = 0;
  let first = Number.NaN;
  let last = Number.NaN;
  let seen = 0;
  let lastNormal: number | null = null;
  let before: number | null = null;
  for (let at = 0; at < marks.length; at++) {
    const mark = marks[at];
    if (mark === UNSEEN) continue;
    const day = days[at] ?? Number.NaN;
    seen++;
    if (mark === ABNORMAL) {
      if (hits === 0) {
        first = day;
        before = lastNormal;
      }
      hits++;
      normal = 0;
      last = day;
    } else {
      normal++;
      if (mark === REVIVED || normal >= CYCLE_PARAMETERS.normalDates) hits = 0;
      lastNormal = day;
    }
  }
  const none = { lastNormal: null, firstAbnormal: null, hits: 0, historyYears };
  if (seen < CYCLE_PARAMETERS.possibleHits) return { level: "unknown", ...none };
  if (hits < CYCLE_PARAMETERS.possibleHits) return { level: "normal", ...none };
  const isLong = last - first > CYCLE_PARAMETERS.confirmedDays && historyYears >= CYCLE_PARAMETERS.historyYears;
  const level = hits < CYCLE_PARAMETERS.probableHits ? "possible" : isLong ? "confirmed" : "probable";
  return { level, lastNormal: before, firstAbnormal: first, hits, historyYears };
}

/** Years before the watch, from 0; a series that began a few days late still covers its first year. */
export function yearOf(day: number, watchFrom: number): number {
  return Math.floor((watchFrom - day - 1) / YEAR);
}

/** Days of the year between two days, at most half a year. */
export function daysOfYearApart(day: number, other: number): number {
  const apart = Math.abs(day - other) % YEAR;
  return Math.min(apart, YEAR - apart);
}

/** Of the first `count` values. */
export function quantile(sorted: ArrayLike<number>, part: number, count: number): number {
  const place = part * (count - 1);
  const [below, above] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0];
  return below + (place - Math.floor(place)) * (above - below);
}
