import { sha256 as nobleSha256 } from "@noble/hashes/sha2.js";

/** SHA-256 of the parts one after another: 32 bytes. */
export function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  const first = parts[0];
  if (parts.length === 1 && first !== undefined) return nobleSha256(first);
  const hash = nobleSha256.create();
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** The same over pieces that come one by one. */
export function startSha256(): { update(bytes: Uint8Array): unknown; digest(): Uint8Array } {
  return nobleSha256.create();
}
