import type { MailSettings, SecretPlace, WebhookSettings } from "@yuejian/contracts";
import { YuejianError } from "@yuejian/contracts";
import {
  exact,
  NotifyChannelBody,
  NotifyChannelShape,
  NotifyChannelsShape,
  type NotifyChannelView,
  NotifyHostBody,
  NotifyMessagesQuery,
  NotifyMessagesShape,
  NotifyRunShape,
  NotifyTestBody,
  NotifyTestShape,
  ReminderRulesBody,
  ReminderRulesPage,
  ReminderRulesShape,
  type ReminderRulesView,
} from "@yuejian/contracts/api";
import { Type } from "typebox";
import {
  changeHost,
  channelIn,
  channelsOf,
  type NotifyPorts,
  notifyNow,
  pageOfMessages,
  removeChannel,
  retryMessage,
  saveChannel,
  testChannel,
} from "../../notify/index.ts";
import { changeRules, rulesView } from "../../reminders/index.ts";
import type { Row } from "../../store/index.ts";
import type { App, Caller } from "../app-types.ts";
import { notifyPortsOf } from "../notify-ports.ts";
import type { RouteContext } from "../route-context.ts";

const ChannelPath = exact({ channel: Type.String() });

/** How reminders leave the house, and the offices' rules. */
export function notifyRoutes(app: App, { home, services }: RouteContext): void {
  const { store, policy, audit, accounts, offices } = services;
  const ports: NotifyPorts = notifyPortsOf(home, services);
  const manage = { admission: "notify.manage" } as const;

  app.get("/api/notify/channels", { config: manage, schema: { response: { 200: NotifyChannelsShape } } }, async () => {
    const rows = await channelsOf(store.db).orderBy("id").execute();
    const hosts = await store.db.selectFrom("notify_hosts").selectAll().orderBy("host").execute();
    return {
      items: await Promise.all(rows.map(channelView)),
      hosts: hosts.map(({ host, is_private: isPrivate, reason, at }) => ({ host, isPrivate: isPrivate === 1, reason, at })),
    };
  });

  app.post(
    "/api/notify/channels",
    { config: manage, schema: { body: NotifyChannelBody, response: { 200: NotifyChannelShape } } },
    async ({ caller, body }) => {
      demandOffice(body.office);
      return channelView(await saveChannel({ ...services, audit }, body, caller.account));
    },
  );

  app.post(
    "/api/notify/channels/:channel/remove",
    { config: manage, schema: { params: ChannelPath, response: { 204: Type.Null() } } },
    async ({ caller, params }, reply) => {
      await removeChannel({ ...services, audit }, params.channel, caller.account);
      return reply.code(204).send(null);
    },
  );

  app.post(
    "/api/notify/channels/:channel/test",
    { config: manage, schema: { params: ChannelPath, body: NotifyTestBody, response: { 200: NotifyTestShape } } },
    async ({ caller, params, body }) => {
      const channel = await channelIn(store.db, params.channel);
      const told = await testChannel(ports, channel, body.to);
      await audit.record({ actor: caller.account, action: "notify.manage", subject: channel.id, outcome: "done", detail: "tested" });
      return told;
    },
  );

  app.post(
    "/api/notify/hosts",
    { config: manage, schema: { body: NotifyHostBody, response: { 204: Type.Null() } } },
    async ({ caller, body }, reply) => {
      await changeHost({ ...services, audit }, { ...body, account: caller.account });
      return reply.code(204).send(null);
    },
  );

  app.get(
    "/api/notify/messages",
    { config: manage, schema: { querystring: NotifyMessagesQuery, response: { 200: NotifyMessagesShape } } },
    async ({ caller, query: { status, offset = 0, limit = 50 } }) =>
      pageOfMessages(store.db, { offices: policy.scope(caller.actor).offices, status, offset, limit }),
  );

  app.post(
    "/api/notify/messages/:message/retry",
    { config: manage, schema: { params: exact({ message: Type.String() }), response: { 204: Type.Null() } } },
    async ({ caller, params }, reply) => {
      const { offices: seen } = policy.scope(caller.actor);
      await retryMessage({ ...services, audit }, { id: params.message, offices: seen, account: caller.account });
      return reply.code(204).send(null);
    },
  );

  app.post("/api/notify/run", { config: manage, schema: { response: { 200: NotifyRunShape } } }, async ({ caller }) => {
    const told = await notifyNow(ports);
    await audit.record({
      actor: caller.account,
      action: "notify.manage",
      subject: null,
      outcome: "done",
      detail: "looked and sent by hand",
    });
    return told;
  });

  app.get(
    "/api/notify/rules",
    { config: { admission: "user.read" }, schema: { response: { 200: ReminderRulesPage } } },
    async ({ caller }) => {
      const rows = new Map((await store.db.selectFrom("reminder_rules").selectAll().execute()).map((row) => [row.office, row]));
      const names = await namesOf();
      const { offices: seen } = policy.scope(caller.actor);
      const items = offices
        .filter(({ id }) => seen === "all" || seen.includes(id))
        .map(({ id }) => ownRulesView(id, { row: rows.get(id), names, caller }));
      return { items, total: items.length, offset: 0, limit: items.length };
    },
  );

  app.post(
    "/api/notify/rules",
    { config: { admission: "notify.rules" }, schema: { body: ReminderRulesBody, response: { 200: ReminderRulesShape } } },
    async ({ caller, body: { office, reason, version, ...rules } }) => {
      demandOffice(office);
      policy.demand(caller.actor, "notify.rules", { office });
      const row = await changeRules({ ...services, audit }, { office, rules, reason, version, account: caller.account });
      return ownRulesView(office, { row, names: await namesOf(), caller });
    },
  );

  function demandOffice(office: string): void {
    if (!offices.some(({ id }) => id === office)) throw new YuejianError("OFFICE_UNKNOWN", { office });
  }

  async function namesOf(): Promise<ReadonlyMap<string, string>> {
    return new Map((await accounts.all()).map(({ id, display_name: name }) => [id, name]));
  }

  function ownRulesView(
    office: string,
    { row, names, caller }: { row: Row<"reminder_rules"> | undefined; names: ReadonlyMap<string, string>; caller: Caller },
  ): ReminderRulesView {
    const officeName = offices.find(({ id }) => id === office)?.name ?? { zh: office, en: office };
    const mayChange = policy.may(caller.actor, "notify.rules", { office });
    return { ...rulesView(office, row, (id) => names.get(id) ?? id), officeName, mayChange };
  }

  async function channelView(row: Row<"notify_channels">): Promise<NotifyChannelView> {
    const counts = await store.db
      .selectFrom("notify_messages")
      .select(["status", (build) => build.fn.countAll<number>().as("n")])
      .where("channel", "=", row.id)
      .groupBy("status")
      .execute();
    const count = (...statuses: string[]) => counts.reduce((sum, { status, n }) => sum + (statuses.includes(status) ? n : 0), 0);
    return {
      id: row.id,
      kind: row.kind,
      title: row.title,
      office: row.office,
      settings: JSON.parse(row.settings) as NotifyChannelView["settings"] & (MailSettings | WebhookSettings),
      secret: row.secret === null ? null : (JSON.parse(row.secret) as SecretPlace),
      isEnabled: row.is_enabled === 1,
      version: row.version,
      changedAt: row.changed_at,
      changedBy: (await accounts.byId(row.changed_by))?.display_name ?? row.changed_by,
      waiting: count("waiting", "sending"),
      failed: count("failed"),
      sent: count("sent"),
    };
  }
}
