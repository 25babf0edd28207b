import { lstat, readdir, readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { type Encoding, YuejianError } from "@yuejian/contracts";
import { CellRecords } from "../cell-records.ts";
import { digestFile } from "../digest-file.ts";
import { HEADER_SAMPLE_ROWS, requireDistinct } from "../header.ts";
import { PIECE_BYTES, readPiece } from "../open-file.ts";
import type { PartHead } from "../source-parts.ts";
import type { SourceNote, SourceTable } from "../source-table.ts";
import type { TextFile } from "../text-pass.ts";
import { damaged } from "../workbook/zip-directory.ts";
import { CODE_PAGE_SUFFIX, type DbfEncoding, dbfEncoding, stemOf, TextCensus } from "./dbf-encoding.ts";
import { type DbfField, type DbfHeader, isVisualFoxPro, readDbfHeader } from "./dbf-header.ts";
import { DbfMemo } from "./dbf-memo.ts";

const MEMO_SUFFIXES = [".fpt", ".dbt"];
/** Pictures and objects; nothing of them is text. */
const BINARY = new Set(["G", "P", "Q", "W"]);
const READABLE = new Set(["C", "N", "F", "D", "L", "M", "I", "Y", "B", "T"]);

interface OpenDbf {
  readonly file: TextFile;
  readonly header: DbfHeader;
  readonly fields: readonly DbfField[];
  readonly leftOut: readonly string[];
  readonly headings: readonly string[];
  readonly encoding: DbfEncoding;
  readonly memo: DbfMemo | null;
}

/** Reads a DBF. Record numbers are those of the file, deleted records included in the counting and left out of the table.
 *  FILE_TRUNCATED, FILE_TYPE_UNKNOWN, MEMO_MISSING, HEADER_DUPLICATE, FILE_EMPTY */
export async function readDbf(file: TextFile): Promise<SourceTable> {
  const digest = await digestFile(file);
  const dbf = await openDbf(file);
  const records = new CellRecords(file, dbf.headings);
  try {
    let deleted = 0;
    for await (const { number, bytes } of recordsOf(dbf)) {
      if (bytes[0] === 0x2a) deleted++;
      else await addRecord(dbf, records, number, bytes);
    }
    records.finish();
    if (records.records + records.malformed.count === 0) throw new YuejianError("FILE_EMPTY", { file: file.name });
    const memo = dbf.memo && { name: dbf.memo.file.name, size: dbf.memo.file.size, ...(await digestFile({ ...file, ...dbf.memo.file })) };
    const { encoding } = dbf.encoding;
    return {
      facts: {
        name: file.name,
        size: file.size,
        ...digest,
        format: "dbf",
        encoding,
        delimiter: null,
        sheet: null,
        ...(memo ? { memo } : {}),
      },
      headings: dbf.headings,
      csvPath: records.path,
      csv: records.csv,
      records: records.records,
      malformed: records.malformed,
      notes: notes(dbf, deleted),
      dispose: () => records.remove(),
    };
  } catch (cause) {
    await records.remove();
    throw cause;
  } finally {
    await dbf.memo?.close();
  }
}

export async function readDbfHead(file: TextFile): Promise<PartHead> {
  const dbf = await openDbf(file);
  try {
    const rows: string[][] = [];
    for await (const { bytes } of recordsOf(dbf)) {
      if (bytes[0] !== 0x2a) rows.push((await cellsOf(dbf, bytes)).cells);
      if (rows.length === HEADER_SAMPLE_ROWS) break;
    }
    return { format: "dbf", headings: dbf.headings, records: rows, notes: notes(dbf, 0) };
  } finally {
    await dbf.memo?.close();
  }
}

async function openDbf(file: TextFile): Promise<OpenDbf> {
  const header = await readDbfHeader(file);
  const fields: DbfField[] = [];
  const left: DbfField[] = [];
  for (const field of header.fields) {
    // Visual FoxPro notes in a column of its own which values are null.
    if (field.type === "0") continue;
    const isBinary = BINARY.has(field.type) || (field.type === "B" && !isVisualFoxPro(header));
    if (!isBinary && !READABLE.has(field.type)) {
      const reason = `字段类型 / field type ${field.type}`;
      throw new YuejianError("FILE_TYPE_UNKNOWN", { file: file.name, reason });
    }
    (isBinary ? left : fields).push(field);
  }
  const beside = await companions(file.path);
  const memo = fields.some(({ type }) => type === "M") ? await openMemo(file, header, fields, beside.memo) : null;
  try {
    const codePage = beside.codePage === null ? null : await readFile(beside.codePage, "latin1");
    const encoding = dbfEncoding(file.name, header, codePage, await census(file, header));
    const decoder = new TextDecoder(encoding.encoding);
    const headings = fields.map(({ name }, index) => decoder.decode(name).trim() || `第${index + 1}列`);
    requireDistinct(headings, file.name, 1);
    return { file, header, fields, leftOut: left.map(({ name }) => decoder.decode(name)), headings, encoding, memo };
  } catch (cause) {
    await memo?.close();
    throw cause;
  }
}

/** The memo file and the code page file beside a DBF; links are none of them. */
async function companions(path: string): Promise<{ memo: string | null; codePage: string | null }> {
  const folder = dirname(path);
  const stem = stemOf(basename(path));
  const found = new Map<string, string>();
  for (const name of await readdir(folder)) {
    const suffix = name.slice(stem.length).toLowerCase();
    if (stemOf(name) === stem && (await lstat(join(folder, name))).isFile()) found.set(suffix, join(folder, name));
  }
  const memo = MEMO_SUFFIXES.map((suffix) => found.get(suffix)).find((each) => each !== undefined);
  return { memo: memo ?? null, codePage: found.get(CODE_PAGE_SUFFIX) ?? null };
}

/** A memo column that is empty throughout needs no memo file. */
async function openMemo(file: TextFile, header: DbfHeader, fields: readonly DbfField[], path: string | null): Promise<DbfMemo | null> {
  const suffix = [0x83, 0x8b, 0x8e, 0xcb, 0x43, 0x63].includes(header.version) ? ".dbt" : ".fpt";
  const name = `${file.name.slice(0, -4)}${path === null ? suffix : path.slice(-4)}`;
  if (path !== null) return await DbfMemo.open(path, name, file.limits.recordBytes);
  for await (const { bytes } of recordsOf({ file, header }))
    if (bytes[0] !== 0x2a && fields.some((field) => field.type === "M" && memoBlock(bytes, field) > 0))
      throw new YuejianError("MEMO_MISSING", { file: file.name, memo: name });
  return null;
}

async function census(file: TextFile, header: DbfHeader): Promise<TextCensus> {
  const texts = new TextCensus();
  for (const { name } of header.fields) texts.add(name);
  const ofText = header.fields.filter(({ type }) => type === "C");
  for await (const { bytes } of recordsOf({ file, header })) {
    if (bytes[0] === 0x2a) continue;
    for (const { at, length } of ofText) texts.add(bytes.subarray(at, at + length));
  }
  return texts;
}

/** Records in the order of the file, from 1; `bytes` hold until the next. */
async function* recordsOf({ file, header }: Pick<OpenDbf, "file" | "header">): AsyncGenerator<{ number: number; bytes: Buffer }> {
  const { headerBytes, recordBytes, records } = header;
  const atOnce = Math.max(1, Math.floor(PIECE_BYTES / recordBytes));
  const piece = Buffer.alloc(Math.min(records, atOnce) * recordBytes);
  for (let done = 0; done < records; done += atOnce) {
    if (file.options.progress.signal.aborted) throw new YuejianError("INTAKE_CANCELLED", { file: file.name });
    const count = Math.min(atOnce, records - done);
    const bytes = piece.subarray(0, count * recordBytes);
    if ((await readPiece(file.handle, headerBytes + done * recordBytes, bytes)) !== bytes.length) throw damaged(file, "被截断 / cut off");
    for (let index = 0; index < count; index++) {
      const record = bytes.subarray(index * recordBytes, (index + 1) * recordBytes);
      if (record[0] !== 0x20 && record[0] !== 0x2a)
        throw damaged(file, `第 ${done + index + 1} 条记录没有记录标记 / record ${done + index + 1} does not begin as one`);
      yield { number: done + index + 1, bytes: record };
    }
    file.options.progress.report(done + count, records, { zh: "读取文件", en: "Reading the file" });
  }
}

async function addRecord(dbf: OpenDbf, records: CellRecords, number: number, bytes: Buffer): Promise<void> {
  const { cells, undecodable } = await cellsOf(dbf, bytes);
  const place = { row: number, line: number };
  if (undecodable === null) records.add(place, cells);
  else records.setAside(place, { code: "record-malformed", column: null, value: `${undecodable}: ${dbf.encoding.encoding}` }, cells);
}

async function cellsOf(dbf: OpenDbf, bytes: Buffer): Promise<{ cells: string[]; undecodable: string | null }> {
  const cells: string[] = [];
  let undecodable: string | null = null;
  for (const [index, field] of dbf.fields.entries()) {
    const value = bytes.subarray(field.at, field.at + field.length);
    if (field.type !== "C" && field.type !== "M") {
      cells.push(plainValue(field.type, value));
      continue;
    }
    const block = field.type === "M" ? memoBlock(bytes, field) : 0;
    const text = field.type === "C" ? value : block > 0 && dbf.memo ? await dbf.memo.read(block) : new Uint8Array(0);
    const decoded = decodeText(text, dbf.encoding.encoding);
    if (!decoded.isWhole) undecodable ??= dbf.headings[index] ?? "";
    cells.push(decoded.text);
  }
  return { cells, undecodable };
}

function decodeText(bytes: Uint8Array, encoding: Encoding): { text: string; isWhole: boolean } {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === 0x20 || bytes[end - 1] === 0)) end--;
  const text = bytes.subarray(0, end);
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(text), isWhole: true };
  } catch {
    return { text: new TextDecoder(encoding).decode(text), isWhole: false };
  }
}

/** Number of the memo's block: digits, or four bytes in Visual FoxPro. */
function memoBlock(bytes: Buffer, { at, length }: DbfField): number {
  if (length === 4) return bytes.readUInt32LE(at);
  const digits = bytes.toString("latin1", at, at + length).trim();
  return /^\d+$/.test(digits) ? Number(digits) : 0;
}

function plainValue(type: string, value: Buffer): string {
  const text = (): string => value.toString("latin1").replaceAll("\0", " ").trim();
  switch (type) {
    case "D": {
      const day = text();
      if (/^0*$/.test(day)) return "";
      return /^\d{8}$/.test(day) ? `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}` : day;
    }
    case "L":
      return /^[TtYy]/.test(text()) ? "true" : /^[FfNn]/.test(text()) ? "false" : "";
    case "I":
      return value.length === 4 ? String(value.readInt32LE(0)) : text();
    case "Y":
      return value.length === 8 ? tenThousandths(value.readBigInt64LE(0)) : text();
    case "B":
      return value.length === 8 ? String(value.readDoubleLE(0)) : text();
    case "T":
      return value.length === 8 ? dayTime(value.readInt32LE(0), value.readInt32LE(4)) : text();
    default:
      return text();
  }
}

function tenThousandths(value: bigint): string {
  const digits = String(value < 0n ? -value : value).padStart(5, "0");
  return `${value < 0n ? "-" : ""}${digits.slice(0, -4)}.${digits.slice(-4)}`;
}

/** A Julian day number and milliseconds of the day. */
function dayTime(julian: number, milliseconds: number): string {
  if (julian === 0) return "";
  const time = new Date((julian - 2_440_588) * 86_400_000 + milliseconds);
  if (Number.isNaN(time.getTime())) return `${julian} ${milliseconds}`;
  const text = time.toISOString();
  return milliseconds === 0 ? text.slice(0, 10) : `${text.slice(0, 10)} ${text.slice(11, 19)}`;
}

function notes({ leftOut, encoding }: OpenDbf, deleted: number): SourceNote[] {
  return [
    ...(deleted > 0 ? [{ kind: "deleted-records", records: deleted } as const] : []),
    ...(leftOut.length > 0 ? [{ kind: "binary-columns", columns: leftOut } as const] : []),
    ...(encoding.claimed === null ? [] : [{ kind: "code-page", claimed: encoding.claimed, encoding: encoding.encoding } as const]),
  ];
}
