/** By the first bytes, never by the name: what the file is, as far as these tell. */
const SIGNATURES: readonly { readonly type: string; readonly at: number; readonly bytes: readonly number[] }[] = [
  { type: "image/jpeg", at: 0, bytes: [0xff, 0xd8, 0xff] },
  { type: "image/png", at: 0, bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { type: "image/tiff", at: 0, bytes: [0x49, 0x49, 0x2a, 0x00] },
  { type: "image/tiff", at: 0, bytes: [0x4d, 0x4d, 0x00, 0x2a] },
  { type: "application/pdf", at: 0, bytes: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { type: "video/mp4", at: 4, bytes: [0x66, 0x74, 0x79, 0x70] },
  { type: "audio/wav", at: 8, bytes: [0x57, 0x41, 0x56, 0x45] },
  { type: "audio/mpeg", at: 0, bytes: [0x49, 0x44, 0x33] },
  { type: "application/zip", at: 0, bytes: [0x50, 0x4b, 0x03, 0x04] },
  { type: "application/gzip", at: 0, bytes: [0x1f, 0x8b] },
];

export const HEAD_BYTES = 64;

export function mediaTypeOf(head: Uint8Array): string {
  const found = SIGNATURES.find(({ at, bytes }) => bytes.every((byte, offset) => head[at + offset] === byte));
  return found?.type ?? (isText(head) ? "text/plain" : "application/octet-stream");
}

/** UTF-8 without control characters, as far as the head goes; a character cut at its end is no fault. */
function isText(head: Uint8Array): boolean {
  if (head.length === 0) return false;
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
    return !/[^\P{Cc}\t\n\r]/u.test(text);
  } catch {
    return false;
  }
}
