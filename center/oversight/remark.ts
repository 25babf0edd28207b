import type { Lead, LeadEvent, RemarkKind } from "@yuejian/contracts";

export interface Remark {
  readonly kind: RemarkKind;
  readonly note: string | null;
  readonly details: LeadEvent["details"];
}

/** What was said before stands in the earlier event and is never overwritten. */
export function remark(
  lead: Lead,
  { kind, note, details }: Remark,
  { actor, now, eventId }: { readonly actor: string; readonly now: string; readonly eventId: string },
): { lead: Lead; event: LeadEvent } {
  return {
    lead: { ...lead, version: lead.version + 1, changedAt: now },
    event: { id: eventId, lead: lead.id, at: now, actor, kind, from: lead.status, to: lead.status, note, details },
  };
}
