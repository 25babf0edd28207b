import { daysInMonth, isoDate, isRealDate } from "@yuejian/identifiers";

/** A day as the number of days since 1970-01-01: arithmetic without time zones. */
export type Day = number;

const MINUTES_OF_DAY = 1440;
const MOMENT = /^(\d{4}-\d\d-\d\d)(?:[T ]([01]\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?(?:\+08:00)?)?$/;

/** Of the proleptic Gregorian calendar, counted in years that begin on 1 March, so that leap days come last. */
export function dayOf(iso: string): Day {
  return dayNumber(Number(iso.slice(0, 4)), Number(iso.slice(5, 7)), Number(iso.slice(8, 10)));
}

function dayNumber(calendarYear: number, month: number, ofMonth: number): Day {
  const year = calendarYear - (month <= 2 ? 1 : 0);
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + ofMonth - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

export interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
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

/** Texts of days that were asked for: boards ask for the same few thousand a million times. */
const texts = new Map<Day, string>();
const MOST_TEXTS = 100_000;

export function isoOf(day: Day): string {
  const known = texts.get(day);
  if (known !== undefined) return known;
  const { year, month, day: ofMonth } = calendarDay(day);
  const text = isoDate(year, month, ofMonth);
  if (texts.size < MOST_TEXTS) texts.set(day, text);
  return text;
}

/** 0 Sunday to 6 Saturday. */
export function weekdayOf(day: Day): number {
  return (((day + 4) % 7) + 7) % 7;
}

export function isWeekend(day: Day): boolean {
  const weekday = weekdayOf(day);
  return weekday === 0 || weekday === 6;
}

/** The same day of a later month (or earlier, with negative months); where it does not exist, the last one. `lastStaysLast`: from a month's last day to
 *  the last day (SPC Interpretation 2021, 202), else to the corresponding day (Civil Code 202). */
export function addMonths(day: Day, months: number, lastStaysLast: boolean): Day {
  const from = calendarDay(day);
  const count = from.year * 12 + from.month - 1 + months;
  const year = Math.floor(count / 12);
  const month = count - year * 12 + 1;
  const last = daysInMonth(year, month);
  const goesToLast = from.day > last || (lastStaysLast && from.day === daysInMonth(from.year, from.month));
  return dayNumber(year, month, goesToLast ? last : from.day);
}

/** A day, and the minute of it where one was given; null when it is not a moment of the calendar. Zones other than China's are refused: they may
 *  mean another day. */
export function readMoment(text: string): { readonly day: Day; readonly minute: number | null } | null {
  const parts = MOMENT.exec(text);
  const [, date, hour, minute] = parts ?? [];
  if (date === undefined || !isRealDate(date)) return null;
  return { day: dayOf(date), minute: hour === undefined ? null : Number(hour) * 60 + Number(minute) };
}

/** `YYYY-MM-DDTHH:MM` of minutes since 1970-01-01T00:00, time of China. */
export function isoMoment(minutes: number): string {
  const day = Math.floor(minutes / MINUTES_OF_DAY);
  const ofDay = minutes - day * MINUTES_OF_DAY;
  return `${isoOf(day)}T${String(Math.floor(ofDay / 60)).padStart(2, "0")}:${String(ofDay % 60).padStart(2, "0")}`;
}

export function minutesOf(day: Day, minute: number): number {
  return day * MINUTES_OF_DAY + minute;
}
