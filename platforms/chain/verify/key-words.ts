import { encodeHex, sha256 } from "@yuejian/digests";
import { decodeUtf8, isTlogProof, parseNote, parseTlogProof, parseVerifierKey } from "../format/index.ts";
import { parseDocument } from "./bundle-reader.ts";

/** SHA-256 over the text of a verifier key, in groups for comparing by eye or ear; null for what is no verifier key. */
export function keyFingerprint(key: string): string | null {
  try {
    parseVerifierKey(key);
  } catch {
    return null;
  }
  return (encodeHex(sha256(new TextEncoder().encode(key))).match(/.{4}/g) ?? []).join(" ");
}

/** Names and key hashes under which a document's checkpoint says that it was signed. Nothing is verified here. */
export function signersOf(document: Uint8Array): string[] {
  try {
    const note = noteOf(document);
    return typeof note === "string" ? parseNote(note).signatures.map(({ name, keyHash }) => `${name}+${encodeHex(keyHash)}`) : [];
  } catch {
    return [];
  }
}

function noteOf(document: Uint8Array): unknown {
  const text = decodeUtf8(document, "document");
  if (isTlogProof(text)) return parseTlogProof(text).checkpoint;
  const read = parseDocument(text) as { checkpoint?: unknown; proof?: { checkpoint?: unknown } };
  return read.checkpoint ?? read.proof?.checkpoint;
}
