import { crc32c } from "../format/index.ts";
import type { Disk } from "./disk.ts";
import { KeyFilter, type KeyProbes } from "./key-filter.ts";
import { ROW_BYTES, ROW_WORDS } from "./key-rows.ts";
import { DIGEST_WORDS } from "./key-table.ts";
import { corrupt } from "./log-files.ts";

const DIGEST_BYTES = 10;
export const PAGE_BYTES = 512;
export const PAGE_HEAD = 8;
export const PAGE_ROWS = Math.floor((PAGE_BYTES - PAGE_HEAD) / ROW_BYTES);
export const RUN_HEAD_BYTES = 32;
export const RUN_MAGIC = 0x594a4b33;
/** Pages read at once from first to last. */
const SCAN_PAGES = 64;

/** What of a run is in memory. */
export interface RunTop {
  readonly first: number;
  readonly end: number;
  readonly filter: KeyFilter;
  /** The first number of each page. */
  readonly fences: Uint32Array;
}

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

  private constructor(disk: Disk, name: string, file: number, top: RunTop) {
    this.#disk = disk;
    this.name = name;
    this.#file = file;
    this.first = top.first;
    this.end = top.end;
    this.#filter = top.filter;
    this.#fences = top.fences;
    this.#pagesAt = pagesAfter(top);
  }

  get count(): number {
    return this.end - this.first;
  }

  /** LOG_CORRUPT when head, filter or fences fail their checksum. Pages are checked when they are read. */
  static open(disk: Disk, path: string, name: string): KeyRun {
    if (!disk.exists(path)) throw corrupt(name, 0, "it is missing");
    const file = disk.open(path, "read");
    try {
      const head = Buffer.alloc(RUN_HEAD_BYTES);
      if (disk.read(file, head, 0) < RUN_HEAD_BYTES || head.readUInt32BE(0) !== RUN_MAGIC) throw corrupt(name, 0, "no key run");
      const filterBytes = head.readUInt32BE(24);
      const pages = head.readUInt32BE(28);
      const length = RUN_HEAD_BYTES + filterBytes + 4 * pages;
      if (length + 4 + pages * PAGE_BYTES !== disk.size(file)) throw corrupt(name, 0, "the lengths do not fit");
      const top = Buffer.allocUnsafeSlow(length + 4);
      disk.read(file, top, 0);
      if (top.readUInt32BE(length) !== crc32c(top, 0, length)) throw corrupt(name, 0, "the checksum differs");
      const fences = Buffer.allocUnsafeSlow(4 * pages);
      top.copy(fences, 0, RUN_HEAD_BYTES + filterBytes, length);
      fences.swap32();
      return new KeyRun(disk, name, file, {
        first: Number(head.readBigUInt64BE(8)),
        end: Number(head.readBigUInt64BE(16)),
        filter: KeyFilter.over(top.subarray(RUN_HEAD_BYTES, RUN_HEAD_BYTES + filterBytes)),
        fences: new Uint32Array(fences.buffer, fences.byteOffset, pages),
      });
    } catch (error) {
      disk.close(file);
      throw error;
    }
  }

  /** A run that this process has just written. */
  static written(disk: Disk, path: string, name: string, top: RunTop): KeyRun {
    return new KeyRun(disk, name, disk.open(path, "read"), top);
  }

  /** Tells `found` which digests belong to which entries: none or one, but for collisions of 80 bits. `at`: first word of the digest; `probes`: of these digests. */
  search(digests: Uint32Array, probes: KeyProbes, found: (at: number, entry: number) => void): void {
    this.#filter.search(probes, (key) => this.#find(digests, DIGEST_WORDS * key, found));
  }

  /** As `search`, for the key at one position. */
  searchOne(digests: Uint32Array, { probes, key }: { probes: KeyProbes; key: number }, found: (at: number, entry: number) => void): void {
    if (this.#filter.has(probes, key)) this.#find(digests, DIGEST_WORDS * key, found);
  }

  #find(digests: Uint32Array, at: number, found: (at: number, entry: number) => void): void {
    const digest = Buffer.from(digests.buffer, digests.byteOffset + 4 * at, DIGEST_BYTES);
    const prefix = digest.readUInt32BE(0);
    const space = Buffer.allocUnsafe(PAGE_BYTES);
    for (let page = this.#pageBefore(prefix); page < this.#fences.length && (this.#fences[page] ?? 0) <= prefix; page++) {
      const rows = this.#pages(page, 1, space);
      for (let row = 0; row < rows.length; row += ROW_BYTES) {
        if (rows.readUInt32BE(row) === prefix && rows.compare(digest, 0, DIGEST_BYTES, row, row + DIGEST_BYTES) === 0)
          found(at, rows.readUIntBE(row + DIGEST_BYTES, 6));
      }
    }
  }

  /** All rows in the order of the run, in pieces. A piece is valid until the next is asked for. */
  *scan(): Generator<Uint32Array, void> {
    const space = Buffer.allocUnsafeSlow(SCAN_PAGES * PAGE_BYTES);
    for (let page = 0; page < this.#fences.length; page += SCAN_PAGES) {
      const rows = this.#pages(page, Math.min(SCAN_PAGES, this.#fences.length - page), space);
      yield new Uint32Array(rows.buffer, rows.byteOffset, rows.length / 4);
    }
  }

  /** All rows in the order of the run. */
  rows(): Uint32Array {
    const rows = new Uint32Array(ROW_WORDS * this.count);
    let at = 0;
    for (const piece of this.scan()) {
      rows.set(piece, at);
      at += piece.length;
    }
    return rows;
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

  /** Rows of neighbouring pages, in `space`; LOG_CORRUPT when a page fails its checksum. */
  #pages(page: number, count: number, space: Buffer): Buffer {
    const bytes = space.subarray(0, count * PAGE_BYTES);
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

/** Where the pages begin, behind head, filter, fences and their checksum. */
export function pagesAfter({ filter, fences }: Pick<RunTop, "filter" | "fences">): number {
  return RUN_HEAD_BYTES + filter.bytes.length + 4 * fences.length + 4;
}
