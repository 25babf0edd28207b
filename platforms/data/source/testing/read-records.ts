import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { type QuarantinedRow, silentProgress, YuejianError } from "@yuejian/contracts";
import { readSource } from "../read-source.ts";
import type { ReadSourceOptions, SourceTable } from "../source-table.ts";

/** What a source file comes to, in plain data. `records`: record number, line, fields; null for an empty field. */
export type Reading =
  | {
      readonly facts: Omit<SourceTable["facts"], "name" | "size" | "sha256" | "sm3">;
      readonly numbering: SourceTable["csv"]["numbering"];
      readonly headings: readonly string[];
      readonly records: readonly (readonly (string | null)[])[];
      readonly malformed: readonly QuarantinedRow[];
      readonly notes: SourceTable["notes"];
    }
  | { readonly error: { readonly code: string; readonly parameters: Readonly<Record<string, unknown>> } };

/** Reads a file in a scratch folder of its own, the table's CSV by the engine that intake uses. Throws when anything stays behind in the folder. */
export async function reading(path: string, options: Partial<ReadSourceOptions> = {}): Promise<Reading> {
  const scratchFolder = mkdtempSync(join(tmpdir(), "yuejian-source-"));
  try {
    const result = await readOnce(path, { scratchFolder, progress: silentProgress, ...options });
    const left = readdirSync(scratchFolder);
    if (left.length > 0) throw new Error(`left behind: ${left.join(", ")}`);
    return result;
  } finally {
    rmSync(scratchFolder, { recursive: true });
  }
}

async function readOnce(path: string, options: ReadSourceOptions): Promise<Reading> {
  let table: SourceTable;
  try {
    table = await readSource(path, options);
  } catch (cause) {
    if (!(cause instanceof YuejianError)) throw cause;
    return { error: { code: cause.code, parameters: cause.parameters } };
  }
  const { name: _name, size: _size, sha256: _sha256, sm3: _sm3, ...facts } = table.facts;
  const malformed: QuarantinedRow[] = [];
  for await (const row of table.malformed) malformed.push(row);
  const records = await engineRecords(table);
  if (records.length !== table.records) throw new Error(`${table.records} records were found, the engine reads ${records.length}`);
  if (malformed.length !== table.malformed.count) throw new Error("the malformed records are not as many as counted");
  await table.dispose();
  return { facts, numbering: table.csv.numbering, headings: table.headings, records, malformed, notes: table.notes };
}

let engine: Promise<DuckDBInstance> | undefined;

async function engineRecords({ csvPath, csv, headings }: SourceTable): Promise<(string | null)[][]> {
  engine ??= DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await (await engine).connect();
  const isNumbered = csv.numbering === "columns";
  const names = [...(isNumbered ? ["number", "line"] : []), ...headings.map((_, index) => `c${index}`)];
  const quote = csv.isQuoted ? `'"'` : "''";
  try {
    const result =
      await connection.runAndReadAll(`SELECT * FROM read_csv('${csvPath}', auto_detect = false, header = ${csv.headerRecords === 1},
      delim = '${csv.delimiter}', quote = ${quote}, escape = ${quote}, nullstr = '', max_line_size = ${Math.max(2_097_152, csv.longestRecord + 1024)},
      ${csv.longestRecord > 2_000_000 ? `buffer_size = ${4 * csv.longestRecord},` : ""}
      columns = {${names.map((name) => `'${name}': 'VARCHAR'`).join(", ")}})`);
    const rows = result.getRows() as (string | null)[][];
    return isNumbered ? rows : rows.map((row, index) => [String(index + 1), String(csv.firstLine + index), ...row]);
  } finally {
    connection.closeSync();
  }
}
