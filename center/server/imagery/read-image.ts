import { open, stat } from "node:fs/promises";
import { basename } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import type { Admit, ImageFile } from "./image-file.ts";
import { fileFault } from "./read-bytes.ts";
import { readEnvi } from "./read-envi.ts";
import { readGeoTiff } from "./read-geotiff.ts";

/** Values of one image held at once: a gigabyte. */
const MOST_VALUES = 2 ** 28;

/** GeoTIFF (also COG and BigTIFF), or raw ENVI with its header beside it. FILE_NOT_FOUND, FILE_UNREADABLE, IMAGE_UNREADABLE, IMAGE_TOO_LARGE */
export async function readImage(path: string): Promise<ImageFile> {
  const file = basename(path);
  const start = await firstBytes(path, file);
  const magic = String.fromCharCode(...start.subarray(0, 2));
  const image = magic === "II" || magic === "MM" ? await readGeoTiff(path, admit) : await readEnvi(path, admit);
  return { name: file, ...image };

  function admit({ width, height, bands }: Parameters<Admit>[0]): void {
    const values = width * height * bands;
    if (values > MOST_VALUES) throw new YuejianError("IMAGE_TOO_LARGE", { file, values, limit: MOST_VALUES });
  }
}

async function firstBytes(path: string, file: string): Promise<Uint8Array> {
  try {
    if ((await stat(path)).isDirectory()) {
      throw new YuejianError("IMAGE_UNREADABLE", {
        file,
        reason_zh: "是文件夹，应为 GeoTIFF 或 ENVI 文件",
        reason_en: "it is a folder; a GeoTIFF or ENVI file is needed",
      });
    }
    const handle = await open(path);
    try {
      const { buffer, bytesRead } = await handle.read(new Uint8Array(16), 0, 16, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (cause) {
    if (cause instanceof YuejianError) throw cause;
    throw fileFault(cause, file);
  }
}
