import { readFile } from "node:fs/promises";
import {
  ENTITY_CHANGES,
  ENTITY_KINDS,
  ENTITY_VERDICTS,
  type EntityKind,
  MENTION_PARTS,
  REVIEW_REASONS,
  YuejianError,
} from "@yuejian/contracts";
import type {
  EntityDecisionView,
  EntityEvidenceView,
  EntityMappingView,
  EntityRecordView,
  EntityReviewDetail,
  EntityReviewView,
  EntitySummary,
  EntityView,
  WeighedLinkView,
} from "@yuejian/contracts/api";
import { table } from "../output.ts";
import type { Command } from "./command.ts";
import { PURPOSE_OPTIONS, purposeOf } from "./purpose.ts";

type Locale = "zh" | "en";

const saidBy = (record: EntityRecordView | null): string =>
  record === null ? "–" : record.parts.flatMap(({ value }) => (value === null ? [] : [String(value)])).join(" ") || "–";

function kindOf(text: string | undefined, usage: string): EntityKind | undefined {
  if (text === undefined || Object.hasOwn(ENTITY_KINDS, text)) return text as EntityKind | undefined;
  throw new YuejianError("USAGE", { reason: usage });
}

const list: Command = {
  name: "entity list",
  usage: "entity list [--kind person|organisation|vehicle|place] [--query TEXT] [--limit N]",
  summary: { zh: "列出或查找实体", en: "List or find entities" },
  options: { kind: { type: "string" }, query: { type: "string" }, limit: { type: "string" } },
  async run({ client, output, arguments: given }) {
    const page = await (await client()).get<{ items: EntitySummary[]; total: number }>("/api/entities", {
      kind: kindOf(given.text("kind"), list.usage),
      query: given.text("query"),
      limit: given.count("limit", 1, 50),
    });
    output.result(page, () => [
      ...table(
        ["entity", "kind", "members", "datasets", "record"],
        page.items.map((each) => [each.entity, ENTITY_KINDS[each.kind][output.locale], each.members, each.datasets, saidBy(each.sample)]),
      ),
      output.locale === "zh" ? `共 ${page.total} 个` : `${page.total} in all`,
    ]);
    return 0;
  },
};

const show: Command = {
  name: "entity show",
  usage: "entity show ENTITY [--why] [--purpose LEAD|CASE --basis LEGAL-BASIS]",
  summary: {
    zh: "显示一个实体的全部已知记录、依据、变动和认定；说明用途后显示个人信息",
    en: "Show everything known of an entity, why, changes and decisions; with a purpose personal data too",
  },
  options: { why: { type: "boolean" }, ...PURPOSE_OPTIONS },
  async run(context) {
    const { client, output, arguments: given } = context;
    const [entity] = given.words;
    if (entity === undefined) throw new YuejianError("USAGE", { reason: show.usage });
    const api = await client();
    const path = `/api/entities/${encodeURIComponent(entity)}`;
    const view = await api.get<EntityView>(path, {}, await purposeOf(context, api));
    const evidence = given.isSet("why") ? await api.get<EntityEvidenceView>(`${path}/evidence`) : null;
    output.result(evidence ? { ...view, evidence } : view, () => [
      ...entityLines(view, output.locale),
      ...(evidence ? ["", ...evidenceLines(evidence, output.locale)] : []),
    ]);
    return 0;
  },
};

function entityLines(view: EntityView, locale: Locale): string[] {
  return [
    `${view.entity}  ${ENTITY_KINDS[view.kind][locale]}  ${view.members}`,
    ...view.datasets.map(({ title, members }) => `  ${title[locale]} ${members}`),
    "",
    ...table(
      ["day", "mention", "dataset", "record", "file", "line"],
      view.records.map((record) => [record.day, record.mention, record.dataset, saidBy(record), record.fileName, record.record.line]),
    ),
    ...view.changes.map(
      ({ at, change, entity, other, members }) => `${at}  ${entity} ${ENTITY_CHANGES[change][locale]} ${other} (${members})`,
    ),
    ...decisionLines(view.decisions, locale),
    ...view.leads.map(({ lead, model, status }) => `${lead}  ${model}  ${status}`),
    ...view.cases.map(({ case: id, number, status }) => `${id}  ${number}  ${status}`),
    "",
    ...coverageLines(view, locale),
  ];
}

function coverageLines({ coverage, datasets }: EntityView, locale: Locale): string[] {
  const zh = locale === "zh";
  const { isCapped, closedDatasets, unlinked, slow } = coverage;
  const lines = [
    ...(isCapped ? [zh ? "记录很多，只看了 2,000 条" : "many records: 2,000 of them were looked at"] : []),
    ...(closedDatasets > 0 ? [zh ? `无权查看的数据集 ${closedDatasets} 个` : `${closedDatasets} datasets that you may not read`] : []),
    ...unlinked.map(({ title, batches, unread }) =>
      zh
        ? `${title.zh}：关联之后导入 ${batches} 个批次，只按号码找${unread > 0 ? `，其中 ${unread} 个还没有索引，没有看` : ""}`
        : `${title.en}: ${batches} batches after the linking, searched by number${unread > 0 ? `; ${unread} without an index were not read` : ""}`,
    ),
    ...datasets.flatMap(({ title, held, gone }) => [
      ...(held > 0 ? [zh ? `${title.zh}：隔离 ${held} 条` : `${title.en}: ${held} quarantined rows`] : []),
      ...(gone > 0 ? [zh ? `${title.zh}：${gone} 条已被取代` : `${title.en}: ${gone} replaced`] : []),
    ]),
    ...slow.map(({ title }) => (zh ? `${title.zh}：没有索引，直接读了文件` : `${title.en}: read from its files, without an index`)),
  ];
  return lines.length === 0 ? [] : [zh ? "没有包括：" : "not in it:", ...lines.map((line) => `  ${line}`)];
}

function evidenceLines({ isThere, profiles, links, threshold }: EntityEvidenceView, locale: Locale): string[] {
  if (!isThere)
    return [locale === "zh" ? "比较的依据已不在；全量关联后再看" : "what was compared is not there any more; link in full first"];
  const number = new Map(profiles.map(({ key }, at) => [key, at + 1]));
  return [
    `${locale === "zh" ? "阈值" : "threshold"} ${threshold}`,
    ...profiles.map(({ members, mentions }, at) => `${at + 1}: ${members} × ${mentions[0] ?? "–"}`),
    ...links.flatMap((link) => [`${number.get(link.left)} – ${number.get(link.right)}: ${link.probability}`, ...weightLines(link, locale)]),
  ];
}

function weightLines({ comparisons, prior, relatives }: WeighedLinkView, locale: Locale): string[] {
  return [
    ...comparisons.map(
      ({ label, level, weight }) => `    ${weight >= 0 ? "+" : ""}${weight.toFixed(1)}  ${label[locale]}: ${level?.[locale] ?? "–"}`,
    ),
    `    ${prior.toFixed(1)}  ${locale === "zh" ? "任意两条记录" : "any two records"}`,
    ...(relatives < -0.05
      ? [`    ${relatives.toFixed(1)}  ${locale === "zh" ? "也见于同住、同单位的人" : "also found among people of one household"}`]
      : []),
  ];
}

const decisionLines = (decisions: readonly EntityDecisionView[], locale: Locale): string[] =>
  table(
    ["decision", "verdict", "left", "right", "by", "at", "taken back"],
    decisions.map((each) => [
      each.id,
      ENTITY_VERDICTS[each.verdict][locale],
      each.left.join(" "),
      each.right.slice(0, 3).join(" "),
      each.byName,
      each.at,
      each.undoneAt,
    ]),
  );

const review: Command = {
  name: "entity review",
  usage: "entity review [REVIEW] [--kind KIND] [--limit N]",
  summary: { zh: "列出待认定的记录对，或显示一对的依据", en: "List pairs that wait for a decision, or show what speaks for one" },
  options: { kind: { type: "string" }, limit: { type: "string" } },
  async run({ client, output, arguments: given }) {
    const { locale } = output;
    const [id] = given.words;
    const api = await client();
    if (id !== undefined) {
      const detail = await api.get<EntityReviewDetail>(`/api/entities/reviews/${encodeURIComponent(id)}`);
      output.result(detail, () => reviewLines(detail, locale));
      return 0;
    }
    const page = await api.get<{ items: EntityReviewView[]; total: number }>("/api/entities/reviews", {
      kind: kindOf(given.text("kind"), review.usage),
      limit: given.count("limit", 1, 20),
    });
    output.result(page, () => [
      ...table(
        ["review", "kind", "why", "probability", "left", "right"],
        page.items.map((each) => [
          each.id,
          ENTITY_KINDS[each.kind][locale],
          REVIEW_REASONS[each.reason][locale],
          each.probability,
          saidBy(each.left),
          saidBy(each.right),
        ]),
      ),
      locale === "zh" ? `共 ${page.total} 对` : `${page.total} in all`,
    ]);
    return 0;
  },
};

function reviewLines({ review: pair, threshold, evidence }: EntityReviewDetail, locale: Locale): string[] {
  const parts = (Object.keys(MENTION_PARTS) as (keyof typeof MENTION_PARTS)[]).filter((part) =>
    [pair.left, pair.right].some((record) => record.parts.some((each) => each.part === part)),
  );
  const cell = (record: EntityRecordView, part: string) => record.parts.find((each) => each.part === part)?.value ?? null;
  return [
    `${pair.id}  ${ENTITY_KINDS[pair.kind][locale]}  ${REVIEW_REASONS[pair.reason][locale]}  ${pair.probability} (${threshold})`,
    ...table(
      ["", pair.left.mention, pair.right.mention],
      parts.map((part) => [MENTION_PARTS[part][locale], String(cell(pair.left, part) ?? "–"), String(cell(pair.right, part) ?? "–")]),
    ),
    ...(evidence ? weightLines(evidence, locale) : []),
  ];
}

const decide: Command = {
  name: "entity decide",
  usage:
    "entity decide REVIEW --verdict same|different|unsure [--note TEXT] | entity decide --split ENTITY MENTION… --note TEXT | entity decide --merge ENTITY ENTITY… --note TEXT",
  summary: { zh: "认定一对记录，或拆分、合并实体", en: "Decide on a pair of records, or split or merge entities" },
  options: {
    verdict: { type: "string" },
    note: { type: "string" },
    split: { type: "string" },
    merge: { type: "boolean" },
  },
  async run({ client, output, arguments: given }) {
    const api = await client();
    const note = given.text("note");
    const body = await bodyOf();
    const decision = await api.post<EntityDecisionView>("/api/entities/decisions", body);
    output.result(decision, () => decisionLines([decision], output.locale));
    return 0;

    async function bodyOf(): Promise<object> {
      const entity = given.text("split");
      if (entity !== undefined || given.isSet("merge")) {
        if (note === undefined || given.words.length === 0) throw new YuejianError("USAGE", { reason: decide.usage });
        return entity === undefined ? { act: "merge", entities: given.words, note } : { act: "split", entity, mentions: given.words, note };
      }
      const [id] = given.words;
      const verdict = given.text("verdict");
      if (id === undefined || verdict === undefined || !Object.hasOwn(ENTITY_VERDICTS, verdict))
        throw new YuejianError("USAGE", { reason: decide.usage });
      const { review: pair } = await api.get<EntityReviewDetail>(`/api/entities/reviews/${encodeURIComponent(id)}`);
      return {
        act: "review",
        kind: pair.kind,
        verdict,
        left: pair.left.mention,
        right: pair.right.mention,
        ...(note === undefined ? {} : { note }),
      };
    }
  },
};

const undo: Command = {
  name: "entity undo",
  usage: "entity undo DECISION --note TEXT",
  summary: { zh: "撤销一项认定", en: "Take a decision back" },
  options: { note: { type: "string" } },
  async run({ client, output, arguments: given }) {
    const [id] = given.words;
    const note = given.text("note");
    if (id === undefined || note === undefined) throw new YuejianError("USAGE", { reason: undo.usage });
    const decision = await (await client()).post<EntityDecisionView>(`/api/entities/decisions/${encodeURIComponent(id)}/undo`, { note });
    output.result(decision, () => decisionLines([decision], output.locale));
    return 0;
  },
};

const mapping: Command = {
  name: "entity mapping",
  usage: "entity mapping [DATASET] [--set FILE.json | --reset] [--automatic on|off]",
  summary: { zh: "查看或调整哪些列指认实体；导入后自动关联", en: "See or adjust which columns name entities; link after each load" },
  options: { set: { type: "string" }, reset: { type: "boolean" }, automatic: { type: "string" } },
  async run({ client, output, arguments: given }) {
    const api = await client();
    const [dataset] = given.words;
    const read = async (): Promise<EntityMappingView[]> =>
      (await api.get<{ items: EntityMappingView[] }>("/api/entities/mappings")).items.filter(
        (each) => dataset === undefined || each.dataset === dataset,
      );
    const [file, automatic] = [given.text("set"), given.text("automatic")];
    if (file !== undefined || given.isSet("reset") || automatic !== undefined) {
      const [known] = dataset === undefined ? [] : await read();
      if (dataset === undefined || (automatic !== undefined && automatic !== "on" && automatic !== "off"))
        throw new YuejianError("USAGE", { reason: mapping.usage });
      if (!known) throw new YuejianError("DATASET_UNKNOWN", { dataset });
      const mentions = given.isSet("reset")
        ? null
        : file === undefined
          ? known.isAdjusted
            ? known.mentions
            : null
          : await mentionsIn(file);
      const isAutomatic = automatic === undefined ? known.isAutomatic : automatic === "on";
      await api.post(`/api/entities/mappings/${encodeURIComponent(dataset)}`, { mentions, isAutomatic });
    }
    const items = await read();
    output.result(items, () =>
      table(
        ["dataset", "kind", "role", "columns", "adjusted", "automatic"],
        items.flatMap((each) =>
          each.mentions.map(({ kind, role, columns }) => [
            each.dataset,
            kind,
            role,
            Object.entries(columns)
              .map(([part, column]) => `${part}=${column}`)
              .join(" "),
            each.isAdjusted ? "yes" : "",
            each.isAutomatic ? "yes" : "",
          ]),
        ),
      ),
    );
    return 0;
  },
};

async function mentionsIn(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as unknown;
  } catch (cause) {
    throw new YuejianError("USAGE", { reason: `${file}: ${cause instanceof Error ? cause.message : String(cause)}` }, { cause });
  }
}

export const entityCommands: readonly Command[] = [list, show, review, decide, undo, mapping];
