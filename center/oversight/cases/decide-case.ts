import {
  APPROVAL_LEVELS,
  type ApprovalLevel,
  CASE_STAGES,
  type CaseAction,
  type CaseCommand,
  type CaseEvent,
  type CaseFacts,
  type CaseState,
  instrumentKind,
  LEVELS_RISING,
  mayBeReconsidered,
  recusalDecider,
  type Text,
} from "@yuejian/contracts";
import { type Refusal, refuse } from "../decide.ts";
import type { CaseActor, CaseContext } from "./case-context.ts";
import { nextLevel } from "./case-next.ts";
import { actionWords } from "./case-refusals.ts";
import { after } from "./case-state.ts";
import { CASE_PARTIES, CASE_STEPS, type CaseParty, DURING_TRANSFER } from "./case-steps.ts";
import { checkInstrument } from "./check-instrument.ts";
import { checkOutcome } from "./check-outcome.ts";
import { checkRecusal, requestOf } from "./check-recusal.ts";
import { checkTask } from "./check-task.ts";

export type CaseDecision = { readonly ok: true; readonly state: CaseState; readonly event: CaseEvent } | Refusal;

/** Applies a person's command to a case. Nothing is stored: the caller commits event and state together or not at all. */
export function decideCase(state: CaseState, command: CaseCommand, context: CaseContext): CaseDecision {
  const step = CASE_STEPS[command.action];
  if (!step.from.includes(state.stage)) return stageRefused(state, command);
  const refusal =
    checkTransfer(state, command, context.actor) ??
    checkParty(state, command, context.actor) ??
    checkWords(command) ??
    checkInstrument(state, command, context) ??
    checkOutcome(state, command, context) ??
    checkTask(state, command, context) ??
    checkRecusal(state, command, context);
  if (refusal) return refusal;
  const event: CaseEvent = {
    id: context.eventId,
    case: state.id,
    at: context.now,
    actor: context.actor.id,
    deed: command,
    facts: factsOf(state, command, context),
  };
  return { ok: true, state: after(state, event), event };
}

/** Whether this approval would be the last one, so that the instrument gets its number with it. */
export function isLastApproval({ stage, instrument }: CaseState, command: CaseCommand): boolean {
  return (
    command.action === "approve" &&
    stage === "approval" &&
    instrument !== null &&
    instrument.approvals.length + 1 === instrument.levels.length
  );
}

function factsOf(state: CaseState, command: CaseCommand, context: CaseContext): CaseFacts {
  if (command.action === "task-add" || command.action === "item-add") return { id: context.eventId };
  if (command.action === "recusal-ask") return { id: context.eventId, isOfChief: context.isChief(command.person) };
  if (command.action === "draft") return { template: context.templateOf(command.kind) };
  if (command.action === "submit") return { levels: context.levelsOf(state) };
  if (command.action === "accept-transfer") return { office: state.transfer?.to ?? state.office };
  const { instrument } = state;
  if (isLastApproval(state, command) && instrument?.number === null && context.instrumentNumber !== null)
    return { number: context.instrumentNumber };
  return {};
}

export function checkTransfer({ transfer }: CaseState, { action }: CaseCommand, { isReceiver = false }: CaseActor): Refusal | null {
  if (transfer === null) {
    if (action !== "accept-transfer" && action !== "refuse-transfer") return null;
    return refuse("STEP_NOT_ALLOWED", { ...statusWords({ zh: "没有移送", en: "not offered" }), ...actionWords(action) });
  }
  // Which office handles the case is none of the receiver's concern: its term runs on.
  return DURING_TRANSFER.includes(action) || isReceiver ? null : refuse("TRANSFER_PENDING", { office: transfer.to });
}

function isAtLevel(held: ApprovalLevel | null, needed: ApprovalLevel): boolean {
  return held !== null && LEVELS_RISING.indexOf(held) >= LEVELS_RISING.indexOf(needed);
}

/** What the receiver does itself, by the command that the house would give on its behalf. */
const RECEIVER_STEPS: ReadonlySet<CaseAction> = new Set(["reply", "item-report"]);

export function checkParty(state: CaseState, command: CaseCommand, actor: CaseActor): Refusal | null {
  const { by } = CASE_STEPS[command.action];
  const isOwner = state.owner === actor.id;
  const isHandler = isOwner || state.coHandlers.some(({ person }) => person === actor.id);
  if (state.recused.includes(actor.id)) return refuse("RECUSED", { user: actor.id, user_zh: "您", user_en: "You" });
  const request = "recusal" in command ? requestOf(state, command.recusal) : undefined;
  const isConcerned = ("person" in command ? command.person : request?.person) === actor.id;
  const needsLevel = levelFor(state, command);
  const fits: Readonly<Record<CaseParty, boolean>> = {
    owner: isOwner,
    handler: isHandler || (actor.isReceiver === true && RECEIVER_STEPS.has(command.action)),
    worker: command.action === "task-report" && state.tasks.every(({ id, assignee }) => id !== command.task || assignee === actor.id),
    assigner: actor.mayAssign,
    asker: actor.mayAssign || isHandler || isConcerned || state.tasks.some(({ assignee }) => assignee === actor.id),
    chief: !isConcerned,
    "recusal-decider": !isConcerned,
    approver: !isOwner && state.instrument?.author !== actor.id,
    decider: !isOwner,
    senior: !isOwner,
    head: true,
    receiver: true,
    anyone: true,
  };
  if (!fits[by]) return partyRefused(command, by);
  if (needsLevel !== null && !isAtLevel(actor.level, needsLevel)) {
    const { zh, en } = APPROVAL_LEVELS[needsLevel];
    return refuse("LEVEL_NEEDED", { level: needsLevel, level_zh: zh, level_en: en.toLowerCase() });
  }
  if (by === "approver" && state.instrument?.approvals.some(({ by: earlier }) => earlier === actor.id)) return refuse("APPROVED_BEFORE");
  return null;
}

function levelFor(state: CaseState, command: CaseCommand): ApprovalLevel | null {
  const { by } = CASE_STEPS[command.action];
  if (by === "approver") return nextLevel(state) ?? "department-head";
  if (by === "senior") return "deputy-chief";
  if (by === "chief") return "chief-procurator";
  if (command.action === "recusal-decide") return recusalDecider({ isOfChief: requestOf(state, command.recusal)?.isOfChief === true });
  if (by === "head" || by === "receiver") return "department-head";
  if (by !== "decider") return null;
  // What left the house, and what contradicts the data, is decided one level up.
  const outcome = state.lookBacks.at(-1)?.result?.outcome;
  const isSenior =
    (command.action === "withdraw" && state.hasServed) || (command.action === "close" && outcome !== undefined && outcome !== "gone");
  return isSenior ? "deputy-chief" : "department-head";
}

/** What a command has to say in words; a comment, a reason, a result. */
function checkWords(command: CaseCommand): Refusal | null {
  const isEmpty = (text: string) => text.trim() === "";
  if ("reason" in command && isEmpty(command.reason)) return refuse("REASON_NEEDED");
  if (command.action === "comment" && isEmpty(command.note)) return refuse("REASON_NEEDED");
  if (command.action === "approve" && isEmpty(command.note)) return refuse("REASON_NEEDED");
  if (command.action === "no-reply" && isEmpty(command.note)) return refuse("REASON_NEEDED");
  if (command.action === "task-report" && isEmpty(command.result)) return refuse("REASON_NEEDED");
  if (command.action === "item-report" && isEmpty(command.note)) return refuse("REASON_NEEDED");
  if (command.action === "reply" && isEmpty(command.text)) return refuse("REASON_NEEDED");
  return null;
}

function partyRefused(command: CaseCommand, by: CaseParty): Refusal {
  const who = CASE_PARTIES[by];
  return refuse("CASE_NOT_YOURS", { who: by, who_zh: who.zh, who_en: who.en, ...actionWords(command.action) });
}

function stageRefused(state: CaseState, { action }: CaseCommand): Refusal {
  const stage = CASE_STAGES[state.stage];
  if (state.hasServed && (action === "merge" || action === "draft")) return refuse("SERVED_ALREADY", actionWords(action));
  return refuse("STEP_NOT_ALLOWED", { ...statusWords(stage), ...actionWords(action) });
}

const statusWords = ({ zh, en }: Text) => ({ status: en, status_zh: zh, status_en: en });

/** Whether a person is the one who decides on a recusal that is asked for. */
export function mayDecideRecusal(state: CaseState, actor: CaseActor, recusal: string): boolean {
  const command = { action: "recusal-decide", recusal, decision: "refused", meeting: null, reason: "" } as const;
  return requestOf(state, recusal)?.status === "asked" && checkParty(state, command, actor) === null;
}

/** Commands that a person could give now, before their words and days are looked at. */
export function actionsFor(state: CaseState, actor: CaseActor): CaseAction[] {
  const task = state.tasks.find(({ assignee, status }) => assignee === actor.id && status === "open");
  const result = state.lookBacks.at(-1)?.result ?? null;
  const asked = state.recusals.find(({ id }) => mayDecideRecusal(state, actor, id));
  const refused = state.recusals.find(mayBeReconsidered);
  const isPossible: Partial<Record<CaseAction, boolean>> = {
    "task-report": task !== undefined,
    "task-cancel": state.tasks.some(({ status }) => status === "open"),
    leave: state.coHandlers.length > 0,
    "item-report": state.items.some(({ status }) => status === "open" || status === "reported"),
    "item-accept": state.items.some(({ status }) => status === "reported"),
    "item-return": state.items.some(({ status }) => status === "reported"),
    "item-cancel": state.items.some(({ status }) => status === "open" || status === "reported"),
    "look-back": state.stage !== "look-back" || result?.outcome === "no-new-data",
    resume: result !== null,
    close: result !== null,
    "recusal-decide": asked !== undefined,
    "recusal-again": refused !== undefined,
    escalate: state.instrument !== null && instrumentKind(state.instrument.kind).maySue,
  };
  return (Object.keys(CASE_STEPS) as CaseAction[]).filter((action) => {
    // Who may give a command depends on the task or the person it names alone.
    const recusal = (action === "recusal-again" ? refused : asked)?.id ?? "";
    const person = action === "recusal-ask" ? actor.id : "";
    const command = { action, task: task?.id ?? "", person, recusal } as unknown as CaseCommand;
    if (!CASE_STEPS[action].from.includes(state.stage) || isPossible[action] === false) return false;
    return checkTransfer(state, command, actor) === null && checkParty(state, command, actor) === null;
  });
}
