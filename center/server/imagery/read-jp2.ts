import { open } from "node:fs/promises";
import { basename } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import { openJp2, TiffFault, windowGrid } from "@yuejian/imagery";
import type { ImageSource, ReadingOptions } from "./image-file.ts";
import { decodeJp2 } from "./openjpeg.ts";
import { validPixels } from "./valid-pixels.ts";

/** JPEG 2000 as Sentinel-2 is delivered: zeros in all bands are no values. The file comes from outside: whatever is wrong with it is IMAGE_UNREADABLE. */
export async function openJp2File(path: string, { inStrips = false }: ReadingOptions = {}): Promise<ImageSource> {
  const file = basename(path);
  const handle = await open(path);
  const named = (cause: unknown): unknown =>
    cause instanceof TiffFault
      ? new YuejianError("IMAGE_UNREADABLE", { file, reason_zh: cause.zh, reason_en: cause.en }, { cause })
      : cause;
  try {
    const image = await openJp2(
      {
        bytes: (await handle.stat()).size,
        async read(offset, length) {
          const { buffer, bytesRead } = await handle.read(new Uint8Array(length), 0, length, offset);
          return buffer.subarray(0, bytesRead);
        },
        decode: decodeJp2,
      },
      { keepsTiles: inStrips },
    );
    return {
      grid: image.grid,
      files: [path],
      bandCount: image.components,
      bandNames: [],
      wavelengths: [],
      blockHeight: image.tileHeight,
      async read(window, wanted) {
        const bands = await image.readWindow(window, wanted).catch((cause: unknown) => {
          throw named(cause);
        });
        return { grid: windowGrid(image.grid, window), bands, valid: validPixels(bands, null) };
      },
      close: () => handle.close(),
    };
  } catch (cause) {
    await handle.close();
    throw named(cause);
  }
}
