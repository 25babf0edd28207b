/** Calendar days as ISO texts YYYY-MM-DD, proleptic Gregorian, years 1 to 9999, without clock or zone. */

/** Number of days in years 1 to 9999. */
export const CALENDAR_DAYS = 3_652_059;

const MS_PER_DAY = 86_400_000;
const FIRST_DAY = utc(1, 0, 1);

function utc(year: number, monthIndex: number, day: number): number {
  // Date.UTC takes years below 100 for 19xx; a year 400 later has the same calendar.
  return Date.UTC(year + 400, monthIndex, day) / MS_PER_DAY - 146_097;
}

export function isDay(value: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** Days since 0001-01-01. */
export function dayNumber(day: string): number {
  const { year, month, date } = parts(day);
  return utc(year, month - 1, date) - FIRST_DAY;
}

/** The day with that number; null outside years 1 to 9999. */
export function dayFromNumber(number: number): string | null {
  if (!(number >= 0 && number < CALENDAR_DAYS)) return null;
  const shifted = new Date((number + FIRST_DAY + 146_097) * MS_PER_DAY);
  return format(shifted.getUTCFullYear() - 400, shifted.getUTCMonth() + 1, shifted.getUTCDate());
}

/** The same day of a later month, or that month's last day where it has no such day; null outside years 1 to 9999. */
export function addMonths(day: string, count: number): string | null {
  const { year, month, date } = parts(day);
  const index = year * 12 + (month - 1) + count;
  if (!(index >= 12 && index < 120_000)) return null;
  const [toYear, toMonth] = [Math.floor(index / 12), (index % 12) + 1];
  return format(toYear, toMonth, Math.min(date, daysInMonth(toYear, toMonth)));
}

export function parts(day: string): { year: number; month: number; date: number } {
  return { year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)), date: Number(day.slice(8, 10)) };
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function format(year: number, month: number, date: number): string {
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`;
}
