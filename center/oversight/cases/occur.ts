import { CASE_STAGES, type CaseEvent, type CaseOccurrence, type CaseState, type LookBackOutcome } from "@yuejian/contracts";
import { type Refusal, refuse } from "../decide.ts";
import { after, caseAfter, effectiveEvents } from "./case-state.ts";
import { CASE_STEPS, isOpen } from "./case-steps.ts";
import type { CaseDecision } from "./decide-case.ts";

interface Occasion {
  readonly actor: string;
  readonly now: string;
  readonly eventId: string;
}

/** Something that happens to a case beside people's commands on it; whether it may was asked before. */
export function occur(
  state: CaseState,
  deed: Exclude<CaseOccurrence, { action: "undo" | "filed" }>,
  { actor, now, eventId }: Occasion,
): Extract<CaseDecision, { ok: true }> {
  const event: CaseEvent = { id: eventId, case: state.id, at: now, actor, deed, facts: {} };
  return { ok: true, event, state: after(state, event) };
}

/** Whether a run that finished is what the case's look-back waits for. */
export function awaitsRun({ stage, lookBacks }: CaseState, startedAt: string): boolean {
  const newest = lookBacks.at(-1);
  return stage === "look-back" && newest !== undefined && newest.result === null && newest.startedAt <= startedAt;
}

/** What a run says about a case: data that came since the case was filed has to be among what it read. */
export function lookBackOutcome({ isFound, newBatches }: { readonly isFound: boolean; readonly newBatches: number }): LookBackOutcome {
  if (newBatches === 0) return "no-new-data";
  return isFound ? "found-again" : "gone";
}

/** Why a case cannot be merged into another, or null. `source`: the one that ends; whether it may was decided with the command. */
export function checkMerge(source: Pick<CaseState, "id" | "recusals">, target: CaseState): Refusal | null {
  if (source.id === target.id) return notMerged("不能并入自身", "it is the same case");
  if (source.recusals.some(({ status }) => status === "asked"))
    return notMerged("有回避申请尚未决定", "a recusal that was asked for is not decided");
  if (target.transfer === null && (target.stage === "filed" || target.stage === "drafting")) return null;
  const { zh, en } = CASE_STAGES[target.stage];
  return notMerged(`${target.number} ${zh}`, `${target.number}: ${en}`);
}

function notMerged(zh: string, en: string): Refusal {
  return refuse("MERGE_NOT_POSSIBLE", { reason: en, reason_zh: zh, reason_en: en });
}

/** The step that could be taken back now: the last one that counts, while no instrument was served. */
export function undoableStep(state: CaseState, history: readonly CaseEvent[]): CaseEvent | null {
  const last = effectiveEvents(history).at(-1);
  if (!last || state.hasServed || !isOpen(state.stage)) return null;
  const { deed, facts } = last;
  if (!(deed.action in CASE_STEPS) || facts.number !== undefined) return null;
  return CASE_STEPS[deed.action as keyof typeof CASE_STEPS].isUndoable ? last : null;
}

/** Steps that are decisions on somebody else's text: who distributes cases may be its author, and of lower rank. */
const DECISIONS: ReadonlySet<string> = new Set(["approve", "return"]);

/** A step is taken back by whoever took it or who distributes cases, a decision on the instrument only by whoever made it. */
export function mayTakeBack(step: CaseEvent, actor: string, mayAssign: boolean): boolean {
  return step.actor === actor || (mayAssign && !DECISIONS.has(step.deed.action));
}

/** Takes the last step back, by whoever may: a further event names the one that no longer counts. UNDO_NOT_POSSIBLE, SERVED_ALREADY */
export function undoCase(
  state: CaseState,
  history: readonly CaseEvent[],
  { undoes, actor, mayAssign, now, eventId }: Occasion & { readonly undoes: string; readonly mayAssign: boolean },
): CaseDecision {
  if (state.hasServed)
    return refuse("SERVED_ALREADY", { action: "undo", action_zh: "撤销此前的步骤", action_en: "take earlier steps back" });
  const step = undoableStep(state, history);
  if (step?.id !== undoes || !mayTakeBack(step, actor, mayAssign)) return refuse("UNDO_NOT_POSSIBLE");
  const of = step.deed.action as keyof typeof CASE_STEPS;
  const event: CaseEvent = { id: eventId, case: state.id, at: now, actor, deed: { action: "undo", undoes, of }, facts: {} };
  const before = caseAfter([...history, event]);
  return before === null ? refuse("UNDO_NOT_POSSIBLE") : { ok: true, event, state: before };
}
