import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { HOLIDAY_TABLE, workCalendar } from "./calendar.ts";
import { STATUTORY_CLOCKS } from "./clocks/all.ts";
import { computeDeadline } from "./compute-deadline.ts";
import { dayOf, isoOf } from "./days.ts";
import { legalNumberHistory } from "./legal-numbers.ts";

const calendar = workCalendar(HOLIDAY_TABLE);
const LAST = dayOf("2040-12-31");
const firstDayOf = (id: string) => dayOf(legalNumberHistory(id)[0]?.validFrom ?? "2040-01-01");
const anyClock = fc.constantFrom(...STATUTORY_CLOCKS);
const clockAndDay = anyClock.chain((clock) =>
  fc.record({ clock: fc.constant(clock), day: fc.integer({ min: firstDayOf(clock.id), max: LAST }), inCustody: fc.boolean() }),
);
const isHours = (end: string) => end.length > 10;

describe("for every clock and day", () => {
  test("a later start never ends earlier", () => {
    fc.assert(
      fc.property(clockAndDay, fc.integer({ min: 0, max: 40 }), ({ clock, day, inCustody }, later) => {
        const [first, second] = [day, day + later].map((from) =>
          computeDeadline({ rule: clock.id, from: isoOf(from), inCustody }, calendar),
        );
        expect((first?.end ?? "") <= (second?.end ?? "")).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test("the end is a working day, but in custody and for hours the day it falls on", () => {
    fc.assert(
      fc.property(clockAndDay, ({ clock, day, inCustody }) => {
        const { end, nominalEnd, standsInCustody } = computeDeadline({ rule: clock.id, from: isoOf(day), inCustody }, calendar);
        expect(standsInCustody).toBe(clock.custody === "always" || (clock.custody === "possible" && inCustody));
        if (isHours(end) || standsInCustody) expect(end).toBe(nominalEnd);
        else expect(calendar.isWorkingDay(dayOf(end))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test("the end moves only over days off, and no further than the first working day", () => {
    fc.assert(
      fc.property(clockAndDay, ({ clock, day }) => {
        const { end, nominalEnd } = computeDeadline({ rule: clock.id, from: isoOf(day) }, calendar);
        if (isHours(end)) return;
        const step = clock.direction === "before" ? -1 : 1;
        for (let each = dayOf(nominalEnd); each !== dayOf(end); each += step) expect(calendar.isWorkingDay(each)).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  test("an extension never shortens, whenever in the term it is approved", () => {
    const extendable = STATUTORY_CLOCKS.filter(({ extensions }) => extensions.length > 0);
    fc.assert(
      fc.property(
        fc.constantFrom(...extendable),
        fc.integer({ min: 0, max: 6000 }),
        fc.boolean(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (clock, offset, inCustody, share) => {
          const from = firstDayOf(clock.id) + offset;
          const request = { rule: clock.id, from: isoOf(from), inCustody };
          let { end } = computeDeadline(request, calendar);
          const extensions: { id: string; approved: string }[] = [];
          let least = from;
          for (const { id } of clock.extensions) {
            least = Math.floor(least + (dayOf(end) - least) * share);
            extensions.push({ id, approved: isoOf(least) });
            const longer = computeDeadline({ ...request, extensions }, calendar).end;
            expect(longer >= end).toBe(true);
            end = longer;
          }
        },
      ),
    );
  });

  test("a restart equals a fresh start, whatever came before it", () => {
    const restartable = STATUTORY_CLOCKS.filter(({ restarts }) => restarts.length > 0);
    fc.assert(
      fc.property(
        fc
          .constantFrom(...restartable)
          .chain((clock) => fc.record({ clock: fc.constant(clock), ground: fc.constantFrom(...clock.restarts) })),
        fc.integer({ min: 0, max: 6000 }),
        fc.integer({ min: 0, max: 90 }),
        fc.boolean(),
        ({ clock, ground }, offset, later, inCustody) => {
          const from = firstDayOf(clock.id) + offset;
          const on = isoOf(from + later);
          const first = clock.extensions[0]?.id ?? "";
          const restarted = computeDeadline(
            {
              rule: clock.id,
              from: isoOf(from),
              inCustody,
              restarts: [{ on, ground: ground.id }],
              // Of the first term: forgotten with it.
              extensions: later > 3 ? [{ id: first, approved: isoOf(from + 1) }] : [],
              suspensions: later > 5 ? [{ from: isoOf(from + 2), to: isoOf(from + 4) }] : [],
            },
            calendar,
          );
          const fresh = computeDeadline({ rule: clock.id, from: on, inCustody }, calendar);
          expect([restarted.start, restarted.nominalEnd, restarted.end]).toEqual([fresh.start, fresh.nominalEnd, fresh.end]);
        },
      ),
    );
  });

  test("a suspension adds exactly its days, and two add theirs together", () => {
    const suspendable = STATUTORY_CLOCKS.filter(({ suspensions }) => suspensions.length > 0);
    fc.assert(
      fc.property(
        fc.constantFrom(...suspendable),
        fc.integer({ min: 0, max: 6000 }),
        fc.integer({ min: 1, max: 4 }),
        fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 })),
        fc.boolean(),
        (clock, offset, before, [first, second], inCustody) => {
          const from = firstDayOf(clock.id) + offset;
          const request = { rule: clock.id, from: isoOf(from), inCustody };
          const plain = computeDeadline(request, calendar);
          const begin = from + before;
          const one = { from: isoOf(begin), to: isoOf(begin + first - 1) };
          const next = begin + first + 1;
          const two = { from: isoOf(next), to: isoOf(next + second - 1) };
          const suspended = computeDeadline({ ...request, suspensions: [one] }, calendar);
          expect(dayOf(suspended.nominalEnd) - dayOf(plain.nominalEnd)).toBe(first);
          if (suspended.standsInCustody) expect(dayOf(suspended.end) - dayOf(plain.end)).toBe(first);
          const both = computeDeadline({ ...request, suspensions: [two, one] }, calendar);
          expect(dayOf(both.nominalEnd) - dayOf(plain.nominalEnd)).toBe(first + second);
        },
      ),
    );
  });
});
