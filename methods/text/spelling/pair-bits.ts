/** Pairs of numbers, a bit each. */
export class PairBits {
  /** Place of a number among those that make pairs, or −1. */
  readonly #places: Int32Array;
  readonly #words: number;
  readonly #bits: Uint32Array;

  /** `size`: numbers lie below it. */
  constructor(numbers: readonly number[], size: number) {
    this.#places = new Int32Array(size).fill(-1);
    for (const [place, number] of numbers.entries()) this.#places[number] = place;
    this.#words = (numbers.length + 31) >>> 5;
    this.#bits = new Uint32Array(numbers.length * this.#words);
  }

  add(one: number, other: number): void {
    const place = this.#places[other] as number;
    const word = (this.#places[one] as number) * this.#words + (place >>> 5);
    this.#bits[word] = (this.#bits[word] as number) | (1 << (place & 31));
  }

  /** Where the pairs of a number begin; below zero: it has none. */
  rowOf(one: number): number {
    const place = this.#places[one] ?? -1;
    return place < 0 ? -1 : place * this.#words;
  }

  /** Whether the number of a row (`rowOf`) makes a pair with another. */
  has(row: number, other: number): boolean {
    const place = this.#places[other] ?? -1;
    return row >= 0 && place >= 0 && ((this.#bits[row + (place >>> 5)] as number) & (1 << (place & 31))) !== 0;
  }
}
