import type { ColumnType } from "@yuejian/contracts";
import type { Dialect } from "@yuejian/rules";
import { quoteName } from "../../engine/sql-text.ts";

/** PostgreSQL cannot hold the character U+0000; it is written as its picture. */
const NUL_PICTURE = "\u2400";

/** SQL for DuckDB: a stored value as PostgreSQL is to hold it. */
export function portableValue(name: string, type: ColumnType): string {
  const cell = quoteName(name);
  return type === "text" ? `replace(${cell}, chr(0), '${NUL_PICTURE}')` : cell;
}

/** SQL: one row of three numbers, the rows of a batch and two sums over what 120 bits of each row's digest say. Equal on both engines for equal rows in
 *  any order. It finds rows that are missing, doubled or changed by accident or by hand; against somebody who computes rows to fit, the record root
 *  on the ledger is what counts, and it is of the files. `rows`: a table expression with `_row`, `_line`, `_parser` and the columns. */
export function rowsDigest(
  rows: string,
  columns: readonly { readonly name: string; readonly type: ColumnType }[],
  dialect: Dialect,
): string {
  const cells = [
    "CAST(_row AS VARCHAR)",
    "CAST(_line AS VARCHAR)",
    measured("_parser"),
    ...columns.map(({ name, type }) => measured(textOf(dialect === "duckdb" ? portableValue(name, type) : quoteName(name), type, dialect))),
  ];
  const digest = `SELECT md5(concat_ws(',', ${cells.join(", ")})) AS digest FROM ${rows}`;
  const half = (first: number): string =>
    dialect === "duckdb"
      ? `CAST(coalesce(sum(CAST('0x' || substr(digest, ${first}, 15) AS BIGINT)), 0) AS VARCHAR)`
      : `CAST(coalesce(sum(CAST(CAST('x' || substr(digest, ${first}, 15) AS bit(60)) AS bigint)), 0) AS text)`;
  return `SELECT concat(count(*), '/', ${half(1)}, '/', ${half(16)}) FROM (${digest}) digests`;
}

/** No text can pass for two; null has no length. */
function measured(text: string): string {
  return `concat(length(${text}), ':', ${text})`;
}

function textOf(cell: string, type: ColumnType, dialect: Dialect): string {
  if (type === "text") return cell;
  if (type === "decimal") return dialect === "duckdb" ? plainDecimal(cell) : `CAST(CAST(CAST(${cell} AS text) AS numeric) AS text)`;
  return `CAST(${cell} AS VARCHAR)`;
}

/** DuckDB: the shortest digits of a double without an exponent, as PostgreSQL's `numeric` writes them. Whole values stay below 2^53. */
function plainDecimal(cell: string): string {
  const text = `CAST(abs(${cell}) AS VARCHAR)`;
  const digits = `regexp_replace(${text}, '^([0-9])\\.?([0-9]*)e-[0-9]+$', '\\1\\2')`;
  const exponent = `CAST(regexp_extract(${text}, 'e-([0-9]+)$', 1) AS INTEGER)`;
  const sign = `CASE WHEN ${cell} < 0 THEN '-' ELSE '' END`;
  return `(${sign} || CASE WHEN contains(${text}, 'e') THEN concat('0.', repeat('0', ${exponent} - 1), ${digits})
    WHEN suffix(${text}, '.0') THEN left(${text}, length(${text}) - 2) ELSE ${text} END)`;
}
