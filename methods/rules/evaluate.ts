import { type Scalar, YuejianError } from "@yuejian/contracts";
import { addMonths, dayFromNumber, dayNumber, parts } from "./calendar.ts";
import { compareValues, TAKEN_OUT, type Value } from "./value.ts";

/** One row by column name. */
export type Cells = ReadonlyMap<string, Value>;

/** What has a value by name; undefined where there is no such name. */
export interface Named {
  get(name: string): Value | undefined;
}

/** Value of a scalar that `scalarType` accepted, for one row. */
export function evaluate(scalar: Scalar, row: Named, parameters: Named): Value {
  const value = (part: Scalar) => evaluate(part, row, parameters);
  switch (scalar.op) {
    case "column":
      return lookUp(row, scalar.name, "column");
    case "parameter":
      return lookUp(parameters, scalar.name, "parameter");
    case "literal":
      return scalar.value;
    case "equal":
    case "unequal":
    case "less":
    case "at-most":
    case "greater":
    case "at-least":
      return compare(scalar.op, value(scalar.left), value(scalar.right));
    case "and":
      return conjunction(scalar.of, value, false);
    case "or":
      return conjunction(scalar.of, value, true);
    case "not": {
      const of = value(scalar.of);
      return of === null ? null : !of;
    }
    case "is-null":
      return value(scalar.of) === null;
    case "is-not-null":
      return value(scalar.of) !== null;
    case "in": {
      const of = value(scalar.of);
      return of === null ? null : scalar.values.some((each) => each === of);
    }
    case "add":
    case "subtract":
    case "multiply":
      return calculate(scalar.op, value(scalar.left), value(scalar.right));
    case "coalesce":
      return scalar.of.map(value).find((each) => each !== null) ?? null;
    case "if":
      return value(scalar.when) === true ? value(scalar.then) : value(scalar.else);
    case "days-between": {
      const [from, to] = [value(scalar.from), value(scalar.to)];
      return from === null || to === null ? null : dayNumber(String(to)) - dayNumber(String(from));
    }
    case "add-days":
    case "add-months": {
      const [to, count] = [value(scalar.to), value(scalar.count)];
      if (to === null || count === null) return null;
      return scalar.op === "add-days" ? dayFromNumber(dayNumber(String(to)) + Number(count)) : addMonths(String(to), Number(count));
    }
    case "first-of-month": {
      const of = value(scalar.of);
      return of === null ? null : `${String(of).slice(0, 8)}01`;
    }
    case "day-text":
      return value(scalar.of);
    case "year-of":
    case "month-of": {
      const of = value(scalar.of);
      return of === null ? null : parts(String(of))[scalar.op === "year-of" ? "year" : "month"];
    }
    case "contains":
    case "starts-with": {
      const [text, part] = [value(scalar.text), value(scalar.part)];
      if (text === null || part === null) return null;
      return scalar.op === "contains" ? String(text).includes(String(part)) : String(text).startsWith(String(part));
    }
    case "matching-word": {
      const text = value(scalar.text);
      if (text === null) return null;
      const rest = scalar.unless.reduce((all, phrase) => all.split(phrase).join(TAKEN_OUT), String(text));
      return scalar.words.find((word) => rest.includes(word)) ?? null;
    }
    case "length": {
      const of = value(scalar.of);
      return of === null ? null : Array.from(String(of)).length;
    }
    case "concat": {
      const of = scalar.of.map(value);
      return of.includes(null) ? null : of.join("");
    }
  }
}

/** A whole number, or null where its size exceeds 2^53 - 1. Sums and products of such numbers that are not exact are beyond that too. */
function bounded(number: number): number | null {
  // Minus zero is zero.
  return Number.isSafeInteger(number) ? number + 0 : null;
}

/** Of whole numbers up to 2^53 - 1; null where it exceeds that. */
export function sumOf(numbers: readonly number[]): number | null {
  let sum = 0;
  for (const number of numbers) {
    sum += number;
    // Others may bring it back.
    if (!Number.isSafeInteger(sum)) return bounded(Number(numbers.reduce((all, each) => all + BigInt(each), 0n)));
  }
  return bounded(sum);
}

function compare(op: "equal" | "unequal" | "less" | "at-most" | "greater" | "at-least", left: Value, right: Value): boolean | null {
  if (left === null || right === null) return null;
  const order = compareValues(left, right);
  switch (op) {
    case "equal":
      return order === 0;
    case "unequal":
      return order !== 0;
    case "less":
      return order < 0;
    case "at-most":
      return order <= 0;
    case "greater":
      return order > 0;
    case "at-least":
      return order >= 0;
  }
}

/** Three-valued and (`decisive` false) or or (`decisive` true). */
function conjunction(of: readonly Scalar[], value: (part: Scalar) => Value, decisive: boolean): boolean | null {
  let isKnown = true;
  for (const part of of) {
    const each = value(part);
    if (each === decisive) return decisive;
    if (each === null) isKnown = false;
  }
  return isKnown ? !decisive : null;
}

function calculate(op: "add" | "subtract" | "multiply", left: Value, right: Value): number | null {
  if (left === null || right === null) return null;
  const [a, b] = [Number(left), Number(right)];
  return bounded(op === "add" ? a + b : op === "subtract" ? a - b : a * b);
}

function lookUp(cells: Named, name: string, kind: "column" | "parameter"): Value {
  const value = cells.get(name);
  if (value === undefined) throw new YuejianError("RULE_MALFORMED", { where: kind, reason: `there is no ${kind} ${name}` });
  return value;
}
