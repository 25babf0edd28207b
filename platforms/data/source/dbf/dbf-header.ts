import { YuejianError } from "@yuejian/contracts";
import { readPiece } from "../open-file.ts";
import type { TextFile } from "../text-pass.ts";
import { damaged } from "../workbook/zip-directory.ts";

/** Header of a DBF (dBase III and IV, FoxPro, Visual FoxPro). */
export interface DbfHeader {
  readonly version: number;
  readonly records: number;
  readonly headerBytes: number;
  readonly recordBytes: number;
  /** Language driver: the code page as the file claims it; 0 for none. */
  readonly languageDriver: number;
  readonly fields: readonly DbfField[];
}

export interface DbfField {
  /** In the file's encoding. */
  readonly name: Uint8Array;
  /** One letter. */
  readonly type: string;
  /** Position in the record, whose first byte is the mark of deletion. */
  readonly at: number;
  readonly length: number;
}

const VISUAL_FOXPRO = new Set([0x30, 0x31, 0x32]);

export function isVisualFoxPro({ version }: DbfHeader): boolean {
  return VISUAL_FOXPRO.has(version);
}

/** FILE_TRUNCATED when header and file contradict each other, FILE_TYPE_UNKNOWN for encrypted files and dBase 7. */
export async function readDbfHeader(file: TextFile): Promise<DbfHeader> {
  const start = await bytesAt(file, 0, 32);
  const version = start[0] ?? 0;
  const refuse = (reason: string): YuejianError => new YuejianError("FILE_TYPE_UNKNOWN", { file: file.name, reason });
  if (version === 0x04 || version === 0x8c) throw refuse("dBase 7");
  if (start[15] === 1) throw refuse("已加密 / encrypted");
  const headerBytes = start.readUInt16LE(8);
  const recordBytes = start.readUInt16LE(10);
  const records = start.readUInt32LE(4);
  const header = await bytesAt(file, 0, headerBytes);
  const described = describedFields(header, false);
  const fields = width(described) === recordBytes ? described : describedFields(header, true);
  if (fields.length === 0 || width(fields) !== recordBytes)
    throw damaged(file, "DBF 字段长度与记录长度不符 / fields do not add up to a record");
  const whole = headerBytes + records * recordBytes;
  if (whole > file.size) {
    const found = Math.max(0, Math.floor((file.size - headerBytes) / recordBytes));
    throw damaged(file, `文件头称有 ${records} 条记录，实有 ${found} 条 / the header counts ${records} records, ${found} are there`);
  }
  if (file.size >= whole + recordBytes) {
    const [mark = 0x1a] = await bytesAt(file, whole, 1);
    if (mark === 0x20 || mark === 0x2a)
      throw damaged(file, `文件头称有 ${records} 条记录，其后还有记录 / the header counts ${records} records, more follow`);
  }
  return { version, records, headerBytes, recordBytes, languageDriver: start[29] ?? 0, fields };
}

/** `isWide`: Clipper and FoxPro keep lengths of text beyond 255 with their upper half in the place of the decimals. */
function describedFields(header: Buffer, isWide: boolean): DbfField[] {
  const fields: DbfField[] = [];
  let place = 1;
  for (let at = 32; at + 32 <= header.length && header[at] !== 0x0d; at += 32) {
    const name = header.subarray(at, at + 11);
    const nameEnd = name.indexOf(0);
    const type = String.fromCharCode(header[at + 11] ?? 0);
    const length = (header[at + 16] ?? 0) + (isWide && type === "C" ? 256 * (header[at + 17] ?? 0) : 0);
    fields.push({ name: name.subarray(0, nameEnd < 0 ? 11 : nameEnd), type, at: place, length });
    place += length;
  }
  return fields;
}

function width(fields: readonly DbfField[]): number {
  return fields.reduce((sum, { length }) => sum + length, 1);
}

async function bytesAt(file: TextFile, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  if ((await readPiece(file.handle, position, bytes)) !== length) throw damaged(file, "文件头不完整 / the header is cut off");
  return bytes;
}
