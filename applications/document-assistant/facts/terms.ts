import { readHanNumber } from "@yuejian/identifiers";

/** Figures or Chinese numerals; 0 where they cannot be read. */
export const countOf = (number: string): number => (/^[0-9]+$/.test(number) ? Number(number) : Number(readHanNumber(number) ?? 0n));

/** Months of a term such as 一年六个月 or 3年: years and months of a text added up; 0 where it names none. */
export function monthsIn(text: string): number {
  return [...text.matchAll(/([一二三四五六七八九十两0-9]+)(年|个月)/g)].reduce(
    (sum, [, number = "", unit]) => sum + (unit === "年" ? 12 : 1) * countOf(number),
    0,
  );
}
