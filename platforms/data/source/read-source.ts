import { YuejianError } from "@yuejian/contracts";
import { fileKind } from "./file-kind.ts";
import { errorCode, fileError, fileSuffix, openSourceFile, readPiece } from "./open-file.ts";
import { readText } from "./read-text.ts";
import { DEFAULT_SOURCE_LIMITS, type ReadSourceOptions, type SourceTable } from "./source-table.ts";
import { readWorkbook } from "./workbook/read-workbook.ts";

const HEAD_BYTES = 256 * 1024;
const TEXT_SUFFIXES = new Set([".csv", ".tsv", ".txt", ".tab"]);

/** Reads a source file as a table. The content decides what it is; a suffix that says otherwise is refused.
 *  Throws YuejianError with a code of contracts/errors/intake; nothing is left in the scratch folder then. The caller disposes the table. */
export async function readSource(path: string, options: ReadSourceOptions): Promise<SourceTable> {
  const name = options.name ?? path.split(/[\\/]/).at(-1) ?? path;
  const { handle, size } = await openSourceFile(path, name);
  try {
    const head = new Uint8Array(Math.min(size, HEAD_BYTES));
    const filled = await readPiece(handle, 0, head);
    const file = { handle, size, path, name, options, limits: { ...DEFAULT_SOURCE_LIMITS, ...options.limits } };
    const kind = fileKind(head.subarray(0, filled));
    requireSuffix(name, kind);
    if (kind.kind === "zip") return await readWorkbook(file);
    if (options.sheet !== undefined) throw new YuejianError("SHEET_UNKNOWN", { file: name, sheet: options.sheet });
    return await readText(file, head.subarray(0, filled));
  } catch (cause) {
    if (cause instanceof YuejianError) throw cause;
    throw errorCode(cause) === null ? cause : fileError(cause, name);
  } finally {
    await handle.close();
  }
}

function requireSuffix(name: string, kind: ReturnType<typeof fileKind>): void {
  const suffix = fileSuffix(name);
  const isKnown = TEXT_SUFFIXES.has(suffix) || suffix === ".xlsx";
  if (kind.kind === "foreign") {
    if (isKnown) throw new YuejianError("FILE_TYPE_MISMATCH", { file: name, suffix, actual: kind.name });
    throw new YuejianError("FILE_TYPE_UNKNOWN", { file: name, reason: kind.name });
  }
  const expected = kind.kind === "zip" ? suffix === ".xlsx" : TEXT_SUFFIXES.has(suffix);
  if (expected) return;
  const actual = kind.kind === "zip" ? "XLSX / ZIP" : "文本 / text";
  if (isKnown || suffix === ".xls") throw new YuejianError("FILE_TYPE_MISMATCH", { file: name, suffix, actual });
  throw new YuejianError("FILE_TYPE_UNKNOWN", { file: name, reason: `后缀 / suffix ${suffix || "—"}` });
}
