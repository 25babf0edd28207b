import { basename } from "node:path";
import { type Progress, silentProgress, type Text, YuejianError } from "@yuejian/contracts";
import {
  type AreaFile,
  type Detection,
  detectionFeatures,
  isDoubtfulPair,
  isLargeEnoughToConfirm,
  PAIR_PARAMETERS,
  seriesFeatures,
  type Violation,
} from "@yuejian/farmland";
import { isRealDate } from "@yuejian/identifiers";
import {
  type BandRole,
  CYCLE_PARAMETERS,
  type Grid,
  type PixelPolygon,
  type Raster,
  type ReferenceSystem,
  roleBands,
  spectralIndex,
} from "@yuejian/imagery";
import {
  dateInName,
  detectPair,
  detectSeriesFiles,
  type OnPart,
  type PairOptions,
  readAreas,
  readBandsOn,
  type SeriesFilesOptions,
} from "../imagery/index.ts";

/** What a run is to look at; paths on this machine. Either a series or two images. */
export interface FarmlandRequest {
  /** A folder of dated images, a list of them, or a manifest of arrays. */
  readonly images?: string | readonly string[] | undefined;
  readonly before?: string | undefined;
  readonly after?: string | undefined;
  readonly parcels?: string | undefined;
  readonly approvals?: string | undefined;
  /** Districts of the offices. */
  readonly boundaries?: string | undefined;
  /** YYYY-MM-DD from which a series is watched; the last year when not given. */
  readonly from?: string | undefined;
}

/** One day as the index of vegetation and of water show it. */
export interface SeenScene {
  /** YYYY-MM-DD */
  readonly date: string;
  readonly ndvi: Float32Array;
  readonly water: Float32Array | null;
  readonly clear: Uint8Array;
}

/** A changed object in its three forms: pixels, geometry in degrees, and what was measured of it. */
export interface MeasuredObject {
  readonly outline: readonly PixelPolygon[];
  readonly geometry: object;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly isLarge: boolean;
}

export interface MeasuredImages {
  readonly method: "series" | "pair";
  readonly grid: Grid;
  readonly system: ReferenceSystem;
  /** YYYY-MM-DD, ascending. */
  readonly dates: readonly string[];
  /** One day; of large images it is read anew. */
  readonly sceneOf: (date: string) => Promise<SeenScene>;
  readonly objects: readonly MeasuredObject[];
  readonly parameters: object;
  /** Of a pair; null for a series or where no threshold told two populations apart. */
  readonly threshold: number | null;
  readonly watchFrom: string | null;
  readonly approvalsSubtracted: readonly string[];
  readonly doubts: readonly Text[];
  readonly files: readonly { readonly role: string; readonly path: string }[];
  /** The bands of a day on the same grid; null where only indices are there. */
  bandsOf(date: string): Promise<BandsOfDay | null>;
}

export interface BandsOfDay {
  readonly raster: Raster;
  readonly roles: readonly (BandRole | null)[];
}

export interface MeasuringOptions
  extends Pick<PairOptions, "wholeValues" | "tileValues">,
    Pick<SeriesFilesOptions, "wholeObservations" | "tileObservations" | "runner"> {
  readonly progress?: Progress;
  /** Told of parts of the images as they are done; what is small has none. */
  readonly onPart?: OnPart<MeasuredObject>;
}

/** Reads the images and looks for changes. What the readers and the detection refuse; IMAGE_DATE_INVALID */
export async function measureImages(request: FarmlandRequest, options: MeasuringOptions = {}): Promise<MeasuredImages> {
  if (request.from !== undefined && !isRealDate(request.from)) throw new YuejianError("IMAGE_DATE_INVALID", { date: request.from });
  const areas = {
    ...(request.parcels === undefined ? {} : { parcels: await readAreas(request.parcels) }),
    ...(request.approvals === undefined ? {} : { approvals: await readAreas(request.approvals) }),
  };
  const others = (["parcels", "approvals", "boundaries"] as const).flatMap((role) => {
    const path = request[role];
    return path === undefined ? [] : [{ role, path }];
  });
  const measured =
    request.images === undefined
      ? await measurePair(request, areas, options)
      : await measureSeries({ ...request, images: request.images }, areas, options);
  return { ...measured, files: [...measured.files, ...others] };
}

type Areas = { readonly parcels?: AreaFile; readonly approvals?: AreaFile };

async function measureSeries(
  { images: path, from }: FarmlandRequest & { readonly images: string | readonly string[] },
  areas: Areas,
  { progress = silentProgress, onPart, wholeObservations, tileObservations, runner }: MeasuringOptions,
): Promise<MeasuredImages> {
  const { found, files, images, sceneOf } = await detectSeriesFiles(path, areas, {
    progress,
    ...(wholeObservations === undefined ? {} : { wholeObservations }),
    ...(tileObservations === undefined ? {} : { tileObservations }),
    ...(runner && { runner }),
    ...(from === undefined ? {} : { watchFrom: from }),
    ...(onPart && {
      onPart: (part) => onPart({ ...part, found: objectsOf(part.found, seriesFeatures({ ...part, violations: part.found })) }),
    }),
  });
  return {
    method: "series",
    grid: found.grid,
    system: found.system,
    dates: found.dates,
    sceneOf,
    objects: objectsOf(found.violations, seriesFeatures(found)),
    parameters: CYCLE_PARAMETERS,
    threshold: null,
    watchFrom: found.watchFrom,
    approvalsSubtracted: found.approvalsSubtracted,
    doubts: found.doubts,
    files: files.map((file) => ({ role: "image", path: file })),
    async bandsOf(date) {
      const image = images.get(date);
      return image === undefined ? null : readBandsOn(image, found.grid);
    },
  };
}

async function measurePair(
  { before = "", after = "" }: FarmlandRequest,
  areas: Areas,
  { onPart, ...options }: MeasuringOptions,
): Promise<MeasuredImages> {
  const [from, to] = [dateInName(basename(before)), dateInName(basename(after))];
  if (from === null || to === null) throw new YuejianError("FARMLAND_DATES_UNKNOWN", { file: basename(from === null ? before : after) });
  const dates = { from, to };
  const { detection, read } = await detectPair({ before, after, resample: "bilinear" }, areas, {
    ...options,
    ...(onPart && { onPart: ({ found, ...part }) => onPart({ ...part, found: measuredObjects(found, { ...part, dates }) }) }),
  });
  const { grid } = detection.pair.before;
  const [first, second] = await Promise.all([readBandsOn(before, grid), readBandsOn(after, grid)]);
  const dayOf = (date: string) => (date === from ? first : second);
  return {
    method: "pair",
    grid,
    system: detection.pair.system,
    dates: [from, to],
    async sceneOf(date) {
      const { raster, roles } = dayOf(date);
      const bands = roleBands(raster.bands, roles);
      const none = new Float32Array(raster.valid.length).fill(Number.NaN);
      return {
        date,
        ndvi: spectralIndex("ndvi", bands) ?? none,
        water: spectralIndex("mndwi", bands) ?? spectralIndex("ndwi", bands),
        clear: raster.valid,
      };
    },
    objects: measuredObjects(detection.violations, { grid, system: detection.pair.system, dates }).map((object) => ({
      ...object,
      // A pair that cannot be relied on confirms nothing, however large: the model makes no lead of it.
      isLarge: object.isLarge && !isDoubtful(detection, dates),
    })),
    parameters: PAIR_PARAMETERS,
    threshold: detection.threshold,
    watchFrom: null,
    approvalsSubtracted: detection.approvalsSubtracted,
    doubts: detection.doubts,
    files: [...read.before, ...read.after].map((file) => ({ role: "image", path: file })),
    bandsOf: async (date) => dayOf(date),
  };
}

function isDoubtful({ pair, correlations, comparedPixels, changedPixels }: Detection, { from, to }: MeasuredPlace["dates"]): boolean {
  const { width, height } = pair.before.grid;
  return isDoubtfulPair({
    before: { date: from },
    after: { date: to },
    correlations,
    changedShare: changedPixels / comparedPixels,
    comparedShare: comparedPixels / (width * height),
  });
}

interface MeasuredPlace {
  readonly grid: Grid;
  readonly system: ReferenceSystem;
  readonly dates: { readonly from: string; readonly to: string };
}

function measuredObjects(violations: readonly Violation[], { grid, system, dates }: MeasuredPlace): MeasuredObject[] {
  return objectsOf(violations, detectionFeatures({ violations, pair: { before: { grid }, system } }, dates));
}

type Outlined = Parameters<typeof isLargeEnoughToConfirm>[0] & { readonly outline: readonly PixelPolygon[] };

/** Objects with what the document about them says of each; both lists are in one order. */
function objectsOf(violations: readonly Outlined[], collection: object): MeasuredObject[] {
  const { features } = collection as { features: readonly { geometry: object; properties: Record<string, unknown> }[] };
  return violations.flatMap((violation, at): MeasuredObject[] => {
    const feature = features[at];
    if (feature === undefined) return [];
    const { geometry, properties } = feature;
    return [{ outline: violation.outline, geometry, properties, isLarge: isLargeEnoughToConfirm(violation) }];
  });
}
