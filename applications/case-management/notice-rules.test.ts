import { type HandledCase } from "@yuejian/contracts";
import { HOLIDAY_TABLE, workCalendar } from "@yuejian/deadlines";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { caseClocks, explainNotice, NOTICE_RULES, noticesOf } from "./index.ts";
import { caseOf, possibleCase } from "./testing/made-cases.ts";

const calendar = workCalendar(HOLIDAY_TABLE);
const looked = (handled: HandledCase, day: string) => ({ handled, clocks: caseClocks(handled, calendar), day });
const found = (handled: HandledCase, day: string) => noticesOf(looked(handled, day)).map(({ rule, key }) => `${rule.id} ${key}`);
const sentences = (handled: HandledCase, day: string) =>
  noticesOf(looked(handled, day)).map(({ rule, facts }) => {
    const { sentence, source } = explainNotice(rule, facts);
    return `${sentence.zh}${source?.zh ?? ""}`;
  });
const open = { accepted_on: "2026-03-02", assigned_on: "2026-03-03", decided_on: null };

it("a term that is over is noticed the day after its end, with its article, and no more once the case is decided in time", () => {
  expect(found(caseOf(open), "2026-04-02")).toEqual([]);
  expect(found(caseOf(open), "2026-04-03")).toEqual(["flow.term-overdue review"]);
  expect(sentences(caseOf(open), "2026-04-03")).toEqual([
    "「审查起诉」于 2026-04-02 届满，导出数据中至今没有办结。《刑事诉讼法》第一百七十二条第一款",
  ]);
  const decided = { ...open, decided_on: "2026-04-02" };
  expect(found(caseOf(decided, { outcome: "prosecuted" }), "2026-05-01")).toEqual([]);
  expect(found(caseOf({ ...decided, decided_on: "2026-04-03" }), "2026-05-01")).toEqual([
    "quality.term-missed review",
    "quality.no-outcome outcome",
  ]);
});

it("returns, late extensions, waiting to be assigned and counsel each have their rule", () => {
  const returned = { ...open, returned_on: "2026-04-01", received_again_on: null };
  expect(found(caseOf(returned), "2026-05-02")).toEqual(["flow.others-overdue supplementary"]);
  const again = { ...returned, received_again_on: "2026-04-20", second_returned_on: "2026-05-05", second_received_again_on: "2026-05-20" };
  expect(found(caseOf(again), "2026-05-21")).toEqual(["flow.second-return second_received_again_on"]);
  expect(found(caseOf({ ...again, decided_on: "2026-05-25" }, { outcome: "not-prosecuted" }), "2026-06-21")).toEqual([
    "quality.returned-at-the-end review",
  ]);
  expect(found(caseOf({ ...open, extended_on: "2026-04-10" }), "2026-04-02")).toEqual(["flow.extension-late extended_on"]);
  expect(sentences(caseOf({ ...open, extended_on: "2026-04-10" }), "2026-04-02")[0]).toContain("延长期限批准日期为 2026-04-10");
  expect(found(caseOf({ ...open, assigned_on: null }), "2026-03-05")).toEqual([]);
  expect(found(caseOf({ ...open, assigned_on: null }), "2026-03-06")).toEqual(["flow.not-assigned assigned_on"]);
  const untold = { ...open, counsel_told_on: null, decided_on: "2026-03-10" };
  expect(found(caseOf(untold, { outcome: "prosecuted" }), "2026-03-20")).toEqual(["quality.counsel-not-told tell-counsel"]);
  expect(found(caseOf({ ...untold, counsel_told_on: "2026-03-05" }, { outcome: "prosecuted" }), "2026-03-20")).toEqual([]);
});

it("every finding of every case has a sentence without gaps in both languages, a key of its own, and flow is never said of decided cases", () => {
  fc.assert(
    fc.property(possibleCase, fc.constantFrom("2024-06-01", "2026-01-01", "2027-01-01"), (handled, day) => {
      const notices = noticesOf(looked(handled, day));
      expect(new Set(notices.map(({ rule, key }) => `${rule.id} ${key}`)).size).toBe(notices.length);
      for (const { rule, facts } of notices) {
        const { sentence } = explainNotice(rule, facts);
        expect(`${sentence.zh}${sentence.en}`).not.toMatch(/[{}]|undefined/);
        expect(rule.set === "flow").toBe(!handled.days.decided_on);
      }
    }),
    { numRuns: 500 },
  );
});

it("rules have names of their own, and words in both languages", () => {
  expect(new Set(NOTICE_RULES.map(({ id }) => id)).size).toBe(NOTICE_RULES.length);
  for (const { id, set, title, text } of NOTICE_RULES) {
    expect(id.startsWith(`${set}.`)).toBe(true);
    expect([title.zh, title.en, text.zh, text.en].every((words) => words !== "")).toBe(true);
  }
});
