import type { Encoding } from "@yuejian/contracts";

/** The encodings of text files; DBF knows others. */
export type TextEncoding = Exclude<Encoding, "big5" | "windows-1252">;

/** Bytes of a file in, UTF-8 out, in pieces cut anywhere. */
export interface Utf8Source {
  /** Throws `UndecodableBytes`. The result is valid until the next call. */
  next(piece: Uint8Array, isLast: boolean): Uint8Array;
}

/** Bytes that the encoding cannot hold; `offset` counts from the start of the file. */
export class UndecodableBytes extends Error {
  override readonly name = "UndecodableBytes";
  readonly encoding: Encoding;
  readonly offset: number;
  /** Before it, only ASCII was seen: the encoding was a guess. */
  readonly isFirstBeyondAscii: boolean;

  constructor(encoding: Encoding, offset: number, isFirstBeyondAscii: boolean) {
    super(`${encoding} cannot decode byte ${offset}`);
    this.encoding = encoding;
    this.offset = offset;
    this.isFirstBeyondAscii = isFirstBeyondAscii;
  }
}

export function joinBytes(left: Uint8Array, right: Uint8Array): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(left.length + right.length);
  joined.set(left);
  joined.set(right, left.length);
  return joined;
}

/** What is left of a piece is shorter. */
const SPARE_BYTES = 64;

/** Joins what is left of a piece with the next one in a place that is used again: fresh buffers of a megabyte keep the collector busy. */
export class Joiner {
  #bytes = new Uint8Array(0);

  /** Valid until the next call. */
  join(left: Uint8Array, right: Uint8Array): Uint8Array<ArrayBuffer> {
    const length = left.length + right.length;
    if (this.#bytes.length < length) this.#bytes = new Uint8Array(length + SPARE_BYTES);
    this.#bytes.set(left);
    this.#bytes.set(right, left.length);
    return this.#bytes.subarray(0, length);
  }
}
