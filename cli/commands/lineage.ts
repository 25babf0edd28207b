import { LINEAGE_KINDS, LINEAGE_STEPS, YuejianError } from "@yuejian/contracts";
import type { Lineage } from "@yuejian/contracts/api";
import { table } from "../output.ts";
import type { Command } from "./command.ts";

const lineage: Command = {
  name: "lineage",
  usage: "lineage LEAD|RUN|BATCH|ENTITY|EXPORT|DATASET[.COLUMN]",
  summary: {
    zh: "显示血缘：从源文件到线索、实体和导出文件，逐列；说不清来源的地方作为缺口列出",
    en: "Show the lineage from source file to lead, entity and export, by column; what has no source is listed as a fault",
  },
  options: {},
  async run({ client, output, arguments: given }) {
    const [subject] = given.words;
    if (subject === undefined) throw new YuejianError("USAGE", { reason: lineage.usage });
    const found = await (await client()).get<Lineage>(`/api/lineage/${encodeURIComponent(subject)}`);
    output.result(found, () => describeLineage(found, output.locale));
    return found.faults.some(({ level }) => level === "fault") ? 1 : 0;
  },
};

function describeLineage({ nodes, edges, faults, isPartial }: Lineage, locale: "zh" | "en"): string[] {
  const zh = locale === "zh";
  const named = new Map(nodes.map((node) => [node.id, `${LINEAGE_KINDS[node.kind][locale]} ${node.title[locale]}`]));
  return [
    ...table(
      zh ? ["从", "", "到", "说明"] : ["from", "", "to", "note"],
      edges
        .filter(({ step }) => step !== "lacking")
        .map(({ from, to, step, note }) => [
          named.get(from) ?? from,
          LINEAGE_STEPS[step][locale],
          named.get(to) ?? to,
          note?.[locale] ?? "",
        ]),
    ),
    ...faults.map(({ code, level, text }) => `${level === "fault" ? "✗" : "·"} ${code}: ${text[locale]}`),
    ...(isPartial ? [zh ? "其中一部分不在您的查看范围内，没有列出" : "some of it lies outside of what you may see and is left out"] : []),
  ];
}

export const lineageCommands: readonly Command[] = [lineage];
