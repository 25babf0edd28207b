import { calendarDay, type Day, dayFromIso, dayNumber, daysInMonth, isoOfDay, isRealDate } from "@yuejian/identifiers";

export { calendarDay, type Day, dayFromIso as dayOf, isoOfDay as isoOf } from "@yuejian/identifiers";

const MINUTES_OF_DAY = 1440;
const MOMENT = /^(\d{4}-\d\d-\d\d)(?:[T ]([01]\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?(?:\+08:00)?)?$/;

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
  return { day: dayFromIso(date), minute: hour === undefined ? null : Number(hour) * 60 + Number(minute) };
}

/** `YYYY-MM-DDTHH:MM` of minutes since 1970-01-01T00:00, time of China. */
export function isoMoment(minutes: number): string {
  const day = Math.floor(minutes / MINUTES_OF_DAY);
  const ofDay = minutes - day * MINUTES_OF_DAY;
  return `${isoOfDay(day)}T${String(Math.floor(ofDay / 60)).padStart(2, "0")}:${String(ofDay % 60).padStart(2, "0")}`;
}

export function minutesOf(day: Day, minute: number): number {
  return day * MINUTES_OF_DAY + minute;
}
