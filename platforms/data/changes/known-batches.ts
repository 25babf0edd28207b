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
  of(dataset: string, batch: string): Pick<BatchIndex, "rows" | "rowsWithAny" | "digests" | "all"> | null;
}

/** Rows of batches, each unpacked once. */
export interface AskedRows {
  readonly indexes: AskedIndexes;
  of(dataset: string, batch: string, row: number): KeptRow | null;
  /** Rows that will be asked for. */
  read(dataset: string, batch: string, rows: Iterable<number>): void;
}

/** A row of a batch that is looked at whole. */
export interface FreshRow {
  readonly batch: string;
  readonly values: Values;
}

/** Rows of a batch that may hold a value. */
export interface Candidates {
  readonly value: string;
  readonly rows: readonly number[];
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
  readonly #rows = new Map<string, Map<number, FreshRow>>();
  readonly #whole = new Map<string, readonly FreshRow[]>();
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
    const known = this.#whole.get(batch) ?? Array.from(this.#of(batch).all(), (kept) => this.#fresh(batch, kept));
    this.#whole.set(batch, known);
    return known;
  }

  /** Of the rows of some batches those with a value of an indexed column that is there in all of the others too; perhaps more. Only these are read. */
  rowsMeeting(batches: readonly string[], others: readonly KnownBatches[]): FreshRow[] {
    const ofBatches = batches.map((batch) => ({ batch, digests: this.#of(batch).digests() }));
    let asked = new AskedHashes(ofBatches.flatMap(({ digests }) => [...digests.hashes]));
    for (const other of others) asked = new AskedHashes(other.#there(asked));
    const there = new Set(asked);
    return ofBatches.flatMap(({ batch, digests: { hashes, rows } }) => {
      const numbers = new Set(rows.filter((_, at) => there.has(hashes[at] as number)));
      this.#kept.read(this.schema.id, batch, numbers);
      return Array.from(numbers, (row) => this.#kept.of(this.schema.id, batch, row)).flatMap((kept) =>
        kept ? [this.#fresh(batch, kept)] : [],
      );
    });
  }

  /** Those that some batch has. */
  #there(asked: AskedHashes): Set<number> {
    return new Set(this.batches.flatMap((batch) => [...this.#rowsWithAny(batch, asked).keys()]));
  }

  #fresh(batch: string, kept: KeptRow): FreshRow {
    const ofBatch = this.#rows.get(batch) ?? new Map<number, FreshRow>();
    this.#rows.set(batch, ofBatch);
    const row = ofBatch.get(kept.row) ?? { batch, values: this.#values(kept) };
    ofBatch.set(kept.row, row);
    return row;
  }

  /** Of each batch that has any, for each value the rows that may hold it in some indexed column: what they hold is to be compared. */
  *candidates(values: Iterable<string>): Generator<{ readonly batch: string; readonly found: readonly Candidates[] }> {
    const ofHash = Map.groupBy(values, identifierHash);
    const asked = new AskedHashes(ofHash.keys());
    for (const batch of this.batches) {
      const rows = this.#rowsWithAny(batch, asked);
      if (rows.size === 0) continue;
      yield {
        batch,
        found: Array.from(rows, ([hash, numbers]) => (ofHash.get(hash) ?? []).map((value) => ({ value, rows: numbers }))).flat(),
      };
    }
  }

  /** Reads rows together of which each will be asked for. */
  readTogether(batch: string, found: readonly Candidates[]): void {
    this.#kept.read(
      this.schema.id,
      batch,
      found.flatMap(({ rows }) => rows),
    );
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
    for (const batch of this.batches) {
      const ofOthers = Array.from(this.#rowsWithAny(batch, asked), ([hash, found]) =>
        (ofHash.get(hash) ?? []).filter(({ row }) => row.batch !== batch).map((each) => ({ ...each, found })),
      ).flat();
      this.#kept.read(
        this.schema.id,
        batch,
        ofOthers.flatMap(({ found }) => found),
      );
      for (const { row, key, found } of ofOthers)
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
