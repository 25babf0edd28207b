import { basename, dirname, join } from "node:path";
import { type Progress, silentProgress, type Text, YuejianError } from "@yuejian/contracts";
import type { SceneSeries } from "@yuejian/farmland";
import { isRealDate } from "@yuejian/identifiers";
import { bandRoles, type Grid, readNpy, redness, roleBands, spectralIndex } from "@yuejian/imagery";
import { planSeries } from "./plan-series.ts";
import { readBytes } from "./read-bytes.ts";
import { readOnto } from "./read-onto.ts";

/** A folder, or a list, of images with their dates in their names, or a manifest of arrays. */
export interface SeriesFiles {
  readonly series: SceneSeries;
  readonly files: readonly string[];
  /** The images by their days, the first of a day; empty for a manifest of arrays, which has no bands. */
  readonly images: ReadonlyMap<string, string>;
  /** Of images that were brought onto another grid. */
  readonly doubts: readonly Text[];
}

/** SERIES_TOO_SHORT, SERIES_UNREADABLE, IMAGES_APART, IMAGE_SYSTEM_UNKNOWN and what `readImage` refuses. */
export async function readSeries(place: string | readonly string[], progress: Progress = silentProgress): Promise<SeriesFiles> {
  return typeof place === "string" && place.toLowerCase().endsWith(".json") ? readCube(place) : readImages(place, progress);
}

type Scenes = SceneSeries["scenes"][number][];

/** Images and folders of scenes NAME with a date, each with NAME_mask beside it where there is one: other than zero is not clear. */
async function readImages(place: string | readonly string[], progress: Progress): Promise<SeriesFiles> {
  const { name, grid, images: planned, doubts } = await planSeries(place);
  const images = new Map<string, string>();
  const files: string[] = [];
  const scenes: Scenes = [];
  for (const [done, { path, date, onto, mask }] of planned.entries()) {
    progress.signal.throwIfAborted();
    progress.report(done, planned.length, { zh: "读取影像", en: "Reading images" });
    const image = await readOnto(path, onto);
    const { raster } = image;
    if (!images.has(date)) images.set(date, path);
    const roles = bandRoles({ count: raster.bands.length, names: image.bandNames, wavelengths: image.wavelengths });
    const bands = roleBands(raster.bands, roles.roles);
    const ndvi = spectralIndex("ndvi", bands);
    if (ndvi === null) throw new YuejianError("IMAGE_BANDS_UNKNOWN", { file: image.name, count: raster.bands.length });
    const clear = raster.valid.slice();
    files.push(...image.files);
    if (mask !== null) {
      const masked = await readOnto(mask.path, mask.onto);
      masked.raster.bands[0]?.forEach((value, at) => {
        // Where the mask of another ground says nothing, nothing is known to be clear.
        if (value !== 0 || (mask.onto !== null && masked.raster.valid[at] === 0)) clear[at] = 0;
      });
      files.push(...masked.files);
    }
    scenes.push({
      date,
      ndvi,
      water: spectralIndex("mndwi", bands) ?? spectralIndex("ndwi", bands),
      redness: redness(bands),
      clear,
    });
  }
  return { series: { name, grid, scenes: inOrder(scenes) }, files, images, doubts };
}

/** In the order of time. Images of one day (two tiles, or two processings) become one: the first that saw a pixel clearly counts. */
function inOrder(scenes: Scenes): Scenes {
  const ordered: Scenes = [];
  for (const scene of scenes.toSorted((left, right) => (left.date < right.date ? -1 : 1))) {
    const last = ordered.at(-1);
    if (last?.date === scene.date) ordered[ordered.length - 1] = filledFrom(last, scene);
    else ordered.push(scene);
  }
  return ordered;
}

function filledFrom(first: Scenes[number], second: Scenes[number]): Scenes[number] {
  const pick = <Values extends Float32Array | Uint8Array>(own: Values, other: Values): Values => {
    const values = own.slice() as Values;
    for (let at = 0; at < values.length; at++) if (first.clear[at] === 0) values[at] = other[at] ?? 0;
    return values;
  };
  return {
    date: first.date,
    ndvi: pick(first.ndvi, second.ndvi),
    water: first.water === null || second.water === null ? null : pick(first.water, second.water),
    redness: first.redness === null || second.redness === null ? null : pick(first.redness, second.redness),
    clear: pick(first.clear, second.clear),
  };
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
