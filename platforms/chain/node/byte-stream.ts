/** Reads a body piece by piece: never more is held than one chunk and what was asked for. */
export class ByteStream {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array(0);

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** The next `length` bytes if they have come already, else null and nothing is taken: a wait for each would cost more than what is done with them. */
  takeHeld(length: number): Uint8Array | null {
    if (this.#rest.length < length) return null;
    const taken = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length);
    return taken;
  }

  /** The next `length` bytes; null when the body ends before. */
  async take(length: number): Promise<Uint8Array | null> {
    const held = this.takeHeld(length);
    if (held !== null) return held;
    const taken = new Uint8Array(length);
    taken.set(this.#rest);
    let filled = this.#rest.length;
    while (filled < length) {
      const { done, value } = await this.#chunks.next();
      if (done) return null;
      const part = value.subarray(0, length - filled);
      taken.set(part, filled);
      filled += part.length;
      this.#rest = value.subarray(part.length);
    }
    return taken;
  }

  /** A whole number of 1, 2 or 8 bytes, big-endian; null when the body ends before or it is beyond 2^53 − 1. */
  async number(bytes: 1 | 2 | 8): Promise<number | null> {
    const taken = await this.take(bytes);
    if (taken === null) return null;
    let value = 0;
    for (const byte of taken) value = value * 256 + byte;
    return Number.isSafeInteger(value) ? value : null;
  }
}
