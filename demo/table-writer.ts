import { type FileHandle, open, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ColumnSchema, DatasetSchema } from "@yuejian/contracts";
import { normaliseLabel, readResidentId } from "@yuejian/identifiers";
import { dayOf } from "./days.ts";
import { formatCell, roughen, type Value } from "./formats.ts";
import { encodeGb18030 } from "./gb18030.ts";
import { Random } from "./random.ts";
import type { SourceFileForm } from "./source-files.ts";
import type { PlantedError } from "./truth.ts";
import { makeMistake } from "./typing-errors.ts";
import { type SheetCell, workbook } from "./workbook.ts";

export type Row = Readonly<Record<string, Value>>;

/** Shares of records with a mistake and with a harmless oddity. */
const MISTAKE_RATE = 0.004;
const ODDITY_RATE = 0.015;
const CHUNK = 1 << 19;
const EXCEL_EPOCH = dayOf(1899, 12, 30);

/** Writes the records of one source file in its authority's form. Call `flush` now and then: only then bytes go to disk. */
export class TableWriter {
  readonly form: SourceFileForm;
  readonly errors: PlantedError[] = [];
  rows = 0;
  readonly #columns: readonly ColumnSchema[];
  readonly #path: string;
  readonly #seed: number;
  #handle: FileHandle | null = null;
  #pending = "";
  #sheet: SheetCell[][] = [];

  constructor(form: SourceFileForm, schema: DatasetSchema, place: { folder: string; seed: number }) {
    this.form = form;
    this.#seed = place.seed;
    this.#path = join(place.folder, form.name);
    this.#columns = form.columns.map(([, name]) => {
      const column = schema.columns.find((each) => each.name === name);
      if (!column) throw new RangeError(`${form.name}: dataset ${schema.id} has no column ${name}`);
      return column;
    });
    const headings = form.columns.map(([heading]) => heading);
    if (form.encoding === "xlsx") this.#sheet.push(headings);
    else this.#pending = (form.encoding === "utf-8" || form.encoding === "gb18030" ? "" : "\uFEFF") + this.#line(headings);
  }

  /** `clean` rows (everything planted) are written without mistakes or oddities. */
  write(row: Row, manner: "clean" | "as-it-comes" = "as-it-comes"): void {
    this.rows++;
    const { styles } = this.form;
    if (this.form.encoding === "xlsx") {
      this.#sheet.push(
        this.#columns.map((column) => sheetCell(row[column.name] ?? null, column, formatCell(row[column.name], column, styles))),
      );
      return;
    }
    const cells = this.#columns.map((column) => formatCell(row[column.name], column, styles));
    if (manner === "as-it-comes") this.#disturb(cells);
    else this.#labelWrongIds(cells);
    this.#pending += this.#line(cells);
  }

  #disturb(cells: string[]): void {
    const random = new Random(this.#seed, 2, this.rows);
    const lot = random.next();
    if (lot < MISTAKE_RATE) {
      const mistake = makeMistake(cells, this.#columns, random);
      if (mistake) this.errors.push({ file: this.form.name, row: this.rows, ...mistake });
    } else if (lot < MISTAKE_RATE + ODDITY_RATE) {
      const index = random.between(0, cells.length - 1);
      const column = this.#columns[index];
      if (column) cells[index] = roughen(cells[index] ?? "", column, random);
    }
  }

  /** Planted rows may bear a wrong id on purpose. */
  #labelWrongIds(cells: readonly string[]): void {
    for (const [index, column] of this.#columns.entries()) {
      if (column.semantic !== "resident-id" || cells[index] === "") continue;
      const id = readResidentId(normaliseLabel(cells[index] ?? ""));
      if ("code" in id) this.errors.push({ file: this.form.name, row: this.rows, column: column.name, code: id.code });
    }
  }

  #line(cells: readonly string[]): string {
    const delimiter = this.form.delimiter ?? ",";
    let line = "";
    for (const [index, cell] of cells.entries()) {
      if (index > 0) line += delimiter;
      line += cell.includes(delimiter) || cell.includes('"') || cell.includes("\n") ? `"${cell.replaceAll('"', '""')}"` : cell;
    }
    return line + this.form.newline;
  }

  get isFull(): boolean {
    return this.#pending.length >= CHUNK;
  }

  async flush(): Promise<void> {
    if (this.#pending === "") return;
    this.#handle ??= await open(this.#path, "w");
    await this.#handle.writeFile(this.#encode(this.#pending));
    this.#pending = "";
  }

  async close(): Promise<void> {
    if (this.form.encoding === "xlsx") await writeFile(this.#path, workbook("Sheet1", this.#sheet));
    await this.flush();
    await this.#handle?.close();
    this.#handle = null;
    this.#sheet = [];
  }

  #encode(text: string): Uint8Array {
    if (this.form.encoding === "gb18030") return encodeGb18030(text);
    return Buffer.from(text, this.form.encoding === "utf-16le-bom" ? "utf16le" : "utf8");
  }
}

/** Workbooks hold amounts as numbers and days as serials; months and terms are typed as text. */
function sheetCell(value: Value, column: ColumnSchema, text: string): SheetCell {
  if (typeof value !== "number") return text;
  if (column.type === "amount") return value / 100;
  return column.type === "date" && column.semantic === "day" ? { serial: value - EXCEL_EPOCH } : text;
}
