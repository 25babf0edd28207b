import { QUARANTINE_CODES, YuejianError } from "@yuejian/contracts";
import type { MappingView, PreviewView } from "@yuejian/contracts/api";
import type { Arguments } from "../arguments.ts";
import { table } from "../output.ts";
import type { Command, CommandContext } from "./command.ts";

const SHOWN_ROWS = 20;

/** `--map 源列=column`, as often as needed; nothing behind the sign: the column is not loaded. Headings may hold the sign, names of columns cannot. */
export function mappingOf(given: Arguments): Record<string, string | null> | undefined {
  const entries = given.texts("map").map((entry) => {
    const at = entry.lastIndexOf("=");
    if (at < 1) throw new YuejianError("USAGE", { reason: `--map takes “heading=column” or “heading=”, not “${entry}”` });
    return [entry.slice(0, at), entry.slice(at + 1).trim() || null] as const;
  });
  const twice = entries.find(([heading], at) => entries.findIndex(([other]) => other === heading) !== at);
  if (twice) throw new YuejianError("USAGE", { reason: `--map names “${twice[0]}” twice` });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** What loading the file would do; nothing is loaded. */
export async function previewFile(context: CommandContext, file: { path: string; dataset: string | undefined }): Promise<PreviewView> {
  const { arguments: given } = context;
  const mapping = mappingOf(given);
  const [sheet, member] = [given.text("sheet"), given.text("member")];
  return (await context.client()).post<PreviewView>("/api/intake/preview", {
    path: file.path,
    ...(file.dataset === undefined ? {} : { dataset: file.dataset }),
    ...(mapping === undefined ? {} : { mapping }),
    ...(sheet === undefined ? {} : { sheet }),
    ...(member === undefined ? {} : { member }),
  });
}

export function describePreview(seen: PreviewView, { output }: CommandContext): string[] {
  const zh = output.locale === "zh";
  const { file } = seen;
  const form = [file.format, file.encoding, file.sheet].filter((each) => each !== null).join(" · ");
  const lines = [
    zh
      ? `${file.name}（${form}）：${seen.isWhole ? "共" : "查看前"} ${seen.judged} 条，其中 ${seen.quarantined} 条会被隔离；没有导入任何数据`
      : `${file.name} (${form}): ${seen.isWhole ? "all" : "the first"} ${seen.judged} records, ${seen.quarantined} would be quarantined; nothing was loaded`,
    ...seen.notes.map((note) => `  ${note[output.locale]}`),
  ];
  if (seen.dataset === null)
    lines.push(...seen.datasets.map((each) => `  ${each.isLikely ? "→" : " "} ${each.dataset}  ${each.reason[output.locale]}`));
  const columnOf = new Map(Object.entries(seen.mapping).flatMap(([name, heading]) => (heading === null ? [] : [[heading, name] as const])));
  lines.push(
    ...table(
      zh ? ["  列", "含义", "建议", "理由"] : ["  heading", "column", "suggested", "why"],
      seen.suggestions.map((each) => [
        `  ${each.heading}`,
        columnOf.get(each.heading) ?? null,
        each.column ?? (each.candidates.join(" | ") || null),
        each.reason[output.locale],
      ]),
    ),
  );
  if (seen.savedMapping)
    lines.push(
      `  ${zh ? "使用保存的列对应" : "saved mapping"} ${seen.savedMapping.name} v${seen.savedMapping.version} (${seen.savedMapping.id})`,
    );
  if (seen.missing.length > 0)
    lines.push(
      `  ${zh ? "缺少必需的列，文件会被拒绝" : "required columns are missing, the file would be refused"}: ${seen.missing.join(", ")}`,
    );
  for (const { code, column, rows } of seen.quarantine)
    lines.push(
      `  ${rows} × ${QUARANTINE_CODES[code as keyof typeof QUARANTINE_CODES][output.locale]}${column === null ? "" : ` (${column})`}`,
    );
  const bad = seen.rows.filter(({ reasons }) => reasons.length > 0).slice(0, SHOWN_ROWS);
  for (const { line, reasons } of bad)
    lines.push(
      `  ${zh ? `第 ${line} 行` : `line ${line}`}: ${reasons.map(({ code, column, value }) => [column, value, QUARANTINE_CODES[code as keyof typeof QUARANTINE_CODES][output.locale]].filter(Boolean).join(" ")).join("; ")}`,
    );
  return lines;
}

const mappingList: Command = {
  name: "mapping list",
  usage: "mapping list",
  summary: { zh: "列出保存的列对应", en: "List the saved mappings" },
  options: {},
  async run({ client, output }) {
    const { items } = await (await client()).get<{ items: MappingView[] }>("/api/mappings");
    output.result(items, () =>
      table(
        ["id", "name", "version", "dataset", "office", "headings", "by", "at"],
        items.map((each) => [
          each.id,
          each.name,
          each.version,
          each.dataset,
          each.office,
          each.headings.length,
          each.savedBy,
          each.changedAt,
        ]),
      ),
    );
    return 0;
  },
};

export const mappingCommands: readonly Command[] = [mappingList];
