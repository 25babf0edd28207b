import { annualStatistics, type YearStatistics } from "@yuejian/imagery";
import { type ObservedSeries, observedValue, type SeriesIndex } from "./observed-series.ts";

/** Enough to know what an object shows. */
const MOST_PIXELS = 100;

/** What an object showed in each year, counted from a day, as the mean of its pixels that were clear on a date. */
export function objectYears(observed: ObservedSeries, pixels: readonly number[], fromDay: number): YearStatistics[] {
  const step = Math.max(1, Math.ceil(pixels.length / MOST_PIXELS));
  const some = pixels.filter((_, at) => at % step === 0);
  const means = (index: SeriesIndex) => Float32Array.from(observed.days, (_, scene) => meanOf(observed, some, { scene, index }));
  return annualStatistics({ days: observed.days, ndvi: means("ndvi"), water: means("water") }, fromDay);
}

function meanOf(
  observed: ObservedSeries,
  pixels: readonly number[],
  { scene, index }: { readonly scene: number; readonly index: SeriesIndex },
): number {
  let [sum, count] = [0, 0];
  for (const at of pixels) {
    const value = observedValue(observed, { scene, at, index });
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return count === 0 ? Number.NaN : sum / count;
}
