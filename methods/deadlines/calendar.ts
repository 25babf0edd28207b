import type { HolidayTable, Text } from "@yuejian/contracts";
import { calendarDay, type Day, dayOf, isWeekend, weekdayOf } from "./days.ts";
import { readHolidayTable } from "./holiday-table.ts";
import comesWithProduct from "./holidays.json" with { type: "json" };

/** Which days people work. */
export interface WorkCalendar {
  isWorkingDay(day: Day): boolean;
  /** False: only weekends are known of that year. */
  knows(year: number): boolean;
  /** What a day off is, for a sentence. */
  nameOf(day: Day): Text;
}

/** The State Council's notices that come with the product. */
export const HOLIDAY_TABLE: HolidayTable = readHolidayTable(comesWithProduct, "methods/deadlines/holidays.json");

const ENGLISH: Readonly<Record<string, string>> = {
  元旦: "New Year",
  春节: "Spring Festival",
  清明: "Qingming",
  劳动节: "Labour Day",
  端午: "Dragon Boat Festival",
  中秋: "Mid-Autumn Festival",
  国庆: "National Day",
};

/** Tables later in the list replace whole years of earlier ones. */
export function workCalendar(...tables: readonly HolidayTable[]): WorkCalendar {
  const years = new Map(tables.flatMap((table) => table.years.map((year) => [year.year, year] as const)));
  const daysOff = new Map<Day, string>();
  const workdays = new Set<Day>();
  for (const { holidays, workdays: madeUp } of years.values()) {
    for (const { name, from, to } of holidays) for (let day = dayOf(from); day <= dayOf(to); day++) daysOff.set(day, name);
    for (const iso of madeUp) workdays.add(dayOf(iso));
  }
  return {
    isWorkingDay: (day) => (isWeekend(day) ? workdays.has(day) : !daysOff.has(day)),
    knows: (year) => years.has(year),
    nameOf(day) {
      const name = daysOff.get(day);
      if (name === undefined) return weekdayOf(day) === 0 ? { zh: "周日", en: "a Sunday" } : { zh: "周六", en: "a Saturday" };
      return {
        zh: `${name}假期`,
        en: `a day off of ${name
          .split("、")
          .map((each) => ENGLISH[each] ?? each)
          .join(" and ")}`,
      };
    },
  };
}

/** The next working day from this one on, itself included; backwards with step −1. */
export function workingDayFrom(day: Day, step: 1 | -1, calendar: WorkCalendar): Day {
  let found = day;
  while (!calendar.isWorkingDay(found)) found += step;
  return found;
}

/** The `count`th working day after a day. */
export function workingDayAfter(day: Day, count: number, calendar: WorkCalendar): Day {
  let found = day;
  for (let left = count; left > 0; ) {
    found += 1;
    if (calendar.isWorkingDay(found)) left -= 1;
  }
  return found;
}

/** Notices of these years arranged days from 29 December of the year before on, never earlier ones. */
const ARRANGED_BY_NEXT_NOTICE = 1229;

/** Years whose notice arranges days of the span, and of which only weekends are known. */
export function unknownYears(from: Day, to: Day, calendar: WorkCalendar): readonly number[] {
  const last = calendarDay(Math.max(from, to));
  const lastYear = last.month * 100 + last.day >= ARRANGED_BY_NEXT_NOTICE ? last.year + 1 : last.year;
  const unknown: number[] = [];
  for (let { year } = calendarDay(Math.min(from, to)); year <= lastYear; year++) if (!calendar.knows(year)) unknown.push(year);
  return unknown;
}
