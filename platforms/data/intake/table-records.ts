import { dirname } from "node:path";
import { Engine, type EngineOptions } from "../engine/engine.ts";
import type { SourceTable } from "../source/source-table.ts";
import { rawColumn } from "../standardise/standardise-table.ts";
import { readCsv } from "./raw-table.ts";

export interface TableRecord {
  /** From 1. */
  readonly row: number;
  readonly line: number;
  /** One a heading. */
  readonly texts: readonly string[];
}

/** The well-formed records of a table in the order of the file, in pieces of some thousands: for tables that are no dataset. */
export async function* tableRecords(
  source: SourceTable,
  options: Pick<EngineOptions, "scratchFolder" | "memoryLimit">,
): AsyncGenerator<readonly TableRecord[]> {
  const engine = await Engine.open({
    ...options,
    files: [source.csvPath],
    folders: [dirname(source.csvPath)],
    threads: 1,
    subject: source.facts.name,
  });
  try {
    const isNumbered = source.csv.numbering === "columns";
    const columns = source.headings.map((_, index) => `coalesce(${rawColumn(index)}, '')`);
    let before = 0;
    for await (const rows of engine.stream(
      `SELECT ${[...(isNumbered ? ["record_number", "record_line"] : []), ...columns].join(", ")} FROM ${readCsv(source)}`,
    )) {
      const from = before;
      before += rows.length;
      yield rows.map((cells, at) =>
        isNumbered
          ? { row: Number(cells[0]), line: Number(cells[1]), texts: cells.slice(2) as string[] }
          : { row: from + at + 1, line: from + at + source.csv.firstLine, texts: cells as string[] },
      );
    }
  } finally {
    engine.close();
  }
}
