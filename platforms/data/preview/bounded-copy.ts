import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openSourceFile, readPiece } from "../source/open-file.ts";

const LINE_SUFFIXES = /\.(?:csv|tsv|txt|tab|ndjson|jsonl)$/i;
const FEED = 0x0a;
const RETURN = 0x0d;
const QUOTE = 0x22;

/** The first part of a file of lines as a file of its own, cut after a whole record, so that a preview of a gigabyte costs what one of a few megabytes
 *  does; null where the file is small enough, or of a kind that cannot be cut. */
export async function boundedCopy(file: { path: string; name: string }, folder: string, bytes: number): Promise<string | null> {
  if (!LINE_SUFFIXES.test(file.name)) return null;
  const { handle, size } = await openSourceFile(file.path, file.name);
  try {
    if (size <= bytes) return null;
    const head = new Uint8Array(bytes);
    const filled = await readPiece(handle, 0, head);
    const end = endOfRecords(head.subarray(0, filled));
    if (end === 0) return null;
    const copy = join(folder, `head-${bytes}${/\.[^.]+$/.exec(file.name)?.[0] ?? ""}`);
    await writeFile(copy, head.subarray(0, end), { mode: 0o600 });
    return copy;
  } finally {
    await handle.close();
  }
}

/** Behind the last line end that stands outside quotes: before it the number of quotes is even. UTF-16 is read by its code units. */
function endOfRecords(bytes: Uint8Array): number {
  const isLittle = bytes[0] === 0xff && bytes[1] === 0xfe;
  const isBig = bytes[0] === 0xfe && bytes[1] === 0xff;
  const width = isLittle || isBig || looksWide(bytes) ? 2 : 1;
  const low = isBig ? 1 : 0;
  let isQuoted = false;
  let end = 0;
  let endOfReturns = 0;
  for (let at = 0; at + width <= bytes.length; at += width) {
    if (width === 2 && bytes[at + 1 - low] !== 0) continue;
    const unit = bytes[at + (width === 2 ? low : 0)];
    if (unit === QUOTE) isQuoted = !isQuoted;
    else if (unit === FEED && !isQuoted) end = at + width;
    else if (unit === RETURN && !isQuoted) endOfReturns = at + width;
  }
  // Line ends of a lone carriage return.
  return end === 0 ? endOfReturns : end;
}

/** UTF-16 without a mark: every other byte of the first ones is zero. */
function looksWide(bytes: Uint8Array): boolean {
  let zeros = 0;
  for (let at = 1; at < 64; at += 2) if (bytes[at] === 0) zeros++;
  return zeros > 8;
}
