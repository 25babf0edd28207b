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
  seriesTilesOf,
  type Tile,
} from "@yuejian/farmland";
import { widened } from "@yuejian/imagery";
import type { OnPart } from "./finished-part.ts";
import { KeptImages } from "./kept-images.ts";
import { daysOf, type SeriesPlan } from "./plan-series.ts";
import { readSeriesWindow } from "./read-series-window.ts";
import type { SeriesWork } from "./series-tiles.ts";
import { runTiles, type TileRunner } from "./tile-threads.ts";

/** Pixels × dates that a thread holds at once, some ten bytes each. */
const MOST_OBSERVATIONS = 90_000_000;
/** So many more while it looks at something again. */
const MOST_SEEN_AGAIN = 22_500_000;

export interface TiledSeriesOptions extends SeriesOptions {
  readonly progress?: Progress;
  readonly tileObservations?: number;
  readonly seenAgain?: number;
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
  const images = new KeptImages();
  try {
    for (const [index, window] of samples.entries()) {
      progress.signal.throwIfAborted();
      progress.report(index, samples.length, {
        zh: "读取样本，识别不可靠的日期",
        en: "reading samples to learn which dates cannot be relied on",
      });
      learner.add({ window, series: await readSeriesWindow(plan, window, { images }), areas: given.in(window) });
    }
  } finally {
    await images.close();
  }
  const taught = { ...run, lesson: learner.lesson() };
  const { tileObservations: mostObservations = MOST_OBSERVATIONS, seenAgain = MOST_SEEN_AGAIN } = options;
  const { grid, blockWidth, blockHeight } = plan;
  const dates = run.dates.length;
  const tiles = seriesTilesOf(grid, { haloPixels: SERIES_HALO, blockWidth, blockHeight, dates, mostObservations });
  const work: SeriesWork = { kind: "series", run: taught, plan, mostPixels: Math.floor(seenAgain / dates) };
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
