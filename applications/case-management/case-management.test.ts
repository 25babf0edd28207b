import { HANDLED_CASE_DAYS, HANDLED_CASE_KINDS, type HandledCase, type HandledCaseDay, YUEYANG_OFFICES } from "@yuejian/contracts";
import { HOLIDAY_TABLE, STATUTORY_CLOCKS, workCalendar } from "@yuejian/deadlines";
import { dayFromIso } from "@yuejian/identifiers";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkCase } from "./check-case.ts";
import {
  CASE_KINDS,
  type CaseReading,
  caseClocks,
  caseDue,
  caseReader,
  clockState,
  explainClock,
  stageIntervals,
  stageOf,
} from "./index.ts";
import { type MinedCase, processMiner } from "./mine-process.ts";
import { caseOf, possibleCase } from "./testing/made-cases.ts";

const calendar = workCalendar(HOLIDAY_TABLE);
const ASOF = "2026-11-26";
const HEADINGS = [
  "部门受案号",
  "承办单位",
  "承办部门",
  "案件类别",
  "案由",
  "人员编号",
  "承办检察官",
  "羁押状态",
  "受理日期",
  "分案日期",
  "审结日期",
  "审结情况",
];
const options = { offices: YUEYANG_OFFICES, asOf: ASOF, mayImport: (office: string) => office !== "pingjiang" };
const ROW = [
  "岳检刑诉受[2026]7号",
  "岳阳楼区",
  "第一检察部",
  "一审公诉",
  "盗窃",
  "R101；R102",
  "李四",
  "在押",
  "2026/3/2",
  "2026年3月3日",
  "",
  "",
];
const row = (changes: Readonly<Record<string, string>>) => ROW.map((text, at) => changes[HEADINGS[at] ?? ""] ?? text);
const codesOf = (reading: CaseReading) => ("refusals" in reading ? reading.refusals.map(({ code, column }) => `${code} ${column}`) : []);

describe("a row of an export", () => {
  const reader = caseReader(HEADINGS, options);
  it("is read whatever its headings and spellings", () => {
    expect(reader.read(ROW)).toEqual({
      handled: {
        number: "岳检刑诉受〔2026〕7号",
        office: "yueyanglou",
        department: "第一检察部",
        line: "ordinary-crime",
        kind: "prosecution-review",
        cause: "盗窃罪",
        suspects: ["R101", "R102"],
        handler: "李四",
        inCustody: true,
        days: { accepted_on: "2026-03-02", assigned_on: "2026-03-03", decided_on: null },
        suspensionGround: null,
        outcome: null,
      },
    });
  });

  it("is refused with each reason and its column", () => {
    const refused = (changes: Readonly<Record<string, string>>) => codesOf(reader.read(row(changes)));
    expect(refused({ 承办单位: "长沙市" })).toEqual(["office-unknown office"]);
    expect(refused({ 承办单位: "平江县" })).toEqual(["office-not-yours office"]);
    expect(refused({ 案件类别: "不知道", 承办单位: "x" })).toEqual(["office-unknown office", "kind-unknown kind"]);
    expect(refused({ 受理日期: "2026-02-30", 部门受案号: "" })).toEqual(["required-missing number", "date-impossible accepted_on"]);
    expect(refused({ 分案日期: "2026-03-01" })).toEqual(["days-out-of-order assigned_on"]);
    expect(refused({ 分案日期: "2026-12-01" })).toEqual(["day-in-future assigned_on"]);
    expect(refused({ 审结情况: "提起公诉" })).toEqual(["outcome-without-day outcome"]);
    expect(refused({ 审结情况: "批准逮捕", 审结日期: "2026-03-09" })).toEqual(["outcome-of-other-kind outcome"]);
    expect(refused({ 人员编号: "王五" })).toEqual(["suspect-not-a-number suspects"]);
    expect(refused({ 人员编号: "430602198513070013" })).toEqual([]);
    for (const id of ["990601198503070011", "990601198503070012"])
      expect(refused({ 人员编号: id })).toEqual(["suspect-not-a-number suspects"]);
  });

  it("without a required column is refused row by row, and a clock without ground is refused", () => {
    expect(codesOf(caseReader(["案号"], options).read(["1"]))).toEqual(
      ["office", "kind", "accepted_on"].map((name) => `required-missing ${name}`),
    );
    const wide = caseReader([...HEADINGS, "一次延长日期", "一退日期", "中止日期", "中止事由"], options);
    const read = (kind: string, custody: string, ...more: string[]) =>
      codesOf(wide.read([...row({ 案件类别: kind, 羁押状态: custody }), ...more]));
    expect(read("审查逮捕", "在押", "2026-03-05")).toEqual(["clock-without-ground extended_on"]);
    expect(read("审查逮捕", "取保候审", "2026-03-05")).toEqual([]);
    expect(read("审查逮捕", "在押", "", "2026-03-05", "2026-03-06")).toEqual([
      "clock-without-ground returned_on",
      "clock-without-ground suspended_from",
    ]);
    expect(read("审查起诉", "在押", "", "", "2026-03-06")).toEqual(["ground-needed suspension_ground"]);
    expect(read("审查起诉", "在押", "", "", "2026-03-06", "休假")).toEqual(["ground-unknown suspension_ground"]);
    expect(read("审查起诉", "在押", "", "", "2026-03-06", "精神病鉴定")).toEqual([]);
  });

  it("never crashes, whatever stands in it", () => {
    const cell = fc.oneof(fc.string(), fc.constantFrom(...ROW, "0000-00-00", "�", "430602198503070013"));
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 14 }), (texts) => {
        const reading = reader.read(texts);
        expect("handled" in reading || reading.refusals.length > 0).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe("a case that can have happened", () => {
  it("is taken, and is refused when two of its days change places", () => {
    fc.assert(
      fc.property(possibleCase, (handled) => {
        expect(checkCase(handled, "2030-01-01")).toEqual([]);
        const { accepted_on: accepted, decided_on: decided } = handled.days;
        if (!accepted || !decided || accepted === decided) return;
        const turned = { ...handled, days: { ...handled.days, accepted_on: decided, decided_on: accepted } };
        expect(checkCase(turned, "2030-01-01").map(({ code }) => code)).toContain("days-out-of-order");
      }),
      { numRuns: 500 },
    );
  });

  it("stands in stages that follow each other without gaps, from acceptance to decision", () => {
    fc.assert(
      fc.property(possibleCase, (handled) => {
        const intervals = stageIntervals(handled);
        expect(intervals[0]?.from).toBe(handled.days.accepted_on);
        intervals.forEach(({ from, to }, at) => {
          const next = intervals[at + 1];
          if (next) expect(to).toBe(next.from);
          if (next && to !== null) expect(from < to).toBe(true);
        });
        const before = intervals.filter(({ stage }) => !["delivery", "archiving", "archived"].includes(stage));
        if (handled.days.decided_on && before.length > 0) expect(before.at(-1)?.to).toBe(handled.days.decided_on);
      }),
      { numRuns: 500 },
    );
  });

  it("has each clock of its kind or the reason why there is none, and terms that begin no earlier than the one before", () => {
    fc.assert(
      fc.property(possibleCase, (handled) => {
        const { clocks, unknown } = caseClocks(handled, calendar);
        const { term, others } = CASE_KINDS[handled.kind];
        const isNotified = handled.days.notified_on !== null;
        if (term && (term.from !== "notified_on" || isNotified))
          expect(clocks.length + unknown.length).toBeGreaterThanOrEqual(1 + others.length);
        const terms = clocks.filter(({ key }) => key.startsWith("review"));
        terms.forEach(({ from, stoppedOn, key, due }, at) => {
          expect(from >= (terms[at - 1]?.stoppedOn ?? "")).toBe(true);
          expect(key).toBe(at === 0 ? "review" : `review-${at + 1}`);
          if (stoppedOn !== null && due !== null) expect(clockState({ due, stoppedOn }, ASOF)).toBe(stoppedOn <= due ? "kept" : "missed");
        });
        const due = caseDue(clocks);
        if (handled.days.decided_on) expect(clocks.filter(({ stoppedOn, key }) => stoppedOn === null && key !== "reply")).toEqual([]);
        if (due !== null) expect(clocks.some((clock) => clock.due === due && clock.stoppedOn === null)).toBe(true);
        for (const clock of clocks) expect(explainClock(clock, handled, calendar).sentence.zh).not.toBe("");
      }),
      { numRuns: 300 },
    );
  });
});

describe("clocks", () => {
  const clocksOf = (handled: HandledCase) =>
    Object.fromEntries(caseClocks(handled, calendar).clocks.map(({ key, due, stoppedOn }) => [key, `${due} ${stoppedOn}`]));
  const base = { accepted_on: "2026-03-02", decided_on: null };

  it("of a prosecution review run anew after each return, the return having a clock of its own", () => {
    const days = {
      ...base,
      extended_on: "2026-03-30",
      returned_on: "2026-04-15",
      received_again_on: "2026-05-14",
      second_returned_on: "2026-06-12",
    };
    expect(clocksOf(caseOf(days))).toEqual({
      review: "2026-04-17 2026-04-15",
      supplementary: "2026-05-15 2026-05-14",
      "review-2": "2026-06-14 2026-06-12",
      "supplementary-2": "2026-07-12 null",
    });
  });

  it("belong to the term in which they were approved", () => {
    const returns = { returned_on: "2026-04-15", received_again_on: "2026-05-14", second_returned_on: null };
    const handled = caseOf({ ...base, extended_on: "2026-03-30", ...returns, second_extended_on: "2026-06-10" });
    expect(clocksOf(handled)["review-2"]).toBe("2026-06-29 null");
    expect(caseClocks(handled, calendar).clocks.flatMap(({ notCounted }) => notCounted)).toEqual([]);
  });

  it("are kept on their last day, missed the day after, and overdue only once it is over", () => {
    const state = (stoppedOn: string | null, day: string) => clockState({ due: "2026-03-09", stoppedOn }, day);
    expect([state("2026-03-09", ASOF), state("2026-03-10", ASOF)]).toEqual(["kept", "missed"]);
    expect([state(null, "2026-03-09"), state(null, "2026-03-10")]).toEqual(["running", "overdue"]);
  });

  it("leave an extension out that was approved after the end, and say so", () => {
    const handled = caseOf({ ...base, extended_on: "2026-04-10" });
    const [clock] = caseClocks(handled, calendar).clocks;
    expect([clock?.due, clock?.notCounted.map(({ day }) => day)]).toEqual(["2026-04-02", ["extended_on"]]);
    expect(
      clock &&
        explainClock(clock, handled, calendar)
          .doubts.map(({ zh }) => zh)
          .join(),
    ).toContain("「延长期限批准日期」未计入");
  });

  it("stand still while time is left out without an end", () => {
    const handled = caseOf({ ...base, suspended_from: "2026-03-10", suspended_to: null }, { suspensionGround: "psychiatric-appraisal" });
    expect(caseDue(caseClocks(handled, calendar).clocks)).toBeNull();
    expect(stageOf({ days: { ...handled.days, assigned_on: "2026-03-03" } })).toBe("suspended");
  });

  it("that the export cannot tell of are unknown, never kept", () => {
    const told = caseClocks(caseOf(base), calendar);
    expect(told.clocks.map(({ key }) => key)).toEqual(["review"]);
    expect(told.unknown.map(({ key }) => key)).toEqual(["tell-counsel"]);
    expect(clocksOf(caseOf({ ...base, counsel_told_on: null }))["tell-counsel"]).toBe("2026-03-05 null");
    const old = caseClocks(caseOf({ accepted_on: "2015-03-02" }), calendar);
    expect([old.clocks, old.unknown.length]).toEqual([[], 2]);
  });

  it("of arrest reviews depend on custody; custody that is not told counts as custody", () => {
    const due = (inCustody: boolean | null, extended_on: string | null = null) =>
      clocksOf(caseOf({ accepted_on: "2026-03-02", decided_on: null, extended_on }, { kind: "arrest-review", inCustody }))["review"];
    expect([due(true), due(null), due(false), due(false, "2026-03-10")]).toEqual([
      "2026-03-09 null",
      "2026-03-09 null",
      "2026-03-17 null",
      "2026-03-23 null",
    ]);
  });

  it("of every kind name clocks that exist, and no day is forgotten in the words", () => {
    const known = new Set(STATUTORY_CLOCKS.map(({ id }) => id));
    for (const { term, others } of Object.values(CASE_KINDS))
      for (const plan of [...(term ? [term] : []), ...others])
        expect(known.has(plan.rule) && known.has(plan.ruleOutside ?? plan.rule)).toBe(true);
    expect(Object.keys(CASE_KINDS)).toEqual(Object.keys(HANDLED_CASE_KINDS));
  });
});

describe("process figures", () => {
  const mineProcess = (cases: readonly MinedCase[], window: { from: string; to: string }) => {
    const miner = processMiner(window);
    for (const each of cases) miner.add(each);
    return miner.figures();
  };
  const minedOf = (handled: HandledCase, asOf = ASOF) => ({
    intervals: stageIntervals(handled),
    decidedOn: handled.days.decided_on ?? null,
    asOf,
  });
  const window = { from: "2026-01-01", to: ASOF };
  const day = (text: string) => dayFromIso(text);

  it("take what goes on as lasting at least so long", () => {
    const decided = (on: string | null) => caseOf({ accepted_on: "2026-01-01", decided_on: on });
    // Ten days, twenty days, and two that go on since 30 days: half have ended after 20.
    const cases = [decided("2026-01-11"), decided("2026-01-21"), decided(null), decided(null)].map((each) => minedOf(each, "2026-01-31"));
    expect(mineProcess(cases, window).whole).toEqual({ ended: 2, goesOn: 2, medianDays: 20, p90Days: null });
    const five = ["11", "21", "31"].map((end) => `2026-01-${end}`).concat("2026-02-10", "2026-02-20");
    expect(
      mineProcess(
        five.map((end) => minedOf(decided(end))),
        window,
      ).whole,
    ).toMatchObject({ medianDays: 30, p90Days: 50 });
  });

  it("add up: days of stages until the decision are the days of the cases", () => {
    fc.assert(
      fc.property(fc.array(possibleCase, { maxLength: 20 }), (all) => {
        const figures = mineProcess(
          all.map((each) => minedOf(each)),
          window,
        );
        const days = all.reduce((sum, { days: of }) => sum + day(of.decided_on ?? ASOF) - day(of.accepted_on ?? ASOF), 0);
        expect(figures.workingDays + figures.waitingDays).toBe(days);
        expect(figures.variants.reduce((sum, { cases }) => sum + cases, 0)).toBeLessThanOrEqual(
          all.filter(({ days: of }) => of.decided_on).length,
        );
        expect(figures.whole.ended + figures.whole.goesOn).toBe(all.length);
      }),
      { numRuns: 200 },
    );
  });

  it("list the ways that decided cases took, the most frequent first", () => {
    const plain = caseOf({ accepted_on: "2026-01-01", assigned_on: "2026-01-02", decided_on: "2026-01-20" });
    const returned = caseOf({ ...plain.days, returned_on: "2026-01-05", received_again_on: "2026-01-15" });
    const { variants, variantCount } = mineProcess(
      [plain, returned, plain].map((each) => minedOf(each)),
      window,
    );
    expect(variantCount).toBe(2);
    expect(variants.map(({ stages, cases, medianDays }) => [stages.join(" "), cases, medianDays])).toEqual([
      ["acceptance review", 2, 19],
      ["acceptance review supplementary review", 1, 19],
    ]);
  });
});

it("every day of an export has a column of its own name", () => {
  const names = new Set<string>(Object.keys(HANDLED_CASE_DAYS) satisfies string[] as HandledCaseDay[]);
  const { mapped } = caseReader([...names], options);
  expect(mapped.ignored).toEqual([]);
});
