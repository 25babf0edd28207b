import { dayFromIso } from "@yuejian/identifiers";
import { dilated, type Shape } from "@yuejian/imagery";
import { CLOUD_GUARD_PIXELS, type SceneSeries } from "./series.ts";

/** A series with its days as numbers and with clouds and their edges left out. */
export interface ObservedSeries {
  readonly series: SceneSeries;
  /** Days since 1970-01-01, by scene. */
  readonly days: Int32Array;
  /** 1 where neither a cloud nor its edge hides the pixel, by scene. */
  readonly seen: readonly Uint8Array[];
}

/** What is known of a window from the one above it: so many of its first pixels, whole rows, which lie there from a pixel on. */
export interface KnownPixels<Known> {
  readonly of: Known;
  readonly from: number;
  readonly count: number;
}

/** As many values as there are pixels, the first of them as they are known. */
export function continued<Values extends Uint8Array | Int32Array>(
  values: Values,
  known: Omit<KnownPixels<Values>, "count"> & { count: number },
): Values {
  values.set(known.of.subarray(known.from, known.from + known.count));
  return values;
}

export function observeSeries(series: SceneSeries): ObservedSeries {
  const { grid, scenes, isGuarded } = series;
  return {
    series,
    days: Int32Array.from(scenes, ({ date }) => dayFromIso(date)),
    seen: scenes.map(({ clear }) => (isGuarded ? clear : guarded(clear, grid))),
  };
}

/** What is clear, but for the edges of what is not. */
export function guarded(clear: Uint8Array, shape: Shape): Uint8Array {
  return clear.includes(0) ? inverted(dilated(inverted(clear), shape, CLOUD_GUARD_PIXELS)) : clear;
}

function inverted(mask: Uint8Array): Uint8Array {
  const result = new Uint8Array(mask.length);
  for (let at = 0; at < mask.length; at++) result[at] = mask[at] === 1 ? 0 : 1;
  return result;
}

export type SeriesIndex = "ndvi" | "water" | "redness";

/** NaN where the pixel is hidden or the bands do not give the index. */
export function observedValue({ series, seen }: ObservedSeries, { scene, at, index }: ObservationPlace): number {
  return seen[scene]?.[at] === 1 ? (series.scenes[scene]?.[index]?.[at] ?? Number.NaN) : Number.NaN;
}

interface ObservationPlace {
  readonly scene: number;
  readonly at: number;
  readonly index: SeriesIndex;
}

/** Over those of the pixels that were seen on a date; NaN where none was. */
export function observedMean(observed: ObservedSeries, pixels: readonly number[], { scene, index }: Omit<ObservationPlace, "at">): number {
  let [sum, count] = [0, 0];
  for (const at of pixels) {
    const value = observedValue(observed, { scene, at, index });
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return count === 0 ? Number.NaN : sum / count;
}
