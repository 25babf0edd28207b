import { readHanNumber, writeHanNumber } from "@yuejian/identifiers";

/** Signs that are a number each: ①, ⑴, ⒈, ㈠, Ⅰ. */
const SIGNS: readonly (readonly [first: string, last: string])[] = [
  ["①", "⑳"],
  ["⑴", "⒇"],
  ["⒈", "⒛"],
  ["㈠", "㈩"],
  ["Ⅰ", "Ⅻ"],
];
/** Of a class of characters in a pattern. */
export const NUMBER_SIGNS = SIGNS.map(([first, last]) => `${first}-${last}`).join("");
const rowOf = (written: string): string | undefined => SIGNS.find(([first, last]) => first <= written && written <= last)?.[0];
export const isNumberSign = (written: string): boolean => written.length === 1 && rowOf(written) !== undefined;

/** A whole number in figures, in Han numerals (两 and the capitals of contracts too) or in one sign; 0: it cannot be read. */
export function numberOf(written: string): number {
  if (/^[0-9]+$/.test(written)) return Number(written);
  const row = written.length === 1 ? rowOf(written) : undefined;
  if (row !== undefined) return written.charCodeAt(0) - row.charCodeAt(0) + 1;
  return Number(readHanNumber(written) ?? 0n);
}

/** A number as another is written. */
export function numberLike(number: number, written: string): string {
  const row = written.length === 1 ? rowOf(written) : undefined;
  if (row !== undefined) return String.fromCharCode(row.charCodeAt(0) + number - 1);
  return /[0-9]/.test(written) ? String(number) : writeHanNumber(number);
}
