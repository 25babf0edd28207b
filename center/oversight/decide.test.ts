import type { Lead, LeadAction, LeadCommand, LeadEvent, LeadStatus } from "@yuejian/contracts";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { caseNumber, decide, found, foundAgain, LEAD_STEPS, officialYear, remark, replay, undo } from "./index.ts";

const explanations = [
  { id: "error-in-roster", title: { zh: "名册有误", en: "The roster is wrong" } },
  { id: "paid-back", title: { zh: "已退还", en: "Paid back" } },
];
const all = explanations.map((each) => each.id);

const opened = () =>
  found(
    { id: "led_1", model: "m", subject: "s", subjectName: "n", office: "junshan", summary: { zh: "摘要", en: "summary" } },
    { run: "run_1", now: "2026-11-01T00:00:00.000Z", eventId: "evt_0" },
  );

function context(step: number) {
  return {
    actor: `usr_${step % 3}`,
    now: new Date(Date.UTC(2026, 10, 2) + step * 1000).toISOString(),
    eventId: `evt_${step + 1}`,
    caseId: `cas_${step}`,
    caseNumber: `岳检监〔2026〕${step}号`,
    explanations,
  };
}

const words = fc.constantFrom("", "  ", "查证属实", "checked");
const command: fc.Arbitrary<LeadCommand> = fc.oneof(
  fc.record({ action: fc.constant("assign" as const), assignee: fc.constantFrom("usr_0", "usr_1", "") }),
  fc.record({ action: fc.constant("verify" as const), note: words, ruledOut: fc.constantFrom(all, all.slice(1), [...all, "strange"], []) }),
  fc.record({ action: fc.constant("dismiss" as const), reason: words, explanation: fc.constantFrom(null, "paid-back", "strange") }),
  fc.record({ action: fc.constant("file" as const), note: words }),
  fc.record({ action: fc.constant("reopen" as const), reason: words }),
  fc.record({ action: fc.constant("comment" as const), note: words }),
);
const step = fc.oneof(
  { weight: 6, arbitrary: command },
  { weight: 1, arbitrary: fc.constantFrom("run_1", "run_2", "run_3") },
  { weight: 2, arbitrary: fc.constantFrom("undo", "remark") },
);

/** Applies steps to a fresh lead; refused ones change nothing. */
function play(steps: readonly (LeadCommand | string)[]): { lead: Lead; events: LeadEvent[]; cases: number; refusals: number } {
  const start = opened();
  let { lead } = start;
  const events = [start.event];
  let cases = 0;
  let refusals = 0;
  for (const [at, each] of steps.entries()) {
    if (each === "undo") {
      const undone = undo(lead, events, { undoes: events.at(-1)?.id ?? "", ...context(at) });
      if (undone.ok) {
        lead = undone.lead;
        events.push(undone.event);
      } else refusals += 1;
      continue;
    }
    if (each === "remark") {
      const remarked = remark(lead, { kind: "attached", note: null, details: {} }, context(at));
      lead = remarked.lead;
      events.push(remarked.event);
      continue;
    }
    if (typeof each === "string") {
      const again = foundAgain(lead, { zh: each, en: each }, { run: each, now: context(at).now, eventId: context(at).eventId });
      if (again) {
        lead = again.lead;
        events.push(again.event);
      }
      continue;
    }
    const decision = decide(lead, each, context(at));
    if (!decision.ok) {
      refusals += 1;
      continue;
    }
    expect(decision.lead.version, "every change counts").toBe(lead.version + 1);
    lead = decision.lead;
    events.push(decision.event);
    if (decision.case) cases += 1;
  }
  return { lead, events, cases, refusals };
}

describe("the life of a lead", () => {
  it("reaches a case only after a person verified it since it was last reopened", () => {
    let filed = 0;
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const { lead, events, cases } = play([{ action: "assign", assignee: "usr_1" }, ...steps]);
        expect(cases).toBe(lead.status === "filed" ? 1 : 0);
        expect(lead.caseId === null).toBe(lead.status !== "filed");
        const filing = events.findIndex((event) => event.kind === "file");
        if (filing < 0) return;
        filed += 1;
        const before = events.slice(0, filing);
        const verified = before.findLastIndex((event) => event.kind === "verify");
        expect(verified).toBeGreaterThan(0);
        expect(before[verified]?.actor).toMatch(/^usr_/);
        expect(before[verified]?.details["ruledOut"]).toEqual([...all].sort());
        const since = before.slice(verified);
        const left = since.some(({ kind }, at) => (kind === "reopen" || kind === "dismiss") && since[at + 1]?.kind !== "undo");
        expect(left).toBe(false);
      }),
      { numRuns: 6000, seed: 1 },
    );
    expect(filed, "the property saw cases").toBeGreaterThan(20);
  });

  it("is the sum of its history", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const { lead, events } = play(steps);
        expect(replay(opened().lead, events)).toEqual(lead);
        expect(lead.version).toBe(events.length);
      }),
      { numRuns: 500, seed: 2 },
    );
  });

  it("is after an undo what it was before the step, but for its version, and the step stays in the history", () => {
    let undone = 0;
    fc.assert(
      fc.property(fc.array(step, { maxLength: 15 }), command, (steps, last) => {
        const before = play(steps);
        const after = play([...steps, last]);
        if (after.events.length === before.events.length || !["assign", "dismiss", "comment"].includes(last.action)) return;
        undone += 1;
        const { lead, events } = play([...steps, last, "undo"]);
        expect({ ...lead, version: 0, changedAt: "" }).toEqual({ ...before.lead, version: 0, changedAt: "" });
        expect(events.slice(0, -1)).toEqual(after.events);
        expect(events.at(-1)).toMatchObject({ kind: "undo", details: { undoes: after.events.at(-1)?.id } });
        // An undo is not undone, and nothing is once something else happened.
        expect(play([...steps, last, "undo", "undo"]).events).toHaveLength(events.length);
        expect(
          undo(after.lead, [...after.events, ...events.slice(-1)], { undoes: after.events.at(-1)?.id ?? "", ...context(99) }),
        ).toMatchObject({
          ok: false,
          code: "UNDO_NOT_POSSIBLE",
        });
      }),
      { numRuns: 1000, seed: 5 },
    );
    expect(undone, "the property saw undone steps").toBeGreaterThan(100);
  });

  it("takes neither a verification nor a filing back", () => {
    const steps: LeadCommand[] = [
      { action: "assign", assignee: "usr_1" },
      { action: "verify", note: "x", ruledOut: all },
      { action: "file", note: "x" },
    ];
    for (const count of [2, 3]) {
      const { lead, events } = play(steps.slice(0, count));
      expect(undo(lead, events, { undoes: events.at(-1)?.id ?? "", ...context(9) })).toMatchObject({ code: "UNDO_NOT_POSSIBLE" });
    }
  });

  it("does not replay an undo of another step, or to another state", () => {
    const { lead, events } = play([{ action: "assign", assignee: "usr_1" }, { action: "dismiss", reason: "x", explanation: null }, "undo"]);
    expect(replay(opened().lead, events)).toEqual(lead);
    const last = events.at(-1) as LeadEvent;
    for (const wrong of [
      { ...last, to: "new" as const },
      { ...last, details: { ...last.details, undoes: events[1]?.id ?? "" } },
    ])
      expect(replay(opened().lead, [...events.slice(0, -1), wrong])).toBeNull();
  });

  it("does not replay a history with a step taken out", () => {
    const { events } = play([
      { action: "assign", assignee: "usr_1" },
      { action: "verify", note: "x", ruledOut: all },
      { action: "file", note: "x" },
    ]);
    expect(replay(opened().lead, [...events.slice(0, 2), ...events.slice(3)])).toBeNull();
    expect(replay(opened().lead, [{ ...(events[1] as LeadEvent), lead: "led_2" }])).toBeNull();
  });

  it("demands words for every command but assigning", () => {
    const cases: [LeadStatus, LeadCommand][] = [
      ["assigned", { action: "verify", note: " ", ruledOut: all }],
      ["assigned", { action: "dismiss", reason: "", explanation: null }],
      ["verified", { action: "file", note: "" }],
      ["dismissed", { action: "reopen", reason: "　" }],
      ["new", { action: "comment", note: "\n" }],
    ];
    for (const [status, each] of cases) {
      expect(decide({ ...opened().lead, status }, each, context(1))).toMatchObject({ ok: false, code: "REASON_NEEDED" });
    }
  });

  it("is not verified while a lawful explanation stands open, and names it", () => {
    const lead: Lead = { ...opened().lead, status: "assigned", assignee: "usr_1" };
    const decision = decide(lead, { action: "verify", note: "x", ruledOut: ["paid-back"] }, context(1));
    expect(decision).toMatchObject({ ok: false, code: "EXPLANATIONS_OPEN", parameters: { explanations_zh: "名册有误" } });
    expect(decide(lead, { action: "verify", note: "x", ruledOut: [...all, "strange"] }, context(1))).toMatchObject({
      code: "EXPLANATION_UNKNOWN",
    });
    expect(decide(lead, { action: "dismiss", reason: "x", explanation: "strange" }, context(1))).toMatchObject({
      code: "EXPLANATION_UNKNOWN",
    });
  });

  it("refuses exactly the steps that the table does not hold", () => {
    const statuses: LeadStatus[] = ["new", "assigned", "verified", "dismissed", "filed"];
    const sample: Record<LeadAction, LeadCommand> = {
      assign: { action: "assign", assignee: "usr_1" },
      verify: { action: "verify", note: "x", ruledOut: all },
      dismiss: { action: "dismiss", reason: "x", explanation: "paid-back" },
      file: { action: "file", note: "x" },
      reopen: { action: "reopen", reason: "x" },
      comment: { action: "comment", note: "x" },
    };
    const table = statuses.map((status) => [
      status,
      Object.values(sample).flatMap((each) => {
        const decision = decide({ ...opened().lead, status }, each, context(1));
        if (!decision.ok) {
          expect(decision.code).toBe("STEP_NOT_ALLOWED");
          return [];
        }
        expect(decision.lead.status).toBe(LEAD_STEPS[each.action][status]);
        return [`${each.action}→${decision.lead.status}`];
      }),
    ]);
    expect(Object.fromEntries(table)).toEqual({
      new: ["assign→assigned", "dismiss→dismissed", "comment→new"],
      assigned: ["assign→assigned", "verify→verified", "dismiss→dismissed", "comment→assigned"],
      verified: ["dismiss→dismissed", "file→filed", "reopen→assigned", "comment→verified"],
      dismissed: ["reopen→new", "comment→dismissed"],
      filed: ["comment→filed"],
    });
  });

  it("keeps a dismissal when a later run finds it again, and counts a run once", () => {
    const { lead } = play([{ action: "dismiss", reason: "已退还", explanation: "paid-back" }, "run_2", "run_2"]);
    expect(lead).toMatchObject({ status: "dismissed", lastRun: "run_2", firstRun: "run_1", version: 3 });
  });
});

describe("case numbers", () => {
  it("carry the office, the year in China and a sequence", () => {
    expect(caseNumber({ id: "yueyang", name: { zh: "岳阳市人民检察院", en: "" } }, 2026, 1)).toBe("岳检监〔2026〕1号");
    expect(caseNumber({ id: "x", name: { zh: "虚构区人民检察院", en: "" } }, 2027, 12)).toBe("虚构区检监〔2027〕12号");
    expect(officialYear("2026-12-31T15:59:59.999Z")).toBe(2026);
    expect(officialYear("2026-12-31T16:00:00.000Z")).toBe(2027);
  });
});
