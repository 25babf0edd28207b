import type { ApprovalLevel, CaseState, InstrumentKind, InstrumentTemplate } from "@yuejian/contracts";
import type { WorkCalendar } from "@yuejian/deadlines";

export interface CaseActor {
  /** User id of a person; never a run. */
  readonly id: string;
  /** The highest level of approval that the person's role holds; null for none. */
  readonly level: ApprovalLevel | null;
  /** The authority that received the instrument, admitted by its link: it replies and reports on items, and does nothing else. */
  readonly isReceiver?: boolean;
  /** Whether the policy lets the person distribute this case. */
  readonly mayAssign: boolean;
}

export interface CaseContext {
  readonly actor: CaseActor;
  /** UTC, ISO 8601, and the same day in China. */
  readonly now: string;
  readonly today: string;
  readonly eventId: string;
  readonly calendar: WorkCalendar;
  /** Levels that the office asks for, by the instrument's kind. */
  readonly levelsOf: (state: CaseState) => readonly ApprovalLevel[];
  /** The office's template of a kind, as it is now. */
  readonly templateOf: (kind: InstrumentKind) => InstrumentTemplate;
  /** Whether a person is the chief procurator, on whose recusal a committee decides. */
  readonly isChief: (person: string) => boolean;
  /** For the last approval: the instrument's number. */
  readonly instrumentNumber: string | null;
}
