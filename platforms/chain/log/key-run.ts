import { hash } from "node:crypto";
import { crc32c } from "../format/index.ts";
import type { Disk } from "./disk.ts";
import { corrupt } from "./log-files.ts";

/** A row of a run: the first 10 bytes of the key's SHA-256 and the entry's index in 6 bytes. */
export const ROW_BYTES = 16;
const DIGEST_BYTES = 10;
const PAGE_BYTES = 4096;
const PAGE_HEAD = 8;
const PAGE_ROWS = Math.floor((PAGE_BYTES - PAGE_HEAD) / ROW_BYTES);
const HEAD_BYTES = 32;
const MAGIC = 0x594a4b31;
const BLOOM_BITS_PER_ROW = 10;
const BLOOM_PROBES = 7;

/** Which key belongs to which entry, for entries [first, end): a file of sorted rows in checksummed pages behind a Bloom filter and the
 *  first digest of each page. Head, filter and fences are in memory; a new key costs no read, a known one a single page. */
export class KeyRun {
  readonly name: string;
  readonly first: number;
  readonly end: number;
  readonly #disk: Disk;
  readonly #file: number;
  readonly #bloom: Uint8Array;
  readonly #fences: Uint32Array;
  readonly #pagesAt: number;

  private constructor(
    disk: Disk,
    name: string,
    file: number,
    parts: { first: number; end: number; bloom: Uint8Array; fences: Uint32Array; pagesAt: number },
  ) {
    this.#disk = disk;
    this.name = name;
    this.#file = file;
    this.first = parts.first;
    this.end = parts.end;
    this.#bloom = parts.bloom;
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
      const bloomBytes = head.readUInt32BE(24);
      const pages = head.readUInt32BE(28);
      const length = HEAD_BYTES + bloomBytes + 4 * pages;
      if (length + 4 + pages * PAGE_BYTES !== disk.size(file)) throw corrupt(name, 0, "the lengths do not fit");
      const top = Buffer.alloc(length + 4);
      disk.read(file, top, 0);
      if (top.readUInt32BE(length) !== crc32c(top, 0, length)) throw corrupt(name, 0, "the checksum differs");
      const fences = Uint32Array.from({ length: pages }, (_, page) => top.readUInt32BE(HEAD_BYTES + bloomBytes + 4 * page));
      const [first, end] = [Number(head.readBigUInt64BE(8)), Number(head.readBigUInt64BE(16))];
      return new KeyRun(disk, name, file, {
        first,
        end,
        bloom: top.subarray(HEAD_BYTES, HEAD_BYTES + bloomBytes),
        fences,
        pagesAt: length + 4,
      });
    } catch (error) {
      disk.close(file);
      throw error;
    }
  }

  /** Indexes whose key has this digest: none or one, but for collisions of 80 bits. */
  find(digest: Buffer): number[] {
    if (!this.#mayHold(digest)) return [];
    const prefix = digest.readUInt32BE(0);
    const found: number[] = [];
    for (let page = this.#pageBefore(prefix); page < this.#fences.length && (this.#fences[page] ?? 0) <= prefix; page++) {
      const rows = this.#page(page);
      for (let at = 0; at < rows.length; at += ROW_BYTES) {
        if (rows.compare(digest, 0, DIGEST_BYTES, at, at + DIGEST_BYTES) === 0) found.push(rows.readUIntBE(at + DIGEST_BYTES, 6));
      }
    }
    return found;
  }

  /** All rows, ROW_BYTES each, in the order of the run. */
  rows(): Buffer {
    return Buffer.concat(this.#fences.length === 0 ? [] : Array.from(this.#fences, (_, page) => this.#page(page)));
  }

  close(): void {
    this.#disk.close(this.#file);
  }

  /** The last page that may begin at or before the prefix; one earlier than the first page that begins with it, whose equals can lie before. */
  #pageBefore(prefix: number): number {
    let low = 0;
    let high = this.#fences.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#fences[middle] ?? 0) < prefix) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }

  #page(page: number): Buffer {
    const bytes = Buffer.alloc(PAGE_BYTES);
    const position = this.#pagesAt + page * PAGE_BYTES;
    const isWhole = this.#disk.read(this.#file, bytes, position) === PAGE_BYTES;
    if (!isWhole || bytes.readUInt32BE(0) !== crc32c(bytes, 4, PAGE_BYTES))
      throw corrupt(this.name, position, "the page's checksum differs");
    return bytes.subarray(PAGE_HEAD, PAGE_HEAD + ROW_BYTES * bytes.readUInt16BE(4));
  }

  #mayHold(digest: Buffer): boolean {
    const bits = this.#bloom.length * 8;
    const step = bloomStep(digest, 0);
    for (let probe = 0, place = digest.readUInt32BE(0); probe < BLOOM_PROBES; probe++, place = (place + step) >>> 0) {
      const bit = place % bits;
      if (((this.#bloom[bit >>> 3] ?? 0) & (1 << (bit & 7))) === 0) return false;
    }
    return true;
  }
}

/** SHA-256 of a caller's key. */
export function keyDigest(key: string | Uint8Array): Buffer {
  return hash("sha256", key, "buffer");
}

/** Row of a key for `encodeRun`. `digest`: SHA-256 of the key's bytes. */
export function writeRow(out: Buffer, position: number, digest: Buffer, index: number): void {
  digest.copy(out, position, 0, DIGEST_BYTES);
  out.writeUIntBE(index, position + DIGEST_BYTES, 6);
}

/** The file of a run over unsorted rows for entries [first, end). */
export function encodeRun(rows: Buffer, first: number, end: number): Buffer {
  const count = rows.length / ROW_BYTES;
  const pages = Math.ceil(count / PAGE_ROWS);
  const bloomBytes = Math.max(8, Math.ceil((count * BLOOM_BITS_PER_ROW) / 8));
  const top = HEAD_BYTES + bloomBytes + 4 * pages;
  const run = Buffer.alloc(top + 4 + pages * PAGE_BYTES);
  run.writeUInt32BE(MAGIC, 0);
  run.writeBigUInt64BE(BigInt(first), 8);
  run.writeBigUInt64BE(BigInt(end), 16);
  run.writeUInt32BE(bloomBytes, 24);
  run.writeUInt32BE(pages, 28);
  sortedPositions(rows).forEach((position, rank) => {
    const page = Math.floor(rank / PAGE_ROWS);
    if (rank % PAGE_ROWS === 0) run.writeUInt32BE(rows.readUInt32BE(position), HEAD_BYTES + bloomBytes + 4 * page);
    rows.copy(run, top + 4 + page * PAGE_BYTES + PAGE_HEAD + (rank % PAGE_ROWS) * ROW_BYTES, position, position + ROW_BYTES);
    const step = bloomStep(rows, position);
    for (let probe = 0, place = rows.readUInt32BE(position); probe < BLOOM_PROBES; probe++, place = (place + step) >>> 0) {
      const bit = place % (bloomBytes * 8);
      const byte = HEAD_BYTES + (bit >>> 3);
      run[byte] = (run[byte] ?? 0) | (1 << (bit & 7));
    }
  });
  for (let page = 0; page < pages; page++) {
    const at = top + 4 + page * PAGE_BYTES;
    run.writeUInt16BE(Math.min(PAGE_ROWS, count - page * PAGE_ROWS), at + 4);
    run.writeUInt32BE(crc32c(run, at + 4, at + PAGE_BYTES), at);
  }
  run.writeUInt32BE(crc32c(run, 0, top), top);
  return run;
}

/** Byte positions of the rows by the first 32 bits of their digests; packed with the ordinal into one double, which sorts natively. */
function sortedPositions(rows: Buffer): Float64Array {
  const count = rows.length / ROW_BYTES;
  const packed = new Float64Array(count);
  for (let ordinal = 0; ordinal < count; ordinal++) packed[ordinal] = rows.readUInt32BE(ordinal * ROW_BYTES) * 0x20_0000 + ordinal;
  return packed.sort().map((value) => (value % 0x20_0000) * ROW_BYTES);
}

/** Distance between the probes of a digest in a filter; odd, so that they differ. */
function bloomStep(rows: Buffer, position: number): number {
  return rows.readUInt32BE(position + 4) | 1;
}
