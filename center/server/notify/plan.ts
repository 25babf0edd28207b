import type { Ids, MailSettings, Office, ReminderRules, WebhookSettings } from "@yuejian/contracts";
import { demandAddress, type Moment, preferencesOf, type Reminder, readRules, rulesFor } from "../reminders/index.ts";
import type { NewRow, StoreTransaction } from "../store/index.ts";
import { type Channel, channelsOf } from "./channels.ts";
import { digestTime, sendingTime } from "./hours.ts";

export interface PlanPorts {
  readonly ids: Ids;
  readonly offices: readonly Office[];
}

/** Puts new reminders into messages, in the transaction that makes them: to each person as they wish it, and to the webhooks of offices. A message that waits and
 *  was never tried takes what comes until it leaves, so that a night or a holiday gives one. */
export async function planMessages(
  trx: StoreTransaction,
  { ids, offices }: PlanPorts,
  { made, moment }: { made: readonly Reminder[]; moment: Moment },
) {
  if (made.length === 0) return;
  const channels = await channelsOf(trx).where("is_enabled", "=", 1).execute();
  const rules = await readRules(trx);
  for (const channel of channels) {
    const groups =
      channel.kind === "mail" ? await byPerson(trx, channel, { made, moment, rules }) : byOffice(channel, { made, moment, rules, offices });
    for (const { reminders, person, office, sendAfter } of groups) {
      const message = await waitingMessage(trx, { channel, person, office }, { id: ids.next("msg"), sendAfter, now: moment.now });
      await trx
        .insertInto("notify_message_items")
        .values(reminders.map(({ id }) => ({ message, reminder: id })))
        .execute();
    }
  }
}

interface Group {
  readonly reminders: readonly Reminder[];
  /** Null: a webhook. */
  readonly person: string | null;
  readonly office: string;
  readonly sendAfter: number;
}

interface Given {
  readonly made: readonly Reminder[];
  readonly moment: Moment;
  readonly rules: ReadonlyMap<string, ReminderRules>;
}

async function byPerson(trx: StoreTransaction, channel: Channel, { made, moment, rules }: Given): Promise<Group[]> {
  const people = [...new Set(made.map(({ person }) => person))];
  const rows = await trx.selectFrom("reminder_preferences").selectAll().where("person", "in", people).where("mail", "!=", "off").execute();
  const settings = JSON.parse(channel.settings) as MailSettings;
  return rows.flatMap((row): Group[] => {
    const { address, mail, digestAt, muted } = preferencesOf(row);
    const actor = moment.people.find(({ id }) => id === row.person);
    const isEscalation = ({ level }: Reminder) => level === "end" || level === "over";
    const reminders = made.filter((each) => each.person === row.person && (isEscalation(each) || !muted.includes(each.cause)));
    if (!actor || address === null || !isSentTo(address, settings) || reminders.length === 0) return [];
    const sendAfter =
      mail === "daily"
        ? digestTime(moment.now, digestAt, moment.calendar)
        : sendingTime(moment.now, rulesFor(rules, actor.office), moment.calendar);
    return [{ reminders, person: row.person, office: actor.office, sendAfter }];
  });
}

/** An address that was kept before the domains changed gets nothing. */
function isSentTo(address: string, settings: MailSettings): boolean {
  try {
    demandAddress(address, settings);
    return true;
  } catch {
    return false;
  }
}

function byOffice(channel: Channel, { made, moment, rules, offices }: Given & { readonly offices: readonly Office[] }): Group[] {
  const { causes, isAnyTime } = JSON.parse(channel.settings) as WebhookSettings;
  const isCity = offices.find(({ id }) => id === channel.office)?.parent === null;
  const meant = made.filter((each) => (isCity || each.office === channel.office) && (causes.length === 0 || causes.includes(each.cause)));
  return [...Map.groupBy(meant, ({ office }) => office)].map(([office, reminders]) => ({
    reminders,
    person: null,
    office,
    sendAfter: isAnyTime ? moment.now : sendingTime(moment.now, rulesFor(rules, office), moment.calendar),
  }));
}

async function waitingMessage(
  trx: StoreTransaction,
  { channel, person, office }: { channel: Channel; person: string | null; office: string },
  { id, sendAfter, now }: { id: string; sendAfter: number; now: number },
): Promise<string> {
  const waiting = await trx
    .selectFrom("notify_messages")
    .select("id")
    .where("channel", "=", channel.id)
    .where("person", person === null ? "is" : "=", person)
    .where("office", "=", office)
    .where("status", "=", "waiting")
    .where("attempts", "=", 0)
    .executeTakeFirst();
  if (waiting) return waiting.id;
  const row: NewRow<"notify_messages"> = {
    id,
    channel: channel.id,
    kind: channel.kind,
    person,
    office,
    status: "waiting",
    created_at: new Date(now).toISOString(),
    send_after: new Date(sendAfter).toISOString(),
    attempts: 0,
    sender: null,
    broken_off: 0,
    sent_at: null,
    reason: null,
  };
  await trx.insertInto("notify_messages").values(row).execute();
  return id;
}
