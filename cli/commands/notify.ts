import { MAIL_MODES, MESSAGE_STATUSES, NOTIFY_CHANNELS, REMINDER_CAUSES, type ReminderCause, YuejianError } from "@yuejian/contracts";
import type {
  NotifyChannelOrder,
  NotifyChannels,
  NotifyChannelView,
  NotifyMessageView,
  NotifyRun,
  NotifyTest,
  ReminderPreferences,
  ReminderPreferencesView,
  ReminderRulesView,
  RemindersPage,
} from "@yuejian/contracts/api";
import type { Arguments } from "../arguments.ts";
import type { Client } from "../client.ts";
import { type Output, table } from "../output.ts";
import type { Command } from "./command.ts";

const SECRET_OPTIONS = { "secret-env": { type: "string" }, "secret-file": { type: "string" } } as const;
const SECRET_USAGE = "[--secret-env YUEJIAN_NOTIFY_… | --secret-file NAME]";

const settings: Command = {
  name: "notify settings",
  usage: "notify settings",
  summary: { zh: "查看通知渠道和允许推送的主机", en: "Channels of notification, and hosts to which webhooks may go" },
  options: {},
  async run({ client, output }) {
    const told = await (await client()).get<NotifyChannels>("/api/notify/channels");
    output.result(told, () => described(told, output));
    return 0;
  },
};

const mail: Command = {
  name: "notify mail",
  usage: `notify mail --host HOST --port N [--security tls|starttls|plain] --from ADDRESS --domain DOMAIN … [--user NAME ${SECRET_USAGE}] [--console URL] [--authority FILE] [--off]`,
  summary: { zh: "设置邮件（SMTP）", en: "Set up mail (SMTP)" },
  options: {
    ...SECRET_OPTIONS,
    host: { type: "string" },
    port: { type: "string" },
    security: { type: "string" },
    from: { type: "string" },
    domain: { type: "string", multiple: true },
    user: { type: "string" },
    console: { type: "string" },
    authority: { type: "string" },
    title: { type: "string" },
    off: { type: "boolean" },
  },
  async run({ client: connect, output, arguments: given }) {
    const [host, from, security = "starttls"] = [given.text("host"), given.text("from"), given.text("security")];
    if (host === undefined || from === undefined || !["tls", "starttls", "plain"].includes(security))
      throw new YuejianError("USAGE", { reason: mail.usage });
    const client = await connect();
    const known = (await client.get<NotifyChannels>("/api/notify/channels")).items.find(({ kind }) => kind === "mail");
    const channel = await save(client, {
      id: known?.id ?? null,
      kind: "mail",
      title: given.text("title") ?? known?.title ?? "邮件",
      settings: {
        host,
        port: given.count("port", 1, security === "tls" ? 465 : 587),
        security: security as "tls" | "starttls" | "plain",
        user: given.text("user") ?? null,
        from,
        domains: [...given.texts("domain")],
        console: given.text("console") ?? null,
        authority: given.text("authority") ?? null,
      },
      secret: secretOf(given),
      isEnabled: !given.isSet("off"),
      version: known?.version ?? 0,
    });
    output.result(channel, () => channelLines([channel], output));
    return 0;
  },
};

const webhook: Command = {
  name: "notify webhook",
  usage: `notify webhook URL --title TEXT --secret-env YUEJIAN_NOTIFY_… | --secret-file NAME [--office ID] [--cause CAUSE …] [--any-time] [--off]`,
  summary: { zh: "设置接口推送（webhook）；同名的即修改", en: "Set up a webhook; one of the same title is changed" },
  options: {
    ...SECRET_OPTIONS,
    title: { type: "string" },
    office: { type: "string" },
    cause: { type: "string", multiple: true },
    "any-time": { type: "boolean" },
    off: { type: "boolean" },
  },
  async run({ client: connect, output, arguments: given }) {
    const [url, title, causes] = [oneWord(given, webhook.usage), given.text("title"), given.texts("cause")];
    if (title === undefined || causes.some((each) => !Object.hasOwn(REMINDER_CAUSES, each)))
      throw new YuejianError("USAGE", { reason: `${webhook.usage}; ${Object.keys(REMINDER_CAUSES).join(" ")}` });
    const client = await connect();
    const { items } = await client.get<NotifyChannels>("/api/notify/channels");
    const known = items.find((each) => each.kind === "webhook" && each.title === title);
    const office = given.text("office");
    const channel = await save(client, {
      id: known?.id ?? null,
      kind: "webhook",
      title,
      ...(office === undefined ? {} : { office }),
      settings: { url, causes: causes as ReminderCause[], isAnyTime: given.isSet("any-time") },
      secret: secretOf(given),
      isEnabled: !given.isSet("off"),
      version: known?.version ?? 0,
    });
    output.result(channel, () => channelLines([channel], output));
    return 0;
  },
};

const host: Command = {
  name: "notify host",
  usage: "notify host HOST --reason TEXT [--inner] [--remove]",
  summary: {
    zh: "允许（或不再允许）向主机推送；--inner 允许内网地址",
    en: "Let webhooks go to a host, or no longer; --inner allows an address inside",
  },
  options: { reason: { type: "string" }, inner: { type: "boolean" }, remove: { type: "boolean" } },
  async run({ client, output, arguments: given }) {
    const body = {
      host: oneWord(given, host.usage),
      isPrivate: given.isSet("inner"),
      reason: given.text("reason") ?? "",
      isAllowed: !given.isSet("remove"),
    };
    await (await client()).post("/api/notify/hosts", body);
    output.result(body, () => []);
    return 0;
  },
};

const remove: Command = {
  name: "notify remove",
  usage: "notify remove CHANNEL",
  summary: { zh: "删除通知渠道", en: "Remove a channel" },
  options: {},
  async run({ client, output, arguments: given }) {
    const id = oneWord(given, remove.usage);
    await (await client()).post(`/api/notify/channels/${encodeURIComponent(id)}/remove`);
    output.result({ id }, () => []);
    return 0;
  },
};

const test: Command = {
  name: "notify test",
  usage: "notify test CHANNEL [--to ADDRESS]",
  summary: { zh: "现在发一条测试消息", en: "Send a test message now" },
  options: { to: { type: "string" } },
  async run({ client, output, arguments: given }) {
    const id = oneWord(given, test.usage);
    const told = await (await client()).post<NotifyTest>(`/api/notify/channels/${encodeURIComponent(id)}/test`, {
      to: given.text("to") ?? null,
    });
    output.result(told, () => [`${told.answer} (${told.milliseconds} ms)`]);
    return 0;
  },
};

const list: Command = {
  name: "notify list",
  usage: "notify list [--status waiting|sending|sent|failed|dropped] [--limit N]",
  summary: { zh: "查看发出、待发和失败的消息；有失败的返回 1", en: "Messages that were sent, wait or failed; exit 1 where some failed" },
  options: { status: { type: "string" }, limit: { type: "string" } },
  async run({ client, output, arguments: given }) {
    const status = given.text("status");
    if (status !== undefined && !Object.hasOwn(MESSAGE_STATUSES, status)) throw new YuejianError("USAGE", { reason: list.usage });
    const query = { status, limit: given.count("limit", 1, 50) };
    const { items } = await (await client()).get<{ items: NotifyMessageView[] }>("/api/notify/messages", query);
    output.result(items, () => messageLines(items, output));
    return items.some((each) => each.status === "failed") ? 1 : 0;
  },
};

const retry: Command = {
  name: "notify retry",
  usage: "notify retry MESSAGE",
  summary: { zh: "重发失败的消息", en: "Send a failed message again" },
  options: {},
  async run({ client, output, arguments: given }) {
    const id = oneWord(given, retry.usage);
    await (await client()).post(`/api/notify/messages/${encodeURIComponent(id)}/retry`);
    output.result({ id }, () => []);
    return 0;
  },
};

const now: Command = {
  name: "notify run",
  usage: "notify run",
  summary: { zh: "现在检查期限和事项，并发送到时的消息", en: "Look for what people are to be told, and send what is due, now" },
  options: {},
  async run({ client, output }) {
    const told = await (await client()).post<NotifyRun>("/api/notify/run");
    output.result(told, () =>
      output.locale === "zh"
        ? [`新提醒 ${told.reminders}，已了结 ${told.settled}，发出 ${told.sent}，失败 ${told.failed}，待发 ${told.waiting}`]
        : [`${told.reminders} new, ${told.settled} settled, ${told.sent} sent, ${told.failed} failed, ${told.waiting} waiting`],
    );
    return told.failed > 0 ? 1 : 0;
  },
};

const rules: Command = {
  name: "notify rules",
  usage:
    "notify rules [--office ID --reason TEXT [--handler-before N] [--head-before N] [--lead-after N] [--send-from HH:MM] [--send-until HH:MM]]",
  summary: { zh: "查看或设置各院的提醒和升级规则", en: "The offices' rules of reminders and escalation; with --office set them" },
  options: {
    office: { type: "string" },
    reason: { type: "string" },
    "handler-before": { type: "string" },
    "head-before": { type: "string" },
    "lead-after": { type: "string" },
    "send-from": { type: "string" },
    "send-until": { type: "string" },
  },
  async run({ client: connect, output, arguments: given }) {
    const client = await connect();
    const { items } = await client.get<{ items: ReminderRulesView[] }>("/api/notify/rules");
    const office = given.text("office");
    if (office === undefined) {
      output.result(items, () => ruleLines(items, output));
      return 0;
    }
    const known = items.find((each) => each.office === office);
    if (!known) throw new YuejianError("OFFICE_UNKNOWN", { office });
    const set = await client.post<ReminderRulesView>("/api/notify/rules", {
      office,
      handlerDaysBefore: given.count("handler-before", 0, known.handlerDaysBefore),
      headDaysBefore: given.count("head-before", 0, known.headDaysBefore),
      leadDaysAfter: given.count("lead-after", 0, known.leadDaysAfter),
      sendFrom: given.text("send-from") ?? known.sendFrom,
      sendUntil: given.text("send-until") ?? known.sendUntil,
      reason: given.text("reason") ?? "",
      version: known.version,
    });
    output.result(set, () => ruleLines([set], output));
    return 0;
  },
};

const mine: Command = {
  name: "notify mine",
  usage: "notify mine [--all] [--read]",
  summary: { zh: "我的提醒；--read 全部标为已读", en: "My reminders; --read notes that all were read" },
  options: { all: { type: "boolean" }, read: { type: "boolean" } },
  async run({ client: connect, output, arguments: given }) {
    const client = await connect();
    const page = await client.get<RemindersPage>("/api/reminders", { unread: given.isSet("all") ? undefined : true, limit: 200 });
    if (given.isSet("read")) await client.post("/api/reminders/read", { ids: [] });
    output.result(page, () =>
      page.items.flatMap((each) => [`${each.at.slice(0, 16)} ${each.title[output.locale]}`, `  ${each.why[output.locale]}`]),
    );
    return 0;
  },
};

const preferences: Command = {
  name: "notify preferences",
  usage: "notify preferences [--address ADDRESS] [--mail off|each|daily] [--at HH:MM] [--language zh|en] [--mute CAUSE …]",
  summary: { zh: "查看或设置我接收提醒的方式", en: "How I am told; with options set it" },
  options: {
    address: { type: "string" },
    mail: { type: "string" },
    at: { type: "string" },
    language: { type: "string" },
    mute: { type: "string", multiple: true },
  },
  async run({ client: connect, output, arguments: given }) {
    const client = await connect();
    const { hasMail: _has, domains: _domains, ...known } = await client.get<ReminderPreferencesView>("/api/reminders/preferences");
    const options = ["address", "mail", "at", "language"].some((name) => given.text(name) !== undefined) || given.texts("mute").length > 0;
    const wanted = {
      address: given.text("address") ?? known.address,
      mail: given.text("mail") ?? known.mail,
      digestAt: given.text("at") ?? known.digestAt,
      locale: given.text("language") ?? known.locale,
      muted: given.texts("mute").length > 0 ? given.texts("mute") : known.muted,
    };
    const told = options ? await client.post<ReminderPreferences>("/api/reminders/preferences", wanted) : known;
    output.result(told, () => [
      `${told.address ?? "—"} · ${MAIL_MODES[told.mail][output.locale]} · ${told.digestAt} · ${told.locale}`,
      ...told.muted.map((cause) => `− ${REMINDER_CAUSES[cause][output.locale]}`),
    ]);
    return 0;
  },
};

async function save(client: Client, order: Omit<NotifyChannelOrder, "office"> & { office?: string }): Promise<NotifyChannelView> {
  const city = async () => (await client.get<{ user: { office: string } }>("/api/session")).user.office;
  return client.post<NotifyChannelView>("/api/notify/channels", { ...order, office: order.office ?? (await city()) });
}

function secretOf(given: Arguments): NotifyChannelOrder["secret"] {
  const [env, file] = [given.text("secret-env"), given.text("secret-file")];
  if (env !== undefined) return { from: "env", name: env };
  return file === undefined ? null : { from: "file", name: file };
}

function oneWord(given: Arguments, usage: string): string {
  const [word, ...more] = given.words;
  if (word === undefined || more.length > 0) throw new YuejianError("USAGE", { reason: usage });
  return word;
}

function described({ items, hosts }: NotifyChannels, output: Output): string[] {
  return [...channelLines(items, output), ...hosts.map((each) => `${each.host}${each.isPrivate ? " (inner)" : ""}: ${each.reason}`)];
}

function channelLines(items: readonly NotifyChannelView[], { locale }: Output): string[] {
  const head =
    locale === "zh"
      ? ["编号", "种类", "名称", "单位", "启用", "待发", "失败", "已发"]
      : ["id", "kind", "title", "office", "on", "waiting", "failed", "sent"];
  return table(
    head,
    items.map((each) => [
      each.id,
      NOTIFY_CHANNELS[each.kind][locale],
      each.title,
      each.office,
      each.isEnabled ? "✓" : "–",
      each.waiting,
      each.failed,
      each.sent,
    ]),
  );
}

function messageLines(items: readonly NotifyMessageView[], { locale }: Output): string[] {
  const head =
    locale === "zh"
      ? ["编号", "渠道", "收件人", "状态", "事项", "次数", "原因"]
      : ["id", "channel", "to", "status", "items", "tries", "reason"];
  return table(
    head,
    items.map((each) => [
      each.id,
      each.channelTitle,
      each.person?.name ?? "",
      MESSAGE_STATUSES[each.status][locale],
      each.items,
      each.attempts,
      each.reason?.[locale] ?? "",
    ]),
  );
}

function ruleLines(items: readonly ReminderRulesView[], { locale }: Output): string[] {
  const head =
    locale === "zh" ? ["单位", "承办人", "部门", "院领导", "发送时段", "理由"] : ["office", "handler", "head", "lead", "hours", "reason"];
  return table(
    head,
    items.map((each) => [
      each.office,
      `-${each.handlerDaysBefore}`,
      `-${each.headDaysBefore}`,
      `+${each.leadDaysAfter}`,
      `${each.sendFrom}–${each.sendUntil}`,
      each.reason,
    ]),
  );
}

export const notifyCommands: readonly Command[] = [settings, mail, webhook, host, remove, test, list, retry, now, rules, mine, preferences];
