import type { Text } from "./text.ts";
import type { TaskCommand } from "./verification-task.ts";

export const LEAD_STATUSES = {
  new: { zh: "待分配", en: "To assign" },
  assigned: { zh: "核查中", en: "Being verified" },
  verified: { zh: "已核实", en: "Verified" },
  dismissed: { zh: "已排除", en: "Dismissed" },
  filed: { zh: "已立案", en: "Filed as a case" },
} as const satisfies Record<string, Text>;

export type LeadStatus = keyof typeof LEAD_STATUSES;

/** States in which somebody still verifies a lead: neither dismissed nor filed. */
export const OPEN_LEAD_STATUSES = ["new", "assigned", "verified"] as const satisfies readonly LeadStatus[];

export function isOpenLead({ status }: Pick<Lead, "status">): boolean {
  return OPEN_LEAD_STATUSES.some((each) => each === status);
}

/** A finding that waits for a person; one per subject and model. */
export interface Lead {
  readonly id: string;
  /** Counts changes, for optimistic locking. */
  readonly version: number;
  readonly model: string;
  readonly subject: string;
  readonly subjectName: string;
  readonly office: string;
  readonly status: LeadStatus;
  readonly assignee: string | null;
  readonly summary: Text;
  /** The run that found it first, and the newest that found it again. */
  readonly firstRun: string;
  readonly lastRun: string;
  readonly createdAt: string;
  readonly changedAt: string;
  readonly caseId: string | null;
}

/** What a person does with a lead. Explanations are the ids of the model's lawful explanations that were ruled out or, on dismissal, found true;
 *  mentions are ids of users who may read the lead. */
export type LeadCommand =
  | { readonly action: "assign"; readonly assignee: string }
  | { readonly action: "verify"; readonly note: string; readonly ruledOut: readonly string[] }
  | { readonly action: "dismiss"; readonly reason: string; readonly explanation: string | null }
  | { readonly action: "file"; readonly note: string }
  | { readonly action: "reopen"; readonly reason: string }
  | { readonly action: "comment"; readonly note: string; readonly mentions?: readonly string[] };

export type LeadAction = LeadCommand["action"];

/** Kinds of event that say something about a lead and leave its state as it is. */
export type RemarkKind =
  | "comment-edited"
  | "comment-withdrawn"
  | "attached"
  | "attachment-withdrawn"
  | "field-check-given"
  | "field-check-withdrawn"
  | "field-check-received"
  | TaskCommand["action"];

export interface LeadEvent {
  readonly id: string;
  readonly lead: string;
  readonly at: string;
  /** User id, or `system` for a run. */
  readonly actor: string;
  /** `undo` takes the event before it back. */
  readonly kind: "found" | "found-again" | LeadAction | "undo" | RemarkKind;
  readonly from: LeadStatus | null;
  readonly to: LeadStatus;
  readonly note: string | null;
  readonly details: Readonly<Record<string, string | readonly string[] | null>>;
}

export const CASE_STATUSES = {
  open: { zh: "办理中", en: "Open" },
  closed: { zh: "已办结", en: "Closed" },
} as const satisfies Record<string, Text>;

/** A case that grew out of a lead. */
export interface SupervisionCase {
  readonly id: string;
  readonly version: number;
  /** Number shown to people, per office and year: 岳检监〔2026〕1号. */
  readonly number: string;
  readonly lead: string;
  readonly model: string;
  readonly subject: string;
  readonly subjectName: string;
  readonly office: string;
  readonly owner: string;
  readonly status: keyof typeof CASE_STATUSES;
  readonly openedAt: string;
}
