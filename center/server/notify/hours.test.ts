import { HOLIDAY_TABLE, workCalendar } from "@yuejian/deadlines";
import { dayFromIso } from "@yuejian/identifiers";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { digestTime, sendingTime } from "./hours.ts";

const CALENDAR = workCalendar(HOLIDAY_TABLE);
const HOURS = { sendFrom: "08:00", sendUntil: "18:00" };
const china = (moment: number) => new Date(moment + 8 * 3_600_000).toISOString().slice(0, 16);
const at = (text: string) => Date.parse(`${text}:00+08:00`);

it.each([
  ["a working day within the hours: at once", "2026-03-18T10:00", "2026-03-18T10:00"],
  ["early: when the hours begin", "2026-03-18T05:00", "2026-03-18T08:00"],
  ["a Friday evening: Monday", "2026-03-20T18:00", "2026-03-23T08:00"],
  ["the Spring Festival: the first day after it", "2026-02-15T09:00", "2026-02-24T08:00"],
  ["a Saturday on which people work: that day", "2026-02-14T09:00", "2026-02-14T09:00"],
])("a message of %s", (_title, from, to) => {
  expect(china(sendingTime(at(from), HOURS, CALENDAR))).toBe(to);
});

it("the daily mail leaves at its time on the next working day, and never twice a day", () => {
  expect(china(digestTime(at("2026-03-18T08:29"), "08:30", CALENDAR))).toBe("2026-03-18T08:30");
  expect(china(digestTime(at("2026-03-18T08:30"), "08:30", CALENDAR))).toBe("2026-03-19T08:30");
  expect(china(digestTime(at("2026-03-20T12:00"), "08:30", CALENDAR))).toBe("2026-03-23T08:30");
});

it("no message leaves before it was made, on a day off, or outside the hours", () => {
  const moments = fc.integer({ min: at("2024-01-01T00:00"), max: at("2026-12-01T00:00") });
  fc.assert(
    fc.property(moments, (moment) => {
      const sent = sendingTime(moment, HOURS, CALENDAR);
      const [day, hour] = china(sent).split("T") as [string, string];
      expect(sent).toBeGreaterThanOrEqual(moment);
      expect(CALENDAR.isWorkingDay(dayFromIso(day))).toBe(true);
      expect(hour >= "08:00" && hour < "18:00").toBe(true);
    }),
    { endOnFailure: true },
  );
});
