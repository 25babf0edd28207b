import { join } from "node:path";
import type { Disk } from "./disk.ts";
import type { KeyFilter } from "./key-filter.ts";
import { KeyRun } from "./key-run.ts";
import { RunEncoder } from "./run-encoder.ts";

/** So much is written before the disk is asked to take it: what `finish` waits for stays small however long the run is. */
const SYNC_BYTES = 8 * 1024 * 1024;

/** Writes a run under a partial name; it has its name once it is whole and durable. */
export class RunWriter {
  readonly name: string;
  /** The file's name until then. */
  readonly partialName: string;
  readonly #disk: Disk;
  readonly #folder: string;
  readonly #file: number;
  readonly #encoder: RunEncoder;
  #unsynced = 0;

  /** `filter`: one that has the keys of all these entries already. */
  constructor(disk: Disk, folder: string, entries: { first: number; end: number; filter: KeyFilter | null }) {
    this.name = `${entries.first}-${entries.end}.run`;
    this.partialName = `${this.name}.new`;
    this.#disk = disk;
    this.#folder = folder;
    this.#encoder = new RunEncoder(entries);
    const path = join(folder, this.partialName);
    disk.remove(path);
    this.#file = disk.open(path, "write");
  }

  /** Takes the next rows, sorted: they are copied before it returns, and on their way to the disk when it resolves. */
  async add(rows: Uint32Array, isLast: boolean): Promise<void> {
    const { bytes, position } = this.#encoder.add(rows, isLast);
    if (bytes.length === 0) return;
    await this.#disk.append(this.#file, bytes, position);
    this.#unsynced += bytes.length;
    if (this.#unsynced < SYNC_BYTES) return;
    this.#unsynced = 0;
    await this.#disk.datasync(this.#file);
  }

  /** The run, whole and durable under its name. */
  async finish(): Promise<KeyRun> {
    for (const { bytes, position } of this.#encoder.top()) await this.#disk.append(this.#file, bytes, position);
    await this.#disk.datasync(this.#file);
    const path = join(this.#folder, this.name);
    this.#disk.rename(join(this.#folder, this.partialName), path);
    await this.#disk.syncFolderLater(this.#folder);
    return KeyRun.written(this.#disk, path, this.name, this.#encoder);
  }

  /** After `finish`, or instead of it; nothing else may be under way. */
  close(): void {
    this.#disk.close(this.#file);
  }
}
