import { type Stats, statSync } from "node:fs";
import { join } from "node:path";
import { batchPaths, storedName } from "../lake/lake-paths.ts";
import type { Generations } from "../lake/manifest.ts";
import { BatchIndex } from "./batch-index.ts";
import { indexPath } from "./index-paths.ts";
import { dropIndex, type IndexRequest, writeIndex } from "./write-index.ts";

/** Indexes that are kept open. */
const KEPT = 512;

/** Indexes as somebody asks them. */
export interface LentIndexes {
  has(dataset: string, batch: string): boolean;
  of(dataset: string, batch: string): BatchIndex | null;
}

/** The indexes of a lake's batches. They are derived: each can be made anew from the batch's rows at any time, is no part of a backup, and holds what the
 *  rows hold, so that it is as confidential and goes with them. */
export class BatchIndexes implements LentIndexes {
  readonly #lakeFolder: string;
  #generations: Generations = new Map();
  readonly #open = new Map<string, { readonly index: BatchIndex; readonly file: string }>();

  constructor(lakeFolder: string) {
    this.#lakeFolder = lakeFolder;
  }

  /** Which batches were written anew: of these only an index of the rows as they stand counts. To be told before they are asked for. */
  know(generations: Generations): void {
    this.#generations = generations;
  }

  has(dataset: string, batch: string): boolean {
    return this.#statOf(dataset, batch) !== null;
  }

  /** The index of a batch; null where there is none. Lent until the next `of`. */
  of(dataset: string, batch: string): BatchIndex | null {
    const path = this.#pathOf(dataset, batch);
    const stat = this.#statOf(dataset, batch);
    const file = stat ? `${stat.ino} ${stat.mtimeMs}` : "";
    const known = this.#open.get(path);
    this.#open.delete(path);
    // One that another process dropped or made anew must not be read on.
    if (known && known.file !== file) known.index.close();
    if (!stat) return null;
    const kept = known?.file === file ? known : { index: new BatchIndex(join(this.#lakeFolder, path)), file };
    this.#open.set(path, kept);
    for (const [old, { index }] of this.#open) {
      if (this.#open.size <= KEPT) break;
      this.#open.delete(old);
      index.close();
    }
    return kept.index;
  }

  /** The indexes as they stand now, for one look that asks each of them many times: whether a file is still the one that was opened is asked once and not
   *  before every answer. What is written anew or dropped meanwhile is read as it was, as by a session that was opened before. */
  held(): LentIndexes {
    const lent = new Map<string, BatchIndex | null>();
    const of = (dataset: string, batch: string): BatchIndex | null => {
      const known = lent.get(batch);
      // Many others may have been opened meanwhile, and this one closed for them.
      if (known !== undefined && (known === null || known.isOpen)) return known;
      const index = this.of(dataset, batch);
      lent.set(batch, index);
      return index;
    };
    return { of, has: (dataset, batch) => of(dataset, batch) !== null };
  }

  #pathOf(dataset: string, batch: string): string {
    return indexPath(dataset, storedName(batch, this.#generations.get(batch)));
  }

  /** Null also for an index that is older than the batch's rows, or whose rows are gone: they were written anew. */
  #statOf(dataset: string, batch: string): Stats | null {
    const statAt = (path: string): Stats | undefined => statSync(join(this.#lakeFolder, path), { throwIfNoEntry: false });
    const rows = statAt(batchPaths(dataset, batch, this.#generations.get(batch)).rows);
    const index = statAt(this.#pathOf(dataset, batch));
    return index && rows && rows.mtimeMs <= index.mtimeMs ? index : null;
  }

  /** See `writeIndex`. */
  make(request: Omit<IndexRequest, "lakeFolder" | "generation">): Promise<void> {
    return writeIndex({ ...request, lakeFolder: this.#lakeFolder, generation: this.#generations.get(request.batch) });
  }

  /** The rows of a batch were written anew, or are gone: its index is taken away, with what it holds of them. What is asked meanwhile reads the rows themselves;
   *  the next job that makes indexes makes it anew. */
  drop(dataset: string, batch: string): void {
    const path = this.#pathOf(dataset, batch);
    this.#open.get(path)?.index.close();
    this.#open.delete(path);
    dropIndex(this.#lakeFolder, dataset, batch);
  }

  close(): void {
    for (const { index } of this.#open.values()) index.close();
    this.#open.clear();
  }
}
