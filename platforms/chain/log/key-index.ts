import { join } from "node:path";
import { type Disk, replaceFile } from "./disk.ts";
import { encodeRun, KeyRun, ROW_BYTES, writeRow } from "./key-run.ts";
import type { LogFiles } from "./log-files.ts";

/** A run of this size is final: merging costs what it costs at most once per this many entries. */
const FINAL_RUN = 65_536;

/** Which entry a caller's key stands for: the newest entries in memory, all others in runs on disk. */
export class KeyIndex {
  readonly #disk: Disk;
  readonly #files: LogFiles;
  readonly #recent = new Map<string, number>();
  /** Rows of what is in `#recent`, ready to be sorted. */
  #rows = Buffer.alloc(0);
  #runs: KeyRun[] = [];

  constructor(disk: Disk, files: LogFiles) {
    this.#disk = disk;
    this.#files = files;
  }

  /** Opens the named runs, which must cover [0, size) without a gap; false when they do not. */
  load(names: readonly string[], size: number): boolean {
    this.#runs = names.map((name) => KeyRun.open(this.#disk, join(this.#files.keys, name), name));
    return this.#runs.reduce((end, run) => (run.first === end ? run.end : Number.NaN), 0) === size;
  }

  /** Forgets everything, for rebuilding. */
  clear(): void {
    this.close();
    this.#runs = [];
    this.#recent.clear();
  }

  /** `digest`: SHA-256 of the key. */
  add(key: string, digest: Buffer, index: number): void {
    const position = this.#recent.size * ROW_BYTES;
    if (position === this.#rows.length) this.#rows = Buffer.concat([this.#rows, Buffer.alloc(Math.max(position, 64 * ROW_BYTES))]);
    writeRow(this.#rows, position, digest, index);
    this.#recent.set(key, index);
  }

  get recentCount(): number {
    return this.#recent.size;
  }

  get runNames(): string[] {
    return this.#runs.map((run) => run.name);
  }

  /** Indexes that may carry the key; the caller compares the key in the entry itself. LOG_CORRUPT when a page fails its checksum. */
  candidates(key: string, digest: Buffer): number[] {
    const recent = this.#recent.get(key);
    if (recent !== undefined) return [recent];
    const found: number[] = [];
    for (const run of this.#runs) found.push(...run.find(digest));
    return found;
  }

  /** Moves what is in memory, entries [first, end), into a run on disk, merging small ones. True when runs are no longer needed: they are removed once the new list is durable. */
  settle(end: number): boolean {
    if (this.#recent.size === 0) return false;
    let rows = this.#rows.subarray(0, this.#recent.size * ROW_BYTES);
    let first = this.#runs.at(-1)?.end ?? 0;
    const merged: KeyRun[] = [];
    for (
      let last = this.#runs.at(-1);
      last !== undefined && last.count < FINAL_RUN && last.count < (2 * rows.length) / ROW_BYTES;
      last = this.#runs.at(-1)
    ) {
      rows = Buffer.concat([last.rows(), rows]);
      first = last.first;
      merged.push(last);
      this.#runs.pop();
    }
    const name = `${first}-${end}.run`;
    replaceFile(this.#disk, join(this.#files.keys, name), encodeRun(rows, first, end));
    this.#runs.push(KeyRun.open(this.#disk, join(this.#files.keys, name), name));
    this.#recent.clear();
    for (const run of merged) run.close();
    return merged.length > 0;
  }

  /** Removes run files that no list names: left over from a crash. */
  removeOthers(): void {
    const named = new Set(this.runNames);
    for (const name of this.#disk.list(this.#files.keys)) {
      if (!named.has(name)) this.#disk.remove(join(this.#files.keys, name));
    }
  }

  close(): void {
    for (const run of this.#runs) run.close();
  }
}
