import { YuejianError } from "@yuejian/contracts";
import { type Grid, type PlacedGrid, type Resampling, referenceSystem, resample, sourceWindow, windowGrid } from "@yuejian/imagery";
import { type ImageSource, wholeWindow } from "./image-file.ts";

/** A grid that an image is to be brought onto. Plain data. */
export interface Onto {
  readonly grid: Grid;
  readonly method: Resampling;
}

/** An image on another grid. Pixels of which it holds nothing are not valid. IMAGE_SYSTEM_UNKNOWN */
export function resampledImage(source: ImageSource, { grid, method }: Onto, file: string): ImageSource {
  const [target, own] = [placedGrid(grid, file), placedGrid(source.grid, file)];
  return {
    ...source,
    grid,
    blockHeight: 256,
    blockWidth: 256,
    async read(window, bands) {
      const place = windowGrid(grid, window);
      const piece = sourceWindow(target, window, own);
      const size = window.width * window.height;
      if (piece === null) return { grid: place, bands: bands.map(() => new Float32Array(size)), valid: new Uint8Array(size) };
      return { grid: place, ...resample(await source.read(piece, bands), target, { window, source: own, method }) };
    },
  };
}

export interface NamedGrid {
  readonly grid: Grid;
  readonly name: string;
}

/** IMAGES_APART where nothing of the one lies on the grid of the other; IMAGE_SYSTEM_UNKNOWN */
export function demandCommonGround(target: NamedGrid, own: NamedGrid): void {
  const [to, from] = [placedGrid(target.grid, target.name), placedGrid(own.grid, own.name)];
  if (sourceWindow(to, wholeWindow(target.grid), from) === null)
    throw new YuejianError("IMAGES_APART", { before: target.name, after: own.name });
}

/** IMAGE_SYSTEM_UNKNOWN */
function placedGrid(grid: Grid, file: string): PlacedGrid {
  const system = grid.crs === null ? null : referenceSystem(grid.crs);
  if (system === null) throw new YuejianError("IMAGE_SYSTEM_UNKNOWN", { file, crs: grid.crs ?? "—" });
  return { grid, system };
}
