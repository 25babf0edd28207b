import { alignGrids, type Grid } from "./grid.ts";

/** Values of a coarser grid on a finer one that divides its pixels evenly and covers the same ground: each finer pixel gets the value that it lies in. Null where the grids do
 *  not fit. */
export function refined(values: Float32Array, from: Grid, to: Grid): Float32Array | null {
  const factor = Math.round(from.pixelWidth / to.pixelWidth);
  if (factor < 1 || from.crs !== to.crs) return null;
  const finer = {
    ...from,
    width: from.width * factor,
    height: from.height * factor,
    pixelWidth: from.pixelWidth / factor,
    pixelHeight: from.pixelHeight / factor,
  };
  const alignment = alignGrids(to, finer);
  if (alignment.kind !== "overlap" || alignment.first.width !== to.width || alignment.first.height !== to.height) return null;
  if (factor === 1 && from.width === to.width && from.height === to.height) return values;
  const { column: left, row: top } = alignment.second;
  const result = new Float32Array(to.width * to.height);
  for (let row = 0; row < to.height; row++)
    for (let column = 0; column < to.width; column++)
      result[row * to.width + column] =
        values[Math.floor((top + row) / factor) * from.width + Math.floor((left + column) / factor)] ?? Number.NaN;
  return result;
}
