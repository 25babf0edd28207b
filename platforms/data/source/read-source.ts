import { YuejianError } from "@yuejian/contracts";
import { fileKind } from "./file-kind.ts";
import { errorCode, fileError, fileSuffix, openSourceFile, readPiece } from "./open-file.ts";
import { readText, readTextHead } from "./read-text.ts";
import type { PartHead, SourcePart } from "./source-parts.ts";
import { DEFAULT_SOURCE_LIMITS, type PartSelector, type ReadSourceOptions, type SourceTable } from "./source-table.ts";
import type { TextFile } from "./text-pass.ts";
import { listSheets, readWorkbook, readWorkbookHead } from "./workbook/read-workbook.ts";

const HEAD_BYTES = 256 * 1024;
const TEXT_SUFFIXES = new Set([".csv", ".tsv", ".txt", ".tab"]);

/** Reads a source file as a table. The content decides what it is; a suffix that says otherwise is refused.
 *  Throws YuejianError with a code of contracts/errors/intake; nothing is left in the scratch folder then. The caller disposes the table. */
export async function readSource(path: string, options: ReadSourceOptions): Promise<SourceTable> {
  return withFile(path, options, (file, kind, head) => (kind === "zip" ? readWorkbook(file) : readText(file, head)));
}

/** The tables of a file. Throws as `readSource` does for files that are none, but reads no rows. */
export async function listParts(path: string, options: ReadSourceOptions): Promise<readonly SourcePart[]> {
  return withFile(path, options, async (file, kind, head) => {
    if (kind === "zip") return await listSheets(file);
    await readTextHead(file, head);
    return [{ member: null, sheet: null, isHidden: false }];
  });
}

/** Headings and the first records of one part, some dozens at most: what a person looks at before deciding. Reads no more than it must. */
export async function readHead(path: string, options: ReadSourceOptions): Promise<PartHead> {
  return withFile(path, options, (file, kind, head) => (kind === "zip" ? readWorkbookHead(file) : readTextHead(file, head)));
}

async function withFile<Result>(
  path: string,
  options: ReadSourceOptions,
  work: (file: TextFile, kind: "zip" | "text", head: Uint8Array) => Promise<Result>,
): Promise<Result> {
  const name = options.name ?? path.split(/[\\/]/).at(-1) ?? path;
  const { handle, size } = await openSourceFile(path, name);
  try {
    const head = new Uint8Array(Math.min(size, HEAD_BYTES));
    const filled = await readPiece(handle, 0, head);
    const file = { handle, size, path, name, options, limits: { ...DEFAULT_SOURCE_LIMITS, ...options.limits } };
    const kind = requireSuffix(name, fileKind(head.subarray(0, filled)));
    if (kind === "text") requireNoPart(name, options.part);
    return await work(file, kind, head.subarray(0, filled));
  } catch (cause) {
    if (cause instanceof YuejianError) throw cause;
    throw errorCode(cause) === null ? cause : fileError(cause, name);
  } finally {
    await handle.close();
  }
}

function requireNoPart(file: string, part: PartSelector | undefined): void {
  if (part?.sheet !== undefined) throw new YuejianError("SHEET_UNKNOWN", { file, sheet: part.sheet });
  if (part?.member !== undefined) throw new YuejianError("MEMBER_UNKNOWN", { file, member: part.member });
}

function requireSuffix(name: string, kind: ReturnType<typeof fileKind>): "zip" | "text" {
  const suffix = fileSuffix(name);
  const isKnown = TEXT_SUFFIXES.has(suffix) || suffix === ".xlsx";
  if (kind.kind === "foreign") {
    if (isKnown) throw new YuejianError("FILE_TYPE_MISMATCH", { file: name, suffix, actual: kind.name });
    throw new YuejianError("FILE_TYPE_UNKNOWN", { file: name, reason: kind.name });
  }
  const expected = kind.kind === "zip" ? suffix === ".xlsx" : TEXT_SUFFIXES.has(suffix);
  if (expected) return kind.kind;
  const actual = kind.kind === "zip" ? "XLSX / ZIP" : "文本 / text";
  if (isKnown || suffix === ".xls") throw new YuejianError("FILE_TYPE_MISMATCH", { file: name, suffix, actual });
  throw new YuejianError("FILE_TYPE_UNKNOWN", { file: name, reason: `后缀 / suffix ${suffix || "—"}` });
}
