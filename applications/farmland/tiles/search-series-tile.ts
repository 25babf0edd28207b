import { type GridWindow, widened } from "@yuejian/imagery";
import type { DetectionAreas } from "../ground.ts";
import type { SceneSeries } from "../series.ts";
import { findInSeriesTile, holds, type SeriesRun } from "./find-in-series-tile.ts";
import { GROWTH_PIXELS, type Horizon } from "./horizon.ts";
import type { PlacedViolation, SeriesTileFound } from "./join-series-tiles.ts";
import type { SlidingWatch } from "./sliding-watch.ts";
import type { Tile } from "./tile-plan.ts";

/** Pixels around a core that are seen with it: most objects, and what decides about them, lie within. */
export const SERIES_HALO = 64;

/** Around what does not lie within, one looks again so far, and then once more. */
const LOOKS = [64, 128] as const;

/** How far beyond a tile's window areas may be asked for. */
export const AREAS_REACH = LOOKS[0] + LOOKS[1];

/** What a tile needs from outside. */
export interface SeriesTileSource {
  /** All dates over a window. */
  readonly read: (window: GridWindow) => Promise<SceneSeries>;
  readonly areasIn: (window: GridWindow) => DetectionAreas;
  /** No window of more pixels is looked at again. */
  readonly mostPixels: number;
  /** What watched the tile above it. */
  readonly sliding?: SlidingWatch;
}

/** Works on one tile: the objects whose first pixel lies in its core are those that the whole scene would show. Where its window does not show an object whole, or not what decides about it, a larger one around the object is read; what even
 *  that does not show is told as it was seen, and counted as `cut`. */
export async function searchSeriesTile(run: SeriesRun, { core, window }: Tile, source: SeriesTileSource): Promise<SeriesTileFound> {
  const look = async (seen: GridWindow, sliding?: SlidingWatch) => {
    const series = await source.read(seen);
    return findInSeriesTile(run, { core, window: seen, series, areas: source.areasIn(seen), ...(sliding && { sliding }) });
  };
  const { tile, horizon } = await look(window, source.sliding);
  if (horizon === null) return tile;
  const known = { found: new Map<number, PlacedViolation>(), possible: new Map<number, PlacedViolation>() };
  let cut = 0;
  take(tile, ({ isUnsure }) => !isUnsure);
  await settle(openAround(core, horizon, window), tile, 0);
  return { ...tile, found: [...known.found.values()], possible: [...known.possible.values()], cut };

  /** Looks again at pieces that were not seen whole; `before` is how they were seen. */
  async function settle(open: readonly GridWindow[], before: SeriesTileFound, times: number): Promise<void> {
    const around = LOOKS[times];
    for (const place of grouped(open.map((box) => widened(box, around ?? GROWTH_PIXELS, run.grid)))) {
      const isHere = ({ first }: PlacedViolation) => holds(place, first, run.grid) && isUnsureAtFirst(first);
      if (around === undefined || place.width * place.height > source.mostPixels) {
        cut += take(before, (each) => each.isUnsure && isHere(each));
        continue;
      }
      const again = await look(place);
      take(again.tile, (each) => !each.isUnsure && isHere(each));
      if (again.horizon === null) continue;
      const left = openAround(core, again.horizon, place).filter((box) => open.some((each) => meets(each, box)));
      await settle(left, again.tile, times + 1);
    }
  }

  /** At the first look. What was sure then is known. */
  function isUnsureAtFirst(first: number): boolean {
    const [column, row] = [(first % run.grid.width) - window.column, Math.floor(first / run.grid.width) - window.row];
    return horizon?.unsure[row * window.width + column] === 1;
  }

  function take(seen: SeriesTileFound, isTaken: (each: PlacedViolation) => boolean): number {
    let taken = 0;
    for (const which of ["found", "possible"] as const)
      for (const each of seen[which])
        if (!known[which].has(each.first) && isTaken(each)) {
          known[which].set(each.first, each);
          taken++;
        }
    return taken;
  }
}

/** Pieces that reach beyond a window and may begin in the core, in columns and rows of the scene. */
function openAround(core: GridWindow, horizon: Horizon, { column, row }: GridWindow): GridWindow[] {
  return horizon.open
    .map((box) => ({ ...box, column: box.column + column, row: box.row + row }))
    .filter((box) => meets(grown(box, GROWTH_PIXELS + 1), core));
}

function grown({ column, row, width, height }: GridWindow, pixels: number): GridWindow {
  return { column: column - pixels, row: row - pixels, width: width + 2 * pixels, height: height + 2 * pixels };
}

function meets(one: GridWindow, other: GridWindow): boolean {
  return (
    one.column < other.column + other.width &&
    other.column < one.column + one.width &&
    one.row < other.row + other.height &&
    other.row < one.row + one.height
  );
}

/** Windows that meet become one. */
function grouped(windows: readonly GridWindow[]): GridWindow[] {
  const groups: GridWindow[] = [];
  for (let window of windows) {
    for (let at = groups.findIndex((each) => meets(each, window)); at >= 0; at = groups.findIndex((each) => meets(each, window)))
      window = around(window, ...groups.splice(at, 1));
    groups.push(window);
  }
  return groups;
}

function around(...windows: readonly GridWindow[]): GridWindow {
  const column = Math.min(...windows.map((each) => each.column));
  const row = Math.min(...windows.map((each) => each.row));
  return {
    column,
    row,
    width: Math.max(...windows.map((each) => each.column + each.width)) - column,
    height: Math.max(...windows.map((each) => each.row + each.height)) - row,
  };
}
