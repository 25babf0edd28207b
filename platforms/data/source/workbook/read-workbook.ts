import { rm } from "node:fs/promises";
import { join } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import { digestFile } from "../digest-file.ts";
import { findHeader, HEADER_SAMPLE_ROWS, type Header } from "../header.ts";
import { MalformedLog } from "../malformed-log.ts";
import { CONTROL, joinRecord } from "../record-text.ts";
import type { PartHead, SourcePart } from "../source-parts.ts";
import type { SourceNote, SourceTable } from "../source-table.ts";
import { TableWriter } from "../table-writer.ts";
import type { TextFile } from "../text-pass.ts";
import { readSheetRows } from "./sheet-rows.ts";
import { readWorkbookOutline, type WorkbookFile, type WorkbookOutline, type WorkbookSheet } from "./workbook-parts.ts";
import { damaged, readZipDirectory, type ZipEntry } from "./zip-directory.ts";

/** The sheets that have rows, in the order of their tabs; chart sheets have none. */
export async function listSheets(file: TextFile): Promise<readonly SourcePart[]> {
  const { sheets } = await openWorkbook(file);
  return sheets.map(({ name, isHidden }) => ({ member: null, sheet: name, isHidden }));
}

/** Headings and first records of one sheet; the rest of it is not expanded. */
export async function readWorkbookHead(file: TextFile): Promise<PartHead> {
  const workbook = await openWorkbook(file);
  const { entry } = chooseSheet(workbook);
  const parts = await workbook.readParts();
  const rows: { row: number; cells: readonly string[] }[] = [];
  await readSheetRows({ ...workbook, parts, entry }, (row, cells) => rows.push({ row, cells }) === HEADER_SAMPLE_ROWS);
  if (rows.length === 0) throw new YuejianError("FILE_EMPTY", { file: file.name });
  const header = findHeader(
    rows.map(({ cells }) => cells),
    file.name,
  );
  const records = rows.slice(header.index + 1).map(({ cells }) => header.headings.map((_, column) => cells[column] ?? ""));
  return { format: "xlsx", headings: header.headings, records, notes: notes(header, []) };
}

/** Reads one sheet of an XLSX workbook: by name, else the first one that is shown. SHEET_UNKNOWN, FILE_EMPTY for a sheet without cells. */
export async function readWorkbook(file: TextFile): Promise<SourceTable> {
  const { name, options } = file;
  const digest = await digestFile(file);
  const workbook = await openWorkbook(file);
  const { sheet, entry } = chooseSheet(workbook);
  const parts = await workbook.readParts();
  const rows = new SheetRecords(file);
  try {
    await readSheetRows({ ...workbook, parts, entry }, rows.take, () => {
      if (options.progress.signal.aborted) throw new YuejianError("INTAKE_CANCELLED", { file: name });
      options.progress.report(rows.number, null, { zh: "读取工作表", en: "Reading the sheet" });
    });
    const { header, malformed } = rows.finish();
    const others = workbook.sheets.filter((each) => each !== sheet).map((each) => each.name);
    return {
      facts: { name, size: file.size, ...digest, format: "xlsx", encoding: null, delimiter: null, sheet: sheet.name },
      headings: header.headings,
      csvPath: rows.path,
      csv: {
        delimiter: ",",
        headerRecords: 0,
        numbering: "columns",
        firstLine: 2,
        hasBom: false,
        isQuoted: true,
        longestRecord: rows.longest,
      },
      records: rows.records,
      malformed,
      notes: notes(header, others),
      async dispose() {
        await malformed.remove();
        await rm(rows.path, { force: true });
      },
    };
  } catch (cause) {
    await rows.remove();
    throw cause;
  }
}

/** Turns rows into numbered records; the first rows wait until the header is found. */
class SheetRecords {
  readonly path: string;
  number = 0;
  records = 0;
  longest = 0;
  readonly #file: TextFile;
  readonly #writer: TableWriter;
  #waiting: { row: number; cells: readonly string[] }[] = [];
  #table: { header: Header; malformed: MalformedLog } | null = null;

  constructor(file: TextFile) {
    this.#file = file;
    this.path = join(file.options.scratchFolder, "source.csv");
    this.#writer = new TableWriter(this.path);
  }

  readonly take = (row: number, cells: readonly string[]): void => {
    if (this.#table !== null) this.#add(row, cells, this.#table);
    else if (this.#waiting.push({ row, cells }) === HEADER_SAMPLE_ROWS) this.#begin();
  };

  finish(): { header: Header; malformed: MalformedLog } {
    const table = this.#table ?? this.#begin();
    this.#writer.close();
    table.malformed.close();
    return table;
  }

  async remove(): Promise<void> {
    this.#writer.abandon();
    await rm(this.path, { force: true });
    await this.#table?.malformed.remove();
  }

  #begin(): { header: Header; malformed: MalformedLog } {
    const { name, options } = this.#file;
    if (this.#waiting.length === 0) throw new YuejianError("FILE_EMPTY", { file: name });
    const header = findHeader(
      this.#waiting.map((each) => each.cells),
      name,
    );
    const table = { header, malformed: new MalformedLog(join(options.scratchFolder, "malformed.jsonl"), header.headings) };
    this.#table = table;
    for (const { row, cells } of this.#waiting.slice(header.index + 1)) this.#add(row, cells, table);
    this.#waiting = [];
    return table;
  }

  #add(row: number, cells: readonly string[], { header, malformed }: { header: Header; malformed: MalformedLog }): void {
    this.number++;
    const { headings } = header;
    if (cells.some((cell) => CONTROL.test(cell))) {
      malformed.add(this.number, row, "control-character", cells);
      return;
    }
    if (cells.length > headings.length && cells.slice(headings.length).some((cell) => cell.trim() !== "")) {
      malformed.add(this.number, row, "field-count", cells);
      return;
    }
    const fields = headings.map((_, index) => cells[index] ?? "");
    const record = joinRecord([String(this.number), String(row), ...fields], ",");
    this.longest = Math.max(this.longest, 3 * record.length);
    this.records++;
    this.#writer.text(`${record}\n`);
  }
}

interface OpenWorkbook extends WorkbookFile, WorkbookOutline {
  readonly file: TextFile;
}

async function openWorkbook(file: TextFile): Promise<OpenWorkbook> {
  const workbook = { file, entries: await readZipDirectory(file), limits: file.limits };
  return { ...workbook, ...(await readWorkbookOutline(workbook)) };
}

function chooseSheet({ sheets, file, entries }: OpenWorkbook): { sheet: WorkbookSheet; entry: ZipEntry } {
  const wanted = file.options.part?.sheet;
  const sheet = wanted === undefined ? (sheets.find((each) => !each.isHidden) ?? sheets[0]) : sheets.find((each) => each.name === wanted);
  if (sheet === undefined) throw new YuejianError("SHEET_UNKNOWN", { file: file.name, sheet: wanted });
  const entry = entries.get(sheet.path);
  if (entry === undefined) throw damaged(file, sheet.path);
  return { sheet, entry };
}

function notes(header: Header, others: readonly string[]): SourceNote[] {
  return [
    ...(header.titleRows > 0 ? [{ kind: "title-lines", lines: header.titleRows } as const] : []),
    ...(header.unnamed > 0 ? [{ kind: "unnamed-columns", columns: header.unnamed } as const] : []),
    ...(others.length > 0 ? [{ kind: "other-sheets", sheets: others } as const] : []),
  ];
}
