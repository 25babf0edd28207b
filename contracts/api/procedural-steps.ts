import { type Static, Type } from "typebox";
import { PROCEDURAL_STEPS, STEP_DECISIONS, STEP_OUTCOMES, STEP_REQUESTERS, STEP_STATUSES } from "../procedural-step.ts";
import { exact, oneOf, orNull, TextShape } from "./shapes.ts";

const Day = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$" });
const Words = Type.String({ maxLength: 4000 });

/** POST /api/casework/cases/:case/steps */
export const NewStepBody = exact({ kind: oneOf(PROCEDURAL_STEPS), requester: oneOf(STEP_REQUESTERS), requestedOn: Day, note: Words });
export type NewStep = Static<typeof NewStepBody>;

/** POST /api/casework/steps/:step/commands */
export const StepCommandBody = exact({
  version: Type.Integer({ minimum: 1 }),
  command: Type.Union([
    exact({ action: Type.Literal("decide"), decision: oneOf(STEP_DECISIONS), on: Day, reason: Words }),
    exact({ action: Type.Literal("serve"), on: Day, to: Type.String({ minLength: 1, maxLength: 200 }) }),
    exact({ action: Type.Literal("follow"), outcome: oneOf(STEP_OUTCOMES), on: Day, note: Words }),
    exact({ action: Type.Literal("withdraw"), reason: Words }),
  ]),
});

export const StepShape = exact({
  id: Type.String(),
  version: Type.Integer(),
  kind: oneOf(PROCEDURAL_STEPS),
  status: oneOf(STEP_STATUSES),
  requester: oneOf(STEP_REQUESTERS),
  requestedOn: Type.String(),
  note: Type.String(),
  /** Articles that the step rests on, as they are cited. */
  sources: Type.Array(TextShape),
  /** The clock that runs, with its derivation; null: none does. */
  clock: orNull(
    exact({
      rule: Type.String(),
      title: TextShape,
      from: Type.String(),
      due: Type.String(),
      sentence: TextShape,
      doubts: Type.Array(TextShape),
      isOverdue: Type.Boolean(),
    }),
  ),
  /** What the law says where no clock runs, and what a reader has to know. */
  words: Type.Array(TextShape),
  decision: orNull(oneOf(STEP_DECISIONS)),
  decidedOn: orNull(Type.String()),
  reason: Type.String(),
  servedOn: orNull(Type.String()),
  servedTo: Type.String(),
  outcome: orNull(oneOf(STEP_OUTCOMES)),
  /** Number of the document that goes out; null: there is none yet. */
  documentNumber: orNull(Type.String()),
  /** What the caller could do now. */
  decisions: Type.Array(exact({ decision: oneOf(STEP_DECISIONS), needsReason: Type.Boolean(), hasDocument: Type.Boolean() })),
  outcomes: Type.Array(oneOf(STEP_OUTCOMES)),
  mayServe: Type.Boolean(),
  mayAct: Type.Boolean(),
  history: Type.Array(exact({ at: Type.String(), actorName: Type.String(), words: TextShape, ledgerIndex: orNull(Type.Integer()) })),
});
export type StepView = Static<typeof StepShape>;

/** GET /api/casework/cases/:case/steps */
export const StepsShape = exact({
  items: Type.Array(StepShape),
  mayOpen: Type.Boolean(),
  kinds: Type.Array(exact({ kind: oneOf(PROCEDURAL_STEPS), requesters: Type.Array(oneOf(STEP_REQUESTERS)) })),
});
export type Steps = Static<typeof StepsShape>;
