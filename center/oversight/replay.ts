import type { Lead, LeadEvent } from "@yuejian/contracts";

/** The lead after its events, starting from the lead as it was found (version 1). Events come in order, the `found` event may lead.
 *  Null when the history does not hold together: an event of another lead, a step from a state the lead was not in. */
export function replay(start: Lead, events: readonly LeadEvent[]): Lead | null {
  let lead = start;
  let before: LeadEvent | null = null;
  for (const [at, event] of events.entries()) {
    if (event.lead !== start.id) return null;
    if (event.kind === "found") {
      if (at !== 0 || event.to !== start.status) return null;
      continue;
    }
    if (event.from !== lead.status) return null;
    // What is undone is the event just before, and the state that comes back is the one it left.
    if (event.kind === "undo" && (before === null || event.details["undoes"] !== before.id || event.to !== before.from)) return null;
    before = event;
    lead = { ...lead, ...effectOf(event, lead), version: lead.version + 1, status: event.to, changedAt: event.at };
  }
  return lead;
}

function effectOf(event: LeadEvent, lead: Lead): Partial<Lead> {
  const { assignee, case: caseId, run, summary_zh: zh, summary_en: en } = event.details;
  if (event.kind === "assign" || event.kind === "undo") return { assignee: textOrNull(assignee) };
  if (event.kind === "file") return { caseId: textOrNull(caseId) };
  if (event.kind === "reopen" && event.from === "dismissed") return { assignee: null };
  if (event.kind !== "found-again") return {};
  const summary = typeof zh === "string" && typeof en === "string" ? { zh, en } : lead.summary;
  return { lastRun: textOrNull(run) ?? lead.lastRun, summary };
}

/** Who a lead is assigned to after these events. */
export function assigneeAfterEvents(events: readonly LeadEvent[]): string | null {
  let assignee: string | null = null;
  for (const event of events) {
    if (event.kind === "assign" || event.kind === "undo") assignee = textOrNull(event.details["assignee"]);
    if (event.kind === "reopen" && event.from === "dismissed") assignee = null;
  }
  return assignee;
}

function textOrNull(value: LeadEvent["details"][string] | undefined): string | null {
  return typeof value === "string" ? value : null;
}
