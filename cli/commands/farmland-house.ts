import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { LEAD_STATUSES, YuejianError } from "@yuejian/contracts";
import {
  AREA_ELEMENTS,
  FARMLAND_CONFIDENCES,
  type FarmlandRunDetail,
  type FarmlandRunsView,
  type FarmlandStarted,
  type RestorationStarted,
  type RestorationView,
  type ViolationDetailView,
  type ViolationsView,
  type ViolationView,
} from "@yuejian/contracts/api";
import type { Arguments } from "../arguments.ts";
import { awaitJob } from "../client.ts";
import { type Output, table } from "../output.ts";
import type { Command } from "./command.ts";

const PATHS = ["before", "after", "folder", "parcels", "approvals", "boundaries"] as const;

const run: Command = {
  name: "farmland run",
  usage:
    "farmland run FOLDER|CUBE.json | --before IMAGE --after IMAGE | --folder FOLDER  [--parcels FILE] [--approvals FILE] [--boundaries FILE] [--from DATE] [--office OFFICE]",
  summary: {
    zh: "在本院运行耕地监测：影像、地块、审批登记摘要，图斑入库、上链，并成为线索",
    en: "Look for changes on farmland in the house: files are registered by their digests, violations kept, put on the ledger and made leads",
  },
  options: {
    before: { type: "string" },
    after: { type: "string" },
    folder: { type: "string" },
    parcels: { type: "string" },
    approvals: { type: "string" },
    boundaries: { type: "string" },
    from: { type: "string" },
    office: { type: "string" },
  },
  async run({ arguments: given, output, client }) {
    const [images, more] = given.words;
    const isPair = given.text("before") !== undefined && given.text("after") !== undefined;
    const isNamed = isPair !== (given.text("folder") !== undefined);
    if (more !== undefined || (images === undefined) !== isNamed) throw new YuejianError("USAGE", { reason: run.usage });
    const body = {
      ...(images === undefined ? {} : { images: resolve(images) }),
      ...Object.fromEntries(
        PATHS.flatMap((name) => {
          const path = given.text(name);
          return path === undefined ? [] : [[name, resolve(path)]];
        }),
      ),
      ...texts(given, ["from", "office"]),
    };
    const api = await client();
    const started = await api.post<FarmlandStarted>("/api/farmland/runs", body);
    await awaitJob(api, started.job.id, ({ progress }) => {
      output.progress(`${progress.stage[output.locale]} ${progress.done}${progress.total === null ? "" : ` / ${progress.total}`}`);
    });
    const detail = await api.get<FarmlandRunDetail>(`/api/farmland/runs/${started.run}`);
    output.result(detail, () => runLines(detail, output));
    return 0;
  },
};

function texts(given: Arguments, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const text = given.text(name);
      return text === undefined ? [] : [[name, text]];
    }),
  );
}

function runLines(
  { run: { id, dates, violations, newViolations, ledgerIndex }, doubts, inputs, note }: FarmlandRunDetail,
  { locale }: Output,
): string[] {
  return [
    locale === "zh"
      ? `${id}：${dates?.count ?? 0} 个日期（${dates?.first ?? "—"} 至 ${dates?.last ?? "—"}），图斑 ${violations ?? 0} 处，其中新发现 ${newViolations ?? 0} 处`
      : `${id}: ${dates?.count ?? 0} dates (${dates?.first ?? "—"} to ${dates?.last ?? "—"}), ${violations ?? 0} violations, ${newViolations ?? 0} of them new`,
    locale === "zh"
      ? `登记 ${inputs.length} 个文件的摘要；账本条目 ${ledgerIndex ?? "待写入"}`
      : `digests of ${inputs.length} files registered; ledger entry ${ledgerIndex ?? "pending"}`,
    ...doubts.map((doubt) => `! ${doubt[locale]}`),
    note[locale],
  ];
}

const runs: Command = {
  name: "farmland runs",
  usage: "farmland runs [ID] [--limit N] [--offset N]",
  summary: {
    zh: "列出耕地监测，或查看一次监测的输入、参数和疑点",
    en: "List farmland runs, or show one with its inputs, parameters and doubts",
  },
  options: { limit: { type: "string" }, offset: { type: "string" } },
  async run({ arguments: given, output, client }) {
    const api = await client();
    const [id] = given.words;
    if (id !== undefined) {
      const detail = await api.get<FarmlandRunDetail>(`/api/farmland/runs/${encodeURIComponent(id)}`);
      output.result(detail, () => [
        ...runLines(detail, output),
        ...table(
          ["role", "file", "bytes", "SHA-256"],
          detail.inputs.map(({ role, file, size, sha256 }) => [role, file, size, sha256]),
        ),
      ]);
      return 0;
    }
    const page = await api.get<FarmlandRunsView>("/api/farmland/runs", {
      limit: given.count("limit", 1, 50),
      offset: given.count("offset", 0, 0),
    });
    output.result(page, () =>
      table(
        ["run", "images", "office", "at", "violations", "new", "state"],
        page.items.map(({ id: each, name, office, at, violations: found, newViolations, job }) => [
          each,
          name,
          office,
          at.slice(0, 16),
          found ?? "",
          newViolations ?? "",
          job?.status ?? "",
        ]),
      ),
    );
    return 0;
  },
};

const violations: Command = {
  name: "farmland violations",
  usage:
    "farmland violations [ID] [--run RUN] [--office OFFICE] [--class CLASS] [--confidence C] [--element E] [--state STATUS|none] [--mu LEAST] [--since DATE] [--limit N] [--offset N]",
  summary: { zh: "列出图斑，或查看一处图斑", en: "List violations on farmland, or show one" },
  options: {
    run: { type: "string" },
    office: { type: "string" },
    class: { type: "string" },
    confidence: { type: "string" },
    element: { type: "string" },
    state: { type: "string" },
    mu: { type: "string" },
    since: { type: "string" },
    limit: { type: "string" },
    offset: { type: "string" },
  },
  async run({ arguments: given, output, client }) {
    const api = await client();
    const [id] = given.words;
    if (id !== undefined) {
      const detail = await api.get<ViolationDetailView>(`/api/farmland/violations/${encodeURIComponent(id)}`);
      output.result(detail, () => detailLines(detail, output));
      return 0;
    }
    demand(given, "confidence", Object.keys(FARMLAND_CONFIDENCES));
    demand(given, "element", Object.keys(AREA_ELEMENTS));
    demand(given, "state", [...Object.keys(LEAD_STATUSES), "none"]);
    const page = await api.get<ViolationsView>("/api/farmland/violations", {
      ...texts(given, ["run", "office", "class", "confidence", "element", "state", "mu", "since"]),
      limit: given.count("limit", 1, 50),
      offset: given.count("offset", 0, 0),
    });
    output.result(page, () => [
      ...table(
        ["violation", "place", "class", "mu", "confidence", "element", "changed by", "office", "lead"],
        page.items.map((each) => row(each, output)),
      ),
      output.locale === "zh" ? `共 ${page.total} 处` : `${page.total} in all`,
    ]);
    return 0;
  },
};

function demand(given: Arguments, name: string, allowed: readonly string[]): void {
  const text = given.text(name);
  if (text !== undefined && !allowed.includes(text))
    throw new YuejianError("USAGE", { reason: `${violations.usage}; --${name}: ${allowed.join(", ")}` });
}

function row(each: ViolationView, { locale }: Output): (string | number)[] {
  const { id, name, classTitle, area, confidence, areaElement, changedBy, office, lead } = each;
  return [
    id,
    name,
    classTitle[locale],
    `${area.mu} ± ${area.errorMu}`,
    confidence,
    areaElement,
    changedBy ?? "",
    office,
    lead?.status ?? "",
  ];
}

function detailLines(
  { violation, reason, limits, parcels, approvalsToCheck, ledgerIndex, note }: ViolationDetailView,
  output: Output,
): string[] {
  const { locale } = output;
  const { area, changedAfter, changedBy } = violation;
  return [
    `${violation.id}  ${violation.name}`,
    `${violation.classTitle[locale]}: ${reason[locale]}`,
    `${area.squareMetres} ± ${area.errorSquareMetres} m²  ${area.mu} ± ${area.errorMu} mu  ${area.hectares} ha  ${area.acres} acres`,
    `${changedAfter ?? "?"} – ${changedBy ?? "?"}`,
    ...limits.map(({ kind, limitMu, law, article, against }) => `${kind}: ${against} ${limitMu} mu (${law}${article})`),
    ...parcels.map(({ id, kind, areaMu, areaErrorMu }) => `  ${id} (${kind}): ${areaMu} ± ${areaErrorMu} mu`),
    ...(approvalsToCheck.length === 0 ? [] : [`! ${approvalsToCheck.join(", ")}`]),
    locale === "zh"
      ? `线索 ${violation.lead?.id ?? "无"}；账本条目 ${ledgerIndex ?? "待写入"}`
      : `lead ${violation.lead?.id ?? "none"}; ledger entry ${ledgerIndex ?? "pending"}`,
    note[locale],
  ];
}

const report: Command = {
  name: "farmland report",
  usage: "farmland report VIOLATION --out FILE.docx|FILE.pdf",
  summary: {
    zh: "出具图斑核查报告（Word 或 PDF）：前后影像、指数曲线、地块、审批、法条、账本证明",
    en: "Make the report of a violation (Word or PDF): pictures, index curve, parcels, approvals, articles, proof of the ledger",
  },
  options: { out: { type: "string" } },
  async run({ arguments: given, output, client }) {
    const [[id], out] = [given.words, given.text("out")];
    const format = /\.(docx|pdf)$/i.exec(out ?? "")?.[1]?.toLowerCase();
    if (id === undefined || out === undefined || format === undefined) throw new YuejianError("USAGE", { reason: report.usage });
    const bytes = await (await client()).getBytes(`/api/farmland/violations/${encodeURIComponent(id)}/report?format=${format}`);
    await writeFile(out, bytes);
    output.result({ violation: id, file: out, bytes: bytes.length }, () => [out]);
    return 0;
  },
};

const remeasure: Command = {
  name: "farmland remeasure",
  usage: "farmland remeasure FOLDER|CUBE.json [--from DATE] [--office OFFICE]",
  summary: {
    zh: "用之后的影像复测本院图斑：已恢复、部分恢复、已拆除未复种、未恢复、无法判断；结果入库、上链",
    en: "Measure the house's violations again in later images: restored, partly, demolished, not restored, cannot tell; kept and put on the ledger",
  },
  options: { from: { type: "string" }, office: { type: "string" } },
  async run({ arguments: given, output, client }) {
    const [images, more] = given.words;
    if (images === undefined || more !== undefined) throw new YuejianError("USAGE", { reason: remeasure.usage });
    const api = await client();
    const body = { images: resolve(images), ...texts(given, ["from", "office"]) };
    const started = await api.post<RestorationStarted>("/api/farmland/restorations", body);
    await awaitJob(api, started.job.id, ({ progress }) => output.progress(progress.stage[output.locale]));
    const found = await api.get<RestorationView>(`/api/farmland/restorations/${started.restoration}`);
    output.result(found, () => [
      ...table(
        ["violation", "verdict", "mu", "restored mu", "why"],
        found.plots.map(({ violation, title, area, restored, reason }) => [
          violation,
          title[output.locale],
          area.mu,
          restored.mu,
          reason[output.locale],
        ]),
      ),
      output.locale === "zh"
        ? `恢复面积合计 ${found.restored?.mu ?? 0} ± ${found.restored?.errorMu ?? 0} 亩（${found.from ?? ""} 至 ${found.to ?? ""}）`
        : `${found.restored?.mu ?? 0} ± ${found.restored?.errorMu ?? 0} mu restored (${found.from ?? ""} to ${found.to ?? ""})`,
      ...found.doubts.map((doubt) => `! ${doubt[output.locale]}`),
      found.note[output.locale],
    ]);
    return 0;
  },
};

export const farmlandHouseCommands: readonly Command[] = [run, runs, violations, report, remeasure];
