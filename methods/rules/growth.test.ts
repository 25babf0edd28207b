import { type Relation, YuejianError } from "@yuejian/contracts";
import { describe, expect, test } from "vitest";
import * as rule from "./build.ts";
import { checkGrowth } from "./growth.ts";
import { interpretRule } from "./interpret.ts";

const { column } = rule;
const FACTS = {
  people: { recordKey: ["id"], telling: ["id", "name"] },
  events: { recordKey: null, telling: ["id"] },
};
const people = rule.source("people", ["id", "name", "office", "born"]);
const events = rule.source("events", ["id", "office", "day"]);
const join = (left: Relation, right: Relation, on: Readonly<Record<string, string>>, prefix = "r_") =>
  rule.join(left, right, { prefix, on });

function placeOf(relation: Relation): string | null {
  try {
    checkGrowth(relation, FACTS);
    return null;
  } catch (error) {
    if (error instanceof YuejianError && error.code === "RULE_UNBOUNDED") return String(error.parameters["where"]);
    throw error;
  }
}

describe("a rule whose rows multiply without bound is refused with the place", () => {
  const constant = (relation: Relation) => rule.project(relation, { id: column("id"), all: rule.text("x") });
  const chain = (length: number): Relation =>
    Array.from({ length }).reduce<Relation>((left, _none, at) => join(left, events, { id: "id" }, `r${at}_`), events);
  test.each<[string, Relation, string]>([
    ["a join on a constant", join(constant(people), constant(events), { all: "all" }), "rule.on"],
    ["a join on an office", join(events, people, { office: "office" }), "rule.on"],
    ["a join on a day, deep inside", rule.group(join(events, people, { day: "born" }), ["id"], { n: rule.count() }), "rule.from.on"],
    ["a join on an office and a day", join(events, people, { office: "office", day: "born" }), "rule.on"],
    [
      "a self-join on what a filter holds to one value",
      join(rule.filter(events, rule.equal(column("id"), rule.text("1"))), events, { id: "id" }),
      "rule.on",
    ],
    [
      "a join on a month made of a day",
      join(rule.project(events, { m: rule.firstOfMonth(column("day")) }), rule.project(people, { m: rule.firstOfMonth(column("born")) }), {
        m: "m",
      }),
      "rule.on",
    ],
    [
      "a constant in one part of a union",
      join(
        rule.union(rule.project(people, { k: column("id") }), rule.project(people, { k: rule.text("x") })),
        rule.project(events, { k: column("id") }),
        { k: "k" },
      ),
      "rule.on",
    ],
    ["many with many, five times", chain(4), "rule"],
    ["many with many, five times, inside an absence", rule.absent(people, chain(4), { prefix: "a_", on: { id: "id" } }), "rule.right"],
  ])("%s", (_title, relation, where) => {
    expect(placeOf(relation)).toBe(where);
  });

  test.each<[string, Relation]>([
    ["the key of one side", join(events, people, { id: "id" })],
    ["a telling column, many with many, four times", chain(3)],
    ["an office with a table of offices", join(events, rule.group(people, ["office"], { n: rule.count() }), { office: "office" })],
    ["an office with a constant table", join(events, rule.values({ office: "text", name: "text" }, [["a", "A"]]), { office: "office" })],
    [
      "an office with the first of each office",
      join(
        events,
        rule.filter(
          rule.rank(people, { partition: ["office"], order: [rule.ascending("born")], as: "place" }),
          rule.equal(column("place"), rule.integer(1)),
        ),
        { office: "office" },
      ),
    ],
    ["a group between two joins of many with many", join(rule.group(chain(3), ["id"], { n: rule.count() }), events, { id: "id" }, "s_")],
    [
      "the key under another name",
      join(events, rule.project(people, { person: column("id"), office: column("office") }), { id: "person" }),
    ],
  ])("but not %s", (_title, relation) => {
    expect(placeOf(relation)).toBeNull();
  });
});

test("the interpreter stops at the relation that yields too many rows", () => {
  const context = { datasets: { a: { id: "text" } }, parameters: {} } as const;
  const rows = () => Array.from({ length: 100 }, (_, at) => ({ id: "1", _ref: `a:${at}` }));
  const pairs = join(rule.source("a", ["id"]), rule.source("a", ["id"]), { id: "id" });
  const run = (rowBudget: number) =>
    interpretRule(rule.group(pairs, ["id"], { n: rule.count() }), { context, parameters: {}, rows, rowBudget });
  expect(run(10_000).rows[0]?.values["n"]).toBe(10_000);
  expect(() => run(9_999)).toThrow(/RULE_ROW_BUDGET.*rule\.from yields more than 9999/);
  expect(() => run(99)).toThrow(/rule\.from\.left/);
});
