import type { Grid } from "@yuejian/imagery";
import { type Cuts, cuts, type Piece, stepOf, type Tile, tilesBetween } from "./tile-plan.ts";

/** How the images of a series lie in their files, and what may be held of them. */
export interface SeriesTilePlan {
  readonly haloPixels: number;
  /** Columns and rows that the files pack together. */
  readonly blockWidth: number;
  readonly blockHeight: number;
  readonly dates: number;
  /** Pixels × dates of one window, as far as its halo allows. */
  readonly mostObservations: number;
}

/** What is cut into rows of tiles is about so high; many threads share a scene. */
const HEIGHTS = [512, 342, 256, 205, 171, 146, 128, 114, 103, 85, 73, 64];
const WIDTHS = [...Array.from({ length: 32 }, (_, each) => 512 * (32 - each)), 384, 256, 192, 128];

/** Nanoseconds that it takes to judge, and to unpack, a pixel of a date, and to look for objects at a pixel of a window, as they were measured: only what they are to one another matters. */
const COST = { judged: 80, unpacked: 55, lookedAt: 2000 } as const;
/** A window of so many pixels × dates is worth twice the work. */
const HELD_WORTH = 150_000_000;

/** Tiles of a series, cut so that it costs least. Of windows that follow one another downwards shared rows are judged once; columns of tiles judge and unpack again what lies beside them; a block that a window needs in part is unpacked from its beginning down to there each time; around every core
 *  objects are looked for again. With many dates a window holds few pixels: then it is wide and flat. */
export function seriesTilesOf(size: Pick<Grid, "width" | "height">, plan: SeriesTilePlan): Tile[] {
  const { haloPixels, blockWidth, blockHeight, dates, mostObservations } = plan;
  const whole = { start: 0, end: size.width };
  const acrosses = [[whole], ...stepsOf(WIDTHS, blockWidth, haloPixels).map((step) => cuts(size.width, { haloPixels, step }))];
  const downs = stepsOf(HEIGHTS, blockHeight, haloPixels).map((step) => cuts(size.height, { haloPixels, step }));
  const known = acrosses.flatMap((columns) => downs.map((rows) => costed({ columns, rows }, size, plan)));
  const fitting = known.filter(({ pixels }) => pixels * dates <= mostObservations);
  const [best] =
    fitting.length > 0
      ? fitting.sort((left, right) => left.cost - right.cost)
      : known.sort((left, right) => left.pixels - right.pixels || left.cost - right.cost);
  return tilesBetween(best?.cut ?? { columns: [whole], rows: [{ start: 0, end: size.height }] }, size, haloPixels);
}

function stepsOf(lengths: readonly number[], block: number, haloPixels: number): number[] {
  return [...new Set(lengths.map((length) => Math.max(haloPixels, stepOf(length, block))))];
}

interface Costed {
  readonly cut: Cuts;
  /** Of the largest window. */
  readonly pixels: number;
  readonly cost: number;
}

function costed(cut: Cuts, { width, height }: Pick<Grid, "width" | "height">, plan: SeriesTilePlan): Costed {
  const { haloPixels, blockWidth, blockHeight, dates } = plan;
  const columns = cut.columns.map((piece) => seenAround(piece, haloPixels, width));
  const rows = cut.rows.map((piece) => seenAround(piece, haloPixels, height));
  let unpackedRows = 0;
  let read = 0;
  for (const { end } of rows) {
    for (let top = Math.floor(read / blockHeight) * blockHeight; top < end; top += blockHeight)
      unpackedRows += Math.min(end - top, blockHeight);
    read = end;
  }
  const across = sum(columns.map(({ start, end }) => (Math.ceil(end / blockWidth) - Math.floor(start / blockWidth)) * blockWidth));
  const seen = sum(columns.map(lengthOf));
  const pixels = Math.max(...columns.map(lengthOf)) * Math.max(...rows.map(lengthOf));
  const work =
    dates * (COST.judged * seen * height + COST.unpacked * across * unpackedRows) + COST.lookedAt * seen * sum(rows.map(lengthOf));
  return { cut, pixels, cost: work * (1 + (pixels * dates) / HELD_WORTH) };
}

const lengthOf = ({ start, end }: Piece): number => end - start;

const seenAround = ({ start, end }: Piece, pixels: number, most: number): Piece => ({
  start: Math.max(0, start - pixels),
  end: Math.min(most, end + pixels),
});

const sum = (values: readonly number[]): number => values.reduce((total, each) => total + each, 0);
