import type { ColumnSchema } from "@yuejian/contracts";
import type { Dialect } from "@yuejian/rules";

/** SQL: the text of a stored value as `RECORD_COMMITMENT` writes it, null for null. */
export function canonicalText(column: Pick<ColumnSchema, "type">, value: string, dialect: Dialect = "duckdb"): string {
  switch (column.type) {
    case "text":
      return value;
    case "decimal":
      return dialect === "duckdb" ? decimalText(value) : postgresDecimalText(value);
    case "integer":
    case "amount":
    case "date":
    case "boolean":
      return `CAST(${value} AS VARCHAR)`;
  }
}

/** The shortest digits that read back equal are the same everywhere, but DuckDB writes `1.0`, and exponents outside [1e-4, 1e16) where
 *  ECMAScript has them outside [1e-6, 1e21). Whole values of a column stay below 2^53, so that only small fractions are rewritten. */
function decimalText(value: string): string {
  const text = `CAST(${value} AS VARCHAR)`;
  const digits = `regexp_replace(${text}, '^-?([0-9])\\.?([0-9]*)e-[0-9]+$', '\\1\\2')`;
  const sign = `CASE WHEN ${value} < 0 THEN '-' ELSE '' END`;
  const exponent = `CAST(regexp_extract(${text}, 'e-([0-9]+)$', 1) AS INTEGER)`;
  return `CASE
    WHEN NOT contains(${text}, 'e') THEN CASE WHEN suffix(${text}, '.0') THEN left(${text}, length(${text}) - 2) ELSE ${text} END
    WHEN ${exponent} <= 6 THEN concat(${sign}, '0.', repeat('0', ${exponent} - 1), ${digits})
    ELSE regexp_replace(${text}, 'e-0?([0-9]+)$', 'e-\\1') END`;
}

/** PostgreSQL has exponents outside [1e-4, 1e15), of two digits at least; `numeric` has none. */
function postgresDecimalText(value: string): string {
  const text = `CAST(${value} AS text)`;
  return `CASE WHEN ${value} <> 0 AND abs(${value}) < 1e-6 THEN regexp_replace(${text}, 'e-0', 'e-') ELSE CAST(CAST(${text} AS numeric) AS text) END`;
}
