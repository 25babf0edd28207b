import { type Records, SPAN_WORDS } from "../format/index.ts";

const LENGTH_BYTES = 2;
const FIRST_ROOM = 64 * 1024;

/** Reads a body piece by piece: never more is held than one chunk and what was asked for. */
export class ByteStream {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array(0);

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** The next `length` bytes; null when the body ends before. */
  async take(length: number): Promise<Uint8Array | null> {
    while (this.#rest.length < length) if (!(await this.#more(length))) return null;
    return this.#pass(length);
  }

  /** A whole number of 1, 2 or 8 bytes, big-endian; null when the body ends before or it is beyond 2^53 − 1. */
  async number(bytes: 1 | 2 | 8): Promise<number | null> {
    const taken = await this.take(bytes);
    if (taken === null) return null;
    let value = 0;
    for (const byte of taken) value = value * 256 + byte;
    return Number.isSafeInteger(value) ? value : null;
  }

  /** The next `count` entries, each behind its length in two bytes: as one piece, and where they lie in it, with empty keys. Null when the body ends before. */
  async entries(count: number): Promise<Records | null> {
    const spans = new Uint32Array(SPAN_WORDS * count);
    let end = 0;
    for (let span = 0; span < spans.length; span += SPAN_WORDS) {
      const start = end + LENGTH_BYTES;
      while (this.#rest.length < start) if (!(await this.#more(start))) return null;
      end = start + (((this.#rest[end] ?? 0) << 8) | (this.#rest[end + 1] ?? 0));
      while (this.#rest.length < end) if (!(await this.#more(end))) return null;
      spans[span] = start;
      spans[span + 2] = start;
      spans[span + 3] = end - start;
    }
    return { bytes: this.#pass(end), spans };
  }

  #pass(length: number): Uint8Array {
    const taken = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length);
    return taken;
  }

  /** Puts the next chunk behind what is held, of which `wanted` bytes are asked for: room is made for twice as much, so that small chunks are not copied
   *  again and again. False when the body is over. */
  async #more(wanted: number): Promise<boolean> {
    const { done, value } = await this.#chunks.next();
    if (done) return false;
    const rest = this.#rest;
    const length = rest.length + value.length;
    if (rest.length === 0) {
      this.#rest = value;
      return true;
    }
    const { buffer, byteOffset } = rest;
    const hasRoom = buffer === this.#room && byteOffset + length <= buffer.byteLength;
    if (hasRoom) new Uint8Array(buffer).set(value, byteOffset + rest.length);
    else {
      const room = Buffer.allocUnsafeSlow(Math.max(FIRST_ROOM, 2 * Math.max(wanted, length)));
      room.set(rest);
      room.set(value, rest.length);
      this.#room = room.buffer;
    }
    this.#rest = new Uint8Array(this.#room as ArrayBuffer, hasRoom ? byteOffset : 0, length);
    return true;
  }

  /** Memory of this stream's own, behind whose held bytes nothing lies yet. */
  #room: ArrayBufferLike | null = null;
}
