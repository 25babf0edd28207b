import { basename } from "node:path";
import { allBands, type ImageFile, type ImageSource, type ReadingOptions, wholeWindow } from "./image-file.ts";
import { openImage, readImage } from "./read-image.ts";
import { type Onto, resampledImage } from "./resampled-image.ts";

/** An image, on another grid where one is asked for. */
export async function openOnto(path: string, onto: Onto | null, options: ReadingOptions): Promise<ImageSource> {
  const source = await openImage(path, options);
  return onto === null ? source : resampledImage(source, onto, basename(path));
}

/** All of it. What `readImage` refuses. */
export async function readOnto(path: string, onto: Onto | null): Promise<ImageFile> {
  if (onto === null) return readImage(path);
  const source = await openOnto(path, onto, {});
  try {
    const { files, bandNames, wavelengths } = source;
    return { name: basename(path), raster: await source.read(wholeWindow(onto.grid), allBands(source)), files, bandNames, wavelengths };
  } finally {
    await source.close();
  }
}
