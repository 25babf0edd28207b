import { canonicalJson } from "@yuejian/contracts";
import { decodeHex, encodeHex, equalBytes, sha256 } from "@yuejian/digests";
import type { Json } from "./closed-shape.ts";
import { malformed } from "./malformed.ts";

/** Members that are committed one by one, so that a copy can withhold some and still verify: a content or a finding holds their digests,
 *  the openings stand beside it.
 *
 *  digest = SHA-256( 0x53 ‖ salt[16] ‖ name ‖ 0x1f ‖ canonical JSON of the value ). A salt is disclosed only with its member. */
export type SealedMembers = Readonly<Record<string, string>>;

/** By the names of the sealed members; null: withheld. */
export type Openings = Readonly<Record<string, OpenedMember | null>>;

export interface OpenedMember {
  /** 16 bytes, hex. */
  readonly salt: string;
  readonly value: Json;
}

export function sealMembers(
  members: Readonly<Record<string, Json>>,
  saltOf: (name: string) => Uint8Array,
): { readonly sealed: SealedMembers; readonly opened: Readonly<Record<string, OpenedMember>> } {
  const opened = Object.fromEntries(
    Object.entries(members).map(([name, value]): [string, OpenedMember] => [name, { salt: encodeHex(saltOf(name)), value }]),
  );
  const sealed = Object.fromEntries(Object.entries(opened).map(([name, member]) => [name, sealedDigest(name, member)]));
  return { sealed, opened };
}

export function sealedDigest(name: string, { salt, value }: OpenedMember): string {
  const bytes = decodeHex(salt, 16);
  if (bytes === null) throw malformed(name, "the salt is not 16 bytes of hexadecimal");
  return encodeHex(sha256(TAG, bytes, encoder.encode(name), SEPARATOR, encoder.encode(canonicalJson(value))));
}

/** The name whose opening does not fit, or is not there; null when all do. Withheld members fit whatever was sealed. */
export function wrongOpening(sealed: SealedMembers, opened: Openings): string | null {
  for (const name of new Set([...Object.keys(sealed), ...Object.keys(opened)])) {
    const [digest, member] = [own(sealed, name), own(opened, name)];
    if (digest === undefined || member === undefined) return name;
    if (member !== null && !sameHex(sealedDigest(name, member), digest)) return name;
  }
  return null;
}

/** Withholds the members of these names; twice is as once. */
export function withholdMembers(opened: Openings, isWithheld: (name: string) => boolean): Openings {
  return Object.fromEntries(Object.entries(opened).map(([name, member]) => [name, isWithheld(name) ? null : member]));
}

function own<Value>(members: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(members, name) ? members[name] : undefined;
}

function sameHex(left: string, right: string): boolean {
  const [a, b] = [decodeHex(left, 32), decodeHex(right, 32)];
  return a !== null && b !== null && equalBytes(a, b);
}

const TAG = Uint8Array.of(0x53);
const SEPARATOR = Uint8Array.of(0x1f);
const encoder = new TextEncoder();
