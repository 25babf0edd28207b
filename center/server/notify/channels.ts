import {
  canonicalJson,
  type MailSettings,
  NOTIFY_CHANNELS,
  type SecretPlace,
  type WebhookSettings,
  YuejianError,
} from "@yuejian/contracts";
import type { NotifyChannelOrder } from "@yuejian/contracts/api";
import type { Audit } from "../audit/index.ts";
import { type Account, type Ground, versionConflict } from "../identity/index.ts";
import type { Reading, Row, StoreTransaction } from "../store/index.ts";
import { demandAllowed } from "./addresses.ts";
import { demandNotifyPlace } from "./secrets.ts";

export type Channel = Row<"notify_channels">;

export interface ChannelPorts extends Ground {
  readonly audit: Audit;
}

export function channelsOf(db: Reading) {
  return db.selectFrom("notify_channels").selectAll().where("removed_at", "is", null);
}

/** How the house sends mail now; null: not at all. */
export async function mailInForce(db: Reading): Promise<{ readonly channel: Channel; readonly settings: MailSettings } | null> {
  const channel = await channelsOf(db).where("kind", "=", "mail").where("is_enabled", "=", 1).executeTakeFirst();
  return channel ? { channel, settings: JSON.parse(channel.settings) as MailSettings } : null;
}

/** Adds a channel or changes one, on the ledger, without secrets. NOTIFY_SETTINGS_INVALID, NOTIFY_HOST_REFUSED, NOTIFY_CHANNEL_EXISTS, NOTIFY_CHANNEL_UNKNOWN,
 *  VERSION_CONFLICT */
export async function saveChannel(ports: ChannelPorts, order: NotifyChannelOrder, account: Account): Promise<Channel> {
  const { store, clock, ids } = ports;
  await demandSettings(store.db, order);
  const at = new Date(clock.now()).toISOString();
  return store.write(async (trx) => {
    const before = order.id === null ? null : await channelIn(trx, order.id);
    if (before !== null && before.version !== order.version)
      throw await versionConflict(trx, { by: before.changed_by, at: before.changed_at, changed: { zh: "通知渠道", en: "the channel" } });
    if (before !== null && before.kind !== order.kind) throw invalid("渠道的种类不能改", "the kind of a channel does not change");
    if (order.kind === "mail") {
      const other = await channelsOf(trx).where("kind", "=", "mail").executeTakeFirst();
      if (other && other.id !== before?.id) throw new YuejianError("NOTIFY_CHANNEL_EXISTS");
    }
    const row = {
      id: before?.id ?? ids.next("ntc"),
      version: (before?.version ?? 0) + 1,
      kind: order.kind,
      title: order.title.trim(),
      office: order.office,
      settings: canonicalJson(order.settings),
      secret: order.secret === null ? null : canonicalJson(order.secret),
      is_enabled: order.isEnabled ? 1 : 0,
      changed_at: at,
      changed_by: account.id,
      removed_at: null,
    };
    return keep(trx, ports, { row, account, change: before === null ? "added" : "changed" });
  });
}

/** Its messages that wait are no longer needed; the others stay. NOTIFY_CHANNEL_UNKNOWN */
export async function removeChannel(ports: ChannelPorts, id: string, account: Account): Promise<void> {
  const at = new Date(ports.clock.now()).toISOString();
  await ports.store.write(async (trx) => {
    const { outbox: _old, ...before } = await channelIn(trx, id);
    const row = { ...before, version: before.version + 1, is_enabled: 0, removed_at: at, changed_at: at, changed_by: account.id };
    await keep(trx, ports, { row, account, change: "removed" });
    const reason = JSON.stringify({ zh: "渠道已删除", en: "the channel was removed" });
    await trx
      .updateTable("notify_messages")
      .set({ status: "dropped", reason })
      .where("channel", "=", id)
      .where("status", "=", "waiting")
      .execute();
  });
}

async function keep(
  trx: StoreTransaction,
  { outbox, audit }: ChannelPorts,
  { row, account, change }: { row: Omit<Channel, "outbox">; account: Account; change: string },
): Promise<Channel> {
  const { id, version, kind, title, office, is_enabled: isEnabled } = row;
  const settings = JSON.parse(row.settings) as Record<string, unknown>;
  const content = { what: "channel", change, id, version, kind, title, office, settings, isEnabled: isEnabled === 1, by: account.id };
  const entry = await outbox.record(trx, { type: "notify.changed", subject: id, organisation: account.office, content });
  await audit.recordIn(trx, { actor: account, action: "notify.manage", subject: id, outcome: "done", detail: `${change} ${kind}` });
  const kept = { ...row, outbox: entry };
  await trx
    .insertInto("notify_channels")
    .values(kept)
    .onConflict((conflict) => conflict.column("id").doUpdateSet(kept))
    .execute();
  return kept;
}

/** Lets webhooks go to a host, or no longer. */
export async function changeHost(
  { store, clock, outbox, audit }: ChannelPorts,
  {
    host: given,
    isPrivate,
    isAllowed,
    reason,
    account,
  }: { host: string; isPrivate: boolean; isAllowed: boolean; reason: string; account: Account },
): Promise<void> {
  if (reason.trim() === "") throw new YuejianError("REASON_NEEDED");
  const host = given.toLowerCase();
  const at = new Date(clock.now()).toISOString();
  await store.write(async (trx) => {
    const content = { what: "host", host, isPrivate, isAllowed, reason: reason.trim(), by: account.id, at };
    const entry = await outbox.record(trx, { type: "notify.changed", subject: `host:${host}`, organisation: account.office, content });
    await trx.deleteFrom("notify_hosts").where("host", "=", host).execute();
    if (isAllowed)
      await trx
        .insertInto("notify_hosts")
        .values({ host, is_private: isPrivate ? 1 : 0, reason: reason.trim(), at, by: account.id, outbox: entry })
        .execute();
    const detail = isAllowed ? `allowed ${host}${isPrivate ? " (inner)" : ""}` : `no longer ${host}`;
    await audit.recordIn(trx, { actor: account, action: "notify.manage", subject: `host:${host}`, outcome: "done", detail });
  });
}

/** NOTIFY_CHANNEL_UNKNOWN */
export async function channelIn(db: Reading, id: string): Promise<Channel> {
  const row = await channelsOf(db).where("id", "=", id).executeTakeFirst();
  if (!row) throw new YuejianError("NOTIFY_CHANNEL_UNKNOWN", { channel: id });
  return row;
}

async function demandSettings(
  db: Reading,
  { kind, settings, secret }: Pick<NotifyChannelOrder, "kind" | "settings" | "secret">,
): Promise<void> {
  if (secret !== null) demandNotifyPlace(secret);
  if ("host" in settings !== (kind === "mail"))
    throw invalid(`设置不是${NOTIFY_CHANNELS[kind].zh}的`, `the settings are not those of ${NOTIFY_CHANNELS[kind].en}`);
  if ("host" in settings) return demandMail(settings, secret);
  const { url }: WebhookSettings = settings;
  if (secret === null) throw invalid("推送须签名：请写明密钥的名称", "webhooks are signed: name the secret");
  await demandAllowed(db, url);
}

function demandMail({ host, security, user, from, console: address, authority }: MailSettings, secret: SecretPlace | null): void {
  if (security === "plain" && !/^(localhost|127\.0\.0\.1|::1)$/.test(host))
    throw invalid("只有发往本机时可以不加密", "without encryption only to this machine");
  if (user !== null && secret === null) throw invalid("有账号就须写明口令的名称", "an account needs the name of its secret");
  if (!/^[^\s@<>"]+@[A-Za-z0-9.-]+$/.test(from)) throw invalid("发件人不是一个邮箱地址", "the sender is no mail address");
  if (address !== null && !(URL.canParse(address) && /^https?:$/.test(new URL(address).protocol)))
    throw invalid("控制台地址不是网址", "the address of the console is no web address");
  if (authority !== null) demandNotifyPlace({ from: "file", name: authority });
}

function invalid(zh: string, en: string): YuejianError {
  return new YuejianError("NOTIFY_SETTINGS_INVALID", { reason: en, reason_zh: zh, reason_en: en });
}
