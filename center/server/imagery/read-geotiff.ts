import { constants, inflateSync, zstdDecompressSync } from "node:zlib";
import { openTiff, TiffFault, type TiffSource, windowGrid } from "@yuejian/imagery";
import type { ImageSource, ReadingOptions } from "./image-file.ts";
import { openRaster } from "./open-raster.ts";
import { validPixels } from "./valid-pixels.ts";

/** The first image of the file; overviews are left alone. IMAGE_UNREADABLE */
export function openGeoTiff(path: string, { inStrips = false }: ReadingOptions = {}): Promise<ImageSource> {
  return openRaster(path, async (bytes) => {
    const image = await openTiff({ ...bytes, unpack }, { keepsBlocks: inStrips });
    const { grid, samples, hasAlpha, nodata, descriptions, blockHeight, blockWidth, sampleType } = image.layout;
    const bandCount = samples - Number(hasAlpha);
    let last: readonly Float32Array[] = [];
    return {
      grid,
      bandCount,
      bandNames: descriptions.slice(0, bandCount),
      wavelengths: [],
      blockHeight,
      blockWidth,
      async read(window, wanted, targets = last) {
        const bands = await image.readWindow(window, hasAlpha ? [...wanted, bandCount] : wanted, targets);
        if (inStrips) last = [...bands];
        const alpha = hasAlpha ? bands.pop() : undefined;
        const valid = validPixels(bands, nodata, !sampleType.startsWith("float"));
        if (alpha) for (let at = 0; at < valid.length; at++) if (alpha[at] === 0) valid[at] = 0;
        return { grid: windowGrid(grid, window), bands, valid };
      },
    };
  });
}

/** A byte more than the answer needs, or the end of the data would take another piece of memory. */
const SPARE_BYTES = 64;

const unpack: TiffSource["unpack"] = (method, packed, { size, wanted }) => {
  try {
    if (method === "zstd") return zstdDecompressSync(packed, { maxOutputLength: size, chunkSize: size + SPARE_BYTES });
    return (
      (wanted < size ? inflatedStart(packed, { size, wanted }) : null) ??
      inflateSync(packed, { maxOutputLength: size, chunkSize: size + SPARE_BYTES })
    );
  } catch {
    throw new TiffFault("压缩数据损坏", "its packed data are damaged");
  }
};

/** The first part of a block is mostly packed as densely as the rest. */
const SPARE_PART = 1.06;

/** What the first part of packed data unpacks to; null where that is less than is wanted. */
function inflatedStart(packed: Uint8Array, { size, wanted }: { readonly size: number; readonly wanted: number }): Uint8Array | null {
  const length = Math.ceil((packed.length * SPARE_PART * wanted) / size) + SPARE_BYTES;
  if (length >= packed.length) return null;
  const chunkSize = Math.min(size, Math.ceil(SPARE_PART * SPARE_PART * wanted)) + SPARE_BYTES;
  const start = inflateSync(packed.subarray(0, length), { maxOutputLength: size, chunkSize, finishFlush: constants.Z_SYNC_FLUSH });
  return start.length < wanted ? null : start;
}
