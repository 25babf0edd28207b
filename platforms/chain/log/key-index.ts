import { join } from "node:path";
import { type Disk, replaceFileLater } from "./disk.ts";
import { KeyMerge, runName } from "./key-merge.ts";
import { KeyRun, ROW_BYTES, RunEncoder, sortRows } from "./key-run.ts";
import { KeyTable } from "./key-table.ts";
import type { LogFiles } from "./log-files.ts";
import type { LogKeys } from "./log-keys.ts";

/** So many runs of a kind are joined into one of the next: a key is written once more per kind, and a new key asks seven filters a kind at most however long the log is. */
const FAN_IN = 8;

/** Which entry a caller's key stands for: the newest entries in memory, all others in runs on disk. */
export class KeyIndex implements LogKeys {
  readonly #disk: Disk;
  readonly #files: LogFiles;
  /** A run of this size stays as it is until it is joined with its like. */
  readonly #runRows: number;
  readonly #found: number[] = [];
  #recent = new KeyTable(0);
  /** Keys of durable entries that are being written into a run. */
  #frozen: KeyTable | null = null;
  #runs: readonly KeyRun[] = [];
  #merge: KeyMerge | null = null;
  #finishing: Promise<void> | null = null;

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

  /** Forgets everything, for rebuilding. */
  clear(): void {
    this.close();
    this.#runs = [];
    this.#recent = new KeyTable(0);
  }

  /** Adds the key of the next entry. `at`: first word of its digest. */
  add(digests: Uint32Array, at: number): void {
    this.#recent.add(digests, at);
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
    for (const run of this.#runs) run.search(digests, note);
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
    this.#recent = new KeyTable(this.#frozen.end);
  }

  /** Writes what was set apart into a run on disk, together with the small runs before it. The run files that are no longer needed are still there:
   *  `removeOthers` removes them once the new list is durable. */
  async settle(): Promise<void> {
    const table = this.#frozen;
    if (table === null) return;
    if (table.count > 0) {
      let rows = table.rows();
      const small: KeyRun[] = [];
      for (let at = this.#runs.length - 1; at >= 0; at--) {
        const run = this.#runs[at];
        if (run === undefined || run.count >= this.#runRows || run.count >= (2 * rows.length) / ROW_BYTES) break;
        rows = Buffer.concat([run.rows(), rows]);
        small.push(run);
      }
      const first = small.at(-1)?.first ?? table.first;
      const name = runName(first, table.end);
      const encoder = new RunEncoder(first, table.end);
      const { bytes } = encoder.add(sortRows(rows), true);
      await replaceFileLater(this.#disk, this.#path(name), Buffer.concat([encoder.finish(), bytes]));
      this.#replace(small, KeyRun.open(this.#disk, this.#path(name), name));
    }
    this.#frozen = null;
  }

  /** Joins runs, about as many rows as told: called after each group with a multiple of its entries, so that merging keeps pace without ever holding up a group. */
  async work(rows: number): Promise<void> {
    for (let done = 0; done < rows && this.#finishing === null; ) {
      this.#merge ??= this.#nextMerge();
      if (this.#merge === null) return;
      const merged = this.#merge.step();
      done += merged;
      if (merged === 0) {
        this.#finishing = this.#finish(this.#merge);
        await this.#finishing;
        this.#finishing = null;
      }
    }
  }

  /** Removes run files that neither the durable list nor this index names: merged since, or left over from a crash. */
  removeOthers(durable: readonly string[]): void {
    const named = new Set([...durable, ...this.runNames]);
    if (this.#merge !== null) named.add(partialName(this.#merge.name));
    for (const name of this.#disk.list(this.#files.keys)) {
      if (!named.has(name)) this.#disk.remove(this.#path(name));
    }
  }

  close(): void {
    this.#merge?.close();
    this.#merge = null;
    for (const run of this.#runs) run.close();
  }

  /** The oldest neighbours of one kind when there are enough of them. */
  #nextMerge(): KeyMerge | null {
    for (let first = 0; first + FAN_IN <= this.#runs.length; first++) {
      const group = this.#runs.slice(first, first + FAN_IN);
      const kinds = new Set(group.map((run) => kindOf(run.count / this.#runRows)));
      const [kind = -1] = kinds;
      if (kinds.size > 1 || kind < 0) continue;
      const merged = runName(group[0]?.first ?? 0, group.at(-1)?.end ?? 0);
      return new KeyMerge(this.#disk, this.#path(partialName(merged)), group);
    }
    return null;
  }

  async #finish(merge: KeyMerge): Promise<void> {
    await merge.finish();
    if (this.#merge !== merge) return;
    this.#disk.rename(this.#path(partialName(merge.name)), this.#path(merge.name));
    this.#disk.syncFolder(this.#files.keys);
    merge.close();
    this.#merge = null;
    this.#replace(merge.runs, KeyRun.open(this.#disk, this.#path(merge.name), merge.name));
  }

  /** Puts a run in the place of those it was made of, or at the end. */
  #replace(outdated: readonly KeyRun[], run: KeyRun): void {
    const [first] = outdated.toSorted((left, right) => left.first - right.first);
    const at = first === undefined ? this.#runs.length : this.#runs.indexOf(first);
    const kept = this.#runs.filter((other) => !outdated.includes(other));
    this.#runs = kept.toSpliced(at, 0, run);
    for (const other of outdated) other.close();
  }

  #path(name: string): string {
    return join(this.#files.keys, name);
  }
}

function partialName(name: string): string {
  return `${name}.merge`;
}

/** How often FAN_IN divides a size; -1 for less than 1. */
function kindOf(size: number): number {
  let kind = -1;
  for (let rest = size; rest >= 1; rest /= FAN_IN) kind++;
  return kind;
}
