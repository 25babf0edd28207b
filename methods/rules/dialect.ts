import type { ColumnType } from "@yuejian/contracts";
import { CALENDAR_DAYS } from "./calendar.ts";
import type { Value } from "./value.ts";

export type Dialect = "duckdb" | "postgresql";

const SQL_TYPES: Readonly<Record<ColumnType, string>> = {
  text: "TEXT",
  integer: "BIGINT",
  decimal: "DOUBLE PRECISION",
  amount: "BIGINT",
  date: "DATE",
  boolean: "BOOLEAN",
};

function sqlType(type: ColumnType): string {
  return SQL_TYPES[type];
}

/** Names are checked before; doubling the quotes costs nothing. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Neither engine gives backslashes a meaning inside '…'. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Casts to the SQL type of a column. DuckDB compares text by its bytes, which is by code point; PostgreSQL by the database's collation unless told. */
export function asType(sql: string, type: ColumnType, dialect: Dialect): string {
  const cast = `CAST(${sql} AS ${sqlType(type)})`;
  return type === "text" && dialect === "postgresql" ? `(${cast} COLLATE "C")` : cast;
}

export function literal(value: Value, type: ColumnType, dialect: Dialect): string {
  if (value === null) return asType("NULL", type, dialect);
  return asType(typeof value === "boolean" ? String(value).toUpperCase() : quoteText(String(value)), type, dialect);
}

/** The whole number, or null outside low…high. The expression is written once: repeating it (CASE WHEN x … THEN x) would double the text
 *  with each nesting. */
function bounded(sql: string, low: bigint, high: bigint, dialect: Dialect): string {
  if (dialect === "postgresql") {
    // LEAST and GREATEST pass over nulls; null becomes low - 1, and that null again.
    const clamped = `LEAST(GREATEST(CAST(${sql} AS NUMERIC), ${low - 1n}), ${high + 1n})`;
    return `CAST(NULLIF(NULLIF(${clamped}, ${low - 1n}), ${high + 1n}) AS BIGINT)`;
  }
  // NULLIF would repeat its argument here, and a comparison with TRY_CAST loses the nulls to the optimiser (1.5.5: TRY_CAST(too big) >= 0 is true).
  return `CAST(list_filter([CAST(${sql} AS HUGEINT)], lambda v: v BETWEEN ${low} AND ${high})[1] AS BIGINT)`;
}

const SAFE = 2n ** 53n - 1n;

/** Null beyond the whole numbers that JavaScript holds exactly. */
export function safe(sql: string, dialect: Dialect): string {
  return bounded(sql, -SAFE, SAFE, dialect);
}

/** Operand of a product, wide enough that two of them cannot overflow. */
export function wide(sql: string, dialect: Dialect): string {
  return `CAST(${sql} AS ${dialect === "duckdb" ? "HUGEINT" : "NUMERIC"})`;
}

/** Null outside years 1 to 9999. */
export function addDays(date: string, count: string, dialect: Dialect): string {
  const number = `CAST((${date} - DATE '0001-01-01') AS BIGINT) + ${count}`;
  return `(DATE '0001-01-01' + CAST(${bounded(number, 0n, BigInt(CALENDAR_DAYS - 1), dialect)} AS INTEGER))`;
}

/** Both engines keep to the last day of a shorter month. Null outside years 1 to 9999. */
export function addMonths(date: string, count: string, dialect: Dialect): string {
  // 26 cycles of 400 years later the calendar is the same, and going back 10,000 years stays inside what PostgreSQL can hold.
  const shift = 26n * 146_097n;
  const months = `CAST(${bounded(count, -120_000n, 120_000n, dialect)} AS INTEGER)`;
  const interval = dialect === "duckdb" ? `to_months(${months})` : `make_interval(months => ${months})`;
  const later = `CAST((${date} + ${shift}) + ${interval} AS DATE)`;
  const number = bounded(`(${later} - DATE '0001-01-01')`, shift, shift + BigInt(CALENDAR_DAYS - 1), dialect);
  return `(DATE '0001-01-01' + CAST(${number} - ${shift} AS INTEGER))`;
}

/** The first of the words that the text contains, or null. The text is an expression that is computed once, not once a word. */
export function firstContained(sql: string, words: readonly string[], dialect: Dialect): string {
  const whens = words.map((word) => `WHEN strpos("t", ${quoteText(word)}) > 0 THEN ${quoteText(word)}`).join(" ");
  if (dialect === "duckdb") return `list_transform([${sql}], lambda "t": CASE ${whens} END)[1]`;
  // Without OFFSET 0 the planner would put the expression into every branch.
  return asType(`(SELECT CASE ${whens} END FROM (SELECT ${sql} AS "t" OFFSET 0) AS "once")`, "text", dialect);
}

/** The result as it leaves the engine: dates as YYYY-MM-DD, because drivers make times of them. */
export function asResult(sql: string, type: ColumnType, dialect: Dialect): string {
  if (type !== "date") return sql;
  return dialect === "duckdb" ? `CAST(${sql} AS TEXT)` : `to_char(${sql}, 'YYYY-MM-DD')`;
}
