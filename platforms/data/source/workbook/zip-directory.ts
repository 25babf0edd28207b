import type { FileHandle } from "node:fs/promises";
import { YuejianError } from "@yuejian/contracts";
import { readPiece } from "../open-file.ts";

export interface ZipEntry {
  readonly path: string;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly packedSize: number;
  readonly crc32: number;
  /** Position of the local header. */
  readonly headerAt: number;
}

export interface ZipFile {
  readonly handle: FileHandle;
  readonly size: number;
  readonly name: string;
}

const END_BYTES = 22;
const LONGEST_COMMENT = 65_535;
const MOST_ENTRIES = 10_000;
const MOST_DIRECTORY_BYTES = 16 * 1024 * 1024;
const UNKNOWN_32 = 0xffff_ffff;

/** Entries by path, from the central directory (APPNOTE 4.3.12; ZIP64 where sizes need it). Sizes it claims are not trusted anywhere.
 *  FILE_TRUNCATED without a directory, FILE_TYPE_UNKNOWN for paths that leave the archive and for encrypted entries. */
export async function readZipDirectory(file: ZipFile): Promise<ReadonlyMap<string, ZipEntry>> {
  const { start, size, count } = await findDirectory(file);
  if (count > MOST_ENTRIES || size > MOST_DIRECTORY_BYTES) throw damaged(file, "ZIP 目录过大 / directory too large");
  const bytes = await readAt(file, start, size);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = new Map<string, ZipEntry>();
  let at = 0;
  for (let index = 0; index < count; index++) {
    if (at + 46 > size || view.getUint32(at, true) !== 0x0201_4b50) throw damaged(file, "ZIP 目录损坏 / directory damaged");
    const flags = view.getUint16(at + 8, true);
    const nameBytes = view.getUint16(at + 28, true);
    const extraBytes = view.getUint16(at + 30, true);
    const end = at + 46 + nameBytes + extraBytes + view.getUint16(at + 32, true);
    if (end > size) throw damaged(file, "ZIP 目录损坏 / directory damaged");
    const path = memberName(bytes.subarray(at + 46, at + 46 + nameBytes));
    if (!isInside(path))
      throw new YuejianError("FILE_TYPE_UNKNOWN", { file: file.name, reason: `ZIP 内路径越界 / a path leaves the archive: ${path}` });
    if ((flags & 1) !== 0) throw new YuejianError("FILE_TYPE_UNKNOWN", { file: file.name, reason: `已加密 / encrypted: ${path}` });
    if (entries.has(path)) throw damaged(file, `ZIP 内有两个同名文件 / two members of one name: ${path}`);
    const sizes = {
      expanded: view.getUint32(at + 24, true),
      packed: view.getUint32(at + 20, true),
      headerAt: view.getUint32(at + 42, true),
    };
    const wide = zip64Fields(view, { from: at + 46 + nameBytes, to: at + 46 + nameBytes + extraBytes }, sizes);
    entries.set(path, {
      path,
      method: view.getUint16(at + 10, true),
      crc32: view.getUint32(at + 16, true),
      packedSize: wide.packed,
      headerAt: wide.headerAt,
    });
    at = end;
  }
  return entries;
}

/** Position of an entry's data behind its local header. */
export async function entryDataAt(file: ZipFile, entry: ZipEntry): Promise<number> {
  const header = await readAt(file, entry.headerAt, 30);
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  if (view.getUint32(0, true) !== 0x0403_4b50) throw damaged(file, `ZIP 条目损坏 / entry damaged: ${entry.path}`);
  const dataAt = entry.headerAt + 30 + view.getUint16(26, true) + view.getUint16(28, true);
  if (dataAt + entry.packedSize > file.size) throw damaged(file, `ZIP 条目不完整 / entry cut off: ${entry.path}`);
  return dataAt;
}

export function damaged(file: { readonly name: string }, reason: string, cause?: unknown): YuejianError {
  return new YuejianError("FILE_TRUNCATED", { file: file.name, reason }, cause === undefined ? {} : { cause });
}

async function findDirectory(file: ZipFile): Promise<{ start: number; size: number; count: number }> {
  const tailBytes = Math.min(file.size, END_BYTES + LONGEST_COMMENT);
  const tailAt = file.size - tailBytes;
  const tail = await readAt(file, tailAt, tailBytes);
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength);
  for (let at = tailBytes - END_BYTES; at >= 0; at--) {
    if (view.getUint32(at, true) !== 0x0605_4b50) continue;
    const found = { count: view.getUint16(at + 10, true), size: view.getUint32(at + 12, true), start: view.getUint32(at + 16, true) };
    if (found.count !== 0xffff && found.size !== UNKNOWN_32 && found.start !== UNKNOWN_32) return found;
    return await findWideDirectory(file, tailAt + at);
  }
  throw damaged(file, "ZIP 目录缺失 / no directory at the end");
}

async function findWideDirectory(file: ZipFile, endAt: number): Promise<{ start: number; size: number; count: number }> {
  const locator = await readAt(file, endAt - 20, 20);
  const locatorView = new DataView(locator.buffer, locator.byteOffset, locator.byteLength);
  if (locatorView.getUint32(0, true) !== 0x0706_4b50) throw damaged(file, "ZIP64 目录缺失 / no ZIP64 directory");
  const end = await readAt(file, Number(locatorView.getBigUint64(8, true)), 56);
  const view = new DataView(end.buffer, end.byteOffset, end.byteLength);
  if (view.getUint32(0, true) !== 0x0606_4b50) throw damaged(file, "ZIP64 目录损坏 / ZIP64 directory damaged");
  return {
    count: Number(view.getBigUint64(32, true)),
    size: Number(view.getBigUint64(40, true)),
    start: Number(view.getBigUint64(48, true)),
  };
}

/** Sizes of 0xffffffff stand in the extra field 0x0001, in this order, only those that are needed. */
function zip64Fields(
  view: DataView,
  extra: { readonly from: number; readonly to: number },
  sizes: { readonly expanded: number; readonly packed: number; readonly headerAt: number },
): { packed: number; headerAt: number } {
  let { packed, headerAt } = sizes;
  for (let at = extra.from; at + 4 <= extra.to; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    const to = Math.min(extra.to, at + 4 + view.getUint16(at + 2, true));
    let field = at + 4;
    const take = (): number => {
      const value = field + 8 <= to ? Number(view.getBigUint64(field, true)) : 0;
      field += 8;
      return value;
    };
    if (sizes.expanded === UNKNOWN_32) take();
    if (packed === UNKNOWN_32) packed = take();
    if (headerAt === UNKNOWN_32) headerAt = take();
  }
  return { packed, headerAt };
}

/** Packers on Chinese Windows write names in GBK and set no flag; others say UTF-8 and write GBK all the same. So the bytes decide. */
function memberName(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}

function isInside(path: string): boolean {
  return !path.startsWith("/") && !path.includes("\\") && !path.includes("\0") && !/^[a-z]:/i.test(path) && !path.split("/").includes("..");
}

async function readAt(file: ZipFile, position: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
  if (position < 0 || !Number.isSafeInteger(position) || position + length > file.size)
    throw damaged(file, "ZIP 目录损坏 / directory damaged");
  const bytes = new Uint8Array(length);
  if ((await readPiece(file.handle, position, bytes)) !== length) throw damaged(file, "文件被截断 / cut off");
  return bytes;
}
