import { type ColumnSchema, type DatasetSchema, type QualityCheck, YuejianError } from "@yuejian/contracts";
import type { Dialect } from "@yuejian/rules";
import { quoteName, quoteText } from "../engine/sql-text.ts";
import { canonicalText } from "../standardise/canonical-text.ts";
import { creditCodeHolds, residentIdDigits, residentIdHolds } from "../standardise/check-digits.ts";
import { postgresPattern } from "./postgres-pattern.ts";

/** A check of rows as SQL: which rows it is about, and which of them break it. */
export interface RowCheck {
  readonly applies: string;
  readonly breaks: string;
  /** Needs other rows than its own: counted by itself, the others in one pass. */
  readonly isRelational: boolean;
}

export interface CheckGround {
  readonly schema: DatasetSchema;
  /** Table expression whose rows are checked. */
  readonly table: string;
  /** ISO day. */
  readonly today: string;
  /** DuckDB's when not given. */
  readonly dialect?: Dialect;
}

/** Null for checks of loads. QUALITY_RULE_INVALID where a column is not there or has another type: schemas grow, rules stay. */
export function rowCheck(check: QualityCheck, ground: CheckGround): RowCheck | null {
  const { schema, table, today, dialect = "duckdb" } = ground;
  const own = (breaks: string, ...columns: string[]): RowCheck => ({
    applies: columns.map((column) => `${cell(column)} IS NOT NULL`).join(" AND ") || "true",
    breaks,
    isRelational: false,
  });
  const textOf = (column: string): string => canonicalText(find(schema, column), cell(column), dialect);
  const cell = (column: string): string => quoteName(find(schema, column).name);
  switch (check.kind) {
    case "not-null":
      return own(`${cell(check.column)} IS NULL`);
    case "allowed":
      return own(`${textOf(check.column)} NOT IN (${check.values.map(quoteText).join(", ")})`, check.column);
    case "pattern":
      return own(`NOT ${matches(textOf(check.column), check.pattern, dialect)}`, check.column);
    case "range": {
      const column = find(schema, check.column);
      const limits = [
        check.least === undefined ? [] : [`< ${limit(column, check.least, dialect)}`],
        check.greatest === undefined ? [] : [`> ${limit(column, check.greatest, dialect)}`],
      ].flat();
      return own(limits.map((each) => `${cell(check.column)} ${each}`).join(" OR ") || "false", check.column);
    }
    case "not-future":
      return own(`${day(schema, check.column)} > DATE ${quoteText(today)}`, check.column);
    case "check-digit":
      return own(`NOT coalesce(${checkDigitHolds(find(schema, check.column), dialect)}, false)`, check.column);
    case "date-order":
      return own(`${day(schema, check.later)} < ${day(schema, check.earlier)}`, check.earlier, check.later);
    case "unique": {
      const cells = check.columns.map(cell);
      const present = cells.map((each) => `${each} IS NOT NULL`).join(" AND ");
      const twice = `SELECT ${cells.join(", ")} FROM ${table} WHERE ${present} GROUP BY ${cells.join(", ")} HAVING count(*) > 1`;
      return { applies: present, breaks: `(${cells.join(", ")}) IN (${twice})`, isRelational: true };
    }
    case "foreign-key": {
      const target = quoteName(check.target);
      const known = `SELECT CAST(${target} AS VARCHAR) FROM ${quoteName(check.dataset)} WHERE ${target} IS NOT NULL`;
      const own = cell(check.column);
      return { applies: `${own} IS NOT NULL`, breaks: `CAST(${own} AS VARCHAR) NOT IN (${known})`, isRelational: true };
    }
    case "accepted":
    case "fresh":
    case "row-change":
      return null;
  }
}

/** SQL: the text of the column is a whole resident id or credit code. */
export function checkDigitHolds(column: ColumnSchema, dialect: Dialect = "duckdb"): string {
  const text = quoteName(column.name);
  if (column.semantic === "credit-code")
    return `(${matches(text, "[0-9A-HJ-NP-RTUWXY]{2}[0-9]{6}[0-9A-HJ-NP-RTUWXY]{10}", dialect)} AND ${creditCodeHolds(text, dialect)})`;
  if (column.semantic !== "resident-id") throw invalid(`${column.name}: ${column.semantic}`);
  const born = `concat(substr(${text}, 7, 4), '-', substr(${text}, 11, 2), '-', substr(${text}, 13, 2))`;
  const isDay = dialect === "duckdb" ? `TRY_CAST(${born} AS DATE) IS NOT NULL` : `pg_input_is_valid(${born}, 'date')`;
  const form = matches(text, "[1-9][0-9]{5}(?:18|19|20|21)[0-9]{9}[0-9X]", dialect);
  return `(${form} AND ${isDay} AND ${residentIdHolds(text, residentIdDigits(text, dialect), dialect)})`;
}

/** SQL: the whole text fits the pattern, which is written for RE2. */
function matches(text: string, pattern: string, dialect: Dialect): string {
  if (dialect === "duckdb") return `regexp_full_match(${text}, ${quoteText(pattern)})`;
  const translated = postgresPattern(pattern);
  if (translated === null) throw invalid(`PostgreSQL cannot read the pattern ${pattern}`);
  return `(${text} ~ ${quoteText(`^(?:${translated})$`)})`;
}

function find(schema: DatasetSchema, name: string): ColumnSchema {
  const column = schema.columns.find((each) => each.name === name);
  if (!column) throw invalid(name);
  return column;
}

function day(schema: DatasetSchema, name: string): string {
  if (find(schema, name).type !== "date") throw invalid(name);
  return quoteName(name);
}

/** A limit in the type of the column, never as text of the caller. */
function limit({ name, type }: ColumnSchema, text: string, dialect: Dialect): string {
  if (type === "date" && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))) return `DATE ${quoteText(text)}`;
  if ((type === "integer" || type === "amount") && /^-?\d{1,15}$/.test(text)) return text;
  if (type === "decimal" && /^-?\d{1,15}(?:\.\d{1,6})?$/.test(text))
    return `CAST(${quoteText(text)} AS ${dialect === "duckdb" ? "DOUBLE" : "double precision"})`;
  throw invalid(`${name}: ${text}`);
}

function invalid(reason: string): YuejianError {
  return new YuejianError("QUALITY_RULE_INVALID", { reason });
}
