import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import type { Disk } from "./disk.ts";
import { KeyCover } from "./key-cover.ts";
import { type KeyFilter, KeyProbes } from "./key-filter.ts";
import { KeyMerge } from "./key-merge.ts";
import { ROW_WORDS, sortRows } from "./key-rows.ts";
import { KeyRun } from "./key-run.ts";
import { KeyTable } from "./key-table.ts";
import type { LogFiles } from "./log-files.ts";
import type { LogKeys } from "./log-keys.ts";
import { RunWriter } from "./run-writer.ts";

/** So many runs of a kind are joined into one of the next: a key is written once more per kind, and a new key asks some dozen filters a kind at most. */
const FAN_IN = 16;
/** Rows joined per new entry, in each kind of run: more than come in, so that a merge is done long before the next is due, and no more than that, so that
 *  the entries bear like shares. */
const MERGE_PACE = 2;
/** Of a run that is written: appending goes on in between. */
const STEP_WORDS = ROW_WORDS * 8192;
/** Kinds of run, from the smallest on, whose keys stand in covers as well: of the others there are few, and their covers would take as much memory as they. */
const COVERED_KINDS = 1;

/** Which entry a caller's key stands for: the newest entries in memory, all others in runs on disk. */
export class KeyIndex implements LogKeys {
  readonly #disk: Disk;
  readonly #files: LogFiles;
  /** A run of this size stays as it is until it is joined with its like. */
  readonly #runRows: number;
  readonly #found: number[] = [];
  readonly #probes = new KeyProbes();
  #recent = new KeyTable(0);
  /** A table to be used again. */
  #spare = new KeyTable(0);
  /** Keys of durable entries that are being written into a run. */
  #frozen: KeyTable | null = null;
  #runs: readonly KeyRun[] = [];
  /** Of each covered kind the newest last. */
  readonly #covers: KeyCover[][] = Array.from({ length: COVERED_KINDS }, () => []);
  /** Under way, of each kind of run one at most. */
  #merges: readonly KeyMerge[] = [];

  constructor(disk: Disk, files: LogFiles, runRows: number) {
    this.#disk = disk;
    this.#files = files;
    this.#runRows = runRows;
  }

  /** Opens the named runs, which must cover [0, size) without a gap; false when they do not. */
  load(names: readonly string[] | null, size: number): boolean {
    if (names === null) return false;
    this.#runs = names.map((name) => KeyRun.open(this.#disk, this.#path(name), name));
    this.#recent = new KeyTable(size);
    return this.#runs.reduce((end, run) => (run.first === end ? run.end : Number.NaN), 0) === size;
  }

  /** Forgets what was loaded, for rebuilding. */
  clear(): void {
    for (const run of this.#runs) run.close();
    this.#runs = [];
    this.#recent = new KeyTable(0);
  }

  /** Adds the key of the next entry. `at`: first word of its digest. */
  add(digests: Uint32Array, at: number): void {
    this.#recent.add(digests, at);
  }

  /** Adds the keys of the next entries, as many as are not in memory yet, up to the word `end`; gives the word where it stopped. */
  addNew(digests: Uint32Array, start: number, end: number): number {
    return this.#recent.addNew(digests, start, this.#frozen?.firstKnown(digests, start, end) ?? end);
  }

  passOver(count: number): void {
    throw new RangeError(`${count} entries without keys, in a log that keeps keys`);
  }

  /** Takes back the newest keys; they must have been added since the last `freeze`. */
  removeLast(count: number): void {
    this.#recent.removeLast(count);
  }

  /** Keys that are in memory alone. */
  get recentCount(): number {
    return this.#recent.count;
  }

  get isSettling(): boolean {
    return this.#frozen !== null;
  }

  get runNames(): string[] {
    return this.#runs.map((run) => run.name);
  }

  /** Which of these keys may be on disk, by the first word of their digests, and the entries they may stand for. LOG_CORRUPT when a page fails its checksum. */
  search(digests: Uint32Array): ReadonlyMap<number, readonly number[]> {
    const found = new Map<number, number[]>();
    const note = (at: number, entry: number): void => {
      const entries = found.get(at);
      if (entries === undefined) found.set(at, [entry]);
      else entries.push(entry);
    };
    const probes = this.#probes.set(digests);
    const covers = this.#covers.flat();
    for (const cover of covers) cover.search(digests, probes, note);
    for (const run of this.#runs) if (!covers.some((cover) => cover.covers(run))) run.search(digests, probes, note);
    return found;
  }

  /** Entries in memory that may carry the key; the caller looks at them before it asks again. */
  recent(digests: Uint32Array, at: number): readonly number[] {
    const found = this.#found;
    found.length = 0;
    this.#recent.collect(digests, at, found);
    this.#frozen?.collect(digests, at, found);
    return found;
  }

  /** Sets apart what is in memory, to be written by `settle` once the entries are durable. */
  freeze(): void {
    this.#frozen = this.#recent;
    this.#recent = this.#spare;
    this.#recent.clear(this.#frozen.end);
  }

  /** Writes what was set apart into a run on disk, together with the small runs before it. The run files that are no longer needed are still there:
   *  `removeOthers` removes them once the new list is durable. */
  async settle(): Promise<void> {
    const table = this.#frozen;
    if (table === null) return;
    if (table.count > 0) {
      const small = this.#smallRuns(table.count);
      const first = small[0]?.first ?? table.first;
      const rows = new Uint32Array(ROW_WORDS * (table.end - first));
      for (const run of small) rows.set(run.rows(), ROW_WORDS * (run.first - first));
      table.rows(rows, ROW_WORDS * (table.first - first));
      await turn();
      const sorted = new Uint32Array(rows.length);
      sortRows(rows, sorted, { low: 0, width: 2 ** 32 });
      await turn();
      const writer = new RunWriter(this.#disk, this.#files.keys, { first, end: table.end, filter: null });
      try {
        const cover = this.#placeInCover(table.end - first);
        for (let at = 0; at < sorted.length; at += STEP_WORDS) {
          const step = sorted.subarray(at, at + STEP_WORDS);
          cover?.addRows(step);
          await writer.add(step, at + STEP_WORDS >= sorted.length);
        }
        this.#replace(small, await writer.finish(), cover);
      } finally {
        writer.close();
      }
    }
    this.#frozen = null;
    this.#spare = table;
  }

  /** Joins runs, at the pace of so many new entries: called after each group, so that merging keeps up without ever holding up a group. Resolves when
   *  the runs that this call completed are durable; nobody needs to wait for it. */
  async work(entries: number): Promise<void> {
    this.#startMerges();
    const completed: Promise<void>[] = [];
    for (const merge of this.#merges) {
      if (!merge.isMerged) completed.push(this.#advance(merge, MERGE_PACE * entries));
    }
    await Promise.all(completed);
  }

  /** Joins all that can be joined. */
  async workAll(): Promise<void> {
    do await this.work(Number.POSITIVE_INFINITY);
    while (this.#merges.length > 0 || this.#nextMerge() !== null);
  }

  /** Removes run files that neither the durable list nor this index names: merged since, or left over from a crash. */
  removeOthers(durable: readonly string[]): void {
    const named = new Set([...durable, ...this.runNames, ...this.#merges.map(({ partialName }) => partialName)]);
    for (const name of this.#disk.list(this.#files.keys)) {
      if (!named.has(name)) this.#disk.remove(this.#path(name));
    }
  }

  async close(): Promise<void> {
    const merges = this.#merges;
    this.#merges = [];
    for (const merge of merges) await merge.close();
    for (const run of this.#runs) run.close();
  }

  /** The newest runs that are smaller than what they would be joined with. */
  #smallRuns(count: number): KeyRun[] {
    const small: KeyRun[] = [];
    let rows = count;
    for (const run of this.#runs.toReversed()) {
      if (run.count >= this.#runRows || run.count >= 2 * rows) break;
      small.unshift(run);
      rows += run.count;
    }
    return small;
  }

  #startMerges(): void {
    for (let runs = this.#nextMerge(); runs !== null; runs = this.#nextMerge()) this.#merges = [...this.#merges, this.#mergeOf(runs)];
  }

  #mergeOf(runs: readonly KeyRun[]): KeyMerge {
    const cover = this.#placeInCover(runs.reduce((sum, run) => sum + run.count, 0));
    const filter = this.#covers.flat().reduce<KeyFilter | null>((found, each) => found ?? each.filterOf(runs), null);
    return new KeyMerge(runs, { disk: this.#disk, folder: this.#files.keys, cover, filter });
  }

  /** The cover of a run of so many rows that is about to be written. */
  #placeInCover(rows: number): KeyCover | null {
    const kind = this.#kindOf(rows);
    const covers = this.#covers[kind];
    if (covers === undefined) return null;
    let newest = covers.at(-1);
    if (newest?.hasPlace !== true) {
      newest = new KeyCover(FAN_IN, FAN_IN * rows);
      covers.push(newest);
    }
    newest.takePlace();
    return newest;
  }

  /** The oldest neighbours of one kind, where there are enough of them and no merge of that kind is under way. */
  #nextMerge(): readonly KeyRun[] | null {
    const busy = new Set(this.#merges.map(({ runs }) => this.#kindOf(runs[0]?.count ?? 0)));
    for (let first = 0; first + FAN_IN <= this.#runs.length; first++) {
      const runs = this.#runs.slice(first, first + FAN_IN);
      const kinds = new Set(runs.map((run) => this.#kindOf(run.count)));
      const [kind = -1] = kinds;
      if (kinds.size === 1 && kind >= 0 && !busy.has(kind)) return runs;
    }
    return null;
  }

  async #advance(merge: KeyMerge, rows: number): Promise<void> {
    await merge.advance(rows);
    if (!merge.isMerged || !this.#merges.includes(merge)) return;
    const run = await merge.finish();
    // Another call may have waited for the same, or the index may be closed by now.
    if (!this.#merges.includes(merge)) return;
    this.#merges = this.#merges.filter((other) => other !== merge);
    this.#replace(merge.runs, merge.take(run), merge.cover);
    await merge.close();
  }

  /** Puts a run in the place of those it was made of, or at the end. */
  #replace(outdated: readonly KeyRun[], run: KeyRun, cover: KeyCover | null): void {
    const [first] = outdated;
    const at = first === undefined ? this.#runs.length : this.#runs.indexOf(first);
    const kept = this.#runs.filter((other) => !outdated.includes(other));
    this.#runs = kept.toSpliced(at, 0, run);
    cover?.addRun(run);
    for (const other of outdated) {
      for (const covering of this.#covers.flat()) covering.removeRun(other);
      other.close();
    }
    this.#covers.forEach((covers, kind) => {
      this.#covers[kind] = covers.filter((each) => each.hasPlace || !each.isEmpty);
    });
  }

  /** How often FAN_IN divides the size of a run; -1 for a small one. */
  #kindOf(rows: number): number {
    let kind = -1;
    for (let rest = rows / this.#runRows; rest >= 1; rest /= FAN_IN) kind++;
    return kind;
  }

  #path(name: string): string {
    return join(this.#files.keys, name);
  }
}
