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
  /** Wider images are cut into columns, too: */
  readonly mostWidth?: number;
  /** evenly, or, where it is said how many columns the files pack together, so that a window ends with a block. */
  readonly blockWidth?: number;
}

const MOST_WIDTH = 2 ** 14;

/** From the top down. Borders lie so that a window ends with a block of the files: each block is unpacked once by whoever takes tiles in their order. */
export function tilesOf(
  { width, height }: Pick<Grid, "width" | "height">,
  { haloPixels, blockHeight, mostPixels, mostWidth = MOST_WIDTH, blockWidth }: TilePlan,
): Tile[] {
  const across = Math.ceil(width / Math.ceil(width / mostWidth));
  const least = Math.max(1, 4 * haloPixels);
  const columns =
    blockWidth === undefined || width <= mostWidth
      ? cuts(width, { haloPixels: 0, step: across })
      : cuts(width, { haloPixels, step: Math.max(least, stepOf(mostWidth, blockWidth)) });
  const rows = cuts(height, { haloPixels, step: Math.max(least, stepOf(Math.floor(mostPixels / across), blockHeight)) });
  return tilesBetween({ columns, rows }, { width, height }, haloPixels);
}

/** Columns and rows from and to which cores reach. */
export interface Cuts {
  readonly columns: readonly Piece[];
  readonly rows: readonly Piece[];
}

export interface Piece {
  readonly start: number;
  readonly end: number;
}

/** Column by column, from the top down. */
export function tilesBetween({ columns, rows }: Cuts, { width, height }: Pick<Grid, "width" | "height">, haloPixels: number): Tile[] {
  return columns
    .flatMap((column) =>
      rows.map((row) => ({ column: column.start, row: row.start, width: column.end - column.start, height: row.end - row.start })),
    )
    .map((core, index) => ({ index, core, window: widened(core, haloPixels, { width, height }) }));
}

/** Pieces of a length; so many pixels beyond the end of each lies a multiple of the step. */
export function cuts(length: number, { haloPixels, step }: { readonly haloPixels: number; readonly step: number }): Piece[] {
  const pieces: Piece[] = [];
  for (let start = 0; start < length; ) {
    const end = (Math.floor((start + haloPixels) / step) + 1) * step - haloPixels;
    pieces.push({ start, end: end >= length - haloPixels ? length : end });
    start = pieces.at(-1)?.end ?? length;
  }
  return pieces;
}

/** Whole blocks, or an even part of one. */
export function stepOf(rows: number, blockHeight: number): number {
  if (rows >= blockHeight) return Math.floor(rows / blockHeight) * blockHeight;
  return Math.ceil(blockHeight / Math.ceil(blockHeight / Math.max(1, rows)));
}
