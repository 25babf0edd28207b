import { rankOf } from "./key-rows.ts";
import { DIGEST_WORDS } from "./key-table.ts";

const BITS_PER_ROW = 16;
const BLOCK_WORDS = 8;
const BLOCK_BYTES = 4 * BLOCK_WORDS;
/** Odd numbers, one per word of a block: they spread a number over the bits of each word. */
const S0 = 0x47b6137b;
const S1 = 0x44974d91;
const S2 = 0x8824ad5b;
const S3 = 0xa2b7289d;
const S4 = 0x705495c7;
const S5 = 0x2df1424b;
const S6 = 0x9efc4947;
const S7 = 0x5c6bfb31;

/** A split-block Bloom filter: one bit in each of the eight words of a single block, so that a key that is not there mostly costs one look at memory.
 *  The first number of a digest chooses the block, the second the bits. About one in a thousand is wrongly taken for one that is there.
 *  The words are written out: a loop over them costs several times as much. */
export class KeyFilter {
  readonly bytes: Buffer;
  readonly #words: Int32Array;

  private constructor(bytes: Buffer) {
    this.bytes = bytes;
    this.#words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  }

  /** An empty filter for so many keys. */
  static for(rows: number): KeyFilter {
    return new KeyFilter(Buffer.from(new ArrayBuffer(BLOCK_BYTES * Math.max(1, Math.ceil((rows * BITS_PER_ROW) / 8 / BLOCK_BYTES)))));
  }

  /** The filter in these bytes, which stay the caller's. */
  static over(bytes: Buffer): KeyFilter {
    return new KeyFilter(bytes.byteOffset % 4 === 0 ? bytes : Buffer.copyBytesFrom(bytes));
  }

  /** Adds the keys of rows (`rowWords` numbers each) by the first two numbers of each. In the order of a run, since neighbours then share a block. */
  add(rows: Uint32Array, rowWords: number): void {
    const words = this.#words;
    const scale = words.length / BLOCK_WORDS / 2 ** 32;
    for (let at = 0; at < rows.length; at += rowWords) {
      const block = BLOCK_WORDS * Math.floor(rankOf(rows[at] ?? 0) * scale);
      const probe = rows[at + 1] ?? 0;
      words[block] = (words[block] ?? 0) | (1 << (Math.imul(probe, S0) >>> 27));
      words[block + 1] = (words[block + 1] ?? 0) | (1 << (Math.imul(probe, S1) >>> 27));
      words[block + 2] = (words[block + 2] ?? 0) | (1 << (Math.imul(probe, S2) >>> 27));
      words[block + 3] = (words[block + 3] ?? 0) | (1 << (Math.imul(probe, S3) >>> 27));
      words[block + 4] = (words[block + 4] ?? 0) | (1 << (Math.imul(probe, S4) >>> 27));
      words[block + 5] = (words[block + 5] ?? 0) | (1 << (Math.imul(probe, S5) >>> 27));
      words[block + 6] = (words[block + 6] ?? 0) | (1 << (Math.imul(probe, S6) >>> 27));
      words[block + 7] = (words[block + 7] ?? 0) | (1 << (Math.imul(probe, S7) >>> 27));
    }
  }

  /** Tells `found` which of the keys may be there, by their position. Many keys at a time: the filter stays in the processor's cache meanwhile. */
  search({ ranks, probes, count }: KeyProbes, found: (at: number) => void): void {
    const words = this.#words;
    const scale = words.length / BLOCK_WORDS / 2 ** 32;
    for (let at = 0; at < count; at++) {
      if (holds(words, BLOCK_WORDS * Math.floor((ranks[at] ?? 0) * scale), probes[at] ?? 0)) found(at);
    }
  }

  /** Whether the key at a position may be there. */
  has({ ranks, probes }: KeyProbes, at: number): boolean {
    const scale = this.#words.length / BLOCK_WORDS / 2 ** 32;
    return holds(this.#words, BLOCK_WORDS * Math.floor((ranks[at] ?? 0) * scale), probes[at] ?? 0);
  }
}

/** Half the bits are set: if they were asked one by one, the processor could not guess where the asking ends. */
function holds(words: Int32Array, block: number, probe: number): boolean {
  const hasFirstHalf =
    ((words[block] ?? 0) >>> (Math.imul(probe, S0) >>> 27)) &
    ((words[block + 1] ?? 0) >>> (Math.imul(probe, S1) >>> 27)) &
    ((words[block + 2] ?? 0) >>> (Math.imul(probe, S2) >>> 27)) &
    ((words[block + 3] ?? 0) >>> (Math.imul(probe, S3) >>> 27));
  if ((hasFirstHalf & 1) === 0) return false;
  const hasSecondHalf =
    ((words[block + 4] ?? 0) >>> (Math.imul(probe, S4) >>> 27)) &
    ((words[block + 5] ?? 0) >>> (Math.imul(probe, S5) >>> 27)) &
    ((words[block + 6] ?? 0) >>> (Math.imul(probe, S6) >>> 27)) &
    ((words[block + 7] ?? 0) >>> (Math.imul(probe, S7) >>> 27));
  return (hasSecondHalf & 1) === 1;
}

/** What filters are asked about many keys: made once for all filters. */
export class KeyProbes {
  ranks: Uint32Array = new Uint32Array(0);
  probes: Int32Array = new Int32Array(0);
  count = 0;

  /** Of whole digests. */
  set(digests: Uint32Array): this {
    this.count = digests.length / DIGEST_WORDS;
    if (this.ranks.length < this.count) {
      this.ranks = new Uint32Array(this.count);
      this.probes = new Int32Array(this.count);
    }
    const { ranks, probes } = this;
    for (let key = 0, at = 0; key < this.count; key++, at += DIGEST_WORDS) {
      ranks[key] = rankOf(digests[at] ?? 0);
      probes[key] = digests[at + 1] ?? 0;
    }
    return this;
  }
}
