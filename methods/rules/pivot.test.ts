import type { Relation } from "@yuejian/contracts";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import * as rule from "./build.ts";
import { checkRule, type ResultColumn } from "./check.ts";
import { evaluate } from "./evaluate.ts";
import { interpretRule, type SourceRow } from "./interpret.ts";
import { pivotOf } from "./pivot.ts";
import { lines } from "./testing/engine-lines.ts";
import { CONTEXT, type Draw, drawParameters, drawRelation, drawRows } from "./testing/random-rule.ts";
import type { Value } from "./value.ts";

const { column } = rule;
const people = rule.source("people", ["id", "name", "born"]);
const events = rule.source("events", ["id", "kind", "n"]);
const on = { prefix: "e_", on: { id: "id" } };

/** A rule of which most parts keep to `id`: of rules drawn freely few do. */
function drawKeyed(draw: Draw, depth: number): Relation {
  const oneOf = <Item>(of: readonly Item[]) => fc.constantFrom(...of);
  if (depth === 0)
    return draw(
      (of: readonly Relation[]) => oneOf(of),
      [rule.source("people", ["id", "name", "n"]), rule.source("events", ["id", "kind", "n"])],
    );
  const from = drawKeyed(draw, depth - 1);
  const prefix = `p${depth}_`;
  const names = checkRule(from, CONTEXT)
    .filter(({ type }) => type === "text")
    .map(({ name }) => name);
  const keyed = draw((of: readonly boolean[]) => oneOf(of), [true, true, true, true, true, true, true, true, false]);
  const key = keyed ? "id" : draw((of: readonly string[]) => oneOf(of), names);
  const hasN = checkRule(from, CONTEXT).some(({ name }) => name === "n");
  switch (
    draw((of: readonly string[]) => oneOf(of), ["filter", "project", "join", "left", "absent", "group", "rank", "sequence", "union"])
  ) {
    case "filter":
      return rule.filter(from, hasN ? rule.atLeast(column("n"), rule.integer(1)) : rule.isNotNull(column("id")));
    case "project":
      return rule.project(from, {
        ...Object.fromEntries(names.map((name) => [name, column(name)])),
        id: column(key),
        both: rule.concat(column("id"), rule.text("-"), column(key)),
      });
    case "join":
      return rule.join(from, drawKeyed(draw, depth - 1), { prefix, on: { [key]: "id" } });
    case "left":
      return rule.join(from, drawKeyed(draw, depth - 1), { kind: "left", prefix, on: { [key]: "id" } });
    case "absent":
      return rule.absent(from, drawKeyed(draw, depth - 1), { prefix, on: { [key]: "id" } });
    case "group":
      return rule.group(from, [...new Set([key, "id"])], { n: rule.count() });
    case "rank":
      return rule.filter(
        rule.rank(from, { partition: [key], order: [rule.ascending("id")], as: prefix }),
        rule.equal(column(prefix), rule.integer(1)),
      );
    case "sequence":
      return rule.sequence(from, { partition: [key], order: [rule.ascending("id")], previous: { [prefix]: "id" } });
    default:
      return rule.union(from, rule.filter(from, rule.isNotNull(column("id"))));
  }
}

test("the rows of a random rule with one value of its pivot come from the rows with that value alone", { timeout: 120_000 }, () => {
  let pivoted = 0;
  let several = 0;
  let kept = 0;
  let left = 0;
  fc.assert(
    fc.property(fc.gen(), (draw) => {
      const relation = draw(fc.boolean) ? drawKeyed(draw, draw(fc.nat, { max: 3 })) : drawRelation(draw, 3);
      const texts: readonly ResultColumn[] = checkRule(relation, CONTEXT).filter(({ type }) => type === "text");
      const [subject] = draw((of: readonly ResultColumn[]) => fc.shuffledSubarray([...of], { maxLength: Math.min(1, of.length) }), texts);
      if (!subject) return;
      const pivot = pivotOf(relation, subject.name);
      if (!("places" in pivot)) return;
      pivoted++;
      if (new Set(pivot.places.map(({ dataset }) => dataset)).size > 1) several++;
      const parameters = drawParameters(draw);
      const tables = new Map(Object.keys(CONTEXT.datasets).map((dataset) => [dataset, drawRows(draw, dataset)]));
      const all = (dataset: string) => tables.get(dataset) ?? [];
      const whole = interpretRule(relation, { context: CONTEXT, parameters, rows: all });
      // Rows without the pivot's value name nobody.
      for (const { values } of whole.rows) if (values[pivot.column] === null) expect(values[subject.name]).toBeNull();
      const given = new Map(Object.entries(parameters));
      const valueAt = (row: SourceRow, of: Parameters<typeof evaluate>[0]) => evaluate(of, new Map(Object.entries(row)), given);
      const keysOf = (dataset: string, row: SourceRow): Value[] =>
        pivot.places
          .filter((place) => place.dataset === dataset && place.where.every((each) => valueAt(row, each) === true))
          .map(({ key }) => valueAt(row, key));
      const found = whole.rows.flatMap(({ values }) => values[pivot.column] ?? []).map(String);
      const wanted = new Set(draw((of: readonly string[]) => fc.shuffledSubarray([...of]), [...new Set([...found, "a"])]));
      const some = interpretRule(relation, {
        context: CONTEXT,
        parameters,
        rows: (dataset) => all(dataset).filter((row) => keysOf(dataset, row).some((key) => key !== null && wanted.has(String(key)))),
      });
      const ofWanted = ({ values }: (typeof whole.rows)[number]) =>
        values[pivot.column] !== null && wanted.has(String(values[pivot.column]));
      const expected = { ...whole, rows: whole.rows.filter(ofWanted) };
      expect(lines({ ...some, rows: some.rows.filter(ofWanted) })).toEqual(lines(expected));
      for (const place of pivot.places.filter(({ isRequired }) => isRequired)) {
        const there = new Set(
          all(place.dataset).map((row) => (place.where.every((each) => valueAt(row, each) === true) ? valueAt(row, place.key) : null)),
        );
        for (const value of found) expect(there).toContain(value);
      }
      kept += expected.rows.length;
      left += whole.rows.length - expected.rows.length;
    }),
    { numRuns: Number(process.env["RULE_RUNS"] ?? 2500), endOnFailure: true },
  );
  expect(pivoted).toBeGreaterThan(300);
  expect(several).toBeGreaterThan(10);
  expect(kept).toBeGreaterThan(100);
  expect(left).toBeGreaterThan(100);
});

test("a join and an absence over equal keys have that key as pivot, with the conditions on single rows of each side", () => {
  const named = rule.filter(people, rule.equal(column("name"), rule.text("a")));
  const joined = rule.absent(rule.join(named, events, on), rule.source("events", ["id", "kind"]), on);
  expect(pivotOf(joined, "id")).toEqual({
    column: "id",
    places: [
      { dataset: "people", key: column("id"), where: [rule.equal(column("name"), rule.text("a"))], isRequired: true },
      { dataset: "events", key: column("id"), where: [], isRequired: true },
      { dataset: "events", key: column("id"), where: [], isRequired: false },
    ],
  });
});

test("a condition goes to the side that it concerns alone, through what keeps to its columns, and of a pair only where none may be missing", () => {
  const [isNamed, isTold] = [rule.isNotNull(column("name")), rule.isNotNull(column("kind"))];
  const where = rule.and(isNamed, rule.isNotNull(column("e_kind")), rule.less(column("born"), rule.parameter("p_day")));
  const isBefore = rule.less(column("born"), rule.parameter("p_day"));
  const places = (relation: Relation) => {
    const pivot = pivotOf(relation, "id");
    return "places" in pivot ? pivot.places.map(({ dataset, where: asked }) => [dataset, asked]) : [];
  };
  const known = (relation: Relation): Relation => rule.filter(relation, isNamed);
  expect(places(rule.join(people, events, { ...on, where }))).toEqual([
    ["people", [isNamed, isBefore]],
    ["events", [isTold]],
  ]);
  // A row without a partner stays in these two, whatever is asked of pairs.
  for (const relation of [rule.join(people, events, { ...on, kind: "left", where }), rule.absent(people, events, { ...on, where })]) {
    expect(places(relation)).toEqual([
      ["people", []],
      ["events", [isTold]],
    ]);
    expect(places(known(relation))).toEqual([
      ["people", [isNamed]],
      ["events", [isTold]],
    ]);
  }
  expect(places(known(rule.group(people, ["id", "name"], { n: rule.count() })))).toEqual([["people", [isNamed]]]);
  expect(places(known(rule.group(people, ["id"], { name: rule.max(column("name")) })))).toEqual([["people", []]]);
  const ranked = (partition: readonly string[]) => rule.rank(people, { partition, order: [rule.ascending("born")], as: "place" });
  expect(places(known(ranked(["id", "name"])))).toEqual([["people", [isNamed]]]);
  expect(places(known(ranked(["id"])))).toEqual([["people", []]]);
});

test("a rule that compares with all rows of a dataset has none, and the dataset is named", () => {
  const byKind = rule.join(people, events, { prefix: "e_", on: { name: "kind" } });
  expect(pivotOf(byKind, "id")).toEqual({ dataset: "events" });
  const ranked = rule.rank(people, { partition: ["born"], order: [rule.ascending("id")], as: "place" });
  expect(pivotOf(ranked, "id")).toEqual({ dataset: "people" });
});

test("a subject that is put together from the pivot and something else has the pivot", () => {
  const subject = rule.concat(column("name"), rule.text(" "), column("id"));
  expect(pivotOf(rule.project(rule.join(people, events, on), { subject, id: column("id") }), "subject")).toMatchObject({ column: "id" });
  // Whoever has no id may have a subject here: rows without an id cannot be left out.
  const either = rule.coalesce(column("id"), rule.text("-"));
  expect(pivotOf(rule.project(rule.join(people, events, on), { subject: either, id: column("id") }), "subject")).toMatchObject({
    column: "subject",
  });
});
