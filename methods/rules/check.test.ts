import type { Relation, Scalar } from "@yuejian/contracts";
import { YuejianError } from "@yuejian/contracts";
import { describe, expect, test } from "vitest";
import * as rule from "./build.ts";
import { checkRule, type RuleContext } from "./check.ts";

const context: RuleContext = {
  datasets: { judgments: { number: "text", fine: "amount", judged_on: "date", months: "integer", is_minor: "boolean", share: "decimal" } },
  parameters: { least: "integer" },
};
const { column, source } = rule;
const judgments = source("judgments", ["number", "fine", "judged_on", "months", "is_minor", "share"]);

function faultOf(relation: Relation): { code: string; where: unknown } {
  try {
    checkRule(relation, context);
  } catch (error) {
    if (error instanceof YuejianError) return { code: error.code, where: error.parameters["where"] };
    throw error;
  }
  throw new Error("the rule was accepted");
}

describe("a rule is refused with the place of the fault", () => {
  const filtered = (where: Scalar) => rule.filter(judgments, where);
  const joined = (where: Scalar) => rule.join(judgments, judgments, { prefix: "r_", on: { number: "number" }, where });
  test.each<[string, Relation, string, string]>([
    ["an undeclared column of a declared dataset", source("judgments", ["number", "secret"]), "RULE_COLUMN_UNDECLARED", "rule"],
    ["an undeclared dataset", rule.filter(source("persons", ["id"]), rule.flag(true)), "RULE_COLUMN_UNDECLARED", "rule.from"],
    ["a dataset named like a member of every object", source("constructor", ["name"]), "RULE_COLUMN_UNDECLARED", "rule"],
    ["a column that the relation does not have", filtered(rule.isNull(column("nothing"))), "RULE_MALFORMED", "rule.where.of"],
    ["an amount compared with a number", filtered(rule.less(column("fine"), rule.integer(1))), "RULE_TYPE_MISMATCH", "rule.where.right"],
    [
      "an amount in fen that is not whole",
      filtered(rule.less(column("fine"), rule.literal("amount", 0.5))),
      "RULE_TYPE_MISMATCH",
      "rule.where.right.value",
    ],
    [
      "a number beyond 2^53 - 1",
      filtered(rule.less(column("months"), rule.integer(2 ** 53))),
      "RULE_TYPE_MISMATCH",
      "rule.where.right.value",
    ],
    [
      "a day that does not exist",
      filtered(rule.less(column("judged_on"), rule.day("2023-02-29"))),
      "RULE_TYPE_MISMATCH",
      "rule.where.right.value",
    ],
    [
      "money times money",
      filtered(rule.less(rule.multiply(column("fine"), column("fine")), rule.yuan(1))),
      "RULE_TYPE_MISMATCH",
      "rule.where.left.right",
    ],
    ["an order of booleans", filtered(rule.less(column("is_minor"), rule.flag(true))), "RULE_TYPE_MISMATCH", "rule.where.left"],
    ["a condition that is no condition", filtered(column("fine")), "RULE_TYPE_MISMATCH", "rule.where"],
    ["an unknown parameter", filtered(rule.equal(column("months"), rule.parameter("most"))), "RULE_MALFORMED", "rule.where.right"],
    ["a join without equality", rule.join(judgments, judgments, { prefix: "r_", on: {} }), "RULE_UNBOUNDED", "rule"],
    [
      "an absence without equality",
      rule.absent(judgments, judgments, { prefix: "r_", on: {}, where: rule.flag(true) }),
      "RULE_UNBOUNDED",
      "rule",
    ],
    [
      "a join of different types",
      rule.join(judgments, judgments, { prefix: "r_", on: { number: "fine" } }),
      "RULE_TYPE_MISMATCH",
      "rule.on[0]",
    ],
    [
      "a join whose prefix makes a column twice",
      rule.join(joined(rule.flag(true)), judgments, { prefix: "r_", on: { number: "number" } }),
      "RULE_MALFORMED",
      "rule.prefix",
    ],
    [
      "a fault deep on the left",
      rule.absent(filtered(rule.not(column("fine"))), judgments, { prefix: "r_", on: { number: "number" } }),
      "RULE_TYPE_MISMATCH",
      "rule.left.where.of",
    ],
    ["a group by nothing", rule.group(judgments, [], { n: rule.count() }), "RULE_MALFORMED", "rule.by"],
    [
      "a sum of decimals",
      rule.group(judgments, ["number"], { n: rule.sum(column("share")) }),
      "RULE_TYPE_MISMATCH",
      "rule.aggregates.n.of",
    ],
    ["an aggregate that hides a key", rule.group(judgments, ["number"], { number: rule.count() }), "RULE_MALFORMED", "rule.aggregates"],
    ["a rank without order", rule.rank(judgments, { partition: [], order: [], as: "n" }), "RULE_MALFORMED", "rule.order"],
    [
      "a look back of no rows",
      rule.sequence(judgments, { partition: [], order: [rule.ascending("fine")], previous: { before: "fine" }, back: 0 }),
      "RULE_MALFORMED",
      "rule.back",
    ],
    [
      "edges between days",
      rule.connect(judgments, { left: "judged_on", right: "number", steps: 1, as: "c" }),
      "RULE_TYPE_MISMATCH",
      "rule.left",
    ],
    [
      "a group in nine steps",
      rule.connect(judgments, { left: "number", right: "number", steps: 9, as: "c" }),
      "RULE_MALFORMED",
      "rule.steps",
    ],
    ["an empty word", filtered(rule.matchesAny(column("number"), ["x", ""])), "RULE_MALFORMED", "rule.where.of.words[1]"],
    ["words of a day", filtered(rule.matchesAny(column("judged_on"), ["x"])), "RULE_TYPE_MISMATCH", "rule.where.of.text"],
    ["a union of different columns", rule.union(judgments, source("judgments", ["number"])), "RULE_MALFORMED", "rule.parts[1]"],
    ["a constant of another type", rule.values({ floor: "amount" }, [[1], ["1"]]), "RULE_TYPE_MISMATCH", "rule.rows[1][0]"],
    ["a constant row that is too short", rule.values({ a: "text", b: "text" }, [["x"]]), "RULE_MALFORMED", "rule.rows[0]"],
    ["a column name that is no name", rule.project(judgments, { 'x"; drop': column("fine") }), "RULE_MALFORMED", "rule.columns"],
  ])("%s", (_title, relation, code, where) => {
    expect(faultOf(relation)).toEqual({ code, where });
  });
});

test("a sound rule is answered with its columns in order", () => {
  const grouped = rule.group(rule.filter(judgments, rule.atLeast(column("months"), rule.parameter("least"))), ["number"], {
    cases: rule.count(),
    total: rule.sum(column("fine")),
    newest: rule.max(column("judged_on")),
  });
  expect(checkRule(grouped, context)).toEqual([
    { name: "number", type: "text" },
    { name: "cases", type: "integer" },
    { name: "total", type: "amount" },
    { name: "newest", type: "date" },
  ]);
});
