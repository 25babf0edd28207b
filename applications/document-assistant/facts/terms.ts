import { readHanNumber } from "@yuejian/identifiers";

/** Months of a term such as 一年六个月 or 3年: years and months of a text added up; 0 where it names none. */
export function monthsIn(text: string): number {
  return [...text.matchAll(/([一二三四五六七八九十两0-9]+)(年|个月)/g)].reduce((sum, [, number = "", unit]) => {
    const count = /^[0-9]+$/.test(number) ? Number(number) : Number(readHanNumber(number) ?? 0n);
    return sum + (unit === "年" ? 12 * count : count);
  }, 0);
}
