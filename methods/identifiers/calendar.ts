const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** Days of a month, 1-based; 0 for a month that does not exist. */
export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (MONTH_DAYS[month - 1] ?? 0);
}

/** Years 1800 to 2199: records of people and firms lie inside, typing errors such as 0224 or 2924 outside. */
export function isRealDay(year: number, month: number, day: number): boolean {
  return year >= 1800 && year <= 2199 && day >= 1 && day <= daysInMonth(year, month);
}

/** True for `YYYY-MM-DD` of a day that exists. */
export function isRealDate(iso: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(iso) && isRealDay(Number(iso.slice(0, 4)), Number(iso.slice(5, 7)), Number(iso.slice(8)));
}

export function isoDate(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}
