/** Digests that several indexes are asked for (see `identifierHash`): each once, in the order of an index, made ready once for all. */
export class AskedHashes implements Iterable<number> {
  readonly sorted: Float64Array;
  #json: string | null = null;

  constructor(hashes: Iterable<number>) {
    const sorted = Float64Array.from(hashes).sort();
    let kept = 0;
    for (const hash of sorted) if (kept === 0 || hash !== sorted[kept - 1]) sorted[kept++] = hash;
    this.sorted = sorted.subarray(0, kept);
  }

  /** As a statement takes them. */
  get json(): string {
    this.#json ??= `[${this.sorted.join(",")}]`;
    return this.#json;
  }

  [Symbol.iterator](): Iterator<number> {
    return this.sorted.values();
  }
}
