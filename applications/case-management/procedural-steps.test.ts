import {
  PROCEDURAL_STEPS,
  type ProceduralStep,
  type ProceduralStepKind,
  type Role,
  STEP_DECISIONS,
  STEP_DOCUMENTS,
  STEP_OUTCOMES,
  type StepCommand,
  type StepDocument,
} from "@yuejian/contracts";
import { statutoryClock } from "@yuejian/deadlines";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { afterCommand, decisionsFor, openedStep, planOf, STEP_PLANS } from "./procedural-steps.ts";
import { stepDocument, stepSample, stepWording } from "./step-document.ts";

const kinds = Object.keys(PROCEDURAL_STEPS) as ProceduralStepKind[];
const TODAY = "2026-03-18";

it("every clock that a plan names is a statutory clock, and every decision is of one plan", () => {
  for (const kind of kinds) {
    const plan = STEP_PLANS[kind];
    for (const requester of plan.requesters) {
      const rule = plan.clock(requester);
      if (rule !== null) expect(statutoryClock(rule).id).toBe(rule);
    }
    for (const { follow } of plan.decisions) if (follow) expect(statutoryClock(follow.rule).id).toBe(follow.rule);
  }
  const planned = kinds.flatMap((kind) => STEP_PLANS[kind].decisions.map(({ decision }) => decision));
  expect(planned.toSorted((left, right) => (left < right ? -1 : 1))).toEqual(
    Object.keys(STEP_DECISIONS).toSorted((left, right) => (left < right ? -1 : 1)),
  );
});

it("no row of commands gives a refusal without its reason, a document without a decision, or a clock on a step that is over", () => {
  const day = fc.constantFrom("2026-03-10", "2026-03-12", "2026-03-18", "2026-03-19");
  const reason = fc.constantFrom("", " ", "理由");
  const command: fc.Arbitrary<StepCommand> = fc.oneof(
    fc.record({
      action: fc.constant("decide" as const),
      decision: fc.constantFrom(...(Object.keys(STEP_DECISIONS) as (keyof typeof STEP_DECISIONS)[])),
      on: day,
      reason,
    }),
    fc.record({ action: fc.constant("serve" as const), on: day, to: fc.constant("申请人") }),
    fc.record({
      action: fc.constant("follow" as const),
      outcome: fc.constantFrom(...(Object.keys(STEP_OUTCOMES) as (keyof typeof STEP_OUTCOMES)[])),
      on: day,
      note: reason,
    }),
    fc.record({ action: fc.constant("withdraw" as const), reason }),
  );
  const role = fc.constantFrom<Role>("procurator", "chief-procurator");
  fc.assert(
    fc.property(fc.constantFrom(...kinds), fc.nat(10), fc.array(fc.tuple(command, role), { maxLength: 12 }), (kind, at, commands) => {
      const { requesters } = STEP_PLANS[kind];
      const opened = openedStep({
        kind,
        requester: requesters[at % requesters.length] as ProceduralStep["requester"],
        requestedOn: "2026-03-10",
      });
      let step = opened as ProceduralStep;
      for (const [each, by] of commands) {
        const before = step;
        const after = afterCommand(step, each, { role: by, today: TODAY });
        if ("reason" in after && !("kind" in after)) continue;
        step = after;
        if (each.action === "decide") {
          expect(decisionsFor(before).map(({ decision }) => decision)).toContain(each.decision);
          if (STEP_PLANS[kind].deciders !== null) expect(by).toBe("chief-procurator");
        }
      }
      const plan = planOf(step.decision, kind);
      if (plan?.needsReason && step.status !== "withdrawn") expect(step.reason).not.toBe("");
      if (step.status === "closed" || step.status === "withdrawn" || step.status === "decided") expect(step.clock).toBeNull();
      if (step.status === "served") expect(step.clock?.from).toBe(step.servedOn);
      for (const told of [step.decidedOn, step.servedOn]) if (told !== null) expect(told >= step.requestedOn && told <= TODAY).toBe(true);
      const facts = { office: "某院", caseNumber: "某号", number: "1", requester: "申请人", day: (iso: string) => iso, wording: null };
      expect(stepDocument(step, facts) !== null).toBe(plan?.document != null && step.decidedOn !== null);
    }),
    { endOnFailure: true },
  );
});

it("what a person wrote is put into a document as it is, never read as a field of it", () => {
  const step = openedStep({ kind: "file-access", requester: "other-counsel", requestedOn: "2026-03-10" }) as ProceduralStep;
  const command: StepCommand = { action: "decide", decision: "access-refused", on: "2026-03-11", reason: "见 {{案号}} 和 {{office}}" };
  const decided = afterCommand(step, command, { role: "procurator", today: TODAY }) as ProceduralStep;
  const document = stepDocument(decided, {
    office: "某院",
    caseNumber: "案号",
    number: "1",
    requester: "申请人",
    day: (iso) => iso,
    wording: null,
  });
  expect(document?.paragraphs.map(({ text }) => text).at(-1)).toBe("见 {{案号}} 和 {{office}}");
  expect(JSON.stringify(document?.paragraphs.slice(0, -1)), "the house's own fields are filled").not.toContain("{{");
});

it("every document of a step has a wording, and every field in it is one that a document of a step has", () => {
  const planned = Object.values(STEP_PLANS).flatMap(({ decisions }) => decisions.filter(({ document }) => document !== null));
  expect(planned.map(({ decision }) => `step-${decision}`).toSorted()).toEqual(Object.keys(STEP_DOCUMENTS).toSorted());
  for (const kind of Object.keys(STEP_DOCUMENTS) as StepDocument[]) {
    const wording = stepWording(kind);
    expect(wording.title).toBe(STEP_DOCUMENTS[kind].zh);
    expect(JSON.stringify(stepSample(kind, wording, "某院")), kind).not.toContain("{{");
    const own = { ...wording, title: "{{本院名称}}通知书", copies: "{{申请人}}" };
    expect(stepSample(kind, own, "某院")).toMatchObject({ title: "某院通知书", copies: "当事人或其法定代理人" });
  }
});
