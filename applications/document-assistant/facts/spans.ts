import { type CourseDay, toldDays, toldDaysIn } from "./course-days.ts";
import { readOnce } from "./read-once.ts";

/** A stretch of time that is told by its first and its last day. */
export interface ToldSpan {
  /** ISO. */
  readonly first: string;
  readonly last: string;
  /** Both days are of it, and said to be: 自…起至…止. */
  readonly isClosed: boolean;
  readonly start: number;
  readonly end: number;
}

/** 起至, 开始，到, 起计算，至; between labels: 起始日 2024-03-01 届满日 2025-02-28 is not read. */
const BETWEEN =
  /^\s?(?:[（(][^（）()\n]{1,10}[）)])?(?:[零〇0-9]{1,2}[时点])?(?:起算|起计算|起计|起|始|开始计算|开始)?[，,]?\s?(?:至|到|直至|－|——|—|–|-|～|~)\s?$/;
/** 自3月1日计至, 自3月1日起执行，管制至 */
const COUNTED = /^(?:起?计算?|起[\p{Script=Han}，]{1,10})[至到]$/u;
/** 自3月1日起，8月31日届满 */
const OPENS = /^(?:起算?|开始)[，,]?[于在]?$/;
const ENDS = /^(?:(?:24|二十四)时)?(?:止|为止|届满|期满|终止|结束|截止)/;

/** 自2024年3月1日起至2025年2月28日止, 2024年3月1日至次年2月28日. The word before the first day belongs to it. */
export const spansIn = (text: string): ToldSpan[] => spansOf(text, toldDaysIn(text));

/** The same of a whole document. */
export const toldSpans = readOnce((document): readonly ToldSpan[] => spansOf(document.text, toldDays(document)));

function spansOf(text: string, days: readonly CourseDay[]): ToldSpan[] {
  return days.flatMap((first, index) => {
    const last = days[index + 1];
    if (!last || last.start - first.end > 20) return [];
    const between = text.slice(first.end, last.start);
    const isCounted = COUNTED.test(between) && /[自从]/.test(text.charAt(first.start - 1));
    if (
      !BETWEEN.test(between) &&
      !isCounted &&
      !(OPENS.test(between) && /^(?:届满|期满|到期|结束|终止)/.test(text.slice(last.end, last.end + 2)))
    )
      return [];
    const word = /[自从由]$/.exec(text.slice(Math.max(0, first.start - 1), first.start))?.[0] ?? "";
    const ending = ENDS.exec(text.slice(last.end, last.end + 8))?.[0] ?? "";
    return [
      {
        first: first.on,
        last: last.on,
        isClosed: /起|始/.test(between) && ending !== "",
        start: first.start - word.length,
        end: last.end + ending.length,
      },
    ];
  });
}
