import { crc32c } from "../format/index.ts";
import type { Disk } from "./disk.ts";
import { KeyFilter } from "./key-filter.ts";
import { swapBytes } from "./key-table.ts";
import { corrupt } from "./log-files.ts";

/** A row of a run: the first 10 bytes of the key's SHA-256 and the entry's index in 6 bytes. */
export const ROW_BYTES = 16;
const DIGEST_BYTES = 10;
const PAGE_BYTES = 512;
const PAGE_HEAD = 8;
const PAGE_ROWS = Math.floor((PAGE_BYTES - PAGE_HEAD) / ROW_BYTES);
const HEAD_BYTES = 32;
const MAGIC = 0x594a4b32;
/** Pages read at once from first to last. */
const SCAN_PAGES = 64;

/** Which key belongs to which entry, for entries [first, end): a file of rows sorted by the first four bytes, in checksummed pages, behind a filter and
 *  the first number of each page. Head, filter and fences are in memory; a new key costs no read, a known one a single page. */
export class KeyRun {
  readonly name: string;
  readonly first: number;
  readonly end: number;
  readonly #disk: Disk;
  readonly #file: number;
  readonly #filter: KeyFilter;
  readonly #fences: Uint32Array;
  readonly #pagesAt: number;

  private constructor(
    disk: Disk,
    name: string,
    file: number,
    parts: { first: number; end: number; filter: KeyFilter; fences: Uint32Array; pagesAt: number },
  ) {
    this.#disk = disk;
    this.name = name;
    this.#file = file;
    this.first = parts.first;
    this.end = parts.end;
    this.#filter = parts.filter;
    this.#fences = parts.fences;
    this.#pagesAt = parts.pagesAt;
  }

  get count(): number {
    return this.end - this.first;
  }

  /** LOG_CORRUPT when head, filter or fences fail their checksum. Pages are checked when they are read. */
  static open(disk: Disk, path: string, name: string): KeyRun {
    if (!disk.exists(path)) throw corrupt(name, 0, "it is missing");
    const file = disk.open(path, "read");
    try {
      const head = Buffer.alloc(HEAD_BYTES);
      if (disk.read(file, head, 0) < HEAD_BYTES || head.readUInt32BE(0) !== MAGIC) throw corrupt(name, 0, "no key run");
      const filterBytes = head.readUInt32BE(24);
      const pages = head.readUInt32BE(28);
      const length = HEAD_BYTES + filterBytes + 4 * pages;
      if (length + 4 + pages * PAGE_BYTES !== disk.size(file)) throw corrupt(name, 0, "the lengths do not fit");
      const top = Buffer.allocUnsafeSlow(length + 4);
      disk.read(file, top, 0);
      if (top.readUInt32BE(length) !== crc32c(top, 0, length)) throw corrupt(name, 0, "the checksum differs");
      const fences = Buffer.allocUnsafeSlow(4 * pages);
      top.copy(fences, 0, HEAD_BYTES + filterBytes, length);
      fences.swap32();
      return new KeyRun(disk, name, file, {
        first: Number(head.readBigUInt64BE(8)),
        end: Number(head.readBigUInt64BE(16)),
        filter: KeyFilter.over(top.subarray(HEAD_BYTES, HEAD_BYTES + filterBytes)),
        fences: new Uint32Array(fences.buffer, fences.byteOffset, pages),
        pagesAt: length + 4,
      });
    } catch (error) {
      disk.close(file);
      throw error;
    }
  }

  /** Tells `found` which digests belong to which entries: none or one, but for collisions of 80 bits. `at`: first word of the digest. */
  search(digests: Uint32Array, found: (at: number, entry: number) => void): void {
    this.#filter.search(digests, (at) => this.#find(digests, at, found));
  }

  #find(digests: Uint32Array, at: number, found: (at: number, entry: number) => void): void {
    const digest = Buffer.from(digests.buffer, digests.byteOffset + 4 * at, DIGEST_BYTES);
    const prefix = digest.readUInt32BE(0);
    for (let page = this.#pageBefore(prefix); page < this.#fences.length && (this.#fences[page] ?? 0) <= prefix; page++) {
      const rows = this.#pages(page, 1);
      for (let row = 0; row < rows.length; row += ROW_BYTES) {
        if (rows.readUInt32BE(row) === prefix && rows.compare(digest, 0, DIGEST_BYTES, row, row + DIGEST_BYTES) === 0)
          found(at, rows.readUIntBE(row + DIGEST_BYTES, 6));
      }
    }
  }

  /** All rows in the order of the run, in pieces. */
  *scan(): Generator<Buffer, void> {
    for (let page = 0; page < this.#fences.length; page += SCAN_PAGES) {
      yield this.#pages(page, Math.min(SCAN_PAGES, this.#fences.length - page));
    }
  }

  /** All rows in the order of the run. */
  rows(): Buffer {
    return Buffer.concat([...this.scan()]);
  }

  close(): void {
    this.#disk.close(this.#file);
  }

  /** The last page that may begin at or before the prefix; one earlier than the first page that begins with it, whose equals can lie before. */
  #pageBefore(prefix: number): number {
    let low = 0;
    let high = this.#fences.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#fences[middle] ?? 0) < prefix) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }

  /** Rows of neighbouring pages; LOG_CORRUPT when one fails its checksum. */
  #pages(page: number, count: number): Buffer {
    const bytes = Buffer.allocUnsafe(count * PAGE_BYTES);
    const position = this.#pagesAt + page * PAGE_BYTES;
    const read = this.#disk.read(this.#file, bytes, position);
    let length = 0;
    for (let at = 0; at < bytes.length; at += PAGE_BYTES) {
      const isWhole = read >= at + PAGE_BYTES;
      if (!isWhole || bytes.readUInt32BE(at) !== crc32c(bytes, at + 4, at + PAGE_BYTES))
        throw corrupt(this.name, position + at, "the page's checksum differs");
      const rowBytes = ROW_BYTES * Math.min(PAGE_ROWS, bytes.readUInt16BE(at + 4));
      bytes.copyWithin(length, at + PAGE_HEAD, at + PAGE_HEAD + rowBytes);
      length += rowBytes;
    }
    return bytes.subarray(0, length);
  }
}

/** The file of a run for entries [first, end), from sorted rows that come in pieces. */
export class RunEncoder {
  readonly #head: Buffer;
  readonly #filter: KeyFilter;
  readonly #fences: Buffer;
  #page = 0;
  #rest: Buffer = Buffer.alloc(0);

  constructor(first: number, end: number) {
    const pages = Math.ceil((end - first) / PAGE_ROWS);
    this.#filter = KeyFilter.for(end - first);
    this.#fences = Buffer.alloc(4 * pages);
    this.#head = Buffer.alloc(HEAD_BYTES);
    this.#head.writeUInt32BE(MAGIC, 0);
    this.#head.writeBigUInt64BE(BigInt(first), 8);
    this.#head.writeBigUInt64BE(BigInt(end), 16);
    this.#head.writeUInt32BE(this.#filter.bytes.length, 24);
    this.#head.writeUInt32BE(pages, 28);
  }

  /** Pages that these rows complete, and where in the file they belong. The last call is told, since a page may be left half full by it. */
  add(rows: Buffer, isLast: boolean): { bytes: Buffer; position: number } {
    const all = this.#rest.length === 0 ? rows : Buffer.concat([this.#rest, rows]);
    const words = wordsOf(all);
    const count = all.length / ROW_BYTES;
    const pages = isLast ? Math.ceil(count / PAGE_ROWS) : Math.floor(count / PAGE_ROWS);
    const position = this.#pagesAt + this.#page * PAGE_BYTES;
    const bytes = Buffer.alloc(pages * PAGE_BYTES);
    for (let page = 0; page < pages; page++) {
      const from = page * PAGE_ROWS * ROW_BYTES;
      const to = Math.min(all.length, from + PAGE_ROWS * ROW_BYTES);
      const at = page * PAGE_BYTES;
      this.#fences.writeUInt32BE(all.readUInt32BE(from), 4 * (this.#page + page));
      all.copy(bytes, at + PAGE_HEAD, from, to);
      bytes.writeUInt16BE((to - from) / ROW_BYTES, at + 4);
      bytes.writeUInt32BE(crc32c(bytes, at + 4, at + PAGE_BYTES), at);
      for (let word = from / 4; word < to / 4; word += 4) this.#filter.add(words[word + 1] ?? 0, words[word + 2] ?? 0);
    }
    this.#page += pages;
    this.#rest = Buffer.from(all.subarray(pages * PAGE_ROWS * ROW_BYTES));
    return { bytes, position };
  }

  /** What stands before the pages. */
  finish(): Buffer {
    const top = Buffer.concat([this.#head, this.#filter.bytes, this.#fences, Buffer.alloc(4)]);
    top.writeUInt32BE(crc32c(top, 0, top.length - 4), top.length - 4);
    return top;
  }

  get #pagesAt(): number {
    return HEAD_BYTES + this.#filter.bytes.length + this.#fences.length + 4;
  }
}

/** Rows in the order of a run. Sorted by radix, sixteen bits at a time. */
export function sortRows(rows: Buffer): Buffer {
  const count = rows.length / ROW_BYTES;
  const from = wordsOf(rows);
  const prefixes = new Uint32Array(count);
  for (let row = 0; row < count; row++) prefixes[row] = swapBytes(from[4 * row] ?? 0);
  const sorted = Buffer.allocUnsafeSlow(rows.length);
  const order = radixPass(prefixes, radixPass(prefixes, null, 0), 16);
  const to = wordsOf(sorted);
  for (let row = 0; row < count; row++) {
    const source = 4 * (order[row] ?? 0);
    const target = 4 * row;
    to[target] = from[source] ?? 0;
    to[target + 1] = from[source + 1] ?? 0;
    to[target + 2] = from[source + 2] ?? 0;
    to[target + 3] = from[source + 3] ?? 0;
  }
  return sorted;
}

function radixPass(keys: Uint32Array, order: Uint32Array | null, shift: number): Uint32Array {
  const starts = new Uint32Array(65_537);
  for (const key of keys) {
    const digit = ((key >>> shift) & 0xffff) + 1;
    starts[digit] = (starts[digit] ?? 0) + 1;
  }
  for (let digit = 1; digit < starts.length; digit++) starts[digit] = (starts[digit] ?? 0) + (starts[digit - 1] ?? 0);
  const sorted = new Uint32Array(keys.length);
  for (let at = 0; at < keys.length; at++) {
    const item = order === null ? at : (order[at] ?? 0);
    const digit = ((keys[item] ?? 0) >>> shift) & 0xffff;
    const place = starts[digit] ?? 0;
    sorted[place] = item;
    starts[digit] = place + 1;
  }
  return sorted;
}

function wordsOf(rows: Buffer): Uint32Array {
  const aligned = rows.byteOffset % 4 === 0 ? rows : Buffer.copyBytesFrom(rows);
  return new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length / 4);
}
