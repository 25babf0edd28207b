import { type Office, type Text, YuejianError } from "@yuejian/contracts";
import { type Block, OFFICIAL_PAGE, type PrintedDocument, writeWord } from "@yuejian/documents";
import { printPdf } from "../documents/index.ts";
import { type Account, versionConflict } from "../identity/index.ts";
import { contentDigests } from "../outbox/index.ts";
import type { Reading, Row } from "../store/index.ts";
import type { JudgingPorts } from "./judge-pattern.ts";
import { LEAST_SHOWN } from "./suppress.ts";
import { type Figure, type FigureNames, yearFigures } from "./year-figures.ts";

/** Parts that people write; in the order of the paper. */
const PAPER_TEXTS = {
  foreword: { zh: "前言", en: "Foreword" },
  findings: { zh: "年度主要问题", en: "What the year showed" },
  causes: { zh: "原因分析", en: "Causes" },
  outlook: { zh: "工作建议", en: "What is suggested" },
} as const satisfies Record<string, Text>;

export type PaperText = keyof typeof PAPER_TEXTS;

export type PaperTexts = Readonly<Record<PaperText, string>>;

export type WhitePaperRow = Row<"white_papers">;

export async function paperOf(db: Reading, year: number): Promise<WhitePaperRow | null> {
  return (await db.selectFrom("white_papers").selectAll().where("year", "=", year).executeTakeFirst()) ?? null;
}

export function textsOf(row: WhitePaperRow | null): PaperTexts {
  return { foreword: "", findings: "", causes: "", outlook: "", ...(row === null ? {} : (JSON.parse(row.texts) as Partial<PaperTexts>)) };
}

/** Keeps what people wrote for a year's paper. VERSION_CONFLICT */
export async function writeTexts(
  { store, outbox, clock }: JudgingPorts,
  given: { readonly year: number; readonly version: number; readonly texts: PaperTexts; readonly account: Account },
): Promise<void> {
  const { year, texts, account } = given;
  const now = new Date(clock.now()).toISOString();
  await store.write(async (trx) => {
    const before = await paperOf(trx, year);
    if ((before?.version ?? 0) !== given.version)
      throw await versionConflict(trx, {
        by: before?.actor ?? "system",
        at: before?.at ?? now,
        changed: { zh: "白皮书的文字", en: "the texts of the paper" },
      });
    const content = { year, version: given.version + 1, texts: { ...texts }, by: account.id, at: now };
    const entry = await outbox.record(trx, { type: "white-paper.changed", subject: String(year), organisation: account.office, content });
    const row = { year, version: given.version + 1, texts: JSON.stringify(texts), actor: account.id, at: now, outbox: entry };
    await trx
      .insertInto("white_papers")
      .values(row)
      .onConflict((conflict) => conflict.column("year").doUpdateSet(row))
      .execute();
  });
}

export interface PaperPorts extends JudgingPorts {
  readonly offices: readonly Office[];
}

export interface IssuedPaper {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The paper of a year as Word or PDF; its digest, its figures and what they were asked with go on the ledger. PDF_NOT_PRINTED */
export async function issuePaper(
  ports: PaperPorts,
  given: { readonly year: number; readonly format: "docx" | "pdf"; readonly names: FigureNames; readonly account: Account },
): Promise<IssuedPaper> {
  const { store, clock, outbox } = ports;
  const { year, format, names, account } = given;
  const now = clock.now();
  if (year > new Date(now).getUTCFullYear()) throw new YuejianError("YEAR_NOT_BEGUN", { year });
  const figures = await yearFigures(store.db, year, names);
  const newest = await store.db
    .selectFrom("outbox")
    .select((build) => build.fn.max("ledger_index").as("index"))
    .executeTakeFirst();
  const document = paperDocument({
    year,
    figures,
    texts: textsOf(await paperOf(store.db, year)),
    issuer: ports.offices.find(({ parent }) => parent === null)?.name.zh ?? "",
    newestEntry: newest?.index ?? null,
    at: new Date(now),
  });
  const bytes = await (format === "docx" ? writeWord(document) : printPdf(document));
  await store.write((trx) =>
    outbox.record(trx, {
      type: "white-paper.issued",
      subject: String(year),
      organisation: account.office,
      content: {
        year,
        format,
        paper: { size: bytes.length, ...contentDigests(bytes) },
        figures: figures.map(({ id, total, rows, query }) => ({ id, total, counts: rows.map(({ count }) => count), query })),
        newestEntry: newest?.index ?? null,
        by: account.id,
        at: new Date(now).toISOString(),
      },
    }),
  );
  return { name: `white-paper-${year}.${format}`, bytes };
}

export interface PaperFacts {
  readonly year: number;
  readonly figures: readonly Figure[];
  readonly texts: PaperTexts;
  readonly issuer: string;
  /** Number of the newest entry of the ledger when the figures were counted. */
  readonly newestEntry: number | null;
  readonly at: Date;
}

const shown = (count: number | null): string => (count === null ? `少于 ${LEAST_SHOWN} 或隐去` : count.toLocaleString("en-US"));

/** The paper in Chinese: what people wrote, the figures of the house's own records, and where each comes from. */
export function paperDocument({ year, figures, texts, issuer, newestEntry, at }: PaperFacts): PrintedDocument {
  const written = (part: PaperText): Block[] => [
    { kind: "heading", level: 1, text: PAPER_TEXTS[part].zh },
    ...(texts[part].trim() === "" ? ["【由撰写人填写】"] : texts[part].trim().split(/\n+/)).map(
      (text): Block => ({ kind: "paragraph", text }),
    ),
  ];
  return {
    title: `${year} 年法律监督工作白皮书`,
    subtitle: issuer,
    author: issuer,
    language: "zh-CN",
    at,
    page: OFFICIAL_PAGE,
    footer: String(year),
    blocks: [
      ...written("foreword"),
      { kind: "heading", level: 1, text: "数据" },
      {
        kind: "paragraph",
        style: "note",
        text: `以下数字全部来自本系统的记录，截至账本第 ${newestEntry ?? "—"} 号条目；不包含其他单位的统计，不对单位或个人排序。可能识别到个人的小数量（少于 ${LEAST_SHOWN}）不予显示，为防止由合计推算，另隐去相邻的数量。`,
      },
      ...figures.flatMap((figure, index): Block[] => [
        { kind: "heading", level: 2, text: `图 ${index + 1}　${figure.title.zh}` },
        ...(figure.rows.length === 0
          ? [{ kind: "paragraph", text: "本年度没有记录。" } as const]
          : [
              {
                kind: "bars",
                caption: figure.id === "way-of-cases" ? "各行依次包含其后各行" : `合计 ${shown(figure.total)}`,
                rows: figure.rows.map(({ label, count }) => ({ label: label.zh, value: count, shown: shown(count) })),
              } as const,
            ]),
      ]),
      ...written("findings"),
      ...written("causes"),
      ...written("outlook"),
      { kind: "heading", level: 1, text: "数字的来源" },
      {
        kind: "terms",
        rows: figures.map(({ title, query, path }, index) => ({
          term: `图 ${index + 1}　${title.zh}`,
          value: `${query}\n${path}`,
          isCode: true,
        })),
      },
      {
        kind: "paragraph",
        style: "note",
        text: "本文件的摘要和上述数字、查询条件在出具时写入岳检链（条目类型 white-paper.issued），可以核验文件没有改动；数字本身是否完整，取决于录入系统的记录。",
      },
    ],
  };
}
