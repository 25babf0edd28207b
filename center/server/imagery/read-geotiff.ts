import { open } from "node:fs/promises";
import { basename } from "node:path";
import { inflateSync, zstdDecompressSync } from "node:zlib";
import { YuejianError } from "@yuejian/contracts";
import { openTiff, TiffFault, type TiffSource, windowGrid } from "@yuejian/imagery";
import type { ImageSource, ReadingOptions } from "./image-file.ts";
import { validPixels } from "./valid-pixels.ts";

/** The first image of the file; overviews are left alone. The file comes from outside: whatever is wrong with it is IMAGE_UNREADABLE. */
export async function openGeoTiff(path: string, { inStrips = false }: ReadingOptions = {}): Promise<ImageSource> {
  const file = basename(path);
  const handle = await open(path);
  const named = (cause: unknown): unknown =>
    cause instanceof TiffFault
      ? new YuejianError("IMAGE_UNREADABLE", { file, reason_zh: cause.zh, reason_en: cause.en }, { cause })
      : cause;
  try {
    const image = await openTiff(
      {
        bytes: (await handle.stat()).size,
        async read(offset, length) {
          const { buffer, bytesRead } = await handle.read(new Uint8Array(length), 0, length, offset);
          return buffer.subarray(0, bytesRead);
        },
        unpack,
      },
      { keepsBlocks: inStrips },
    );
    const { grid, samples, hasAlpha, nodata, descriptions, blockHeight } = image.layout;
    const bandCount = samples - Number(hasAlpha);
    let last: readonly Float32Array[] = [];
    return {
      grid,
      files: [path],
      bandCount,
      bandNames: descriptions.slice(0, bandCount),
      wavelengths: [],
      blockHeight,
      async read(window, wanted) {
        const bands = await image.readWindow(window, hasAlpha ? [...wanted, bandCount] : wanted, last).catch((cause: unknown) => {
          throw named(cause);
        });
        if (inStrips) last = [...bands];
        const alpha = hasAlpha ? bands.pop() : undefined;
        const valid = validPixels(bands, nodata);
        if (alpha) for (let at = 0; at < valid.length; at++) if (alpha[at] === 0) valid[at] = 0;
        return { grid: windowGrid(grid, window), bands, valid };
      },
      close: () => handle.close(),
    };
  } catch (cause) {
    await handle.close();
    throw named(cause);
  }
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
