import type { DatasetSchema } from "@yuejian/contracts";
import type { Value } from "@yuejian/rules";
import type { BatchIndex, KeptRow } from "../batch-index/batch-index.ts";
import { identifierHash, keyHash } from "../batch-index/identifier-hash.ts";
import { indexedColumns } from "../batch-index/indexed-columns.ts";
import { textOf } from "../lake/chosen-ground.ts";

/** All columns of the dataset; what a batch does not have is null. */
export type Values = ReadonlyMap<string, Value>;

/** The indexes of batches, as far as they are asked here. */
export interface AskedIndexes {
  of(dataset: string, batch: string): Pick<BatchIndex, "rows" | "rowsWith" | "read" | "all"> | null;
}

/** Rows found for one value in one batch. */
const MOST_OF_A_VALUE = 10_000;

/** More rows than can be looked at one by one. */
export class TooManyRows extends Error {}

/** The batches of a dataset, asked by value through their indexes. Every one of them MUST have an index. */
export class KnownBatches {
  readonly schema: DatasetSchema;
  readonly batches: readonly string[];
  readonly #indexes: AskedIndexes;
  readonly #identifiers: ReadonlySet<string>;

  constructor(indexes: AskedIndexes, schema: DatasetSchema, batches: readonly string[]) {
    this.schema = schema;
    this.batches = batches;
    this.#indexes = indexes;
    this.#identifiers = new Set(indexedColumns(schema).identifiers);
  }

  get size(): number {
    return this.batches.reduce((sum, batch) => sum + (this.#indexes.of(this.schema.id, batch)?.rows ?? 0), 0);
  }

  isIndexed(column: string): boolean {
    return this.#identifiers.has(column);
  }

  *rowsOf(batch: string): Generator<{ readonly row: number; readonly values: Values }> {
    for (const kept of this.#of(batch).all()) yield { row: kept.row, values: this.#values(kept) };
  }

  /** For each batch and value the rows that may hold it in some indexed column: what they hold is to be compared. */
  *candidates(values: Iterable<string>): Generator<{ readonly batch: string; readonly value: string; readonly rows: readonly number[] }> {
    const hashes = Array.from(values, (value) => [value, identifierHash(value)] as const);
    for (const batch of this.batches) {
      const index = this.#of(batch);
      for (const [value, hash] of hashes) {
        const rows = index.rowsWith(hash, MOST_OF_A_VALUE + 1);
        if (rows.length > MOST_OF_A_VALUE) throw new TooManyRows();
        if (rows.length > 0) yield { batch, value, rows };
      }
    }
  }

  read(batch: string, row: number): Values | null {
    const kept = this.#of(batch).read(row);
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
    for (const batch of this.batches) {
      const index = this.#of(batch);
      for (const { batch: own, key, hash } of wanted) {
        if (own === batch) continue;
        for (const row of index.rowsWith(hash, MOST_OF_A_VALUE)) {
          const values = this.read(batch, row);
          if (values && keyOf(values).every((text, at) => text === key[at])) yield values;
        }
      }
    }
  }

  #values({ values }: KeptRow): Values {
    return new Map(this.schema.columns.map(({ name }) => [name, values[name] ?? null]));
  }

  #of(batch: string) {
    const index = this.#indexes.of(this.schema.id, batch);
    if (!index) throw new RangeError(`batch ${batch} has no index`);
    return index;
  }
}
