import { randomUUID } from "node:crypto";
import { type MailSettings, type SecretPlace, type Text, type WebhookSettings, YuejianError } from "@yuejian/contracts";
import { type CollectPorts, demandAddress, type Moment, momentOf, type Reminder, readPreferences, stillTold } from "../reminders/index.ts";
import type { Row, StoreTransaction } from "../store/index.ts";
import { demandAllowed } from "./addresses.ts";
import type { Channel } from "./channels.ts";
import { sendMail } from "./mail.ts";
import { readNotifySecret } from "./secrets.ts";
import { callWebhook } from "./webhook.ts";
import { mailWords, webhookBody } from "./words.ts";

export type Message = Row<"notify_messages">;

export interface SendPorts extends Pick<CollectPorts, "store" | "clock" | "policy" | "folder" | "models" | "offices"> {
  readonly homeId: string;
  readonly secretsFolder: string;
}

/** This process among all that ever sent: a message that another left behind was broken off. */
const SENDER = randomUUID();
/** Waits before further attempts, minutes. */
const WAITS = [1, 5, 15, 60, 180, 360, 720];
const PER_ROUND = 200;

export interface SendRound {
  readonly sent: number;
  readonly failed: number;
}

/** Sends what is due, one after the other. What is on its way is noted before and what became of it after: killed between the two, a message is sent once more under
 *  the same id, and never a third time by itself. */
export async function sendDue(ports: SendPorts): Promise<SendRound> {
  const counts = { sent: 0, failed: 0 };
  let moment: Moment | null = null;
  for (let round = 0; round < PER_ROUND; round++) {
    const claimed = await claim(ports);
    if (claimed === null) break;
    if (claimed.status === "failed") {
      counts.failed += 1;
      continue;
    }
    moment ??= await momentOf(ports);
    const outcome = await tryToSend(ports, claimed, moment);
    await note(ports, claimed, outcome);
    if (outcome.kind === "sent") counts.sent += 1;
    if (outcome.kind === "failed") counts.failed += 1;
  }
  return counts;
}

type Outcome =
  | { readonly kind: "sent" }
  | { readonly kind: "dropped"; readonly reason: Text }
  /** `again`: it may pass. */
  | { readonly kind: "failed"; readonly error: YuejianError; readonly again: boolean };

/** Takes the next message that is due, or that a dead process left on its way. */
async function claim({ store, clock }: SendPorts): Promise<Message | null> {
  const now = new Date(clock.now()).toISOString();
  return store.write(async (trx) => {
    const due = trx.selectFrom("notify_messages").selectAll();
    const left = await due.where("status", "=", "sending").where("sender", "!=", SENDER).orderBy("id").executeTakeFirst();
    const message =
      left ??
      (await due.where("status", "=", "waiting").where("send_after", "<=", now).orderBy("send_after").orderBy("id").executeTakeFirst());
    if (!message) return null;
    const broken = message.broken_off + (left ? 1 : 0);
    if (broken > 1)
      return change(trx, message, { status: "failed", broken_off: broken, reason: reasonOf(new YuejianError("NOTIFY_UNCERTAIN")) });
    return change(trx, message, { status: "sending", sender: SENDER, broken_off: broken, attempts: message.attempts + 1 });
  });
}

function change(trx: StoreTransaction, { id }: Message, set: Partial<Message>): Promise<Message> {
  return trx.updateTable("notify_messages").set(set).where("id", "=", id).returningAll().executeTakeFirstOrThrow();
}

async function note({ store, clock }: SendPorts, message: Message, outcome: Outcome): Promise<void> {
  const now = clock.now();
  const wait = WAITS[message.attempts - 1];
  const set: Partial<Message> =
    outcome.kind === "sent"
      ? { status: "sent", sent_at: new Date(now).toISOString(), reason: null }
      : outcome.kind === "dropped"
        ? { status: "dropped", reason: JSON.stringify(outcome.reason) }
        : outcome.again && wait !== undefined
          ? { status: "waiting", send_after: new Date(now + wait * 60_000).toISOString(), reason: reasonOf(outcome.error) }
          : { status: "failed", reason: reasonOf(outcome.error) };
  await store.write((trx) => change(trx, message, set));
}

function reasonOf(error: YuejianError): string {
  return JSON.stringify({ zh: error.textFor("zh"), en: error.textFor("en") });
}

async function tryToSend(ports: SendPorts, message: Message, moment: Moment): Promise<Outcome> {
  const { db } = ports.store;
  const channel = await db.selectFrom("notify_channels").selectAll().where("id", "=", message.channel).executeTakeFirstOrThrow();
  if (channel.removed_at !== null || channel.is_enabled === 0)
    return { kind: "dropped", reason: { zh: "渠道已停用", en: "the channel is switched off" } };
  const items = await db
    .selectFrom("notify_message_items")
    .innerJoin("reminders", "reminders.id", "notify_message_items.reminder")
    .selectAll("reminders")
    .where("notify_message_items.message", "=", message.id)
    .orderBy("reminders.id")
    .execute();
  const reminders = await stillTold(db, items, moment);
  if (reminders.length === 0)
    return {
      kind: "dropped",
      reason: { zh: "事项已经办理，或收件人已无权查看", en: "it was settled, or the person may not see it any more" },
    };
  try {
    if (channel.kind === "mail") await mailOut(ports, { channel, message, reminders });
    else await callOut(ports, { channel, message, reminders });
    return { kind: "sent" };
  } catch (cause) {
    const error = cause instanceof YuejianError ? cause : new YuejianError("NOTIFY_UNREACHABLE", { reason: String(cause) }, { cause });
    const isFinal = ["NOTIFY_REFUSED", "NOTIFY_HOST_REFUSED", "NOTIFY_ADDRESS_REFUSED", "NOTIFY_SETTINGS_INVALID"].includes(error.code);
    return { kind: "failed", error, again: !isFinal };
  }
}

interface Outgoing {
  readonly channel: Channel;
  readonly message: Message;
  readonly reminders: readonly Reminder[];
}

async function mailOut({ store, homeId, secretsFolder }: SendPorts, { channel, message, reminders }: Outgoing): Promise<void> {
  const settings = JSON.parse(channel.settings) as MailSettings;
  const { address, locale } = await readPreferences(store.db, message.person ?? "");
  if (address === null)
    throw new YuejianError("NOTIFY_ADDRESS_REFUSED", { address: "", reason: "none", reason_zh: "没有填写", reason_en: "none is kept" });
  demandAddress(address, settings);
  const words = mailWords(reminders, { locale, console: settings.console });
  const server = { settings, secret: placeOf(channel), secretsFolder };
  await sendMail(server, { to: address, ...words, messageId: messageIdOf(message.id, homeId), isRepeat: message.broken_off > 0 });
}

/** RFC 5322: unique for ever, and the same for each attempt. */
export function messageIdOf(message: string, homeId: string): string {
  return `<${message}@${homeId.replaceAll(/[^A-Za-z0-9.-]/g, "-")}.yuejian>`;
}

async function callOut({ store, clock, secretsFolder }: SendPorts, { channel, message, reminders }: Outgoing): Promise<void> {
  const { url } = JSON.parse(channel.settings) as WebhookSettings;
  const now = clock.now();
  await callWebhook({
    url,
    host: await demandAllowed(store.db, url),
    secret: await secretOf(channel, secretsFolder),
    id: message.id,
    body: webhookBody(message, reminders, new Date(now).toISOString()),
    at: Math.floor(now / 1000),
    isRepeat: message.broken_off > 0,
  });
}

export function placeOf({ secret }: Pick<Channel, "secret">): SecretPlace | null {
  return secret === null ? null : (JSON.parse(secret) as SecretPlace);
}

/** NOTIFY_SECRET_MISSING */
export async function secretOf(channel: Channel, secretsFolder: string): Promise<string> {
  const place = placeOf(channel);
  if (place === null) throw new YuejianError("NOTIFY_SECRET_MISSING", { place: "—" });
  return readNotifySecret(place, secretsFolder);
}
