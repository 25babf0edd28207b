import { buffer } from "node:stream/consumers";
import type { Grid } from "@yuejian/imagery";
import type { KeptFiles } from "../files/index.ts";
import type { SeenScene } from "./measure-images.ts";

/** The vegetation index of every cell over time, one byte a date: hundredths, or unseen. A cell is a pixel, or a block of pixels shown by its middle one
 *  where the whole would be larger than the limit. Cell after cell, so that one curve is one read. */
export interface SeriesShape {
  readonly columns: number;
  readonly rows: number;
  /** Pixels a side of a cell. */
  readonly factor: number;
  readonly dates: readonly string[];
}

const UNSEEN = -128;
const MOST_BYTES = 2 ** 25;

/** Packs day after day. */
export class SeriesPacker {
  readonly shape: SeriesShape;
  readonly #grid: Grid;
  readonly #bytes: Int8Array;

  constructor(grid: Grid, dates: readonly string[]) {
    const { factor, columns, rows } = cellsOf(grid, dates.length);
    this.shape = { columns, rows, factor, dates };
    this.#grid = grid;
    this.#bytes = new Int8Array(columns * rows * dates.length);
  }

  add({ date, ndvi, clear }: SeenScene): void {
    const { width, height } = this.#grid;
    const { columns, rows, factor, dates } = this.shape;
    const middle = Math.floor(factor / 2);
    const place = dates.indexOf(date);
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++) {
        const y = Math.min(height - 1, row * factor + middle);
        const x = Math.min(width - 1, column * factor + middle);
        const at = y * width + x;
        const value = ndvi[at] ?? Number.NaN;
        this.#bytes[(row * columns + column) * dates.length + place] =
          clear[at] !== 1 || Number.isNaN(value) ? UNSEEN : Math.max(-100, Math.min(100, Math.round(value * 100)));
      }
  }

  bytes(): Uint8Array {
    return new Uint8Array(this.#bytes.buffer);
  }
}

function cellsOf({ width, height }: Grid, dates: number) {
  for (let factor = 1; ; factor++) {
    const [columns, rows] = [Math.ceil(width / factor), Math.ceil(height / factor)];
    if (columns * rows * dates <= MOST_BYTES || (columns === 1 && rows === 1)) return { factor, columns, rows };
  }
}

export interface CurvePoint {
  /** YYYY-MM-DD */
  readonly date: string;
  /** Null: not seen clearly. */
  readonly ndvi: number | null;
}

/** The curve of the cell that holds a pixel. */
export async function readCurve(
  files: KeptFiles,
  { sha256, shape }: { readonly sha256: string; readonly shape: SeriesShape },
  { column, row }: { readonly column: number; readonly row: number },
): Promise<CurvePoint[]> {
  const { columns, factor, dates } = shape;
  const start = (Math.floor(row / factor) * columns + Math.floor(column / factor)) * dates.length;
  const { content } = await files.read(sha256, { start, end: start + dates.length - 1 });
  const bytes = new Int8Array(await buffer(content));
  return dates.map((date, at) => ({ date, ndvi: bytes[at] === UNSEEN ? null : (bytes[at] ?? 0) / 100 }));
}
