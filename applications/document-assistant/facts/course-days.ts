import { calendarDay, dayFromIso, isoDate, isoOfDay, isRealDate } from "@yuejian/identifiers";
import { type DatedPlace, monthToldIn, writtenDaysIn } from "./dates.ts";
import { readOnce } from "./read-once.ts";
import { numberOf } from "./written-number.ts";

/** A day in the order in which a text tells what was done. */
export interface CourseDay extends DatedPlace {
  /** Last day of a stretch: 3月5日至8日. */
  readonly until: string;
  /** Where the day is written that 同日 or 次日 counts from; for a day written out its own place. */
  readonly written: { readonly start: number; readonly end: number };
}

const NUMBER = "[0-9]{1,2}|[一二三四五六七八九十]{1,3}";
/** 受理当日: the day of a step, and not of what was told last. */
const OF_STEP =
  "受理|移送|立案|收到|收案|批准|逮捕|到案|签收|送达|起诉|提请|盘点|判决|宣判|抓获|取保|入职|离职|查获|开庭|听证|生效|届满|到期|移交|拘留|到检察院|到本院|到我院";

/** Days told by the one before them: 5月8日, 同年5月8日, 次年1月8日, 同月8日, 同日, 次日. What is 案发当日 is told by an act, not by the last day. */
const TOLD_BY_LAST = new RegExp(
  String.raw`(?<![0-9年一二三四五六七八九十〇]|年\s|农历|阴历|旧历)(?:(次年|翌年|第二年|[同当]年)\s?)?(?:(${NUMBER})|([同当次翌]))月\s?(${NUMBER})日|(?<![案事发生的出]|${OF_STEP})(?:同日|当日|当天|次日|翌日|第二天|隔日)`,
  "g",
);
const NEXT = /^[次翌第隔]/;

/** A day without its year that lies so far before the last one is of the next year: 2024年12月28日……1月5日. */
const OF_NEXT_YEAR = 150;

interface Found {
  readonly start: number;
  readonly end: number;
  readonly on: string | null;
  readonly parts: RegExpExecArray | null;
}

/** Every day that a text tells, the unreal ones left out, those that are told by the one before them among them. A paragraph begins anew. Where no year is told at all it is taken for `year`. */
export function toldDaysIn(text: string, year: string | null = null): CourseDay[] {
  const written: Found[] = writtenDaysIn(text)
    .filter(({ start }) => !/[同当]/.test(text.charAt(start)))
    .map(({ on, isReal, start, end }) => ({ start, end, on: isReal ? on : null, parts: null }));
  const opening = monthToldIn(text, 0, written[0]?.start ?? text.length);
  if (written.length === 0 && opening === null && year === null) return [];
  const byLast: Found[] = [...text.matchAll(TOLD_BY_LAST)].map((parts) => ({
    start: parts.index,
    end: parts.index + parts[0].length,
    on: null,
    parts,
  }));
  const days: CourseDay[] = [];
  // What is told by a day that does not exist may be any day.
  let isAfterUnreal = false;
  for (const { start, end, on, parts } of merged(written, byLast)) {
    if (on !== null) {
      const day = { on, until: on, start, end, written: { start, end } };
      days.push(day);
      if (!isAside(text, day)) isAfterUnreal = false;
      continue;
    }
    if (parts === null) isAfterUnreal = true;
    if (parts === null || isAfterUnreal) continue;
    // A birth and the days of a term are told beside what is done, and nothing counts from them.
    const last = monthBefore(text, parts, days.at(-1) ?? null, year) ?? days.findLast((day) => !isAside(text, day)) ?? days.at(-1);
    // The year alone may stand in the paragraph before.
    if (!last || (text.slice(last.end, start).includes("\n") && parts[2] === undefined)) continue;
    const place = { start, end };
    const told = toldBy(last, parts);
    isAfterUnreal = told === null;
    if (told !== null) days.push({ on: told, until: told, ...place, written: parts[4] === undefined ? last.written : place });
  }
  return days;
}

/** The same of a whole document. */
export const toldDays = readOnce(({ text }): readonly CourseDay[] => toldDaysIn(text));

/** The days of a text, from the first to the last of a stretch as one: 2024年3月5日至8日, 2024年3月5日至2024年4月1日. */
export function courseDaysIn(text: string, year: string | null = null): CourseDay[] {
  const all: CourseDay[] = [];
  for (const day of toldDaysIn(text, year)) {
    const last = all.at(-1);
    if (last && day.on >= last.on && /^日?起?(?:至|到|-|—|–|～|~)$/.test(text.slice(last.end, day.start)))
      all[all.length - 1] = { ...last, until: day.on, end: day.end };
    else all.push(day);
  }
  return all;
}

/** The month, or the year, that a day counts from where none was told before it, or where it is said to be of the same year. */
function monthBefore(
  text: string,
  { index, 1: inYear, 2: month, 3: inMonth }: RegExpExecArray,
  last: CourseDay | null,
  year: string | null,
): CourseDay | null {
  if (last !== null ? !/[同当]/.test(`${inYear}${inMonth}`) : month === undefined) return null;
  const [toldYear, toldMonth] = monthToldIn(text, last?.end ?? 0, index) ?? (last === null && year !== null ? [year] : []);
  if (toldYear === undefined || (toldMonth === undefined && inMonth !== undefined)) return null;
  const on = `${toldYear}-${toldMonth ?? "01"}-01`;
  const place = { start: index, end: index };
  return { on, until: on, ...place, written: place };
}

const isAside = (text: string, { start, end }: CourseDay): boolean =>
  /^[（(]?出?生|^(?:起|始)[，,]?[至到]|^止/.test(text.slice(end, end + 3)) ||
  /(?:出生日期|出生|(?<![发产])生于)[：:\s]{0,3}$|[至到]$/.test(text.slice(Math.max(0, start - 8), start));

/** In the order of the text, what lies within a day written out left out. */
function merged(written: readonly Found[], byLast: readonly Found[]): Found[] {
  const all: Found[] = [];
  let at = 0;
  for (const day of written) {
    for (let next = byLast[at]; next && next.start < day.end; next = byLast[++at]) if (next.end <= day.start) all.push(next);
    all.push(day);
  }
  return [...all, ...byLast.slice(at)];
}

function toldBy({ on }: CourseDay, [word, inYear, month, inMonth, dayOfMonth]: RegExpExecArray): string | null {
  if (dayOfMonth === undefined) return NEXT.test(word) ? isoOfDay(dayFromIso(on) + 1) : on;
  const last = calendarDay(dayFromIso(on));
  const isNextYear = inYear !== undefined && NEXT.test(inYear);
  const months = last.year * 12 + last.month - 1 + (inMonth !== undefined && NEXT.test(inMonth) ? 1 : 0);
  const told = (year: number): string => isoDate(year, month === undefined ? (months % 12) + 1 : numberOf(month), numberOf(dayOfMonth));
  const year = isNextYear ? last.year + 1 : month === undefined ? Math.floor(months / 12) : last.year;
  const day = told(year);
  if (!isRealDate(day)) return null;
  return inYear === undefined && dayFromIso(on) - dayFromIso(day) > OF_NEXT_YEAR ? told(year + 1) : day;
}
