import { type ColumnType, type Scalar, YuejianError } from "@yuejian/contracts";
import { isOfType, TAKEN_OUT, type Value } from "./value.ts";

/** What a scalar may refer to. */
export interface Scope {
  readonly columns: ReadonlyMap<string, ColumnType>;
  readonly parameters: ReadonlyMap<string, ColumnType>;
}

/** Type of a scalar; RULE_TYPE_MISMATCH or RULE_MALFORMED with the path of the fault. */
export function scalarType(scalar: Scalar, scope: Scope, where: string): ColumnType {
  const expect = (part: Scalar, name: string, expected: ColumnType): void => {
    const actual = scalarType(part, scope, `${where}.${name}`);
    if (actual !== expected) mismatch(`${where}.${name}`, expected, actual);
  };
  switch (scalar.op) {
    case "column":
      return scope.columns.get(scalar.name) ?? malformed(where, `there is no column ${scalar.name}`);
    case "parameter":
      return scope.parameters.get(scalar.name) ?? malformed(where, `there is no parameter ${scalar.name}`);
    case "literal":
      requireOfType(scalar.value, scalar.type, `${where}.value`);
      return scalar.type;
    case "equal":
    case "unequal":
      expect(scalar.right, "right", scalarType(scalar.left, scope, `${where}.left`));
      return "boolean";
    case "less":
    case "at-most":
    case "greater":
    case "at-least": {
      const type = scalarType(scalar.left, scope, `${where}.left`);
      if (type === "boolean") mismatch(`${where}.left`, "an ordered type", type);
      expect(scalar.right, "right", type);
      return "boolean";
    }
    case "and":
    case "or":
      if (scalar.of.length === 0) malformed(`${where}.of`, "needs at least one condition");
      for (const [index, part] of scalar.of.entries()) expect(part, `of[${index}]`, "boolean");
      return "boolean";
    case "not":
      expect(scalar.of, "of", "boolean");
      return "boolean";
    case "is-null":
    case "is-not-null":
      scalarType(scalar.of, scope, `${where}.of`);
      return "boolean";
    case "in": {
      const type = scalarType(scalar.of, scope, `${where}.of`);
      if (type === "boolean") mismatch(`${where}.of`, "text, number or date", type);
      if (scalar.values.length === 0) malformed(`${where}.values`, "needs at least one value");
      for (const [index, value] of scalar.values.entries()) requireOfType(value, type, `${where}.values[${index}]`);
      return "boolean";
    }
    case "add":
    case "subtract": {
      const type = scalarType(scalar.left, scope, `${where}.left`);
      if (type !== "integer" && type !== "amount") mismatch(`${where}.left`, "integer or amount", type);
      expect(scalar.right, "right", type);
      return type;
    }
    case "multiply": {
      const [left, right] = [scalarType(scalar.left, scope, `${where}.left`), scalarType(scalar.right, scope, `${where}.right`)];
      if (left !== "integer" && left !== "amount") mismatch(`${where}.left`, "integer or amount", left);
      if (right === "integer") return left;
      // Money times money is no money.
      return right === "amount" && left === "integer" ? "amount" : mismatch(`${where}.right`, "integer", right);
    }
    case "coalesce":
    case "concat": {
      const [first, ...others] = scalar.of;
      if (!first || others.length === 0) malformed(`${where}.of`, "needs at least two values");
      const type = scalar.op === "concat" ? "text" : scalarType(first, scope, `${where}.of[0]`);
      for (const [index, part] of scalar.of.entries()) expect(part, `of[${index}]`, type);
      return type;
    }
    case "if": {
      expect(scalar.when, "when", "boolean");
      const type = scalarType(scalar.then, scope, `${where}.then`);
      expect(scalar.else, "else", type);
      return type;
    }
    case "days-between":
      expect(scalar.from, "from", "date");
      expect(scalar.to, "to", "date");
      return "integer";
    case "add-days":
    case "add-months":
      expect(scalar.to, "to", "date");
      expect(scalar.count, "count", "integer");
      return "date";
    case "first-of-month":
      expect(scalar.of, "of", "date");
      return "date";
    case "day-text":
      expect(scalar.of, "of", "date");
      return "text";
    case "year-of":
    case "month-of":
      expect(scalar.of, "of", "date");
      return "integer";
    case "contains":
    case "starts-with":
      expect(scalar.text, "text", "text");
      expect(scalar.part, "part", "text");
      return "boolean";
    case "matching-word":
      expect(scalar.text, "text", "text");
      if (scalar.words.length === 0) malformed(`${where}.words`, "needs at least one word");
      for (const name of ["words", "unless"] as const) {
        for (const [index, word] of scalar[name].entries()) requireWord(word, `${where}.${name}[${index}]`);
      }
      return "text";
    case "length":
      expect(scalar.of, "of", "text");
      return "integer";
  }
}

function requireWord(word: string, where: string): void {
  requireOfType(word, "text", where);
  if (word === "") malformed(where, "an empty word is in every text");
  if (word.includes(TAKEN_OUT)) malformed(where, "contains the character that stands for what was taken out (U+FFFC)");
}

export function requireOfType(value: Value, type: ColumnType, where: string): void {
  if (value !== null && !isOfType(value, type)) mismatch(where, type, `the ${typeof value} ${JSON.stringify(value).slice(0, 40)}`);
}

export function malformed(where: string, reason: string): never {
  throw new YuejianError("RULE_MALFORMED", { where, reason });
}

export function mismatch(where: string, expected: string, actual: string): never {
  throw new YuejianError("RULE_TYPE_MISMATCH", { where, expected, actual });
}
