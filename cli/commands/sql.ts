import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { isErrorCode, YuejianError } from "@yuejian/contracts";
import type { ErrorBody, QueryPlan, QueryView, SavedQueryView } from "@yuejian/contracts/api";
import type { Client } from "../client.ts";
import { table } from "../output.ts";
import type { Command, CommandContext } from "./command.ts";
import { purposeOf } from "./purpose.ts";

const EXPORTED = ["csv", "ndjson", "xlsx"];
const PAGE = 500;

const sql: Command = {
  name: "sql",
  usage:
    'sql "SELECT …" | --saved ID [--value NAME=VALUE …] [--purpose LEAD|CASE --basis LEGAL-BASIS] [--format table|ndjson] [--rows N] [--out FILE.csv|.ndjson|.xlsx] [--explain] [--confirm]',
  summary: {
    zh: "查询数据：只读，按权限取行取列，个人信息遮盖；Ctrl-C 取消",
    en: "Query the records: reading only, rows and columns by right, personal data masked; Ctrl-C cancels",
  },
  options: {
    saved: { type: "string" },
    value: { type: "string", multiple: true },
    purpose: { type: "string" },
    basis: { type: "string" },
    format: { type: "string" },
    rows: { type: "string" },
    out: { type: "string" },
    explain: { type: "boolean" },
    confirm: { type: "boolean" },
  },
  async run(context) {
    const { arguments: given, output } = context;
    const format = given.text("format") ?? "table";
    const out = given.text("out");
    const exportFormat = out?.split(".").at(-1)?.toLowerCase();
    if (!["table", "ndjson"].includes(format))
      throw new YuejianError("USAGE", { reason: "--format takes table or ndjson; files are written with --out" });
    if (exportFormat !== undefined && !EXPORTED.includes(exportFormat))
      throw new YuejianError("USAGE", { reason: `--out takes a name that ends in .csv, .ndjson or .xlsx, not “${out}”` });
    const api = await context.client();
    const { text, proposed } = await textOf(context, api);
    const body = { sql: text, values: { ...proposed, ...valuesOf(given.texts("value")) }, confirmed: given.isSet("confirm") };
    const headers = await purposeOf(context, api);
    if (given.isSet("explain")) {
      const plan = await api.post<QueryPlan>("/api/queries/estimate", body, headers);
      output.result(plan, () => [...planLines(plan, output.locale), ...maskLines(plan, output.locale)]);
      return 0;
    }
    const rows = given.count("rows", 1, 1000);
    const started =
      exportFormat === undefined
        ? await api.post<QueryView>("/api/queries", { ...body, maxRows: Math.min(rows, 10_000) }, headers)
        : await api.post<QueryView>("/api/queries/export", { ...body, format: exportFormat }, headers);
    const view = await follow(context, api, started);
    if (out !== undefined) return save(context, api, view, out);
    const all = await rowsOf(api, view);
    if (format === "ndjson" && !output.isJson) {
      const names = view.columns.map(({ name }) => name);
      for (const row of all)
        process.stdout.write(`${JSON.stringify(Object.fromEntries(names.map((name, at) => [name, row[at] ?? null])))}\n`);
    } else {
      output.result({ ...view, rows: all, offset: 0, limit: all.length }, () =>
        table(
          view.columns.map(({ name }) => name),
          all.map((row) => row.map((cell) => (typeof cell === "boolean" ? String(cell) : cell))),
        ),
      );
    }
    for (const line of [...summary(view, output.locale), ...maskLines(view, output.locale)]) output.note(line);
    return 0;
  },
};

async function textOf({ arguments: given }: CommandContext, api: Client): Promise<{ text: string; proposed: Record<string, unknown> }> {
  const saved = given.text("saved");
  const [text] = given.words;
  if ((text === undefined) === (saved === undefined) || given.words.length > 1) throw new YuejianError("USAGE", { reason: sql.usage });
  if (saved === undefined) return { text: text ?? "", proposed: {} };
  const { items } = await api.get<{ items: SavedQueryView[] }>("/api/saved-queries");
  const found = items.find(({ id, name }) => id === saved || name === saved);
  if (!found) throw new YuejianError("SAVED_QUERY_UNKNOWN", { query: saved });
  return { text: found.sql, proposed: Object.fromEntries(found.parameters.map(({ name, value }) => [name, value])) };
}

function valuesOf(texts: readonly string[]): Record<string, string | number | boolean> {
  return Object.fromEntries(
    texts.map((text) => {
      const split = text.indexOf("=");
      if (split < 1) throw new YuejianError("USAGE", { reason: `--value takes NAME=VALUE, not “${text}”` });
      const value = text.slice(split + 1);
      // Numbers that would not come back as they were written are texts: ids, numbers of documents.
      return [text.slice(0, split), value !== "" && String(Number(value)) === value ? Number(value) : value];
    }),
  );
}

/** Waits for its end; an interruption cancels it first. */
async function follow({ output }: CommandContext, api: Client, started: QueryView): Promise<QueryView> {
  let isInterrupted = false;
  const watch = new AbortController();
  void once(process, "SIGINT", { signal: watch.signal }).then(
    async () => {
      isInterrupted = true;
      await api.post(`/api/queries/${started.id}/cancel`);
    },
    () => {},
  );
  try {
    for (let pause = 15; ; pause = Math.min(pause * 1.5, 300)) {
      const view = await api.get<QueryView>(`/api/queries/${started.id}`, { limit: PAGE });
      if (view.status === "done") return view;
      if (view.status !== "running") throw errorOf(view.error, isInterrupted);
      if (view.percentage !== null) output.progress(`${Math.floor(view.percentage)} %`);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  } finally {
    watch.abort();
  }
}

function errorOf(error: ErrorBody | null, isInterrupted: boolean): YuejianError {
  if (isInterrupted || !error || !isErrorCode(error.code)) return new YuejianError("QUERY_CANCELLED");
  return new YuejianError(error.code, error.parameters);
}

async function rowsOf(api: Client, view: QueryView): Promise<QueryView["rows"]> {
  const rows = [...view.rows];
  while (rows.length < view.rowCount) {
    const next = await api.get<QueryView>(`/api/queries/${view.id}`, { offset: rows.length, limit: PAGE });
    if (next.rows.length === 0) break;
    rows.push(...next.rows);
  }
  return rows;
}

async function save({ output }: CommandContext, api: Client, view: QueryView, out: string): Promise<0> {
  if (!view.export) throw new YuejianError("EXPORT_UNKNOWN", { export: view.id });
  await writeFile(out, await api.getBytes(`/api/exports/${view.export.id}/file`), { mode: 0o600 });
  await writeFile(`${out}.manifest.json`, await api.getBytes(`/api/exports/${view.export.id}/manifest`), { mode: 0o600 });
  output.result({ ...view.export, rows: view.rowCount, isTruncated: view.isTruncated, file: out, manifest: `${out}.manifest.json` }, () => [
    output.locale === "zh"
      ? `${out}：${view.rowCount} 行（导出 ${view.export?.id}，SHA-256 ${view.export?.sha256}）；说明文件 ${out}.manifest.json`
      : `${out}: ${view.rowCount} rows (export ${view.export?.id}, SHA-256 ${view.export?.sha256}); manifest ${out}.manifest.json`,
  ]);
  for (const line of maskLines(view, output.locale)) output.note(line);
  return 0;
}

function summary(view: QueryView, locale: "zh" | "en"): string[] {
  const rows = view.rowCount.toLocaleString();
  const more = view.isTruncated ? (locale === "zh" ? "，还有更多" : ", there are more") : "";
  return [locale === "zh" ? `${rows} 行${more}，${view.seconds.toFixed(2)} 秒` : `${rows} rows${more}, ${view.seconds.toFixed(2)} s`];
}

function planLines({ estimate }: QueryPlan, locale: "zh" | "en"): string[] {
  const [scanned, widest] = [estimate.scanned.toLocaleString(), estimate.widest.toLocaleString()];
  return locale === "zh"
    ? [`估算读取 ${scanned} 行；最宽的一步（${estimate.step}）处理 ${widest} 行`]
    : [`estimated: ${scanned} rows read; the widest step (${estimate.step}) handles ${widest} rows`];
}

function maskLines({ masked, comparedMasked }: Pick<QueryView, "masked" | "comparedMasked">, locale: "zh" | "en"): string[] {
  const lines: string[] = [];
  if (masked.length > 0) lines.push(locale === "zh" ? `已遮盖的列：${masked.join("、")}` : `masked columns: ${masked.join(", ")}`);
  if (comparedMasked.length > 0)
    lines.push(
      locale === "zh"
        ? `注意：${comparedMasked.join("、")} 已遮盖，与写出的值比较不会有结果；请说明用途`
        : `note: ${comparedMasked.join(", ")} are masked, so comparing them with a written value finds nothing; state a purpose`,
    );
  return lines;
}

export const sqlCommands: readonly Command[] = [sql];
