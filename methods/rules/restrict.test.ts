import type { Relation } from "@yuejian/contracts";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Engine, openDuckdb, openPostgres } from "../../checks/engines/engines.ts";
import * as rule from "./build.ts";
import { checkRule, type ResultColumn } from "./check.ts";
import { interpretRule } from "./interpret.ts";
import { restrictToSubjects } from "./restrict.ts";
import { engineLines, lines } from "./testing/engine-lines.ts";
import { CONTEXT, drawParameters, drawRelation, drawRows } from "./testing/random-rule.ts";

const engines: Engine[] = [];

beforeAll(async () => {
  engines.push(await openDuckdb(), await openPostgres());
});

afterAll(async () => {
  for (const engine of engines) await engine.close();
});

const some = <Item>(of: readonly Item[], most: number): fc.Arbitrary<Item[]> =>
  fc.shuffledSubarray([...of], { minLength: most === 1 ? Math.min(1, of.length) : 0, maxLength: Math.min(most, of.length) });

test("a restricted random rule gives the rows of the whole rule with those subjects, on every engine", { timeout: 300_000 }, async () => {
  let kept = 0;
  let left = 0;
  let moved = 0;
  await fc.assert(
    fc.asyncProperty(fc.gen(), async (draw) => {
      const relation = drawRelation(draw, 4);
      const texts = checkRule(relation, CONTEXT).filter(({ type }) => type === "text");
      const [key] = draw(some<ResultColumn>, texts, 1);
      if (!key) return;
      const parameters = drawParameters(draw);
      const tables = new Map(Object.keys(CONTEXT.datasets).map((dataset) => [dataset, drawRows(draw, dataset)]));
      const rows = (dataset: string) => tables.get(dataset) ?? [];
      const whole = interpretRule(relation, { context: CONTEXT, parameters, rows });
      const found = whole.rows.flatMap((row) => row.values[key.name] ?? []).map(String);
      const subjects = draw(some<string>, [...new Set([...found, "a", "no such"])], 4);
      const wanted = { ...whole, rows: whole.rows.filter((row) => subjects.some((subject) => subject === row.values[key.name])) };
      const restricted = restrictToSubjects(relation, key.name, subjects);
      expect(lines(interpretRule(restricted, { context: CONTEXT, parameters, rows }))).toEqual(lines(wanted));
      for (const engine of engines)
        expect(await engineLines(engine, restricted, { parameters, rows }), engine.dialect).toEqual(lines(wanted));
      kept += wanted.rows.length;
      left += whole.rows.length - wanted.rows.length;
      if (restricted.op !== "filter" && restricted.op !== "values") moved++;
    }),
    { numRuns: Number(process.env["RULE_RUNS"] ?? 300), endOnFailure: false },
  );
  // Guards against a generator under which nothing is kept, nothing left out, or nothing moved.
  expect(kept).toBeGreaterThan(50);
  expect(left).toBeGreaterThan(50);
  expect(moved).toBeGreaterThan(50);
});

describe("the condition", () => {
  const { column } = rule;
  const people = rule.source("people", ["id", "name", "born"]);
  const events = rule.source("events", ["id", "kind"]);
  const only = (from: Relation, ...ids: readonly string[]) => rule.filter(from, rule.isIn(column("id"), ids));

  test("reaches both sides of a join and of an absence over equal keys", () => {
    const on = { prefix: "e_", on: { id: "id" } };
    expect(restrictToSubjects(rule.join(people, events, on), "id", ["a"])).toEqual(rule.join(only(people, "a"), only(events, "a"), on));
    expect(restrictToSubjects(rule.join(people, events, on), "e_id", ["a"])).toEqual(rule.join(only(people, "a"), only(events, "a"), on));
    expect(restrictToSubjects(rule.absent(people, events, on), "id", ["a"])).toEqual(rule.absent(only(people, "a"), only(events, "a"), on));
  });

  test("goes to the side that has its columns where the keys are others", () => {
    const on = { prefix: "e_", on: { name: "kind" } };
    expect(restrictToSubjects(rule.join(people, events, on), "id", ["a"])).toEqual(rule.join(only(people, "a"), events, on));
    expect(restrictToSubjects(rule.join(people, events, on), "e_id", ["a"])).toEqual(rule.join(people, only(events, "a"), on));
  });

  test("stays above a left join when it concerns the side that may be missing", () => {
    const joined = rule.join(people, events, { kind: "left", prefix: "e_", on: { id: "id" } });
    expect(restrictToSubjects(joined, "e_id", ["a"])).toEqual(rule.filter(joined, rule.isIn(column("e_id"), ["a"])));
  });

  test("stays above what counts over other rows", () => {
    const ranked = (partition: readonly string[]) => rule.rank(people, { partition, order: [rule.ascending("born")], as: "place" });
    expect(restrictToSubjects(ranked(["name"]), "id", ["a"])).toEqual(rule.filter(ranked(["name"]), rule.isIn(column("id"), ["a"])));
    expect(restrictToSubjects(ranked(["id", "name"]), "id", ["a"])).toMatchObject({ op: "rank", from: only(people, "a") });
    const grouped = rule.group(people, ["name"], { id: rule.max(column("id")) });
    expect(restrictToSubjects(grouped, "id", ["a"])).toEqual(rule.filter(grouped, rule.isIn(column("id"), ["a"])));
  });

  test("goes through an expression that makes the subject", () => {
    const subject = rule.concat(column("id"), rule.text(" "), column("name"));
    const named = rule.project(people, { subject, id: column("id") });
    expect(restrictToSubjects(named, "subject", ["a b"])).toEqual(
      rule.project(rule.filter(people, rule.isIn(subject, ["a b"])), { subject, id: column("id") }),
    );
  });

  test("is refused for a column that the result does not have", () => {
    expect(() => restrictToSubjects(people, "kind", ["a"])).toThrow("RULE_MALFORMED");
  });
});
