import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addMonths, calendarDay, dayOf, isoMoment, isoOf, readMoment, weekdayOf } from "./days.ts";

const MILLISECONDS_OF_DAY = 86_400_000;
const anyDay = fc.integer({ min: dayOf("1800-01-01"), max: dayOf("2199-12-31") });

describe("days as numbers", () => {
  test("agree with the runtime's own calendar on date and weekday", () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const theirs = new Date(day * MILLISECONDS_OF_DAY);
        expect(isoOf(day)).toBe(theirs.toISOString().slice(0, 10));
        expect(dayOf(isoOf(day))).toBe(day);
        expect(weekdayOf(day)).toBe(theirs.getUTCDay());
      }),
    );
  });

  test.each([
    ["2026-03-15", 1, "2026-04-15"],
    ["2026-01-31", 1, "2026-02-28"],
    ["2024-01-31", 1, "2024-02-29"],
    ["2024-01-30", 1, "2024-02-29"],
    ["2026-02-28", 1, "2026-03-31"],
    ["2024-02-28", 1, "2024-03-28"],
    ["2024-02-29", 12, "2025-02-28"],
    ["2025-02-28", 36, "2028-02-29"],
    ["2025-12-31", 2, "2026-02-28"],
    ["2026-01-30", 2, "2026-03-30"],
    ["2026-04-30", 1, "2026-05-31"],
  ])("%s and %i months end on %s (SPC Interpretation 2021, 202)", (from, months, end) => {
    expect(isoOf(addMonths(dayOf(from), months, true))).toBe(end);
  });

  test("a corresponding day stays where it exists, and is the last one where it does not", () => {
    expect(isoOf(addMonths(dayOf("2026-02-28"), 1, false))).toBe("2026-03-28");
    expect(isoOf(addMonths(dayOf("2026-05-31"), -3, false))).toBe("2026-02-28");
  });

  test("months never lose their order", () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 48 }), fc.boolean(), (day, months, lastStaysLast) => {
        expect(addMonths(day, months, lastStaysLast)).toBeLessThanOrEqual(addMonths(day + 1, months, lastStaysLast));
        const there = calendarDay(addMonths(day, months, lastStaysLast));
        const here = calendarDay(day);
        expect((there.year - here.year) * 12 + there.month - here.month).toBe(months);
      }),
    );
  });
});

describe("a moment", () => {
  test("is read with and without a time, in the time of China alone", () => {
    expect(readMoment("2026-02-13")).toEqual({ day: dayOf("2026-02-13"), minute: null });
    expect(readMoment("2026-02-13T14:20")).toEqual({ day: dayOf("2026-02-13"), minute: 860 });
    expect(readMoment("2026-02-13 14:20:59+08:00")?.minute).toBe(860);
    expect(isoMoment(dayOf("2026-02-13") * 1440 + 860)).toBe("2026-02-13T14:20");
  });

  test.each([
    "",
    "2026-02-30",
    "2026-2-3",
    "26-02-03",
    "2026-02-13T24:00",
    "2026-02-13T14:60",
    "2026-02-13T14:20Z",
    "0224-01-01",
    "2026-02-13x",
  ])("“%s” is none", (text) => {
    expect(readMoment(text)).toBeNull();
  });
});
