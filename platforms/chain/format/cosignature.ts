import { ed25519 } from "@noble/curves/ed25519.js";
import { equalBytes } from "@yuejian/digests";
import { malformed } from "./malformed.ts";
import type { SignerKey, VerifierKey } from "./note-keys.ts";
import { type NoteSignature, portableVerify, type SignBytes, type VerifyBytes } from "./signed-note.ts";

/** A cosigner's statement (C2SP tlog-cosignature, `cosignature/v1`): at that time this was the largest consistent tree of the log that it knew. */
export interface Cosignature {
  readonly name: string;
  /** POSIX seconds. */
  readonly time: number;
}

const SIGNATURE_BYTES = 72;

/** The signature line of a cosigner under a checkpoint's text. `time`: POSIX seconds. The key is of type `cosignature`. */
export function cosign(
  text: string,
  { key, time, sign = (message) => ed25519.sign(message, key.seed) }: { key: SignerKey; time: number; sign?: SignBytes },
): NoteSignature {
  if (!Number.isSafeInteger(time) || time < 0) throw malformed("cosignature", "the time is no number of seconds");
  const signature = new Uint8Array(SIGNATURE_BYTES);
  new DataView(signature.buffer).setBigUint64(0, BigInt(time));
  signature.set(sign(signedMessage(text, time)), 8);
  return { name: key.name, keyHash: key.keyHash, signature };
}

/** Who cosigned the text and when; null when this is not a valid cosignature of the key. */
export function verifyCosignature(
  text: string,
  { name, keyHash, signature }: NoteSignature,
  key: VerifierKey & { readonly verify?: VerifyBytes },
): Cosignature | null {
  if (name !== key.name || !equalBytes(keyHash, key.keyHash) || signature.length !== SIGNATURE_BYTES) return null;
  const time = Number(new DataView(signature.buffer, signature.byteOffset, signature.byteLength).getBigUint64(0));
  if (!Number.isSafeInteger(time)) return null;
  const isValid = (key.verify ?? portableVerify)(signature.subarray(8), signedMessage(text, time), key.publicKey);
  return isValid ? { name, time } : null;
}

function signedMessage(text: string, time: number): Uint8Array {
  return new TextEncoder().encode(`cosignature/v1\ntime ${time}\n${text}`);
}
