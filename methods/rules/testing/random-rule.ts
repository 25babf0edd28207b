import type { Aggregate, ColumnType, Order, Relation, Scalar } from "@yuejian/contracts";
import * as fc from "fast-check";
import { checkRule, type RuleContext } from "../check.ts";
import type { SourceRow } from "../interpret.ts";
import { COLUMN_TYPES, type Value } from "../value.ts";

/** Draws a value, as `fc.gen()` gives it to a property. */
export type Draw = <T, Args extends unknown[]>(builder: (...args: Args) => fc.Arbitrary<T>, ...args: Args) => T;

export const CONTEXT: RuleContext = {
  datasets: {
    people: { id: "text", name: "text", born: "date", sum: "amount", flag: "boolean", n: "integer", share: "decimal" },
    events: { id: "text", on_day: "date", kind: "text", sum: "amount", n: "integer" },
  },
  parameters: { p_text: "text", p_int: "integer", p_day: "date", p_sum: "amount", p_flag: "boolean", p_share: "decimal" },
};

/** Few values, so that they meet, and the awkward ones among them. */
export const POOL: Readonly<Record<ColumnType, readonly (string | number | boolean)[]>> = {
  text: ["", "a", "B", "b", "岳阳", "岳", "耕地", "𠮷", "\uE000", "a b", "O'Neil\\", "é", "e\u0301", "%_"],
  integer: [0, 1, -1, 2, 12, 31, 4_000_000, 9_007_199_254_740_991, -9_007_199_254_740_991],
  amount: [0, 1, 50_000, 99_999, 100_000, 200_000, -100, 9_007_199_254_740_991, -9_007_199_254_740_991],
  decimal: [0, 0.1, 0.2, 0.3, -1.5, 1e-7, 1e21, 5e-324, 1.7976931348623157e308],
  date: [
    "0001-01-01",
    "9999-12-31",
    "2024-01-31",
    "2024-02-29",
    "2023-02-28",
    "2000-02-29",
    "1900-03-01",
    "2024-03-01",
    "2023-12-31",
    "1582-10-10",
  ],
  boolean: [true, false],
};

const WORDS = POOL.text.filter((text): text is string => text !== "");

const oneOf = <T>(values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const many = <T>(values: readonly T[], minLength: number, maxLength: number): fc.Arbitrary<T[]> =>
  fc.subarray([...values], { minLength, maxLength: Math.min(maxLength, values.length) });

function cell(type: ColumnType): fc.Arbitrary<Value> {
  return fc.option(oneOf<Value>(POOL[type]), { nil: null, freq: 6 });
}

export function drawParameters(draw: Draw): Record<string, Value> {
  return Object.fromEntries(Object.entries(CONTEXT.parameters).map(([name, type]) => [name, draw(cell, type)]));
}

export function drawRows(draw: Draw, dataset: string): readonly SourceRow[] {
  const columns = Object.entries(CONTEXT.datasets[dataset] ?? {});
  const size = draw(fc.nat, { max: 6 });
  const rows = Array.from({ length: size }, (_, index): SourceRow => {
    const values = Object.fromEntries(columns.map(([name, type]) => [name, draw(cell, type)]));
    return { ...values, _ref: `${dataset}:${index + 1}` };
  });
  // Duplicates, also of the reference: the same row in two places.
  return size > 0 && draw(fc.boolean) ? [...rows, rows[0] as SourceRow] : rows;
}

/** A relation that `checkRule` accepts. */
export function drawRelation(draw: Draw, depth: number): Relation {
  const ops =
    depth <= 0
      ? ["source", "values"]
      : [
          "source",
          "filter",
          "filter",
          "project",
          "join",
          "join",
          "absent",
          "absent",
          "group",
          "group",
          "rank",
          "sequence",
          "connect",
          "connect",
          "union",
        ];
  const op = draw(oneOf<string>, ops);
  const from = () => drawRelation(draw, depth - 1);
  switch (op) {
    case "source": {
      const dataset = draw(oneOf<string>, Object.keys(CONTEXT.datasets));
      return { op: "source", dataset, columns: draw(many<string>, Object.keys(CONTEXT.datasets[dataset] ?? {}), 1, 9) };
    }
    case "filter": {
      const relation = from();
      return { op, from: relation, where: drawScalar(draw, "boolean", columnsOf(relation), 3) };
    }
    case "project": {
      const relation = from();
      const [columns, size] = [columnsOf(relation), draw(fc.integer, { min: 1, max: 4 })];
      const entries = Array.from({ length: size }, (_, index) => {
        const kept = draw(fc.boolean) ? draw(oneOf<readonly [string, ColumnType]>, [...columns]) : null;
        const scalar: Scalar = kept ? { op: "column", name: kept[0] } : drawScalar(draw, draw(oneOf<ColumnType>, COLUMN_TYPES), columns, 3);
        return [`c${index}`, scalar] as const;
      });
      return { op, from: relation, columns: Object.fromEntries(entries) };
    }
    case "join":
    case "absent":
      return drawJoin(draw, op, from(), from());
    case "group":
      return drawGroup(draw, from());
    case "rank":
    case "sequence": {
      const relation = from();
      const columns = columnsOf(relation);
      const names = [...columns.keys()];
      const order = draw(many<string>, names, 1, 2).map(
        (column): Order => ({ column, direction: draw(oneOf<Order["direction"]>, ["ascending", "descending"]) }),
      );
      const partition = draw(many<string>, names, 0, 2);
      if (op === "rank") return { op, from: relation, partition, order, as: fresh(columns, "place") };
      return {
        op,
        from: relation,
        partition,
        order,
        previous: { [fresh(columns, "before")]: draw(oneOf<string>, names) },
        ...(draw(fc.boolean) ? { back: draw(fc.integer, { min: 1, max: 3 }) } : {}),
      };
    }
    case "connect": {
      const relation = from();
      const columns = columnsOf(relation);
      const texts = [...columns].filter(([, type]) => type === "text").map(([name]) => name);
      if (texts.length === 0) return relation;
      const [left, right] = [draw(oneOf<string>, texts), draw(oneOf<string>, texts)];
      return { op, from: relation, left, right, steps: draw(fc.integer, { min: 1, max: 4 }), as: fresh(columns, "cluster") };
    }
    case "union": {
      const [first, second] = [from(), from()];
      return { op, parts: [first, shapedLike(draw, columnsOf(first), second)] };
    }
    default: {
      const columns = Object.fromEntries(draw(many<ColumnType>, COLUMN_TYPES, 1, 4).map((type, index) => [`v${index}`, type]));
      const rows = Array.from({ length: draw(fc.nat, { max: 4 }) }, () => Object.values(columns).map((type) => draw(cell, type)));
      return { op: "values", columns, rows };
    }
  }
}

type Columns = ReadonlyMap<string, ColumnType>;

function columnsOf(relation: Relation): Columns {
  return new Map(checkRule(relation, CONTEXT).map(({ name, type }) => [name, type]));
}

function fresh(columns: Columns, stem: string): string {
  let name = stem;
  while (columns.has(name)) name += "x";
  return name;
}

function drawJoin(draw: Draw, op: "join" | "absent", left: Relation, right: Relation): Relation {
  const leftColumns = [...columnsOf(left)];
  const pairs = (of: Relation) =>
    leftColumns.flatMap(([a, type]) => [...columnsOf(of)].filter(([, other]) => other === type).map(([b]) => ({ left: a, right: b })));
  // Where no types meet, any relation joins with itself.
  const other = pairs(right).length > 0 ? right : left;
  let prefix = "r_";
  while (leftColumns.some(([name]) => name.startsWith(prefix))) prefix = `r${prefix}`;
  const both = new Map([...leftColumns, ...Array.from(columnsOf(other), ([name, type]) => [prefix + name, type] as const)]);
  const common = {
    left,
    right: other,
    prefix,
    on: draw(many<{ left: string; right: string }>, pairs(other), 1, 2),
    ...(draw(fc.boolean) ? { where: drawScalar(draw, "boolean", both, 2) } : {}),
  };
  return op === "join" ? { op, kind: draw(oneOf<"inner" | "left">, ["inner", "left"]), ...common } : { op, ...common };
}

function drawGroup(draw: Draw, from: Relation): Relation {
  const columns = columnsOf(from);
  const by = draw(many<string>, [...columns.keys()], 1, 2);
  const aggregates = Array.from({ length: draw(fc.nat, { max: 3 }) }, (_, index): [string, Aggregate] => {
    const fn = draw(oneOf<Aggregate["fn"]>, ["count", "count-distinct", "sum", "min", "max"]);
    const types =
      fn === "sum"
        ? (["integer", "amount"] as const)
        : fn === "count-distinct"
          ? COLUMN_TYPES
          : COLUMN_TYPES.filter((type) => type !== "boolean");
    const aggregate: Aggregate = fn === "count" ? { fn } : { fn, of: drawScalar(draw, draw(oneOf<ColumnType>, types), columns, 1) };
    return [fresh(columns, `g${index}`), aggregate];
  });
  return { op: "group", from, by, aggregates: Object.fromEntries(aggregates) };
}

function shapedLike(draw: Draw, columns: Columns, relation: Relation): Relation {
  const own = columnsOf(relation);
  const entries = Array.from(columns, ([name, type]) => [name, drawScalar(draw, type, own, 1)] as const);
  return { op: "project", from: relation, columns: Object.fromEntries(entries) };
}

function drawScalar(draw: Draw, type: ColumnType, columns: Columns, depth: number): Scalar {
  const inner = (of: ColumnType) => drawScalar(draw, of, columns, depth - 1);
  const candidates = Array.from(columns).filter(([, of]) => of === type);
  const leaves = ["literal", "parameter", ...(candidates.length > 0 ? ["column", "column", "column"] : [])];
  const op = draw(oneOf<string>, depth <= 0 ? leaves : [...leaves, ...BRANCHES[type], "coalesce", "if"]);
  switch (op) {
    case "column":
      return { op, name: draw(oneOf<readonly [string, ColumnType]>, candidates)[0] };
    case "parameter":
      return { op, name: Object.entries(CONTEXT.parameters).find(([, of]) => of === type)?.[0] ?? "" };
    case "equal":
    case "unequal": {
      const of = draw(oneOf<ColumnType>, COLUMN_TYPES);
      return { op, left: inner(of), right: inner(of) };
    }
    case "less":
    case "at-most":
    case "greater":
    case "at-least": {
      const of = draw(
        oneOf<ColumnType>,
        COLUMN_TYPES.filter((each) => each !== "boolean"),
      );
      return { op, left: inner(of), right: inner(of) };
    }
    case "and":
    case "or":
      return { op, of: [inner("boolean"), inner("boolean"), inner("boolean")].slice(0, draw(fc.integer, { min: 1, max: 3 })) };
    case "not":
      return { op, of: inner("boolean") };
    case "is-null":
    case "is-not-null":
      return { op, of: inner(draw(oneOf<ColumnType>, COLUMN_TYPES)) };
    case "in": {
      const of = draw(oneOf<"text" | "integer" | "amount" | "date" | "decimal">, ["text", "integer", "amount", "date", "decimal"]);
      return { op, of: inner(of), values: draw(many<string | number>, POOL[of] as readonly (string | number)[], 1, 3) };
    }
    case "add":
    case "subtract":
      return { op, left: inner(type), right: inner(type) };
    case "multiply": {
      const [left, right] = [inner(type), inner("integer")];
      return draw(fc.boolean) ? { op, left, right } : { op, left: right, right: left };
    }
    case "coalesce":
      return { op, of: [inner(type), inner(type)] };
    case "concat":
      return { op, of: [inner("text"), inner("text")] };
    case "if":
      return { op, when: inner("boolean"), then: inner(type), else: inner(type) };
    case "days-between":
      return { op, from: inner("date"), to: inner("date") };
    case "add-days":
    case "add-months":
      return { op, to: inner("date"), count: inner("integer") };
    case "first-of-month":
    case "day-text":
    case "year-of":
    case "month-of":
      return { op, of: inner("date") };
    case "length":
      return { op, of: inner("text") };
    case "matching-word":
      return { op, text: inner("text"), words: draw(many<string>, WORDS, 1, 4), unless: draw(many<string>, WORDS, 0, 2) };
    case "contains":
    case "starts-with":
      return { op, text: inner("text"), part: inner("text") };
    default:
      return { op: "literal", type, value: draw(cell, type) };
  }
}

const BRANCHES: Readonly<Record<ColumnType, readonly string[]>> = {
  text: ["concat", "matching-word", "day-text"],
  integer: ["add", "subtract", "multiply", "days-between", "year-of", "month-of", "length"],
  amount: ["add", "subtract", "multiply"],
  decimal: [],
  date: ["add-days", "add-months", "first-of-month"],
  boolean: [
    "equal",
    "unequal",
    "less",
    "at-most",
    "greater",
    "at-least",
    "and",
    "or",
    "not",
    "is-null",
    "is-not-null",
    "in",
    "contains",
    "starts-with",
  ],
};
