import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { QuarantineReason } from "@yuejian/contracts";
import { MalformedLog } from "./malformed-log.ts";
import { CONTROL, joinRecord } from "./record-text.ts";
import type { CsvShape } from "./source-table.ts";
import { TableWriter } from "./table-writer.ts";
import type { TextFile } from "./text-pass.ts";

/** Writes records that come as texts, each with its number and line. */
export class CellRecords {
  records = 0;
  readonly malformed: MalformedLog;
  readonly headings: readonly string[];
  readonly #writer: TableWriter;
  #longest = 0;

  constructor({ options }: Pick<TextFile, "options">, headings: readonly string[]) {
    this.headings = headings;
    this.malformed = new MalformedLog(join(options.scratchFolder, "malformed.jsonl"), headings);
    this.#writer = new TableWriter(join(options.scratchFolder, "source.csv"));
  }

  get path(): string {
    return this.#writer.path;
  }

  get csv(): CsvShape {
    const shape = { delimiter: ",", headerRecords: 0, numbering: "columns", firstLine: 2, hasBom: false, isQuoted: true } as const;
    return { ...shape, longestRecord: this.#longest };
  }

  add({ row, line }: { row: number; line: number }, cells: readonly string[]): void {
    if (cells.some((cell) => CONTROL.test(cell))) {
      this.malformed.add(row, line, "control-character", cells);
      return;
    }
    const { length } = this.headings;
    if (cells.length > length && cells.slice(length).some((cell) => cell.trim() !== "")) {
      this.malformed.add(row, line, "field-count", cells);
      return;
    }
    const record = joinRecord([String(row), String(line), ...this.headings.map((_, index) => cells[index] ?? "")], ",");
    this.#longest = Math.max(this.#longest, 3 * record.length);
    this.records++;
    this.#writer.text(`${record}\n`);
  }

  setAside(place: { row: number; line: number }, reason: QuarantineReason, cells: readonly string[]): void {
    this.malformed.addReason(place, reason, cells);
  }

  finish(): void {
    this.#writer.close();
    this.malformed.close();
  }

  async remove(): Promise<void> {
    this.#writer.abandon();
    await this.malformed.remove();
    await rm(this.path, { force: true });
  }
}
