import { inflateSync, zstdDecompressSync } from "node:zlib";
import { openTiff, TiffFault, type TiffSource, windowGrid } from "@yuejian/imagery";
import type { ImageSource, ReadingOptions } from "./image-file.ts";
import { openRaster } from "./open-raster.ts";
import { validPixels } from "./valid-pixels.ts";

/** The first image of the file; overviews are left alone. IMAGE_UNREADABLE */
export function openGeoTiff(path: string, { inStrips = false }: ReadingOptions = {}): Promise<ImageSource> {
  return openRaster(path, async (bytes) => {
    const image = await openTiff({ ...bytes, unpack }, { keepsBlocks: inStrips });
    const { grid, samples, hasAlpha, nodata, descriptions, blockHeight, blockWidth } = image.layout;
    const bandCount = samples - Number(hasAlpha);
    let last: readonly Float32Array[] = [];
    return {
      grid,
      bandCount,
      bandNames: descriptions.slice(0, bandCount),
      wavelengths: [],
      blockHeight,
      blockWidth,
      async read(window, wanted) {
        const bands = await image.readWindow(window, hasAlpha ? [...wanted, bandCount] : wanted, last);
        if (inStrips) last = [...bands];
        const alpha = hasAlpha ? bands.pop() : undefined;
        const valid = validPixels(bands, nodata);
        if (alpha) for (let at = 0; at < valid.length; at++) if (alpha[at] === 0) valid[at] = 0;
        return { grid: windowGrid(grid, window), bands, valid };
      },
    };
  });
}

/** A byte more than the answer needs, or the end of the data would take another piece of memory. */
const SPARE_BYTES = 64;

const unpack: TiffSource["unpack"] = (method, packed, size) => {
  const options = { maxOutputLength: size, chunkSize: size + SPARE_BYTES };
  try {
    return method === "deflate" ? inflateSync(packed, options) : zstdDecompressSync(packed, options);
  } catch {
    throw new TiffFault("压缩数据损坏", "its packed data are damaged");
  }
};
