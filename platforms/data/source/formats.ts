import { YuejianError } from "@yuejian/contracts";
import { readDbf, readDbfHead } from "./dbf/read-dbf.ts";
import type { FileKind } from "./file-kind.ts";
import { readJson, readJsonHead } from "./json/read-json.ts";
import { fileSuffix } from "./open-file.ts";
import { readParquet, readParquetHead } from "./parquet/read-parquet.ts";
import { readText, readTextHead } from "./read-text.ts";
import type { PartHead, SourcePart } from "./source-parts.ts";
import type { PartSelector, SourceTable } from "./source-table.ts";
import type { TextFile } from "./text-pass.ts";
import { listSheets, readWorkbook, readWorkbookHead } from "./workbook/read-workbook.ts";

/** How files of one format are read. `head`: the first bytes. */
export interface FormatReader {
  list(file: TextFile, head: Uint8Array): Promise<readonly SourcePart[]>;
  read(file: TextFile, head: Uint8Array): Promise<SourceTable>;
  readHead(file: TextFile, head: Uint8Array): Promise<PartHead>;
}

type Format = "archive" | "workbook" | "text" | "json" | "dbf" | "parquet";

const SUFFIXES: Readonly<Record<string, Format>> = {
  ".csv": "text",
  ".tsv": "text",
  ".txt": "text",
  ".tab": "text",
  ".xlsx": "workbook",
  ".zip": "archive",
  ".json": "json",
  ".ndjson": "json",
  ".jsonl": "json",
  ".dbf": "dbf",
  ".parquet": "parquet",
  ".pq": "parquet",
  ".geoparquet": "parquet",
};

const NAMES = { zip: "XLSX / ZIP", text: "文本 / text", json: "JSON", parquet: "Parquet", dbf: "DBF" } as const;

const KINDS: Readonly<Record<Format, readonly FileKind["kind"][]>> = {
  archive: ["zip"],
  workbook: ["zip"],
  text: ["text"],
  // UTF-16, or something that is no JSON after all: the reader says where.
  json: ["json", "text"],
  dbf: ["dbf"],
  parquet: ["parquet"],
};

export const READERS: Readonly<Record<Exclude<Format, "archive">, FormatReader>> = {
  text: single(readText, readTextHead),
  json: single(readJson, readJsonHead),
  dbf: single(readDbf, readDbfHead),
  parquet: single(readParquet, readParquetHead),
  workbook: { list: listSheets, read: readWorkbook, readHead: readWorkbookHead },
};

/** What a file is, by its content; a suffix that says otherwise is refused. FILE_TYPE_MISMATCH, FILE_TYPE_UNKNOWN */
export function formatOf(name: string, kind: FileKind): Format {
  const suffix = fileSuffix(name);
  const format = Object.hasOwn(SUFFIXES, suffix) ? SUFFIXES[suffix] : undefined;
  if (format !== undefined && KINDS[format].includes(kind.kind)) return format;
  const actual = kind.kind === "foreign" ? kind.name : NAMES[kind.kind];
  if (format !== undefined || (suffix === ".xls" && kind.kind !== "foreign"))
    throw new YuejianError("FILE_TYPE_MISMATCH", { file: name, suffix, actual });
  throw new YuejianError("FILE_TYPE_UNKNOWN", { file: name, reason: kind.kind === "foreign" ? actual : `后缀 / suffix ${suffix || "—"}` });
}

/** The file is taken for a table by its name. */
export function isTableName(name: string): boolean {
  return Object.hasOwn(SUFFIXES, fileSuffix(name));
}

/** A file that is one table. */
function single(
  read: (file: TextFile, head: Uint8Array) => Promise<SourceTable>,
  readHead: (file: TextFile, head: Uint8Array) => Promise<PartHead>,
): FormatReader {
  return {
    async list(file, head) {
      await readHead(file, head);
      return [{ member: null, sheet: null, isHidden: false }];
    },
    async read(file, head) {
      requireNoSheet(file.name, file.options.part);
      return await read(file, head);
    },
    async readHead(file, head) {
      requireNoSheet(file.name, file.options.part);
      return await readHead(file, head);
    },
  };
}

function requireNoSheet(file: string, part: PartSelector | undefined): void {
  if (part?.sheet !== undefined) throw new YuejianError("SHEET_UNKNOWN", { file, sheet: part.sheet });
}
