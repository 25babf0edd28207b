import type { DatabaseSync, StatementSync } from "node:sqlite";
import { deflateRawSync, inflateRawSync } from "node:zlib";

/** Rows of batches that are small: they are read whole while they are new. */
export const SMALL_BATCH = 20_000;
/** Rows that are packed together: one is read with its neighbours. */
const BLOCK_ROWS = 8;
const BLOCK_ROWS_OF_SMALL = 64;
/** Rows from which the dictionary of a batch is made: few rows pack as well as many where what they have in common is known beforehand. */
const SAMPLE_ROWS = 256;
const DICTIONARY_BYTES = 12_288;

export const BLOCK_TABLES = `CREATE TABLE block (first INTEGER PRIMARY KEY, cells BLOB NOT NULL);
  CREATE TABLE dictionary (bytes BLOB NOT NULL);`;

/** Packs rows, one line each, in their order. */
export class Packer {
  readonly #index: DatabaseSync;
  readonly #insert: StatementSync;
  readonly #blockRows: number;
  #dictionary: Buffer | null = null;
  #rows: number[] = [];
  #lines: string[] = [];

  /** `rows`: of the batch. */
  constructor(index: DatabaseSync, rows: number) {
    this.#index = index;
    this.#blockRows = rows > SMALL_BATCH ? BLOCK_ROWS : BLOCK_ROWS_OF_SMALL;
    this.#insert = index.prepare("INSERT INTO block VALUES (?, ?)");
  }

  add(row: number, line: string): void {
    this.#rows.push(row);
    this.#lines.push(line);
    if (this.#lines.length === (this.#dictionary === null ? SAMPLE_ROWS : this.#blockRows)) this.flush();
  }

  flush(): void {
    if (this.#lines.length === 0) return;
    this.#dictionary ??= this.#makeDictionary();
    for (let at = 0; at < this.#lines.length; at += this.#blockRows) {
      const lines = this.#lines.slice(at, at + this.#blockRows).join("\n");
      this.#insert.run(this.#rows[at] ?? 0, deflateRawSync(lines, { dictionary: this.#dictionary }));
    }
    [this.#rows, this.#lines] = [[], []];
  }

  /** Of a batch that is all sample a few rows: the dictionary is kept beside what it packs. */
  #makeDictionary(): Buffer {
    const step = this.#lines.length < SAMPLE_ROWS ? BLOCK_ROWS : 2;
    const sample = this.#lines.filter((_, at) => at % step === 0).join("\n");
    const bytes = Buffer.from(sample).subarray(0, DICTIONARY_BYTES);
    this.#index.prepare("INSERT INTO dictionary VALUES (?)").run(bytes);
    return bytes;
  }
}

/** Unpacks what `Packer` packed. */
export class Unpacker {
  readonly #index: DatabaseSync;
  #dictionary: Uint8Array | null = null;

  constructor(index: DatabaseSync) {
    this.#index = index;
  }

  /** The lines of a block. */
  lines(cells: Uint8Array): string {
    this.#dictionary ??= this.#index.prepare("SELECT bytes FROM dictionary").get()?.["bytes"] as Uint8Array;
    return inflateRawSync(cells, { dictionary: this.#dictionary }).toString();
  }
}
