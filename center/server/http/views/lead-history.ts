import type { LeadEventView } from "@yuejian/contracts/api";
import type { Reading, Row } from "../../store/index.ts";

/** The history of a lead. What a run said about the subject is left out: the lead's own summary says it, masked or opened. Notes are people's
 *  words to colleagues and shown as they are, but for the subject's name and id. */
export async function leadHistory(db: Reading, lead: string, hide: (text: string) => string, after = 0): Promise<LeadEventView[]> {
  const rows = await db
    .selectFrom("lead_events")
    .leftJoin("users", "users.id", "lead_events.actor")
    .leftJoin("outbox", "outbox.id", "lead_events.outbox")
    .selectAll("lead_events")
    .select(["users.display_name as actor_name", "outbox.ledger_index as ledger_index"])
    .where("lead", "=", lead)
    .where("lead_version", ">", after)
    .orderBy("lead_version")
    .execute();
  return rows.map((row) => historyView(row, hide));
}

export function historyView(
  row: Row<"lead_events"> & { readonly actor_name: string | null; readonly ledger_index: number | null },
  hide: (text: string) => string,
): LeadEventView {
  return {
    id: row.id,
    at: row.at,
    actor: row.actor,
    actorName: row.actor_name ?? "",
    kind: row.kind,
    from: row.from_status,
    to: row.to_status,
    note: row.note === null ? null : hide(row.note),
    details: withoutSummary(JSON.parse(row.details) as Record<string, unknown>),
    ledgerIndex: row.ledger_index,
  };
}

function withoutSummary({ summary_zh: _zh, summary_en: _en, ...details }: Record<string, unknown>): Record<string, unknown> {
  return details;
}
