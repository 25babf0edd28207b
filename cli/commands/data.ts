import { resolve } from "node:path";
import { isAtLeast, QUALITY_SEVERITIES, QUALITY_STATUSES, QUARANTINE_CODES, type QualitySeverity, YuejianError } from "@yuejian/contracts";
import type { CatalogueDataset, DatasetSummary, DatasetView, IntakeResult, PreviewView, QualityReport } from "@yuejian/contracts/api";
import { awaitJob } from "../client.ts";
import { table } from "../output.ts";
import type { Command, CommandContext } from "./command.ts";
import { describePreview, mappingOf, previewFile } from "./preview.ts";

const ingest: Command = {
  name: "ingest",
  usage:
    "ingest FILE… --dataset ID [--create] [--member PATH] [--sheet NAME] [--map 源列=column …] [--capture CAPTURE.json] [--preview] [--fail-on ROWS|PERCENT%]",
  summary: { zh: "导入文件到数据集", en: "Import files into a dataset" },
  options: {
    dataset: { type: "string" },
    create: { type: "boolean" },
    member: { type: "string" },
    sheet: { type: "string" },
    map: { type: "string", multiple: true },
    capture: { type: "string" },
    preview: { type: "boolean" },
    "fail-on": { type: "string" },
  },
  async run(context) {
    const { arguments: given, output } = context;
    const dataset = given.text("dataset");
    if (given.isSet("preview") && given.words.length > 0) return previewAll(context, dataset);
    if (given.words.length === 0 || dataset === undefined) throw new YuejianError("USAGE", { reason: ingest.usage });
    const tolerated = quarantineLimit(given.text("fail-on"));
    const results: IntakeResult[] = [];
    for (const file of given.words) results.push(await ingestFile(context, { path: resolve(file), dataset }));
    output.result(results.length === 1 ? results[0] : results, () => results.flatMap((result) => describeIntake(result, context)));
    return results.some(tolerated) ? 1 : 0;
  },
};

/** Exit status 1 where so much would be quarantined, or the whole file refused, that `--fail-on` says so. */
async function previewAll(context: CommandContext, dataset: string | undefined): Promise<0 | 1> {
  const { arguments: given, output } = context;
  const tolerated = quarantineLimit(given.text("fail-on"));
  const seen: PreviewView[] = [];
  for (const file of given.words) seen.push(await previewFile(context, { path: resolve(file), dataset }));
  output.result(seen.length === 1 ? seen[0] : seen, () => seen.flatMap((each) => describePreview(each, context)));
  const isTooMuch = seen.some(({ judged, quarantined, missing }) =>
    tolerated({ rowsRead: judged, rowsQuarantined: missing.length > 0 ? Math.max(1, judged) : quarantined }),
  );
  return isTooMuch ? 1 : 0;
}

async function ingestFile(context: CommandContext, file: { path: string; dataset: string }): Promise<IntakeResult> {
  const { arguments: given, output } = context;
  const client = await context.client();
  const job = await client.post<{ id: string }>("/api/intake", {
    ...file,
    create: given.isSet("create"),
    ...(mappingOf(given) === undefined ? {} : { mapping: mappingOf(given) }),
    ...(given.text("capture") === undefined ? {} : { capture: resolve(given.text("capture") ?? "") }),
    ...(given.text("member") === undefined ? {} : { member: given.text("member") }),
    ...(given.text("sheet") === undefined ? {} : { sheet: given.text("sheet") }),
  });
  return awaitJob<IntakeResult>(client, job.id, ({ progress }) => {
    const share = progress.total ? ` ${Math.floor((100 * progress.done) / progress.total)} %` : "";
    output.progress(`${file.path}: ${progress.stage[output.locale]} ${progress.done.toLocaleString()}${share}`);
  });
}

/** `--fail-on 10` or `--fail-on 2%`: whether a result has that much in quarantine. */
function quarantineLimit(text: string | undefined): (result: Pick<IntakeResult, "rowsRead" | "rowsQuarantined">) => boolean {
  if (text === undefined) return () => false;
  const match = /^(\d+(?:\.\d+)?)(%?)$/.exec(text);
  if (!match) throw new YuejianError("USAGE", { reason: `--fail-on takes rows or a percentage, not “${text}”` });
  const limit = Number(match[1]);
  return (result) =>
    (match[2] ? (100 * result.rowsQuarantined) / Math.max(1, result.rowsRead) : result.rowsQuarantined) >=
    Math.max(limit, Number.MIN_VALUE);
}

function describeIntake(result: IntakeResult, { output }: CommandContext): string[] {
  const { locale } = output;
  const parts = result.parts ?? [result];
  const lines = parts.flatMap((part) => describePart(part, locale));
  for (const { member, sheet, reason } of result.skipped ?? [])
    lines.push(
      `${locale === "zh" ? "未导入" : "not imported"}: ${[member, sheet].filter((each) => each !== null).join(" › ")}（${reason[locale]}）`,
    );
  if (parts.length > 1)
    lines.push(
      locale === "zh"
        ? `共 ${parts.length} 个表：读取 ${result.rowsRead} 行，接收 ${result.rowsAccepted}，隔离 ${result.rowsQuarantined}`
        : `${parts.length} tables: ${result.rowsRead} rows read, ${result.rowsAccepted} accepted, ${result.rowsQuarantined} quarantined`,
    );
  return lines;
}

function describePart(result: Omit<IntakeResult, "parts" | "skipped">, locale: "zh" | "en"): string[] {
  const zh = locale === "zh";
  const { file } = result;
  const name = file.sheet === null ? file.name : `${file.name} › ${file.sheet}`;
  const lines = [
    zh
      ? `${name} → ${result.dataset}：读取 ${result.rowsRead} 行，接收 ${result.rowsAccepted}，隔离 ${result.rowsQuarantined}（${file.encoding ?? file.format}，${result.seconds.toFixed(2)} 秒）`
      : `${name} → ${result.dataset}: ${result.rowsRead} rows read, ${result.rowsAccepted} accepted, ${result.rowsQuarantined} quarantined (${file.encoding ?? file.format}, ${result.seconds.toFixed(2)} s)`,
    `  ${zh ? "批次" : "batch"} ${result.batch}  ${zh ? "记录树根" : "record root"} ${result.recordRoot}`,
  ];
  if (result.status === "duplicate")
    lines.push(zh ? "  内容相同的批次已存在，未重复导入" : "  this content was imported before; nothing was added");
  if (result.datasetCreated) {
    lines.push(zh ? "  新建数据集，推断的列：" : "  dataset created with the inferred columns:");
    lines.push(
      ...table(
        ["  name", "type", "semantic", "from"],
        result.columns.map((column) => [`  ${column.name}`, column.type, column.semantic, column.from]),
      ),
    );
  }
  if (result.savedMapping)
    lines.push(`  ${zh ? "使用保存的列对应" : "saved mapping"} ${result.savedMapping.name} v${result.savedMapping.version}`);
  if (result.ignoredHeadings.length > 0) lines.push(`  ${zh ? "未使用的列" : "columns not used"}: ${result.ignoredHeadings.join(", ")}`);
  for (const note of result.notes ?? []) lines.push(`  ${note[locale]}`);
  for (const { code, column, rows } of result.quarantine)
    lines.push(`  ${rows} × ${reasonText(code, locale)}${column === null ? "" : ` (${column})`}`);
  return lines;
}

function reasonText(code: string, locale: "zh" | "en"): string {
  return Object.hasOwn(QUARANTINE_CODES, code) ? QUARANTINE_CODES[code as keyof typeof QUARANTINE_CODES][locale] : code;
}

const datasets: Command = {
  name: "datasets",
  usage: "datasets",
  summary: { zh: "列出数据集", en: "List datasets" },
  options: {},
  async run({ client, output }) {
    const { items: list } = await (await client()).get<{ items: DatasetSummary[] }>("/api/datasets", { limit: 500 });
    output.result(list, () =>
      table(
        ["id", "title", "rows", "quarantined", "batches", "last"],
        list.map((each) => [each.id, each.title[output.locale], each.rows, each.quarantined, each.batches, each.lastBatchAt]),
      ),
    );
    return 0;
  },
};

const datasetShow: Command = {
  name: "dataset show",
  usage: "dataset show ID",
  summary: {
    zh: "显示数据集：含义、归属、更新、质量、使用，列和批次",
    en: "Show a dataset: meaning, owner, freshness, quality, use, columns and batches",
  },
  options: {},
  async run({ client, output, arguments: given }) {
    const [id] = given.words;
    if (id === undefined) throw new YuejianError("USAGE", { reason: datasetShow.usage });
    const view = await (await client()).get<DatasetView>(`/api/datasets/${encodeURIComponent(id)}`);
    const catalogue = await (await client()).get<CatalogueDataset>(`/api/catalogue/${encodeURIComponent(id)}`);
    const { describeCatalogued } = await import("./catalogue.ts");
    output.result({ ...view, catalogue }, () => [
      `${view.summary.id}  ${view.summary.title[output.locale]}`,
      ...describeCatalogued(catalogue, output.locale),
      "",
      ...table(
        ["batch", "file", "accepted", "quarantined", "ledger", "at"],
        view.batches.map((each) => [each.id, each.file.name, each.rowsAccepted, each.rowsQuarantined, each.ledgerIndex, each.createdAt]),
      ),
    ]);
    return 0;
  },
};

const quality: Command = {
  name: "quality",
  usage: "quality DATASET [--batch ID] [--fail-on info|warn|error|block]",
  summary: { zh: "显示数据集的质量：规则、得分和各列", en: "Show the quality of a dataset: rules, score and columns" },
  options: { batch: { type: "string" }, "fail-on": { type: "string" } },
  async run({ client, output, arguments: given }) {
    const [id] = given.words;
    const level = given.text("fail-on");
    if (id === undefined || (level !== undefined && !Object.hasOwn(QUALITY_SEVERITIES, level)))
      throw new YuejianError("USAGE", { reason: quality.usage });
    const batch = given.text("batch");
    const path = `/api/datasets/${encodeURIComponent(id)}/quality${batch === undefined ? "" : `?batch=${encodeURIComponent(batch)}`}`;
    const view = await (await client()).get<QualityReport>(path);
    output.result(view, () => describeQuality(view, output.locale));
    const isBroken = view.rules.some(
      ({ status, severity }) => level !== undefined && status === "broken" && isAtLeast(severity, level as QualitySeverity),
    );
    return isBroken ? 1 : 0;
  },
};

function describeQuality(view: QualityReport, locale: "zh" | "en"): string[] {
  return [
    `${locale === "zh" ? "得分" : "score"} ${view.score ?? "–"}  ${view.scoreBasis[locale]}`,
    ...table(
      ["rule", "severity", "status", "checked", "broken", "title"],
      view.rules.map((each) => [
        each.id,
        QUALITY_SEVERITIES[each.severity][locale],
        QUALITY_STATUSES[each.status][locale],
        each.checked,
        each.broken,
        each.title[locale],
      ]),
    ),
    ...table(
      ["column", "title", "rows", "missing", "distinct", "quarantined", "least", "greatest", "shapes"],
      view.columns.map((each) => [
        each.column,
        each.title[locale],
        each.rows,
        each.missing,
        `${each.isEstimated ? "≈" : ""}${each.distinct}`,
        each.quarantined,
        String(each.least ?? "–"),
        String(each.greatest ?? "–"),
        each.shapes
          .slice(0, 3)
          .map(({ shape, rows }) => `${shape} ${rows}`)
          .join("  "),
      ]),
    ),
  ];
}

export const dataCommands: readonly Command[] = [ingest, datasets, datasetShow, quality];
