import { writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { type Progress, type Text, YuejianError } from "@yuejian/contracts";
import {
  type Detection,
  type DetectionAreas,
  detectChanges,
  detectionFeatures,
  LEAD_NOT_PROOF,
  PAIR_PARAMETERS,
  type Scene,
} from "@yuejian/farmland";
import { isRealDate } from "@yuejian/identifiers";
import { alignGrids, BAND_ROLES, type BandRole, type Resampling, writeGeoTiff } from "@yuejian/imagery";
import { digestFile } from "../files/index.ts";
import { dateInName } from "./date-in-name.ts";
import { detectInTiles, type PairImage } from "./detect-tiles.ts";
import type { OnPart } from "./finished-part.ts";
import { rolesOf } from "./image-file.ts";
import { readAreas } from "./read-areas.ts";
import { readHeader } from "./read-image.ts";
import { readOnto } from "./read-onto.ts";
import { demandCommonGround } from "./resampled-image.ts";

export interface DetectionFiles {
  readonly before: string;
  readonly after: string;
  readonly out: string;
  readonly mask?: string;
  readonly parcels?: string;
  readonly approvals?: string;
  /** What the bands measure, in order; `-` for one without use. Overrides what the files say. */
  readonly bands?: string;
  /** YYYY-MM-DD; else taken from the file's name. */
  readonly beforeDate?: string;
  readonly afterDate?: string;
  /** Compares vegetation alone: changed is where the index (−1 to 1) fell by so much. Else the method of pairs. */
  readonly fall?: number;
  /** Brings the second image onto the grid of the first where the grids differ; else they are refused. */
  readonly resample?: Resampling;
}

/** What a comparison of two files found; everything needed to repeat it. */
export type DetectedFiles = Awaited<ReturnType<typeof detectInFiles>>;

/** Reads both images, writes the outlines and, where asked, the mask: 1 changed, 0 not, 255 not compared. */
export async function detectInFiles(files: DetectionFiles) {
  const started = performance.now();
  const found = await detectPair(files, {
    ...(files.parcels === undefined ? {} : { parcels: await readAreas(files.parcels) }),
    ...(files.approvals === undefined ? {} : { approvals: await readAreas(files.approvals) }),
  });
  const { detection, dates, bandsFrom, read } = found;
  const compared = performance.now();
  const summary = await summaryOf(detection, {
    bandsFrom,
    dates,
    method: files.fall === undefined ? "iteratively reweighted MAD" : "NDVI difference",
    read: { ...read, parcels: given(files.parcels), approvals: given(files.approvals) },
  });
  await writeFile(files.out, `${JSON.stringify({ ...detectionFeatures(detection, dates), provenance: summary })}\n`);
  const { grid } = detection.pair.before;
  if (files.mask !== undefined && detection.mask !== null)
    await writeFile(files.mask, writeGeoTiff(detection.mask, { ...grid, crs: detection.pair.system.name }, 255));
  const seconds = (from: number, to: number) => Number(((to - from) / 1000).toFixed(2));
  return { ...summary, comparingSeconds: seconds(started, compared), seconds: seconds(started, performance.now()) };
}

/** Larger images are compared in tiles, by a thread for every core. */
const WHOLE_VALUES = 2 ** 25;

type PairFiles = Pick<DetectionFiles, "before" | "after" | "bands" | "beforeDate" | "afterDate" | "mask" | "fall" | "resample">;

export interface PairOptions {
  readonly progress?: Progress;
  /** Images of more values are compared in tiles. */
  readonly wholeValues?: number;
  readonly tileValues?: number;
  /** Told of each tile; a pair that is compared whole has no parts. */
  readonly onPart?: OnPart;
}

/** Compares two images: whole where they are small, else in tiles. */
export async function detectPair(files: PairFiles, areas: DetectionAreas, options: PairOptions = {}) {
  const before = await imageOf(files, "before");
  const after = ontoGridOf(before, await imageOf(files, "after"), files.resample);
  const isLarge = Math.max(before.values, after.values) > (options.wholeValues ?? WHOLE_VALUES);
  const detection =
    isLarge || files.fall !== undefined
      ? await detectInTiles(before, after, {
          areas,
          ...(files.fall === undefined ? {} : { fall: files.fall }),
          ...(files.mask === undefined ? {} : { mask: files.mask }),
          ...(options.progress === undefined ? {} : { progress: options.progress }),
          ...(options.tileValues === undefined ? {} : { tileValues: options.tileValues }),
          ...(options.onPart === undefined ? {} : { onPart: options.onPart }),
        })
      : detectChanges(await sceneOf(before), await sceneOf(after), areas);
  return {
    detection: { ...detection, doubts: [...detection.doubts, ...resamplingDoubts(after, detection)] },
    dates: { from: before.header.date, to: after.header.date },
    bandsFrom: [before.bandsFrom, after.bandsFrom],
    read: { before: before.files, after: after.files },
  };
}

interface OpenedImage extends PairImage {
  readonly bandsFrom: string;
  readonly files: readonly string[];
  readonly values: number;
}

async function imageOf(files: PairFiles, which: "before" | "after"): Promise<OpenedImage> {
  const path = files[which];
  const name = basename(path);
  const header = await readHeader(path);
  const { grid, bandCount: count, blockHeight } = header;
  const found = rolesOf(header);
  const roles = files.bands === undefined ? found.roles : givenRoles(files.bands, { file: name, count });
  if (files.bands === undefined && found.source === "unknown") throw new YuejianError("IMAGE_BANDS_UNKNOWN", { file: name, count });
  const date = (which === "before" ? files.beforeDate : files.afterDate) ?? dateInName(name);
  if (date !== null && !isRealDate(date)) throw new YuejianError("IMAGE_DATE_INVALID", { date });
  return {
    path,
    header: { name, date, roles, grid },
    blockHeight,
    onto: null,
    bandsFrom: files.bands === undefined ? found.source : "given",
    files: header.files,
    values: grid.width * grid.height * count,
  };
}

async function sceneOf({ path, onto, header: { name, date, roles } }: OpenedImage): Promise<Scene> {
  return { name, date, roles, raster: (await readOnto(path, onto)).raster };
}

/** The second image as it will lie on the grid of the first. IMAGES_APART */
function ontoGridOf(before: OpenedImage, after: OpenedImage, method: Resampling | undefined): OpenedImage {
  const [target, own] = [before.header.grid, after.header.grid];
  if (method === undefined || (target.crs === own.crs && alignGrids(target, own).kind === "overlap")) return after;
  demandCommonGround(before.header, after.header);
  return { ...after, onto: { grid: target, method }, header: { ...after.header, grid: target } };
}

/** What a person has to know of an image that was brought onto another grid. */
function resamplingDoubts({ header, onto }: OpenedImage, { comparedPixels }: Detection): Text[] {
  if (onto === null) return [];
  const share = Math.round((100 * comparedPixels) / (onto.grid.width * onto.grid.height));
  return [
    {
      zh: `${header.name} 已重采样（${onto.method}）到前一景的格网，可比较的像元占 ${share} %；配准误差会在地块边缘显示为变化`,
      en: `${header.name} was resampled (${onto.method}) onto the grid of the first image, of which ${share} % could be compared; errors of registration show as change along edges`,
    },
  ];
}

function givenRoles(text: string, { file, count }: { file: string; count: number }): (BandRole | null)[] {
  const words = text.split(",").map((word) => word.trim());
  const roles = words.map((word) => BAND_ROLES.find((role) => role === word) ?? null);
  if (words.length !== count || words.some((word, index) => word !== "-" && roles[index] === null))
    throw new YuejianError("IMAGE_BANDS_UNKNOWN", { file, count });
  return roles;
}

const given = (path: string | undefined): readonly string[] => (path === undefined ? [] : [path]);

interface SummaryFacts {
  readonly method: string;
  readonly bandsFrom: readonly string[];
  readonly dates: { readonly from: string | null; readonly to: string | null };
  readonly read: Readonly<Record<"before" | "after" | "parcels" | "approvals", readonly string[]>>;
}

async function summaryOf(detection: Detection, { bandsFrom, dates, method, read }: SummaryFacts) {
  const inputs = [];
  for (const [role, paths] of Object.entries(read))
    for (const path of paths) inputs.push({ role, file: basename(path), ...(await digestFile(path)) });
  const { violations, pair, parcelCount } = detection;
  const elementOf = (state: string) => violations.filter(({ element }) => element.state === state).length;
  return {
    violations: violations.length,
    areaMu: Number(violations.reduce((sum, { area }) => sum + area.mu, 0).toFixed(2)),
    areaElement: { reached: elementOf("reached"), cannotTell: elementOf("cannot-tell"), notReached: elementOf("not-reached") },
    dates,
    grid: { ...pair.before.grid, crs: pair.system.name },
    bands: detection.bands,
    bandsFrom,
    indices: detection.indices,
    comparedPixels: detection.comparedPixels,
    changedPixels: detection.changedPixels,
    parcels: parcelCount,
    approvalsSubtracted: detection.approvalsSubtracted,
    method: {
      name: method,
      parameters: PAIR_PARAMETERS,
      threshold: detection.threshold,
      correlations: detection.correlations,
      tiles: detection.tiles,
    },
    doubts: detection.doubts,
    inputs,
    note: LEAD_NOT_PROOF,
  };
}
