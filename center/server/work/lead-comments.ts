import type { Ids, LeadEvent } from "@yuejian/contracts";
import { sql } from "kysely";
import type { StoreTransaction } from "../store/index.ts";

/** A comment is known by the id of the event that made it. Its row shows the newest wording; earlier ones stand in the events. */
export async function insertComment(
  trx: StoreTransaction,
  { ids }: { readonly ids: Ids },
  { event, mentions }: { readonly event: LeadEvent; readonly mentions: readonly string[] },
): Promise<void> {
  await trx
    .insertInto("lead_comments")
    .values({
      id: event.id,
      lead: event.lead,
      version: 1,
      text: event.note,
      actor: event.actor,
      at: event.at,
      edited_at: null,
      withdrawn_at: null,
      withdrawn_by: null,
      withdrawn_reason: null,
    })
    .execute();
  await trx.updateTable("leads").set({ comments: sql`comments + 1` }).where("id", "=", event.lead).execute();
  await insertMentions(trx, { ids }, { comment: event.id, lead: event.lead, actor: event.actor, at: event.at, users: mentions });
}

interface NewMentions {
  readonly comment: string;
  readonly lead: string;
  readonly actor: string;
  readonly at: string;
  readonly users: readonly string[];
}

/** Tells the mentioned, each once per comment. */
export async function insertMentions(
  trx: StoreTransaction,
  { ids }: { readonly ids: Ids },
  { comment, lead, actor, at, users }: NewMentions,
): Promise<void> {
  const told = await trx.selectFrom("lead_mentions").select("user").where("comment", "=", comment).execute();
  const fresh = [...new Set(users)].filter((user) => !told.some((each) => each.user === user));
  if (fresh.length === 0) return;
  await trx
    .insertInto("lead_mentions")
    .values(fresh.map((user) => ({ id: ids.next("men"), lead, comment, user, actor, at, read_at: null })))
    .execute();
}

/** Takes the words of a comment out of sight; nothing happens when there is no such comment, or it is withdrawn already. */
export async function withdrawComment(
  trx: StoreTransaction,
  { comment, at, by, reason }: { readonly comment: string; readonly at: string; readonly by: string; readonly reason: string },
): Promise<void> {
  const withdrawn = await trx
    .updateTable("lead_comments")
    .set({ text: null, withdrawn_at: at, withdrawn_by: by, withdrawn_reason: reason, version: sql`version + 1` })
    .where("id", "=", comment)
    .where("withdrawn_at", "is", null)
    .returning("lead")
    .executeTakeFirst();
  if (!withdrawn) return;
  await trx.updateTable("leads").set({ comments: sql`comments - 1` }).where("id", "=", withdrawn.lead).execute();
  await trx.updateTable("lead_mentions").set({ read_at: at }).where("comment", "=", comment).where("read_at", "is", null).execute();
}
