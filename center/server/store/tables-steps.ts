import type { ProceduralStepKind, StepDecision, StepOutcome, StepRequester, StepStatus } from "@yuejian/contracts";

export interface StepTables {
  procedural_steps: ProceduralStepsTable;
  procedural_step_events: ProceduralStepEventsTable;
}

/** Steps of handled cases; the clock that runs stands among the case's clocks too (`step-ID`). */
export interface ProceduralStepsTable {
  id: string;
  case_id: string;
  version: number;
  kind: ProceduralStepKind;
  status: StepStatus;
  requester: StepRequester;
  requested_on: string;
  note: string;
  decision: StepDecision | null;
  decided_on: string | null;
  reason: string;
  served_on: string | null;
  served_to: string;
  outcome: StepOutcome | null;
  /** Of the clock that runs. */
  rule: string | null;
  from_day: string | null;
  due: string | null;
  /** OfficialDocument, JSON, as it was made with the decision. */
  document: string | null;
  document_number: string | null;
  office: string;
  changed_at: string;
  changed_by: string;
}

export interface ProceduralStepEventsTable {
  step: string;
  /** Of the step after the event. */
  version: number;
  at: string;
  actor: string;
  /** `open`, or the action of a command. */
  action: string;
  /** Days and choices, without what people wrote; JSON. */
  facts: string;
  outbox: number;
}
