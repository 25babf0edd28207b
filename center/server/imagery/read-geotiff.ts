import { open } from "node:fs/promises";
import { basename } from "node:path";
import { inflateSync, zstdDecompressSync } from "node:zlib";
import { YuejianError } from "@yuejian/contracts";
import { openTiff, TiffFault, type TiffSource } from "@yuejian/imagery";
import type { Admit, ImageFile } from "./image-file.ts";
import { validPixels } from "./valid-pixels.ts";

/** The first image of the file; overviews are left alone. The file comes from outside: whatever is wrong with it is IMAGE_UNREADABLE. */
export async function readGeoTiff(path: string, admit: Admit): Promise<Omit<ImageFile, "name" | "files">> {
  const file = basename(path);
  const handle = await open(path);
  try {
    const image = await openTiff({
      bytes: (await handle.stat()).size,
      async read(offset, length) {
        const { buffer, bytesRead } = await handle.read(new Uint8Array(length), 0, length, offset);
        return buffer.subarray(0, bytesRead);
      },
      unpack,
    });
    const { grid, samples, hasAlpha, nodata, descriptions } = image.layout;
    admit({ width: grid.width, height: grid.height, bands: samples });
    const bands = await image.readWindow(
      { column: 0, row: 0, width: grid.width, height: grid.height },
      Array.from({ length: samples }, (_, sample) => sample),
    );
    const alpha = hasAlpha ? bands.pop() : undefined;
    const valid = validPixels(bands, nodata);
    if (alpha) for (let at = 0; at < valid.length; at++) if (alpha[at] === 0) valid[at] = 0;
    return { raster: { grid, bands, valid }, bandNames: descriptions.slice(0, bands.length), wavelengths: [] };
  } catch (cause) {
    if (!(cause instanceof TiffFault)) throw cause;
    throw new YuejianError("IMAGE_UNREADABLE", { file, reason_zh: cause.zh, reason_en: cause.en }, { cause });
  } finally {
    await handle.close();
  }
}

const unpack: TiffSource["unpack"] = (method, packed, size) => {
  try {
    return method === "deflate" ? inflateSync(packed, { maxOutputLength: size }) : zstdDecompressSync(packed, { maxOutputLength: size });
  } catch {
    throw new TiffFault("压缩数据损坏", "its packed data are damaged");
  }
};
