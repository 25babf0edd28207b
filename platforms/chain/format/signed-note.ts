import { ed25519 } from "@noble/curves/ed25519.js";
import { equalBytes } from "@yuejian/digests";
import { decodeBase64, encodeBase64 } from "./base64.ts";
import { malformed } from "./malformed.ts";
import { isKeyName, type SignerKey, type VerifierKey } from "./note-keys.ts";

/** A C2SP signed note: a text that ends with a newline, and who signed it. */
export interface SignedNote {
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export interface NoteSignature {
  readonly name: string;
  readonly keyHash: Uint8Array;
  /** For Ed25519 the 64 bytes of the signature. */
  readonly signature: Uint8Array;
}

/** Signs the UTF-8 of a text; given in place of the portable Ed25519 where a faster one is at hand. */
export type SignBytes = (message: Uint8Array) => Uint8Array;

/** Whether a 64-byte Ed25519 signature over a message is a public key's. Strict (RFC 8032 §5.1.7): one signature has one encoding. */
export type VerifyBytes = (signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array) => boolean;

/** Portable; the platform's is many times faster (`log/verifyWith`). */
export const portableVerify: VerifyBytes = (signature, message, publicKey) => {
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: false });
  } catch {
    return false; // a public key or point that does not decode
  }
};

const NOTE_LIMIT = 1_000_000;
const SIGNATURE_LIMIT = 100;

/** One line per signature; PROOF_MALFORMED when the text could not be read back. */
export function formatNote(note: SignedNote): string {
  requireNoteText(note.text);
  const lines = note.signatures.map(
    ({ name, keyHash, signature }) => `— ${name} ${encodeBase64(Uint8Array.of(...keyHash, ...signature))}\n`,
  );
  return `${note.text}\n${lines.join("")}`;
}

export function signNote(text: string, key: SignerKey, sign: SignBytes = (message) => ed25519.sign(message, key.seed)): string {
  const signature = sign(new TextEncoder().encode(text));
  return formatNote({ text, signatures: [{ name: key.name, keyHash: key.keyHash, signature }] });
}

/** Reads a note as hostile text: exactly one way to write each note is accepted. Signatures are not verified. */
export function parseNote(whole: string): SignedNote {
  if (whole.length > NOTE_LIMIT) throw malformed("note", "too long");
  const split = whole.lastIndexOf("\n\n");
  if (split < 0) throw malformed("note", "no blank line before the signatures");
  const text = whole.slice(0, split + 1);
  requireNoteText(text);
  const tail = whole.slice(split + 2);
  if (!tail.endsWith("\n")) throw malformed("note", "the last line has no end");
  const lines = tail.slice(0, -1).split("\n");
  if (lines.length > SIGNATURE_LIMIT) throw malformed("note", "too many signatures");
  return { text, signatures: lines.map(parseSignature) };
}

/** True when the key signed the text. */
export function verifyNoteSignature(
  text: string,
  { name, keyHash, signature }: NoteSignature,
  key: VerifierKey & { readonly verify?: VerifyBytes },
): boolean {
  if (name !== key.name || !equalBytes(keyHash, key.keyHash) || signature.length !== 64) return false;
  return (key.verify ?? portableVerify)(signature, new TextEncoder().encode(text), key.publicKey);
}

function parseSignature(line: string): NoteSignature {
  const match = /^— (\S+) (\S+)$/u.exec(line);
  const bytes = decodeBase64(match?.[2] ?? "");
  const name = match?.[1] ?? "";
  if (!isKeyName(name) || bytes === null || bytes.length < 5) throw malformed("note", "a signature line is malformed");
  return { name, keyHash: bytes.slice(0, 4), signature: bytes.slice(4) };
}

function requireNoteText(text: string): void {
  if (!text.endsWith("\n") || text === "\n") throw malformed("note", "the text is empty or does not end with a newline");
  // oxlint-disable-next-line no-control-regex -- the specification forbids them
  if (/[\u0000-\u0009\u000b-\u001f]/.test(text) || !text.isWellFormed()) throw malformed("note", "a character that a note may not hold");
}
