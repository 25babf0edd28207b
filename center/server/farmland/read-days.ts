import { polygonCoverage } from "@yuejian/imagery";
import { SeriesPacker, type SeriesShape } from "./kept-series.ts";
import type { MeasuredImages } from "./measure-images.ts";
import { type ObjectPoint, pointOf } from "./violation-detail.ts";

/** What all days together show: a curve for each object, and the series of every cell. */
export interface ReadDays {
  /** In the order of the objects. */
  readonly curves: readonly (readonly ObjectPoint[])[];
  readonly series: { readonly shape: SeriesShape; readonly bytes: Uint8Array };
}

/** One pass over all days, one of which is held at a time. */
export async function readDays(
  { dates, grid, objects, sceneOf }: MeasuredImages,
  onProgress: (done: number, total: number) => void,
): Promise<ReadDays> {
  const packer = new SeriesPacker(grid, dates);
  const places = objects.map(({ outline }) => ({ coverage: polygonCoverage(outline, grid), curve: [] as ObjectPoint[] }));
  for (const [index, date] of dates.entries()) {
    onProgress(index, dates.length);
    const scene = await sceneOf(date);
    packer.add(scene);
    for (const { coverage, curve } of places) if (coverage !== null) curve.push(pointOf(scene, coverage, grid.width));
  }
  return { curves: places.map(({ curve }) => curve), series: { shape: packer.shape, bytes: packer.bytes() } };
}
