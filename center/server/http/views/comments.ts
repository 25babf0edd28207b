import type { Comment } from "@yuejian/contracts/api";
import type { Reading } from "../../store/index.ts";

const MOST = 500;

/** Comments of a lead, oldest first. `hide` masks what is masked in the lead. */
export async function commentsOf(
  db: Reading,
  { lead, reader, hide, only }: { lead: string; reader: string; hide: (text: string) => string; only?: string },
): Promise<Comment[]> {
  let query = db
    .selectFrom("lead_comments")
    .leftJoin("users as author", "author.id", "lead_comments.actor")
    .leftJoin("users as withdrawer", "withdrawer.id", "lead_comments.withdrawn_by")
    .selectAll("lead_comments")
    .select(["author.display_name as actor_name", "withdrawer.display_name as withdrawer_name"])
    .where("lead", "=", lead);
  if (only !== undefined) query = query.where("lead_comments.id", "=", only);
  const rows = await query.orderBy("lead_comments.at").orderBy("lead_comments.id").limit(MOST).execute();
  if (rows.length === 0) return [];
  const mentions = Map.groupBy(
    await db
      .selectFrom("lead_mentions")
      .innerJoin("users", "users.id", "lead_mentions.user")
      .select(["comment", "user", "name", "display_name", "read_at"])
      .where("lead", "=", lead)
      .orderBy("lead_mentions.id")
      .execute(),
    ({ comment }) => comment,
  );
  const wordings = await wordingsOf(db, lead);
  return rows.map((row) => ({
    id: row.id,
    lead: row.lead,
    version: row.version,
    text: row.text === null ? null : hide(row.text),
    actor: row.actor,
    actorName: row.actor_name ?? "",
    at: row.at,
    editedAt: row.edited_at,
    withdrawn:
      row.withdrawn_at === null ? null : { at: row.withdrawn_at, actorName: row.withdrawer_name ?? "", reason: row.withdrawn_reason ?? "" },
    mentions: (mentions.get(row.id) ?? []).map(({ user, name, display_name: displayName, read_at: readAt }) => ({
      user,
      name,
      displayName,
      readAt,
    })),
    earlier: row.text === null ? [] : (wordings.get(row.id) ?? []).slice(0, -1).map(({ at, text }) => ({ at, text: hide(text) })),
    mayChange: row.actor === reader && row.withdrawn_at === null,
  }));
}

/** All wordings of each comment that was edited, in their order. */
async function wordingsOf(db: Reading, lead: string): Promise<Map<string, { at: string; text: string }[]>> {
  const events = await db
    .selectFrom("lead_events")
    .select(["id", "kind", "at", "note", "details"])
    .where("lead", "=", lead)
    .where("kind", "in", ["comment", "comment-edited"])
    .orderBy("lead_version")
    .execute();
  const wordings = new Map<string, { at: string; text: string }[]>();
  for (const { id, kind, at, note, details } of events) {
    const comment = kind === "comment" ? id : (JSON.parse(details) as { comment: string }).comment;
    wordings.set(comment, [...(wordings.get(comment) ?? []), { at, text: note ?? "" }]);
  }
  return wordings;
}
