import { tmpdir } from "node:os";
import { resolve } from "node:path";
import { ENTITY_KINDS, silentProgress, YuejianError } from "@yuejian/contracts";
import type { EntityRunView } from "@yuejian/contracts/api";
import type { LinkedFiles } from "@yuejian/server";
import { awaitJob } from "../client.ts";
import { table } from "../output.ts";
import type { Command, CommandContext } from "./command.ts";

/** More linked pairs than these are counted, not listed; `--out` writes the clusters whatever their number. */
const LISTED = 200_000;

const link: Command = {
  name: "link",
  usage:
    "link [--dataset ID…] [--full] | link --files FILE… [--id COLUMN] [--truth FILE] [--explain PAIRS] [--out CLUSTERS.csv] [--previous CLUSTERS.csv] [--decisions FILE]",
  summary: {
    zh: "关联全部数据集中的人员、单位、车辆和地块；--files 比对任意表格，--truth 与标注比较",
    en: "Link persons, organisations, vehicles and parcels over all datasets; --files links any tables, --truth measures it",
  },
  options: {
    dataset: { type: "string", multiple: true },
    full: { type: "boolean" },
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
    if (files.length === 0) return linkHome(context);
    if (given.isSet("full") || given.texts("dataset").length > 0) throw new YuejianError("USAGE", { reason: link.usage });
    const { linkFiles } = await import("@yuejian/server");
    const truth = given.text("truth");
    const id = given.text("id");
    const [previous, decisions, out] = [given.text("previous"), given.text("decisions"), given.text("out")];
    const linked = await linkFiles(
      {
        paths: files.map((file) => resolve(file)),
        explained: given.count("explain", 0, 0),
        listed: LISTED,
        ...(id === undefined ? {} : { idHeading: id }),
        ...(truth === undefined ? {} : { truthPath: resolve(truth) }),
        ...(previous === undefined ? {} : { previousPath: resolve(previous) }),
        ...(out === undefined ? {} : { outPath: resolve(out) }),
        ...(decisions === undefined ? {} : { decisionsPath: resolve(decisions) }),
      },
      { scratchFolder: tmpdir(), progress: silentProgress },
    );
    output.result(document(linked), () => lines(linked, context));
    return 0;
  },
};

/** Options that only tables have. */
const OF_FILES = ["id", "truth", "explain", "out", "previous", "decisions"] as const;

async function linkHome(context: CommandContext): Promise<0> {
  const { arguments: given, output } = context;
  if (OF_FILES.some((option) => given.text(option) !== undefined)) throw new YuejianError("USAGE", { reason: link.usage });
  const client = await context.client();
  const datasets = given.texts("dataset");
  const job = await client.post<{ id: string }>("/api/entities/runs", {
    ...(datasets.length > 0 ? { datasets } : {}),
    full: given.isSet("full"),
  });
  const run = await awaitJob<EntityRunView>(client, job.id, ({ progress: { stage, done, total } }) =>
    output.progress(`${stage[output.locale]} ${total === null ? done : `${done} / ${total}`}`),
  );
  output.result(run, () => runLines(run, context));
  return 0;
}

function runLines(run: EntityRunView, { output }: Pick<CommandContext, "output">): string[] {
  const zh = output.locale === "zh";
  return [
    zh
      ? `${run.members} 条成员记录，${run.entities} 个实体（${run.mode === "full" ? "全量" : "增量"}，运行 ${run.run}）`
      : `${run.members} members, ${run.entities} entities (${run.mode}, run ${run.run})`,
    ...table(
      zh
        ? ["类别", "提及", "不同写法", "实体", "比较", "阈值", "拒绝合并", "待现的认定"]
        : ["kind", "mentions", "different", "entities", "pairs", "threshold", "refused", "waiting decisions"],
      run.kinds.map((each) => [
        ENTITY_KINDS[each.kind][output.locale],
        each.mentions,
        each.profiles,
        each.entities,
        each.candidates,
        each.threshold,
        each.refused,
        each.waiting,
      ]),
    ),
    ...run.kinds.flatMap(({ contradictions }) =>
      contradictions.map(({ different, same }) =>
        zh
          ? `认定 ${different} 与 ${same.join("、")} 矛盾`
          : `decision ${different} contradicts ${same.join(", ") || "the records themselves"}`,
      ),
    ),
  ];
}

function document(linked: LinkedFiles): object {
  const { quality } = linked;
  return {
    ...linked,
    precision: quality?.precision ?? null,
    recall: quality?.recall ?? null,
    f1: quality?.f1 ?? null,
  };
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
