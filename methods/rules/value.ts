import type { ColumnType } from "@yuejian/contracts";
import { isDay } from "./calendar.ts";

/** A cell: text; whole number (integer, amount in fen); finite number (decimal); YYYY-MM-DD (date); boolean; or null. */
export type Value = string | number | boolean | null;

export const COLUMN_TYPES: readonly ColumnType[] = ["text", "integer", "decimal", "amount", "date", "boolean"];

/** What stands in a text where a phrase was taken out, so that what was around it does not become a word: the object replacement character. */
export const TAKEN_OUT = "\uFFFC";

/** Whether a value that is not null belongs to the type. */
export function isOfType(value: string | number | boolean, type: ColumnType): boolean {
  switch (type) {
    case "text":
      // PostgreSQL stores no NUL, and half a surrogate pair is no text.
      return typeof value === "string" && value.isWellFormed() && !value.includes("\0");
    case "date":
      return typeof value === "string" && isDay(value);
    case "boolean":
      return typeof value === "boolean";
    case "integer":
    case "amount":
      return Number.isSafeInteger(value);
    case "decimal":
      return typeof value === "number" && Number.isFinite(value);
  }
}

/** Order of two values of one type: text by code point, false before true. Negative, zero or positive. */
export function compareValues(left: string | number | boolean, right: string | number | boolean): number {
  if (typeof left === "string" && typeof right === "string") return compareText(left, right);
  return Number(left) - Number(right);
}

/** By code point. JavaScript's own order is by UTF-16 unit, which puts U+10000 and above before U+E000. */
export function compareText(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const [a, b] = [left.charCodeAt(index), right.charCodeAt(index)];
    if (a !== b) {
      const [aSurrogate, bSurrogate] = [(a & 0xf800) === 0xd800, (b & 0xf800) === 0xd800];
      return aSurrogate === bSurrogate ? a - b : aSurrogate ? 1 : -1;
    }
  }
  return left.length - right.length;
}
