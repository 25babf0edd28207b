import { malformed } from "./malformed.ts";

/** Recursive length prefix, the encoding of Ethereum's headers, receipts and tree nodes. */
export type Rlp = Uint8Array | readonly Rlp[];

const DEPTH_LIMIT = 16;

export function encodeRlp(item: Rlp): Uint8Array {
  if (item instanceof Uint8Array) {
    const [first] = item;
    return item.length === 1 && first !== undefined && first < 0x80 ? item : join([prefix(item.length, 0x80), item]);
  }
  const content = join(item.map(encodeRlp));
  return join([prefix(content.length, 0xc0), content]);
}

/** A whole number as its shortest big-endian bytes; none for zero. */
export function rlpNumber(value: number | bigint): Uint8Array {
  const digits = BigInt(value).toString(16);
  const hex = value === 0 || value === 0n ? "" : digits.padStart(digits.length + (digits.length % 2), "0");
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** Reads hostile bytes: one encoding for each item, nothing before or after. PROOF_MALFORMED */
export function decodeRlp(bytes: Uint8Array, where: string): Rlp {
  const { item, end } = itemAt(bytes, 0, { where, depth: 0 });
  if (end !== bytes.length) throw malformed(where, "bytes after the end");
  return item;
}

interface Place {
  readonly where: string;
  readonly depth: number;
}

function itemAt(bytes: Uint8Array, at: number, { where, depth }: Place): { item: Rlp; end: number } {
  const head = bytes[at];
  if (head === undefined || depth > DEPTH_LIMIT) throw malformed(where, "it breaks off, or is nested too deeply");
  if (head < 0x80) return { item: bytes.subarray(at, at + 1), end: at + 1 };
  const isList = head >= 0xc0;
  const short = head - (isList ? 0xc0 : 0x80);
  const sizeBytes = short > 55 ? short - 55 : 0;
  const start = at + 1 + sizeBytes;
  const length = sizeBytes === 0 ? short : longLength(bytes.subarray(at + 1, start), sizeBytes, where);
  const end = start + length;
  if (end > bytes.length) throw malformed(where, "it breaks off");
  if (!isList) {
    const item = bytes.subarray(start, end);
    if (item.length === 1 && (item[0] ?? 0) < 0x80) throw malformed(where, "a byte that stands for itself is wrapped");
    return { item, end };
  }
  const items: Rlp[] = [];
  let next = start;
  while (next < end) {
    const read = itemAt(bytes.subarray(0, end), next, { where, depth: depth + 1 });
    items.push(read.item);
    next = read.end;
  }
  return { item: items, end };
}

function longLength(bytes: Uint8Array, sizeBytes: number, where: string): number {
  const length = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  const isShortest = bytes.length === sizeBytes && sizeBytes <= 4 && (bytes[0] ?? 0) !== 0 && length > 55;
  if (!isShortest) throw malformed(where, "a length that is not written in the shortest way");
  return length;
}

function prefix(length: number, base: number): Uint8Array {
  if (length <= 55) return Uint8Array.of(base + length);
  const size = rlpNumber(length);
  return join([Uint8Array.of(base + 55 + size.length), size]);
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
