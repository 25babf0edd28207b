import { readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { type Text, YuejianError } from "@yuejian/contracts";
import { alignGrids, type BandRole, type Grid, type Resampling } from "@yuejian/imagery";
import { dateInName } from "./date-in-name.ts";
import { type ImageHeader, rolesOf } from "./image-file.ts";
import { fileFault } from "./read-bytes.ts";
import { readHeader } from "./read-image.ts";
import { demandCommonGround, type NamedGrid, type Onto } from "./resampled-image.ts";

/** A file or folder of a scene, and how it comes onto the grid of the series; null where it lies on it. Plain data. */
export interface PlannedImage {
  readonly path: string;
  /** YYYY-MM-DD */
  readonly date: string;
  readonly onto: Onto | null;
  /** By band. */
  readonly roles: readonly (BandRole | null)[];
  /** Other than zero is not clear. */
  readonly mask: { readonly path: string; readonly onto: Onto | null } | null;
}

/** Whoever has the same files can read any window by it. Plain data. */
export interface SeriesPlan {
  readonly name: string;
  readonly grid: Grid;
  readonly images: readonly PlannedImage[];
  readonly doubts: readonly Text[];
  /** Every file that belongs to an image or a mask. */
  readonly files: readonly string[];
  /** Columns and rows that the files on the grid pack together. */
  readonly blockWidth: number;
  readonly blockHeight: number;
}

/** Images of one day in the order of their names; days in the order of time. */
export function daysOf({
  images,
}: Pick<SeriesPlan, "images">): readonly { readonly date: string; readonly images: readonly PlannedImage[] }[] {
  const days = Map.groupBy(images, ({ date }) => date);
  return [...days].sort(([left], [right]) => (left < right ? -1 : 1)).map(([date, own]) => ({ date, images: own }));
}

/** By the name of a file, or a path to it. */
export const isMask = (path: string): boolean => /_mask\.[^.]+$/i.test(path);

/** What the images of a folder, or a list of images, have in common, told by their headers: one grid, onto which others are brought. The grid is the one that most images
 *  lie on, of several the finest, then the first by name. SERIES_TOO_SHORT, IMAGES_APART, IMAGE_SYSTEM_UNKNOWN, IMAGE_BANDS_UNKNOWN and what `openImage` refuses */
export async function planSeries(place: string | readonly string[]): Promise<SeriesPlan> {
  const paths =
    typeof place === "string" ? await entriesOf(place) : [...place].sort((left, right) => (basename(left) < basename(right) ? -1 : 1));
  const name = typeof place === "string" ? basename(place) : basename(dirname(paths[0] ?? ""));
  const chosen = paths.filter((path) => isImageOfSeries(basename(path)));
  const opened: { readonly path: string; readonly header: ImageHeader }[] = [];
  for (const path of chosen) opened.push({ path, header: await readHeader(path) });
  const files: string[] = [];
  const grids = opened.map(({ header }) => header.grid);
  const grid = commonGrid(grids);
  if (grid === null) throw new YuejianError("SERIES_TOO_SHORT", { name, dates: 0 });
  const { path: firstPath = "", header: { blockWidth = 1, blockHeight = 1 } = {} } = opened[grids.indexOf(grid)] ?? {};
  const target = { grid, name: basename(firstPath) };
  const images: PlannedImage[] = [];
  for (const { path, header } of opened) {
    const stem = path.replace(/\.[^./\\]*$/, "");
    const mask = paths.find((other) => isMask(other) && other.startsWith(stem));
    const masked = mask === undefined ? null : await readHeader(mask);
    files.push(...header.files, ...(masked?.files ?? []));
    images.push({
      path,
      date: dateInName(basename(path)) ?? "",
      onto: ontoGrid(target, { grid: header.grid, name: basename(path) }),
      roles: watchedRoles(path, header),
      mask:
        mask === undefined || masked === null
          ? null
          : { path: mask, onto: nearestOf(ontoGrid(target, { grid: masked.grid, name: basename(mask) })) },
    });
  }
  return { name, grid, images, doubts: resamplingDoubts(images, target.name), files, blockWidth, blockHeight };
}

async function entriesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder).catch((cause: unknown) => {
    throw fileFault(cause, basename(folder));
  });
  return entries.sort().map((entry) => join(folder, entry));
}

function isImageOfSeries(entry: string): boolean {
  return !/\.(hdr|xml|json|txt)$/i.test(entry) && !isMask(entry) && dateInName(entry) !== null;
}

/** IMAGE_BANDS_UNKNOWN */
function watchedRoles(path: string, header: ImageHeader): readonly (BandRole | null)[] {
  const { roles } = rolesOf(header);
  if (!roles.includes("red") || !roles.includes("nir"))
    throw new YuejianError("IMAGE_BANDS_UNKNOWN", { file: basename(path), count: header.bandCount });
  return roles;
}

function commonGrid(grids: readonly Grid[]): Grid | null {
  const kinds: { grid: Grid; count: number }[] = [];
  for (const grid of grids) {
    const known = kinds.find((kind) => isSameGrid(kind.grid, grid));
    if (known === undefined) kinds.push({ grid, count: 1 });
    else known.count++;
  }
  const [best] = kinds.toSorted((left, right) => right.count - left.count || left.grid.pixelWidth - right.grid.pixelWidth);
  return best?.grid ?? null;
}

function isSameGrid(one: Grid, other: Grid): boolean {
  if (one.crs !== other.crs || one.width !== other.width || one.height !== other.height) return false;
  const alignment = alignGrids(one, other);
  return alignment.kind === "overlap" && alignment.first.width === one.width && alignment.first.height === one.height;
}

/** IMAGES_APART, IMAGE_SYSTEM_UNKNOWN */
function ontoGrid(target: NamedGrid, own: NamedGrid): Onto | null {
  if (isSameGrid(target.grid, own.grid)) return null;
  demandCommonGround(target, own);
  return { grid: target.grid, method: methodFor(target.grid, own.grid) };
}

/** Finer pixels are averaged; pixels on the same lattice, of another extent, stay as they are. */
const FINER = 0.75;

function methodFor(target: Grid, own: Grid): Resampling {
  const isSameSystem = target.crs === own.crs;
  if (isSameSystem && alignGrids(target, own).kind === "overlap") return "nearest";
  return isSameSystem && own.pixelWidth < target.pixelWidth * FINER ? "average" : "bilinear";
}

const nearestOf = (onto: Onto | null): Onto | null => (onto === null ? null : { ...onto, method: "nearest" });

function resamplingDoubts(images: readonly PlannedImage[], first: string): Text[] {
  const moved = images.filter(({ onto }) => onto !== null && onto.method !== "nearest").map(({ path }) => basename(path));
  if (moved.length === 0) return [];
  const named = moved.slice(0, 3);
  const more = moved.length - named.length;
  return [
    {
      zh: `${moved.length} 景影像已重采样到 ${first} 的格网（${named.join("、")}${more > 0 ? ` 等` : ""}）；配准误差会在地块边缘显示为变化`,
      en: `${moved.length} images were resampled onto the grid of ${first} (${named.join(", ")}${more > 0 ? ` and ${more} more` : ""}); errors of registration show as change along edges`,
    },
  ];
}
