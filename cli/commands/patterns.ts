import { CAUSES, type Cause, PATTERN_STATUSES, YuejianError } from "@yuejian/contracts";
import type { JobView, PatternDetail, PatternsPage, RuleCauseView } from "@yuejian/contracts/api";
import { awaitJob } from "../client.ts";
import { type Output, table } from "../output.ts";
import type { Command } from "./command.ts";

const list: Command = {
  name: "pattern list",
  usage: "pattern list [--status open|dismissed|proposed] [--past]",
  summary: { zh: "列出治理模式（规则、地区、机关、成因、时间）", en: "List patterns of rules, places, authorities, causes and times" },
  options: { status: { type: "string" }, past: { type: "boolean" } },
  async run({ client, output, arguments: given }) {
    const status = given.text("status");
    if (given.words.length > 0 || (status !== undefined && !Object.hasOwn(PATTERN_STATUSES, status)))
      throw new YuejianError("USAGE", { reason: list.usage });
    const query = { limit: 500, ...(status === undefined ? {} : { status }), ...(given.isSet("past") ? { past: true } : {}) };
    const { items } = await (await client()).get<PatternsPage>("/api/patterns", query);
    output.result(items, () =>
      items.map(({ id, status: state, sentence }) => `${id}  ${PATTERN_STATUSES[state][output.locale]}  ${sentence[output.locale]}`),
    );
    return 0;
  },
};

const search: Command = {
  name: "pattern search",
  usage: "pattern search [--months 24]",
  summary: { zh: "在已结束的月份中查找治理模式", en: "Look for patterns over the months that have ended" },
  options: { months: { type: "string" } },
  async run({ client, output, arguments: given }) {
    if (given.words.length > 0) throw new YuejianError("USAGE", { reason: search.usage });
    const api = await client();
    const { id } = await api.post<JobView>("/api/patterns/searches", { months: given.count("months", 6, 24) });
    const result = await awaitJob<{ search: string; found: number }>(api, id, ({ progress }) =>
      output.progress(progress.stage[output.locale]),
    );
    output.result(result, () => [
      output.locale === "zh" ? `发现模式 ${result.found} 个（${result.search}）` : `${result.found} patterns found (${result.search})`,
    ]);
    return 0;
  },
};

const show: Command = {
  name: "pattern show",
  usage: "pattern show ID",
  summary: {
    zh: "显示一个模式：计数、应有数量、把握、各行",
    en: "Show a pattern: what was counted, expected, how sure, the rows behind it",
  },
  options: {},
  async run({ client, output, arguments: given }) {
    const [id, ...more] = given.words;
    if (id === undefined || more.length > 0) throw new YuejianError("USAGE", { reason: show.usage });
    const detail = await (await client()).get<PatternDetail>(`/api/patterns/${encodeURIComponent(id)}`);
    output.result(detail, () => describe(detail, output));
    return 0;
  },
};

function describe({ pattern, toRuleOut, course, leads, cases, decisions }: PatternDetail, { locale }: Output): string[] {
  const zh = locale === "zh";
  return [
    pattern.sentence[locale],
    ...toRuleOut.map((each) => `? ${each[locale]}`),
    ...table(
      zh ? ["月份", "实际", "应有"] : ["month", "observed", "expected"],
      course.map(({ month, observed, expected }) => [month, observed, expected.toFixed(1)]),
    ),
    ...table(
      zh ? ["线索", "状态", "案件"] : ["lead", "state", "case"],
      leads.items.map((each) => [each.id, each.status, each.case ?? ""]),
    ),
    ...table(
      zh ? ["案件", "案号", "环节"] : ["case", "number", "stage"],
      cases.items.map((each) => [each.id, each.number, each.stage]),
    ),
    ...decisions.map(({ at, actorName, action, reason }) => `${at} ${actorName} ${action}: ${reason}`),
  ];
}

const judge = (action: "dismiss" | "reopen", summary: Command["summary"]): Command => {
  const command: Command = {
    name: `pattern ${action}`,
    usage: `pattern ${action} ID --reason TEXT`,
    summary,
    options: { reason: { type: "string" } },
    async run({ client, output, arguments: given }) {
      const [id, ...more] = given.words;
      const reason = given.text("reason");
      if (id === undefined || more.length > 0 || reason === undefined) throw new YuejianError("USAGE", { reason: command.usage });
      const api = await client();
      const path = `/api/patterns/${encodeURIComponent(id)}`;
      const { version } = (await api.get<PatternDetail>(path)).pattern;
      const detail = await api.post<PatternDetail>(`${path}/${action}`, { version, reason });
      output.result(detail, () => describe(detail, output));
      return 0;
    },
  };
  return command;
};

const cause: Command = {
  name: "pattern cause",
  usage: `pattern cause [RULE ${Object.keys(CAUSES).join("|")}|none --reason TEXT]`,
  summary: { zh: "列出或标注各规则的成因", en: "List or name what rules are caused by" },
  options: { reason: { type: "string" } },
  async run({ client, output, arguments: given }) {
    const api = await client();
    const [rule, word, ...more] = given.words;
    const { items } = await api.get<{ items: RuleCauseView[] }>("/api/pattern-causes");
    if (rule === undefined) {
      output.result(items, () => causes(items, output));
      return 0;
    }
    const reason = given.text("reason");
    if (word === undefined || more.length > 0 || reason === undefined || (word !== "none" && !Object.hasOwn(CAUSES, word)))
      throw new YuejianError("USAGE", { reason: cause.usage });
    const version = items.find((each) => each.rule === rule)?.version ?? 0;
    const body = { version, cause: word === "none" ? null : (word as Cause), reason };
    const set = await api.post<RuleCauseView>(`/api/pattern-causes/${encodeURIComponent(rule)}`, body);
    output.result(set, () => causes([set], output));
    return 0;
  },
};

function causes(items: readonly RuleCauseView[], { locale }: Output): string[] {
  return table(
    locale === "zh" ? ["规则", "名称", "成因"] : ["rule", "title", "cause"],
    items.map((each) => [each.rule, each.title[locale], each.cause === null ? "" : CAUSES[each.cause][locale]]),
  );
}

export const patternCommands: readonly Command[] = [
  list,
  search,
  show,
  judge("dismiss", { zh: "排除一个模式，理由保留", en: "Dismiss a pattern; the reason is kept" }),
  judge("reopen", { zh: "重新研判已排除的模式", en: "Take a dismissed pattern up again" }),
  cause,
];
