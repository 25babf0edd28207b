import { createReadStream } from "node:fs";
import { rm } from "node:fs/promises";
import { createInterface } from "node:readline";
import type { QuarantineCode, QuarantinedRow, QuarantineReason } from "@yuejian/contracts";
import type { MalformedRecords } from "./source-table.ts";
import { TableWriter } from "./table-writer.ts";

/** Records set aside, one JSON text a line; the file is made with the first of them. */
export class MalformedLog implements MalformedRecords {
  count = 0;
  readonly counts: Partial<Record<QuarantineCode, number>> = {};
  readonly #path: string;
  readonly #headings: readonly string[];
  #writer: TableWriter | null = null;

  constructor(path: string, headings: readonly string[]) {
    this.#path = path;
    this.#headings = headings;
  }

  add(row: number, line: number, code: QuarantineCode, fields: readonly string[]): void {
    this.addReason({ row, line }, { code, column: null, value: null }, fields);
  }

  addReason({ row, line }: { row: number; line: number }, reason: QuarantineReason, fields: readonly string[]): void {
    this.#writer ??= new TableWriter(this.#path);
    // Fields beyond the header are named by their position.
    const source = Object.fromEntries(fields.map((field, index) => [this.#headings[index] ?? `#${index + 1}`, field]));
    const entry = JSON.stringify({ row, line, reasons: [reason], source } satisfies QuarantinedRow);
    // The line reader takes these two for line ends.
    this.#writer.text(`${entry.replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029")}\n`);
    this.count++;
    this.counts[reason.code] = (this.counts[reason.code] ?? 0) + 1;
  }

  close(): void {
    this.#writer?.close();
  }

  async *[Symbol.asyncIterator](): AsyncIterator<QuarantinedRow> {
    if (this.#writer === null) return;
    this.#writer.close();
    const lines = createInterface({ input: createReadStream(this.#path, "utf8"), crlfDelay: Number.POSITIVE_INFINITY });
    try {
      for await (const line of lines) yield JSON.parse(line) as QuarantinedRow;
    } finally {
      lines.close();
    }
  }

  async remove(): Promise<void> {
    this.#writer?.abandon();
    await rm(this.#path, { force: true });
  }
}
