import { numberOf } from "./written-number.ts";

/** Months of a term such as 一年六个月 or 3年: years and months of a text added up; 0 where it names none. */
export function monthsIn(text: string): number {
  return [...text.matchAll(/([一二三四五六七八九十两0-9]+)(年|个月)/g)].reduce(
    (sum, [, number = "", unit]) => sum + (unit === "年" ? 12 : 1) * numberOf(number),
    0,
  );
}

export interface ToldTerm {
  readonly months: number;
  readonly days: number;
}

/** Four figures are a year of the calendar. */
const NUMBER = "(?:[一二三四五六七八九十两百壹贰叁肆伍陆柒捌玖拾]{1,4}|[0-9]{1,3})";
/** Source of a pattern for a term: 一年六个月, 二年零七日, 十五日, 半年, 三个半月. A day of a month, and a year of the calendar, are none. */
export const TERM = `(?<![0-9.．年月第])(?:(?:${NUMBER}年半?|半年)(?:[零又]?${NUMBER}个半?月)?(?:[零又]?${NUMBER}[日天])?|${NUMBER}个半?月(?:[零又]?${NUMBER}[日天])?|半个月|${NUMBER}(?:[日天]|周))(?![0-9月]|[一二三四五六七八九十]{1,3}[月日])`;

/** Months and days of a term; `null`: it is none. */
export function readTerm(text: string): ToldTerm | null {
  let [months, days] = [/^半年|年半/.test(text) ? 6 : 0, /半个?月|个半月/.test(text) ? 15 : 0];
  for (const [, number = "", unit] of text.matchAll(new RegExp(`(${NUMBER})(年|个半?月|[日天]|周)`, "g"))) {
    const count = numberOf(number);
    if (count === 0) return null;
    if (unit === "年") months += 12 * count;
    else if (unit === "周") days += 7 * count;
    else if (unit?.endsWith("月")) months += count;
    else days += count;
  }
  return months + days === 0 ? null : { months, days };
}
