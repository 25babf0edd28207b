import { type Progress, silentProgress } from "@yuejian/contracts";
import {
  AREAS_REACH,
  type DetectionAreas,
  SERIES_HALO,
  type SeriesDetection,
  type SeriesHeader,
  SeriesLearner,
  type SeriesOptions,
  type SeriesTileFound,
  type SeriesViolation,
  seriesDetection,
  seriesSamples,
  seriesTask,
  type Tile,
  tilesOf,
} from "@yuejian/farmland";
import { widened } from "@yuejian/imagery";
import type { OnPart } from "./finished-part.ts";
import { daysOf, type SeriesPlan } from "./plan-series.ts";
import { readSeriesWindow } from "./read-series-window.ts";
import type { SeriesWork } from "./series-tiles.ts";
import { runTiles, type TileRunner } from "./tile-threads.ts";

/** Pixels × dates that a thread holds at once, 13 bytes each; while it looks at something again, half as many more. */
const MOST_OBSERVATIONS = 45_000_000;
const MOST_BLOCK_ROWS = 1024;
const LEAST_BLOCK_ROWS = 512;

export interface TiledSeriesOptions extends SeriesOptions {
  readonly progress?: Progress;
  readonly tileObservations?: number;
  /** Else threads of this machine. */
  readonly runner?: TileRunner;
  /** Told of each tile; a series that is small has none. */
  readonly onPart?: OnPart<SeriesViolation>;
}

/** Watches a series of any size: what is held grows with the size of a tile and with what is found. What `seriesTask` and the readers refuse. */
export async function detectSeriesInTiles(plan: SeriesPlan, areas: DetectionAreas, options: TiledSeriesOptions): Promise<SeriesDetection> {
  const { progress = silentProgress } = options;
  const { run, system, given } = seriesTask(headerOf(plan), areas, options);
  const samples = seriesSamples(run.grid, plan.blockHeight);
  const learner = new SeriesLearner(run, samples.length);
  for (const [index, window] of samples.entries()) {
    progress.signal.throwIfAborted();
    progress.report(index, samples.length, {
      zh: "读取样本，识别不可靠的日期",
      en: "reading samples to learn which dates cannot be relied on",
    });
    learner.add({ window, series: await readSeriesWindow(plan, window), areas: given.in(window) });
  }
  const taught = { ...run, lesson: learner.lesson() };
  const mostPixels = Math.floor((options.tileObservations ?? MOST_OBSERVATIONS) / run.dates.length);
  const tiles = seriesTiles(plan, mostPixels);
  const work: SeriesWork = { kind: "series", run: taught, plan, mostPixels: Math.floor(mostPixels / 2) };
  const found: SeriesTileFound[] = [];
  let done = 0;
  await (options.runner ?? runTiles)(work, {
    tiles: tiles.length,
    taskOf: (index) => {
      const tile = tiles[index] as Tile;
      return { tile, areas: given.in(widened(tile.window, AREAS_REACH, run.grid)) };
    },
    async onFound(index, tile: SeriesTileFound) {
      found[index] = tile;
      await options.onPart?.({
        parts: tiles.length,
        grid: run.grid,
        system,
        window: (tiles[index] as Tile).core,
        found: [...tile.found, ...tile.possible].map(({ violation }) => violation),
      });
      progress.report(++done, tiles.length, { zh: "逐块比对时间序列", en: "watching tile by tile" });
    },
    signal: progress.signal,
  });
  return seriesDetection(taught, found, { system, given });
}

function headerOf(plan: SeriesPlan): SeriesHeader {
  return { name: plan.name, grid: plan.grid, dates: daysOf(plan).map(({ date }) => date) };
}

/** Windows of at most so many pixels, as far as halo and blocks allow. */
function seriesTiles({ grid, blockWidth, blockHeight }: SeriesPlan, mostPixels: number): Tile[] {
  const side = Math.max(4 * SERIES_HALO, Math.floor(Math.sqrt(mostPixels)) - 2 * SERIES_HALO);
  // Blocks are unpacked whole; of very large ones, parts are used.
  const rows = Math.min(side, blockHeight > MOST_BLOCK_ROWS ? LEAST_BLOCK_ROWS : Math.max(blockHeight, Math.min(side, LEAST_BLOCK_ROWS)));
  const mostWidth = Math.max(4 * SERIES_HALO, Math.floor(mostPixels / (rows + 2 * SERIES_HALO)) - 2 * SERIES_HALO);
  return tilesOf(grid, { haloPixels: SERIES_HALO, blockHeight, blockWidth, mostPixels: rows * Math.min(mostWidth, grid.width), mostWidth });
}
