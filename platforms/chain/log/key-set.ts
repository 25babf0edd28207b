import { indexOf, ROW_WORDS } from "./key-rows.ts";
import type { KeyRun } from "./key-run.ts";
import { DIGEST_WORDS, digestWords } from "./key-table.ts";

/** The digests of all keys in the order of their entries, 64 bits each: ten million of them take 80 MB. */
export class KeySet {
  #words: Uint32Array = new Uint32Array(2048);
  #count = 0;

  /** SHA-256 of the keys of the next entries, 32 bytes each. */
  addAll(keyDigests: Buffer): void {
    const count = keyDigests.length / 32;
    if (2 * (this.#count + count) > this.#words.length) {
      const larger = new Uint32Array(4 * (this.#count + count));
      larger.set(this.#words.subarray(0, 2 * this.#count));
      this.#words = larger;
    }
    const digests = digestWords(keyDigests);
    let at = 2 * this.#count;
    for (let word = 0; word < digests.length; word += DIGEST_WORDS) {
      this.#words[at++] = digests[word] ?? 0;
      this.#words[at++] = digests[word + 1] ?? 0;
    }
    this.#count += count;
  }

  /** Sorts 53 of the 64 bits, which is native; what is equal in these is looked at whole. */
  hasRepeats(): boolean {
    const sorted = new Float64Array(this.#count);
    for (let entry = 0; entry < this.#count; entry++) sorted[entry] = this.#sortKey(entry);
    sorted.sort();
    const doubtful = new Set<number>();
    for (let rank = 1; rank < sorted.length; rank++) if (sorted[rank] === sorted[rank - 1]) doubtful.add(sorted[rank] ?? 0);
    if (doubtful.size === 0) return false;
    const seen = new Set<string>();
    for (let entry = 0; entry < this.#count; entry++) {
      if (!doubtful.has(this.#sortKey(entry))) continue;
      const digest = `${this.#words[2 * entry]} ${this.#words[2 * entry + 1]}`;
      if (seen.has(digest)) return true;
      seen.add(digest);
    }
    return false;
  }

  /** True when the rows of the runs name exactly the first `size` entries with their keys. */
  isHeldBy(runs: Iterable<KeyRun>, size: number): boolean {
    const seen = new Uint8Array(size);
    let rows = 0;
    for (const run of runs) {
      for (const piece of run.scan()) {
        for (let at = 0; at < piece.length; at += ROW_WORDS) {
          const index = indexOf(piece, at);
          const isRight =
            index < size && seen[index] === 0 && this.#words[2 * index] === piece[at] && this.#words[2 * index + 1] === piece[at + 1];
          if (!isRight) return false;
          seen[index] = 1;
          rows++;
        }
      }
    }
    return rows === size;
  }

  #sortKey(entry: number): number {
    return (this.#words[2 * entry] ?? 0) * 2 ** 21 + ((this.#words[2 * entry + 1] ?? 0) >>> 11);
  }
}
