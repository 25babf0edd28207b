import { YuejianError } from "@yuejian/contracts";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { HOLIDAY_TABLE, workCalendar } from "./calendar.ts";
import { STATUTORY_CLOCKS, statutoryClock } from "./clocks/all.ts";
import { computeDeadline } from "./compute-deadline.ts";
import type { DeadlineRequest } from "./deadline.ts";
import { deadlineDoubts, explainDeadline } from "./explain-deadline.ts";
import { citation } from "./laws.ts";
import { legalNumberHistory } from "./legal-numbers.ts";

const calendar = workCalendar(HOLIDAY_TABLE);
const REVIEW = { rule: "prosecution.review", from: "2026-03-10" };
const CUSTODY = { rule: "investigation.custody", from: "2026-01-30" };
const REQUEST = { rule: "arrest.request", from: "2026-02-12" };
const extension = (id: string, approved: string, amount?: number) => ({ id, approved, ...(amount === undefined ? {} : { amount }) });
const restart = (on: string, ground: string) => ({ on, ground });
const told = (request: DeadlineRequest) => {
  const deadline = computeDeadline(request, calendar);
  return { ...explainDeadline(deadline, calendar), doubts: deadlineDoubts(deadline, calendar).map(({ en }) => en) };
};

describe("the clocks as data", () => {
  test("each has its length in the one table of legal numbers, as do its extensions and limits", () => {
    expect(new Set(STATUTORY_CLOCKS.map(({ id }) => id)).size).toBe(STATUTORY_CLOCKS.length);
    for (const clock of STATUTORY_CLOCKS) {
      const numbers = [
        clock.id,
        ...clock.extensions.flatMap(({ id, least }) => [id, ...(least === null ? [] : [least])]),
        ...clock.restarts.flatMap(({ times }) => (times === null ? [] : [times])),
      ];
      for (const id of numbers) expect(legalNumberHistory(id).length, id).toBeGreaterThan(0);
      for (const { after } of clock.extensions)
        if (after !== null)
          expect(
            clock.extensions.some(({ id }) => id === after),
            clock.id,
          ).toBe(true);
    }
  });

  test("each law they cite has its English name and article", () => {
    for (const clock of STATUTORY_CLOCKS) {
      const sources = [
        ...legalNumberHistory(clock.id),
        ...clock.extensions.flatMap(({ id }) => legalNumberHistory(id)),
        ...clock.restarts,
        ...clock.suspensions,
      ];
      for (const { law, article } of sources) {
        const { zh, en } = citation(law, article);
        expect(zh).toContain(article);
        expect(en, en).toMatch(/^[\x20-\x7e]+ art\. \d+( para\. \d+)?( item \d+)?$/);
      }
    }
  });
});

describe("a request that the law does not allow", () => {
  const cases: readonly (readonly [title: string, request: DeadlineRequest, code: string])[] = [
    ["an unknown rule", { rule: "no.such-rule", from: "2026-01-01" }, "DEADLINE_RULE_UNKNOWN"],
    ["a rule of the prototype", { rule: "constructor", from: "2026-01-01" }, "DEADLINE_RULE_UNKNOWN"],
    ["a legal number that is no clock", { rule: "fine-floor.theft", from: "2026-01-01" }, "DEADLINE_RULE_UNKNOWN"],
    ["an impossible date", { ...REVIEW, from: "2026-02-30" }, "DEADLINE_DATE_INVALID"],
    ["no date", { ...REVIEW, from: "yesterday" }, "DEADLINE_DATE_INVALID"],
    ["a day before the law", { ...REVIEW, from: "2018-10-25" }, "DEADLINE_OUTSIDE_VALIDITY"],
    ["an unknown extension", { ...REVIEW, extensions: [extension("arrest.request-serial", "2026-03-20")] }, "DEADLINE_EXTENSION_UNKNOWN"],
    [
      "an extension of a clock without",
      { rule: "protest.ruling", from: "2026-03-10", extensions: [extension("x", "2026-03-11")] },
      "DEADLINE_EXTENSION_REFUSED",
    ],
    [
      "approval on an impossible date",
      { ...REVIEW, extensions: [extension("prosecution.review-extension", "2026-04-31")] },
      "DEADLINE_DATE_INVALID",
    ],
    [
      "approval after the term was over",
      { ...REVIEW, extensions: [extension("prosecution.review-extension", "2026-04-11")] },
      "DEADLINE_EXTENSION_OUTSIDE_TERM",
    ],
    [
      "approval before the term began",
      { ...REVIEW, extensions: [extension("prosecution.review-extension", "2026-03-09")] },
      "DEADLINE_EXTENSION_OUTSIDE_TERM",
    ],
    [
      "the same extension twice",
      {
        ...REVIEW,
        extensions: [extension("prosecution.review-extension", "2026-04-01"), extension("prosecution.review-extension", "2026-04-02")],
      },
      "DEADLINE_EXTENSION_REFUSED",
    ],
    [
      "the second extension without the first",
      { ...CUSTODY, extensions: [extension("investigation.custody-second-extension", "2026-03-01")] },
      "DEADLINE_EXTENSION_REFUSED",
    ],
    [
      "more after the full length",
      {
        ...REQUEST,
        extensions: [extension("arrest.request-serial", "2026-02-13"), extension("arrest.request-extension-most", "2026-02-14")],
      },
      "DEADLINE_EXTENSION_REFUSED",
    ],
    [
      "more days than the law allows",
      { ...REQUEST, extensions: [extension("arrest.request-extension-most", "2026-02-13", 5)] },
      "DEADLINE_EXTENSION_AMOUNT",
    ],
    [
      "half a day",
      { ...REQUEST, extensions: [extension("arrest.request-extension-most", "2026-02-13", 1.5)] },
      "DEADLINE_EXTENSION_AMOUNT",
    ],
    [
      "less than a fixed extension",
      { ...REVIEW, extensions: [extension("prosecution.review-extension", "2026-04-01", 10)] },
      "DEADLINE_EXTENSION_AMOUNT",
    ],
    [
      "leaving out time where nothing allows it",
      { rule: "protest.ruling", from: "2026-03-10", suspensions: [{ from: "2026-03-11", to: "2026-03-12" }] },
      "DEADLINE_SUSPENSION_REFUSED",
    ],
    [
      "an unknown ground",
      { ...REVIEW, suspensions: [{ from: "2026-03-11", to: "2026-03-12", ground: "x" }] },
      "DEADLINE_SUSPENSION_REFUSED",
    ],
    [
      "time that ends before it begins",
      { ...REVIEW, suspensions: [{ from: "2026-03-12", to: "2026-03-11" }] },
      "DEADLINE_SUSPENSION_REFUSED",
    ],
    ["time before the term", { ...REVIEW, suspensions: [{ from: "2026-03-09", to: "2026-03-11" }] }, "DEADLINE_SUSPENSION_REFUSED"],
    ["time after the term", { ...REVIEW, suspensions: [{ from: "2026-04-11", to: "2026-04-12" }] }, "DEADLINE_SUSPENSION_REFUSED"],
    [
      "overlapping times",
      {
        ...REVIEW,
        suspensions: [
          { from: "2026-03-11", to: "2026-03-15" },
          { from: "2026-03-15", to: "2026-03-16" },
        ],
      },
      "DEADLINE_SUSPENSION_REFUSED",
    ],
    [
      "a restart that no law knows",
      { rule: "protest.ruling", from: "2026-03-10", restarts: [restart("2026-03-11", "x")] },
      "DEADLINE_RESTART_REFUSED",
    ],
    ["a restart before the start", { ...REVIEW, restarts: [restart("2026-03-09", "jurisdiction-changed")] }, "DEADLINE_RESTART_REFUSED"],
    [
      "a third supplementary investigation",
      { ...REVIEW, restarts: ["2026-04-01", "2026-05-01", "2026-06-01"].map((on) => restart(on, "supplementary-investigation")) },
      "DEADLINE_RESTART_REFUSED",
    ],
    [
      "a restart within time left out",
      { ...REVIEW, suspensions: [{ from: "2026-03-11", to: "2026-03-15" }], restarts: [restart("2026-03-15", "jurisdiction-changed")] },
      "DEADLINE_RESTART_REFUSED",
    ],
    ["travel where the term knows none", { ...REVIEW, travelDays: 2 }, "DEADLINE_TRAVEL_REFUSED"],
    ["negative travel", { rule: "protest.ruling", from: "2026-03-10", travelDays: -2 }, "DEADLINE_TRAVEL_REFUSED"],
  ];

  test.each(cases)("%s is refused", (_, request, code) => {
    expect(() => computeDeadline(request, calendar)).toThrow(expect.objectContaining({ code }));
  });

  test("an old extension is not one of the term after the restart", () => {
    const id = "prosecution.review-extension";
    const request = {
      ...REVIEW,
      extensions: [extension(id, "2026-04-01"), extension(id, "2026-05-20")],
      restarts: [restart("2026-04-25", "supplementary-investigation")],
    };
    expect(computeDeadline(request, calendar).end).toBe("2026-06-09");
  });

  test("any request gives a date or a coded error, never another", () => {
    const anyDate = fc.oneof(
      fc
        .date({ min: new Date("2019-01-01"), max: new Date("2030-01-01"), noInvalidDate: true })
        .map((date) => date.toISOString().slice(0, 10)),
      fc.string(),
    );
    const anyRequest = fc.constantFrom(...STATUTORY_CLOCKS).chain((clock) =>
      fc.record({
        rule: fc.oneof(fc.constant(clock.id), fc.string()),
        from: anyDate,
        inCustody: fc.boolean(),
        travelDays: fc.oneof(fc.constant(0), fc.double()),
        extensions: fc.array(
          fc.record({ id: fc.constantFrom(...clock.extensions.map(({ id }) => id), "x"), approved: anyDate, amount: fc.nat(70) }),
          { maxLength: 3 },
        ),
        suspensions: fc.array(fc.record({ from: anyDate, to: anyDate }), { maxLength: 2 }),
        restarts: fc.array(fc.record({ on: anyDate, ground: fc.constantFrom(...clock.restarts.map(({ id }) => id), "x") }), {
          maxLength: 2,
        }),
      }),
    );
    fc.assert(
      fc.property(anyRequest, (request) => {
        try {
          expect(computeDeadline(request, calendar).end).toMatch(/^\d{4}-\d\d-\d\d(T\d\d:\d\d)?$/);
        } catch (error) {
          if (!(error instanceof YuejianError)) throw error;
          expect(["input", "missing"]).toContain(error.kind);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe("a date explains itself", () => {
  test("in one sentence with its articles, in both languages", () => {
    const { zh, en } = told({ ...REVIEW, from: "2026-01-31", extensions: [extension("prosecution.review-extension", "2026-02-27")] });
    expect(zh).toBe(
      "审查起诉：自收到移送起诉的案件（2026年1月31日）起1个月（《刑事诉讼法》第一百七十二条第一款），起算当日不计，2026年2月27日批准延长15日（《刑事诉讼法》第一百七十二条第一款），最后一日2026年3月15日为周日，顺延到其后第一个工作日（《刑事诉讼法》第一百零五条第四款），至2026年3月16日届满。",
    );
    expect(en).toBe(
      "Prosecution review: 1 month from receipt of the case for prosecution on 2026-01-31 (Criminal Procedure Law art. 172 para. 1), the first day not counted, extended on 2026-02-27 by 15 days (Criminal Procedure Law art. 172 para. 1), the last day 2026-03-15 is a Sunday, so it moves to the next working day (Criminal Procedure Law art. 105 para. 4), ends on 2026-03-16.",
    );
  });

  test("names what moved it, what did not, what restarted it and what was left out", () => {
    expect(told({ rule: "arrest.decision-in-custody", from: "2026-02-10" }).en).toContain(
      "a day off of Spring Festival, which in custody moves nothing",
    );
    expect(told({ ...CUSTODY, restarts: [restart("2026-03-10", "other-serious-crime")] }).en).toContain(
      "another serious crime was found, Criminal Procedure Law art. 160 para. 1",
    );
    expect(told({ ...CUSTODY, suspensions: [{ from: "2026-02-10", to: "2026-02-19" }] }).en).toContain(
      "10 days from 2026-02-10 to 2026-02-19 left out for psychiatric appraisal of the suspect (Criminal Procedure Law art. 149)",
    );
    expect(told({ rule: "chemicals.permit-renewal-before", from: "2026-05-15" }).zh).toContain("提前到此前的工作日");
    expect(told({ rule: "protest.judgment", from: "2026-09-01", travelDays: 3 }).zh).toContain("扣除在途时间3日");
  });

  test("for every clock is one sentence that holds its end and its article", () => {
    for (const { id } of STATUTORY_CLOCKS) {
      const deadline = computeDeadline({ rule: id, from: "2026-09-17" }, calendar);
      const { zh, en } = explainDeadline(deadline, calendar);
      expect(zh.indexOf("。"), id).toBe(zh.length - 1);
      expect(zh).toContain(deadline.number.article);
      expect(en).toContain(deadline.end.replace("T", " "));
      expect(en).toMatch(/^[\x20-\x7e“”]+$/);
    }
  });

  test("says what is in doubt, and nothing where nothing is", () => {
    expect(told(REVIEW).doubts).toEqual([]);
    expect(told({ ...REVIEW, from: "2028-03-10" }).doubts).toEqual(["no holiday table for 2028: weekends only"]);
    expect(told({ ...REVIEW, from: "2028-03-10", inCustody: true }).doubts).toEqual([]);
    expect(told({ rule: "suggestion.general-reply", from: "2026-03-10" }).doubts[0]).toMatch(/art\. 19: from reports, not read/);
    expect(told({ rule: "custody.tell-family", from: "2026-03-10" }).doubts).toEqual([
      "no time of day given: counted from 00:00, the earliest possible",
    ]);
    expect(told({ rule: "protest.ruling", from: "2026-03-10", inCustody: true }).doubts).toEqual([
      "this is no term of custody: custody changes nothing",
    ]);
    expect(told({ rule: "suggestion.public-interest-reply", from: "2026-02-28" }).doubts[0]).toMatch(
      /corresponding day .* would be 2026-04-28$/,
    );
    expect(told({ rule: "accident.toll-updated", from: "2024-02-01" }).doubts[0]).toMatch(/no rule of its own on days off/);
    expect(told({ ...REQUEST, extensions: [extension("arrest.request-extension-most", "2026-02-13")] }).doubts).toEqual([
      "how much was approved is not said: the most, 4 days, is taken",
    ]);
    expect(told({ ...REVIEW, suspensions: [{ from: "2026-03-11", to: "2026-03-12" }] }).doubts).toEqual([
      "why 2026-03-11 to 2026-03-12 is left out is not said",
    ]);
    expect(told({ ...REVIEW, restarts: [restart("2026-05-12", "supplementary-investigation")] }).doubts[0]).toMatch(
      /came after the term before had ended on 2026-04-10/,
    );
    expect(
      told({ rule: "civil-supervision.review", from: "2026-03-10", suspensions: [{ from: "2026-03-11", to: "2026-03-12" }] }).doubts[0],
    ).toMatch(/not checked/);
  });

  test("statutoryClock gives the clock of an id", () => {
    expect(statutoryClock("prosecution.review").actor.en).toBe("Procuratorate");
  });
});
