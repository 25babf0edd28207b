import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { HOLIDAY_TABLE, unknownYears, workCalendar, workingDayAfter, workingDayFrom } from "./calendar.ts";
import { dayOf, isoOf } from "./days.ts";
import { readHolidayTable } from "./holiday-table.ts";

const calendar = workCalendar(HOLIDAY_TABLE);
const year = (changed: object = {}) => ({
  years: [
    {
      year: 2031,
      notice: "示例",
      holidays: [{ name: "元旦", from: "2031-01-01", to: "2031-01-03" }],
      workdays: ["2031-01-04"],
      ...changed,
    },
  ],
});

describe("the table that comes with the product", () => {
  /** Every statutory day is either a weekday off or made good by one, and every other weekday off is worked on a weekend: so weekdays off less weekend
   *  days at work are the statutory days, 11 until 2024 and 13 since 2025. 2020 gave more: the holiday prolonged in the epidemic. */
  test.each([
    [2018, 11],
    [2019, 11],
    [2020, 13],
    [2021, 11],
    [2022, 11],
    [2023, 11],
    [2024, 11],
    [2025, 13],
    [2026, 13],
  ])("%i gives %i days off beyond its weekends", (of, statutory) => {
    let [daysOff, workdays] = [0, 0];
    for (let day = dayOf(`${of}-01-01`); day <= dayOf(`${of}-12-31`); day++) {
      const isWeekend = new Date(`${isoOf(day)}T00:00:00Z`).getUTCDay() % 6 === 0;
      if (isWeekend && calendar.isWorkingDay(day)) workdays += 1;
      if (!isWeekend && !calendar.isWorkingDay(day)) daysOff += 1;
    }
    expect(daysOff - workdays).toBe(statutory);
  });

  test("Spring Festival 2026 is off from 15 to 23 February, the Saturdays around it are worked", () => {
    expect(isoOf(workingDayFrom(dayOf("2026-02-15"), 1, calendar))).toBe("2026-02-24");
    expect(isoOf(workingDayFrom(dayOf("2026-02-23"), -1, calendar))).toBe("2026-02-14");
    expect(calendar.isWorkingDay(dayOf("2026-02-28"))).toBe(true);
    expect(isoOf(workingDayAfter(dayOf("2026-02-13"), 3, calendar))).toBe("2026-02-25");
    expect(calendar.nameOf(dayOf("2026-02-16"))).toEqual({ zh: "春节假期", en: "a day off of Spring Festival" });
  });

  test("a year without a notice is said to be so, and so is the end of December before it", () => {
    expect(unknownYears(dayOf("2026-12-28"), dayOf("2026-12-28"), calendar)).toEqual([]);
    expect(unknownYears(dayOf("2026-12-31"), dayOf("2026-12-31"), calendar)).toEqual([2027]);
    expect(unknownYears(dayOf("2026-11-01"), dayOf("2028-02-01"), calendar)).toEqual([2027, 2028]);
  });
});

describe("an office's table", () => {
  test("replaces whole years, and adds new ones", () => {
    const own = readHolidayTable(
      {
        years: [
          { year: 2026, notice: "改", holidays: [{ name: "元旦", from: "2026-01-01", to: "2026-01-01" }], workdays: [] },
          { year: 2027, notice: "新", holidays: [{ name: "元旦", from: "2026-12-31", to: "2027-01-01" }], workdays: ["2026-12-26"] },
        ],
      },
      "own",
    );
    const changed = workCalendar(HOLIDAY_TABLE, own);
    expect(changed.isWorkingDay(dayOf("2026-02-16"))).toBe(true);
    expect(changed.isWorkingDay(dayOf("2026-12-31"))).toBe(false);
    expect(changed.isWorkingDay(dayOf("2026-12-26"))).toBe(true);
    expect([changed.knows(2027), changed.knows(2028), changed.knows(2025)]).toEqual([true, false, true]);
  });

  test.each([
    ["no object", [], "$"],
    ["no year", { years: [] }, "years"],
    ["a member that nobody knows", { ...year(), yeers: [] }, "$.yeers"],
    ["a missing member", { years: [{ year: 2031, notice: "x", holidays: [] }] }, "years[0].workdays"],
    ["a year out of range", year({ year: 1900 }), "years[0].year"],
    ["a year that is text", year({ year: "2031" }), "years[0].year"],
    ["no holiday", year({ holidays: [] }), "years[0].holidays"],
    ["an impossible date", year({ holidays: [{ name: "x", from: "2031-02-30", to: "2031-03-01" }] }), "years[0].holidays[0].from"],
    ["an end before the start", year({ holidays: [{ name: "x", from: "2031-02-03", to: "2031-02-01" }] }), "years[0].holidays[0]"],
    ["a holiday of months", year({ holidays: [{ name: "x", from: "2031-02-03", to: "2031-04-01" }] }), "years[0].holidays[0]"],
    ["a day of another year", year({ holidays: [{ name: "x", from: "2030-10-01", to: "2030-10-03" }] }), "years[0].holidays[0]"],
    ["an unnamed holiday", year({ holidays: [{ name: " ", from: "2031-02-03", to: "2031-02-04" }] }), "years[0].holidays[0].name"],
    ["a made-up Wednesday", year({ workdays: ["2031-01-08"] }), "years[0].workdays[0]"],
    ["a day both off and at work", year({ workdays: ["2031-01-04", "2031-01-04"] }), "years[0].workdays[1]"],
    ["a year twice", { years: [...year().years, ...year().years] }, "years[1].year"],
  ])("with %s is refused as HOLIDAY_TABLE_INVALID, with the place", (_, content, where) => {
    expect(() => readHolidayTable(content, "own")).toThrow(expect.objectContaining({ code: "HOLIDAY_TABLE_INVALID" }));
    expect(() => readHolidayTable(content, "own")).toThrow(`at ${where}:`);
  });

  test("of any shape is read or refused with that code, never crashes", () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.record({ years: fc.array(fc.jsonValue()) })), (content) => {
        try {
          readHolidayTable(content, "any");
        } catch (error) {
          expect(error).toMatchObject({ code: "HOLIDAY_TABLE_INVALID" });
        }
      }),
    );
  });
});
