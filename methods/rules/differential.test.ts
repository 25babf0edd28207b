import type { ColumnType, Relation } from "@yuejian/contracts";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Engine, openDuckdb, openPostgres } from "../../checks/engines/engines.ts";
import * as rule from "./build.ts";
import { interpretRule } from "./interpret.ts";
import { parseRule } from "./parse.ts";
import { engineLines, lines } from "./testing/engine-lines.ts";
import { CONTEXT, drawParameters, drawRelation, drawRows, POOL } from "./testing/random-rule.ts";
import type { Value } from "./value.ts";

const engines: Engine[] = [];
const nothing = Object.fromEntries(Object.keys(CONTEXT.parameters).map((name) => [name, null]));

beforeAll(async () => {
  engines.push(await openDuckdb(), await openPostgres());
});

afterAll(async () => {
  for (const engine of engines) await engine.close();
});

/** The first column of text, by which a cluster would spread the rows. */
const partOf = (dataset: string) => Object.entries(CONTEXT.datasets[dataset] ?? {}).find(([, type]) => type === "text")?.[0] ?? "";

describe("a random rule over random tables", () => {
  test("gives the same rows and references in the interpreter, DuckDB and PostgreSQL", { timeout: 300_000 }, async () => {
    let findings = 0;
    let nonEmpty = 0;
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (draw) => {
        const relation = drawRelation(draw, 4);
        const parameters = drawParameters(draw);
        const tables = new Map(Object.keys(CONTEXT.datasets).map((dataset) => [dataset, drawRows(draw, dataset)]));
        const rows = (dataset: string) => tables.get(dataset) ?? [];
        const expected = lines(interpretRule(relation, { context: CONTEXT, parameters, rows }));
        findings += expected.length;
        nonEmpty += expected.length > 0 ? 1 : 0;
        for (const engine of engines) expect(await engineLines(engine, relation, { parameters, rows }), engine.dialect).toEqual(expected);
        const [, postgres] = engines;
        if (postgres)
          expect(await engineLines(postgres, relation, { parameters, rows, partOf }), "spread over a cluster").toEqual(expected);
        expect(parseRule(JSON.parse(JSON.stringify(relation)))).toEqual(relation);
      }),
      { numRuns: Number(process.env["RULE_RUNS"] ?? 400), endOnFailure: false },
    );
    // Guards against a generator that only makes rules without results.
    expect(nonEmpty).toBeGreaterThan(100);
    expect(findings).toBeGreaterThan(500);
  });
});

test("a random graph has the same groups in the interpreter, DuckDB and PostgreSQL", { timeout: 120_000 }, async () => {
  const node = fc.option(
    fc.integer({ min: 0, max: 25 }).map((number) => `n${number}`),
    { freq: 12 },
  );
  let wide = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(node, node), { minLength: 15, maxLength: 40 }),
      fc.integer({ min: 1, max: 8 }),
      async (edges, steps) => {
        const connected = rule.connect(rule.values({ a: "text", b: "text" }, edges), { left: "a", right: "b", steps, as: "least" });
        const result = interpretRule(connected, { context: CONTEXT, parameters: nothing, rows: () => [] });
        if (new Set(result.rows.map((row) => row.values["least"])).size < edges.length / 2) wide++;
        for (const engine of engines)
          expect(await engineLines(engine, connected, { parameters: nothing, rows: () => [] }), engine.dialect).toEqual(lines(result));
      },
    ),
    { numRuns: 100 },
  );
  expect(wide).toBeGreaterThan(10);
});

/** All pairs of two lists, as a constant table with columns a and b. */
function pairs(left: readonly Value[], right: readonly Value[], types: readonly [ColumnType, ColumnType]): Relation {
  return rule.values(
    { a: types[0], b: types[1] },
    [...left, null].flatMap((a) => [...right, null].map((b) => [a, b])),
  );
}

describe("every operation on every pair of awkward values", () => {
  const { column } = rule;
  const [a, b] = [column("a"), column("b")];
  const whole = [
    ...POOL.integer,
    7,
    2 ** 53 - 2,
    2 ** 26,
    2 ** 27,
    -(2 ** 26),
    94_906_265,
    94_906_266,
    120_000,
    -120_000,
    3_652_058,
    -3_652_058,
  ];
  const days = [...POOL.date, "1900-01-31", "2000-01-31", "1900-02-28", "2024-12-31", "0001-12-31", "9999-01-31", "9998-12-31"];
  const ordered = { less: rule.less(a, b), at_most: rule.atMost(a, b), equal: rule.equal(a, b), unequal: rule.unequal(a, b) };
  const cases: readonly (readonly [string, Relation])[] = [
    [
      "whole numbers",
      rule.project(pairs(whole, whole, ["integer", "integer"]), {
        a,
        b,
        ...ordered,
        add: rule.add(a, b),
        subtract: rule.subtract(a, b),
        multiply: rule.multiply(a, b),
      }),
    ],
    [
      "days and numbers",
      rule.project(pairs(days, whole, ["date", "integer"]), { a, b, add_days: rule.addDays(a, b), add_months: rule.addMonths(a, b) }),
    ],
    [
      "days",
      rule.project(pairs(days, days, ["date", "date"]), {
        a,
        b,
        ...ordered,
        between: rule.daysBetween(a, b),
        first: rule.firstOfMonth(a),
        year: rule.yearOf(a),
        month: rule.monthOf(a),
        words: rule.concat(rule.dayText(a), rule.text(" "), rule.dayText(b)),
      }),
    ],
    [
      "texts",
      rule.project(pairs(POOL.text, POOL.text, ["text", "text"]), {
        a,
        b,
        ...ordered,
        contains: rule.contains(a, b),
        starts: rule.startsWith(a, b),
        length: rule.length(a),
        concat: rule.concat(a, b),
        coalesce: rule.coalesce(a, b),
        word: rule.matchingWord(rule.concat(a, b), ["B", "岳", "%_", "'Neil\\", "\u0301", "𠮷"], ["岳阳", "B"]),
      }),
    ],
    ["decimals", rule.project(pairs(POOL.decimal, POOL.decimal, ["decimal", "decimal"]), { a, b, ...ordered })],
    [
      "booleans",
      rule.project(pairs([true, false], [true, false], ["boolean", "boolean"]), {
        a,
        b,
        and: rule.and(a, b),
        or: rule.or(a, b),
        not: rule.not(a),
        equal: rule.equal(a, b),
        unequal: rule.unequal(a, b),
      }),
    ],
  ];
  test.each(cases)("is the same in the interpreter, DuckDB and PostgreSQL: %s", async (_title, relation) => {
    const expected = interpretRule(relation, { context: CONTEXT, parameters: nothing, rows: () => [] });
    for (const engine of engines)
      expect(await engineLines(engine, relation, { parameters: nothing, rows: () => [] }), engine.dialect).toEqual(lines(expected));
  });
});
