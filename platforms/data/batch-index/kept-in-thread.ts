/** What is kept in memory of the objects that were asked for last, up to a size of all together. */
export class KeptInThread<Of extends object, Kept extends { readonly length: number }> {
  readonly #most: number;
  readonly #kept = new Map<Of, Kept>();
  #total = 0;

  constructor(most: number) {
    this.#most = most;
  }

  of(object: Of, make: () => Kept): Kept {
    const kept = this.#kept.get(object) ?? make();
    this.drop(object);
    this.#kept.set(object, kept);
    this.#total += kept.length;
    for (const oldest of this.#kept.keys()) {
      if (this.#total <= this.#most) break;
      this.drop(oldest);
    }
    return kept;
  }

  /** Without counting as asked for. */
  known(object: Of): Kept | undefined {
    return this.#kept.get(object);
  }

  drop(object: Of): void {
    this.#total -= this.#kept.get(object)?.length ?? 0;
    this.#kept.delete(object);
  }
}
