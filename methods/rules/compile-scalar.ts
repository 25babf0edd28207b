import type { ColumnType, Scalar } from "@yuejian/contracts";
import { type Scope, scalarType } from "./check-scalar.ts";
import {
  addDays,
  addMonths,
  asResult,
  asType,
  type Dialect,
  firstContained,
  literal,
  quoteName,
  quoteText,
  safe,
  wide,
} from "./dialect.ts";
import { TAKEN_OUT, type Value } from "./value.ts";

export interface ScalarCompilation extends Scope {
  readonly dialect: Dialect;
  readonly values: Readonly<Record<string, Value>>;
}

const COMPARISONS = { equal: "=", unequal: "<>", less: "<", "at-most": "<=", greater: ">", "at-least": ">=" } as const;

/** SQL of a scalar that `scalarType` accepted. Total on both engines: no value makes it fail. */
export function compileScalar(scalar: Scalar, compilation: ScalarCompilation): string {
  const { dialect } = compilation;
  const sql = (part: Scalar) => compileScalar(part, compilation);
  const all = (parts: readonly Scalar[], separator: string) => parts.map(sql).join(separator);
  switch (scalar.op) {
    case "column":
      return quoteName(scalar.name);
    case "parameter":
      return literal(compilation.values[scalar.name] ?? null, typeOf(scalar, compilation), dialect);
    case "literal":
      return literal(scalar.value, scalar.type, dialect);
    case "equal":
    case "unequal":
    case "less":
    case "at-most":
    case "greater":
    case "at-least":
      return `(${sql(scalar.left)} ${COMPARISONS[scalar.op]} ${sql(scalar.right)})`;
    case "and":
      return `(${all(scalar.of, " AND ")})`;
    case "or":
      return `(${all(scalar.of, " OR ")})`;
    case "not":
      return `(NOT ${sql(scalar.of)})`;
    case "is-null":
      return `(${sql(scalar.of)} IS NULL)`;
    case "is-not-null":
      return `(${sql(scalar.of)} IS NOT NULL)`;
    case "in": {
      const type = typeOf(scalar.of, compilation);
      return `(${sql(scalar.of)} IN (${scalar.values.map((value) => literal(value, type, dialect)).join(", ")}))`;
    }
    case "add":
      return safe(`(${sql(scalar.left)} + ${sql(scalar.right)})`, dialect);
    case "subtract":
      return safe(`(${sql(scalar.left)} - ${sql(scalar.right)})`, dialect);
    case "multiply":
      return safe(`(${wide(sql(scalar.left), dialect)} * ${wide(sql(scalar.right), dialect)})`, dialect);
    case "coalesce":
      return `COALESCE(${all(scalar.of, ", ")})`;
    case "if":
      return `(CASE WHEN ${sql(scalar.when)} THEN ${sql(scalar.then)} ELSE ${sql(scalar.else)} END)`;
    case "days-between":
      return `CAST((${sql(scalar.to)} - ${sql(scalar.from)}) AS BIGINT)`;
    case "add-days":
      return addDays(sql(scalar.to), sql(scalar.count), dialect);
    case "add-months":
      return addMonths(sql(scalar.to), sql(scalar.count), dialect);
    case "first-of-month":
      // Through TIMESTAMP: PostgreSQL would take a date for a moment in the session's time zone.
      return `CAST(date_trunc('month', CAST(${sql(scalar.of)} AS TIMESTAMP)) AS DATE)`;
    case "day-text":
      return asType(asResult(sql(scalar.of), "date", dialect), "text", dialect);
    case "year-of":
      return `CAST(EXTRACT(YEAR FROM ${sql(scalar.of)}) AS BIGINT)`;
    case "month-of":
      return `CAST(EXTRACT(MONTH FROM ${sql(scalar.of)}) AS BIGINT)`;
    case "contains":
      return `(strpos(${sql(scalar.text)}, ${sql(scalar.part)}) > 0)`;
    case "starts-with":
      return `starts_with(${sql(scalar.text)}, ${sql(scalar.part)})`;
    case "matching-word": {
      const rest = scalar.unless.reduce(
        (all, phrase) => `replace(${all}, ${quoteText(phrase)}, ${quoteText(TAKEN_OUT)})`,
        sql(scalar.text),
      );
      return firstContained(rest, scalar.words, dialect);
    }
    case "length":
      return `CAST(length(${sql(scalar.of)}) AS BIGINT)`;
    case "concat":
      return `(${all(scalar.of, " || ")})`;
  }
}

function typeOf(scalar: Scalar, scope: Scope): ColumnType {
  return scalarType(scalar, scope, "rule");
}
