import { type ScheduleRule, YuejianError } from "@yuejian/contracts";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextDue, requireRule } from "./timetable.ts";

/** A time in China, `2026-03-29 02:30`. */
const china = (text: string) => Date.parse(`${text.replace(" ", "T")}:00+08:00`);
const inChina = (at: number | null) => (at === null ? null : new Date(at + 8 * 3_600_000).toISOString().slice(0, 16).replace("T", " "));
const next = (rule: ScheduleRule, after: string) => inChina(nextDue(rule, china(after)));

describe("the time at which a rule comes due next", () => {
  it("is the next whole step from midnight for minutes", () => {
    expect(next({ every: "minutes", minutes: 15 }, "2026-11-25 09:59")).toBe("2026-11-25 10:00");
    expect(next({ every: "minutes", minutes: 15 }, "2026-11-25 10:00")).toBe("2026-11-25 10:15");
    expect(next({ every: "minutes", minutes: 1440 }, "2026-11-25 10:00")).toBe("2026-11-26 00:00");
  });

  it("is today when the hour has not struck, else the next day, over the end of a month and a year", () => {
    expect(next({ every: "day", at: "01:30" }, "2026-11-25 01:29")).toBe("2026-11-25 01:30");
    expect(next({ every: "day", at: "01:30" }, "2026-11-25 01:30")).toBe("2026-11-26 01:30");
    expect(next({ every: "day", at: "00:00" }, "2026-12-31 23:59")).toBe("2027-01-01 00:00");
  });

  it("counts weekdays from Monday", () => {
    expect(next({ every: "week", on: 1, at: "08:00" }, "2026-11-25 09:00")).toBe("2026-11-30 08:00");
    expect(next({ every: "week", on: 7, at: "08:00" }, "2026-11-25 09:00")).toBe("2026-11-29 08:00");
    expect(next({ every: "week", on: 3, at: "09:00" }, "2026-11-25 09:00")).toBe("2026-12-02 09:00");
  });

  it("is the last day of a month that is shorter", () => {
    expect(next({ every: "month", on: 31, at: "02:00" }, "2026-02-01 00:00")).toBe("2026-02-28 02:00");
    expect(next({ every: "month", on: 31, at: "02:00" }, "2028-02-01 00:00")).toBe("2028-02-29 02:00");
    expect(next({ every: "month", on: 31, at: "02:00" }, "2026-02-28 02:00")).toBe("2026-03-31 02:00");
  });

  it("reads cron expressions in the time of China", () => {
    expect(next({ every: "cron", expression: "30 2 * * 1-5" }, "2026-11-27 03:00")).toBe("2026-11-30 02:30");
    expect(next({ every: "cron", expression: "0 0 L * *" }, "2026-02-01 00:00")).toBe("2026-02-28 00:00");
  });

  it("does not move with the summer time of other countries, whatever zone the machine is in", () => {
    const before = process.env["TZ"];
    try {
      for (const zone of ["Asia/Shanghai", "America/New_York", "Europe/London", "Pacific/Apia"]) {
        process.env["TZ"] = zone;
        for (const day of [
          "2026-03-07",
          "2026-03-08",
          "2026-03-28",
          "2026-03-29",
          "2026-10-24",
          "2026-10-25",
          "2026-10-31",
          "2026-11-01",
        ]) {
          expect(next({ every: "day", at: "02:30" }, `${day} 00:00`), zone).toBe(`${day} 02:30`);
          expect(next({ every: "cron", expression: "30 2 * * *" }, `${day} 00:00`), zone).toBe(`${day} 02:30`);
        }
      }
    } finally {
      if (before === undefined) delete process.env["TZ"];
      else process.env["TZ"] = before;
    }
  });

  it("lies after the time asked about, and none lies between, for any rule", () => {
    const hour = fc.integer({ min: 0, max: 23 });
    const minute = fc.integer({ min: 0, max: 59 });
    const at = fc.tuple(hour, minute).map((parts) => parts.map((part) => String(part).padStart(2, "0")).join(":"));
    const rules: fc.Arbitrary<ScheduleRule> = fc.oneof(
      fc.integer({ min: 1, max: 3000 }).map((minutes) => ({ every: "minutes" as const, minutes })),
      at.map((time) => ({ every: "day" as const, at: time })),
      fc.tuple(fc.integer({ min: 1, max: 7 }), at).map(([on, time]) => ({ every: "week" as const, on, at: time })),
      fc.tuple(fc.integer({ min: 1, max: 31 }), at).map(([on, time]) => ({ every: "month" as const, on, at: time })),
      fc.tuple(minute, hour).map(([m, h]) => ({ every: "cron" as const, expression: `${m} ${h} * * *` })),
    );
    fc.assert(
      fc.property(rules, fc.integer({ min: china("2026-01-01 00:00"), max: china("2030-01-01 00:00") }), (rule, after) => {
        const due = nextDue(rule, after) ?? Number.NaN;
        expect(due).toBeGreaterThan(after);
        // Asked a moment before it, it is still the next one.
        expect(nextDue(rule, due - 1)).toBe(due);
        expect(nextDue(rule, Math.max(after, due - 60_000))).toBe(due);
      }),
    );
  });
});

describe("a rule that cannot be kept", () => {
  it("is refused as SCHEDULE_RULE_INVALID with what is wrong", () => {
    const wrong: ScheduleRule[] = [
      { every: "cron", expression: "61 * * * *" },
      { every: "cron", expression: "* * * *" },
      { every: "cron", expression: "0 0 0 * * *" },
      { every: "cron", expression: "每天凌晨两点半" },
      { every: "cron", expression: "0 0 30 2 *" },
      { every: "day", at: "24:00" },
      { every: "minutes", minutes: 0 },
    ];
    for (const rule of wrong) {
      const refusal = (() => {
        try {
          requireRule(rule, china("2026-11-25 00:00"));
        } catch (error) {
          return error;
        }
        return null;
      })();
      expect(refusal, JSON.stringify(rule)).toBeInstanceOf(YuejianError);
      expect(refusal).toMatchObject({ code: "SCHEDULE_RULE_INVALID" });
    }
  });
});
