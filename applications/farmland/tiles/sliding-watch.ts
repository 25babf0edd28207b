import { dayFromIso } from "@yuejian/identifiers";
import { type GridWindow, sharedRows } from "@yuejian/imagery";
import { type JudgedPixels, judgePixels, type PixelJudgements } from "../judge-pixels.ts";
import { type KnownPixels, type ObservedSeries, observeSeries } from "../observed-series.ts";
import { type PlantationPixels, plantationWatch } from "../plantation.ts";
import type { SceneSeries } from "../series.ts";
import type { SeriesLesson } from "./learn-series.ts";

/** What every pixel of a window says by itself. */
export interface WatchedPixels {
  readonly observed: ObservedSeries;
  readonly judged: JudgedPixels;
  readonly trees: PlantationPixels;
}

interface Watching {
  readonly window: GridWindow;
  /** Over the window. */
  readonly series: SceneSeries;
  readonly counted: Float32Array | null;
}

/** What all windows have in common. */
interface SlidingRun {
  readonly watchFrom: string;
  readonly lesson: Pick<SeriesLesson, "unreliable">;
}

interface LastRows {
  readonly window: GridWindow;
  readonly judged: PixelJudgements;
  readonly trees: PlantationPixels;
}

/** Judges the pixels of windows of one run. Of windows that follow one another downwards, pixels that two of them share are judged once: a pixel is judged by its own years, and by clouds next to it. */
export class SlidingWatch {
  readonly #rows: number;
  #last: LastRows | null = null;

  /** So many of the last rows of a window are kept: those that the next one may share. */
  constructor(rows: number) {
    this.#rows = rows;
  }

  watch(run: SlidingRun, { window, series, counted }: Watching): WatchedPixels {
    const watchDay = dayFromIso(run.watchFrom);
    const last = this.#last;
    // Clouds below its end were not seen by the window above.
    const rows = last === null ? 0 : sharedRows(last.window, window) - 1;
    const known = <Part>(of: Part | undefined): KnownPixels<Part> | null =>
      last === null || of === undefined || rows <= 0
        ? null
        : { of, from: (window.row - last.window.row) * window.width, count: rows * window.width };
    const observed = observeSeries(series);
    const { found: trees, visit } = plantationWatch(observed, watchDay, known(last?.trees));
    const judging = { counted, watchDay, unreliable: run.lesson.unreliable };
    const judged = judgePixels(observed, judging, { known: known(last?.judged), visit });
    this.#last = this.#rows === 0 ? null : lastRows({ judged, trees }, window, Math.min(this.#rows, window.height));
    return { observed, judged, trees };
  }
}

function lastRows({ judged, trees }: Pick<LastRows, "judged" | "trees">, window: GridWindow, rows: number): LastRows {
  const from = (window.height - rows) * window.width;
  const { levels, lastNormal, firstAbnormal, historyYears, marks } = judged;
  return {
    window: { ...window, row: window.row + window.height - rows, height: rows },
    judged: {
      levels: levels.slice(from),
      lastNormal: lastNormal.slice(from),
      firstAbnormal: firstAbnormal.slice(from),
      historyYears: historyYears.slice(from),
      marks: marks.slice((marks.length / levels.length) * from),
    },
    trees: { levels: trees.levels.slice(from), lastCrop: trees.lastCrop.slice(from), firstTrees: trees.firstTrees.slice(from) },
  };
}
