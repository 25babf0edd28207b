import type { Text } from "@yuejian/contracts";
import { seasonDistance } from "@yuejian/farmland";
import type { Coverage } from "@yuejian/imagery";
import type { MeasuredImages, MeasuredObject, SeenScene } from "./measure-images.ts";

/** What a run measured of a place, as it is kept and stated. The members above `geometry` are those of the detection's document. */
export interface ViolationDetail {
  readonly class: string;
  readonly classTitle: Text;
  readonly reason: Text;
  readonly confidence: string;
  readonly changedAfter: string | null;
  readonly changedBy: string | null;
  readonly pixels: number;
  readonly areaSquareMetres: number;
  readonly areaErrorSquareMetres: number;
  readonly areaMu: number;
  readonly areaErrorMu: number;
  readonly areaHectares: number;
  readonly areaAcres: number;
  readonly areaElement: "reached" | "not-reached" | "cannot-tell";
  readonly areaLimits: readonly {
    readonly kind: string;
    readonly limitMu: number;
    readonly law: string;
    readonly article: string;
    readonly against: "above" | "below" | "cannot-tell";
  }[];
  readonly parcels: readonly { readonly id: string; readonly kind: string; readonly areaMu: number; readonly areaErrorMu: number }[];
  readonly approvalsToCheck: readonly string[];
  readonly centre: readonly [longitude: number, latitude: number];
  readonly geometry: object;
  readonly method: "series" | "pair";
  readonly isLarge: boolean;
  readonly imagesFrom: string;
  readonly imagesTo: string;
  /** Means over the object's clear pixels. */
  readonly curve: readonly ObjectPoint[];
}

export interface ObjectPoint {
  /** YYYY-MM-DD */
  readonly date: string;
  /** Null where nothing of it was seen. */
  readonly ndvi: number | null;
  readonly water: number | null;
  /** Part of the object that was seen clearly. */
  readonly clear: number;
}

export function detailOf(
  { geometry, properties, isLarge }: MeasuredObject,
  { dates, method }: Pick<MeasuredImages, "dates" | "method">,
  curve: readonly ObjectPoint[],
): ViolationDetail {
  const { note: _, ...said } = properties;
  return {
    ...(said as unknown as ViolationDetail),
    geometry,
    method,
    isLarge,
    imagesFrom: dates[0] ?? "",
    imagesTo: dates.at(-1) ?? "",
    curve,
  };
}

/** An object as one day shows it. */
export function pointOf({ date, ndvi, water, clear }: SeenScene, { window, parts }: Coverage, width: number): ObjectPoint {
  let [whole, seen, green, wet, watched] = [0, 0, 0, 0, 0];
  for (let row = 0; row < window.height; row++)
    for (let column = 0; column < window.width; column++) {
      const part = parts[row * window.width + column] ?? 0;
      if (part < 0.5) continue;
      whole++;
      const at = (window.row + row) * width + window.column + column;
      const value = ndvi[at] ?? Number.NaN;
      if (clear[at] !== 1 || Number.isNaN(value)) continue;
      seen++;
      green += value;
      const wetness = water?.[at] ?? Number.NaN;
      if (Number.isNaN(wetness)) continue;
      watched++;
      wet += wetness;
    }
  const mean = (sum: number, count: number) => (count === 0 ? null : Number((sum / count).toFixed(3)));
  return { date, ndvi: mean(green, seen), water: mean(wet, watched), clear: whole === 0 ? 0 : Number((seen / whole).toFixed(2)) };
}

/** Seen this clearly a day may stand for the object in a picture. */
const CLEAR = 0.9;

/** Days whose pictures show the change: the last clear one since it, and the clear one before it that is nearest to that in season. */
export function pictureDays({ curve, changedAfter, changedBy }: ViolationDetail): {
  readonly before: string | null;
  readonly after: string | null;
} {
  const clear = curve.filter((point) => point.clear >= CLEAR).map(({ date }) => date);
  const after = clear.findLast((date) => changedBy === null || date >= changedBy) ?? null;
  const earlier = clear.filter((date) => (changedAfter === null ? date < (changedBy ?? "") : date <= changedAfter));
  const apart = (date: string) => (after === null ? 0 : seasonDistance(date, after));
  const before = earlier.toSorted((left, right) => apart(left) - apart(right) || (left < right ? 1 : -1))[0];
  return { before: before ?? null, after };
}
