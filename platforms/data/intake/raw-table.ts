import { BIGINT, DuckDBDataChunk, VARCHAR } from "@duckdb/node-api";
import { type QuarantinedRow, YuejianError } from "@yuejian/contracts";
import type { MappedColumn } from "@yuejian/identifiers";
import type { Engine } from "../engine/engine.ts";
import { quoteText } from "../engine/sql-text.ts";
import type { ForeseenTable, MalformedRecords, SourceTable } from "../source/source-table.ts";
import { rawColumn, selectWithMarks } from "../standardise/standardise-table.ts";
import { REASONS_TYPE } from "./reasons-type.ts";

/** The table `raw`: one row a record in file order, columns `c0`… as texts and the marks of undecided ones; and the table `malformed`
 *  (row, line, reasons, source) of records that could not be taken over. */
export interface RawTable {
  readonly headings: readonly string[];
  readonly records: number;
  /** SQL over `raw` for record number and line. */
  readonly row: string;
  readonly line: string;
}

const REASONS_SHAPE = `'[{"code":"VARCHAR","column":"VARCHAR","value":"VARCHAR"}]'`;
const MALFORMED_PIECE = 1_000;

/** First records as texts, in heading order, for inference. */
export async function sampleRecords(engine: Engine, source: SourceTable, count: number): Promise<string[][]> {
  const columns = source.headings.map((_, index) => `coalesce(${rawColumn(index)}, '')`);
  return (await engine.rows(`SELECT ${columns.join(", ")} FROM ${readCsv(source)} LIMIT ${count}`)) as string[][];
}

/** First records with number and line, for a look at what loading would do. */
export async function firstRecords(
  engine: Engine,
  source: SourceTable,
  count: number,
): Promise<{ row: number; line: number; texts: string[] }[]> {
  const isNumbered = source.csv.numbering === "columns";
  const columns = source.headings.map((_, index) => `coalesce(${rawColumn(index)}, '')`);
  const names = [...(isNumbered ? ["record_number", "record_line"] : []), ...columns];
  const rows = await engine.rows(`SELECT ${names.join(", ")} FROM ${readCsv(source)} LIMIT ${count}`);
  return rows.map((cells, at) => {
    const [row, line] = isNumbered ? [Number(cells[0]), Number(cells[1])] : [at + 1, at + source.csv.firstLine];
    return { row, line, texts: (isNumbered ? cells.slice(2) : cells) as string[] };
  });
}

export async function loadRawTable(engine: Engine, source: SourceTable, columns: readonly MappedColumn[]): Promise<RawTable> {
  const numbers = source.csv.numbering === "columns" ? ["record_number", "record_line"] : [];
  const raw = source.headings.map((_, index) => rawColumn(index));
  await engine.run(`CREATE TABLE raw AS ${selectWithMarks([...numbers, ...raw], columns, readCsv(source))}`);
  const [counted] = await engine.rows("SELECT count(*) FROM raw");
  if (Number(counted?.[0]) !== source.records)
    throw new YuejianError("FILE_UNREADABLE", {
      file: source.facts.name,
      reason: `${source.records} records, of which ${Number(counted?.[0])} were loaded`,
    });
  await createMalformedTable(engine, source.malformed);
  const isNumbered = source.csv.numbering === "columns";
  return {
    headings: source.headings,
    records: source.records,
    row: isNumbered ? "raw.record_number" : "raw.rowid + 1",
    line: isNumbered ? "raw.record_line" : `raw.rowid + ${source.csv.firstLine}`,
  };
}

async function createMalformedTable(engine: Engine, malformed: MalformedRecords): Promise<void> {
  if (malformed.count === 0) {
    await engine.run(`CREATE TABLE malformed (row BIGINT, line BIGINT, reasons ${REASONS_TYPE}, source VARCHAR)`);
    return;
  }
  await engine.run("CREATE TABLE malformed_text (row BIGINT, line BIGINT, reasons VARCHAR, source VARCHAR)");
  const appender = await engine.connection.createAppender("malformed_text");
  let piece: QuarantinedRow[] = [];
  const append = (): void => {
    if (piece.length === 0) return;
    const chunk = DuckDBDataChunk.create([BIGINT, BIGINT, VARCHAR, VARCHAR], piece.length);
    chunk.setColumns([
      piece.map(({ row }) => BigInt(row)),
      piece.map(({ line }) => BigInt(line)),
      piece.map(({ reasons }) => JSON.stringify(reasons)),
      piece.map(({ source }) => JSON.stringify(source)),
    ]);
    appender.appendDataChunk(chunk);
    piece = [];
  };
  try {
    for await (const row of malformed) {
      piece.push(row);
      if (piece.length === MALFORMED_PIECE) append();
    }
    append();
  } finally {
    appender.closeSync();
  }
  await engine.run(
    `CREATE TABLE malformed AS SELECT row, line, CAST(from_json(reasons, ${REASONS_SHAPE}) AS ${REASONS_TYPE}) AS reasons, source FROM malformed_text`,
  );
  await engine.run("DROP TABLE malformed_text");
}

/** The records of a source as a table expression: texts `c0`…, null where a field is empty. */
export function readCsv(source: ForeseenTable): string {
  const { csv } = source;
  const numbers = csv.numbering === "columns" ? ["'record_number': 'BIGINT'", "'record_line': 'BIGINT'"] : [];
  const texts = source.headings.map((_, index) => `'${rawColumn(index)}': 'VARCHAR'`);
  const longest = csv.longestRecord + 1024;
  const options = [
    "auto_detect = false",
    `header = ${csv.headerRecords === 1}`,
    `delim = ${quoteText(csv.delimiter)}`,
    `quote = ${csv.isQuoted ? `'"'` : "''"}`,
    `escape = ${csv.isQuoted ? `'"'` : "''"}`,
    "nullstr = ''",
    `max_line_size = ${Math.max(longest, 2_097_152)}`,
    ...(longest > 2_097_152 ? [`buffer_size = ${4 * longest}`] : []),
    `columns = {${[...numbers, ...texts].join(", ")}}`,
  ];
  return `read_csv(${quoteText(source.csvPath)}, ${options.join(", ")})`;
}
