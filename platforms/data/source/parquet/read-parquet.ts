import { rmSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import { Engine } from "../../engine/engine.ts";
import { quoteName, quoteText } from "../../engine/sql-text.ts";
import { digestFile } from "../digest-file.ts";
import { cleanHeading, HEADER_SAMPLE_ROWS, requireDistinct } from "../header.ts";
import { MalformedLog } from "../malformed-log.ts";
import { readPiece } from "../open-file.ts";
import type { PartHead } from "../source-parts.ts";
import type { SourceTable } from "../source-table.ts";
import type { TextFile } from "../text-pass.ts";
import { damaged } from "../workbook/zip-directory.ts";
import { type TextColumn, textColumns } from "./text-of-type.ts";

const CONTROLS = String.raw`[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]`;

/** Reads Parquet, every column as its exact text. FILE_TRUNCATED for files that are damaged or whose footer says what is not so,
 *  FILE_TYPE_UNKNOWN for encrypted ones, LINE_TOO_LONG, FILE_EMPTY. */
export async function readParquet(file: TextFile): Promise<SourceTable> {
  const digest = await digestFile(file);
  return inEngine(file, async (engine, from) => {
    const columns = await columnsOf(engine, from, file);
    const { records, bad, longest } = await census(engine, numbered(from, columns), columns);
    const [stated] = await engine.rows(`SELECT num_rows FROM parquet_file_metadata(${from.path})`);
    if (Number(stated?.[0]) !== records)
      throw damaged(
        file,
        `文件尾称有 ${Number(stated?.[0])} 行，实有 ${records} 行 / the footer counts ${Number(stated?.[0])} rows, ${records} are there`,
      );
    if (records === 0) throw new YuejianError("FILE_EMPTY", { file: file.name });
    if (longest.bytes > file.limits.recordBytes)
      throw new YuejianError("LINE_TOO_LONG", { file: file.name, line: longest.row, row: longest.row, limit: file.limits.recordBytes });
    const headings = columns.map(({ heading }) => heading);
    const malformed = new MalformedLog(join(file.options.scratchFolder, "malformed.jsonl"), headings);
    const csvPath = resolve(file.options.scratchFolder, "source.csv");
    const remove = async (): Promise<void> => {
      await malformed.remove();
      rmSync(csvPath, { force: true });
    };
    try {
      file.options.progress.report(0, records, { zh: "读取文件", en: "Reading the file" });
      const table = numbered(from, columns);
      const cells = columns.map((column, index) => plainCell(column, `c${index}`));
      const options = "FORMAT csv, HEADER false, DELIMITER ',', QUOTE '\"', ESCAPE '\"', NULLSTR '', USE_TMP_FILE false";
      await engine.run(
        `COPY (SELECT ${["number", "number", ...cells].join(", ")} FROM (${table}) WHERE NOT ${isBad(columns)}) TO ${quoteText(csvPath)} (${options})`,
      );
      if (bad > 0)
        for await (const rows of engine.stream(`SELECT * FROM (${table}) WHERE ${isBad(columns)}`))
          for (const [number, ...texts] of rows)
            malformed.add(
              Number(number),
              Number(number),
              "control-character",
              texts.map((text) => (typeof text === "string" ? text : "")),
            );
      malformed.close();
    } catch (cause) {
      await remove();
      throw cause;
    }
    return {
      facts: { name: file.name, size: file.size, ...digest, format: "parquet", encoding: null, delimiter: null, sheet: null },
      headings,
      csvPath,
      csv: {
        delimiter: ",",
        headerRecords: 0,
        numbering: "columns",
        firstLine: 1,
        hasBom: false,
        isQuoted: true,
        // Quotes inside are doubled, and each field may get two more.
        longestRecord: 2 * longest.bytes + 3 * columns.length + 64,
      },
      records: records - bad,
      malformed,
      notes: [],
      dispose: remove,
    };
  });
}

export async function readParquetHead(file: TextFile): Promise<PartHead> {
  return inEngine(file, async (engine, from) => {
    const columns = await columnsOf(engine, from, file);
    const texts = columns.map(({ text }) => `coalesce(${text}, '')`);
    const rows = await engine.rows(`SELECT ${texts.join(", ")} FROM ${from.table} LIMIT ${HEADER_SAMPLE_ROWS}`);
    if (rows.length === 0) throw new YuejianError("FILE_EMPTY", { file: file.name });
    return { format: "parquet", headings: columns.map(({ heading }) => heading), records: rows.map((row) => row.map(String)), notes: [] };
  });
}

interface From {
  /** SQL literal of the path, and the table expression. */
  readonly path: string;
  readonly table: string;
}

/** Runs `work` in an engine that sees nothing but the file and the scratch folder. */
async function inEngine<Result>(file: TextFile, work: (engine: Engine, from: From) => Promise<Result>): Promise<Result> {
  await requireFooter(file);
  const scratchFolder = resolve(file.options.scratchFolder);
  // The engine takes * ? and [ in a path for patterns.
  const alias = /[*?[\]{}]/.test(resolve(file.path))
    ? join(scratchFolder, `alias-${process.pid}-${Math.trunc(performance.now() * 1000)}.parquet`)
    : null;
  if (alias !== null) symlinkSync(resolve(file.path), alias);
  const path = alias ?? resolve(file.path);
  const engine = await Engine.open({ scratchFolder, files: [path], folders: [scratchFolder], subject: file.name });
  try {
    const from = { path: quoteText(path), table: `read_parquet(${quoteText(path)})` };
    return await engine.cancellable(file.options.progress.signal, () => work(engine, from));
  } catch (cause) {
    if (cause instanceof YuejianError) throw cause;
    if (file.options.progress.signal.aborted) throw new YuejianError("INTAKE_CANCELLED", { file: file.name }, { cause });
    const message = cause instanceof Error ? cause.message : String(cause);
    if (/encrypt|decrypt/i.test(message)) throw encrypted(file, cause);
    throw damaged(file, firstLine(message, path, file.name), cause);
  } finally {
    engine.close();
    if (alias !== null) rmSync(alias, { force: true });
  }
}

function firstLine(message: string, path: string, name: string): string {
  return message.split("\n", 1)[0]?.replaceAll(path, name).slice(0, 300) ?? "";
}

/** The file ends with the length of its footer and the word it began with; an encrypted footer ends with another. */
async function requireFooter(file: TextFile): Promise<void> {
  const tail = Buffer.alloc(8);
  if (file.size < 20 || (await readPiece(file.handle, file.size - 8, tail)) !== 8) throw damaged(file, "文件尾缺失 / no footer");
  const word = tail.toString("latin1", 4);
  if (word === "PARE") throw encrypted(file);
  if (word !== "PAR1" || tail.readUInt32LE(0) + 12 > file.size)
    throw damaged(file, "文件尾缺失或不完整 / the footer is missing or cut off");
}

function encrypted(file: TextFile, cause?: unknown): YuejianError {
  return new YuejianError(
    "FILE_TYPE_UNKNOWN",
    { file: file.name, reason: "已加密的 Parquet / encrypted Parquet" },
    cause === undefined ? {} : { cause },
  );
}

async function columnsOf(engine: Engine, from: From, file: TextFile): Promise<TextColumn[]> {
  const reader = await engine.connection.runAndReadAll(`SELECT * FROM ${from.table} LIMIT 0`);
  const types = reader.columnTypes();
  const columns = reader.columnNames().flatMap((name, index) => {
    const type = types[index];
    return type === undefined ? [] : textColumns(name, type, { sql: quoteName(name), depth: 0 });
  });
  if (columns.length > file.limits.columns)
    throw new YuejianError("FILE_TYPE_UNKNOWN", { file: file.name, reason: `${columns.length} > ${file.limits.columns} 列 / columns` });
  const named = columns.map((column, index) => ({ ...column, heading: cleanHeading(column.heading) || `第${index + 1}列` }));
  requireDistinct(
    named.map(({ heading }) => heading),
    file.name,
    1,
  );
  return named;
}

/** SQL: `number` from 1 in the order of the file, and the texts as `c0`, `c1` … */
function numbered(from: From, columns: readonly TextColumn[]): string {
  const texts = columns.map(({ text }, index) => `${text} AS c${index}`);
  return `SELECT row_number() OVER () AS number, ${texts.join(", ")} FROM ${from.table}`;
}

function isBad(columns: readonly TextColumn[]): string {
  const free = columns.flatMap(({ isFree }, index) => (isFree ? [`coalesce(c${index}, '')`] : []));
  return free.length === 0 ? "false" : `regexp_matches(concat(${free.join(", ")}), ${quoteText(CONTROLS)})`;
}

/** One pass over all texts: how many rows there are, and what they need. */
async function census(
  engine: Engine,
  table: string,
  columns: readonly TextColumn[],
): Promise<{ records: number; bad: number; longest: { bytes: number; row: number } }> {
  const bytes = columns.map((_, index) => `coalesce(strlen(c${index}), 0)`).join(" + ");
  const [found] = await engine.rows(
    `SELECT count(*), count(*) FILTER (${isBad(columns)}), coalesce(max(bytes), 0), coalesce(arg_max(number, bytes), 0) FROM (SELECT *, ${bytes} AS bytes FROM (${table}))`,
  );
  const [records = 0, bad = 0, longest = 0, row = 0] = (found ?? []).map(Number);
  return { records, bad, longest: { bytes: longest, row } };
}

/** Line breaks inside become LF, as everywhere. */
function plainCell({ isFree }: TextColumn, sql: string): string {
  return isFree ? `replace(replace(nullif(${sql}, ''), chr(13) || chr(10), chr(10)), chr(13), chr(10))` : sql;
}
