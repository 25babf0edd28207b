import * as fc from "fast-check";
import { expect, test } from "vitest";
import * as rule from "./build.ts";
import { addMonths, dayFromNumber, dayNumber } from "./calendar.ts";
import { evaluate } from "./evaluate.ts";
import { interpretRule } from "./interpret.ts";
import { compareText, type Value } from "./value.ts";

const { column } = rule;

/** The interpreter is the oracle of the compilers, so its own answers are pinned by hand here. */
test.each<[string, Parameters<typeof evaluate>[0], Value]>([
  ["a comparison with null is unknown", rule.equal(rule.integer(1), rule.literal("integer", null)), null],
  ["unknown and false is false", rule.and(rule.literal("boolean", null), rule.flag(false)), false],
  ["unknown or true is true", rule.or(rule.literal("boolean", null), rule.flag(true)), true],
  ["not unknown is unknown", rule.not(rule.literal("boolean", null)), null],
  ["an unknown condition takes the other branch", rule.choose(rule.literal("boolean", null), rule.integer(1), rule.integer(2)), 2],
  ["the largest whole number plus one is null", rule.add(rule.integer(Number.MAX_SAFE_INTEGER), rule.integer(1)), null],
  ["a product beyond 2^53 - 1 is null", rule.multiply(rule.yuan(1_000_000), rule.integer(1_000_000_000)), null],
  ["31 January plus a month is the last of February", rule.addMonths(rule.day("2024-01-31"), rule.integer(1)), "2024-02-29"],
  ["29 February plus a year is 28 February", rule.addMonths(rule.day("2024-02-29"), rule.integer(12)), "2025-02-28"],
  ["31 March minus a month is 28 February", rule.addMonths(rule.day("2023-03-31"), rule.integer(-1)), "2023-02-28"],
  ["the day after the last day is null", rule.addDays(rule.day("9999-12-31"), rule.integer(1)), null],
  ["days across a leap day", rule.daysBetween(rule.day("2024-02-28"), rule.day("2024-03-01")), 2],
  ["1900 had no leap day", rule.daysBetween(rule.day("1900-02-28"), rule.day("1900-03-01")), 1],
  ["length counts code points", rule.length(rule.text("𠮷岳")), 2],
  ["text joined with null is null", rule.concat(rule.text("a"), rule.literal("text", null)), null],
])("%s", (_title, scalar, expected) => {
  expect(evaluate(scalar, new Map(), new Map())).toEqual(expected);
});

test("days and their numbers agree with the platform's calendar", () => {
  expect(dayNumber("0001-01-01")).toBe(0);
  expect(dayFromNumber(3_652_058)).toBe("9999-12-31");
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3_652_058 }), fc.integer({ min: -20_000, max: 20_000 }), (number, months) => {
      const day = dayFromNumber(number) ?? "";
      expect(dayNumber(day)).toBe(number);
      const later = addMonths(day, months);
      if (later !== null) expect(addMonths(later, -months)?.slice(0, 7)).toBe(day.slice(0, 7));
    }),
  );
});

test("text compares by code point, as UTF-8 bytes do", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (left, right) => {
      expect(Math.sign(compareText(left, right))).toBe(Math.sign(Buffer.compare(Buffer.from(left), Buffer.from(right))));
    }),
  );
});

test("absence keeps a row whose condition is unknown, and a left join keeps it with nulls", () => {
  const context = { datasets: { a: { id: "text", day: "date" }, b: { id: "text", day: "date" } }, parameters: {} } as const;
  const rows = {
    a: [
      { id: "1", day: "2024-01-01", _ref: "a:1" },
      { id: null, day: null, _ref: "a:2" },
    ],
    b: [{ id: "1", day: null, _ref: "b:1" }],
  };
  const match = { prefix: "b_", on: { id: "id" }, where: rule.less(column("day"), column("b_day")) };
  const [left, right] = [rule.source("a", ["id", "day"]), rule.source("b", ["id", "day"])];
  const run = (relation: Parameters<typeof interpretRule>[0]) =>
    interpretRule(relation, { context, parameters: {}, rows: (dataset) => (dataset === "a" ? rows.a : rows.b) }).rows.map(
      ({ values, refs }) => [values["b_day"], refs],
    );
  expect(run(rule.absent(left, right, match))).toEqual([
    [undefined, ["a:1"]],
    [undefined, ["a:2"]],
  ]);
  expect(run(rule.join(left, right, { ...match, kind: "left" }))).toEqual([
    [null, ["a:1"]],
    [null, ["a:2"]],
  ]);
  expect(run(rule.join(left, right, { prefix: "b_", on: { id: "id" } }))).toEqual([[null, ["a:1", "b:1"]]]);
});

test("a source row with a value of another type is refused, not compared", () => {
  const context = { datasets: { a: { n: "integer" } }, parameters: {} } as const;
  const interpretation = { context, parameters: {}, rows: () => [{ n: "1", _ref: "a:1" }] };
  expect(() => interpretRule(rule.source("a", ["n"]), interpretation)).toThrow("RULE_TYPE_MISMATCH");
});
