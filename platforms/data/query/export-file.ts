import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { YuejianError } from "@yuejian/contracts";
import { strToU8, Zip, ZipDeflate } from "fflate";
import type { Cell } from "../engine/cell.ts";
import type { QueryResult } from "../lake/session.ts";
import type { QueryWork } from "./query-types.ts";

type ExportWork = Extract<QueryWork, { kind: "export" }>;
type Columns = QueryResult["columns"];
type Row = readonly Cell[];

/** Rows of one sheet, without its heading. */
const SHEET_ROWS = 1_048_575;

/** Writes rows as they come, so that no export has to fit into memory. */
export async function writeExport(
  { path, format, maxRows, about }: ExportWork,
  columns: Columns,
  rows: AsyncGenerator<readonly Row[]>,
): Promise<{ written: number; isTruncated: boolean }> {
  const file = createWriteStream(path, { flags: "wx", mode: 0o600 });
  const put = async (bytes: Uint8Array | string): Promise<void> => {
    if (bytes.length > 0 && !file.write(bytes)) await once(file, "drain");
  };
  const writer = format === "xlsx" ? workbook(columns, about, put) : lines(format, columns, put);
  const limit = format === "xlsx" ? Math.min(maxRows, SHEET_ROWS) : maxRows;
  let written = 0;
  let isTruncated = false;
  try {
    await writer.begin();
    for await (const piece of rows) {
      const taken = piece.slice(0, limit - written);
      await writer.rows(taken);
      written += taken.length;
      if (taken.length < piece.length) {
        isTruncated = true;
        break;
      }
    }
    await writer.end();
    file.end();
    await finished(file);
  } catch (cause) {
    file.destroy();
    if (cause instanceof Error && "code" in cause && cause.code === "ENOSPC")
      throw new YuejianError("DISK_FULL", { file: "export" }, { cause });
    throw cause;
  }
  return { written, isTruncated };
}

interface Writer {
  begin(): Promise<void>;
  rows(rows: readonly Row[]): Promise<void>;
  end(): Promise<void>;
}

type Put = (bytes: Uint8Array | string) => Promise<void>;

function lines(format: "csv" | "ndjson", columns: Columns, put: Put): Writer {
  const names = columns.map(({ name }) => name);
  return {
    // With a mark of its encoding, because spreadsheets take a file without one for GBK.
    begin: () => (format === "csv" ? put(`\u{feff}${csvLine(names)}`) : put("")),
    rows: (rows) =>
      put(
        rows
          .map((row) =>
            format === "csv" ? csvLine(row) : `${JSON.stringify(Object.fromEntries(names.map((name, at) => [name, row[at] ?? null])))}\n`,
          )
          .join(""),
      ),
    end: async () => {},
  };
}

function csvLine(row: Row): string {
  return `${row.map(csvCell).join(",")}\r\n`;
}

/** RFC 4180. A text that a spreadsheet would take for a formula is led by an apostrophe (OWASP, CSV injection). */
function csvCell(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell !== "string") return String(cell);
  const text = /^[\s\u{feff}]*[=+\-@\t\r|%]/u.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Texts are inline strings, which no spreadsheet computes; a second sheet says what the file is and who took it out. */
function workbook(columns: Columns, about: readonly (readonly [string, string])[], put: Put): Writer {
  let pending: Uint8Array[] = [];
  const zip = new Zip((error, bytes) => {
    if (error) throw error;
    pending.push(bytes);
  });
  const flush = async (): Promise<void> => {
    const ready = pending;
    pending = [];
    for (const bytes of ready) await put(bytes);
  };
  const part = (name: string, text: string): void => {
    const entry = new ZipDeflate(name, { level: 6 });
    zip.add(entry);
    entry.push(strToU8(text), true);
  };
  const sheet = new ZipDeflate("xl/worksheets/sheet1.xml", { level: 6 });
  let number = 0;
  const xmlRow = (row: Row): string => {
    number += 1;
    return `<row r="${number}">${row.map(xmlCell).join("")}</row>`;
  };
  return {
    async begin() {
      for (const [name, text] of Object.entries(PARTS)) part(name, text);
      const rows = about.map(([name, value]) => `<row>${xmlCell(name)}${xmlCell(value)}</row>`).join("");
      part("xl/worksheets/sheet2.xml", `${SHEET_HEAD}${rows}${SHEET_TAIL}`);
      zip.add(sheet);
      sheet.push(strToU8(`${SHEET_HEAD}${xmlRow(columns.map(({ name }) => name))}`));
      await flush();
    },
    async rows(rows) {
      sheet.push(strToU8(rows.map(xmlRow).join("")));
      await flush();
    },
    async end() {
      sheet.push(strToU8(SHEET_TAIL), true);
      zip.end();
      await flush();
    },
  };
}

/** Characters of one cell of a workbook. */
const LONGEST_CELL = 32_767;

function xmlCell(cell: Cell): string {
  if (cell === null) return "<c/>";
  if (typeof cell === "number") return `<c><v>${cell}</v></c>`;
  if (typeof cell === "boolean") return `<c t="b"><v>${cell ? 1 : 0}</v></c>`;
  const text = cell
    .slice(0, LONGEST_CELL)
    .replaceAll(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
  return `<c t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const SHEET_HEAD = `${XML}<worksheet xmlns="${MAIN}"><sheetData>`;
const SHEET_TAIL = "</sheetData></worksheet>";

const PARTS: Readonly<Record<string, string>> = {
  "[Content_Types].xml": `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${SHEET_TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${SHEET_TYPE}.worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml" ContentType="${SHEET_TYPE}.worksheet+xml"/></Types>`,
  "_rels/.rels": `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  "xl/workbook.xml": `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="查询结果" sheetId="1" r:id="rId1"/><sheet name="导出说明" sheetId="2" r:id="rId2"/></sheets></workbook>`,
  "xl/_rels/workbook.xml.rels": `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/worksheet" Target="worksheets/sheet2.xml"/></Relationships>`,
};
