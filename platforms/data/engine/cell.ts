import type { DuckDBValue } from "@duckdb/node-api";
import type { ColumnType } from "@yuejian/contracts";

/** A value as JSON: amounts in fen, dates YYYY-MM-DD; whole numbers beyond 2^53 and values of other types as text. */
export type Cell = string | number | boolean | null;

export function toCell(value: DuckDBValue): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
  return value.toString();
}

/** Type of a stored column in the lake. Decimals are doubles, because their canonical text is that of a double. */
export const STORED_TYPES: Readonly<Record<ColumnType, string>> = {
  text: "VARCHAR",
  integer: "BIGINT",
  decimal: "DOUBLE",
  amount: "BIGINT",
  date: "DATE",
  boolean: "BOOLEAN",
};
