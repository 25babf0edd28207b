import { type EntityConstraint, type MentionRef, mentionRef, parseMentionRef, rowRef } from "@yuejian/contracts";
import { quoteName } from "../../engine/sql-text.ts";
import type { LakeSession } from "../../lake/session.ts";

/** Constraints with mentions of superseded records put in the place of those that supersede them, by the record's key: what was said of a record holds
 *  for it in a later load too. A record that is gone altogether keeps its mention, which then waits. */
export async function withSuccessors(session: LakeSession, constraints: readonly EntityConstraint[]): Promise<EntityConstraint[]> {
  const mentions = [...new Set(constraints.flatMap(({ left, right }) => [left, right]))];
  const successors = await successorsOf(session, mentions);
  if (successors.size === 0) return [...constraints];
  const now = (mention: MentionRef): MentionRef => successors.get(mention) ?? mention;
  return constraints.map((each) => ({ ...each, left: now(each.left), right: now(each.right) })).filter(({ left, right }) => left !== right);
}

async function successorsOf(session: LakeSession, mentions: readonly MentionRef[]): Promise<Map<MentionRef, MentionRef>> {
  const places = mentions.flatMap((mention) => {
    const place = parseMentionRef(mention);
    return place ? [{ mention, ref: rowRef(place.batch, place.row), role: place.role }] : [];
  });
  const rows = await session.rowsByRef([...new Set(places.map(({ ref }) => ref))]);
  const found = new Map<MentionRef, MentionRef>();
  for (const row of rows) {
    const schema = session.datasets.find(({ id }) => id === row.dataset);
    const key = schema?.recordKey ?? [];
    const values = key.map((name) => row.values[name] ?? null);
    if (key.length === 0 || values.includes(null)) continue;
    const isSame = key.map((name, at) => `CAST(${quoteName(name)} AS VARCHAR) = $${at + 1}`).join(" AND ");
    const { rows: current } = await session.select(
      `SELECT _ref FROM ${quoteName(row.dataset)} WHERE ${isSame} ORDER BY _batch DESC, _row LIMIT 1`,
      values.map(String),
    );
    const ref = current[0]?.[0];
    if (typeof ref !== "string" || ref === row.ref) continue;
    const { total } = await session.rows({ dataset: row.dataset, offset: 0, limit: 1, batch: row.batch, condition: `_row = ${row.row}` });
    if (total > 0) continue;
    for (const place of places) if (place.ref === row.ref) found.set(place.mention, mentionRef(ref, place.role));
  }
  return found;
}
