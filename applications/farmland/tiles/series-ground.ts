import { type Grid, type GridWindow, referenceSystem, windowGrid } from "@yuejian/imagery";
import { type DetectionAreas, groundOf } from "../ground.ts";

/** Where and when a series is watched. Plain data. */
export interface SeriesGroundRun {
  /** Of the whole scene. */
  readonly grid: Grid;
  /** YYYY-MM-DD, ascending. */
  readonly dates: readonly string[];
  readonly watchFrom: string;
}

/** The ground of a window; an approval counts where it was valid through the watch. */
export function seriesGround({ grid, dates, watchFrom }: SeriesGroundRun, window: GridWindow, areas: DetectionAreas) {
  const system = referenceSystem(grid.crs ?? "");
  if (system === null) throw new Error("the grid of a run has a reference system");
  const place = { grid: windowGrid(grid, window), system };
  return groundOf(areas, place, { from: watchFrom, to: dates.at(-1) ?? watchFrom }, { mayLieOutside: true });
}
