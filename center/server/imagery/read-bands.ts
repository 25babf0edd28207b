import { basename } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import { alignGrids, type BandRole, type Grid, type Raster } from "@yuejian/imagery";
import { rolesOf, wholeWindow } from "./image-file.ts";
import { openImage } from "./read-image.ts";
import { resampledImage } from "./resampled-image.ts";

/** Bands by which pictures are drawn and indices of vegetation and water are computed. */
const DRAWN: readonly BandRole[] = ["blue", "green", "red", "nir", "swir1"];

/** These bands of an image on a grid; what lies between its pixels is interpolated. IMAGE_SYSTEM_UNKNOWN, IMAGE_BANDS_UNKNOWN and what `openImage` refuses */
export async function readBandsOn(path: string, grid: Grid): Promise<{ readonly raster: Raster; readonly roles: readonly BandRole[] }> {
  const file = basename(path);
  const source = await openImage(path);
  try {
    const { roles } = rolesOf(source);
    const wanted = DRAWN.filter((role) => roles.includes(role));
    if (wanted.length === 0) throw new YuejianError("IMAGE_BANDS_UNKNOWN", { file, count: source.bandCount });
    const bands = wanted.map((role) => roles.indexOf(role));
    const alignment = alignGrids(grid, source.grid);
    const liesOnIt = alignment.kind === "overlap" && grid.crs === source.grid.crs && isAll(alignment.first, grid);
    const raster = liesOnIt
      ? await source.read(alignment.second, bands)
      : await resampledImage(source, { grid, method: "bilinear" }, file).read(wholeWindow(grid), bands);
    return { raster, roles: wanted };
  } finally {
    await source.close();
  }
}

function isAll({ width, height }: Pick<Grid, "width" | "height">, grid: Grid): boolean {
  return width === grid.width && height === grid.height;
}
