import { MESSAGE_STATUSES, type MessageStatus, type Text, YuejianError } from "@yuejian/contracts";
import type { NotifyMessageView } from "@yuejian/contracts/api";
import type { Audit } from "../audit/index.ts";
import type { Account, Ground } from "../identity/index.ts";
import { within } from "../policy/index.ts";
import type { Reading } from "../store/index.ts";

export interface MessageFilter {
  readonly offices: readonly string[] | "all";
  readonly status: MessageStatus | undefined;
  readonly offset: number;
  readonly limit: number;
}

/** What left the house, failed or waits, newest first. */
export async function pageOfMessages(db: Reading, { offices, status, offset, limit }: MessageFilter) {
  let some = db.selectFrom("notify_messages").where(within("notify_messages.office", offices));
  if (status !== undefined) some = some.where("notify_messages.status", "=", status);
  const rows = await some
    .innerJoin("notify_channels", "notify_channels.id", "notify_messages.channel")
    .leftJoin("users", "users.id", "notify_messages.person")
    .selectAll("notify_messages")
    .select(["notify_channels.title", "users.display_name"])
    .select((build) =>
      build
        .selectFrom("notify_message_items")
        .whereRef("notify_message_items.message", "=", "notify_messages.id")
        .select((inner) => inner.fn.countAll<number>().as("n"))
        .as("items"),
    )
    .orderBy("notify_messages.id", "desc")
    .offset(offset)
    .limit(limit)
    .execute();
  const { total } = await some.select((build) => build.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
  const items = rows.map(
    (row): NotifyMessageView => ({
      id: row.id,
      channel: row.channel,
      channelTitle: row.title,
      kind: row.kind,
      person: row.person === null ? null : { id: row.person, name: row.display_name ?? row.person },
      office: row.office,
      status: row.status,
      items: row.items ?? 0,
      createdAt: row.created_at,
      sendAfter: row.send_after,
      attempts: row.attempts,
      sentAt: row.sent_at,
      reason: row.reason === null ? null : (JSON.parse(row.reason) as Text),
    }),
  );
  return { items, total, offset, limit };
}

/** Puts a failed message back; its id, by which a receiver knows a repeat, stays. NOTIFY_MESSAGE_UNKNOWN, NOTIFY_NOT_RETRIABLE */
export async function retryMessage(
  { store, clock, audit }: Pick<Ground, "store" | "clock"> & { readonly audit: Audit },
  { id, offices, account }: { readonly id: string; readonly offices: readonly string[] | "all"; readonly account: Account },
): Promise<void> {
  await store.write(async (trx) => {
    const message = await trx
      .selectFrom("notify_messages")
      .selectAll()
      .where("id", "=", id)
      .where(within("office", offices))
      .executeTakeFirst();
    if (!message) throw new YuejianError("NOTIFY_MESSAGE_UNKNOWN", { message: id });
    if (message.status !== "failed") {
      const { zh, en } = MESSAGE_STATUSES[message.status];
      throw new YuejianError("NOTIFY_NOT_RETRIABLE", { message: id, status: en, status_zh: zh, status_en: en });
    }
    // One attempt that is broken off is again repeated once.
    const broken = Math.min(message.broken_off, 1);
    const set = {
      status: "waiting" as const,
      attempts: 1,
      broken_off: broken === 0 ? 0 : 1,
      send_after: new Date(clock.now()).toISOString(),
    };
    await trx.updateTable("notify_messages").set(set).where("id", "=", id).execute();
    await audit.recordIn(trx, { actor: account, action: "notify.manage", subject: id, outcome: "done", detail: "sent again" });
  });
}
