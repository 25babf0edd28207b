import { ABNORMAL, CYCLE_PARAMETERS, daysOfYearApart, NORMAL, quantile, REVIVED, UNSEEN, yearOf } from "../annual-cycle.ts";

/** Clear observations of one pixel in the order of time. */
interface PixelSeries {
  /** Days since 1970-01-01, ascending. */
  readonly days: ArrayLike<number>;
  /** NDVI; NaN where cloud or nothing was seen. */
  readonly ndvi: ArrayLike<number>;
}

/** The plain way to what `CycleWatch` marks: every observation from a day on against the same season of the years before. Null where too little of them was clear, or where nothing was green in the year before the watch: then there was no crop left to lose. */
export function watchCycle(
  { days, ndvi }: PixelSeries,
  watchFrom: number,
): { readonly marks: Uint8Array; readonly historyYears: number } | null {
  const history: { day: number; value: number }[] = [];
  for (let at = 0; at < days.length; at++) {
    const [day, value] = [days[at] ?? Number.NaN, ndvi[at] ?? Number.NaN];
    if (day < watchFrom && Number.isFinite(value)) history.push({ day, value });
  }
  if (history.length < CYCLE_PARAMETERS.yearlyDates) return null;
  const { green, markOf } = seasonalMarks(history);
  if (!history.some(({ day, value }) => yearOf(day, watchFrom) === 0 && value >= green)) return null;
  const marks = Uint8Array.from({ length: days.length }, (_, at) => {
    const [day, value] = [days[at] ?? Number.NaN, ndvi[at] ?? Number.NaN];
    if (day < watchFrom || !Number.isFinite(value)) return UNSEEN;
    return markOf(day, value);
  });
  return { marks, historyYears: yearsOf(history, watchFrom) };
}

/** Whole years before the watch that hold enough clear dates, counted back from it without a gap. */
function yearsOf(history: readonly { readonly day: number }[], watchFrom: number): number {
  const counts = new Map<number, number>();
  for (const { day } of history) {
    const year = yearOf(day, watchFrom);
    counts.set(year, (counts.get(year) ?? 0) + 1);
  }
  let years = 0;
  while ((counts.get(years) ?? 0) >= CYCLE_PARAMETERS.yearlyDates) years++;
  return years;
}

/** UNSEEN also where the years before hold nothing clear of the season, and where it is no lower than they were: a field that lies bare in winter does not show then
 *  whether it was built on. */
function seasonalMarks(history: readonly { readonly day: number; readonly value: number }[]): {
  /** A year with nothing above it had no crop. */
  readonly green: number;
  readonly markOf: (day: number, value: number) => number;
} {
  const { seasonDays, margin, barren, lowestPart, revived } = CYCLE_PARAMETERS;
  const sorted = history.map(({ value }) => value).sort((left, right) => left - right);
  const [low, high] = [quantile(sorted, 0.1, sorted.length), quantile(sorted, 0.95, sorted.length)];
  const limit = Math.min(barren, low + lowestPart * (high - low));
  const markOf = (day: number, value: number): number => {
    if (value >= Math.max(limit, revived)) return REVIVED;
    if (value >= limit) return NORMAL;
    let isKnown = false;
    for (const each of history) {
      if (daysOfYearApart(day, each.day) > seasonDays) continue;
      if (value >= each.value - margin) return UNSEEN;
      isKnown = true;
    }
    return isKnown ? ABNORMAL : UNSEEN;
  };
  return { green: Math.min(barren, CYCLE_PARAMETERS.greenPart * high), markOf };
}
