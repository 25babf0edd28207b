import type { Disk } from "./disk.ts";
import { type KeyRun, ROW_BYTES, RunEncoder, sortRows } from "./key-run.ts";

/** Rows sorted at once: about a millisecond of work. */
const STEP_ROWS = 4096;

/** Joins neighbouring runs into one, in steps, so that no group commit waits for a large merge. */
export class KeyMerge {
  readonly runs: readonly KeyRun[];
  readonly name: string;
  readonly #disk: Disk;
  readonly #file: number;
  readonly #encoder: RunEncoder;
  readonly #cursors: Cursor[];
  readonly #steps: number;
  #step = 0;

  constructor(disk: Disk, path: string, runs: readonly KeyRun[]) {
    this.runs = runs;
    const [first, end] = [runs[0]?.first ?? 0, runs.at(-1)?.end ?? 0];
    this.name = runName(first, end);
    this.#disk = disk;
    this.#encoder = new RunEncoder(first, end);
    this.#cursors = runs.map((run) => new Cursor(run.scan()));
    this.#steps = Math.max(1, Math.ceil((end - first) / STEP_ROWS));
    disk.remove(path);
    this.#file = disk.open(path, "write");
  }

  /** Merges the next range of digests; gives the number of rows. 0: all are merged. */
  step(): number {
    if (this.#step === this.#steps) return 0;
    this.#step++;
    const isLast = this.#step === this.#steps;
    const limit = isLast ? Number.POSITIVE_INFINITY : Math.floor((this.#step / this.#steps) * 2 ** 32);
    const rows = Buffer.concat(this.#cursors.flatMap((cursor) => cursor.below(limit)));
    const { bytes, position } = this.#encoder.add(sortRows(rows), isLast);
    if (bytes.length > 0) this.#disk.write(this.#file, bytes, position);
    return Math.max(1, rows.length / ROW_BYTES);
  }

  /** Makes the file whole and durable under its partial name. */
  async finish(): Promise<void> {
    this.#disk.write(this.#file, this.#encoder.finish(), 0);
    await this.#disk.datasync(this.#file);
  }

  close(): void {
    this.#disk.close(this.#file);
  }
}

export function runName(first: number, end: number): string {
  return `${first}-${end}.run`;
}

/** Reads a run from first to last. */
class Cursor {
  readonly #pieces: Generator<Buffer, void>;
  #piece: Buffer | null = null;

  constructor(pieces: Generator<Buffer, void>) {
    this.#pieces = pieces;
  }

  /** The next rows whose first four bytes are below the limit. */
  below(limit: number): Buffer[] {
    const taken: Buffer[] = [];
    for (;;) {
      if (this.#piece === null || this.#piece.length === 0) {
        const next = this.#pieces.next();
        if (next.done === true) return taken;
        this.#piece = next.value;
      }
      const end = endBelow(this.#piece, limit);
      const isWhole = end === this.#piece.length;
      taken.push(this.#piece.subarray(0, end));
      this.#piece = this.#piece.subarray(end);
      if (!isWhole) return taken;
    }
  }
}

function endBelow(rows: Buffer, limit: number): number {
  let low = 0;
  let high = rows.length / ROW_BYTES;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rows.readUInt32BE(middle * ROW_BYTES) < limit) low = middle + 1;
    else high = middle;
  }
  return low * ROW_BYTES;
}
