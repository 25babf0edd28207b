import type { DatabaseSync, StatementSync } from "node:sqlite";
import { LinePacker, LineUnpacker } from "./packed-lines.ts";

/** Rows of batches that are small: they are read whole while they are new. */
export const SMALL_BATCH = 20_000;
/** Rows that are packed together: one is read with its neighbours. */
const BLOCK_ROWS = 8;
/** Rows from which the dictionary of a batch is made: few rows pack as well as many where what they have in common is known beforehand. */
const SAMPLE_ROWS = 512;
const DICTIONARY_BYTES = 32_768;
/** Between the lines of a block, none of which is empty or has a break: the lines of JSON arrays are the inside of one. */
export const BETWEEN_LINES = ",\n";

export const BLOCK_TABLES = `CREATE TABLE block (first INTEGER PRIMARY KEY, cells BLOB NOT NULL);
  CREATE TABLE dictionary (bytes BLOB NOT NULL);`;

/** Packs rows, one line each, in their order. */
export class Packer {
  readonly #index: DatabaseSync;
  readonly #insert: StatementSync;
  #packer: LinePacker | null = null;
  #rows: number[] = [];
  #lines: string[] = [];

  constructor(index: DatabaseSync) {
    this.#index = index;
    this.#insert = index.prepare("INSERT INTO block VALUES (?, ?)");
  }

  add(row: number, line: string): void {
    this.#rows.push(row);
    this.#lines.push(line);
    if (this.#lines.length === (this.#packer === null ? SAMPLE_ROWS : BLOCK_ROWS)) this.flush();
  }

  flush(): void {
    if (this.#lines.length === 0) return;
    this.#packer ??= new LinePacker(this.#makeDictionary());
    for (let at = 0; at < this.#lines.length; at += BLOCK_ROWS) {
      const lines = this.#lines.slice(at, at + BLOCK_ROWS).join(BETWEEN_LINES);
      this.#insert.run(this.#rows[at] ?? 0, this.#packer.pack(Buffer.from(lines)));
    }
    [this.#rows, this.#lines] = [[], []];
  }

  /** Of a batch that is all sample a few rows: the dictionary is kept beside what it packs. */
  #makeDictionary(): Buffer {
    const step = this.#lines.length < SAMPLE_ROWS ? BLOCK_ROWS : 2;
    const sample = this.#lines.filter((_, at) => at % step === 0).join(BETWEEN_LINES);
    const bytes = Buffer.from(sample).subarray(0, DICTIONARY_BYTES);
    this.#index.prepare("INSERT INTO dictionary VALUES (?)").run(bytes);
    return bytes;
  }
}

/** Unpacks what `Packer` packed. */
export class Unpacker {
  readonly #index: DatabaseSync;
  #unpacker: LineUnpacker | null = null;

  constructor(index: DatabaseSync) {
    this.#index = index;
  }

  /** The lines of a block. */
  lines(cells: Uint8Array): string {
    this.#unpacker ??= new LineUnpacker(this.#index.prepare("SELECT bytes FROM dictionary").get()?.["bytes"] as Uint8Array);
    return this.#unpacker.unpack(cells);
  }
}
