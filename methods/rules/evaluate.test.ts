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
  ["the first word of the list, not of the text", rule.matchingWord(rule.text("触电后坠落"), ["坠落", "触电"]), "坠落"],
  ["a word inside a phrase that was taken out does not count", rule.matchingWord(rule.text("未坠落"), ["坠落"], ["未坠落"]), null],
  ["a word beside a phrase that was taken out counts", rule.matchesAny(rule.text("未坠落，后坠落"), ["坠落"], ["未坠落"]), true],
  ["taking out a phrase makes no new word", rule.matchingWord(rule.text("坠否认落"), ["坠落"], ["否认"]), null],
  ["signs of patterns stand for themselves", rule.matchingWord(rule.text("50% (.*)$&"), ["a%", "_", ".+", "$&"], ["%"]), "$&"],
  ["no word is in a text that is null", rule.matchesAny(rule.literal("text", null), ["a"]), false],
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

/** Edges a–b, b–c, c–d, d–e, and x–y; a row without an end; one without any. */
const CHAIN = [
  ["d", "e"],
  ["c", "d"],
  ["b", "c"],
  ["b", "a"],
  ["y", "x"],
  ["z", null],
  [null, null],
] as const;

test.each([
  [1, ["c", "b", "a", "a", "x", "z", null]],
  [3, ["a", "a", "a", "a", "x", "z", null]],
])("in %i steps the rows of a chain know the smallest member as near as that to one of their ends", (steps, expected) => {
  const edges = rule.values({ left: "text", right: "text" }, CHAIN);
  const connected = rule.connect(edges, { left: "left", right: "right", steps, as: "least" });
  const { rows } = interpretRule(connected, { context: { datasets: {}, parameters: {} }, parameters: {}, rows: () => [] });
  expect(rows.map((row) => row.values["least"])).toEqual(expected);
});

test("the n-th row within a span is the one whose day n - 1 rows back is within it", () => {
  const days = ["2020-01-01", "2022-01-01", "2023-06-01", "2023-12-31", "2024-01-01"];
  const suits = rule.values(
    { day: "date" },
    days.map((day) => [day]),
  );
  const third = rule.sequence(suits, { partition: [], order: [rule.ascending("day")], previous: { first: "day" }, back: 2 });
  const dense = rule.filter(third, rule.greater(rule.addMonths(column("first"), rule.integer(24)), column("day")));
  const { rows } = interpretRule(dense, { context: { datasets: {}, parameters: {} }, parameters: {}, rows: () => [] });
  expect(rows.map(({ values }) => [values["first"], values["day"]])).toEqual([
    ["2022-01-01", "2023-12-31"],
    ["2023-06-01", "2024-01-01"],
  ]);
});

test("a source row with a value of another type is refused, not compared", () => {
  const context = { datasets: { a: { n: "integer" } }, parameters: {} } as const;
  const interpretation = { context, parameters: {}, rows: () => [{ n: "1", _ref: "a:1" }] };
  expect(() => interpretRule(rule.source("a", ["n"]), interpretation)).toThrow("RULE_TYPE_MISMATCH");
});
