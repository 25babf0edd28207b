import { DatabaseSync, type StatementSync } from "node:sqlite";
import { zstdDecompressSync } from "node:zlib";
import type { Cell } from "../engine/cell.ts";
import type { AskedPiece } from "./terms.ts";

/** A row as the index keeps it. */
export interface KeptRow {
  readonly row: number;
  readonly line: number;
  readonly parser: string | null;
  readonly values: Readonly<Record<string, Cell>>;
}

/** Blocks kept unpacked: neighbours are often read one after the other. */
const KEPT_BLOCKS = 8;

/** Row, line and parser stand before the cells. */
const BEFORE_CELLS = 3;

/** Rows of small batches that are kept unpacked in this thread, all batches together. */
const UNPACKED_ROWS = 20_000;

/** The batches whose rows were asked for last. */
class Unpacked {
  readonly #rows = new Map<BatchIndex, readonly KeptRow[]>();
  #total = 0;

  of(index: BatchIndex, unpack: () => readonly KeptRow[]): readonly KeptRow[] {
    const rows = this.#rows.get(index) ?? unpack();
    this.drop(index);
    this.#rows.set(index, rows);
    this.#total += rows.length;
    for (const oldest of this.#rows.keys()) {
      if (this.#total <= UNPACKED_ROWS) break;
      this.drop(oldest);
    }
    return rows;
  }

  drop(index: BatchIndex): void {
    this.#total -= this.#rows.get(index)?.length ?? 0;
    this.#rows.delete(index);
  }
}

const unpacked = new Unpacked();

/** The index of one batch, opened for reading. */
export class BatchIndex {
  readonly rows: number;
  /** Bytes of the texts whose words it holds. */
  readonly textBytes: number;
  readonly #database: DatabaseSync;
  readonly #columns: readonly string[];
  readonly #hash: StatementSync;
  readonly #hashes: StatementSync;
  readonly #block: StatementSync;
  readonly #documents: StatementSync;
  readonly #beginning: StatementSync;
  readonly #newest: StatementSync;
  readonly #blocks = new Map<number, readonly string[]>();

  constructor(path: string) {
    this.#database = new DatabaseSync(path, { readOnly: true });
    const facts = new Map(
      this.#database
        .prepare("SELECT name, value FROM fact")
        .all()
        .map(({ name, value }) => [String(name), String(value)]),
    );
    this.rows = Number(facts.get("rows"));
    this.textBytes = Number(facts.get("textBytes"));
    this.#columns = JSON.parse(facts.get("columns") ?? "[]") as string[];
    this.#hash = this.#database.prepare("SELECT row FROM identifier WHERE hash = ? ORDER BY row LIMIT ?");
    this.#hashes = this.#database.prepare(
      "SELECT hash, row FROM json_each(?) AS wanted CROSS JOIN identifier ON hash = wanted.value ORDER BY wanted.key, row LIMIT ?",
    );
    this.#hashes.setReturnArrays(true);
    this.#block = this.#database.prepare("SELECT first, cells FROM block WHERE first <= ? ORDER BY first DESC LIMIT 1");
    this.#documents = this.#database.prepare("SELECT doc FROM vocabulary WHERE term = ?");
    this.#beginning = this.#database.prepare(
      "SELECT sum(doc) AS doc FROM (SELECT doc FROM vocabulary WHERE term >= ? AND term < ? LIMIT 200)",
    );
    this.#newest = this.#database.prepare("SELECT rowid AS row FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT ? OFFSET ?");
  }

  /** Rows that may have it (see `identifierHash`), at most `limit`; what they hold is to be compared. */
  rowsWith(hash: number, limit: number): number[] {
    return this.#hash.all(hash, limit).map(({ row }) => Number(row));
  }

  read(row: number): KeptRow | null {
    const found = this.#block.get(row);
    if (!found) return null;
    const prefix = `[${row},`;
    const line = this.#unpacked(Number(found["first"]), found["cells"] as Uint8Array).find((each) => each.startsWith(prefix));
    return line === undefined ? null : this.#kept(line);
  }

  /** Rows that may have one of them, by digest; null where there are more than `limit`. For many a tenth of what one after the other costs. */
  rowsWithAny(hashes: Iterable<number>, limit: number): ReadonlyMap<number, readonly number[]> | null {
    // In the order of the index.
    const found = this.#hashes.all(JSON.stringify([...new Set(hashes)].toSorted((left, right) => left - right)), limit + 1);
    if (found.length > limit) return null;
    const rows = new Map<number, number[]>();
    for (const [hash, row] of found as unknown as [number, number][]) {
      const known = rows.get(hash);
      if (known) known.push(row);
      else rows.set(hash, [row]);
    }
    return rows;
  }

  /** Every row of the batch. Those of a few small batches stay unpacked: what is new is looked at by several models, one after the other. */
  all(): Iterable<KeptRow> {
    return this.rows > UNPACKED_ROWS ? this.#unpackAll() : unpacked.of(this, () => [...this.#unpackAll()]);
  }

  *#unpackAll(): Generator<KeptRow> {
    for (const { cells } of this.#database.prepare("SELECT cells FROM block ORDER BY first").iterate())
      for (const line of zstdDecompressSync(cells as Uint8Array)
        .toString()
        .split("\n"))
        yield this.#kept(line);
  }

  #kept(line: string): KeptRow {
    const cells = JSON.parse(line) as Cell[];
    const [row, number, parser] = cells;
    const values: Record<string, Cell> = {};
    for (const [at, name] of this.#columns.entries()) values[name] = cells[BEFORE_CELLS + at] ?? null;
    return { row: Number(row), line: Number(number), parser: parser === null || parser === undefined ? null : String(parser), values };
  }

  /** Rows whose texts may hold all pieces, the last of the batch first; what they hold is to be compared. `scopes`: of each list one. */
  rowsAbout(
    pieces: readonly AskedPiece[],
    scopes: readonly (readonly string[])[],
    page: { readonly limit: number; readonly offset: number },
  ): number[] {
    const match = [
      ...pieces.flatMap(({ terms }) => terms.map(({ term, isBegun }) => (isBegun ? `"${term}" *` : `"${term}"`))),
      ...scopes.map((any) => `(${any.map((term) => `"${term}"`).join(" OR ")})`),
    ].join(" AND ");
    return this.#newest.all(match, page.limit, page.offset).map(({ row }) => Number(row));
  }

  /** Rows with the rarest term of a piece: an upper bound for those that have it. */
  rowsAtMost({ terms }: AskedPiece): number {
    return Math.min(
      ...terms.map(({ term, isBegun }) =>
        Number((isBegun ? this.#beginning.get(term, `${term}\u{10ffff}`) : this.#documents.get(term))?.["doc"] ?? 0),
      ),
    );
  }

  get isOpen(): boolean {
    return this.#database.isOpen;
  }

  close(): void {
    unpacked.drop(this);
    if (this.#database.isOpen) this.#database.close();
  }

  #unpacked(first: number, cells: Uint8Array): readonly string[] {
    const known = this.#blocks.get(first);
    if (known) return known;
    const lines = zstdDecompressSync(cells).toString().split("\n");
    this.#blocks.set(first, lines);
    const [oldest] = this.#blocks.keys();
    if (this.#blocks.size > KEPT_BLOCKS && oldest !== undefined) this.#blocks.delete(oldest);
    return lines;
  }
}
