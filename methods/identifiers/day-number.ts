import { isoDate } from "./calendar.ts";

/** A day as the number of days since 1970-01-01: arithmetic without time zones, cheap for millions. */
export type Day = number;

export interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Of the proleptic Gregorian calendar, counted in years that begin on 1 March, so that leap days come last
 *  (H. Hinnant, «chrono-compatible low-level date algorithms»). */
export function dayNumber(calendarYear: number, month: number, ofMonth: number): Day {
  const year = calendarYear - (month <= 2 ? 1 : 0);
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + ofMonth - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

/** Of `YYYY-MM-DD…`; whether that day exists is not judged. */
export function dayFromIso(iso: string): Day {
  return dayNumber(Number(iso.slice(0, 4)), Number(iso.slice(5, 7)), Number(iso.slice(8, 10)));
}

export function calendarDay(day: Day): CalendarDay {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1,
  };
}

/** Texts of days that were asked for: the same few thousand are asked for a million times. */
const FIRST_KEPT = dayNumber(1925, 1, 1);
const MOST_KEPT = 100_000;
const kept: string[] = [];

export function isoOfDay(day: Day): string {
  const position = day - FIRST_KEPT;
  const known = kept[position];
  if (known !== undefined) return known;
  const { year, month, day: ofMonth } = calendarDay(day);
  const text = isoDate(year, month, ofMonth);
  if (position >= 0 && position < MOST_KEPT) kept[position] = text;
  return text;
}
