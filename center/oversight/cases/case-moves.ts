import {
  ACTIONS,
  CASE_STAGES,
  type CaseAction,
  type CaseCommand,
  type CaseStage,
  type CaseState,
  errorText,
  fill,
  type Text,
} from "@yuejian/contracts";
import { type Refusal, refuse } from "../decide.ts";
import type { CaseContext } from "./case-context.ts";
import { CASE_STEPS } from "./case-steps.ts";
import { checkInstrument } from "./check-instrument.ts";
import { checkOutcome } from "./check-outcome.ts";
import { checkParty, checkTransfer } from "./decide-case.ts";

/** To which other stages a command may lead; which of them, what it says and who takes it decide. */
export const MOVES: Readonly<Partial<Record<CaseAction, readonly CaseStage[]>>> = {
  draft: ["drafting"],
  submit: ["approval"],
  approve: ["approved"],
  return: ["drafting"],
  redraft: ["drafting"],
  serve: ["served"],
  reply: ["rectification", "objection"],
  "no-reply": ["unanswered"],
  "answer-objection": ["served", "drafting"],
  "look-back": ["look-back"],
  resume: ["rectification"],
  close: ["closed"],
  escalate: ["litigation"],
  withdraw: ["withdrawn"],
  merge: ["merged"],
};

/** Whether a case can be brought to a stage by one step of this person: by which command, or why not. */
export interface CaseMove {
  readonly stage: CaseStage;
  readonly action: CaseAction | null;
  readonly reason: Text | null;
}

const NO_STEP: Text = {
  zh: "没有一步从「{from}」直接到这里；先要到「{over}」",
  en: "no step leads here from “{from}”; it comes from “{over}”",
};
const NOWHERE: Text = { zh: "案件不会回到这里", en: "cases do not come back here" };

/** One move for every other stage. `mayGive`: whether the policy lets the person give the command. */
export function caseMoves(
  state: CaseState,
  context: Pick<CaseContext, "actor" | "today" | "calendar">,
  mayGive: (action: CaseAction) => boolean,
): CaseMove[] {
  const leading = Object.entries(MOVES) as [CaseAction, readonly CaseStage[]][];
  return (Object.keys(CASE_STAGES) as CaseStage[]).flatMap((stage): CaseMove[] => {
    if (stage === state.stage) return [];
    const actions = leading.flatMap(([action, to]) => (to.includes(stage) ? [action] : []));
    const possible = actions.filter((action) => CASE_STEPS[action].from.includes(state.stage));
    if (possible.length === 0) return [{ stage, action: null, reason: noStep(state.stage, actions) }];
    const judged = possible.map((action) => ({ action, reason: whyNot(state, action, context) }));
    const free = judged.find(({ action, reason }) => reason === null && mayGive(action));
    if (free) return [{ stage, action: free.action, reason: null }];
    const refusal = judged.find(({ reason }) => reason !== null)?.reason ?? notAllowed(possible[0]);
    return [{ stage, action: null, reason: textOf(refusal) }];
  });
}

const textOf = ({ code, parameters }: Refusal): Text => ({ zh: errorText(code, parameters, "zh"), en: errorText(code, parameters, "en") });

function noStep(from: CaseStage, actions: readonly CaseAction[]): Text {
  const over = [...new Set(actions.flatMap((action) => CASE_STEPS[action].from))];
  if (over.length === 0) return NOWHERE;
  const names = (locale: "zh" | "en") => over.map((stage) => CASE_STAGES[stage][locale]);
  return {
    zh: fill(NO_STEP.zh, { from: CASE_STAGES[from].zh, over: names("zh").join("」「") }),
    en: fill(NO_STEP.en, { from: CASE_STAGES[from].en, over: names("en").join("”, “") }),
  };
}

function notAllowed(action: CaseAction | undefined): Refusal {
  const right = action === undefined ? "case.handle" : CASE_STEPS[action].right;
  const { zh, en } = ACTIONS[right];
  return refuse("NOT_ALLOWED", { action: right, action_zh: zh, action_en: en });
}

/** What stands against a command before its words and days are looked at. */
function whyNot(
  state: CaseState,
  action: CaseAction,
  { actor, today, calendar }: Pick<CaseContext, "actor" | "today" | "calendar">,
): Refusal | null {
  const command = { action, task: "", person: actor.id } as unknown as CaseCommand;
  const refusal = checkTransfer(state, command, actor) ?? checkParty(state, command, actor);
  if (refusal) return refusal;
  const context = { actor, today, calendar } as CaseContext;
  // Only these are judged by the state of the case alone.
  if (action === "no-reply") return checkInstrument(state, command, context);
  return action === "look-back" || action === "resume" || action === "close" || action === "escalate"
    ? checkOutcome(state, command, context)
    : null;
}
