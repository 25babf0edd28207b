import type { LeadStatus, Text } from "@yuejian/contracts";

/** A lead as far as waiting goes; `title` is what the caller may see of it. */
export interface WaitingLead {
  readonly id: string;
  readonly status: LeadStatus;
  readonly assignee: string | null;
  readonly changedAt: string;
  readonly title: Text;
  /** Last day of a clock that runs on it, if any. */
  readonly due: string | null;
  /** What the policy lets this person do with it. */
  readonly mayAssign: boolean;
  readonly mayVerify: boolean;
  readonly mayFile: boolean;
}

/** A batch with rows in quarantine that nobody has loaded again. */
export interface WaitingBatch {
  readonly id: string;
  readonly createdAt: string;
  readonly title: Text;
}

export interface WaitingJob {
  readonly id: string;
  readonly finishedAt: string;
  readonly title: Text;
}

export interface WorkItem {
  readonly kind:
    | "lead-to-assign"
    | "lead-to-verify"
    | "lead-to-file"
    | "quarantine"
    | "job-failed"
    | "contest"
    | "contest-overdue"
    | "lead-flagged"
    | "procedural-step"
    | "correction"
    | "approval"
    | "mention"
    | "check"
    | "case-step"
    | "case-task"
    | "lead-task"
    | "field-check"
    | "handled-case"
    | "case-notice"
    | "law-change";
  readonly id: string;
  /** Address in the console, for kinds that the id alone does not lead to. */
  readonly link?: string;
  readonly title: Text;
  readonly since: string;
  readonly due: string | null;
}

/** Work that others wait for stands before work that only improves the data. */
const URGENCY: Readonly<Record<WorkItem["kind"], number>> = {
  "contest-overdue": -2,
  contest: -1,
  "lead-flagged": 0,
  correction: 1,
  approval: 1,
  "lead-to-file": 0,
  "case-task": 0,
  "lead-task": 0,
  "field-check": 0,
  "handled-case": 0,
  "case-notice": 1,
  "procedural-step": 0,
  "case-step": 1,
  "lead-to-verify": 1,
  mention: 2,
  "job-failed": 3,
  "lead-to-assign": 4,
  "law-change": 2,
  check: 5,
  quarantine: 6,
};

/** What waits for one person, most urgent first: what has a last day by that day, then by kind, then what has waited longest. */
export function workItems(waiting: {
  readonly actor: string;
  readonly leads: readonly WaitingLead[];
  readonly batches: readonly WaitingBatch[];
  readonly jobs: readonly WaitingJob[];
  /** What other parts of the house have found to wait. */
  readonly others?: readonly WorkItem[];
}): WorkItem[] {
  const items: WorkItem[] = [...(waiting.others ?? [])];
  for (const lead of waiting.leads) {
    const kind = nextStep(lead, waiting.actor);
    if (kind) items.push({ kind, id: lead.id, title: lead.title, since: lead.changedAt, due: lead.due });
  }
  for (const batch of waiting.batches)
    items.push({ kind: "quarantine", id: batch.id, title: batch.title, since: batch.createdAt, due: null });
  for (const job of waiting.jobs) items.push({ kind: "job-failed", id: job.id, title: job.title, since: job.finishedAt, due: null });
  return items.sort(byUrgency);
}

function nextStep(lead: WaitingLead, actor: string): WorkItem["kind"] | null {
  const isMine = lead.assignee === actor;
  if (lead.status === "new") return lead.mayAssign ? "lead-to-assign" : null;
  if (lead.status === "assigned") return isMine && lead.mayVerify ? "lead-to-verify" : null;
  if (lead.status === "verified") return lead.mayFile ? "lead-to-file" : null;
  return null;
}

function byUrgency(left: WorkItem, right: WorkItem): number {
  return (
    compare(left.due ?? "9999", right.due ?? "9999") ||
    URGENCY[left.kind] - URGENCY[right.kind] ||
    compare(left.since, right.since) ||
    compare(left.id, right.id)
  );
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
