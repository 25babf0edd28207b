import { type ClosurePort, type Closures, type DatasetSchema, rowRef, YuejianError } from "@yuejian/contracts";
import type { KeptRow } from "../batch-index/batch-index.ts";
import type { LentIndexes } from "../batch-index/batch-indexes.ts";
import type { Cell } from "../engine/cell.ts";
import type { BatchManifest } from "./manifest.ts";

/** Some rows of a dataset, and which batches it has: a row is looked at in the light of all of them. */
export interface ChosenDataset {
  readonly schema: DatasetSchema;
  readonly batches: readonly BatchManifest[];
  /** By batch. */
  readonly rows: ReadonlyMap<string, ReadonlySet<number>>;
}

/** Rows as the indexes keep them, each unpacked once: a row is asked for whether it counts, for what closes it, for its cells and for its key, and lies in a packed block with others. */
export class KeptRows {
  readonly indexes: LentIndexes;
  readonly #read = new Map<string, Map<number, KeptRow>>();

  constructor(indexes: LentIndexes) {
    this.indexes = indexes;
  }

  /** Null where the index lacks the row, or the batch has none. */
  of(dataset: string, batch: string, row: number): KeptRow | null {
    const ofBatch = this.#read.get(batch) ?? new Map<number, KeptRow>();
    const known = ofBatch.get(row);
    if (known) return known;
    const kept = this.indexes.of(dataset, batch)?.read(row) ?? null;
    if (kept) this.#read.set(batch, ofBatch.set(row, kept));
    return kept;
  }

  /** Rows that will be asked for, read together. */
  read(dataset: string, batch: string, rows: Iterable<number>): void {
    const ofBatch = this.#read.get(batch) ?? new Map<number, KeptRow>();
    this.#read.set(batch, ofBatch);
    const missing = new Set<number>();
    for (const row of rows) if (!ofBatch.has(row)) missing.add(row);
    if (missing.size > 0) for (const kept of this.indexes.of(dataset, batch)?.readMany(missing) ?? []) ofBatch.set(kept.row, kept);
  }

  /** RECORD_UNKNOWN */
  get(dataset: string, batch: string, row: number): KeptRow {
    const kept = this.of(dataset, batch, row);
    if (!kept) throw new YuejianError("RECORD_UNKNOWN", { ref: rowRef(batch, row) });
    return kept;
  }
}

/** What rows are read by through the indexes. */
export interface RowReading {
  readonly closures: Closures;
  /** Answers from that one state. */
  readonly port: ClosurePort;
  readonly kept: KeptRows;
  readonly manifestOf: (dataset: string, batch: string) => Promise<BatchManifest>;
}

/** A cell as the text that its stored type reads back. For what identifiers and keys are made of this is the canonical text. */
export function textOf(cell: Cell): string | null {
  return cell === null ? null : String(cell);
}
