import type { ContractColumn, ContractType, SourceContract } from "@yuejian/contracts";
import { contractForm } from "./contract-forms.ts";

/** Most values of a list that is proposed as closed. */
const MOST_ALLOWED = 12;
/** Rows of which a closed list or a key may be concluded. */
const ENOUGH_ROWS = 50;

/** A contract as the first rows suggest it, for a person to read and correct: nothing is promised by a sample. */
export function inferContract(look: {
  readonly columns: readonly string[];
  readonly types: readonly string[] | null;
  readonly rows: readonly (readonly (string | null)[])[];
}): SourceContract {
  const columns = look.columns.map((name, at): ContractColumn => {
    const values = look.rows.map((row) => row[at] ?? "").filter((value) => value !== "");
    const declared = look.types?.[at];
    const type = declared === undefined ? typeOf(values) : declaredType(declared);
    const distinct = new Set(values);
    const isClosed =
      type === "text" && values.length >= ENOUGH_ROWS && distinct.size <= MOST_ALLOWED && distinct.size * 10 <= values.length;
    return {
      name,
      type,
      ...(look.rows.length > 0 && values.length === look.rows.length ? { required: true } : {}),
      ...(isClosed ? { allowed: [...distinct].sort() } : {}),
    };
  });
  const key = columns.find(({ required }, at) => required === true && isUnique(look.rows, at));
  return { columns, ...(key && look.rows.length >= ENOUGH_ROWS ? { key: [key.name] } : {}) };
}

function isUnique(rows: readonly (readonly (string | null)[])[], at: number): boolean {
  return new Set(rows.map((row) => row[at])).size === rows.length;
}

/** The narrowest type that every value has; numbers that begin with 0 or are as long as an id are texts. */
function typeOf(values: readonly string[]): ContractType {
  if (values.length === 0) return "text";
  const isCode = values.some((value) => /^0\d|^\d{11,}$/.test(value));
  const order: readonly ContractType[] = isCode ? ["date", "timestamp"] : ["integer", "decimal", "date", "timestamp"];
  const isYesNo = values.every((value) => /^(true|false|是|否)$/i.test(value));
  return isYesNo ? "boolean" : (order.find((type) => values.every((value) => contractForm(type)?.test(value) ?? false)) ?? "text");
}

/** What PostgreSQL, MySQL and MariaDB say of a column. */
function declaredType(type: string): ContractType {
  if (/^tinyint\(1\)|^bool/i.test(type)) return "boolean";
  if (/^(tiny|small|medium|big)?int|^integer|^serial|^bigserial/i.test(type)) return "integer";
  if (/^(numeric|decimal|real|double|float)/i.test(type)) return "decimal";
  if (/^(timestamp|datetime)/i.test(type)) return "timestamp";
  return /^date/i.test(type) ? "date" : "text";
}
