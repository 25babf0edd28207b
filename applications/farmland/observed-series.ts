import { dayFromIso } from "@yuejian/identifiers";
import { dilated } from "@yuejian/imagery";
import { CLOUD_GUARD_PIXELS, type SceneSeries } from "./series.ts";

/** A series with its days as numbers and with clouds and their edges left out. */
export interface ObservedSeries {
  readonly series: SceneSeries;
  /** Days since 1970-01-01, by scene. */
  readonly days: Int32Array;
  /** 1 where a cloud or its edge hides the pixel, by scene. */
  readonly hidden: readonly Uint8Array[];
}

export function observeSeries(series: SceneSeries): ObservedSeries {
  return {
    series,
    days: Int32Array.from(series.scenes, ({ date }) => dayFromIso(date)),
    hidden: series.scenes.map(({ clear }) =>
      clear.includes(0) ? dilated(inverted(clear), series.grid, CLOUD_GUARD_PIXELS) : new Uint8Array(clear.length),
    ),
  };
}

function inverted(mask: Uint8Array): Uint8Array {
  const result = new Uint8Array(mask.length);
  for (let at = 0; at < mask.length; at++) result[at] = mask[at] === 1 ? 0 : 1;
  return result;
}

export type SeriesIndex = "ndvi" | "water" | "redness";

/** NaN where the pixel is hidden or the bands do not give the index. */
export function observedValue({ series, hidden }: ObservedSeries, { scene, at, index }: ObservationPlace): number {
  return hidden[scene]?.[at] === 0 ? (series.scenes[scene]?.[index]?.[at] ?? Number.NaN) : Number.NaN;
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
