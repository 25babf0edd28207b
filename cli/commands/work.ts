import { LEAD_STATUSES, YuejianError } from "@yuejian/contracts";
import type { DeletedBehind, LeadDetail, ModelSummary, RunView } from "@yuejian/contracts/api";
import { awaitJob } from "../client.ts";
import { table } from "../output.ts";
import type { Command } from "./command.ts";

const modelList: Command = {
  name: "model list",
  usage: "model list",
  summary: { zh: "列出监督模型", en: "List supervision models" },
  options: {},
  async run({ client, output }) {
    const { items: list } = await (await client()).get<{ items: ModelSummary[] }>("/api/models", { limit: 500 });
    output.result(list, () =>
      table(
        ["id", "no.", "version", "title", "leads", "confirmed", "dismissed", "last run"],
        list.map((each) => [
          each.id,
          each.number,
          each.version,
          each.title[output.locale],
          each.leads,
          each.confirmed,
          each.dismissed,
          each.lastRunAt,
        ]),
      ),
    );
    return 0;
  },
};

const modelRun: Command = {
  name: "model run",
  usage: "model run ID [--parameter NAME=VALUE]…",
  summary: { zh: "在当前快照上运行模型", en: "Run a model on the current snapshot" },
  options: { parameter: { type: "string", multiple: true } },
  async run({ client, output, arguments: given }) {
    const [id] = given.words;
    if (id === undefined) throw new YuejianError("USAGE", { reason: modelRun.usage });
    const api = await client();
    const parameters = Object.fromEntries(given.texts("parameter").map(parseParameter));
    const job = await api.post<{ id: string }>(`/api/models/${encodeURIComponent(id)}/runs`, { parameters });
    const run = await awaitJob<RunView>(api, job.id, ({ progress }) => output.progress(progress.stage[output.locale]));
    output.result(run, () => [
      output.locale === "zh"
        ? `${run.model} ${run.modelVersion}：发现 ${run.findings} 个，新线索 ${run.newLeads} 条（运行 ${run.id}）`
        : `${run.model} ${run.modelVersion}: ${run.findings} findings, ${run.newLeads} new leads (run ${run.id})`,
    ]);
    return 0;
  },
};

function parseParameter(text: string): [string, string | number | boolean] {
  const split = text.indexOf("=");
  if (split < 1) throw new YuejianError("USAGE", { reason: `--parameter takes NAME=VALUE, not “${text}”` });
  const value = text.slice(split + 1);
  if (value === "true" || value === "false") return [text.slice(0, split), value === "true"];
  return [text.slice(0, split), /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value];
}

const modelTest: Command = {
  name: "model test",
  usage: "model test ID",
  summary: { zh: "核对模型的案例", en: "Check a model against its cases" },
  options: {},
  async run({ client, output, arguments: given }) {
    const [id] = given.words;
    if (id === undefined) throw new YuejianError("USAGE", { reason: modelTest.usage });
    const results = await (await client()).post<{ case: string; kind: string; ok: boolean; reason: string | null }[]>(
      `/api/models/${encodeURIComponent(id)}/test`,
    );
    output.result(results, () =>
      table(
        ["case", "kind", "result"],
        results.map((each) => [each.case, each.kind, each.ok ? "ok" : (each.reason ?? "failed")]),
      ),
    );
    return results.every((each) => each.ok) ? 0 : 1;
  },
};

const leadShow: Command = {
  name: "lead show",
  usage: "lead show ID",
  summary: { zh: "显示一条线索", en: "Show one lead" },
  options: {},
  async run({ client, output, arguments: given }) {
    const [id] = given.words;
    if (id === undefined) throw new YuejianError("USAGE", { reason: leadShow.usage });
    const detail = await (await client()).get<LeadDetail>(`/api/leads/${encodeURIComponent(id)}`);
    const { locale } = output;
    output.result(detail, () => [
      `${detail.lead.id}  ${LEAD_STATUSES[detail.lead.status][locale]}`,
      detail.lead.summary[locale],
      ...detail.model.legalBasis.map((each) => `${each.law} ${each.article} ${each.text[locale]}`),
      "",
      ...table(
        ["row", "dataset", "file", "line"],
        detail.rows.map((row) => [row.ref, row.dataset, row.fileName, row.line]),
      ),
      ...detail.deleted.map((each) => deletedLine(each, locale)),
      "",
      ...table(
        ["at", "who", "what", "note"],
        detail.history.map((event) => [event.at, event.actorName, event.kind, event.note]),
      ),
    ]);
    return 0;
  },
};

function deletedLine({ rows, dataset, rule, law, article, at, entry }: DeletedBehind, locale: "zh" | "en"): string {
  const [day, basis] = [at.slice(0, 10), `${law} ${article}`];
  const [zhEntry, enEntry] = entry === null ? ["", ""] : [`，账本条目 ${entry}`, `, entry ${entry}`];
  if (locale === "zh")
    return `${dataset}：${rows} 条记录已于 ${day} ${rule === "" ? "依申请" : `按规则“${rule}”`}删除（${basis}${zhEntry}）`;
  const under = rule === "" ? "on request" : `under rule “${rule}”`;
  return `${dataset}: ${rows} ${rows === 1 ? "row was" : "rows were"} deleted ${under} on ${day} (${basis}${enEntry})`;
}

export const workCommands: readonly Command[] = [modelList, modelRun, modelTest, leadShow];
