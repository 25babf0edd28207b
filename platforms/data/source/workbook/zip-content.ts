import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { crc32, createInflateRaw } from "node:zlib";
import { YuejianError } from "@yuejian/contracts";
import { PIECE_BYTES, readPiece } from "../open-file.ts";
import type { SourceLimits } from "../source-table.ts";
import { damaged, entryDataAt, type ZipEntry, type ZipFile } from "./zip-directory.ts";

/** Below this no ratio is suspicious: an empty sheet packs very well. */
const RATIO_FROM_BYTES = 16 * 1024 * 1024;
const DEFLATED = 8;
const STORED = 0;

/** Expanded bytes of an entry, in pieces. What comes out is counted as it comes: headers may claim anything.
 *  FILE_TOO_LARGE_INSIDE, FILE_TRUNCATED (also when the checksum differs). */
export async function* entryContent(
  file: ZipFile,
  entry: ZipEntry,
  limits: Pick<SourceLimits, "expandedBytes" | "expansionRatio">,
): AsyncGenerator<Uint8Array> {
  const dataAt = await entryDataAt(file, entry);
  let expanded = 0;
  let sum = 0;
  for await (const piece of expand(file, entry, packedPieces(file, entry, dataAt))) {
    expanded += piece.length;
    const ratio = Math.round(expanded / Math.max(1, entry.packedSize));
    if (expanded > limits.expandedBytes || (expanded > RATIO_FROM_BYTES && ratio > limits.expansionRatio)) {
      throw new YuejianError("FILE_TOO_LARGE_INSIDE", { file: file.name, size: expanded, ratio });
    }
    sum = crc32(piece, sum);
    yield piece;
  }
  if (sum !== entry.crc32) throw damaged(file, `校验和不符 / checksum differs: ${entry.path}`);
}

async function* expand(file: ZipFile, entry: ZipEntry, packed: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (entry.method === STORED) {
    yield* packed;
    return;
  }
  if (entry.method !== DEFLATED) throw damaged(file, `未知压缩方法 / unknown compression ${entry.method}: ${entry.path}`);
  // A compressor's output is read no faster than it is used, so that a bomb meets the limit after a few pieces.
  const inflate = createInflateRaw({ chunkSize: 256 * 1024 });
  const source = Readable.from(packed, { objectMode: true });
  const flow = pipeline(source, inflate);
  // The error is met below, where the pieces are read.
  flow.catch(() => {});
  try {
    for await (const piece of inflate) yield piece as Uint8Array;
    await flow;
  } catch (cause) {
    if (cause instanceof YuejianError) throw cause;
    throw damaged(file, `解压失败 / cannot be expanded: ${entry.path}`, cause);
  } finally {
    inflate.destroy();
    source.destroy();
  }
}

async function* packedPieces(file: ZipFile, entry: ZipEntry, dataAt: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < entry.packedSize; at += PIECE_BYTES) {
    const piece = new Uint8Array(Math.min(PIECE_BYTES, entry.packedSize - at));
    if ((await readPiece(file.handle, dataAt + at, piece)) !== piece.length) throw damaged(file, "文件被截断 / cut off");
    yield piece;
  }
}
