import { FileDigester } from "@yuejian/chain/verify";
import { FIELD_LIMITS, type Text } from "@yuejian/contracts";
import type { KeptFile } from "./device-store.ts";

/** Said to the person; nothing was kept. */
export class NotKept extends Error {
  override readonly name = "NotKept";
  readonly text: Text;

  constructor(text: Text) {
    super(text.en);
    this.text = text;
  }
}

const PIECE = 1024 * 1024;

/** SHA-256 and SM3, piece by piece, so that the page stays alive. */
export async function digestBlob(blob: Blob): Promise<{ size: number; sha256: string; sm3: string }> {
  const digester = new FileDigester();
  for (let start = 0; start < blob.size; start += PIECE)
    digester.update(new Uint8Array(await blob.slice(start, start + PIECE).arrayBuffer()));
  return digester.digests();
}

/** Copies the bytes out of the camera's file, which may go, and digests them at once. Refused: what is too large, empty, or no picture that this browser can show. */
export async function keepPhoto(file: File, number: number): Promise<KeptFile> {
  const megabytes = Math.round(FIELD_LIMITS.fileBytes / 1024 ** 2);
  if (file.size > FIELD_LIMITS.fileBytes)
    throw new NotKept({
      zh: `“${file.name}”有 ${(file.size / 1024 ** 2).toFixed(0)} MB，超过每张 ${megabytes} MB 的上限，没有保存`,
      en: `“${file.name}” has ${(file.size / 1024 ** 2).toFixed(0)} MB, more than the ${megabytes} MB of one photo; it was not kept`,
    });
  const at = new Date().toISOString();
  const bytes = await file.arrayBuffer();
  const mediaType = typeOf(new Uint8Array(bytes, 0, Math.min(12, bytes.byteLength)));
  const blob = new Blob([bytes], mediaType === null ? {} : { type: mediaType });
  if (mediaType === null || !(await isPicture(blob)))
    throw new NotKept({
      zh: `“${file.name}”不是可以识别的照片（只收 JPEG、PNG、WebP），没有保存`,
      en: `“${file.name}” is no picture that is known here (JPEG, PNG or WebP); it was not kept`,
    });
  const name = `${number}-${file.name.replaceAll(/[/\\\p{Cc}]/gu, "").slice(-100) || "photo"}`;
  return { blob, name, mediaType, at, ...(await digestBlob(blob)) };
}

/** By its first bytes, never by its name. */
function typeOf(head: Uint8Array): string | null {
  const text = String.fromCodePoint(...head);
  if (text.startsWith("\u00ff\u00d8\u00ff")) return "image/jpeg";
  if (text.startsWith("\u0089PNG\r\n\u001a\n")) return "image/png";
  return text.startsWith("RIFF") && text.endsWith("WEBP") ? "image/webp" : null;
}

async function isPicture(blob: Blob): Promise<boolean> {
  try {
    (await createImageBitmap(blob)).close();
    return true;
  } catch {
    return false;
  }
}
