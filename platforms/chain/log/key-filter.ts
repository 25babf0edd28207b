import { DIGEST_WORDS } from "./key-table.ts";

const BITS_PER_ROW = 16;
const BLOCK_WORDS = 8;
const BLOCK_BYTES = 4 * BLOCK_WORDS;
/** Odd numbers, one per word of a block: they spread a number over the bits of each word. */
const SPREAD = [0x47b6137b, 0x44974d91, 0x8824ad5b, 0xa2b7289d, 0x705495c7, 0x2df1424b, 0x9efc4947, 0x5c6bfb31] as const;

/** A split-block Bloom filter: one bit in each of the eight words of a single block, so that a key that is not there mostly costs one look at memory.
 *  About one in a thousand is wrongly taken for one that is there. */
export class KeyFilter {
  readonly bytes: Buffer;
  readonly #words: Uint32Array;

  private constructor(bytes: Buffer) {
    this.bytes = bytes;
    this.#words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  }

  /** An empty filter for so many keys. */
  static for(rows: number): KeyFilter {
    return new KeyFilter(Buffer.from(new ArrayBuffer(BLOCK_BYTES * Math.max(1, Math.ceil((rows * BITS_PER_ROW) / 8 / BLOCK_BYTES)))));
  }

  /** The filter in these bytes, which stay the caller's. */
  static over(bytes: Buffer): KeyFilter {
    return new KeyFilter(bytes.byteOffset % 4 === 0 ? bytes : Buffer.copyBytesFrom(bytes));
  }

  /** Adds a key by the second and third word of its digest, as they stand in memory. */
  add(second: number, third: number): void {
    const block = this.#block(second);
    const probe = probeOf(second, third);
    for (let word = 0; word < BLOCK_WORDS; word++) {
      const at = block + word;
      this.#words[at] = (this.#words[at] ?? 0) | (1 << (Math.imul(probe, SPREAD[word] ?? 1) >>> 27));
    }
  }

  /** Tells `found` the first word of each digest that may be there. Many digests at a time: the filter stays in the processor's cache meanwhile. */
  search(digests: Uint32Array, found: (at: number) => void): void {
    const words = this.#words;
    for (let at = 0; at < digests.length; at += DIGEST_WORDS) {
      const second = digests[at + 1] ?? 0;
      const block = this.#block(second);
      const probe = probeOf(second, digests[at + 2] ?? 0);
      let word = 0;
      while (word < BLOCK_WORDS && ((words[block + word] ?? 0) & (1 << (Math.imul(probe, SPREAD[word] ?? 1) >>> 27))) !== 0) word++;
      if (word === BLOCK_WORDS) found(at);
    }
  }

  #block(second: number): number {
    return Math.floor((second / 2 ** 32) * (this.#words.length / BLOCK_WORDS)) * BLOCK_WORDS;
  }
}

/** 32 bits that choose a bit in each word: what the choice of the block has not used up, the low half of `second` and bytes 8 and 9 of the digest,
 *  the low half of `third`. */
function probeOf(second: number, third: number): number {
  return ((second & 0xffff) << 16) | (third & 0xffff);
}
