import { type Grid, type GridWindow, widened } from "@yuejian/imagery";

/** A piece of a scene that is worked on by itself. Plain data: a tile can be given to another thread or another machine. */
export interface Tile {
  readonly index: number;
  /** What it answers for; cores cover the scene and do not overlap. */
  readonly core: GridWindow;
  /** What it has to see for that: the core and its surroundings. */
  readonly window: GridWindow;
}

export interface TilePlan {
  /** Pixels around a core that decide about it. */
  readonly haloPixels: number;
  /** Rows that the files pack together. */
  readonly blockHeight: number;
  /** Pixels of one core, as far as one row allows. */
  readonly mostPixels: number;
  /** Wider images are cut into columns, too. */
  readonly mostWidth?: number;
}

const MOST_WIDTH = 2 ** 14;

/** From the top down. Borders lie so that a window ends with a block of the files: each block is unpacked once by whoever takes tiles in their order. */
export function tilesOf(
  { width, height }: Pick<Grid, "width" | "height">,
  { haloPixels, blockHeight, mostPixels, mostWidth = MOST_WIDTH }: TilePlan,
): Tile[] {
  const columns = Math.ceil(width / mostWidth);
  const across = Math.ceil(width / columns);
  const rows = Math.max(1, 4 * haloPixels, stepOf(Math.floor(mostPixels / across), blockHeight));
  const tiles: Tile[] = [];
  for (let left = 0; left < width; left += across)
    for (let top = 0; top < height; ) {
      const end = (Math.floor((top + haloPixels) / rows) + 1) * rows - haloPixels;
      const bottom = end >= height - haloPixels ? height : end;
      const core = { column: left, row: top, width: Math.min(across, width - left), height: bottom - top };
      tiles.push({ index: tiles.length, core, window: widened(core, haloPixels, { width, height }) });
      top = bottom;
    }
  return tiles;
}

/** Whole blocks, or an even part of one. */
function stepOf(rows: number, blockHeight: number): number {
  if (rows >= blockHeight) return Math.floor(rows / blockHeight) * blockHeight;
  return Math.ceil(blockHeight / Math.ceil(blockHeight / Math.max(1, rows)));
}
