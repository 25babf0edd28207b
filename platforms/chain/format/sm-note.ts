import { decodeHex, encodeHex, equalBytes, sha256 } from "@yuejian/digests";
import { decodeBase64, encodeBase64 } from "./base64.ts";
import { malformed } from "./malformed.ts";
import { isKeyName, type VerifierKey } from "./note-keys.ts";
import { formatNote, type NoteSignature, type SignBytes } from "./signed-note.ts";
import { isSm2PublicKey, SM2_PUBLIC_KEY_BYTES, sm2PublicKey, verifySm2 } from "./sm2.ts";

/** Type byte of signatures that C2SP has not assigned, and the name behind it that tells this one from others. No conformance is claimed. */
const SM_KEY_TYPE = Uint8Array.of(0xff, ...new TextEncoder().encode("yuejian/sm2-sm3/1\n"));

/** A key under which notes of the SM suite are verified. `publicKey`: 65 bytes. */
export interface SmSignerKey extends VerifierKey {
  /** 32 bytes. */
  readonly secret: Uint8Array;
}

/** The key of a name and 32 secret bytes; null when they are no SM2 private key (one in 2^32 is none). */
export function smSignerKeyOf(name: string, secret: Uint8Array): SmSignerKey | null {
  if (!isKeyName(name)) throw malformed("SM key", "the name is empty or holds a space or a plus sign");
  const publicKey = sm2PublicKey(secret);
  return publicKey === null ? null : { name, publicKey, keyHash: keyHash(name, publicKey), secret };
}

/** `name+hash+base64(type ‖ public key)`, as keys of C2SP are written. */
export function formatSmVerifierKey(key: VerifierKey): string {
  return `${key.name}+${encodeHex(key.keyHash)}+${encodeBase64(typed(key.publicKey))}`;
}

/** PROOF_MALFORMED unless name, hash and a point of the curve belong together. */
export function parseSmVerifierKey(text: string): VerifierKey {
  const match = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/u.exec(text);
  const name = match?.[1] ?? "";
  const publicKey = untyped(decodeBase64(match?.[3] ?? ""), SM2_PUBLIC_KEY_BYTES);
  const hash = decodeHex(match?.[2] ?? "", 4);
  if (!isKeyName(name) || publicKey === null || hash === null) throw malformed("SM verifier key", "not name+hash+key of the SM suite");
  if (!isSm2PublicKey(publicKey)) throw malformed("SM verifier key", "not a point of the curve");
  const expected = keyHash(name, publicKey);
  if (!equalBytes(hash, expected)) throw malformed("SM verifier key", "the hash does not belong to the key");
  return { name, publicKey, keyHash: expected };
}

/** `PRIVATE+KEY+name+hash+base64(type ‖ secret)`: a secret. */
export function formatSmSignerKey(key: SmSignerKey): string {
  return `PRIVATE+KEY+${key.name}+${encodeHex(key.keyHash)}+${encodeBase64(typed(key.secret))}`;
}

export function parseSmSignerKey(text: string): SmSignerKey {
  const match = /^PRIVATE\+KEY\+([^+]+)\+([0-9a-f]{8})\+(.+)$/u.exec(text);
  const secret = untyped(decodeBase64(match?.[3] ?? ""), 32);
  const key = match?.[1] === undefined || secret === null ? null : smSignerKeyOf(match[1], secret);
  if (key === null) throw malformed("SM signer key", "not PRIVATE+KEY+name+hash+key of the SM suite");
  if (encodeHex(key.keyHash) !== match?.[2]) throw malformed("SM signer key", "the hash does not belong to the key");
  return key;
}

/** A note with one signature of the SM suite. */
export function signSmNote(text: string, key: VerifierKey, sign: SignBytes): string {
  const signature = sign(new TextEncoder().encode(text));
  return formatNote({ text, signatures: [{ name: key.name, keyHash: key.keyHash, signature }] });
}

/** True when the key signed the text with SM2 over SM3 and the default user id. Portable. */
export function verifySmNoteSignature(text: string, signature: NoteSignature, key: VerifierKey): boolean {
  if (signature.name !== key.name || !equalBytes(signature.keyHash, key.keyHash)) return false;
  return verifySm2(signature.signature, new TextEncoder().encode(text), { publicKey: key.publicKey });
}

function keyHash(name: string, publicKey: Uint8Array): Uint8Array {
  return sha256(new TextEncoder().encode(`${name}\n`), typed(publicKey)).slice(0, 4);
}

function typed(key: Uint8Array): Uint8Array {
  return Uint8Array.of(...SM_KEY_TYPE, ...key);
}

function untyped(bytes: Uint8Array | null, length: number): Uint8Array | null {
  const isTyped = bytes?.length === SM_KEY_TYPE.length + length && SM_KEY_TYPE.every((byte, at) => bytes[at] === byte);
  return isTyped ? bytes.slice(SM_KEY_TYPE.length) : null;
}
