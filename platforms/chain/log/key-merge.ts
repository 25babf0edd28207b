import type { Disk } from "./disk.ts";
import type { KeyCover } from "./key-cover.ts";
import type { KeyFilter } from "./key-filter.ts";
import { ROW_WORDS, rankOf, sortRows } from "./key-rows.ts";
import type { KeyRun } from "./key-run.ts";
import { RunWriter } from "./run-writer.ts";

/** Rows sorted at once: about a millisecond of work. */
const STEP_ROWS = 8192;

/** Joins neighbouring runs into one, in steps, so that no group commit waits for a large merge. */
export class KeyMerge {
  readonly runs: readonly KeyRun[];
  /** Of the run that comes of it. */
  readonly cover: KeyCover | null;
  readonly #writer: RunWriter;
  readonly #cursors: readonly Cursor[];
  readonly #steps: number;
  #step = 0;
  /** Rows that are still to be merged for the entries so far. */
  #owed = 0;
  #advancing: Promise<void> | null = null;
  #finishing: Promise<KeyRun> | null = null;
  #isTaken = false;
  #isClosed = false;

  /** `filter`: one that has the keys of all these runs already. */
  constructor(
    runs: readonly KeyRun[],
    { disk, folder, cover, filter }: { disk: Disk; folder: string; cover: KeyCover | null; filter: KeyFilter | null },
  ) {
    this.runs = runs;
    this.cover = cover;
    const [first, end] = [runs[0]?.first ?? 0, runs.at(-1)?.end ?? 0];
    this.#writer = new RunWriter(disk, folder, { first, end, filter });
    this.#cursors = runs.map((run) => new Cursor(run.scan()));
    this.#steps = Math.max(1, Math.ceil((end - first) / STEP_ROWS));
  }

  get partialName(): string {
    return this.#writer.partialName;
  }

  get isMerged(): boolean {
    return this.#step === this.#steps;
  }

  /** Merges so many rows more, on the whole: what is done ahead in one call is not done in the next ones. Resolves when all that is owed is merged. */
  advance(rows: number): Promise<void> {
    this.#owed += rows;
    this.#advancing ??= this.#advance();
    return this.#advancing;
  }

  /** The joined run, durable, once all is merged. */
  finish(): Promise<KeyRun> {
    this.#finishing ??= this.#writer.finish();
    return this.#finishing;
  }

  /** The run is now another's to close. */
  take(run: KeyRun): KeyRun {
    this.#isTaken = true;
    return run;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#advancing?.catch(() => undefined);
    const run = await this.#finishing?.catch(() => null);
    if (!this.#isTaken) run?.close();
    this.#writer.close();
  }

  async #advance(): Promise<void> {
    try {
      while (this.#owed > 0 && !this.isMerged && !this.#isClosed) this.#owed -= await this.#mergeStep();
    } finally {
      this.#advancing = null;
    }
  }

  /** Merges the next range of digests; gives the number of rows. */
  async #mergeStep(): Promise<number> {
    const low = Math.floor((this.#step / this.#steps) * 2 ** 32);
    const limit = Math.floor(((this.#step + 1) / this.#steps) * 2 ** 32);
    gathered.clear();
    for (const cursor of this.#cursors) cursor.take(limit, gathered);
    const rows = gathered.words;
    if (sorted.length < rows.length) sorted = new Uint32Array(rows.length + (rows.length >>> 2));
    const to = sorted.subarray(0, rows.length);
    sortRows(rows, to, { low, width: limit - low });
    this.cover?.addRows(to);
    await this.#writer.add(to, this.#step + 1 === this.#steps);
    this.#step++;
    return rows.length / ROW_WORDS;
  }
}

/** Rows from several places, one after the other. */
class RowList {
  #words = new Uint32Array(2 * ROW_WORDS * STEP_ROWS);
  #length = 0;

  get words(): Uint32Array {
    return this.#words.subarray(0, this.#length);
  }

  clear(): void {
    this.#length = 0;
  }

  add(rows: Uint32Array): void {
    if (this.#length + rows.length > this.#words.length) {
      const larger = new Uint32Array(2 * (this.#length + rows.length));
      larger.set(this.words);
      this.#words = larger;
    }
    this.#words.set(rows, this.#length);
    this.#length += rows.length;
  }
}

// Nothing of a step is in it when the event loop goes on: all merges work in the same space.
const gathered = new RowList();
let sorted = new Uint32Array(2 * ROW_WORDS * STEP_ROWS);

/** Reads a run from first to last. */
class Cursor {
  readonly #pieces: Generator<Uint32Array, void>;
  #piece: Uint32Array = new Uint32Array(0);

  constructor(pieces: Generator<Uint32Array, void>) {
    this.#pieces = pieces;
  }

  /** Moves the next rows whose rank is below the limit. */
  take(limit: number, into: RowList): void {
    for (;;) {
      if (this.#piece.length === 0) {
        const next = this.#pieces.next();
        if (next.done === true) return;
        this.#piece = next.value;
      }
      const end = endBelow(this.#piece, limit);
      const isWhole = end === this.#piece.length;
      into.add(this.#piece.subarray(0, end));
      this.#piece = this.#piece.subarray(end);
      if (!isWhole) return;
    }
  }
}

function endBelow(rows: Uint32Array, limit: number): number {
  let low = 0;
  let high = rows.length / ROW_WORDS;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rankOf(rows[ROW_WORDS * middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return ROW_WORDS * low;
}
