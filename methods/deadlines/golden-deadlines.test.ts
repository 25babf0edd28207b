import { describe, expect, test } from "vitest";
import { HOLIDAY_TABLE, workCalendar } from "./calendar.ts";
import { STATUTORY_CLOCKS } from "./clocks/all.ts";
import { computeDeadline } from "./compute-deadline.ts";
import type { DeadlineRequest } from "./deadline.ts";

/** Computed by hand with a printed calendar, at least one for every clock. */
const ONE_EACH: readonly (readonly [rule: string, from: string, end: string, why: string])[] = [
  ["custody.to-detention-centre", "2026-02-13T14:20", "2026-02-14T14:20", "hours"],
  ["custody.tell-family", "2024-02-28T23:30", "2024-02-29T23:30", "hours into a leap day"],
  ["custody.first-interrogation", "2026-12-31T08:00", "2027-01-01T08:00", "hours run through New Year"],
  ["arrest.request", "2026-02-12", "2026-02-15", "custody: Spring Festival moves nothing"],
  ["arrest.decision-in-custody", "2026-02-10", "2026-02-17", "custody"],
  ["arrest.decision-not-in-custody", "2026-02-03", "2026-02-24", "18 February is off, 24 the first working day"],
  ["arrest.decision-own-investigation", "2026-02-06", "2026-02-20", "custody"],
  ["arrest.decision-supervision-organ", "2026-02-28", "2026-03-10", "days from a month's last day"],
  ["investigation.custody", "2025-12-31", "2026-02-28", "last day to last day"],
  ["custody-necessity.answer", "2026-04-24", "2026-05-06", "4 May is off"],
  ["prosecution.review", "2026-01-31", "2026-02-28", "31 January + 1 month; a Saturday that is worked"],
  ["prosecution.fast-track", "2026-09-17", "2026-09-28", "27 September is off"],
  ["prosecution.tell-counsel", "2026-02-11", "2026-02-14", "a Saturday that is worked"],
  ["prosecution.supplementary-investigation", "2026-01-15", "2026-02-24", "15 February is off"],
  ["counsel.read-file", "2026-02-13", "2026-02-25", "14, 24 and 25 February are the working days"],
  ["counsel.non-lawyer-permission", "2026-03-16", "2026-03-19", "a working day"],
  ["custody.change-application", "2026-03-18", "2026-03-23", "21 March is a Saturday"],
  ["recusal.petition", "2026-03-16", "2026-03-23", "21 March is a Saturday"],
  ["recusal.reconsideration", "2026-03-20", "2026-03-23", "days off in between count"],
  ["non-prosecution.victim-petition", "2026-06-12", "2026-06-22", "19 to 21 June are off"],
  ["protest.judgment", "2026-09-23", "2026-10-08", "3 October is off"],
  ["protest.ruling", "2026-12-28", "2027-01-04", "2 January 2027 is a Saturday"],
  ["summons.ordinary", "2026-03-05T20:15", "2026-03-06T08:15", "hours"],
  ["summons.serious", "2026-03-05T20:15", "2026-03-06T20:15", "hours"],
  ["filing-supervision.reasons", "2026-03-30", "2026-04-07", "6 April is off"],
  ["filing-supervision.overdue-reasons", "2026-07-01", "2026-07-08", "a working day"],
  ["filing-supervision.correction-after", "2026-04-20", "2026-05-06", "5 May is off"],
  ["filing-supervision.unfinished-reminder", "2026-06-30", "2026-09-30", "last day to last day"],
  ["case-management.flow-notice-reply", "2026-05-11", "2026-05-21", "a working day"],
  ["correction.report-within-days", "2026-06-10", "2026-06-22", "20 June is off"],
  ["suggestion.public-interest-reply", "2025-12-18", "2026-02-24", "18 February is off"],
  ["suggestion.public-interest-reply-urgent", "2026-03-02", "2026-03-17", "a working day"],
  ["suggestion.general-reply", "2024-12-31", "2025-02-28", "last day to last day"],
  ["civil-public-interest.notice", "2026-01-31", "2026-03-02", "30 days are not one month"],
  ["civil-supervision.review", "2024-11-29", "2025-02-28", "no 29 February in 2025"],
  ["accident.report-within-hours", "2026-05-01T23:30", "2026-05-02T00:30", "hours over midnight, on a day off"],
  ["accident.upward-report", "2026-05-01T23:30", "2026-05-02T01:30", "hours"],
  ["accident.toll-updated", "2024-02-01", "2024-03-04", "30 days over a leap day end on a Saturday"],
  ["accident.toll-updated-traffic-fire", "2026-08-03", "2026-08-10", "a working day"],
  ["accident.investigation", "2026-06-01", "2026-07-31", "60 days"],
  ["accident.approval", "2026-10-26", "2026-11-10", "a working day"],
  ["accident.approval-gravest", "2026-08-31", "2026-09-30", "a working day"],
  ["accident.rectification-evaluation", "2024-02-29", "2025-02-28", "a year from a leap day"],
  ["chemicals.park-risk-assessment", "2026-05-29", "2029-05-29", "three years, a Tuesday"],
  ["chemicals.safety-evaluation", "2026-06-30", "2029-07-02", "30 June 2029 is a Saturday"],
  ["chemicals.permit-renewal-before", "2026-05-31", "2026-02-28", "backwards; a Saturday that is worked"],
  ["farmland-tax.filing", "2026-01-16", "2026-02-24", "15 February is off"],
  ["farmland-tax.refund", "2025-05-31", "2026-06-01", "31 May 2026 is a Sunday"],
];

const REVIEW = "prosecution.review";
const CUSTODY = "investigation.custody";
const approved = (id: string, on: string, amount?: number) => ({ id, approved: on, ...(amount === undefined ? {} : { amount }) });
const first = approved("investigation.custody-first-extension", "2026-03-25");
const second = approved("investigation.custody-second-extension", "2026-04-28");
const third = approved("investigation.custody-third-extension", "2026-06-20");

const MORE: readonly (readonly [title: string, request: DeadlineRequest, end: string])[] = [
  ["31 January + 1 month in a leap year", { rule: REVIEW, from: "2024-01-31" }, "2024-02-29"],
  ["30 January + 1 month in a leap year", { rule: REVIEW, from: "2024-01-30" }, "2024-02-29"],
  ["29 January + 1 month outside a leap year", { rule: REVIEW, from: "2025-01-29" }, "2025-02-28"],
  ["28 February + 1 month", { rule: REVIEW, from: "2025-02-28" }, "2025-03-31"],
  ["28 February + 1 month in a leap year", { rule: REVIEW, from: "2024-02-28" }, "2024-03-28"],
  ["review in custody over Spring Festival", { rule: REVIEW, from: "2026-01-15", inCustody: true }, "2026-02-15"],
  ["the same, not in custody", { rule: REVIEW, from: "2026-01-15" }, "2026-02-24"],
  [
    "1 month and 15 days, ending on a Sunday",
    { rule: REVIEW, from: "2026-01-31", extensions: [approved("prosecution.review-extension", "2026-02-27")] },
    "2026-03-16",
  ],
  [
    "the same in custody",
    { rule: REVIEW, from: "2026-01-31", inCustody: true, extensions: [approved("prosecution.review-extension", "2026-02-27")] },
    "2026-03-15",
  ],
  ["custody, two months", { rule: CUSTODY, from: "2026-01-30" }, "2026-03-30"],
  ["custody, first extension", { rule: CUSTODY, from: "2026-01-30", extensions: [first] }, "2026-04-30"],
  ["custody, two extensions", { rule: CUSTODY, from: "2026-01-30", extensions: [first, second] }, "2026-06-30"],
  ["custody, all three, given in any order", { rule: CUSTODY, from: "2026-01-30", extensions: [third, first, second] }, "2026-08-30"],
  [
    "months of extensions count from the first day: 30 December stays the 30th",
    { rule: CUSTODY, from: "2025-12-30", extensions: [approved("investigation.custody-first-extension", "2026-02-20")] },
    "2026-03-30",
  ],
  [
    "another serious crime found",
    { rule: CUSTODY, from: "2026-01-30", restarts: [{ on: "2026-03-10", ground: "other-serious-crime" }] },
    "2026-05-10",
  ],
  [
    "psychiatric appraisal of fifteen days",
    { rule: CUSTODY, from: "2026-03-10", suspensions: [{ from: "2026-04-01", to: "2026-04-15" }] },
    "2026-05-25",
  ],
  [
    "two supplementary investigations, then fifteen days more",
    {
      rule: REVIEW,
      from: "2026-01-20",
      inCustody: true,
      restarts: [
        { on: "2026-03-10", ground: "supplementary-investigation" },
        { on: "2026-05-06", ground: "supplementary-investigation" },
      ],
      extensions: [approved("prosecution.review-extension", "2026-06-05")],
    },
    "2026-06-21",
  ],
  [
    "request for arrest, two days more",
    { rule: "arrest.request", from: "2026-02-12", extensions: [approved("arrest.request-extension-most", "2026-02-14", 2)] },
    "2026-02-17",
  ],
  [
    "request for arrest, roving crime",
    { rule: "arrest.request", from: "2026-02-12", extensions: [approved("arrest.request-serial", "2026-02-14")] },
    "2026-03-14",
  ],
  [
    "roving crime after two days more is still thirty days in all",
    {
      rule: "arrest.request",
      from: "2026-02-12",
      extensions: [approved("arrest.request-extension-most", "2026-02-14", 2), approved("arrest.request-serial", "2026-02-16")],
    },
    "2026-03-14",
  ],
  [
    "fast track, more than one year expected",
    { rule: "prosecution.fast-track", from: "2026-09-17", extensions: [approved("prosecution.fast-track-over-one-year", "2026-09-24")] },
    "2026-10-08",
  ],
  [
    "accident with ten days of technical appraisal",
    { rule: "accident.investigation", from: "2026-06-01", suspensions: [{ from: "2026-06-10", to: "2026-06-19" }] },
    "2026-08-10",
  ],
  [
    "accident, sixty days more",
    { rule: "accident.investigation", from: "2026-06-01", extensions: [approved("accident.investigation-extension", "2026-07-20", 60)] },
    "2026-09-29",
  ],
  ["three days on the way", { rule: "protest.judgment", from: "2026-09-01", travelDays: 3 }, "2026-09-14"],
  [
    "the first day is not counted, so leaving it out adds nothing",
    { rule: REVIEW, from: "2026-03-10", suspensions: [{ from: "2026-03-10", to: "2026-03-15", ground: "measure-decision" }] },
    "2026-04-15",
  ],
];

const calendar = workCalendar(HOLIDAY_TABLE);

describe("a deadline computed by hand", () => {
  test.each(ONE_EACH)("%s from %s ends on %s: %s", (rule, from, end) => {
    expect(computeDeadline({ rule, from }, calendar).end).toBe(end);
  });

  test.each(MORE)("%s", (_, request, end) => {
    expect(computeDeadline(request, calendar).end).toBe(end);
  });

  test("is there for every clock", () => {
    expect(ONE_EACH.map(([rule]) => rule).toSorted()).toEqual(STATUTORY_CLOCKS.map(({ id }) => id).toSorted());
  });
});
