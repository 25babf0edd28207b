import { annualStatistics, type YearStatistics } from "@yuejian/imagery";
import { type ObservedSeries, observedMean, type SeriesIndex } from "./observed-series.ts";

/** Enough to know what an object shows. */
const MOST_PIXELS = 100;

/** What an object showed in each year, counted from a day, as the mean of its pixels that were clear on a date. */
export function objectYears(observed: ObservedSeries, pixels: readonly number[], fromDay: number): YearStatistics[] {
  const step = Math.max(1, Math.ceil(pixels.length / MOST_PIXELS));
  const some = pixels.filter((_, at) => at % step === 0);
  const means = (index: SeriesIndex) => Float32Array.from(observed.days, (_, scene) => observedMean(observed, some, { scene, index }));
  return annualStatistics({ days: observed.days, ndvi: means("ndvi"), water: means("water") }, fromDay);
}
