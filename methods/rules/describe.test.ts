import * as fc from "fast-check";
import { expect, test } from "vitest";
import * as rule from "./build.ts";
import { checkRule } from "./check.ts";
import { describeRule } from "./describe.ts";
import { columnsUsed, inputsOf } from "./lineage.ts";
import { CONTEXT, drawRelation } from "./testing/random-rule.ts";

const { column } = rule;
const paid = rule.source("payments", ["person", "month", "amount"]);
const stays = rule.project(rule.source("stays", ["id", "entered", "left_on", "ends"]), {
  id: column("id"),
  entered: column("entered"),
  until: rule.coalesce(column("left_on"), column("ends")),
});
const inside = rule.join(paid, stays, { prefix: "s_", on: { person: "id" }, where: rule.atLeast(column("month"), column("s_entered")) });
const unrecovered = rule.absent(inside, rule.source("recoveries", ["person", "month"]), {
  prefix: "r_",
  on: { person: "person", month: "month" },
});
const example = rule.filter(
  rule.group(unrecovered, ["person"], {
    months: rule.countDistinct(column("month")),
    total: rule.sum(column("amount")),
    until: rule.max(column("s_until")),
  }),
  rule.greater(column("total"), rule.yuan(2000)),
);

test("a rule is told step by step in both languages, with the titles of columns where they are known", () => {
  const titles = {
    dataset: (id: string) => (id === "payments" ? { zh: "养老金发放", en: "Pension payments" } : null),
    column: (name: string) => (name === "total" ? { zh: "合计金额", en: "Sum" } : null),
  };
  const lines = describeRule(example, titles);
  expect(lines.map((line) => line.en)).toEqual([
    "Step 1: take person, month, amount of “Pension payments”",
    "Step 2: take id, entered, left_on, ends of “stays”",
    "Step 3: from step 2 compute id, entered, until = left_on, or if empty ends",
    "Step 4: match step 1 with step 3 on person = s_id and month ≥ s_entered",
    "Step 5: take person, month of “recoveries”",
    "Step 6: rows of step 4 for which step 5 holds none with person = r_person and month = r_month",
    "Step 7: group step 6 by person: months = number of different month, Sum = sum of amount, until = greatest s_until",
    "Step 8: of step 7 keep where Sum > 2000 yuan",
  ]);
  expect(lines[0]?.zh).toBe("第1步：取「养老金发放」的 person、month、amount");
  expect(lines[7]?.zh).toBe("第8步：在第7步中只留 合计金额 ＞ 2000元");
});

test("groups, looking back and words are told with their numbers and their words", () => {
  const edges = rule.connect(rule.source("firms", ["firm", "address", "scope"]), {
    left: "firm",
    right: "address",
    steps: 6,
    as: "cluster",
  });
  const earlier = rule.sequence(edges, { partition: ["cluster"], order: [rule.ascending("firm")], previous: { before: "firm" }, back: 9 });
  const worded = rule.project(earlier, { word: rule.matchingWord(column("scope"), ["贸易", "咨询"], ["不含贸易"]) });
  expect(describeRule(worded).map((line) => line.en)).toEqual([
    "Step 1: take firm, address, scope of “firms”",
    "Step 2: in step 1, what firm and address connect (over at most 6 steps) is one group, named by its smallest member as cluster",
    "Step 3: order step 2 within equal cluster by firm ascending and take firm of the row 9 before",
    "Step 4: from step 3 compute word = the first of these words in scope (not counting “不含贸易”): “贸易”, “咨询”",
  ]);
});

test("a relation that stands in several places is told once, also when it was read from JSON", () => {
  const counted = rule.group(paid, ["person"], { n: rule.count() });
  const twice = rule.join(paid, counted, { prefix: "c_", on: { person: "person" } });
  const told = [
    "take person, month, amount of “payments”",
    "group step 1 by person: n = number of rows",
    "match step 1 with step 2 on person = c_person",
  ];
  for (const relation of [twice, structuredClone(twice)]) {
    expect(describeRule(relation).map((line) => line.en)).toEqual(told.map((line, at) => `Step ${at + 1}: ${line}`));
  }
});

test("lineage names the source columns behind each result column, through joins, groups and expressions", () => {
  expect(columnsUsed(example)).toEqual({
    person: [{ dataset: "payments", column: "person" }],
    months: [{ dataset: "payments", column: "month" }],
    total: [{ dataset: "payments", column: "amount" }],
    until: [
      { dataset: "stays", column: "ends" },
      { dataset: "stays", column: "left_on" },
    ],
  });
});

test("inputs tell what the rule relies on being there and what on being absent", () => {
  expect(inputsOf(example)).toEqual([
    { dataset: "payments", presence: "present", columns: ["person", "month", "amount"] },
    { dataset: "stays", presence: "present", columns: ["id", "entered", "left_on", "ends"] },
    { dataset: "recoveries", presence: "absent", columns: ["person", "month"] },
  ]);
});

test("every sound rule has words and a lineage for each result column", () => {
  fc.assert(
    fc.property(fc.gen(), (draw) => {
      const relation = drawRelation(draw, 4);
      expect(Object.keys(columnsUsed(relation))).toEqual(checkRule(relation, CONTEXT).map(({ name }) => name));
      for (const line of describeRule(relation)) expect(`${line.zh}${line.en}`).not.toMatch(/undefined|\[object/);
    }),
  );
});
