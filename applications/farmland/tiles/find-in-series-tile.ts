import { dayFromIso } from "@yuejian/identifiers";
import { ALERT_LEVELS, type AlertLevel, CYCLE_PARAMETERS, type Grid, type GridWindow } from "@yuejian/imagery";
import { ControlPixels } from "../control-pixels.ts";
import { PAIR_PARAMETERS } from "../detect-changes.ts";
import type { DetectionAreas } from "../ground.ts";
import type { SceneSeries } from "../series.ts";
import { seriesObjects } from "../series-objects.ts";
import type { FoundObject } from "../series-violation.ts";
import { type Horizon, horizonOf, openSides } from "./horizon.ts";
import type { PlacedViolation, SeriesTileFound } from "./join-series-tiles.ts";
import type { SeriesLesson } from "./learn-series.ts";
import { type SeriesGroundRun, seriesGround } from "./series-ground.ts";
import { SlidingWatch } from "./sliding-watch.ts";

/** What all tiles of a series have in common. Plain data. */
export interface SeriesRun extends SeriesGroundRun {
  readonly lesson: SeriesLesson;
}

interface SeriesTileInput {
  /** What is answered for: objects whose first pixel lies in it. */
  readonly core: GridWindow;
  /** What is seen. */
  readonly window: GridWindow;
  /** Over the window. */
  readonly series: SceneSeries;
  readonly areas: DetectionAreas;
  /** What judged the window above it. */
  readonly sliding?: SlidingWatch;
}

/** Objects of a core as far as its window shows them. `horizon` tells what it cannot; null where the window is the whole scene. */
export function findInSeriesTile(
  run: SeriesRun,
  { core, window, series, areas, sliding = new SlidingWatch(0) }: SeriesTileInput,
): { readonly tile: SeriesTileFound; readonly horizon: Horizon | null } {
  const watchDay = dayFromIso(run.watchFrom);
  const ground = seriesGround(run, window, areas);
  const { observed, judged, trees } = sliding.watch(run, { window, series: { ...series, grid: ground.grid }, counted: ground.counted });
  const possible = ALERT_LEVELS.indexOf("possible");
  const horizon = horizonOf(
    judged.levels.map((level, at) => Number(level >= possible || (trees.levels[at] ?? 0) > 0)),
    window,
    { sides: openSides(window, run.grid), leastPixels: PAIR_PARAMETERS.leastPixels },
  );
  const controlsSince = (day: number) => new ControlPixels(observed, day, run.lesson.alike);
  const objects = seriesObjects({
    observed,
    judged,
    trees,
    ground,
    controls: controlsSince(watchDay),
    controlsSince,
    onDate: run.dates.at(-1) ?? run.watchFrom,
    watchDay,
  });
  const place = (found: readonly FoundObject[]) =>
    found.map((each) => placed(each, { run, window, horizon })).filter(({ first }) => holds(core, first, run.grid));
  const counts = new Uint32Array(ALERT_LEVELS.length);
  let hasHistory = false;
  for (let row = core.row; row < core.row + core.height; row++)
    for (let column = core.column; column < core.column + core.width; column++) {
      const at = (row - window.row) * window.width + column - window.column;
      counts[judged.levels[at] ?? 0] = (counts[judged.levels[at] ?? 0] ?? 0) + 1;
      hasHistory ||= (judged.historyYears[at] ?? 0) >= CYCLE_PARAMETERS.historyYears;
    }
  return {
    tile: {
      found: place(objects.found),
      possible: place(objects.possible),
      pixels: Object.fromEntries(ALERT_LEVELS.map((level, index) => [level, counts[index] ?? 0])) as Record<AlertLevel, number>,
      hasHistory,
      subtracted: ground.subtracted.map(({ id }) => id),
      questionable: ground.questionable.map(({ id }) => id),
      cut: 0,
    },
    horizon,
  };
}

interface Placing {
  readonly run: SeriesRun;
  readonly window: GridWindow;
  readonly horizon: Horizon | null;
}

/** From the window's columns and rows to those of the scene. */
function placed({ violation, pixels }: FoundObject, { run: { grid }, window, horizon }: Placing): PlacedViolation {
  let first = Infinity;
  let isUnsure = false;
  for (const at of pixels) {
    first = Math.min(first, at);
    isUnsure ||= horizon?.unsure[at] === 1;
  }
  const { column, row, width } = window;
  return {
    first: (row + Math.floor(first / width)) * grid.width + column + (first % width),
    isUnsure,
    violation: {
      ...violation,
      outline: violation.outline.map((polygon) => polygon.map((ring) => ring.map(([x, y]) => [x + column, y + row] as const))),
    },
  };
}

/** Whether a place of the scene (row × width + column) lies in a window of it. */
export function holds({ column, row, width, height }: GridWindow, place: number, grid: Pick<Grid, "width">): boolean {
  const [x, y] = [place % grid.width, Math.floor(place / grid.width)];
  return x >= column && x < column + width && y >= row && y < row + height;
}
