import { basename } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import { alignGrids, type BandRole, bandRoles, type Grid, type Raster } from "@yuejian/imagery";
import { openImage } from "./read-image.ts";

/** Bands by which pictures are drawn and indices of vegetation and water are computed. */
const DRAWN: readonly BandRole[] = ["blue", "green", "red", "nir", "swir1"];

/** These bands of an image where it lies on a grid. IMAGES_APART, IMAGE_BANDS_UNKNOWN and what `openImage` refuses */
export async function readBandsOn(path: string, grid: Grid): Promise<{ readonly raster: Raster; readonly roles: readonly BandRole[] }> {
  const file = basename(path);
  const source = await openImage(path);
  try {
    const alignment = alignGrids(grid, source.grid);
    if (alignment.kind !== "overlap") throw new YuejianError("IMAGES_APART", { before: file, after: file });
    const { roles } = bandRoles({ count: source.bandCount, names: source.bandNames, wavelengths: source.wavelengths });
    const wanted = DRAWN.filter((role) => roles.includes(role));
    if (wanted.length === 0) throw new YuejianError("IMAGE_BANDS_UNKNOWN", { file, count: source.bandCount });
    const raster = await source.read(
      alignment.second,
      wanted.map((role) => roles.indexOf(role)),
    );
    return { raster, roles: wanted };
  } finally {
    await source.close();
  }
}
