import type { Relation } from "@yuejian/contracts";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as rule from "./build.ts";
import { checkRule } from "./check.ts";
import { interpretRule, type SourceRow } from "./interpret.ts";
import { readsOf } from "./reads.ts";
import { restrictToSubjects } from "./restrict.ts";
import { lines } from "./testing/engine-lines.ts";
import { CONTEXT, drawParameters, drawRelation, drawRows } from "./testing/random-rule.ts";

type Rows = ReadonlyMap<string, readonly SourceRow[]>;

/** Only the rows that the rule asks for, found as whoever proves a finding finds them: ask, fetch, ask again. `which`: the key taken of several. */
function extractOf(relation: Relation, { all, parameters, which }: { all: Rows; parameters: Record<string, never>; which: number }): Rows {
  let extract: Rows = new Map();
  for (;;) {
    const known = extract;
    const reads = readsOf(relation, { context: CONTEXT, parameters, rows: (dataset) => known.get(dataset) ?? [] });
    extract = new Map(
      Array.from(all, ([dataset, rows]) => [
        dataset,
        rows.filter((row) =>
          reads.some((read) => {
            const key = read.keys[which % Math.max(1, read.keys.length)];
            return read.dataset === dataset && (!key || key.values.includes(String(row[key.column] ?? null)));
          }),
        ),
      ]),
    );
    const size = (of: Rows) => [...of.values()].reduce((sum, rows) => sum + rows.length, 0);
    if (size(extract) === size(known)) return extract;
  }
}

test("a rule over the rows that it asks for gives what it gives over all rows, whichever key is taken", { timeout: 120_000 }, () => {
  let left = 0;
  let found = 0;
  fc.assert(
    fc.property(fc.gen(), fc.nat({ max: 3 }), (draw, which) => {
      const relation = drawRelation(draw, 4);
      const [key] = checkRule(relation, CONTEXT).filter(({ type }) => type === "text");
      if (!key) return;
      const parameters = drawParameters(draw) as Record<string, never>;
      const all: Rows = new Map(Object.keys(CONTEXT.datasets).map((dataset) => [dataset, drawRows(draw, dataset)]));
      const whole = interpretRule(relation, { context: CONTEXT, parameters, rows: (dataset) => all.get(dataset) ?? [] });
      const subject = whole.rows.map((row) => row.values[key.name]).find((value) => typeof value === "string") ?? "a";
      const restricted = restrictToSubjects(relation, key.name, [subject]);
      const extract = extractOf(restricted, { all, parameters, which });
      const over = (rows: Rows) =>
        lines(interpretRule(restricted, { context: CONTEXT, parameters, rows: (dataset) => rows.get(dataset) ?? [] }));
      expect(over(extract)).toEqual(over(all));
      found += over(all).length;
      left += [...all].reduce((sum, [dataset, rows]) => sum + rows.length - (extract.get(dataset)?.length ?? 0), 0);
    }),
    { numRuns: 500 },
  );
  // Guards against a generator under which nothing is found or everything is asked for.
  expect(found).toBeGreaterThan(50);
  expect(left).toBeGreaterThan(50);
});

describe("an absence", () => {
  const payments = rule.source("people", ["id", "name", "born"]);
  const stops = rule.source("events", ["id", "kind"]);
  const given = { context: CONTEXT, parameters: { p_text: null, p_int: null, p_day: null, p_sum: null, p_flag: null, p_share: null } };
  const rows = (dataset: string): SourceRow[] =>
    dataset === "people" ? ["a", "b"].map((id) => ({ id, name: `n${id}`, born: null, _ref: id })) : [];

  test("asks for the keys of the rows that meet it", () => {
    const relation = rule.absent(payments, stops, { prefix: "e_", on: { id: "id" } });
    expect(readsOf(relation, { ...given, rows })).toEqual([
      { dataset: "people", presence: "present", keys: [] },
      { dataset: "events", presence: "absent", keys: [{ column: "id", values: ["a", "b"] }] },
    ]);
  });

  test("of one subject asks for that subject on both sides", () => {
    const relation = restrictToSubjects(rule.absent(payments, stops, { prefix: "e_", on: { id: "id" } }), "id", ["b"]);
    const keys = [{ column: "id", values: ["b"] }];
    expect(readsOf(relation, { ...given, rows })).toEqual([
      { dataset: "people", presence: "present", keys },
      { dataset: "events", presence: "absent", keys },
    ]);
  });

  test("over something counted asks for all of it", () => {
    const ranked = rule.rank(stops, { partition: ["kind"], order: [rule.ascending("id")], as: "place" });
    const relation = rule.absent(payments, ranked, { prefix: "e_", on: { id: "id" } });
    expect(readsOf(relation, { ...given, rows }).at(-1)).toEqual({ dataset: "events", presence: "absent", keys: [] });
  });
});
