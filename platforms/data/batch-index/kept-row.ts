import type { Cell } from "../engine/cell.ts";

/** A row as the index keeps it. */
export interface KeptRow {
  readonly row: number;
  readonly line: number;
  readonly parser: string | null;
  readonly values: Readonly<Record<string, Cell>>;
  /** One of its values; null also for what its batch does not have. */
  cell(column: string): Cell;
}

/** Row, line and parser stand before the cells. */
const BEFORE_CELLS = 3;

/** Of a row most values are never asked for. */
class PackedRow implements KeptRow {
  readonly #cells: readonly Cell[];
  readonly #places: ReadonlyMap<string, number>;
  #values: Readonly<Record<string, Cell>> | null = null;

  constructor(cells: readonly Cell[], places: ReadonlyMap<string, number>) {
    this.#cells = cells;
    this.#places = places;
  }

  get row(): number {
    return Number(this.#cells[0]);
  }

  get line(): number {
    return Number(this.#cells[1]);
  }

  get parser(): string | null {
    const parser = this.#cells[2];
    return parser === null || parser === undefined ? null : String(parser);
  }

  get values(): Readonly<Record<string, Cell>> {
    if (this.#values) return this.#values;
    const values: Record<string, Cell> = {};
    for (const [name, at] of this.#places) values[name] = this.#cells[at] ?? null;
    this.#values = values;
    return values;
  }

  cell(column: string): Cell {
    const at = this.#places.get(column);
    return at === undefined ? null : (this.#cells[at] ?? null);
  }
}

/** Reads the rows of a batch from their packed lines. */
export class RowReader {
  readonly #places: ReadonlyMap<string, number>;

  constructor(columns: readonly string[]) {
    this.#places = new Map(columns.map((name, at) => [name, BEFORE_CELLS + at]));
  }

  one(line: string): KeptRow {
    return new PackedRow(JSON.parse(line) as Cell[], this.#places);
  }

  /** `lines`: of a block. */
  many(lines: string): KeptRow[] {
    return (JSON.parse(`[${lines}]`) as Cell[][]).map((cells) => new PackedRow(cells, this.#places));
  }
}
