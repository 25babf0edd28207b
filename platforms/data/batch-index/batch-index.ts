import { DatabaseSync, type StatementSync } from "node:sqlite";
import type { AskedHashes } from "./asked-hashes.ts";
import { BETWEEN_LINES, SMALL_BATCH, Unpacker } from "./blocks.ts";
import { KeptInThread } from "./kept-in-thread.ts";
import { type KeptRow, RowReader } from "./kept-row.ts";
import type { AskedPiece } from "./terms.ts";

export type { KeptRow } from "./kept-row.ts";

/** Blocks kept unpacked: neighbours are often read one after the other. */
const KEPT_BLOCKS = 8;

/** Small batches whose rows were asked for last, unpacked: what is new is looked at by several models. */
const unpacked = new KeptInThread<BatchIndex, readonly KeptRow[]>(SMALL_BATCH);

/** Digests of a batch in their order, and the row of each. */
export interface BatchDigests {
  readonly length: number;
  readonly hashes: Float64Array;
  readonly rows: Float64Array;
}

/** Those of the small batches that were asked last. */
const digests = new KeptInThread<BatchIndex, BatchDigests>(1_000_000);

const HASH = "SELECT row FROM identifier WHERE hash = ? ORDER BY row LIMIT ?";
const HASHES = "SELECT hash, row FROM json_each(?) AS wanted CROSS JOIN identifier ON hash = wanted.value ORDER BY wanted.key, row LIMIT ?";
const ALL_HASHES = "SELECT hash, row FROM identifier ORDER BY hash, row";
const BLOCK = "SELECT first, cells FROM block WHERE first <= ? ORDER BY first DESC LIMIT 1";
const BLOCKS =
  "SELECT cells FROM block WHERE first IN (SELECT (SELECT max(first) FROM block WHERE first <= wanted.value) FROM json_each(?) AS wanted)";
const DOCUMENTS = "SELECT doc FROM vocabulary WHERE term = ?";
const BEGINNING = "SELECT sum(doc) AS doc FROM (SELECT doc FROM vocabulary WHERE term >= ? AND term < ? LIMIT 200)";
const NEWEST = "SELECT rowid AS row FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT ? OFFSET ?";

/** The index of one batch, opened for reading. */
export class BatchIndex {
  readonly rows: number;
  /** Bytes of the texts whose words it holds. */
  readonly textBytes: number;
  readonly #database: DatabaseSync;
  readonly #reader: RowReader;
  readonly #unpacker: Unpacker;
  readonly #prepared = new Map<string, StatementSync>();
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
    this.#unpacker = new Unpacker(this.#database);
    this.#reader = new RowReader(JSON.parse(facts.get("columns") ?? "[]") as string[]);
  }

  /** Rows that may have it (see `identifierHash`), at most `limit`; what they hold is to be compared. */
  rowsWith(hash: number, limit: number): number[] {
    return this.#statement(HASH)
      .all(hash, limit)
      .map(({ row }) => Number(row));
  }

  read(row: number): KeptRow | null {
    const known = unpacked.known(this);
    if (known) return rowIn(known, row);
    const found = this.#statement(BLOCK).get(row);
    if (!found) return null;
    const prefix = `[${row},`;
    const line = this.#unpacked(Number(found["first"]), found["cells"] as Uint8Array).find((each) => each.startsWith(prefix));
    return line === undefined ? null : this.#reader.one(line);
  }

  /** Rows by number, those that are there; of many a small part of what one after the other costs. */
  readMany(wanted: ReadonlySet<number>): KeptRow[] {
    const known = unpacked.known(this);
    if (known) return Array.from(wanted, (row) => rowIn(known, row)).filter((row) => row !== null);
    const blocks = this.#statement(BLOCKS).all(`[${[...wanted].join(",")}]`);
    return blocks.flatMap(({ cells }) =>
      this.#unpacker
        .lines(cells as Uint8Array)
        .split(BETWEEN_LINES)
        .filter((line) => wanted.has(Number.parseInt(line.slice(1), 10)))
        .map((line) => this.#reader.one(line)),
    );
  }

  /** Rows that may have one of them, by digest; null where there are more than `limit`. For many a tenth of what one after the other costs. */
  rowsWithAny(asked: AskedHashes, limit: number): ReadonlyMap<number, readonly number[]> | null {
    const found = this.rows > SMALL_BATCH ? this.#stored(asked, limit) : this.#kept(asked, limit);
    if (found === null) return null;
    const rows = new Map<number, number[]>();
    for (const [hash, row] of found) {
      const known = rows.get(hash);
      if (known) known.push(row);
      else rows.set(hash, [row]);
    }
    return rows;
  }

  #stored({ json }: AskedHashes, limit: number): readonly (readonly [number, number])[] | null {
    const found = this.#statement(HASHES).all(json, limit + 1);
    return found.length > limit ? null : (found as unknown as [number, number][]);
  }

  #kept({ sorted }: AskedHashes, limit: number): readonly (readonly [number, number])[] | null {
    const { hashes, rows, length } = this.digests();
    const found: [number, number][] = [];
    // The fewer are looked up among the more.
    const isAskedFewer = sorted.length < length;
    const [few, many] = isAskedFewer ? [sorted, hashes] : [hashes, sorted];
    let at = 0;
    for (let next = 0; next < few.length; next++) {
      const hash = few[next] as number;
      at = firstFrom(many, hash, at);
      if (at === many.length) break;
      for (let same = at; many[same] === hash; same++) {
        if (found.length === limit) return null;
        found.push([hash, rows[isAskedFewer ? same : next] as number]);
      }
    }
    return found;
  }

  /** All of them; those of small batches stay in the thread. */
  digests(): BatchDigests {
    return this.rows > SMALL_BATCH ? this.#digests() : digests.of(this, () => this.#digests());
  }

  #digests(): BatchDigests {
    const all = this.#statement(ALL_HASHES).all() as unknown as [number, number][];
    const [hashes, rows] = [new Float64Array(all.length), new Float64Array(all.length)];
    for (const [at, [hash, row]] of all.entries()) {
      hashes[at] = hash;
      rows[at] = row;
    }
    return { length: all.length, hashes, rows };
  }

  /** Every row of the batch. Those of a few small batches stay unpacked: what is new is looked at by several models, one after the other. */
  all(): Iterable<KeptRow> {
    return this.rows > SMALL_BATCH ? this.#unpackAll() : unpacked.of(this, () => [...this.#unpackAll()]);
  }

  *#unpackAll(): Generator<KeptRow> {
    for (const { cells } of this.#database.prepare("SELECT cells FROM block ORDER BY first").iterate())
      yield* this.#reader.many(this.#unpacker.lines(cells as Uint8Array));
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
    return this.#statement(NEWEST)
      .all(match, page.limit, page.offset)
      .map(({ row }) => Number(row));
  }

  /** Rows with the rarest term of a piece: an upper bound for those that have it. */
  rowsAtMost({ terms }: AskedPiece): number {
    return Math.min(
      ...terms.map(({ term, isBegun }) =>
        Number((isBegun ? this.#statement(BEGINNING).get(term, `${term}\u{10ffff}`) : this.#statement(DOCUMENTS).get(term))?.["doc"] ?? 0),
      ),
    );
  }

  get isOpen(): boolean {
    return this.#database.isOpen;
  }

  close(): void {
    unpacked.drop(this);
    digests.drop(this);
    if (this.#database.isOpen) this.#database.close();
  }

  /** Prepared when it is first asked: of most indexes one or two are. */
  #statement(sql: string): StatementSync {
    const known = this.#prepared.get(sql);
    if (known) return known;
    const statement = this.#database.prepare(sql);
    if (sql === HASHES || sql === ALL_HASHES) statement.setReturnArrays(true);
    this.#prepared.set(sql, statement);
    return statement;
  }

  #unpacked(first: number, cells: Uint8Array): readonly string[] {
    const known = this.#blocks.get(first);
    if (known) return known;
    const lines = this.#unpacker.lines(cells).split(BETWEEN_LINES);
    this.#blocks.set(first, lines);
    const [oldest] = this.#blocks.keys();
    if (this.#blocks.size > KEPT_BLOCKS && oldest !== undefined) this.#blocks.delete(oldest);
    return lines;
  }
}

/** `rows`: in their order. */
function rowIn(rows: readonly KeptRow[], row: number): KeptRow | null {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rows[middle]?.row ?? 0) < row) low = middle + 1;
    else high = middle;
  }
  const found = rows[low];
  return found?.row === row ? found : null;
}

/** The first place from `from` on that is not below. */
function firstFrom(sorted: Float64Array, value: number, from: number): number {
  let [low, high] = [from, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
