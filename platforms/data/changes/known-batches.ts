import type { DatasetSchema } from "@yuejian/contracts";
import type { Named } from "@yuejian/rules";
import { AskedHashes } from "../batch-index/asked-hashes.ts";
import type { BatchIndex, KeptRow } from "../batch-index/batch-index.ts";
import { identifierHash, keyHash } from "../batch-index/identifier-hash.ts";
import { indexedColumns } from "../batch-index/indexed-columns.ts";
import { textOf } from "../lake/kept-rows.ts";

/** All columns of the dataset; what a batch does not have is null. */
export type Values = Named;

/** The indexes of batches, as far as they are asked here. */
export interface AskedIndexes {
  of(dataset: string, batch: string): Pick<BatchIndex, "rows" | "rowsWithAny" | "all"> | null;
}

/** Rows of batches, each unpacked once. */
export interface AskedRows {
  readonly indexes: AskedIndexes;
  of(dataset: string, batch: string, row: number): KeptRow | null;
}

/** A row of a batch that is looked at whole. */
export interface FreshRow {
  readonly batch: string;
  readonly values: Values;
}

/** Rows found in one batch. */
const MOST_FOUND = 200_000;

/** More rows than can be looked at one by one. */
export class TooManyRows extends Error {}

/** The batches of a dataset, asked by value through their indexes. Every one of them MUST have an index. */
export class KnownBatches {
  readonly schema: DatasetSchema;
  readonly batches: readonly string[];
  readonly #kept: AskedRows;
  readonly #identifiers: ReadonlySet<string>;
  readonly #columns: ReadonlySet<string>;
  readonly #rows = new Map<string, readonly FreshRow[]>();
  readonly #sharing = new Map<FreshRow, Values[]>();

  constructor(kept: AskedRows, schema: DatasetSchema, batches: readonly string[]) {
    this.schema = schema;
    this.batches = batches;
    this.#kept = kept;
    this.#identifiers = new Set(indexedColumns(schema).identifiers);
    this.#columns = new Set(schema.columns.map(({ name }) => name));
  }

  get size(): number {
    return this.batches.reduce((sum, batch) => sum + (this.#kept.indexes.of(this.schema.id, batch)?.rows ?? 0), 0);
  }

  isIndexed(column: string): boolean {
    return this.#identifiers.has(column);
  }

  /** The same rows each time they are asked for. */
  rowsOf(batch: string): readonly FreshRow[] {
    const known = this.#rows.get(batch) ?? Array.from(this.#of(batch).all(), (kept) => ({ batch, values: this.#values(kept) }));
    this.#rows.set(batch, known);
    return known;
  }

  /** For each batch and value the rows that may hold it in some indexed column: what they hold is to be compared. */
  *candidates(values: Iterable<string>): Generator<{ readonly batch: string; readonly value: string; readonly rows: readonly number[] }> {
    const ofHash = Map.groupBy(values, identifierHash);
    const asked = new AskedHashes(ofHash.keys());
    for (const batch of this.batches)
      for (const [hash, rows] of this.#rowsWithAny(batch, asked)) for (const value of ofHash.get(hash) ?? []) yield { batch, value, rows };
  }

  read(batch: string, row: number): Values | null {
    const kept = this.#kept.of(this.schema.id, batch, row);
    return kept && this.#values(kept);
  }

  /** Rows of other batches with the record keys of these rows: what they replace, or what replaces them. Of each row looked up once. */
  sharing(rows: readonly FreshRow[]): Values[] {
    if ((this.schema.recordKey ?? []).length === 0 || this.batches.length < 2) return [];
    this.#look(rows.filter((row) => !this.#sharing.has(row)));
    return rows.flatMap((row) => this.#sharing.get(row) ?? []);
  }

  #look(rows: readonly FreshRow[]): void {
    const names = this.schema.recordKey ?? [];
    const keyOf = (values: Values) => names.map((name) => textOf(values.get(name) ?? null));
    for (const row of rows) this.#sharing.set(row, []);
    const wanted = rows.flatMap((row) => {
      const key = keyOf(row.values);
      return key.includes(null) ? [] : [{ row, key, hash: keyHash(key as string[]) }];
    });
    if (wanted.length === 0) return;
    const ofHash = Map.groupBy(wanted, ({ hash }) => hash);
    const asked = new AskedHashes(ofHash.keys());
    for (const batch of this.batches)
      for (const [hash, found] of this.#rowsWithAny(batch, asked))
        for (const { row, key } of ofHash.get(hash) ?? []) {
          if (row.batch === batch) continue;
          for (const number of found) {
            const values = this.read(batch, number);
            if (values && keyOf(values).every((text, at) => text === key[at])) this.#sharing.get(row)?.push(values);
          }
        }
  }

  #values(kept: KeptRow): Values {
    return { get: (name) => (this.#columns.has(name) ? kept.cell(name) : undefined) };
  }

  #rowsWithAny(batch: string, asked: AskedHashes): ReadonlyMap<number, readonly number[]> {
    const found = this.#of(batch).rowsWithAny(asked, MOST_FOUND);
    if (found === null) throw new TooManyRows();
    return found;
  }

  #of(batch: string) {
    const index = this.#kept.indexes.of(this.schema.id, batch);
    if (!index) throw new RangeError(`batch ${batch} has no index`);
    return index;
  }
}
