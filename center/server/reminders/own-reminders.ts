import type { RemindersPage, ReminderView } from "@yuejian/contracts/api";
import type { Ground } from "../identity/index.ts";
import type { Reading, Row } from "../store/index.ts";

function mine(db: Reading, person: string) {
  return db.selectFrom("reminders").where("person", "=", person);
}

/** A person's own, newest first. */
export async function ownReminders(
  db: Reading,
  person: string,
  { unread, offset, limit }: { readonly unread: boolean; readonly offset: number; readonly limit: number },
): Promise<RemindersPage> {
  const fresh = mine(db, person).where("read_at", "is", null).where("settled_at", "is", null);
  const some = unread ? fresh : mine(db, person);
  const count = (query: typeof some) => query.select((build) => build.fn.countAll<number>().as("n")).executeTakeFirstOrThrow();
  const rows = await some.selectAll().orderBy("at", "desc").orderBy("id", "desc").offset(offset).limit(limit).execute();
  const [{ n: total }, { n: open }] = await Promise.all([count(some), count(fresh)]);
  return { items: rows.map(reminderView), total, offset, limit, unread: open };
}

/** Notes that a person saw these, or all. */
export async function readReminders(
  { store, clock }: Pick<Ground, "store" | "clock">,
  person: string,
  ids: readonly string[],
): Promise<void> {
  await store.write((trx) => {
    const unread = trx
      .updateTable("reminders")
      .set({ read_at: new Date(clock.now()).toISOString() })
      .where("person", "=", person)
      .where("read_at", "is", null);
    return (ids.length === 0 ? unread : unread.where("id", "in", [...ids])).execute();
  });
}

function reminderView(row: Row<"reminders">): ReminderView {
  return {
    id: row.id,
    cause: row.cause,
    level: row.level,
    title: { zh: row.title_zh, en: row.title_en },
    why: { zh: row.why_zh, en: row.why_en },
    link: row.link,
    due: row.due,
    at: row.at,
    readAt: row.read_at,
    settledAt: row.settled_at,
  };
}
