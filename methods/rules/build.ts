import type { Aggregate, ColumnType, JoinRelation, Order, Relation, Scalar } from "@yuejian/contracts";
import type { Value } from "./value.ts";

/** Small functions with which authors write rules. They only make the data of contracts/rule.ts; `checkRule` tells whether it is a rule. */

export function source(dataset: string, columns: readonly string[]): Relation {
  return { op: "source", dataset, columns };
}

export function values(columns: Readonly<Record<string, ColumnType>>, rows: readonly (readonly Value[])[]): Relation {
  return { op: "values", columns, rows };
}

export function filter(from: Relation, ...where: readonly Scalar[]): Relation {
  return { op: "filter", from, where: and(...where) };
}

export function project(from: Relation, columns: Readonly<Record<string, Scalar>>): Relation {
  return { op: "project", from, columns };
}

/** Left and right rows with equal columns: `on` maps left to right. Right columns get `prefix`. */
interface Match {
  readonly prefix: string;
  readonly on: Readonly<Record<string, string>>;
  readonly where?: Scalar;
}

export function join(left: Relation, right: Relation, match: Match & { readonly kind?: JoinRelation["kind"] }): Relation {
  return { op: "join", kind: match.kind ?? "inner", left, right, ...matched(match) };
}

/** Left rows that no right row meets. */
export function absent(left: Relation, right: Relation, match: Match): Relation {
  return { op: "absent", left, right, ...matched(match) };
}

function matched({ prefix, on, where }: Match) {
  return { prefix, on: Object.entries(on).map(([left, right]) => ({ left, right })), ...(where ? { where } : {}) };
}

export function group(from: Relation, by: readonly string[], aggregates: Readonly<Record<string, Aggregate>>): Relation {
  return { op: "group", from, by, aggregates };
}

export const count = (): Aggregate => ({ fn: "count" });
export const countDistinct = (of: Scalar): Aggregate => ({ fn: "count-distinct", of });
export const sum = (of: Scalar): Aggregate => ({ fn: "sum", of });
export const min = (of: Scalar): Aggregate => ({ fn: "min", of });
export const max = (of: Scalar): Aggregate => ({ fn: "max", of });

export const ascending = (name: string): Order => ({ column: name, direction: "ascending" });
export const descending = (name: string): Order => ({ column: name, direction: "descending" });

interface Window {
  readonly partition: readonly string[];
  readonly order: readonly Order[];
}

export function rank(from: Relation, { partition, order, as }: Window & { readonly as: string }): Relation {
  return { op: "rank", from, partition, order, as };
}

export function sequence(
  from: Relation,
  { partition, order, previous, back }: Window & { readonly previous: Readonly<Record<string, string>>; readonly back?: number },
): Relation {
  return { op: "sequence", from, partition, order, previous, ...(back === undefined ? {} : { back }) };
}

/** Rows as edges between two text columns; `as` names the connected group by its smallest member. */
export function connect(
  from: Relation,
  { left, right, steps, as }: { readonly left: string; readonly right: string; readonly steps: number; readonly as: string },
): Relation {
  return { op: "connect", from, left, right, steps, as };
}

export function union(...parts: readonly Relation[]): Relation {
  return { op: "union", parts };
}

export const column = (name: string): Scalar => ({ op: "column", name });
export const parameter = (name: string): Scalar => ({ op: "parameter", name });

export const literal = (type: ColumnType, value: Value): Scalar => ({ op: "literal", type, value });
export const text = (value: string): Scalar => literal("text", value);
export const integer = (value: number): Scalar => literal("integer", value);
/** YYYY-MM-DD. */
export const day = (value: string): Scalar => literal("date", value);
export const flag = (value: boolean): Scalar => literal("boolean", value);
/** An amount of whole yuan; amounts are stored in fen. */
export const yuan = (value: number): Scalar => literal("amount", value * 100);

type Binary<Op extends string> = (left: Scalar, right: Scalar) => { readonly op: Op; readonly left: Scalar; readonly right: Scalar };
const binary =
  <const Op extends string>(op: Op): Binary<Op> =>
  (left, right) => ({ op, left, right });

export const equal: Binary<"equal"> = binary("equal");
export const unequal: Binary<"unequal"> = binary("unequal");
export const less: Binary<"less"> = binary("less");
export const atMost: Binary<"at-most"> = binary("at-most");
export const greater: Binary<"greater"> = binary("greater");
export const atLeast: Binary<"at-least"> = binary("at-least");
export const add: Binary<"add"> = binary("add");
export const subtract: Binary<"subtract"> = binary("subtract");
export const multiply: Binary<"multiply"> = binary("multiply");

/** One condition stays itself. */
export function and(...of: readonly Scalar[]): Scalar {
  return of.length === 1 && of[0] ? of[0] : { op: "and", of };
}

export function or(...of: readonly Scalar[]): Scalar {
  return of.length === 1 && of[0] ? of[0] : { op: "or", of };
}

export const not = (of: Scalar): Scalar => ({ op: "not", of });
export const isNull = (of: Scalar): Scalar => ({ op: "is-null", of });
export const isNotNull = (of: Scalar): Scalar => ({ op: "is-not-null", of });
export const isIn = (of: Scalar, values: readonly (string | number)[]): Scalar => ({ op: "in", of, values });
export const coalesce = (...of: readonly Scalar[]): Scalar => ({ op: "coalesce", of });
export const concat = (...of: readonly Scalar[]): Scalar => ({ op: "concat", of });

/** `whenTrue` where the condition is true, else (also where it is unknown) `otherwise`. */
export function choose(when: Scalar, whenTrue: Scalar, otherwise: Scalar): Scalar {
  return { op: "if", when, then: whenTrue, else: otherwise };
}

export const daysBetween = (from: Scalar, to: Scalar): Scalar => ({ op: "days-between", from, to });
export const addDays = (to: Scalar, count: Scalar): Scalar => ({ op: "add-days", to, count });
export const addMonths = (to: Scalar, count: Scalar): Scalar => ({ op: "add-months", to, count });
export const firstOfMonth = (of: Scalar): Scalar => ({ op: "first-of-month", of });
export const dayText = (of: Scalar): Scalar => ({ op: "day-text", of });
export const yearOf = (of: Scalar): Scalar => ({ op: "year-of", of });
export const monthOf = (of: Scalar): Scalar => ({ op: "month-of", of });
export const contains = (whole: Scalar, part: Scalar): Scalar => ({ op: "contains", text: whole, part });
export const startsWith = (whole: Scalar, part: Scalar): Scalar => ({ op: "starts-with", text: whole, part });
/** The first of the words that the text contains outside the phrases `unless`; null when none. */
export const matchingWord = (whole: Scalar, words: readonly string[], unless: readonly string[] = []): Scalar => ({
  op: "matching-word",
  text: whole,
  words,
  unless,
});
/** Never unknown: an empty text matches nothing. */
export const matchesAny = (whole: Scalar, words: readonly string[], unless: readonly string[] = []): Scalar =>
  isNotNull(matchingWord(whole, words, unless));
export const length = (of: Scalar): Scalar => ({ op: "length", of });
