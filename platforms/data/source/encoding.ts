import { isAscii, isUtf8 } from "node:buffer";
import { Gb18030Decoder } from "./gb18030.ts";
import { Joiner, type TextEncoding, UndecodableBytes, type Utf8Source } from "./utf8-source.ts";

/** Encoding and bytes of the byte order mark, judged by the first bytes of the file. */
export function detectEncoding(head: Uint8Array, isWholeFile: boolean): { encoding: TextEncoding; markBytes: number } {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: "utf-8", markBytes: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: "utf-16le", markBytes: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: "utf-16be", markBytes: 2 };
  const wide = wideByZeros(head);
  if (wide) return { encoding: wide, markBytes: 0 };
  const utf8 = validUtf8Prefix(head, isWholeFile);
  // Three characters of three bytes that fit UTF-8 do not come about in GB18030 by chance: then a later fault means mixed encodings.
  const isUtf8Text = utf8.length === head.length || utf8.threeByteCharacters >= 3;
  return { encoding: isUtf8Text ? "utf-8" : "gb18030", markBytes: 0 };
}

/** `start`: position of the first byte it will be given, behind the byte order mark. */
export function utf8Source(encoding: TextEncoding, start: number): Utf8Source {
  switch (encoding) {
    case "utf-8":
      return new Utf8Passage(start);
    case "gb18030":
      return new Gb18030Decoder();
    case "utf-16le":
    case "utf-16be":
      return new WideDecoder(encoding, start);
  }
}

/** UTF-16 without a mark: commas, digits and line ends have a zero in every other byte. */
function wideByZeros(head: Uint8Array): "utf-16le" | "utf-16be" | null {
  let even = 0;
  let odd = 0;
  for (let at = 0; at + 1 < head.length; at += 2) {
    if (head[at] === 0) even++;
    if (head[at + 1] === 0) odd++;
  }
  const pairs = head.length >> 1;
  // Valid UTF-8 with a few zeros in it is damaged text, not UTF-16.
  if (even + odd < 3 || ((even + odd) * 10 < pairs * 3 && isUtf8(head))) return null;
  if (odd * 20 > pairs && even * 20 < odd) return "utf-16le";
  if (even * 20 > pairs && odd * 20 < even) return "utf-16be";
  return null;
}

/** Bytes that are whole valid UTF-8; a character cut off at the end counts as valid unless the file ends there. */
function validUtf8Prefix(bytes: Uint8Array, isWholeFile: boolean): { length: number; threeByteCharacters: number } {
  let at = 0;
  let threeByteCharacters = 0;
  while (at < bytes.length) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) {
      at++;
      continue;
    }
    const size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (at + size > bytes.length && !isWholeFile && isCutOff(bytes.subarray(at))) return { length: bytes.length, threeByteCharacters };
    if (!isUtf8(bytes.subarray(at, at + size))) break;
    if (size === 3) threeByteCharacters++;
    at += size;
  }
  return { length: at, threeByteCharacters };
}

function isCutOff(tail: Uint8Array): boolean {
  const [lead = 0, second = 0x80, third = 0x80] = tail;
  return lead >= 0xc2 && lead <= 0xf4 && (second & 0xc0) === 0x80 && (third & 0xc0) === 0x80;
}

class Utf8Passage implements Utf8Source {
  readonly #joiner = new Joiner();
  #tail = new Uint8Array(0);
  #offset: number;
  #hasSeenBeyondAscii = false;

  constructor(start: number) {
    this.#offset = start;
  }

  next(piece: Uint8Array, isLast: boolean): Uint8Array {
    const joined = this.#tail.length === 0 ? piece : this.#joiner.join(this.#tail, piece);
    const whole = isLast ? joined.length : joined.length - cutOffBytes(joined);
    const bytes = joined.subarray(0, whole);
    if (!isUtf8(bytes)) {
      const { length, threeByteCharacters } = validUtf8Prefix(bytes, true);
      throw new UndecodableBytes("utf-8", this.#offset + length, !this.#hasSeenBeyondAscii && threeByteCharacters === 0);
    }
    if (!this.#hasSeenBeyondAscii) this.#hasSeenBeyondAscii = !isAscii(bytes);
    this.#tail = joined.slice(whole);
    this.#offset += whole;
    return bytes;
  }
}

/** Bytes at the end that begin a character without finishing it. */
function cutOffBytes(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte >= 0xc0) {
      const size = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return size > back ? back : 0;
    }
    if (byte < 0x80) return 0;
  }
  return 0;
}

class WideDecoder implements Utf8Source {
  readonly #encoding: "utf-16le" | "utf-16be";
  readonly #decoder = new TextDecoder("utf-16le", { fatal: true, ignoreBOM: true });
  readonly #joiner = new Joiner();
  #odd = new Uint8Array(0);
  #offset: number;

  constructor(encoding: "utf-16le" | "utf-16be", start: number) {
    this.#encoding = encoding;
    this.#offset = start;
  }

  next(piece: Uint8Array, isLast: boolean): Uint8Array {
    const joined = this.#joiner.join(this.#odd, piece);
    const whole = joined.length - (joined.length % 2);
    this.#odd = joined.slice(whole);
    const bytes = Buffer.from(joined.buffer, joined.byteOffset, whole);
    if (this.#encoding === "utf-16be") bytes.swap16();
    try {
      const text = this.#decoder.decode(bytes, { stream: !isLast });
      if (isLast && this.#odd.length > 0) throw new UndecodableBytes(this.#encoding, this.#offset + whole, false);
      this.#offset += whole;
      return Buffer.from(text, "utf8");
    } catch (cause) {
      if (cause instanceof UndecodableBytes) throw cause;
      throw new UndecodableBytes(this.#encoding, this.#offset + firstLoneSurrogate(bytes), false);
    }
  }
}

/** Byte position of the first code unit that is no half of a pair. */
function firstLoneSurrogate(bytes: Buffer): number {
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    const unit = bytes.readUInt16LE(at);
    if (unit < 0xd800 || unit > 0xdfff) continue;
    const next = at + 3 < bytes.length ? bytes.readUInt16LE(at + 2) : 0;
    if (unit > 0xdbff || next < 0xdc00 || next > 0xdfff) return at;
    at += 2;
  }
  return 0;
}
