import { openJp2, windowGrid } from "@yuejian/imagery";
import type { ImageSource, ReadingOptions } from "./image-file.ts";
import { openRaster } from "./open-raster.ts";
import { decodeJp2 } from "./openjpeg.ts";
import { validPixels } from "./valid-pixels.ts";

/** JPEG 2000 as Sentinel-2 is delivered: zeros in all bands are no values. IMAGE_UNREADABLE */
export function openJp2File(path: string, { inStrips = false }: ReadingOptions = {}): Promise<ImageSource> {
  return openRaster(path, async (bytes) => {
    const image = await openJp2({ ...bytes, decode: decodeJp2 }, { keepsTiles: inStrips });
    return {
      grid: image.grid,
      bandCount: image.components,
      bandNames: [],
      wavelengths: [],
      blockHeight: image.tileHeight,
      blockWidth: image.tileWidth,
      async read(window, wanted) {
        const bands = await image.readWindow(window, wanted);
        return { grid: windowGrid(image.grid, window), bands, valid: validPixels(bands, null, true) };
      },
    };
  });
}
