import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import {
  DATA_CLASSES,
  type ScheduleRule,
  SOURCE_ALERTS,
  SOURCE_KINDS,
  SOURCE_LOAD_STATUSES,
  scheduleRuleText,
  YuejianError,
} from "@yuejian/contracts";
import type { JobView, SourceAlertView, SourceLoadResult, SourceLoadView, SourceLookView, SourceView } from "@yuejian/contracts/api";
import type { Arguments } from "../arguments.ts";
import { awaitJob, type Client } from "../client.ts";
import { type Output, table } from "../output.ts";
import type { Command } from "./command.ts";
import { RULE_OPTIONS, RULE_USAGE, ruleOf } from "./schedule-rule.ts";

const SETTINGS_USAGE = "--kind folder|postgres|mysql|http --settings FILE.json [--secret-env NAME | --secret-file NAME]";

const SETTINGS_OPTIONS = {
  kind: { type: "string" },
  settings: { type: "string" },
  "secret-env": { type: "string" },
  "secret-file": { type: "string" },
} as const;

const add: Command = {
  name: "source add",
  usage: `source add NAME --dataset ID ${SETTINGS_USAGE} --contract FILE.json --owner WHO --basis TEXT --class CLASS [--office ID] [${RULE_USAGE}]`,
  summary: { zh: "登记数据来源", en: "Set up a source" },
  options: {
    ...SETTINGS_OPTIONS,
    ...RULE_OPTIONS,
    dataset: { type: "string" },
    contract: { type: "string" },
    owner: { type: "string" },
    basis: { type: "string" },
    class: { type: "string" },
    office: { type: "string" },
  },
  async run({ client, output, arguments: given }) {
    const name = oneWord(given, add.usage);
    const dataClass = demanded(given, "class");
    if (!Object.hasOwn(DATA_CLASSES, dataClass))
      throw new YuejianError("USAGE", { reason: `--class ${Object.keys(DATA_CLASSES).join("|")}` });
    const office = given.text("office");
    const source = await (await client()).post<SourceView>("/api/sources", {
      name,
      dataset: demanded(given, "dataset"),
      owner: demanded(given, "owner"),
      legalBasis: demanded(given, "basis"),
      dataClass,
      ...(office === undefined ? {} : { office }),
      ...(await placeOf(given)),
      contract: await jsonFile(demanded(given, "contract")),
      refresh: hasRule(given) ? ruleOf(given) : null,
    });
    output.result(source, () => describe([source], output));
    return 0;
  },
};

const list: Command = {
  name: "source list",
  usage: "source list",
  summary: { zh: "列出数据来源、最近装入和告警", en: "List sources with their last load and open alerts" },
  options: {},
  async run({ client, output }) {
    const { items } = await (await client()).get<{ items: SourceView[] }>("/api/sources");
    output.result(items, () => describe(items, output));
    return 0;
  },
};

const show: Command = {
  name: "source show",
  usage: "source show SOURCE",
  summary: { zh: "显示一个来源的设置、约定、装入和告警", en: "Show settings, contract, loads and alerts of a source" },
  options: {},
  async run({ client, output, arguments: given }) {
    const api = await client();
    const source = await found(api, oneWord(given, show.usage));
    const { items: loads } = await api.get<{ items: SourceLoadView[] }>(`/api/sources/${source.id}/loads`, { limit: 20 });
    const { items: alerts } = await api.get<{ items: SourceAlertView[] }>("/api/sources/alerts", { source: source.id, limit: 50 });
    output.result({ ...source, loads, alerts }, () => [
      ...describe([source], output),
      `  ${JSON.stringify(source.settings)}`,
      ...table(
        ["  column", "type", "required", "into"],
        source.contract.columns.map(({ name, type, required, into }) => [
          `  ${name}`,
          type,
          required ? "✓" : "",
          into === null ? "—" : (into ?? name),
        ]),
      ),
      ...describeLoads(loads, output),
      ...describeAlerts(alerts, output),
    ]);
    return 0;
  },
};

const run: Command = {
  name: "source run",
  usage: "source run SOURCE",
  summary: { zh: "立即从来源装入新的数据", en: "Take in what is new at a source now" },
  options: {},
  async run({ client, output, arguments: given }) {
    const api = await client();
    const source = await found(api, oneWord(given, run.usage));
    const job = await api.post<JobView>(`/api/sources/${source.id}/run`);
    const result = await awaitJob<SourceLoadResult>(api, job.id, ({ progress }) =>
      output.progress(`${source.name}: ${progress.stage[output.locale]} ${progress.done.toLocaleString()}`),
    );
    output.result(result, () => describeResult(result, source.name, output));
    return result.status === "held" || result.alerts.length > 0 ? 1 : 0;
  },
};

const pause = switched("pause", true);
const resume = switched("resume", false);

function switched(word: "pause" | "resume", isPaused: boolean): Command {
  const command: Command = {
    name: `source ${word}`,
    usage: `source ${word} SOURCE`,
    summary: isPaused ? { zh: "暂停数据来源", en: "Pause a source" } : { zh: "恢复数据来源", en: "Resume a source" },
    options: {},
    async run({ client, output, arguments: given }) {
      const api = await client();
      const { id, version } = await found(api, oneWord(given, command.usage));
      const source = await api.post<SourceView>(`/api/sources/${id}`, { version, isPaused });
      output.result(source, () => describe([source], output));
      return 0;
    },
  };
  return command;
}

const set: Command = {
  name: "source set",
  usage: `source set SOURCE [--contract FILE.json] [--settings FILE.json] [--owner WHO] [--basis TEXT] [--class CLASS] [${RULE_USAGE} | --by-hand]`,
  summary: { zh: "修改来源的约定、设置或刷新规则", en: "Change contract, settings or refresh rule of a source" },
  options: {
    ...RULE_OPTIONS,
    contract: { type: "string" },
    settings: { type: "string" },
    owner: { type: "string" },
    basis: { type: "string" },
    class: { type: "string" },
    "by-hand": { type: "boolean" },
  },
  async run({ client, output, arguments: given }) {
    const api = await client();
    const { id, version } = await found(api, oneWord(given, set.usage));
    const text = (option: string, member: string) => (given.text(option) === undefined ? {} : { [member]: given.text(option) });
    const file = async (option: string) => (given.text(option) === undefined ? {} : { [option]: await jsonFile(given.text(option) ?? "") });
    const source = await api.post<SourceView>(`/api/sources/${id}`, {
      version,
      ...text("owner", "owner"),
      ...text("basis", "legalBasis"),
      ...text("class", "dataClass"),
      ...(await file("contract")),
      ...(await file("settings")),
      ...(given.isSet("by-hand") ? { refresh: null } : hasRule(given) ? { refresh: ruleOf(given) } : {}),
    });
    output.result(source, () => describe([source], output));
    return 0;
  },
};

const remove: Command = {
  name: "source remove",
  usage: "source remove SOURCE",
  summary: { zh: "删除数据来源（已装入的数据保留）", en: "Remove a source; what was loaded stays" },
  options: {},
  async run({ client, output, arguments: given }) {
    const api = await client();
    const { id, name } = await found(api, oneWord(given, remove.usage));
    await api.post(`/api/sources/${id}/remove`);
    output.result({ id, removed: true }, () => [`${name} ${output.locale === "zh" ? "已删除" : "removed"}`]);
    return 0;
  },
};

const infer: Command = {
  name: "source contract infer",
  usage: `source contract infer ${SETTINGS_USAGE} [--rows N]`,
  summary: { zh: "看来源的前几行，拟一份约定供人修改", en: "Propose a contract from the first rows of a source" },
  options: { ...SETTINGS_OPTIONS, rows: { type: "string" } },
  async run({ client, output, arguments: given }) {
    if (given.words.length > 0) throw new YuejianError("USAGE", { reason: infer.usage });
    const rows = given.text("rows") === undefined ? {} : { rows: given.count("rows", 1, 1000) };
    const look = await (await client()).post<SourceLookView>("/api/sources/look", { ...(await placeOf(given)), ...rows });
    output.result(look.contract, () => [JSON.stringify(look.contract, null, 2)]);
    return 0;
  },
};

const acknowledge: Command = {
  name: "source acknowledge",
  usage: "source acknowledge ALERT",
  summary: { zh: "签收一条来源告警", en: "Acknowledge an alert about a source" },
  options: {},
  async run({ client, output, arguments: given }) {
    const id = oneWord(given, acknowledge.usage);
    await (await client()).post(`/api/sources/alerts/${encodeURIComponent(id)}/acknowledge`);
    output.result({ id, acknowledged: true }, () => [`${id} ${output.locale === "zh" ? "已签收" : "acknowledged"}`]);
    return 0;
  },
};

function describe(sources: readonly SourceView[], { locale }: Output): string[] {
  const zh = locale === "zh";
  return table(
    ["id", "name", "kind", "dataset", "refresh", "fresh", "last", "alerts"],
    sources.map((each) => [
      each.id,
      each.name,
      SOURCE_KINDS[each.kind][locale],
      each.dataset,
      each.isPaused
        ? zh
          ? "已暂停"
          : "paused"
        : each.refresh === null
          ? zh
            ? "手动"
            : "by hand"
          : scheduleRuleText(each.refresh as ScheduleRule)[locale],
      `${each.freshAt ?? "—"}${each.isOverdue ? (zh ? "（逾期）" : " (overdue)") : ""}`,
      each.lastLoad ? SOURCE_LOAD_STATUSES[each.lastLoad.status][locale] : null,
      each.openAlerts.map(({ kind }) => SOURCE_ALERTS[kind][locale]).join("、"),
    ]),
  );
}

function describeLoads(loads: readonly SourceLoadView[], { locale }: Output): string[] {
  return table(
    ["  load", "status", "read", "accepted", "quarantined", "contract", "parser", "error"],
    loads.map((load) => [
      `  ${load.startedAt}`,
      SOURCE_LOAD_STATUSES[load.status][locale],
      load.rowsRead,
      load.rowsAccepted,
      load.rowsQuarantined,
      load.contractVersion,
      load.parserVersion,
      load.error?.text[locale] ?? null,
    ]),
  );
}

function describeAlerts(alerts: readonly SourceAlertView[], { locale }: Output): string[] {
  return table(
    ["  alert", "what", "since", "times", "closed", "detail"],
    alerts.map((alert) => [
      `  ${alert.id}`,
      SOURCE_ALERTS[alert.kind][locale],
      alert.openedAt,
      alert.times,
      alert.closedAt,
      alert.detail[locale],
    ]),
  );
}

function describeResult(result: SourceLoadResult, name: string, { locale }: Output): string[] {
  const zh = locale === "zh";
  return [
    zh
      ? `${name}：${SOURCE_LOAD_STATUSES[result.status].zh}，读取 ${result.rowsRead} 行，接收 ${result.rowsAccepted}，隔离 ${result.rowsQuarantined}，批次 ${result.batches.length} 个`
      : `${name}: ${SOURCE_LOAD_STATUSES[result.status].en}, ${result.rowsRead} rows read, ${result.rowsAccepted} accepted, ${result.rowsQuarantined} quarantined, ${result.batches.length} batches`,
    ...result.refused.map(({ file, text }) => `  ${file}: ${text[locale]}`),
    ...result.alerts.map((kind) => `  ${zh ? "告警" : "alert"}: ${SOURCE_ALERTS[kind][locale]}`),
  ];
}

/** By id or by name. */
async function found(api: Client, source: string): Promise<SourceView> {
  return api.get<SourceView>(`/api/sources/${encodeURIComponent(source)}`);
}

async function placeOf(given: Arguments): Promise<Record<string, unknown>> {
  const kind = demanded(given, "kind");
  if (!Object.hasOwn(SOURCE_KINDS, kind)) throw new YuejianError("USAGE", { reason: `--kind ${Object.keys(SOURCE_KINDS).join("|")}` });
  const [env, file] = [given.text("secret-env"), given.text("secret-file")];
  if (env !== undefined && file !== undefined) throw new YuejianError("USAGE", { reason: "--secret-env or --secret-file, not both" });
  const secret = env === undefined ? (file === undefined ? null : { from: "file", name: file }) : { from: "env", name: env };
  return { kind, settings: await jsonFile(demanded(given, "settings")), secret };
}

async function jsonFile(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(resolve(path), "utf8");
  } catch (cause) {
    throw new YuejianError("FILE_NOT_FOUND", { file: path }, { cause });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new YuejianError("FILE_UNREADABLE", { file: path, reason: cause instanceof Error ? cause.message : String(cause) }, { cause });
  }
}

function hasRule(given: Arguments): boolean {
  return Object.keys(RULE_OPTIONS).some((name) => given.text(name) !== undefined);
}

function demanded(given: Arguments, name: string): string {
  const value = given.text(name);
  if (value === undefined || value === "") throw new YuejianError("USAGE", { reason: `--${name}` });
  return value;
}

function oneWord(given: Arguments, usage: string): string {
  const [word] = given.words;
  if (word === undefined || given.words.length > 1) throw new YuejianError("USAGE", { reason: usage });
  return word;
}

export const sourceCommands: readonly Command[] = [add, list, show, run, pause, resume, set, remove, infer, acknowledge];
