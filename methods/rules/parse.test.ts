import { YuejianError } from "@yuejian/contracts";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RULE_LIMITS } from "./limits.ts";
import { parseRule } from "./parse.ts";
import { drawRelation } from "./testing/random-rule.ts";

const source = { op: "source", dataset: "judgments", columns: ["number"] };
const yes = { op: "literal", type: "boolean", value: true };

function whereOf(value: unknown): string {
  try {
    parseRule(value);
  } catch (error) {
    if (error instanceof YuejianError && error.code === "RULE_MALFORMED") return String(error.parameters["where"]);
    throw error;
  }
  throw new Error("the rule was accepted");
}

describe("a rule from outside is refused", () => {
  test.each<[string, unknown, string]>([
    ["that is null", null, "rule"],
    ["that is a list", [], "rule"],
    ["with an unknown operation", { op: "sql", text: "DROP TABLE x" }, "rule.op"],
    ["with an operation named like a member of every object", { op: "constructor" }, "rule.op"],
    ["with an unknown field", { ...source, sql: "1" }, "rule"],
    ["with a missing field", { op: "filter", from: source }, "rule"],
    ["with a quote in a dataset name", { ...source, dataset: 'x" UNION SELECT' }, "rule.dataset"],
    ["with a quote in a column name", { ...source, columns: ['a"b'] }, "rule.columns[0]"],
    [
      "with a column named __proto__",
      JSON.parse(
        '{"op":"project","from":{"op":"source","dataset":"d","columns":["a"]},"columns":{"__proto__":{"op":"column","name":"a"}}}',
      ),
      "rule.columns",
    ],
    ["with a literal that is an object", { op: "filter", from: source, where: { ...yes, value: {} } }, "rule.where.value"],
    [
      "with an unknown scalar deep inside",
      { op: "filter", from: source, where: { op: "not", of: { op: "and", of: [yes, { op: "eval" }] } } },
      "rule.where.of.of[1].op",
    ],
    [
      "with a join that is neither inner nor left",
      { op: "join", kind: "cross", left: source, right: source, prefix: "r_", on: [] },
      "rule.kind",
    ],
    ["with a look back that is text", { op: "sequence", from: source, partition: [], order: [], previous: {}, back: "1" }, "rule.back"],
    ["with steps that are none", { op: "connect", from: source, left: "a", right: "b", as: "c", steps: null }, "rule.steps"],
    [
      "with a word that is a number",
      { op: "filter", from: source, where: { op: "matching-word", text: yes, words: [1], unless: [] } },
      "rule.where.words[0]",
    ],
    [
      "with too many values",
      { op: "filter", from: source, where: { op: "in", of: yes, values: Array.from({ length: RULE_LIMITS.values + 1 }, () => 1) } },
      "rule.where.values",
    ],
  ])("%s", (_title, value, where) => {
    expect(whereOf(value)).toBe(where);
  });

  test("that nests deeper than the limit, before the stack ends", () => {
    let relation: unknown = source;
    for (let depth = 0; depth < 100_000; depth++) relation = { op: "filter", from: relation, where: yes };
    expect(whereOf(relation)).toMatch(/^rule(\.from){41}$/);
  });

  test("that has more nodes than the limit", () => {
    const wide = Array.from({ length: 900 }, () => yes);
    expect(() =>
      parseRule({
        op: "filter",
        from: source,
        where: {
          op: "or",
          of: [
            { op: "and", of: wide },
            { op: "and", of: wide },
            { op: "and", of: wide },
          ],
        },
      }),
    ).toThrow(`more than ${RULE_LIMITS.nodes} nodes`);
  });
});

test("any JSON is answered with a rule or RULE_MALFORMED, never with another failure", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(() => parseRule(value)).toThrow(YuejianError);
    }),
  );
});

test("a sound rule with one field changed to anything is accepted or refused, never crashes", () => {
  fc.assert(
    fc.property(fc.gen(), (draw) => {
      const text = JSON.stringify(drawRelation(draw, 3));
      const places = [...text.matchAll(/"[^"]*"|\d+|null|true|false/g)];
      const place = places[draw(fc.nat, { max: places.length - 1 })];
      const changed =
        text.slice(0, place?.index) + JSON.stringify(draw(fc.jsonValue)) + text.slice((place?.index ?? 0) + (place?.[0].length ?? 0));
      let value: unknown;
      try {
        value = JSON.parse(changed);
      } catch {
        return;
      }
      try {
        parseRule(value);
      } catch (error) {
        expect(error).toBeInstanceOf(YuejianError);
      }
    }),
    { numRuns: 500 },
  );
});
