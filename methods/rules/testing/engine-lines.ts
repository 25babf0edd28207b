import type { Relation } from "@yuejian/contracts";
import { type Engine, tableOf } from "../../../checks/engines/engines.ts";
import type { ResultColumn } from "../check.ts";
import { compileRule } from "../compile.ts";
import { type RuleResult, type SourceRow, splitRefs } from "../interpret.ts";
import type { Value } from "../value.ts";
import { CONTEXT } from "./random-rule.ts";

const SQL_TYPES = { text: "TEXT", integer: "BIGINT", amount: "BIGINT", decimal: "DOUBLE PRECISION", date: "DATE", boolean: "BOOLEAN" };

interface Given {
  readonly parameters: Readonly<Record<string, Value>>;
  readonly rows: (dataset: string) => readonly SourceRow[];
  /** As on a cluster: the column by which the rows of each dataset are spread. */
  readonly partOf?: (dataset: string) => string;
}

/** Rows of a result as sorted lines, for comparing. */
export function lines(result: RuleResult): readonly string[] {
  return result.rows.map((row) => line(Object.values(row.values), row.refs)).sort();
}

/** The same of a rule over CONTEXT, run on an engine. */
export async function engineLines(engine: Engine, relation: Relation, { parameters, rows, partOf }: Given): Promise<readonly string[]> {
  const source = (dataset: string) => {
    const table = tableOf(rows(dataset), { ...sqlTypes(dataset), _ref: "TEXT" });
    return partOf ? `(SELECT *, coalesce(CAST("${partOf(dataset)}" AS TEXT), '') AS "_part" FROM ${table} AS "given")` : table;
  };
  const spread = partOf ? { partOf } : {};
  const { sql, columns } = compileRule(relation, { dialect: engine.dialect, context: CONTEXT, parameters, source, ...spread });
  return (await engine.query(sql)).map((row) => fromEngine(row, columns)).sort();
}

/** A row as one line: numbers as numbers, whatever the driver makes of them. */
function line(values: readonly unknown[], refs: readonly string[]): string {
  return JSON.stringify([values.map((value) => (typeof value === "bigint" ? Number(value) : value)), refs]);
}

function sqlTypes(dataset: string): Record<string, string> {
  return Object.fromEntries(Object.entries(CONTEXT.datasets[dataset] ?? {}).map(([name, type]) => [name, SQL_TYPES[type]]));
}

function fromEngine(row: Readonly<Record<string, unknown>>, columns: readonly ResultColumn[]): string {
  const values = columns.map(({ name, type }) => (type === "integer" || type === "amount" ? asNumber(row[name]) : row[name]));
  return line(values, splitRefs(String(row["_refs"])));
}

function asNumber(value: unknown): unknown {
  return value === null ? null : Number(value);
}
