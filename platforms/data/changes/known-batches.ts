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

  *rowsOf(batch: string): Generator<{ readonly row: number; readonly values: Values }> {
    for (const kept of this.#of(batch).all()) yield { row: kept.row, values: this.#values(kept) };
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

  /** Rows of other batches with the record keys of these rows: what they replace, or what replaces them. */
  *sharing(rows: readonly { readonly batch: string; readonly values: Values }[]): Generator<Values> {
    const names = this.schema.recordKey ?? [];
    if (names.length === 0 || this.batches.length < 2) return;
    const keyOf = (values: Values) => names.map((name) => textOf(values.get(name) ?? null));
    const wanted = rows.flatMap(({ batch, values }) => {
      const key = keyOf(values);
      return key.includes(null) ? [] : [{ batch, key, hash: keyHash(key as string[]) }];
    });
    if (wanted.length === 0) return;
    for (const batch of this.batches) {
      const others = wanted.filter(({ batch: own }) => own !== batch);
      const found = this.#rowsWithAny(batch, new AskedHashes(others.map(({ hash }) => hash)));
      if (found.size === 0) continue;
      for (const { key, hash } of others)
        for (const row of found.get(hash) ?? []) {
          const values = this.read(batch, row);
          if (values && keyOf(values).every((text, at) => text === key[at])) yield values;
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
