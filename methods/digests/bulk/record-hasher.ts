import { type CommittedColumn, RECORD_COMMITMENT } from "@yuejian/contracts";
import type { RecordHasher } from "./bulk-hasher.ts";
import type { HashEngine } from "./hash-engine.ts";
import { JOB_BYTES } from "./wat-messages.ts";
import { COLUMN_BYTES, ROW_STATUS, SLACK } from "./wat-records.ts";
import { MEMORY } from "./wat-rounds.ts";

const MAX_ROWS = 1024;
const FIRST_INPUT_BYTES = 256 * 1024;
const { nullMark, saltBytes, separator } = RECORD_COMMITMENT;
const LINE_FEED = 0x0a;

/** Rows in any pieces → leaf hashes. Memory: the pieces of one unfinished row, and regions of a few hundred kilobytes unless a row is longer. */
export function startRecords(engine: HashEngine, columns: readonly CommittedColumn[]): RecordHasher {
  const alone = columns.filter((column) => column.alone).length;
  const saltBytesPerRow = saltBytes * (alone + 1);
  const regions = new Regions(engine, columns, alone);
  let carried: Uint8Array[] = [];
  let carriedLast = 0;
  let rows = 0;
  /** The piece last counted: who asks how many rows it has hands it over next. */
  let counted: { readonly bytes: Uint8Array; readonly count: number } | null = null;

  const rowsIn = (bytes: Uint8Array): number => {
    if (counted?.bytes === bytes) return counted.count;
    let count = bytes.length > 0 && carriedLast === nullMark && bytes[0] === LINE_FEED ? 1 : 0;
    // Slices overlap by one byte, so that a row end on their border is seen once.
    for (let at = 0; at < bytes.length; at += regions.inputBytes - 1) {
      count += regions.countRowEnds(bytes.subarray(at, at + regions.inputBytes));
    }
    counted = { bytes, count };
    return count;
  };

  return {
    saltBytesPerRow,
    rowsIn,
    append(bytes, salts) {
      const expected = rowsIn(bytes);
      counted = null;
      if (salts.length < expected * saltBytesPerRow) throw new RangeError(`salts for ${expected} rows are needed`);
      if (bytes.length === 0) return new Uint8Array(0);
      carriedLast = bytes.at(-1) ?? 0;
      if (expected === 0) {
        carried.push(bytes.slice());
        return new Uint8Array(0);
      }
      const whole = carried.length === 0 ? bytes : concatenate([...carried, bytes]);
      const leafHashes = new Uint8Array(expected * 32);
      let at = 0;
      let done = 0;
      while (done < expected) {
        const step = regions.hash(whole.subarray(at, at + regions.inputBytes), salts.subarray(done * saltBytesPerRow), leafHashes, done);
        if (step.isMalformed) throw new RangeError(`row ${rows + done + 1} does not hold ${columns.length} columns that are not empty`);
        if (step.rows === 0) {
          if (regions.inputBytes >= whole.length - at) throw new RangeError(`row ${rows + done + 1} changed while it was read`);
          regions.enlarge();
        }
        at += step.consumed;
        done += step.rows;
      }
      rows += done;
      carried = at < whole.length ? [whole.slice(at)] : [];
      return leafHashes;
    },
    finish() {
      if (carried.length > 0) throw new RangeError(`row ${rows + 1} is not finished`);
      return rows;
    },
  };
}

/** Where things stand in the engine's memory. Other uses of the engine may overwrite it between two calls, so every call writes all it needs. */
class Regions {
  inputBytes = FIRST_INPUT_BYTES;
  readonly #engine: HashEngine;
  readonly #columns: readonly CommittedColumn[];
  readonly #prefixes: readonly Uint8Array[];
  readonly #alone: number;
  readonly #overhead: number;

  constructor(engine: HashEngine, columns: readonly CommittedColumn[], alone: number) {
    const encoder = new TextEncoder();
    this.#engine = engine;
    this.#columns = columns;
    this.#prefixes = columns.map((column) => Uint8Array.of(...encoder.encode(column.name), separator));
    this.#alone = alone;
    // Tags, salts, names, digests and padding of one row's messages, each rounded up to blocks.
    const cells = columns.reduce((sum, column, index) => sum + (column.alone ? 160 + (this.#prefixes[index]?.length ?? 0) : 0), 0);
    this.#overhead = 512 + 32 * (alone + 1) + cells;
  }

  enlarge(): void {
    this.inputBytes *= 2;
  }

  countRowEnds(bytes: Uint8Array): number {
    const { input } = this.#place();
    this.#engine.memory.set(bytes, input);
    this.#engine.memory.fill(0, input + bytes.length, input + bytes.length + SLACK);
    return this.#engine.count(input, input + bytes.length);
  }

  hash(
    bytes: Uint8Array,
    salts: Uint8Array,
    into: Uint8Array,
    done: number,
  ): { readonly rows: number; readonly consumed: number; readonly isMalformed: boolean } {
    const place = this.#place();
    const { memory } = this.#engine;
    this.#writeColumns(place.columns, memory);
    memory.set(bytes, place.input);
    memory.fill(separator, place.input + bytes.length, place.input + bytes.length + SLACK);
    memory.set(salts.subarray(0, MAX_ROWS * saltBytes * (this.#alone + 1)), place.salts);
    const maxRows = Math.min(MAX_ROWS, into.length / 32 - done);
    const step = this.#engine.layout({
      ...place,
      inputEnd: place.input + bytes.length,
      maxRows,
      alone: this.#alone,
      overhead: this.#overhead,
    });
    if (step.rows > 0) {
      this.#engine.run(place.first, step.firstEnd);
      this.#engine.run(place.second, step.secondEnd);
      into.set(memory.subarray(place.out, place.out + 32 * step.rows), 32 * done);
    }
    return { rows: step.rows, consumed: step.consumed, isMalformed: step.status === ROW_STATUS.malformed };
  }

  #place(): {
    columns: number;
    columnsEnd: number;
    salts: number;
    first: number;
    second: number;
    out: number;
    input: number;
    arena: number;
    arenaEnd: number;
  } {
    let next: number = MEMORY.free;
    const take = (bytes: number): number => {
      const at = next;
      next = Math.ceil((next + bytes + SLACK) / 64) * 64;
      return at;
    };
    const columns = take(COLUMN_BYTES * this.#columns.length);
    const columnsEnd = columns + COLUMN_BYTES * this.#columns.length;
    take(this.#prefixes.reduce((sum, prefix) => sum + prefix.length, 0));
    const salts = take(MAX_ROWS * saltBytes * (this.#alone + 1));
    const first = take(MAX_ROWS * JOB_BYTES * (this.#alone + 1));
    const second = take(MAX_ROWS * JOB_BYTES);
    const out = take(MAX_ROWS * 32);
    const input = take(this.inputBytes);
    const arenaBytes = 2 * this.inputBytes + this.#overhead;
    const arena = take(arenaBytes);
    this.#engine.reserve(next);
    return { columns, columnsEnd, salts, first, second, out, input, arena, arenaEnd: arena + arenaBytes };
  }

  #writeColumns(at: number, memory: Uint8Array): void {
    const view = new DataView(memory.buffer);
    let prefixAt = Math.ceil((at + COLUMN_BYTES * this.#columns.length + SLACK) / 64) * 64;
    this.#columns.forEach((column, index) => {
      const prefix = this.#prefixes[index] ?? new Uint8Array(0);
      view.setUint32(at + COLUMN_BYTES * index, column.alone ? 1 : 0, true);
      view.setUint32(at + COLUMN_BYTES * index + 4, prefixAt, true);
      view.setUint32(at + COLUMN_BYTES * index + 8, prefix.length, true);
      memory.set(prefix, prefixAt);
      prefixAt += prefix.length;
    });
  }
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let position = 0;
  for (const part of parts) {
    whole.set(part, position);
    position += part.length;
  }
  return whole;
}
