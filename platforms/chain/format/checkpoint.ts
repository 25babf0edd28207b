import { decodeBase64, encodeBase64 } from "./base64.ts";
import { malformed } from "./malformed.ts";
import { isKeyName } from "./note-keys.ts";

/** What a log states about itself (C2SP tlog-checkpoint). */
export interface Checkpoint {
  /** The log's name; also the name of its key. */
  readonly origin: string;
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
}

/** The text of a checkpoint note. No extension lines: nothing here reads them. */
export function formatCheckpoint(checkpoint: Checkpoint): string {
  return `${checkpoint.origin}\n${checkpoint.size}\n${encodeBase64(checkpoint.root)}\n`;
}

export function parseCheckpoint(text: string): Checkpoint {
  const [origin, sizeText, rootText, end, ...more] = text.split("\n");
  const size = parseSize(sizeText ?? "");
  const root = decodeBase64(rootText ?? "");
  if (origin === undefined || !isKeyName(origin) || size === null || root?.length !== 32 || end !== "" || more.length > 0) {
    throw malformed("checkpoint", "not origin, size and root on three lines");
  }
  return { origin, size, root };
}

/** A decimal without leading zeros up to 2^53 − 1; null otherwise. */
export function parseSize(text: string): number | null {
  const size = /^(0|[1-9]\d{0,15})$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(size) ? size : null;
}
