const HASH_BYTES = 32;
const FIRST_HASHES = 64;

/** Neighbouring hashes of one level that are in memory: not in the level's file yet. */
export class LevelTail {
  #first = 0;
  #count = 0;
  #bytes = Buffer.alloc(0);

  /** Index of the first of them. */
  get first(): number {
    return this.#first;
  }

  get end(): number {
    return this.#first + this.#count;
  }

  /** All of them; valid until the next `add`. */
  get hashes(): Buffer {
    return this.#bytes.subarray(0, HASH_BYTES * this.#count);
  }

  /** Adds hashes that follow those it has. */
  add(first: number, hashes: Uint8Array): void {
    if (this.#count === 0) this.#first = first;
    const start = HASH_BYTES * this.#count;
    if (start + hashes.length > this.#bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(2 * (start + hashes.length), FIRST_HASHES * HASH_BYTES));
      larger.set(this.hashes);
      this.#bytes = larger;
    }
    this.#bytes.set(hashes, start);
    this.#count += hashes.length / HASH_BYTES;
  }

  clear(): void {
    this.#count = 0;
  }

  /** Copies what it has of the hashes from `first` on to their places in `out`. */
  copyTo(out: Uint8Array, first: number): void {
    const from = Math.max(first, this.#first);
    const to = Math.min(first + out.length / HASH_BYTES, this.end);
    if (from >= to) return;
    const start = HASH_BYTES * (from - this.#first);
    out.set(this.#bytes.subarray(start, start + HASH_BYTES * (to - from)), HASH_BYTES * (from - first));
  }
}
