import { BaseBlock, fromBER } from "asn1js";
import { malformed } from "../malformed.ts";

/** One value of a DER text, as its bytes and its parts. */
export interface Der {
  /** `universal` tags by number, `context` tags ([0], [1] …) by number. */
  readonly tagClass: "universal" | "context" | "other";
  readonly tag: number;
  readonly isConstructed: boolean;
  /** Tag, length and content. */
  readonly raw: Uint8Array;
  readonly content: Uint8Array;
  readonly children: readonly Der[];
}

export const TAG = {
  boolean: 1,
  integer: 2,
  bitString: 3,
  octetString: 4,
  oid: 6,
  utcTime: 23,
  generalizedTime: 24,
  sequence: 16,
  set: 17,
} as const;

/** Larger than any token with a whole path of certificates. */
const DER_LIMIT = 256 * 1024;
const DEPTH_LIMIT = 40;

/** Reads hostile bytes as one DER value: all of them, definite lengths in their shortest form, bounded depth. PROOF_MALFORMED otherwise. */
export function readDer(bytes: Uint8Array, where: string): Der {
  if (bytes.length === 0 || bytes.length > DER_LIMIT) throw malformed(where, `not between 1 and ${DER_LIMIT} bytes`);
  requireShape(bytes, where);
  let parsed: { offset: number; result: BaseBlock };
  try {
    parsed = fromBER(bytes.slice());
  } catch {
    throw malformed(where, "not ASN.1");
  }
  if (parsed.offset !== bytes.length || parsed.result.error !== "") throw malformed(where, "not ASN.1, or bytes after its end");
  return nodeOf(parsed.result, where);
}

function nodeOf(block: BaseBlock, where: string): Der {
  const raw = block.valueBeforeDecodeView;
  const { tagClass, tagNumber, isConstructed } = block.idBlock;
  const head = raw.length - block.lenBlock.length;
  const values: unknown = "value" in block.valueBlock ? block.valueBlock.value : [];
  return {
    tagClass: tagClass === 1 ? "universal" : tagClass === 3 ? "context" : "other",
    tag: tagNumber,
    isConstructed,
    raw,
    content: raw.subarray(head),
    children: isConstructed && Array.isArray(values) ? values.map((value: unknown) => nodeOf(blockOf(value, where), where)) : [],
  };
}

function blockOf(value: unknown, where: string): BaseBlock {
  if (value instanceof BaseBlock) return value;
  throw malformed(where, "not ASN.1");
}

/** The library also reads BER: here every length is definite and shortest, so that one value has one text, and nesting has an end. */
function requireShape(bytes: Uint8Array, where: string): void {
  const ends: number[] = [bytes.length];
  let at = 0;
  while (at < bytes.length) {
    while (ends.length > 1 && at === ends.at(-1)) ends.pop();
    const end = ends.at(-1) ?? 0;
    const first = bytes[at] ?? 0;
    if ((first & 0x1f) === 0x1f) throw malformed(where, "a tag of more than one byte");
    const { length, next } = lengthAt(bytes, at + 1, where);
    if (next + length > end) throw malformed(where, "a value runs over its end");
    if ((first & 0x20) === 0) {
      at = next + length;
      continue;
    }
    if (ends.length > DEPTH_LIMIT) throw malformed(where, "nested too deeply");
    ends.push(next + length);
    at = next;
  }
}

function lengthAt(bytes: Uint8Array, at: number, where: string): { length: number; next: number } {
  const first = bytes[at];
  if (first === undefined) throw malformed(where, "ends inside a value");
  if (first < 0x80) return { length: first, next: at + 1 };
  const count = first & 0x7f;
  if (count === 0 || count > 3 || at + count >= bytes.length) throw malformed(where, "a length that DER does not allow");
  let length = 0;
  for (let digit = 1; digit <= count; digit++) length = length * 256 + (bytes[at + digit] ?? 0);
  if (length < 0x80 || length < 256 ** (count - 1)) throw malformed(where, "a length that is not the shortest");
  return { length, next: at + 1 + count };
}

export function isUniversal(node: Der | undefined, tag: number): node is Der {
  return node?.tagClass === "universal" && node.tag === tag;
}

export function isContext(node: Der | undefined, tag: number): node is Der {
  return node?.tagClass === "context" && node.tag === tag;
}

export function expectTag(node: Der | undefined, tag: number, where: string): Der {
  if (!isUniversal(node, tag)) throw malformed(where, `no value of ASN.1 type ${tag}`);
  return node;
}

/** Members of a SEQUENCE or SET. */
export function membersOf(node: Der | undefined, tag: number, where: string): readonly Der[] {
  return expectTag(node, tag, where).children;
}

/** Dotted decimal. */
export function oidOf(node: Der | undefined, where: string): string {
  const { content } = expectTag(node, TAG.oid, where);
  const arcs: number[] = [];
  let value = 0;
  for (const byte of content) {
    if ((value === 0 && byte === 0x80) || value > 2 ** 40) throw malformed(where, "no object identifier");
    value = value * 128 + (byte & 0x7f);
    if (byte >= 0x80) continue;
    arcs.push(value);
    value = 0;
  }
  const [first, ...rest] = arcs;
  if (first === undefined || (content.at(-1) ?? 0) >= 0x80) throw malformed(where, "no object identifier");
  const top = Math.min(2, Math.floor(first / 40));
  return [top, first - 40 * top, ...rest].join(".");
}

export function integerOf(node: Der | undefined, where: string): bigint {
  const { content } = expectTag(node, TAG.integer, where);
  if (content.length === 0) throw malformed(where, "an empty number");
  const [first = 0, second = 0] = content;
  if (content.length > 1 && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80)))
    throw malformed(where, "a number that is not the shortest");
  const value = content.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  return first >= 0x80 ? value - (1n << BigInt(8 * content.length)) : value;
}

/** Bytes of a BIT STRING that has no unused bits. */
export function bitsOf(node: Der | undefined, where: string): Uint8Array {
  const { content } = expectTag(node, TAG.bitString, where);
  if (content[0] !== 0) throw malformed(where, "bits that are no bytes");
  return content.subarray(1);
}

/** UTCTime or GeneralizedTime in the form that DER demands, as milliseconds since 1970. */
export function timeOf(node: Der | undefined, where: string): number {
  if (!isUniversal(node, TAG.utcTime) && !isUniversal(node, TAG.generalizedTime)) throw malformed(where, "no time");
  const text = new TextDecoder("latin1").decode(node.content);
  const short = node.tag === TAG.utcTime;
  const match = (short ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)()Z$/ : /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d*[1-9]))?Z$/).exec(
    text,
  );
  if (!match) throw malformed(where, "not a UTC time in DER");
  const [, given = "", month = "", day = "", hour = "", minute = "", second = "", fraction = ""] = match;
  const year = short ? `${Number(given) < 50 ? "20" : "19"}${given}` : given;
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.slice(0, 3).padEnd(3, "0")}Z`;
  const time = Date.parse(iso);
  if (!Number.isFinite(time) || new Date(time).toISOString() !== iso) throw malformed(where, "no such time");
  return time;
}
