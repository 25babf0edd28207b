import { basename, dirname, join } from "node:path";
import { type Progress, silentProgress, type Text, YuejianError } from "@yuejian/contracts";
import type { SceneSeries } from "@yuejian/farmland";
import { isRealDate } from "@yuejian/identifiers";
import { type Grid, readNpy } from "@yuejian/imagery";
import { wholeWindow } from "./image-file.ts";
import { planSeries, type SeriesPlan } from "./plan-series.ts";
import { readBytes } from "./read-bytes.ts";
import { MOST_VALUES } from "./read-image.ts";
import { filledFrom, readSeriesWindow } from "./read-series-window.ts";

/** A folder, or a list, of images with their dates in their names, or a manifest of arrays. */
export interface SeriesFiles {
  readonly series: SceneSeries;
  readonly files: readonly string[];
  /** The images by their days, the first of a day; empty for a manifest of arrays, which has no bands. */
  readonly images: ReadonlyMap<string, string>;
  /** Of images that were brought onto another grid. */
  readonly doubts: readonly Text[];
}

/** SERIES_TOO_SHORT, SERIES_UNREADABLE, IMAGES_APART, IMAGE_SYSTEM_UNKNOWN, IMAGE_TOO_LARGE and what `readImage` refuses. */
export async function readSeries(place: string | readonly string[], progress: Progress = silentProgress): Promise<SeriesFiles> {
  return isManifest(place) ? readCube(place) : readPlanned(await planSeries(place), progress);
}

/** Of arrays; they are read whole. */
export function isManifest(place: string | readonly string[]): place is string {
  return typeof place === "string" && place.toLowerCase().endsWith(".json");
}

type Scenes = SceneSeries["scenes"][number][];

/** All of it. IMAGE_TOO_LARGE and what `readImage` refuses. */
export async function readPlanned(plan: SeriesPlan, progress: Progress = silentProgress): Promise<SeriesFiles> {
  const { name, grid, images, files, doubts } = plan;
  const values = grid.width * grid.height * Math.max(...images.map(({ roles }) => roles.length));
  if (values > MOST_VALUES) throw new YuejianError("IMAGE_TOO_LARGE", { file: name, values, limit: MOST_VALUES });
  return { series: await readSeriesWindow(plan, wholeWindow(grid), { progress }), files, images: imagesByDay(plan), doubts };
}

/** The images by their days, the first of a day. */
export function imagesByDay({ images }: SeriesPlan): ReadonlyMap<string, string> {
  return new Map(images.toReversed().map(({ date, path }) => [date, path] as const));
}

/** In the order of time; scenes of one day become one. */
function inOrder(scenes: Scenes): Scenes {
  const ordered: Scenes = [];
  for (const scene of scenes.toSorted((left, right) => (left.date < right.date ? -1 : 1))) {
    const last = ordered.at(-1);
    if (last?.date === scene.date) ordered[ordered.length - 1] = filledFrom(last, scene);
    else ordered.push(scene);
  }
  return ordered;
}

/** `{"grid": {...}, "dates": [...] or a file, "ndvi": file, "water": file, "redness": file, "masked": file}`: arrays of NumPy over dates, rows, columns, beside the manifest. */
async function readCube(path: string): Promise<SeriesFiles> {
  const file = basename(path);
  const refuse = (zh: string, en: string, cause?: unknown) =>
    new YuejianError("SERIES_UNREADABLE", { file, reason_zh: zh, reason_en: en }, cause === undefined ? {} : { cause });
  const json = async (from: string): Promise<unknown> => {
    try {
      return JSON.parse(await readBytes(from).then((bytes) => new TextDecoder("utf-8", { fatal: true }).decode(bytes)));
    } catch (cause) {
      if (cause instanceof YuejianError) throw cause;
      throw refuse("不是 UTF-8 编码的 JSON", "it is no JSON in UTF-8", cause);
    }
  };
  const manifest = await json(path);
  if (!isObject(manifest)) throw refuse("应为对象", "it should be an object");
  const folder = dirname(path);
  const grid = gridOf(manifest["grid"]);
  if (grid === null) throw refuse("grid 不完整", "its grid is not complete");
  const { dates: given, ndvi, water, redness: red, masked } = manifest;
  const dates = typeof given === "string" ? await json(join(folder, given)) : given;
  if (!Array.isArray(dates) || typeof ndvi !== "string") throw refuse("缺少 dates 或 ndvi", "dates or ndvi is missing");
  const days = dates.map((each) => String(each).slice(0, 10));
  if (!days.every(isRealDate)) throw refuse("dates 中有不是日期的值", "some of its dates are none");
  const size = grid.width * grid.height;
  const layers = async (name: string) => {
    const { shape, values } = readNpy(await readBytes(join(folder, name)), name);
    const wanted = [days.length, grid.height, grid.width];
    if (wanted.some((side, at) => shape[at] !== side) || shape.slice(3).some((side) => side !== 1))
      throw refuse(
        `${name} 的形状是 ${shape.join("×")}，应为 ${wanted.join("×")}`,
        `${name} has the shape ${shape.join("×")}, not ${wanted.join("×")}`,
      );
    return days.map((_, at) => values.subarray(at * size, (at + 1) * size));
  };
  const [ndviLayers, waterLayers, redLayers, maskLayers] = [
    await layers(ndvi),
    typeof water === "string" ? await layers(water) : null,
    typeof red === "string" ? await layers(red) : null,
    typeof masked === "string" ? await layers(masked) : null,
  ];
  const scenes = days.map((date, at) => ({
    date,
    ndvi: ndviLayers[at] ?? new Float32Array(size),
    water: waterLayers?.[at] ?? null,
    redness: redLayers?.[at] ?? null,
    clear: Uint8Array.from({ length: size }, (_, pixel) => Number((maskLayers?.[at]?.[pixel] ?? 0) === 0)),
  }));
  const arrays = [ndvi, water, red, masked, given].flatMap((each) => (typeof each === "string" ? [join(folder, each)] : []));
  return { series: { name: file, grid, scenes: inOrder(scenes) }, files: [path, ...arrays], images: new Map(), doubts: [] };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function gridOf(value: unknown): Grid | null {
  if (!isObject(value)) return null;
  const number = (name: string) => (typeof value[name] === "number" && Number.isFinite(value[name]) ? value[name] : Number.NaN);
  const [width, height, pixelWidth, pixelHeight] = [number("width"), number("height"), number("pixelWidth"), number("pixelHeight")];
  const [west, north, crs] = [number("west"), number("north"), value["crs"]];
  const isWhole = Number.isSafeInteger(width) && Number.isSafeInteger(height) && width > 0 && height > 0;
  if (!isWhole || !(pixelWidth > 0) || !(pixelHeight > 0) || Number.isNaN(west + north) || typeof crs !== "string") return null;
  return { width, height, west, north, pixelWidth, pixelHeight, crs };
}
