import {
  type FieldValues,
  filledLine,
  type OfficialDocument,
  type ProceduralStep,
  type StepDecision,
  type StepDocument,
  type TemplateTexts,
} from "@yuejian/contracts";
import { planOf, STEP_PLANS } from "./procedural-steps.ts";

export interface StepDocumentFacts {
  readonly office: string;
  readonly caseNumber: string;
  readonly number: string;
  readonly requester: string;
  readonly day: (iso: string) => string;
  /** The office's own wording; null: the house's. */
  readonly wording: TemplateTexts | null;
}

/** What goes out, in the office's wording or the house's; null: nothing does. */
export function stepDocument(step: ProceduralStep, facts: StepDocumentFacts): OfficialDocument | null {
  const document = planOf(step.decision, step.kind)?.document ?? null;
  if (document === null || step.decidedOn === null || step.decision === null) return null;
  const texts = facts.wording ?? stepWording(`step-${step.decision}` as StepDocument);
  const values: FieldValues = {
    office: facts.office,
    case: facts.caseNumber,
    number: facts.number,
    requester: facts.requester,
    requestedOn: facts.day(step.requestedOn),
    reason: step.reason,
  };
  // Only the wording is looked at for fields: what people wrote stands as it is.
  return {
    issuer: facts.office,
    marks: [],
    number: facts.number,
    title: filledLine(texts.title.trim(), values),
    addressee: document.to,
    paragraphs: filledLine(texts.text, values)
      .split("\n")
      .flatMap((line) => (line.trim() === "" ? [] : [{ style: "text", text: line.trim() }])),
    date: facts.day(step.decidedOn),
    copies: filledLine(texts.copies.trim(), values),
  };
}

/** The wording that comes with the house. */
export function stepWording(kind: StepDocument): TemplateTexts {
  const [, decision] = /^step-(.+)$/.exec(kind) ?? [];
  const plan = Object.values(STEP_PLANS)
    .flatMap(({ decisions }) => decisions)
    .find((each) => each.decision === decision)?.document;
  if (!plan) throw new TypeError(`no step writes ${kind}`);
  return { title: plan.title, text: plan.text, copies: "", outline: "" };
}

/** A document of this kind with made-up facts, for whoever edits its wording. */
export function stepSample(kind: StepDocument, wording: TemplateTexts, office: string): OfficialDocument {
  const decision = kind.replace(/^step-/, "") as StepDecision;
  const found = (Object.keys(STEP_PLANS) as (keyof typeof STEP_PLANS)[]).find((each) => planOf(decision, each) !== null);
  const step: ProceduralStep = {
    kind: found ?? "recusal",
    status: "decided",
    requester: "party",
    requestedOn: "2026-03-02",
    decision,
    decidedOn: "2026-03-05",
    reason: "（决定书写明的理由）",
    servedOn: null,
    outcome: null,
    clock: null,
  };
  const day = (iso: string) => iso.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, "$1年$2月$3日");
  const facts = { office, caseNumber: "〔2026〕1号", number: "〔2026〕1号", requester: "当事人或其法定代理人", day, wording };
  return stepDocument(step, facts) as OfficialDocument;
}
