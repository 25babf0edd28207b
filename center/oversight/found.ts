import type { Lead, LeadEvent, Text } from "@yuejian/contracts";

export interface Finder {
  /** The model run that found it. */
  readonly run: string;
  /** UTC, ISO 8601. */
  readonly now: string;
  readonly eventId: string;
}

/** A finding without a lead yet: the lead it opens. */
export function found(
  finding: Pick<Lead, "id" | "model" | "subject" | "subjectName" | "office" | "summary">,
  { run, now, eventId }: Finder,
): { lead: Lead; event: LeadEvent } {
  const lead: Lead = {
    ...finding,
    version: 1,
    status: "new",
    assignee: null,
    firstRun: run,
    lastRun: run,
    createdAt: now,
    changedAt: now,
    caseId: null,
  };
  return {
    lead,
    event: { id: eventId, lead: lead.id, at: now, actor: "system", kind: "found", from: null, to: "new", note: null, details: { run } },
  };
}

/** The same subject found again by a later run: the words may change with the data, the state never does — a dismissal stands until a
 *  person reopens it. Null when this run was counted before, so that repeating a run changes nothing. */
export function foundAgain(lead: Lead, summary: Text, { run, now, eventId }: Finder): { lead: Lead; event: LeadEvent } | null {
  if (lead.lastRun === run) return null;
  return {
    lead: { ...lead, version: lead.version + 1, lastRun: run, summary, changedAt: now },
    event: {
      id: eventId,
      lead: lead.id,
      at: now,
      actor: "system",
      kind: "found-again",
      from: lead.status,
      to: lead.status,
      note: null,
      details: { run, summary_zh: summary.zh, summary_en: summary.en },
    },
  };
}
