import { YuejianError } from "@yuejian/contracts";
import { CellRecords } from "../cell-records.ts";
import { digestFile } from "../digest-file.ts";
import { findHeader, HEADER_SAMPLE_ROWS, type Header } from "../header.ts";
import type { PartHead, SourcePart } from "../source-parts.ts";
import type { SourceNote, SourceTable } from "../source-table.ts";
import type { TextFile } from "../text-pass.ts";
import { isClosingRow, joinHeaderRows, type SheetRow } from "./header-rows.ts";
import { type MergedRange, readMerges } from "./sheet-merges.ts";
import { readSheetRows } from "./sheet-rows.ts";
import { readWorkbookOutline, type WorkbookFile, type WorkbookOutline, type WorkbookSheet } from "./workbook-parts.ts";
import { damaged, readZipDirectory, type ZipEntry } from "./zip-directory.ts";

/** The sheets that have rows, in the order of their tabs; chart sheets have none. */
export async function listSheets(file: TextFile): Promise<readonly SourcePart[]> {
  const { sheets } = await openWorkbook(file);
  return sheets.map(({ name, isHidden }) => ({ member: null, sheet: name, isHidden }));
}

/** Headings and first records of one sheet. */
export async function readWorkbookHead(file: TextFile): Promise<PartHead> {
  const workbook = await openWorkbook(file);
  const { entry } = chooseSheet(workbook);
  const parts = await workbook.readParts();
  const rows: SheetRow[] = [];
  await readSheetRows({ ...workbook, parts, entry }, (row, cells) => rows.push({ row, cells }) === HEADER_SAMPLE_ROWS);
  const table = findTable(file, rows, (await readMerges({ ...workbook, entry })).ranges);
  const records = table.records.map(({ cells }) => table.header.headings.map((_, column) => cells[column] ?? ""));
  return { format: "xlsx", headings: table.header.headings, records, notes: headerNotes(table) };
}

/** Reads one sheet of an XLSX workbook: by name, else the first one that is shown. SHEET_UNKNOWN, FILE_EMPTY for a sheet without cells. */
export async function readWorkbook(file: TextFile): Promise<SourceTable> {
  const { name, options } = file;
  const digest = await digestFile(file);
  const workbook = await openWorkbook(file);
  const { sheet, entry } = chooseSheet(workbook);
  const parts = await workbook.readParts();
  const merges = await readMerges({ ...workbook, entry });
  const rows = new SheetRecords(file, merges.ranges);
  try {
    await readSheetRows({ ...workbook, parts, entry }, rows.take, () => {
      if (options.progress.signal.aborted) throw new YuejianError("INTAKE_CANCELLED", { file: name });
      options.progress.report(rows.number, null, { zh: "读取工作表", en: "Reading the sheet" });
    });
    const { table, records, closing } = rows.finish();
    const merged = merges.below + merges.ranges.filter(({ top }) => top > table.headerRow).length;
    const others = options.part?.sheet === undefined ? workbook.sheets.filter((each) => each !== sheet).map((each) => each.name) : [];
    return {
      facts: { name, size: file.size, ...digest, format: "xlsx", encoding: null, delimiter: null, sheet: sheet.name },
      headings: records.headings,
      csvPath: records.path,
      csv: records.csv,
      records: records.records,
      malformed: records.malformed,
      notes: [
        ...headerNotes(table),
        ...(merged > 0 ? [{ kind: "merged-cells", ranges: merged } as const] : []),
        ...(closing.length > 0 ? [{ kind: "closing-rows", rows: closing } as const] : []),
        ...(others.length > 0 ? [{ kind: "other-sheets", sheets: others } as const] : []),
      ],
      dispose: () => records.remove(),
    };
  } catch (cause) {
    await rows.remove();
    throw cause;
  }
}

interface SheetTable {
  readonly header: Header;
  /** Number of the header's last row at the sheet's edge. */
  readonly headerRow: number;
  readonly headerRows: number;
  readonly records: readonly SheetRow[];
}

/** FILE_EMPTY, HEADER_MISSING, HEADER_DUPLICATE */
function findTable(file: TextFile, rows: readonly SheetRow[], merges: readonly MergedRange[]): SheetTable {
  if (rows.length === 0) throw new YuejianError("FILE_EMPTY", { file: file.name });
  const joined = joinHeaderRows(rows, merges);
  const header = findHeader(
    joined.rows.map(({ cells }) => cells),
    file.name,
  );
  return {
    header,
    headerRow: joined.rows[header.index]?.row ?? 0,
    headerRows: joined.headerRows,
    records: joined.rows.slice(header.index + 1),
  };
}

/** Totals and remarks stand in the last rows, if anywhere. */
const HELD_ROWS = 10;

/** Turns rows into numbered records; the first rows wait until the header is found, the last until it is known that they are the last. */
class SheetRecords {
  number = 0;
  readonly #file: TextFile;
  readonly #merges: readonly MergedRange[];
  #waiting: SheetRow[] = [];
  #table: { table: SheetTable; records: CellRecords } | null = null;

  constructor(file: TextFile, merges: readonly MergedRange[]) {
    this.#file = file;
    this.#merges = merges;
  }

  readonly take = (row: number, cells: readonly string[]): void => {
    this.#waiting.push({ row, cells });
    if (this.#table !== null) this.#add(this.#table.records, HELD_ROWS);
    else if (this.#waiting.length === HEADER_SAMPLE_ROWS) this.#begin();
  };

  finish(): { table: SheetTable; records: CellRecords; closing: number[] } {
    const { table, records } = this.#table ?? this.#begin();
    const closing: number[] = [];
    for (let last = this.#waiting.at(-1); last && isClosingRow(last.cells, records.headings.length); last = this.#waiting.at(-1)) {
      closing.unshift(last.row);
      this.#waiting.pop();
    }
    this.#add(records, 0);
    records.finish();
    return { table, records, closing };
  }

  async remove(): Promise<void> {
    await this.#table?.records.remove();
  }

  #begin(): { table: SheetTable; records: CellRecords } {
    const table = findTable(this.#file, this.#waiting, this.#merges);
    this.#table = { table, records: new CellRecords(this.#file, table.header.headings) };
    this.#waiting = [...table.records];
    this.#add(this.#table.records, HELD_ROWS);
    return this.#table;
  }

  #add(records: CellRecords, held: number): void {
    if (this.#waiting.length <= held) return;
    for (const { row, cells } of this.#waiting.splice(0, this.#waiting.length - held)) {
      this.number++;
      records.add({ row: this.number, line: row }, cells);
    }
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

function headerNotes({ header, headerRows }: SheetTable): SourceNote[] {
  return [
    ...(header.titleRows > 0 ? [{ kind: "title-lines", lines: header.titleRows } as const] : []),
    ...(headerRows > 1 ? [{ kind: "header-rows", rows: headerRows } as const] : []),
    ...(header.unnamed > 0 ? [{ kind: "unnamed-columns", columns: header.unnamed } as const] : []),
  ];
}
