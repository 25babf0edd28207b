import { calendarDay, type Day, dayNumber, daysInMonth } from "@yuejian/identifiers";

export { calendarDay, type Day, dayFromIso, dayNumber as dayOf, isoOfDay as isoOf } from "@yuejian/identifiers";

/** The same day of a later (or earlier) month, or that month's last day. */
export function addMonths(value: Day, months: number): Day {
  const { year, month, day } = calendarDay(value);
  const index = year * 12 + month - 1 + months;
  const [newYear, newMonth] = [Math.floor(index / 12), (index % 12) + 1];
  return dayNumber(newYear, newMonth, Math.min(day, daysInMonth(newYear, newMonth)));
}

export function firstOfMonth(value: Day): Day {
  return value - calendarDay(value).day + 1;
}

export function lastOfMonth(value: Day): Day {
  return addMonths(firstOfMonth(value), 1) - 1;
}

export const yearOf = (value: Day): number => calendarDay(value).year;
