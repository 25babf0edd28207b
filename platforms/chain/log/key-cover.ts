import { KeyFilter, type KeyProbes } from "./key-filter.ts";
import { ROW_WORDS } from "./key-rows.ts";
import type { KeyRun } from "./key-run.ts";

/** A filter over the keys of some neighbouring runs, so that a new key asks once instead of once a run. It is in memory alone: runs that an earlier
 *  process wrote have none, and are asked one by one until they are joined. */
export class KeyCover {
  readonly #filter: KeyFilter;
  readonly #runs = new Set<KeyRun>();
  #places: number;

  /** For so many runs, of this many rows together. */
  constructor(runs: number, rows: number) {
    this.#places = runs;
    this.#filter = KeyFilter.for(rows);
  }

  get hasPlace(): boolean {
    return this.#places > 0;
  }

  get isEmpty(): boolean {
    return this.#runs.size === 0;
  }

  /** A run is about to be written, whose rows are added as they come. */
  takePlace(): void {
    this.#places--;
  }

  addRows(rows: Uint32Array): void {
    this.#filter.add(rows, ROW_WORDS);
  }

  /** The run is whole: it is asked from here on, but only for keys that are in the filter. */
  addRun(run: KeyRun): void {
    this.#runs.add(run);
  }

  removeRun(run: KeyRun): void {
    this.#runs.delete(run);
  }

  covers(run: KeyRun): boolean {
    return this.#runs.has(run);
  }

  /** The filter, when it is over exactly these runs. */
  filterOf(runs: readonly KeyRun[]): KeyFilter | null {
    return !this.hasPlace && runs.length === this.#runs.size && runs.every((run) => this.#runs.has(run)) ? this.#filter : null;
  }

  search(digests: Uint32Array, probes: KeyProbes, found: (at: number, entry: number) => void): void {
    if (this.isEmpty) return;
    this.#filter.search(probes, (key) => {
      for (const run of this.#runs) run.searchOne(digests, { probes, key }, found);
    });
  }
}
