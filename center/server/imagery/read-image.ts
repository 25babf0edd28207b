import { open, stat } from "node:fs/promises";
import { basename } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import type { Admit, ImageFile } from "./image-file.ts";
import { fileFault } from "./read-bytes.ts";
import { readEnvi } from "./read-envi.ts";
import { readGeoTiff } from "./read-geotiff.ts";
import { readSceneFolder } from "./read-scene-folder.ts";

/** Values of one image held at once: a gigabyte. */
const MOST_VALUES = 2 ** 28;

/** GeoTIFF (also COG and BigTIFF), raw ENVI with its header beside it, or the folder of a Landsat or Sentinel-2 scene. FILE_NOT_FOUND, FILE_UNREADABLE, IMAGE_UNREADABLE, IMAGE_TOO_LARGE */
export async function readImage(path: string): Promise<ImageFile> {
  const file = basename(path);
  try {
    if ((await stat(path)).isDirectory()) return { name: file, ...(await readSceneFolder(path, admit)) };
    const start = await firstBytes(path);
    const magic = String.fromCharCode(...start.subarray(0, 2));
    if (magic === "II" || magic === "MM") return { name: file, files: [path], ...(await readGeoTiff(path, admit)) };
    return { name: file, ...(await readEnvi(path, admit)) };
  } catch (cause) {
    throw cause instanceof YuejianError ? cause : fileFault(cause, file);
  }

  function admit({ width, height, bands }: Parameters<Admit>[0]): void {
    const values = width * height * bands;
    if (values > MOST_VALUES) throw new YuejianError("IMAGE_TOO_LARGE", { file, values, limit: MOST_VALUES });
  }
}

async function firstBytes(path: string): Promise<Uint8Array> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(16), 0, 16, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
