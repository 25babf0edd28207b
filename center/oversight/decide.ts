import type {
  ErrorCode,
  ErrorParameters,
  Lead,
  LeadAction,
  LeadCommand,
  LeadEvent,
  LeadStatus,
  SupervisionCase,
  Text,
} from "@yuejian/contracts";
import { ACTIONS, LEAD_STATUSES } from "@yuejian/contracts";

/** From which states each command leads where; `stay` keeps the state. Filing is reached from `verified` alone, and only a person's
 *  `verify` reaches that. */
export const LEAD_STEPS: Readonly<Record<LeadAction, Partial<Readonly<Record<LeadStatus, LeadStatus>>>>> = {
  assign: { new: "assigned", assigned: "assigned" },
  verify: { assigned: "verified" },
  dismiss: { new: "dismissed", assigned: "dismissed", verified: "dismissed" },
  file: { verified: "filed" },
  reopen: { dismissed: "new", verified: "assigned" },
  comment: { new: "new", assigned: "assigned", verified: "verified", dismissed: "dismissed", filed: "filed" },
};

export interface CommandContext {
  /** User id of the person who gives the command; never a run. */
  readonly actor: string;
  /** UTC, ISO 8601. */
  readonly now: string;
  /** New ids for the event and, on filing, for the case. */
  readonly eventId: string;
  readonly caseId: string;
  /** Number for the case, unique per office and year (caseNumber). */
  readonly caseNumber: string;
  /** The model's lawful explanations. */
  readonly explanations: readonly { readonly id: string; readonly title: Text }[];
}

export interface Refusal {
  readonly ok: false;
  readonly code: ErrorCode;
  readonly parameters: ErrorParameters;
}

export type Decision =
  | { readonly ok: true; readonly lead: Lead; readonly event: LeadEvent; readonly case: SupervisionCase | null }
  | Refusal;

/** Applies a person's command to a lead. Nothing is stored: the caller commits lead, event and case together or not at all. */
export function decide(lead: Lead, command: LeadCommand, context: CommandContext): Decision {
  const to = LEAD_STEPS[command.action][lead.status];
  if (to === undefined) return stepRefused(lead.status, command.action);
  const refusal = checkWords(command, context, lead.model);
  if (refusal) return refusal;

  const changed: Lead = {
    ...lead,
    version: lead.version + 1,
    status: to,
    assignee: assigneeAfter(lead, command),
    changedAt: context.now,
    caseId: command.action === "file" ? context.caseId : lead.caseId,
  };
  const event: LeadEvent = {
    id: context.eventId,
    lead: lead.id,
    at: context.now,
    actor: context.actor,
    kind: command.action,
    from: lead.status,
    to,
    note: noteOf(command),
    details: detailsOf(command, context),
  };
  return { ok: true, lead: changed, event, case: command.action === "file" ? caseOf(changed, context) : null };
}

/** Reasons and explanations: a dismissal, a verification and a filing each say why. */
function checkWords(command: LeadCommand, context: CommandContext, model: string): Refusal | null {
  if (command.action !== "assign" && noteOf(command) === null) return refuse("REASON_NEEDED");
  if (command.action === "assign" && command.assignee.trim() === "") return refuse("USER_UNKNOWN", { user: command.assignee });
  const known = new Set(context.explanations.map((each) => each.id));
  if (command.action === "dismiss" && command.explanation !== null && !known.has(command.explanation)) {
    return refuse("EXPLANATION_UNKNOWN", { model, explanation: command.explanation });
  }
  if (command.action !== "verify") return null;
  const stranger = command.ruledOut.find((id) => !known.has(id));
  if (stranger !== undefined) return refuse("EXPLANATION_UNKNOWN", { model, explanation: stranger });
  const open = context.explanations.filter((each) => !command.ruledOut.includes(each.id));
  if (open.length === 0) return null;
  return refuse("EXPLANATIONS_OPEN", {
    explanations: open.map((each) => each.id).join(", "),
    explanations_zh: open.map((each) => each.title.zh).join("、"),
    explanations_en: open.map((each) => each.title.en).join("; "),
  });
}

function assigneeAfter(lead: Lead, command: LeadCommand): string | null {
  if (command.action === "assign") return command.assignee;
  return command.action === "reopen" && lead.status === "dismissed" ? null : lead.assignee;
}

/** The person's words, or null where there are none. */
function noteOf(command: LeadCommand): string | null {
  if (command.action === "assign") return null;
  const words = "note" in command ? command.note : command.reason;
  return words.trim() === "" ? null : words.trim();
}

function detailsOf(command: LeadCommand, context: CommandContext): LeadEvent["details"] {
  if (command.action === "assign") return { assignee: command.assignee };
  if (command.action === "verify") return { ruledOut: [...command.ruledOut].sort() };
  if (command.action === "dismiss") return { explanation: command.explanation };
  if (command.action === "file") return { case: context.caseId, number: context.caseNumber };
  if (command.action === "comment" && command.mentions && command.mentions.length > 0) return { mentions: [...command.mentions].sort() };
  return {};
}

function caseOf(lead: Lead, context: CommandContext): SupervisionCase {
  return {
    id: context.caseId,
    version: 1,
    number: context.caseNumber,
    lead: lead.id,
    model: lead.model,
    subject: lead.subject,
    subjectName: lead.subjectName,
    office: lead.office,
    owner: lead.assignee ?? context.actor,
    status: "open",
    openedAt: context.now,
  };
}

function stepRefused(status: LeadStatus, action: LeadAction): Refusal {
  const now = LEAD_STATUSES[status];
  const wanted = ACTIONS[`lead.${action}`];
  return refuse("STEP_NOT_ALLOWED", {
    status,
    status_zh: now.zh,
    status_en: now.en,
    action,
    action_zh: wanted.zh,
    action_en: wanted.en,
  });
}

export function refuse(code: ErrorCode, parameters: ErrorParameters = {}): Refusal {
  return { ok: false, code, parameters };
}
