import { resolve } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import type { DetectedFiles, DetectedSeries, DetectionFiles, MeasuredRestoration } from "@yuejian/server/imagery";
import type { Arguments } from "../arguments.ts";
import { type Output, table } from "../output.ts";
import type { Command } from "./command.ts";

const detect: Command = {
  name: "farmland detect",
  usage:
    "farmland detect --before IMAGE --after IMAGE [--parcels FILE] [--approvals FILE] --out OUT.geojson [--mask OUT.tif] [--bands blue,green,…] [--before-date DATE] [--after-date DATE] [--resample nearest|bilinear|average]",
  summary: {
    zh: "比较两景影像，找出地块上未经批准的变化；不需要服务器",
    en: "Compare two images and find changes on parcels without an approval; needs no server",
  },
  options: {
    before: { type: "string" },
    after: { type: "string" },
    parcels: { type: "string" },
    approvals: { type: "string" },
    out: { type: "string" },
    mask: { type: "string" },
    bands: { type: "string" },
    "before-date": { type: "string" },
    "after-date": { type: "string" },
    resample: { type: "string" },
  },
  async run({ output, arguments: given }) {
    const { detectInFiles } = await import("@yuejian/server/imagery");
    const found = await detectInFiles(filesOf(given, detect.usage));
    output.result(found, () => lines(found, output));
    return 0;
  },
};

const difference: Command = {
  name: "farmland difference",
  usage:
    "farmland difference --before IMAGE --after IMAGE [--fall 0.2] [--parcels FILE] [--approvals FILE] --out OUT.geojson [--mask OUT.tif] [--bands red,nir,…] [--before-date DATE] [--after-date DATE] [--resample nearest|bilinear|average]",
  summary: {
    zh: "只比较植被指数：找出两景之间下降不少于给定值的地方，快，适合先看一遍；不需要服务器",
    en: "Compare vegetation alone: find where the index fell by as much as given between two images; fast, for a first look; needs no server",
  },
  options: { ...detect.options, fall: { type: "string" } },
  async run({ output, arguments: given }) {
    const fall = Number(given.text("fall") ?? "0.2");
    if (!(fall > 0 && fall <= 2)) throw new YuejianError("USAGE", { reason: difference.usage });
    const { detectInFiles } = await import("@yuejian/server/imagery");
    const found = await detectInFiles({ ...filesOf(given, difference.usage), fall });
    output.result(found, () => lines(found, output));
    return 0;
  },
};

const RESAMPLINGS = ["nearest", "bilinear", "average"] as const;

function filesOf(given: Arguments, usage: string): DetectionFiles {
  const [before, after, out] = [given.text("before"), given.text("after"), given.text("out")];
  if (before === undefined || after === undefined || out === undefined || given.words.length > 0)
    throw new YuejianError("USAGE", { reason: usage });
  const resample = given.text("resample");
  const method = RESAMPLINGS.find((each) => each === resample);
  if (resample !== undefined && method === undefined) throw new YuejianError("USAGE", { reason: usage });
  const path = (name: "mask" | "parcels" | "approvals") => {
    const text = given.text(name);
    return text === undefined ? {} : { [name]: resolve(text) };
  };
  const word = (option: string, name: "bands" | "beforeDate" | "afterDate") => {
    const text = given.text(option);
    return text === undefined ? {} : { [name]: text };
  };
  return {
    before: resolve(before),
    after: resolve(after),
    out: resolve(out),
    ...(method === undefined ? {} : { resample: method }),
    ...path("mask"),
    ...path("parcels"),
    ...path("approvals"),
    ...word("bands", "bands"),
    ...word("before-date", "beforeDate"),
    ...word("after-date", "afterDate"),
  };
}

function lines(found: DetectedFiles, { locale }: Output): string[] {
  const { areaElement: element } = found;
  return [
    locale === "zh"
      ? `${found.violations} 处变化，共 ${found.areaMu} 亩；面积要件：达到 ${element.reached}，无法判断 ${element.cannotTell}，未达到 ${element.notReached}`
      : `${found.violations} changes, ${found.areaMu} mu; area element: reached ${element.reached}, cannot tell ${element.cannotTell}, not reached ${element.notReached}`,
    locale === "zh"
      ? `比较了 ${found.comparedPixels} 个像元，用 ${found.indices.join("、")}（波段来自：${found.bandsFrom.join("、")}），${found.seconds} 秒`
      : `${found.comparedPixels} pixels compared, with ${found.indices.join(", ")} (bands from: ${found.bandsFrom.join(", ")}), ${found.seconds} s`,
    ...found.doubts.map((doubt) => `! ${doubt[locale]}`),
    found.note[locale],
  ];
}

const series: Command = {
  name: "farmland series",
  usage: "farmland series FOLDER|CUBE.json [--parcels FILE] [--approvals FILE] [--from DATE] --out OUT.geojson",
  summary: {
    zh: "逐像元与往年同期比较影像时间序列，找出至今没有恢复的变化；不需要服务器",
    en: "Compare a series of images with the years before, pixel by pixel, and find changes that still stand; needs no server",
  },
  options: { parcels: { type: "string" }, approvals: { type: "string" }, from: { type: "string" }, out: { type: "string" } },
  async run({ output, arguments: given }) {
    const [path, more] = given.words;
    const out = given.text("out");
    if (path === undefined || more !== undefined || out === undefined) throw new YuejianError("USAGE", { reason: series.usage });
    const [parcels, approvals, from] = [given.text("parcels"), given.text("approvals"), given.text("from")];
    const { detectInSeries } = await import("@yuejian/server/imagery");
    const found = await detectInSeries({
      path: resolve(path),
      out: resolve(out),
      ...(parcels === undefined ? {} : { parcels: resolve(parcels) }),
      ...(approvals === undefined ? {} : { approvals: resolve(approvals) }),
      ...(from === undefined ? {} : { from }),
    });
    output.result(found, () => seriesLines(found, output));
    return 0;
  },
};

function seriesLines({ violations, pixels, ...found }: DetectedSeries, { locale }: Output): string[] {
  return [
    locale === "zh"
      ? `确认 ${violations.confirmed} 处，较可能 ${violations.probable} 处，可能 ${violations.possible} 处，共 ${found.areaMu} 亩`
      : `${violations.confirmed} confirmed, ${violations.probable} probable, ${violations.possible} possible, ${found.areaMu} mu`,
    locale === "zh"
      ? `${found.dates.length} 个日期，自 ${found.watchFrom} 起观察；${pixels.unknown} 个像元清晰观测太少，无法判断；${found.seconds} 秒`
      : `${found.dates.length} dates, watched from ${found.watchFrom}; ${pixels.unknown} pixels with too few clear dates; ${found.seconds} s`,
    ...found.doubts.map((doubt) => `! ${doubt[locale]}`),
    found.note[locale],
  ];
}

const check: Command = {
  name: "farmland check",
  usage: "farmland check FOLDER",
  summary: {
    zh: "查看一个原样交付的文件夹：哪些是影像、地块、审批、辖区，哪些不能用、为什么；不需要服务器",
    en: "Look at a folder as it was handed over: what are images, parcels, approvals, districts, what cannot be used and why; needs no server",
  },
  options: {},
  async run({ arguments: given, output }) {
    const [folder, more] = given.words;
    if (folder === undefined || more !== undefined) throw new YuejianError("USAGE", { reason: check.usage });
    const { sortFolder } = await import("@yuejian/server/imagery");
    const found = await sortFolder(resolve(folder), new Date().toISOString().slice(0, 10));
    output.result(found, () => [
      ...table(
        output.locale === "zh" ? ["文件", "内容", "日期", "坐标系", "问题"] : ["file", "what it is", "date", "system", "problem"],
        found.files.map(({ path, kind, role, date, system, problem }) => [
          path,
          role ?? kind,
          date ?? "",
          system ?? "",
          problem?.[output.locale] ?? "",
        ]),
      ),
      output.locale === "zh"
        ? `可用影像 ${found.images.length} 景；接着运行：yuejian farmland run --folder ${folder}`
        : `${found.images.length} images can be used; then: yuejian farmland run --folder ${folder}`,
    ]);
    return found.images.length < 2 ? 1 : 0;
  },
};

const restore: Command = {
  name: "farmland restore",
  usage: "farmland restore VIOLATIONS.geojson --after FOLDER|CUBE.json [--from DATE] [--out OUT.json]",
  summary: {
    zh: "用之后的影像复测图斑：已恢复、部分恢复、已拆除未复种、未恢复、无法判断；不需要服务器",
    en: "Measure plots again in later images: restored, partly, demolished but not replanted, not restored, cannot tell; needs no server",
  },
  options: { after: { type: "string" }, from: { type: "string" }, out: { type: "string" } },
  async run({ output, arguments: given }) {
    const [violations, more] = given.words;
    const [after, from, out] = [given.text("after"), given.text("from"), given.text("out")];
    if (violations === undefined || more !== undefined || after === undefined) throw new YuejianError("USAGE", { reason: restore.usage });
    const { measureRestoration } = await import("@yuejian/server/imagery");
    const measured = await measureRestoration({
      violations: resolve(violations),
      after: resolve(after),
      ...(from === undefined ? {} : { from }),
      ...(out === undefined ? {} : { out: resolve(out) }),
    });
    output.result(measured, () => restorationLines(measured, output));
    return 0;
  },
};

function restorationLines({ plots, restored, from, to, doubts, note }: MeasuredRestoration, { locale }: Output): string[] {
  return [
    ...table(
      locale === "zh" ? ["图斑", "结论", "面积（亩）", "已恢复（亩）", "依据"] : ["plot", "verdict", "area (mu)", "restored (mu)", "why"],
      plots.map((plot) => [plot.id, plot.title[locale], plot.area.mu, plot.restored.mu, plot.reason[locale]]),
    ),
    locale === "zh"
      ? `恢复面积合计 ${restored.mu} ± ${restored.errorMu} 亩（${from} 至 ${to}）`
      : `${restored.mu} ± ${restored.errorMu} mu restored (${from} to ${to})`,
    ...doubts.map((doubt) => `! ${doubt[locale]}`),
    note[locale],
  ];
}

export const farmlandCommands: readonly Command[] = [detect, difference, series, check, restore];
