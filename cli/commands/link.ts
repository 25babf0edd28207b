import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { resolve } from "node:path";
import { silentProgress, YuejianError } from "@yuejian/contracts";
import type { LinkedFiles } from "@yuejian/server";
import { table } from "../output.ts";
import type { Command, CommandContext } from "./command.ts";

/** More linked pairs than these are counted, not listed; `--out` writes the clusters whatever their number. */
const LISTED = 200_000;

const link: Command = {
  name: "link",
  usage:
    "link --files FILE… [--id COLUMN] [--truth FILE] [--explain PAIRS] [--out CLUSTERS.csv] [--previous CLUSTERS.csv] [--decisions FILE]",
  summary: {
    zh: "比对表格中的记录，找出同一人、同一单位；--truth 与标注比较",
    en: "Find which records of any tables are the same person, firm or thing; --truth measures it",
  },
  options: {
    files: { type: "string", multiple: true },
    id: { type: "string" },
    truth: { type: "string" },
    explain: { type: "string" },
    out: { type: "string" },
    previous: { type: "string" },
    decisions: { type: "string" },
  },
  async run(context) {
    const { arguments: given, output } = context;
    const files = [...given.texts("files"), ...given.words];
    if (files.length === 0) throw new YuejianError("USAGE", { reason: link.usage });
    const { linkFiles } = await import("@yuejian/server");
    const truth = given.text("truth");
    const id = given.text("id");
    const [previous, decisions] = [given.text("previous"), given.text("decisions")];
    const linked = await linkFiles(
      {
        paths: files.map((file) => resolve(file)),
        explained: given.count("explain", 0, 0),
        listed: LISTED,
        ...(id === undefined ? {} : { idHeading: id }),
        ...(truth === undefined ? {} : { truthPath: resolve(truth) }),
        ...(previous === undefined ? {} : { previousPath: resolve(previous) }),
        ...(decisions === undefined ? {} : { decisionsPath: resolve(decisions) }),
      },
      { scratchFolder: tmpdir(), progress: silentProgress },
    );
    const out = given.text("out");
    if (out !== undefined) await writeFile(out, clusterFile(linked));
    output.result(document(linked), () => lines(linked, context));
    return 0;
  },
};

function document(linked: LinkedFiles): object {
  const { quality } = linked;
  return {
    ...linked,
    assignments: undefined,
    precision: quality?.precision ?? null,
    recall: quality?.recall ?? null,
    f1: quality?.f1 ?? null,
  };
}

const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function clusterFile({ assignments: { ids, clusterOf, names } }: LinkedFiles): string {
  return `id,cluster\n${ids.map((id, at) => `${cell(id)},${cell(names.get(clusterOf[at] ?? at) ?? "")}\n`).join("")}`;
}

function lines(linked: LinkedFiles, { output }: CommandContext): string[] {
  const zh = output.locale === "zh";
  const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;
  const { expected, quality } = linked;
  return [
    ...table(
      zh ? ["列", "作为", "说明"] : ["column", "as", "why"],
      linked.columns.map(({ heading, kind, reason }) => [heading, kind, reason[output.locale]]),
    ),
    zh
      ? `${linked.records} 条记录，比较了 ${linked.candidates} 对，合并为 ${linked.entities} 个实体（其中 ${linked.clusterCount} 个有多条记录，共 ${linked.pairCount} 对），${linked.seconds} 秒`
      : `${linked.records} records, ${linked.candidates} pairs compared, ${linked.entities} entities (${linked.clusterCount} of several records, ${linked.pairCount} pairs), ${linked.seconds} s`,
    zh
      ? `阈值 ${percent(linked.thresholdProbability)}，预计查准 ${percent(expected.precision)}、查全 ${percent(expected.recall)}；拒绝合并 ${linked.refused} 处`
      : `threshold ${percent(linked.thresholdProbability)}, expected precision ${percent(expected.precision)}, recall ${percent(expected.recall)}; ${linked.refused} joins refused`,
    ...(quality
      ? [
          zh
            ? `与标注比较：查准 ${percent(quality.precision)}，查全 ${percent(quality.recall)}，F1 ${quality.f1.toFixed(4)}`
            : `against the truth: precision ${percent(quality.precision)}, recall ${percent(quality.recall)}, F1 ${quality.f1.toFixed(4)}`,
        ]
      : []),
    ...linked.explained.flatMap((each) => [
      `${each.left} – ${each.right}: ${percent(each.probability)}`,
      ...each.comparisons.map(
        ({ comparison, level, weight, values }) =>
          `    ${weight >= 0 ? "+" : ""}${weight.toFixed(1)}  ${comparison}: ${level?.label[output.locale] ?? "–"}  ${values.map(({ left, right }) => `${left ?? "–"} | ${right ?? "–"}`).join(" ; ")}`,
      ),
      `    ${each.prior.toFixed(1)}  ${zh ? "任意两条记录" : "any two records"}`,
      ...(each.relatives < -0.05
        ? [`    ${each.relatives.toFixed(1)}  ${zh ? "也见于同住、同单位的人" : "also found among people of one household"}`]
        : []),
    ]),
  ];
}

export const linkCommands: readonly Command[] = [link];
