/** SHA-256 of a caller's key counts with its first ten bytes: two numbers of 32 bits and one of 16, as they stand in memory. */
const WORDS = 3;
const LAST_WORD = 0xffff;
const FIRST_SLOTS = 256;
/** Words of a whole digest. */
export const DIGEST_WORDS = 8;

/** The keys of neighbouring entries [first, first + count), in memory. */
export class KeyTable {
  readonly first: number;
  #count = 0;
  #words: Uint32Array = new Uint32Array((WORDS * FIRST_SLOTS) / 2);
  /** Open addressing, two numbers a slot: position of the row plus one, 0 for none; second word of its digest, so that other rows need not be looked at.
   *  At most half full. */
  #slots: Uint32Array = new Uint32Array(2 * FIRST_SLOTS);

  constructor(first: number) {
    this.first = first;
  }

  get count(): number {
    return this.#count;
  }

  get end(): number {
    return this.first + this.#count;
  }

  /** Adds the key of entry `end`. `digests`: 8 words each, see `digestWords`. */
  add(digests: Uint32Array, at: number): void {
    if (4 * this.#count === this.#slots.length) this.#grow();
    const row = this.#count++;
    this.#words[WORDS * row] = digests[at] ?? 0;
    this.#words[WORDS * row + 1] = digests[at + 1] ?? 0;
    this.#words[WORDS * row + 2] = (digests[at + 2] ?? 0) & LAST_WORD;
    this.#place(row);
  }

  /** Takes back the newest keys. */
  removeLast(count: number): void {
    for (let left = count; left > 0; left--) {
      const row = --this.#count;
      const mask = this.#slots.length - 1;
      let slot = firstSlot(this.#words[WORDS * row] ?? 0, mask);
      while (this.#slots[slot] !== row + 1) slot = (slot + 2) & mask;
      // Nothing was placed after it, so that no search runs through its slot.
      this.#slots[slot] = 0;
    }
  }

  /** Puts the entries that have such a key into `found`. */
  collect(digests: Uint32Array, at: number, found: number[]): void {
    const [a, b, c] = [digests[at] ?? 0, digests[at + 1] ?? 0, (digests[at + 2] ?? 0) & LAST_WORD];
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = firstSlot(a, mask); slots[slot] !== 0; slot = (slot + 2) & mask) {
      if (slots[slot + 1] !== b) continue;
      const row = (slots[slot] ?? 0) - 1;
      if (this.#words[WORDS * row] === a && this.#words[WORDS * row + 2] === c) found.push(this.first + row);
    }
  }

  /** The digests of all keys in the order of their entries, ROW_BYTES apart with the index of the entry behind each: rows of a run. */
  rows(): Buffer {
    const rows = Buffer.allocUnsafeSlow(16 * this.#count);
    const words = new Uint32Array(rows.buffer, rows.byteOffset, 4 * this.#count);
    for (let row = 0; row < this.#count; row++) {
      const index = this.first + row;
      // In memory low bytes come first, on disk the index is big-endian: bytes 10 and 11 are its high ones.
      const high = Math.floor(index / 2 ** 32);
      words[4 * row] = this.#words[WORDS * row] ?? 0;
      words[4 * row + 1] = this.#words[WORDS * row + 1] ?? 0;
      words[4 * row + 2] = (this.#words[WORDS * row + 2] ?? 0) | ((high & 0xff) << 24) | ((high >>> 8) << 16);
      words[4 * row + 3] = swapBytes(index % 2 ** 32);
    }
    return rows;
  }

  #place(row: number): void {
    const mask = this.#slots.length - 1;
    let slot = firstSlot(this.#words[WORDS * row] ?? 0, mask);
    while (this.#slots[slot] !== 0) slot = (slot + 2) & mask;
    this.#slots[slot] = row + 1;
    this.#slots[slot + 1] = this.#words[WORDS * row + 1] ?? 0;
  }

  #grow(): void {
    const words = new Uint32Array(2 * this.#words.length);
    words.set(this.#words);
    this.#words = words;
    this.#slots = new Uint32Array(2 * this.#slots.length);
    for (let row = 0; row < this.#count; row++) this.#place(row);
  }
}

/** The first number of the slot where a search begins. */
function firstSlot(word: number, mask: number): number {
  return (word << 1) & mask;
}

/** Digests (32 bytes each) as words in the order of this machine, eight each. */
export function digestWords(digests: Buffer): Uint32Array {
  const isAligned = digests.byteOffset % 4 === 0;
  const bytes = isAligned ? digests : Buffer.copyBytesFrom(digests);
  return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
}

/** Between the order of the digests and that of this machine. */
export function swapBytes(word: number): number {
  return ((word & 0xff) << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24);
}
