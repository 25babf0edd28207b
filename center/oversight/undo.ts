import type { Lead, LeadEvent } from "@yuejian/contracts";
import type { Refusal } from "./decide.ts";
import { assigneeAfterEvents } from "./replay.ts";

export type Undone = { readonly ok: true; readonly lead: Lead; readonly event: LeadEvent } | Refusal;

/** Commands whose effect is a state of the lead alone. Verifying and filing are acts of their own and are answered by other acts. */
const UNDOABLE: ReadonlySet<string> = new Set(["assign", "dismiss", "comment"]);

/** Takes the lead's last event back: a further event restores the status and assignee of before and names the one it undoes. Nothing is removed from
 *  the history. UNDO_NOT_POSSIBLE unless that event is the last one, of these kinds.
 *  `history`: all events of the lead, in order. */
export function undo(
  lead: Lead,
  history: readonly LeadEvent[],
  { undoes, actor, now, eventId }: { readonly undoes: string; readonly actor: string; readonly now: string; readonly eventId: string },
): Undone {
  const last = history.at(-1);
  if (last?.id !== undoes || last.from === null || !UNDOABLE.has(last.kind) || last.to !== lead.status)
    return { ok: false, code: "UNDO_NOT_POSSIBLE", parameters: {} };
  const assignee = assigneeAfterEvents(history.slice(0, -1));
  return {
    ok: true,
    lead: { ...lead, version: lead.version + 1, status: last.from, assignee, changedAt: now },
    event: {
      id: eventId,
      lead: lead.id,
      at: now,
      actor,
      kind: "undo",
      from: lead.status,
      to: last.from,
      note: null,
      details: { undoes, assignee },
    },
  };
}
