import { DATA_CLASSES, type Locale, YuejianError } from "@yuejian/contracts";
import {
  CATALOGUE_PLACES,
  CATALOGUE_USES,
  type Catalogue,
  type CatalogueDataset,
  type CatalogueHits,
  type CatalogueNote,
} from "@yuejian/contracts/api";
import { table } from "../output.ts";
import type { Command } from "./command.ts";

const catalogue: Command = {
  name: "catalogue",
  usage: "catalogue",
  summary: {
    zh: "列出数据目录：归属、等级、更新、规模、质量、使用",
    en: "List the catalogue: owner, class, freshness, size, quality, use",
  },
  options: {},
  async run({ client, output }) {
    const { items } = await (await client()).get<Catalogue>("/api/catalogue");
    const { locale } = output;
    output.result(items, () =>
      table(
        ["dataset", "title", "owner", "class", "rows", "last", "expected", "score", "models", "tags"],
        items.map((each) => [
          each.dataset,
          each.title[locale],
          each.owner[locale],
          DATA_CLASSES[each.dataClass][locale],
          each.rows,
          each.lastBatchAt?.slice(0, 10) ?? null,
          each.expected === null ? null : `${each.expected.at.slice(0, 10)}${each.isOverdue ? " !" : ""}`,
          each.score,
          each.models,
          each.tags.join(" "),
        ]),
      ),
    );
    return 0;
  },
};

const search: Command = {
  name: "catalogue search",
  usage: "catalogue search TEXT [--limit N]",
  summary: {
    zh: "在目录中找数据集和列：名称、列名、说明、标签、全拼或首字母",
    en: "Find datasets and columns by title, heading, note, tag, pinyin or its initials",
  },
  options: { limit: { type: "string" } },
  async run({ client, output, arguments: given }) {
    const q = given.words.join(" ");
    if (q.trim() === "") throw new YuejianError("USAGE", { reason: search.usage });
    const hits = await (await client()).get<CatalogueHits>("/api/catalogue/search", { q, limit: given.count("limit", 1, 50) });
    const { locale } = output;
    output.result(hits, () => [
      ...table(
        ["found", "title", "class", "where", "words"],
        hits.items.map(({ dataset, column, title, datasetTitle, dataClass, place, text, isBySound }) => [
          column === null ? dataset : `${dataset}.${column}`,
          column === null ? title[locale] : `${datasetTitle[locale]} › ${title[locale]}`,
          DATA_CLASSES[dataClass][locale],
          `${CATALOGUE_PLACES[place][locale]}${isBySound ? (locale === "zh" ? "（拼音）" : " (pinyin)") : ""}`,
          text.length > 40 ? `${text.slice(0, 40)}…` : text,
        ]),
      ),
      ...(hits.total > hits.items.length ? [`${hits.items.length} / ${hits.total}`] : []),
    ]);
    return 0;
  },
};

const note: Command = {
  name: "catalogue note",
  usage: "catalogue note DATASET[.COLUMN] [--meaning TEXT] [--tag WORD …] [--legal-basis TEXT] [--refresh-days N]",
  summary: {
    zh: "写下数据集或列的含义（本单位的新一版；什么也不写就是撤回）",
    en: "Write down what a dataset or column means (your office's next version; with nothing given it is withdrawn)",
  },
  options: {
    meaning: { type: "string" },
    tag: { type: "string", multiple: true },
    "legal-basis": { type: "string" },
    "refresh-days": { type: "string" },
  },
  async run(context) {
    const { arguments: given, output } = context;
    const [dataset, column = null] = (given.words[0] ?? "").split(".", 2);
    if (dataset === undefined || dataset === "") throw new YuejianError("USAGE", { reason: note.usage });
    const client = await context.client();
    const path = `/api/catalogue/${encodeURIComponent(dataset)}/notes`;
    const { user } = await client.get<{ user: { office: string } }>("/api/session");
    const { items } = await client.get<{ items: CatalogueNote[] }>(path, { office: user.office, ...(column === null ? {} : { column }) });
    const refresh = given.count("refresh-days", 1, 0);
    const written = await client.post<CatalogueNote>(path, {
      column,
      version: items[0]?.version ?? 0,
      meaning: given.text("meaning") ?? "",
      tags: given.texts("tag"),
      ...(given.text("legal-basis") === undefined ? {} : { legalBasis: given.text("legal-basis") }),
      ...(refresh === 0 ? {} : { refreshDays: refresh }),
    });
    output.result(written, () => describeNotes([written]));
    return 0;
  },
};

function describeNotes(notes: readonly CatalogueNote[]): string[] {
  return notes.map(({ office, version, meaning, tags, legalBasis, refreshDays, by, at }) =>
    [
      `  ${office} v${version}: ${meaning || "–"}`,
      ...tags.map((tag) => `#${tag}`),
      legalBasis ?? "",
      refreshDays === null ? "" : `${refreshDays} d`,
      `(${by}, ${at.slice(0, 10)})`,
    ]
      .filter((each) => each !== "")
      .join("  "),
  );
}

/** What the catalogue says of one dataset, for `dataset show`. */
export function describeCatalogued(entry: CatalogueDataset, locale: Locale): string[] {
  const zh = locale === "zh";
  const line = (name: string, value: string | null): string[] => (value === null || value === "" ? [] : [`${name} ${value}`]);
  return [
    ...line(zh ? "归属" : "owner", entry.owner[locale]),
    ...line(zh ? "等级" : "class", DATA_CLASSES[entry.dataClass][locale]),
    ...entry.legalBases.flatMap(({ text, from }) => line(zh ? "依据" : "legal basis", `${text} (${from})`)),
    ...line(zh ? "规模" : "size", `${entry.rows.toLocaleString()} ${zh ? "行" : "rows"}, ${entry.bytes.toLocaleString()} B`),
    ...line(zh ? "最近导入" : "last load", entry.lastBatchAt),
    ...line(
      zh ? "预计更新" : "next expected",
      entry.expected && `${entry.expected.at}${entry.isOverdue ? (zh ? "，已过期" : ", overdue") : ""}`,
    ),
    ...line(zh ? "质量" : "quality", entry.score === null ? null : String(entry.score)),
    ...line(zh ? "标签" : "tags", entry.tags.join(" ")),
    ...describeNotes(entry.notes),
    "",
    ...table(
      ["column", "title", "type", "semantic", "class", "delivered as", "used by"],
      entry.items.map((each) => [
        each.name,
        each.title[locale],
        each.type,
        each.semantic,
        each.dataClass,
        each.delivered.join(" | "),
        entry.uses
          .filter(({ kind, columns }) => kind === "model" && columns.includes(each.name))
          .map(({ id }) => id)
          .join(" "),
      ]),
    ),
    ...entry.items.flatMap(({ name, notes }) => (notes.length === 0 ? [] : [name, ...describeNotes(notes)])),
    "",
    ...table(
      ["use", "what", "times", "last", "columns"],
      entry.uses
        .filter(({ kind }) => kind !== "rule")
        .map(({ kind, id, title, times, lastAt, columns }) => [
          CATALOGUE_USES[kind][locale],
          id ?? title[locale],
          times,
          lastAt?.slice(0, 16) ?? null,
          columns.length,
        ]),
    ),
  ];
}

export const catalogueCommands: readonly Command[] = [catalogue, search, note];
