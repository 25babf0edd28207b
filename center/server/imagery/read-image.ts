import { open, stat } from "node:fs/promises";
import { basename } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import { allBands, type ImageFile, type ImageHeader, type ImageSource, type ReadingOptions, wholeWindow } from "./image-file.ts";
import { fileFault } from "./read-bytes.ts";
import { openEnvi } from "./read-envi.ts";
import { openGeoTiff } from "./read-geotiff.ts";
import { openJp2File } from "./read-jp2.ts";
import { openSceneFolder } from "./read-scene-folder.ts";

/** Values of one image held at once: a gigabyte. */
export const MOST_VALUES = 2 ** 28;

/** GeoTIFF (also COG and BigTIFF), JPEG 2000, raw ENVI with its header beside it, or the folder of a Landsat or Sentinel-2 scene. FILE_NOT_FOUND, FILE_UNREADABLE, IMAGE_UNREADABLE, IMAGE_TOO_LARGE */
export async function readImage(path: string): Promise<ImageFile> {
  const name = basename(path);
  const source = await openImage(path);
  try {
    const { grid, bandCount, files, bandNames, wavelengths } = source;
    const values = grid.width * grid.height * bandCount;
    if (values > MOST_VALUES) throw new YuejianError("IMAGE_TOO_LARGE", { file: name, values, limit: MOST_VALUES });
    const raster = await source.read(wholeWindow(grid), allBands(source)).catch((cause: unknown) => {
      throw cause instanceof YuejianError ? cause : fileFault(cause, name);
    });
    return { name, raster, files, bandNames, wavelengths };
  } finally {
    await source.close();
  }
}

/** The same without its values. */
export async function openImage(path: string, options: ReadingOptions = {}): Promise<ImageSource> {
  try {
    if ((await stat(path)).isDirectory()) return await openSceneFolder(path, options);
    const start = await firstBytes(path);
    if (isJp2(start)) return await openJp2File(path, options);
    const magic = String.fromCharCode(...start.subarray(0, 2));
    return magic === "II" || magic === "MM" ? await openGeoTiff(path, options) : await openEnvi(path);
  } catch (cause) {
    throw cause instanceof YuejianError ? cause : fileFault(cause, basename(path));
  }
}

/** What its header says. What `openImage` refuses */
export async function readHeader(path: string): Promise<ImageHeader> {
  const source = await openImage(path);
  await source.close();
  return source;
}

/** The signature box. */
function isJp2(start: Uint8Array): boolean {
  return start.length >= 12 && String.fromCharCode(...start.subarray(4, 8)) === "jP  ";
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
