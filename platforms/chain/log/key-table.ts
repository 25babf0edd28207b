import { ROW_WORDS, swapBytes } from "./key-rows.ts";

/** SHA-256 of a caller's key counts with its first ten bytes: two numbers of 32 bits and one of 16, as they stand in memory. */
const WORDS = 3;
const LAST_WORD = 0xffff;
const FIRST_SLOTS = 256;
/** Words of a whole digest. */
export const DIGEST_WORDS = 8;

/** The keys of neighbouring entries [first, first + count), in memory. */
export class KeyTable {
  #first: number;
  #count = 0;
  #words: Uint32Array = new Uint32Array((WORDS * FIRST_SLOTS) / 2);
  /** Open addressing, two numbers a slot: position of the row plus one, 0 for none; second word of its digest, so that other rows need not be looked at.
   *  At most half full. */
  #slots: Uint32Array = new Uint32Array(2 * FIRST_SLOTS);

  constructor(first: number) {
    this.#first = first;
  }

  get first(): number {
    return this.#first;
  }

  get count(): number {
    return this.#count;
  }

  get end(): number {
    return this.first + this.#count;
  }

  /** Adds the key of entry `end`. `digests`: 8 words each, see `digestWords`. */
  add(digests: Uint32Array, at: number): void {
    this.#reserve(1);
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

  /** Adds the keys of the next entries, as many as are not there yet, at most up to the word `end`; gives the word where it stopped. */
  addNew(digests: Uint32Array, start: number, end: number): number {
    this.#reserve((end - start) / DIGEST_WORDS);
    const slots = this.#slots;
    const words = this.#words;
    const mask = slots.length - 1;
    let row = this.#count;
    let at = start;
    next: for (; at < end; at += DIGEST_WORDS) {
      const a = digests[at] ?? 0;
      const b = digests[at + 1] ?? 0;
      const c = (digests[at + 2] ?? 0) & LAST_WORD;
      let slot = firstSlot(a, mask);
      for (let other = slots[slot] ?? 0; other !== 0; other = slots[slot] ?? 0) {
        const has = WORDS * (other - 1);
        if (slots[slot + 1] === b && words[has] === a && words[has + 2] === c) break next;
        slot = (slot + 2) & mask;
      }
      slots[slot + 1] = b;
      words[WORDS * row] = a;
      words[WORDS * row + 1] = b;
      words[WORDS * row + 2] = c;
      slots[slot] = ++row;
    }
    this.#count = row;
    return at;
  }

  /** The first word from `start` on, below `end`, where a digest begins that is in the table; `end` when there is none. */
  firstKnown(digests: Uint32Array, start: number, end: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let at = start; at < end; at += DIGEST_WORDS) {
      const a = digests[at] ?? 0;
      const b = digests[at + 1] ?? 0;
      for (let slot = firstSlot(a, mask); slots[slot] !== 0; slot = (slot + 2) & mask) {
        if (slots[slot + 1] !== b) continue;
        const row = WORDS * ((slots[slot] ?? 0) - 1);
        if (this.#words[row] === a && this.#words[row + 2] === ((digests[at + 2] ?? 0) & LAST_WORD)) return at;
      }
    }
    return end;
  }

  /** Forgets all keys, for entries from `first` on. */
  clear(first: number): void {
    this.#first = first;
    this.#count = 0;
    this.#slots.fill(0);
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

  /** The digests of all keys in the order of their entries with the index of the entry behind each: rows of a run, put into `words` from `at` on. */
  rows(words: Uint32Array, at: number): void {
    for (let row = 0, to = at; row < this.#count; row++, to += ROW_WORDS) {
      const index = this.first + row;
      // In memory low bytes come first, on disk the index is big-endian: bytes 10 and 11 are its high ones.
      const high = Math.floor(index / 2 ** 32);
      words[to] = this.#words[WORDS * row] ?? 0;
      words[to + 1] = this.#words[WORDS * row + 1] ?? 0;
      words[to + 2] = (this.#words[WORDS * row + 2] ?? 0) | ((high & 0xff) << 24) | ((high >>> 8) << 16);
      words[to + 3] = swapBytes(index % 2 ** 32);
    }
  }

  #place(row: number): void {
    const mask = this.#slots.length - 1;
    let slot = firstSlot(this.#words[WORDS * row] ?? 0, mask);
    while (this.#slots[slot] !== 0) slot = (slot + 2) & mask;
    this.#slots[slot] = row + 1;
    this.#slots[slot + 1] = this.#words[WORDS * row + 1] ?? 0;
  }

  /** Makes room for so many more, at most half full. */
  #reserve(count: number): void {
    let slots = this.#slots.length;
    while (4 * (this.#count + count) > slots) slots *= 2;
    if (slots === this.#slots.length) return;
    const words = new Uint32Array((WORDS * slots) / 4);
    words.set(this.#words.subarray(0, WORDS * this.#count));
    this.#words = words;
    this.#slots = new Uint32Array(slots);
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
