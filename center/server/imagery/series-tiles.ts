import {
  type DetectionAreas,
  giveAreas,
  SERIES_HALO,
  type SeriesRun,
  type SeriesTileFound,
  SlidingWatch,
  searchSeriesTile,
  type Tile,
} from "@yuejian/farmland";
import { type GridWindow, referenceSystem } from "@yuejian/imagery";
import type { SeriesPlan } from "./plan-series.ts";
import { readSeriesWindow } from "./read-series-window.ts";
import { SlidingSeries } from "./sliding-series.ts";

/** Everything that a thread, or another machine with the same files, needs to work on tiles of a series. Plain data. */
export interface SeriesWork {
  readonly kind: "series";
  readonly run: SeriesRun;
  readonly plan: SeriesPlan;
  /** Pixels of the largest window that is read a second time. */
  readonly mostPixels: number;
}

/** One tile with the areas that touch it or what may be looked at around it. Plain data. */
export interface SeriesTileTask {
  readonly tile: Tile;
  readonly areas: DetectionAreas;
}

/** Works on the tiles that it is given, best from the top down. */
export class SeriesTileWorker {
  readonly #work: SeriesWork;
  readonly #sliding: SlidingSeries;
  readonly #watch = new SlidingWatch(2 * SERIES_HALO);

  constructor(work: SeriesWork) {
    this.#work = work;
    this.#sliding = new SlidingSeries(work.plan, work.run.watchFrom);
  }

  /** What it answers is plain data and can be joined with that of other tiles. */
  run({ tile, areas }: SeriesTileTask): Promise<SeriesTileFound> {
    const { run, plan, mostPixels } = this.#work;
    const system = referenceSystem(run.grid.crs ?? "");
    if (system === null) throw new Error("the grid of a run has a reference system");
    const given = giveAreas(areas, { grid: run.grid, system }, true);
    const read = (window: GridWindow) => (window === tile.window ? this.#sliding.read(window) : readSeriesWindow(plan, window));
    return searchSeriesTile(run, tile, { read, areasIn: (window) => given.in(window), mostPixels, sliding: this.#watch });
  }

  close(): Promise<void> {
    return this.#sliding.close();
  }
}
