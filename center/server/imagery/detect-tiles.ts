import { type Progress, silentProgress, YuejianError } from "@yuejian/contracts";
import {
  type AreaFile,
  alignScenes,
  type Detection,
  type DetectionAreas,
  haloOf,
  joinTiles,
  learnScene,
  pairDoubts,
  placeAreas,
  type SceneHeader,
  sampleWindows,
  type TileFound,
  type TileMethod,
  tilesOf,
} from "@yuejian/farmland";
import type { RasterPair } from "@yuejian/imagery";
import type { OnPart } from "./finished-part.ts";
import { createMaskFile } from "./mask-file.ts";
import { type OpenPair, openPair, type PairWork } from "./pair-tiles.ts";
import type { Onto } from "./resampled-image.ts";
import { runTiles } from "./tile-threads.ts";

const MOST_TILE_VALUES = 24_000_000;

/** One of the two images: where it lies, and what is known of it. */
export interface PairImage {
  readonly path: string;
  readonly header: SceneHeader;
  readonly blockHeight: number;
  /** Where it has to be brought onto another grid; its header tells that grid. */
  readonly onto: Onto | null;
}

interface TiledOptions {
  readonly areas: DetectionAreas;
  /** Without it the method of pairs, learned from samples of the scene. */
  readonly fall?: number;
  /** Written tile by tile. */
  readonly mask?: string;
  readonly progress?: Progress;
  /** Values of both dates that one tile holds at once. */
  readonly tileValues?: number;
  readonly onPart?: OnPart;
}

/** Compares two images of any size: what is held grows with the size of a tile and with what is found. Refuses what `detectChanges` does. */
export async function detectInTiles(before: PairImage, after: PairImage, options: TiledOptions): Promise<Detection> {
  const { areas, fall, progress = silentProgress } = options;
  const shared = alignScenes(before.header, after.header);
  const grid = { ...shared.grid, crs: shared.system.name };
  const { roles, bands } = fall === undefined ? shared : onlyIndexBands(shared, before.header, after.header);
  const alignment = { windows: shared.windows, bands };
  const place = { grid, system: shared.system };
  const [parcels, approvals] = [placed(areas.parcels, false), placed(areas.approvals, true)];
  const files = { before: before.path, after: after.path };
  const { method, iterations, pixels } = await methodOf();
  const dates = { from: before.header.date, to: after.header.date };
  const work: PairWork = {
    kind: "pair",
    run: { grid, roles, dates, method, keepsMask: options.mask !== undefined },
    files,
    onto: after.onto,
    alignment,
  };
  const mostPixels = Math.floor((options.tileValues ?? MOST_TILE_VALUES) / (2 * roles.length));
  const tiles = tilesOf(grid, {
    haloPixels: haloOf(method.kind),
    blockHeight: before.blockHeight,
    mostPixels,
    // What is unpacked is a row of blocks at least.
    mostWidth: Math.max(1024, Math.min(16_384, Math.floor(mostPixels / Math.min(before.blockHeight, 512)))),
  });
  const found = await runAll();
  const joined = joinTiles(work.run, found, ground());
  if (joined.comparedPixels === 0)
    throw new YuejianError("IMAGES_LACK_PIXELS", { before: before.header.name, after: after.header.name, pixels: 0 });
  const correlations = method.kind === "alteration" ? method.transform.correlations : [];
  return {
    pair: { before: { grid }, system: shared.system },
    mask: null,
    violations: joined.violations,
    threshold: method.kind === "alteration" ? (method.limits?.threshold ?? null) : method.fall,
    correlations,
    bands: roles,
    indices: joined.indices,
    comparedPixels: joined.comparedPixels,
    changedPixels: joined.changedPixels,
    parcelCount: parcels?.count ?? null,
    approvalsSubtracted: joined.subtracted,
    doubts: pairDoubts({
      before: before.header,
      after: after.header,
      indices: joined.indices,
      correlations: method.kind === "alteration" ? correlations : null,
      changedShare: joined.changedPixels / joined.comparedPixels,
      comparedShare: joined.comparedPixels / (grid.width * grid.height),
      questionable: joined.questionable.map((id) => ({ id })),
    }),
    tiles: { count: tiles.length, iterations, learnedFromPixels: pixels },
  };

  function ground() {
    return { system: shared.system, hasParcels: parcels !== null };
  }

  function placed(file: AreaFile | undefined, mayLieOutside: boolean) {
    return file === undefined ? null : placeAreas(file, place, mayLieOutside);
  }

  async function methodOf(): Promise<{ method: TileMethod; iterations: number; pixels: number }> {
    if (fall !== undefined) return { method: { kind: "difference", fall }, iterations: 0, pixels: 0 };
    const pair = await openPair({ files, onto: after.onto, alignment }, {});
    try {
      const samples = await readSamples(pair);
      const learned = learnScene(samples);
      if (learned !== null) return learned;
      throw new YuejianError("IMAGES_LACK_PIXELS", {
        before: before.header.name,
        after: after.header.name,
        pixels: samples.reduce(
          (sum, sample) => sum + sample.before.valid.reduce((own, value, at) => own + (value & (sample.after.valid[at] ?? 0)), 0),
          0,
        ),
      });
    } finally {
      await pair.close();
    }
  }

  async function readSamples(pair: OpenPair): Promise<RasterPair[]> {
    const windows = sampleWindows(grid, before.blockHeight);
    const samples: RasterPair[] = [];
    for (const window of windows) {
      progress.signal.throwIfAborted();
      samples.push(await pair.read(window));
      progress.report(samples.length, windows.length, { zh: "读取样本，学习变化的判据", en: "reading samples to learn what change is" });
    }
    return samples;
  }

  async function runAll(): Promise<TileFound[]> {
    const mask = options.mask === undefined ? null : await createMaskFile(options.mask, grid, 255);
    const results: TileFound[] = [];
    let done = 0;
    try {
      await runTiles(work, {
        tiles: tiles.length,
        taskOf: (index) => {
          const tile = tiles[index] as (typeof tiles)[number];
          return { tile, parcels: parcels?.in(tile.window) ?? null, approvals: approvals?.in(tile.window) ?? null };
        },
        async onFound(index, tile: TileFound) {
          const { core } = tiles[index] as (typeof tiles)[number];
          if (tile.mask !== null) await mask?.write(core, tile.mask);
          results[index] = { ...tile, mask: null };
          if (options.onPart !== undefined) {
            const { violations } = joinTiles(work.run, [tile], ground());
            await options.onPart({ parts: tiles.length, grid, system: shared.system, window: core, found: violations });
          }
          progress.report(++done, tiles.length, { zh: "逐块比较", en: "comparing tile by tile" });
        },
        signal: progress.signal,
      });
    } finally {
      await mask?.close();
    }
    return results;
  }
}

/** IMAGE_BANDS_UNKNOWN where red and near infrared are not among the bands that both have. */
function onlyIndexBands(shared: ReturnType<typeof alignScenes>, before: SceneHeader, after: SceneHeader) {
  const places = (["red", "nir"] as const).map((role) => shared.roles.indexOf(role));
  if (places.some((place) => place < 0))
    throw new YuejianError("IMAGE_BANDS_DIFFER", {
      before: before.name,
      after: after.name,
      beforeBands: before.roles.map((role) => role ?? "?").join(","),
      afterBands: after.roles.map((role) => role ?? "?").join(","),
    });
  const pick = (bands: readonly number[]) => places.map((place) => bands[place] ?? 0);
  return { roles: ["red", "nir"] as const, bands: { before: pick(shared.bands.before), after: pick(shared.bands.after) } };
}
