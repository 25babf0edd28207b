import { ALERT_SUBJECTS, BUSINESS_LINES, ROLES, type Role, YuejianError } from "@yuejian/contracts";
import type { AlertRuleOrder, AlertRuleView } from "@yuejian/contracts/api";
import type { Arguments } from "../arguments.ts";
import { type Output, table } from "../output.ts";
import type { Command } from "./command.ts";

const list: Command = {
  name: "alert list",
  usage: "alert list",
  summary: { zh: "列出我的订阅和本院的提醒规则", en: "My subscriptions, and the alert rules of my offices" },
  options: {},
  async run({ client, output }) {
    const { items } = await (await client()).get<{ items: AlertRuleView[] }>("/api/alerts");
    output.result(items, () => described(items, output));
    return 0;
  },
};

const add: Command = {
  name: "alert add",
  usage:
    "alert add TITLE --on lead|case|source [--model ID …] [--office ID …] [--line LINE …] [--least YUAN] [--count N --days N] [--authority WORD …] [--own] [--source NAME …] [--to-office ID --to-role ROLE …]",
  summary: {
    zh: "订阅新线索、案件进展或数据来源；--to-office 和 --to-role 发给一个院的岗位",
    en: "Subscribe to new leads, steps of cases or sources; --to-office and --to-role tell those with a role in an office",
  },
  options: {
    on: { type: "string" },
    model: { type: "string", multiple: true },
    office: { type: "string", multiple: true },
    line: { type: "string", multiple: true },
    least: { type: "string" },
    count: { type: "string" },
    days: { type: "string" },
    authority: { type: "string", multiple: true },
    own: { type: "boolean" },
    source: { type: "string", multiple: true },
    "to-office": { type: "string" },
    "to-role": { type: "string", multiple: true },
  },
  async run({ client, output, arguments: given }) {
    const [title, ...more] = given.words;
    const on = given.text("on") ?? "lead";
    if (title === undefined || more.length > 0 || !Object.hasOwn(ALERT_SUBJECTS, on))
      throw new YuejianError("USAGE", { reason: add.usage });
    const order: AlertRuleOrder = {
      title,
      subject: on as AlertRuleOrder["subject"],
      conditions: conditionsIn(given),
      recipient: recipientIn(given),
      isEnabled: true,
      version: 0,
    };
    const rule = await (await client()).post<AlertRuleView>("/api/alerts", order);
    output.result(rule, () => described([rule], output));
    return 0;
  },
};

const remove: Command = {
  name: "alert remove",
  usage: "alert remove RULE",
  summary: { zh: "删除订阅或提醒规则", en: "Remove a subscription or an alert rule" },
  options: {},
  async run({ client, output, arguments: given }) {
    const [id, ...more] = given.words;
    if (id === undefined || more.length > 0) throw new YuejianError("USAGE", { reason: remove.usage });
    await (await client()).post(`/api/alerts/${encodeURIComponent(id)}/remove`);
    output.result({ id }, () => []);
    return 0;
  },
};

function conditionsIn(given: Arguments): AlertRuleOrder["conditions"] {
  const some = (name: string) => (given.texts(name).length === 0 ? undefined : [...given.texts(name)]);
  const lines = some("line");
  if (lines?.some((each) => !Object.hasOwn(BUSINESS_LINES, each)))
    throw new YuejianError("USAGE", { reason: `--line ${Object.keys(BUSINESS_LINES).join("|")}` });
  const least = given.count("least", 1, 0);
  const window = given.text("count") === undefined ? undefined : { count: given.count("count", 2, 2), days: given.count("days", 1, 7) };
  const members = {
    models: some("model"),
    offices: some("office"),
    lines: lines as AlertRuleOrder["conditions"]["lines"],
    leastAmount: least === 0 ? undefined : least * 100,
    window,
    authorities: some("authority"),
    isOwn: given.isSet("own") ? true : undefined,
    sources: some("source"),
  };
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as AlertRuleOrder["conditions"];
}

function recipientIn(given: Arguments): AlertRuleOrder["recipient"] {
  const [office, roles] = [given.text("to-office"), given.texts("to-role")];
  if (office === undefined && roles.length === 0) return { kind: "me" };
  if (office === undefined || roles.length === 0 || roles.some((each) => !Object.hasOwn(ROLES, each)))
    throw new YuejianError("USAGE", { reason: `--to-office ID --to-role ${Object.keys(ROLES).join("|")}` });
  return { kind: "group", office, roles: roles as Role[] };
}

function described(items: readonly AlertRuleView[], { locale }: Output): string[] {
  const head = locale === "zh" ? ["编号", "名称", "对象", "条件", "发给"] : ["id", "title", "on", "conditions", "to"];
  return table(
    head,
    items.map(({ id, title, subject, conditions, recipient, owner }) => [
      id,
      title,
      ALERT_SUBJECTS[subject][locale],
      JSON.stringify(conditions),
      recipient.kind === "me" ? owner.name : `${recipient.office}: ${recipient.roles.map((role) => ROLES[role][locale]).join(", ")}`,
    ]),
  );
}

export const alertCommands: readonly Command[] = [list, add, remove];
