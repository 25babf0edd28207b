import { MISSED_RUNS, SCHEDULE_OUTCOMES, type ScheduleRule, scheduleRuleText, YuejianError } from "@yuejian/contracts";
import type { JobView, ScheduleView } from "@yuejian/contracts/api";
import type { Arguments } from "../arguments.ts";
import { type Output, table } from "../output.ts";
import type { Command } from "./command.ts";
import { RULE_OPTIONS, RULE_USAGE, ruleOf } from "./schedule-rule.ts";

const list: Command = {
  name: "schedule list",
  usage: "schedule list",
  summary: { zh: "列出定时任务", en: "List the schedules" },
  options: {},
  async run({ client, output }) {
    const { items } = await (await client()).get<{ items: ScheduleView[] }>("/api/schedules");
    output.result(items, () => describe(items, output));
    return 0;
  },
};

const add: Command = {
  name: "schedule add",
  usage: `schedule add KIND [--model ID] [--input JSON] (${RULE_USAGE}) [--missed run-once|skip] [--disabled]`,
  summary: { zh: "新建定时任务（中国时间）", en: "Add a schedule (in the time of China)" },
  options: {
    ...RULE_OPTIONS,
    model: { type: "string" },
    input: { type: "string" },
    missed: { type: "string" },
    disabled: { type: "boolean" },
  },
  async run({ client, output, arguments: given }) {
    const [kind] = given.words;
    if (kind === undefined || given.words.length > 1) throw new YuejianError("USAGE", { reason: add.usage });
    const missed = given.text("missed");
    if (missed !== undefined && !Object.hasOwn(MISSED_RUNS, missed)) throw new YuejianError("USAGE", { reason: add.usage });
    const schedule = await (await client()).post<ScheduleView>("/api/schedules", {
      kind,
      input: inputOf(given),
      rule: ruleOf(given),
      ...(missed === undefined ? {} : { missed }),
      isEnabled: !given.isSet("disabled"),
    });
    output.result(schedule, () => describe([schedule], output));
    return 0;
  },
};

const remove: Command = {
  name: "schedule remove",
  usage: "schedule remove ID",
  summary: { zh: "删除定时任务", en: "Remove a schedule" },
  options: {},
  async run({ client, output, arguments: given }) {
    const id = idOf(given, remove.usage);
    await (await client()).post(`/api/schedules/${encodeURIComponent(id)}/remove`);
    output.result({ id, removed: true }, () => [`${id} ${output.locale === "zh" ? "已删除" : "removed"}`]);
    return 0;
  },
};

const run: Command = {
  name: "schedule run",
  usage: "schedule run ID",
  summary: { zh: "立即运行一次", en: "Run a schedule's job now" },
  options: {},
  async run({ client, output, arguments: given }) {
    const id = idOf(given, run.usage);
    const job = await (await client()).post<JobView>(`/api/schedules/${encodeURIComponent(id)}/run`);
    output.result(job, () => [`${job.id}  ${job.title[output.locale]}`]);
    return 0;
  },
};

const enable = switched("enable", true);
const disable = switched("disable", false);

function switched(word: "enable" | "disable", isEnabled: boolean): Command {
  const command: Command = {
    name: `schedule ${word}`,
    usage: `schedule ${word} ID`,
    summary: isEnabled ? { zh: "启用定时任务", en: "Enable a schedule" } : { zh: "停用定时任务", en: "Disable a schedule" },
    options: {},
    async run({ client, output, arguments: given }) {
      const id = idOf(given, command.usage);
      const api = await client();
      const { items } = await api.get<{ items: ScheduleView[] }>("/api/schedules");
      const known = items.find((each) => each.id === id);
      if (!known) throw new YuejianError("SCHEDULE_UNKNOWN", { schedule: id });
      const changed = await api.post<ScheduleView>(`/api/schedules/${encodeURIComponent(id)}`, { version: known.version, isEnabled });
      output.result(changed, () => describe([changed], output));
      return 0;
    },
  };
  return command;
}

function describe(schedules: readonly ScheduleView[], { locale }: Output): string[] {
  return table(
    ["id", "job", "when", "next", "last", "owner"],
    schedules.map((each) => [
      each.id,
      each.title[locale],
      scheduleRuleText(each.rule as ScheduleRule)[locale],
      each.isEnabled ? each.nextAt : locale === "zh" ? "停用" : "disabled",
      each.lastRun ? `${each.lastRun.at} ${each.lastRun.jobStatus ?? SCHEDULE_OUTCOMES[each.lastRun.outcome][locale]}` : null,
      each.owner.name,
    ]),
  );
}

function idOf(given: Arguments, usage: string): string {
  const [id] = given.words;
  if (id === undefined || given.words.length > 1) throw new YuejianError("USAGE", { reason: usage });
  return id;
}

function inputOf(given: Arguments): Record<string, unknown> {
  const text = given.text("input");
  const model = given.text("model");
  let input: unknown = {};
  try {
    if (text !== undefined) input = JSON.parse(text);
  } catch (cause) {
    throw new YuejianError("USAGE", { reason: `--input takes a JSON object, not “${text}”` }, { cause });
  }
  if (typeof input !== "object" || input === null || Array.isArray(input))
    throw new YuejianError("USAGE", { reason: `--input takes a JSON object, not “${text}”` });
  return { ...input, ...(model === undefined ? {} : { model }) };
}

export const scheduleCommands: readonly Command[] = [list, add, remove, run, enable, disable];
