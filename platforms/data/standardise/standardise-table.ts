import { BIGINT, DuckDBDataChunk, VARCHAR } from "@duckdb/node-api";
import type { ColumnSchema, QuarantineCode, QuarantineCount } from "@yuejian/contracts";
import { createStandardiser, type MappedColumn, type Standardised } from "@yuejian/identifiers";
import { STORED_TYPES } from "../engine/cell.ts";
import type { Engine } from "../engine/engine.ts";
import { quoteText } from "../engine/sql-text.ts";
import { plainForm } from "./plain-form.ts";

/** Columns whose texts the plain forms do not all decide are marked in integers of this many bits. */
const MARK_BITS = 60;

/** What is said of a record's undecided texts stands in one column, value and code of each open column in turn: a changed column costs memory for every
 *  vector of the table. Neither character can be in a value: records with control characters are set aside. */
const BETWEEN = "chr(31)";
const NOTHING_SAID = "chr(30)";

/** Longest text shown as the reason for a quarantined row, in code points. */
const LONGEST_REASON = 200;

/** SQL: the named columns of `from` (a table expression with the raw columns) and, as `u0`, `u1` …, marks for the columns that the plain forms
 *  leave undecided. */
export function selectWithMarks(names: readonly string[], columns: readonly MappedColumn[], from: string): string {
  const forms = columns.map(({ column, unit, index }) => (index === null ? null : plainForm(column, unit, rawColumn(index))));
  const prepared = new Map(forms.flatMap((form) => (form?.prepared ? [[form.prepared.name, form.prepared.sql] as const] : [])));
  const marks: string[] = [];
  for (let start = 0; start < columns.length; start += MARK_BITS) {
    const terms = forms
      .slice(start, start + MARK_BITS)
      .flatMap((form, bit) => (form ? [`CASE WHEN ${form.holds} THEN 0 ELSE ${2n ** BigInt(bit)} END`] : []));
    marks.push(`CAST(${["0", ...terms].join(" + ")} AS BIGINT) AS u${marks.length}`);
  }
  const below = ["*", ...Array.from(prepared, ([name, sql]) => `${sql} AS ${name}`)];
  return `SELECT ${[...names, ...marks].join(", ")} FROM (SELECT ${below.join(", ")} FROM ${from})`;
}

export function rawColumn(index: number): string {
  return `c${index}`;
}

/** The standardised form of the table `raw`, as SQL to select from. */
export interface StandardisedTable {
  /** One expression a column, over `raw`, in schema order. */
  readonly values: readonly string[];
  /** True for rows of `raw` that are accepted. */
  readonly isAccepted: string;
  readonly accepted: number;
  readonly quarantined: number;
  readonly counts: readonly QuarantineCount[];
  /** FROM clause with `raw` and what the reasons need beside it. */
  readonly reasonsFrom: string;
  /** SQL over `reasonsFrom`: list of struct(code, column, value) of a quarantined row. */
  readonly reasons: string;
}

/** Judges the undecided texts of the table `raw` (columns `c0`…, marks `u0`…): each distinct text once through the plain standardiser.
 *  Makes the tables `judgement` and `judged`, and the columns `said` and `is_bad` of `raw`. */
export async function standardiseTable(
  engine: Engine,
  columns: readonly MappedColumn[],
  options: { records: number; signal: AbortSignal; judged?: (texts: number) => void },
): Promise<StandardisedTable> {
  const open = await undecidedColumns(engine, columns);
  if (open.length > 0) await judgeTexts(engine, columns, open, options);
  const quarantined = await joinJudgements(engine, columns, open);
  const values = columns.map((mapped, position) => {
    const type = STORED_TYPES[mapped.column.type];
    if (mapped.index === null) return `CAST(NULL AS ${type})`;
    const { value } = plainForm(mapped.column, mapped.unit, `raw.${rawColumn(mapped.index)}`);
    const at = open.indexOf(position);
    return at < 0 ? value : `CASE WHEN ${isUndecided(position, "raw")} THEN CAST(${saidPart(2 * at)} AS ${type}) ELSE ${value} END`;
  });
  const reasons = open.map((position, at) => {
    const { index, column } = columns[position] as MappedColumn;
    const value = `nullif(left(raw.${rawColumn(index ?? 0)}, ${LONGEST_REASON}), '')`;
    const code = saidPart(2 * at + 1);
    return `CASE WHEN ${code} IS NULL THEN NULL ELSE {'code': ${code}, 'column': ${quoteText(column.name)}, 'value': ${value}} END`;
  });
  return {
    values,
    isAccepted: "coalesce(NOT raw.is_bad, true)",
    accepted: options.records - quarantined,
    quarantined,
    counts: await countReasons(engine, columns, open),
    reasonsFrom: "raw",
    reasons: reasons.length === 0 ? "[]" : `list_filter([${reasons.join(", ")}], lambda reason: reason IS NOT NULL)`,
  };
}

function isUndecided(position: number, table: string): string {
  return `(${table}.u${Math.floor(position / MARK_BITS)} & ${2n ** BigInt(position % MARK_BITS)}) <> 0`;
}

/** Positions of the columns with at least one undecided text. */
async function undecidedColumns(engine: Engine, columns: readonly MappedColumn[]): Promise<number[]> {
  const marks = Math.ceil(columns.length / MARK_BITS);
  const unions = Array.from({ length: marks }, (_, mark) => `coalesce(bit_or(u${mark}), 0)`);
  const [found] = await engine.rows(`SELECT ${unions.join(", ")} FROM raw`);
  return columns.flatMap((_, position) => {
    const mark = (found?.[Math.floor(position / MARK_BITS)] as bigint | undefined) ?? 0n;
    return (mark & (2n ** BigInt(position % MARK_BITS))) === 0n ? [] : [position];
  });
}

/** Table `judgement` (position, source, value, code): what the standardiser says of each distinct undecided text of a column. */
async function judgeTexts(
  engine: Engine,
  columns: readonly MappedColumn[],
  open: readonly number[],
  options: { signal: AbortSignal; judged?: (texts: number) => void },
): Promise<void> {
  const standardisers = new Map(
    open.map((position) => {
      const { column, unit } = columns[position] as MappedColumn;
      const standardiser = createStandardiser(column, unit);
      return [position, (text: string) => settled(standardiser(text), column)] as const;
    }),
  );
  // Verdicts are joined by number, never by the text as JavaScript saw it: decoding drops a byte-order mark at the start.
  const distinct = open.map((position) => {
    const source = `coalesce(${rawColumn(columns[position]?.index ?? 0)}, '')`;
    return `SELECT DISTINCT ${position} AS position, ${source} AS source FROM raw WHERE ${isUndecided(position, "raw")}`;
  });
  await engine.run(`CREATE TABLE texts AS SELECT row_number() OVER () AS id, position, source FROM (${distinct.join(" UNION ALL ")})`);
  await engine.run("CREATE TABLE verdict (id BIGINT, value VARCHAR, code VARCHAR)");
  const appender = await engine.connection.createAppender("verdict");
  try {
    for await (const rows of engine.stream("SELECT id, position, source FROM texts")) {
      options.signal.throwIfAborted();
      const results = rows.map(([, position, text]) => standardisers.get(position as number)?.(text as string) ?? { value: null });
      const chunk = DuckDBDataChunk.create([BIGINT, VARCHAR, VARCHAR], rows.length);
      chunk.setColumns([
        rows.map(([id]) => id as bigint),
        results.map((result) => ("value" in result ? result.value : null)),
        results.map((result) => ("code" in result ? result.code : null)),
      ]);
      appender.appendDataChunk(chunk);
      options.judged?.(rows.length);
    }
  } finally {
    appender.closeSync();
  }
  await engine.run("CREATE TABLE judgement AS SELECT id, position, source, value, code FROM texts JOIN verdict USING (id)");
  await engine.run("DROP TABLE texts");
  await engine.run("DROP TABLE verdict");
}

/** An empty value is null, and null where the column is required is missing. */
function settled(result: Standardised, column: ColumnSchema): Standardised {
  if ("code" in result || (result.value !== null && result.value !== "")) return result;
  return column.required ? { code: "required-missing" } : { value: null };
}

/** `judged`: one row for each record with an undecided text, with the code of each open column and `said`. Gives the number of bad records. */
async function joinJudgements(engine: Engine, columns: readonly MappedColumn[], open: readonly number[]): Promise<number> {
  const codes = open.map((position) => `j${position}.code AS e${position}`);
  const parts = open.flatMap((position) => [
    `coalesce(j${position}.value, ${NOTHING_SAID})`,
    `coalesce(j${position}.code, ${NOTHING_SAID})`,
  ]);
  const said = parts.length === 0 ? "NULL" : `concat_ws(${BETWEEN}, ${parts.join(", ")})`;
  // Equality of two columns and nothing else, or the engine compares every pair.
  const keys = open.map(
    (position) =>
      `CASE WHEN ${isUndecided(position, "raw")} THEN coalesce(raw.${rawColumn(columns[position]?.index ?? 0)}, '') END AS k${position}`,
  );
  const joins = open.map(
    (position) => `LEFT JOIN (FROM judgement WHERE position = ${position}) j${position} ON j${position}.source = undecided.k${position}`,
  );
  const isBad = open.map((position) => `j${position}.code IS NOT NULL`).join(" OR ") || "false";
  const isUnjudged = open.map((position) => `(k${position} IS NOT NULL AND j${position}.id IS NULL)`).join(" OR ") || "false";
  const marks = Array.from({ length: Math.ceil(columns.length / MARK_BITS) }, (_, mark) => `raw.u${mark} <> 0`).join(" OR ") || "false";
  await engine.run(
    `CREATE TABLE judged AS SELECT r, ${[...codes, `${said} AS said`, `(${isUnjudged}) AS is_unjudged`, `(${isBad}) AS is_bad`].join(", ")}
      FROM (SELECT ${["raw.rowid AS r", ...keys].join(", ")} FROM raw WHERE ${marks}) undecided ${joins.join(" ")}`,
  );
  const [counted] = await engine.rows("SELECT count(*) FILTER (is_unjudged), count(*) FILTER (is_bad) FROM judged");
  if (Number(counted?.[0] ?? 0) > 0) throw new Error("an undecided text found no judgement");
  const added = [
    ["said", "VARCHAR"],
    ["is_bad", "BOOLEAN"],
  ] as const;
  await addToRaw(engine, added, "judged");
  return Number(counted?.[1] ?? 0);
}

/** SQL: the part of `said`, from 0; null where nothing is said. */
function saidPart(part: number): string {
  return `nullif(split_part(raw.said, ${BETWEEN}, ${part + 1}), ${NOTHING_SAID})`;
}

/** Gives rows of `raw` what a table says of them by `r`. A join would give rows with a partner after those without; written into the table, all stay in the
 *  order of the file. */
export async function addToRaw(engine: Engine, columns: readonly (readonly [name: string, type: string])[], table: string): Promise<void> {
  for (const [name, type] of columns) await engine.run(`ALTER TABLE raw ADD COLUMN ${name} ${type}`);
  const values = columns.map(([name]) => `${name} = ${table}.${name}`);
  await engine.run(`UPDATE raw SET ${values.join(", ")} FROM ${table} WHERE ${table}.r = raw.rowid`);
}

async function countReasons(engine: Engine, columns: readonly MappedColumn[], open: readonly number[]): Promise<QuarantineCount[]> {
  if (open.length === 0) return [];
  const codes = open.map((position) => `SELECT ${position} AS position, e${position} AS code FROM judged WHERE e${position} IS NOT NULL`);
  const rows = await engine.rows(
    `SELECT position, code, count(*) FROM (${codes.join(" UNION ALL ")}) GROUP BY position, code ORDER BY position, code`,
  );
  return rows.map(([position, code, count]) => ({
    code: code as QuarantineCode,
    column: columns[position as number]?.column.name ?? null,
    rows: Number(count),
  }));
}
