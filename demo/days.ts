import { daysInMonth, isoDate } from "@yuejian/identifiers";

/** Calendar days as whole numbers, 0 = 1970-01-01, so that millions of them are cheap. */
export type Day = number;

export interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** By the rule of the proleptic Gregorian calendar (H. Hinnant, «chrono-compatible low-level date algorithms»). */
export function calendarDay(value: Day): CalendarDay {
  const shifted = value + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

export function dayOf(year: number, month: number, day: number): Day {
  const shiftedYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(shiftedYear / 400);
  const yearOfEra = shiftedYear - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

export function dayFromIso(iso: string): Day {
  return dayOf(Number(iso.slice(0, 4)), Number(iso.slice(5, 7)), Number(iso.slice(8, 10)));
}

const FIRST_CACHED = dayOf(1925, 1, 1);
const cache: string[] = [];

export function isoOf(value: Day): string {
  const position = value - FIRST_CACHED;
  const known = cache[position];
  if (known !== undefined) return known;
  const { year, month, day } = calendarDay(value);
  const iso = isoDate(year, month, day);
  if (position >= 0 && position < 60_000) cache[position] = iso;
  return iso;
}

/** The same day of a later (or earlier) month, or that month's last day. */
export function addMonths(value: Day, months: number): Day {
  const { year, month, day } = calendarDay(value);
  const index = year * 12 + month - 1 + months;
  const [newYear, newMonth] = [Math.floor(index / 12), (index % 12) + 1];
  return dayOf(newYear, newMonth, Math.min(day, daysInMonth(newYear, newMonth)));
}

export function firstOfMonth(value: Day): Day {
  return value - calendarDay(value).day + 1;
}

export function lastOfMonth(value: Day): Day {
  return addMonths(firstOfMonth(value), 1) - 1;
}

export const yearOf = (value: Day): number => calendarDay(value).year;
