import type { Scalar } from "@yuejian/contracts";

/** Scalars directly below. */
export function scalarsOf(scalar: Scalar): readonly Scalar[] {
  const parts: Scalar[] = [];
  mapParts(scalar, (part) => {
    parts.push(part);
    return part;
  });
  return parts;
}

/** Columns that a scalar names, with repeats. */
export function columnsIn(scalar: Scalar): readonly string[] {
  return scalar.op === "column" ? [scalar.name] : scalarsOf(scalar).flatMap(columnsIn);
}

/** The scalar with every column replaced; null when one of them cannot be. */
export function replaceColumns(scalar: Scalar, replacement: (name: string) => Scalar | null): Scalar | null {
  let isWhole = true;
  const replace = (part: Scalar): Scalar => {
    if (part.op !== "column") return mapParts(part, replace);
    const other = replacement(part.name);
    if (!other) isWhole = false;
    return other ?? part;
  };
  const replaced = replace(scalar);
  return isWhole ? replaced : null;
}

/** The same scalar over changed parts. */
function mapParts(scalar: Scalar, change: (part: Scalar) => Scalar): Scalar {
  switch (scalar.op) {
    case "column":
    case "parameter":
    case "literal":
      return scalar;
    case "equal":
    case "unequal":
    case "less":
    case "at-most":
    case "greater":
    case "at-least":
    case "add":
    case "subtract":
    case "multiply":
      return { ...scalar, left: change(scalar.left), right: change(scalar.right) };
    case "and":
    case "or":
    case "coalesce":
    case "concat":
      return { ...scalar, of: scalar.of.map(change) };
    case "not":
    case "is-null":
    case "is-not-null":
    case "in":
    case "first-of-month":
    case "year-of":
    case "month-of":
    case "day-text":
    case "length":
      return { ...scalar, of: change(scalar.of) };
    case "if":
      return { ...scalar, when: change(scalar.when), then: change(scalar.then), else: change(scalar.else) };
    case "days-between":
      return { ...scalar, from: change(scalar.from), to: change(scalar.to) };
    case "add-days":
    case "add-months":
      return { ...scalar, to: change(scalar.to), count: change(scalar.count) };
    case "contains":
    case "starts-with":
      return { ...scalar, text: change(scalar.text), part: change(scalar.part) };
    case "matching-word":
      return { ...scalar, text: change(scalar.text) };
  }
}
