import { crc32c } from "../format/index.ts";
import { KeyFilter } from "./key-filter.ts";
import { ROW_WORDS } from "./key-rows.ts";
import { PAGE_BYTES, PAGE_HEAD, PAGE_ROWS, pagesAfter, RUN_HEAD_BYTES, RUN_MAGIC, type RunTop } from "./key-run.ts";

const PAGE_WORDS = PAGE_BYTES / 4;
/** Of what stands before the pages: so much is checksummed and written at once. */
const TOP_PIECE = 256 * 1024;

/** Bytes and where in the file they belong. */
export interface FilePiece {
  readonly bytes: Buffer;
  readonly position: number;
}

/** The file of a run for entries [first, end), from sorted rows that come in pieces. */
export class RunEncoder implements RunTop {
  readonly first: number;
  readonly end: number;
  readonly filter: KeyFilter;
  readonly fences: Uint32Array;
  #page = 0;
  #space = Buffer.alloc(0);
  /** Rows of a page that is not full. */
  readonly #rest = new Uint32Array(ROW_WORDS * PAGE_ROWS);
  #restRows = 0;

  readonly #hasKeys: boolean;

  /** `filter`: one that has all the keys already. */
  constructor({ first, end, filter }: { first: number; end: number; filter: KeyFilter | null }) {
    this.first = first;
    this.end = end;
    this.filter = filter ?? KeyFilter.for(end - first);
    this.#hasKeys = filter !== null;
    this.fences = new Uint32Array(Math.ceil((end - first) / PAGE_ROWS));
  }

  /** Pages that these rows complete; valid until the next call. The last call is told, since a page may be left half full by it. */
  add(rows: Uint32Array, isLast: boolean): FilePiece {
    if (!this.#hasKeys) this.filter.add(rows, ROW_WORDS);
    const count = this.#restRows + rows.length / ROW_WORDS;
    const pages = isLast ? Math.ceil(count / PAGE_ROWS) : Math.floor(count / PAGE_ROWS);
    const bytes = this.#room(pages * PAGE_BYTES);
    const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
    /** Of the first row of the page among the rows given; what is left from the last call comes before them. */
    let from = -ROW_WORDS * this.#restRows;
    for (let page = 0; page < pages; page++) {
      const target = page * PAGE_WORDS + PAGE_HEAD / 4;
      const end = Math.min(rows.length, from + ROW_WORDS * PAGE_ROWS);
      if (from < 0) words.set(this.#rest.subarray(0, -from), target);
      for (let at = Math.max(0, from), to = target + at - from; at < end; at++, to++) words[to] = rows[at] ?? 0;
      this.#seal(bytes, page, (end - from) / ROW_WORDS);
      from = end;
    }
    const start = Math.max(0, from);
    const before = pages === 0 ? this.#restRows : 0;
    this.#rest.set(rows.subarray(start), ROW_WORDS * before);
    this.#restRows = isLast ? 0 : before + (rows.length - start) / ROW_WORDS;
    const position = pagesAfter(this) + this.#page * PAGE_BYTES;
    this.#page += pages;
    return { bytes, position };
  }

  /** What stands before the pages, once all of them are made. */
  *top(): Generator<FilePiece, void> {
    const head = Buffer.alloc(RUN_HEAD_BYTES);
    head.writeUInt32BE(RUN_MAGIC, 0);
    head.writeBigUInt64BE(BigInt(this.first), 8);
    head.writeBigUInt64BE(BigInt(this.end), 16);
    head.writeUInt32BE(this.filter.bytes.length, 24);
    head.writeUInt32BE(this.fences.length, 28);
    const fences = Buffer.alloc(4 * this.fences.length);
    for (let page = 0; page < this.fences.length; page++) fences.writeUInt32BE(this.fences[page] ?? 0, 4 * page);
    let checksum = 0;
    let position = 0;
    for (const part of [head, this.filter.bytes, fences]) {
      for (let at = 0; at < part.length; at += TOP_PIECE) {
        const bytes = part.subarray(at, at + TOP_PIECE);
        checksum = crc32c(bytes, 0, bytes.length, checksum);
        yield { bytes, position };
        position += bytes.length;
      }
    }
    const last = Buffer.alloc(4);
    last.writeUInt32BE(checksum);
    yield { bytes: last, position };
  }

  /** Completes a page whose rows stand in their places. */
  #seal(pages: Buffer, page: number, rows: number): void {
    const at = page * PAGE_BYTES;
    pages.fill(0, at + PAGE_HEAD + 4 * ROW_WORDS * rows, at + PAGE_BYTES);
    pages.writeUInt32BE(rows * 2 ** 16, at + 4);
    pages.writeUInt32BE(crc32c(pages, at + 4, at + PAGE_BYTES), at);
    this.fences[this.#page + page] = pages.readUInt32BE(at + PAGE_HEAD);
  }

  #room(length: number): Buffer {
    if (this.#space.length < length) this.#space = Buffer.allocUnsafeSlow(length + (length >>> 2));
    return this.#space.subarray(0, length);
  }
}
