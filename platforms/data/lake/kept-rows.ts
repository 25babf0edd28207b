import { type DatasetSchema, rowRef, YuejianError } from "@yuejian/contracts";
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

/** Rows as the indexes keep them, each unpacked once: a row is asked for what closes it, for its cells and for its key, and lies in a packed block with others. */
export class KeptRows {
  readonly indexes: LentIndexes;
  readonly #read = new Map<string, KeptRow>();

  constructor(indexes: LentIndexes) {
    this.indexes = indexes;
  }

  /** Null where the index lacks the row, or the batch has none. */
  of(dataset: string, batch: string, row: number): KeptRow | null {
    const ref = rowRef(batch, row);
    const kept = this.#read.get(ref) ?? this.indexes.of(dataset, batch)?.read(row) ?? null;
    if (kept) this.#read.set(ref, kept);
    return kept;
  }

  /** RECORD_UNKNOWN */
  get(dataset: string, batch: string, row: number): KeptRow {
    const kept = this.of(dataset, batch, row);
    if (!kept) throw new YuejianError("RECORD_UNKNOWN", { ref: rowRef(batch, row) });
    return kept;
  }
}

/** A cell as the text that its stored type reads back. For what identifiers and keys are made of this is the canonical text. */
export function textOf(cell: Cell): string | null {
  return cell === null ? null : String(cell);
}
