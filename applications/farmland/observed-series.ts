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

export function observeSeries(series: SceneSeries, known: KnownPixels<Pick<ObservedSeries, "hidden">> | null = null): ObservedSeries {
  return {
    series,
    days: Int32Array.from(series.scenes, ({ date }) => dayFromIso(date)),
    hidden: series.scenes.map(({ clear }, scene) => {
      if (!clear.includes(0)) return new Uint8Array(clear.length);
      const { width, height } = series.grid;
      // What is hidden below begins with what lies above it.
      const skipped = Math.max(0, (known?.count ?? 0) - CLOUD_GUARD_PIXELS * width);
      const below = dilated(inverted(clear.subarray(skipped)), { width, height: height - skipped / width }, CLOUD_GUARD_PIXELS);
      const of = known?.of.hidden[scene];
      if (known === null || of === undefined) return below;
      const hidden = new Uint8Array(clear.length);
      hidden.set(below, skipped);
      return continued(hidden, { ...known, of });
    }),
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
