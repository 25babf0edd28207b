import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { dateInName } from "./date-in-name.ts";
import { fileFault } from "./read-bytes.ts";

const MASK = /_mask\.[^.]+$/i;

/** Whether an entry of a folder is a mask of clouds beside an image. */
export function isMask(entry: string): boolean {
  return MASK.test(entry);
}

/** Whether an entry of a folder is an image of its series. */
export function isImageOfSeries(entry: string): boolean {
  return !/\.(hdr|xml|json|txt)$/i.test(entry) && !isMask(entry) && dateInName(entry) !== null;
}

/** The images of a folder by their days, the first of a day; empty for a manifest of arrays, which has no bands. */
export async function seriesImages(path: string): Promise<ReadonlyMap<string, string>> {
  if (path.toLowerCase().endsWith(".json")) return new Map();
  const entries = await readdir(path).catch((cause: unknown) => {
    throw fileFault(cause, basename(path));
  });
  const images = new Map<string, string>();
  for (const entry of entries.filter(isImageOfSeries).sort()) {
    const date = dateInName(entry) ?? "";
    if (!images.has(date)) images.set(date, join(path, entry));
  }
  return images;
}
