import { calendarDay, dayFromIso, isoDate, isoOfDay, isRealDate } from "@yuejian/identifiers";
import type { CheckedDocument } from "../document.ts";
import { isBirthDay } from "./birth-days.ts";
import { toldDays } from "./course-days.ts";
import { readOnce } from "./read-once.ts";
import { numberOf } from "./written-number.ts";

/** A day that a text tells, or a month of which it tells no day. */
export interface Moment {
  /** Numbers of its first and its last day. */
  readonly first: number;
  readonly last: number;
  readonly start: number;
  readonly end: number;
}

const NUMBER = "[0-9]{1,2}|[一二三四五六七八九十]{1,3}";
/** 去年三月十八号, 2023年11月, 到次年4月底: a day as it is spoken of, and a month. */
const SPOKEN = new RegExp(
  `(?<![0-9第个])(?:(?<year>[12][0-9]{3}|去|前|今|本|上一?|当|同|次|明|第二|翌)年\\s?(?:的)?)?(?<![0-9一二三四五六七八九十])(?<month>${NUMBER})月(?:(?<day>${NUMBER})[号日](?![楼房文线卷])|份?(?!\\s?[0-9一二三四五六七八九十]))`,
  "g",
);
const BESIDE: Readonly<Record<string, number>> = { 前: -2, 去: -1, 上: -1, 上一: -1, 今: 0, 本: 0, 明: 1 };
const COMMON_YEAR = 2023;
const NEXT = /^[次第翌]/;
const BORN_BEHIND = /^\s*(?:（[^（）\n]{1,8}）)?(?:出?生(?![效产活成病前命父母长])|诞生)/;
const BORN_BEFORE = /(?:出生于|(?<![发产])生于|出生(?:日期|时间|年月日?)?[：:为是\s]*|生日[：:为是\s]*)$/;

/** Every day and every month that a document tells in order, births left out. */
export const momentsIn = readOnce(({ text, paragraphs }: CheckedDocument): readonly Moment[] => {
  const days = toldDays({ text, paragraphs });
  const moments: Moment[] = [];
  const known = days.map(({ on, start, end }) => ({ first: dayFromIso(on), last: dayFromIso(on), start, end }));
  // This year is that of the last day of which the document tells.
  const now = known.reduce((latest, { last }) => Math.max(latest, last), Number.NEGATIVE_INFINITY);
  let at = 0;
  const take = (until: number): void => {
    for (let next = known[at]; next && next.start < until; next = known[++at]) moments.push(next);
  };
  for (const found of text.matchAll(SPOKEN)) {
    const [start, end] = [found.index, found.index + found[0].length];
    take(start + 1);
    const before = moments.at(-1);
    if ((before && before.end > start) || (known[at]?.start ?? text.length) < end) continue;
    const moment = spoken(found, before?.last ?? null, Number.isFinite(now) ? now : null);
    if (moment) moments.push({ ...moment, start, end });
  }
  take(text.length);
  return moments.filter(
    ({ first, start, end }) =>
      // 收押当日 is told by what was done, and 当日 by the day before it.
      !/^[同当](?:日|天)/.test(text.slice(start, start + 2)) &&
      !BORN_BEHIND.test(text.slice(end, end + 16)) &&
      !BORN_BEFORE.test(text.slice(Math.max(0, start - 14), start)) &&
      !isBirthDay(text, { on: isoOfDay(first), start, end }),
  );
});

function spoken({ groups }: RegExpExecArray, last: number | null, now: number | null): Pick<Moment, "first" | "last"> | null {
  const { year: word, month: monthWritten = "", day } = groups ?? {};
  const month = numberOf(monthWritten);
  const beside = word === undefined ? undefined : BESIDE[word];
  let year: number;
  if (word !== undefined && /^[0-9]/.test(word)) year = Number(word);
  else if (beside !== undefined) {
    if (now === null) return null;
    year = calendarDay(now).year + beside;
  } else {
    // Days of a text that tells no year at all are of one and the same.
    if (last === null && now !== null) return null;
    const base = last === null ? { year: COMMON_YEAR, month: 1 } : calendarDay(last);
    year = base.year + (word === undefined ? (month < base.month - 4 ? 1 : 0) : NEXT.test(word) ? 1 : 0);
  }
  if (day !== undefined) {
    const on = isoDate(year, month, numberOf(day));
    return isRealDate(on) ? { first: dayFromIso(on), last: dayFromIso(on) } : null;
  }
  if (month < 1 || month > 12) return null;
  const first = dayFromIso(isoDate(year, month, 1));
  const next = dayFromIso(month === 12 ? isoDate(year + 1, 1, 1) : isoDate(year, month + 1, 1));
  return { first, last: next - 1 };
}
