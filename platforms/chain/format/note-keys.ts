import { ed25519 } from "@noble/curves/ed25519.js";
import { decodeHex, encodeHex, equalBytes, sha256 } from "@yuejian/digests";
import { decodeBase64, encodeBase64 } from "./base64.ts";
import { malformed } from "./malformed.ts";

/** A key under which notes are verified (C2SP signed-note). */
export interface VerifierKey {
  readonly name: string;
  /** First four bytes of SHA-256( name ‖ LF ‖ type ‖ public key ). */
  readonly keyHash: Uint8Array;
  readonly publicKey: Uint8Array;
}

export interface SignerKey extends VerifierKey {
  /** The 32-byte Ed25519 seed. */
  readonly seed: Uint8Array;
}

/** Types of Ed25519 keys in signed notes: `note` signs the text itself, `cosignature` a time and the text (C2SP tlog-cosignature). The type is
 *  part of the key's hash, so that a key of one type never verifies a signature of the other. */
const KEY_TYPES = { note: 0x01, cosignature: 0x04 } as const;

export type KeyType = keyof typeof KEY_TYPES;

/** The key of a name and a seed; the caller brings 32 random bytes. */
export function signerKeyOf(name: string, seed: Uint8Array, type: KeyType = "note"): SignerKey {
  if (!isKeyName(name)) throw malformed("key", "the name is empty or holds a space or a plus sign");
  if (seed.length !== 32) throw malformed("key", "a seed has 32 bytes");
  const publicKey = ed25519.getPublicKey(seed);
  return { name, publicKey, keyHash: keyHash(name, publicKey, type), seed };
}

/** The verifier key of a name and a public key, whose seed somebody else holds. */
export function verifierKeyOf(name: string, publicKey: Uint8Array): VerifierKey {
  if (!isKeyName(name)) throw malformed("key", "the name is empty or holds a space or a plus sign");
  if (publicKey.length !== 32) throw malformed("key", "a public key has 32 bytes");
  return { name, publicKey, keyHash: keyHash(name, publicKey, "note") };
}

/** `name+hash+base64(type ‖ public key)`, the form in which a verifier key is handed around. */
export function formatVerifierKey(key: VerifierKey, type: KeyType = "note"): string {
  return `${key.name}+${encodeHex(key.keyHash)}+${encodeBase64(typed(key.publicKey, type))}`;
}

/** PROOF_MALFORMED unless name, hash and key of that type belong together. */
export function parseVerifierKey(text: string, type: KeyType = "note"): VerifierKey {
  const match = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/u.exec(text);
  const name = match?.[1] ?? "";
  const publicKey = untyped(decodeBase64(match?.[3] ?? ""), type);
  const hash = decodeHex(match?.[2] ?? "", 4);
  if (!isKeyName(name) || publicKey === null || hash === null) throw malformed("verifier key", `not name+hash+key of type ${type}`);
  const expected = keyHash(name, publicKey, type);
  if (!equalBytes(hash, expected)) throw malformed("verifier key", "the hash does not belong to the key");
  return { name, publicKey, keyHash: expected };
}

/** `PRIVATE+KEY+name+hash+base64(type ‖ seed)`: a secret. */
export function formatSignerKey(key: SignerKey, type: KeyType = "note"): string {
  return `PRIVATE+KEY+${key.name}+${encodeHex(key.keyHash)}+${encodeBase64(typed(key.seed, type))}`;
}

export function parseSignerKey(text: string, type: KeyType = "note"): SignerKey {
  const match = /^PRIVATE\+KEY\+([^+]+)\+([0-9a-f]{8})\+(.+)$/u.exec(text);
  const seed = untyped(decodeBase64(match?.[3] ?? ""), type);
  if (match?.[1] === undefined || seed === null) throw malformed("signer key", `not PRIVATE+KEY+name+hash+key of type ${type}`);
  const key = signerKeyOf(match[1], seed, type);
  if (encodeHex(key.keyHash) !== match[2]) throw malformed("signer key", "the hash does not belong to the key");
  return key;
}

/** Key names are not empty and hold neither Unicode spaces nor plus signs. */
export function isKeyName(name: string): boolean {
  return name !== "" && name.isWellFormed() && !/[\s+\p{Cc}]/u.test(name);
}

function keyHash(name: string, publicKey: Uint8Array, type: KeyType): Uint8Array {
  return sha256(new TextEncoder().encode(`${name}\n`), typed(publicKey, type)).slice(0, 4);
}

function typed(key: Uint8Array, type: KeyType): Uint8Array {
  return Uint8Array.of(KEY_TYPES[type], ...key);
}

function untyped(bytes: Uint8Array | null, type: KeyType): Uint8Array | null {
  return bytes !== null && bytes.length === 33 && bytes[0] === KEY_TYPES[type] ? bytes.slice(1) : null;
}
