import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Engine, openDuckdb, openPostgres, tableOf } from "../../checks/engines/engines.ts";
import { compileRule } from "./compile.ts";
import { interpretRule, splitRefs } from "./interpret.ts";
import { parseRule } from "./parse.ts";
import { CONTEXT, drawParameters, drawRelation, drawRows } from "./testing/random-rule.ts";

const engines: Engine[] = [];

beforeAll(async () => {
  engines.push(await openDuckdb(), await openPostgres());
});

afterAll(async () => {
  for (const engine of engines) await engine.close();
});

const SQL_TYPES = { text: "TEXT", integer: "BIGINT", amount: "BIGINT", decimal: "DOUBLE PRECISION", date: "DATE", boolean: "BOOLEAN" };

/** A row as one line: numbers as numbers, whatever the driver makes of them. */
function line(values: readonly unknown[], refs: readonly string[]): string {
  return JSON.stringify([values.map((value) => (typeof value === "bigint" ? Number(value) : value)), refs]);
}

describe("a random rule over random tables", () => {
  test("gives the same rows and references in the interpreter, DuckDB and PostgreSQL", { timeout: 300_000 }, async () => {
    let findings = 0;
    let nonEmpty = 0;
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (draw) => {
        const relation = drawRelation(draw, 4);
        const parameters = drawParameters(draw);
        const tables = new Map(Object.keys(CONTEXT.datasets).map((dataset) => [dataset, drawRows(draw, dataset)]));
        const result = interpretRule(relation, { context: CONTEXT, parameters, rows: (dataset) => tables.get(dataset) ?? [] });
        const expected = result.rows.map((row) => line(Object.values(row.values), row.refs)).sort();
        findings += expected.length;
        nonEmpty += expected.length > 0 ? 1 : 0;
        for (const engine of engines) {
          const { sql, columns } = compileRule(relation, {
            dialect: engine.dialect,
            context: CONTEXT,
            parameters,
            source: (dataset) => tableOf(tables.get(dataset) ?? [], { ...sqlTypes(dataset), _ref: "TEXT" }),
          });
          const rows = await engine.query(sql);
          const actual = rows.map((row) => {
            const values = columns.map(({ name, type }) => (type === "integer" || type === "amount" ? asNumber(row[name]) : row[name]));
            return line(values, splitRefs(String(row["_refs"])));
          });
          expect(actual.sort(), `${engine.dialect}\n${sql}`).toEqual(expected);
        }
        expect(parseRule(JSON.parse(JSON.stringify(relation)))).toEqual(relation);
      }),
      { numRuns: Number(process.env["RULE_RUNS"] ?? 400), endOnFailure: false },
    );
    // Guards against a generator that only makes rules without results.
    expect(nonEmpty).toBeGreaterThan(100);
    expect(findings).toBeGreaterThan(500);
  });
});

function sqlTypes(dataset: string): Record<string, string> {
  return Object.fromEntries(Object.entries(CONTEXT.datasets[dataset] ?? {}).map(([name, type]) => [name, SQL_TYPES[type]]));
}

function asNumber(value: unknown): unknown {
  return value === null ? null : Number(value);
}
