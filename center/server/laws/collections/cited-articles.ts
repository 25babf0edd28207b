import type { LawText } from "@yuejian/contracts";
import { type Block, OFFICIAL_PAGE, type PrintedDocument, type TermRow } from "@yuejian/documents";
import { articleText } from "@yuejian/legal-research";

/** An article as it is printed with where it comes from. */
export interface CitedArticle {
  readonly law: string;
  readonly title: string;
  readonly article: string;
  readonly text: string;
  /** Passage of the text; empty: all of it. */
  readonly quote: string;
  readonly note: string;
  readonly versionOn: string | null;
  readonly effectiveOn: string | null;
  readonly until: string | null;
  readonly documentNumber: string;
  /** Digest of the text as it was read, and of the files it was read from. */
  readonly contentSha256: string;
  readonly sources: readonly { readonly file: string; readonly sha256: string }[];
}

export interface CitedArticlesFacts {
  readonly title: string;
  /** Lines below the title: what was asked, of which day, by whom. */
  readonly about: readonly string[];
  readonly articles: readonly CitedArticle[];
  readonly author: string;
  readonly at: Date;
}

/** Articles as a Word document in Chinese: each with its citation, the days of its wording and the digests of its source. */
export function citedArticlesDocument({ title, about, articles, author, at }: CitedArticlesFacts): PrintedDocument {
  return {
    title,
    author,
    language: "zh-CN",
    at,
    page: OFFICIAL_PAGE,
    blocks: [
      ...about.map((text): Block => ({ kind: "paragraph", text, style: "note" })),
      ...articles.flatMap((article, place) => blocksOf(article, place + 1)),
      { kind: "heading", level: 1, text: "引用清单" },
      { kind: "list", items: articles.map((article) => `${citationOf(article)}${forceOf(article)}`) },
    ],
    footer: "摘要值可以与来源文件核对；条文以公布的文本为准。",
  };
}

/** 《中华人民共和国刑法》第二百六十四条 */
const citationOf = ({ title, article }: CitedArticle): string => `《${title}》${article}`;

function forceOf({ versionOn, effectiveOn, until }: CitedArticle): string {
  const wording = versionOn === null ? "文本日期未写明" : `${versionOn} 文本`;
  const force = effectiveOn === null ? "施行日期未写明" : `${effectiveOn} 起施行`;
  return `（${wording}，${force}${until === null ? "" : `，至 ${until}`}）`;
}

function blocksOf(article: CitedArticle, number: number): Block[] {
  const { quote, text, note, documentNumber, sources, contentSha256 } = article;
  const rows: TermRow[] = [
    { term: "引用", value: `${citationOf(article)}${forceOf(article)}` },
    ...(documentNumber === "" ? [] : [{ term: "文号", value: documentNumber }]),
    ...(sources.length === 0 ? [{ term: "来源文件", value: "导入时未记录" }] : []),
    ...sources.flatMap(({ file, sha256 }): TermRow[] => [
      { term: "来源文件", value: file },
      { term: "文件 SHA-256", value: sha256, isCode: true },
    ]),
    { term: "文本 SHA-256", value: contentSha256, isCode: true },
  ];
  return [
    { kind: "heading", level: 2, text: `${number}. ${citationOf(article)}` },
    ...(quote === "" ? text : quote).split("\n").map((line): Block => ({ kind: "paragraph", text: line })),
    ...(quote === "" ? [] : [{ kind: "paragraph", text: "以上为条文摘录。", style: "note" } as const]),
    ...(note.trim() === ""
      ? []
      : note
          .trim()
          .split(/\n+/)
          .map((line): Block => ({ kind: "paragraph", text: `批注：${line}` }))),
    { kind: "terms", rows },
  ];
}

/** An article of a wording with what is known of its source. */
export function citedArticle(
  version: { readonly title: string; readonly sha256: string; readonly sources: string | null },
  {
    text,
    key,
    days,
    quote = "",
    note = "",
  }: {
    readonly text: LawText;
    readonly key: string;
    readonly days: Pick<CitedArticle, "versionOn" | "effectiveOn" | "until">;
    readonly quote?: string;
    readonly note?: string;
  },
): CitedArticle | null {
  const article = text.articles.find((one) => one.key === key);
  if (!article) return null;
  return {
    law: text.name,
    title: version.title,
    article: article.label,
    text: articleText(article),
    quote,
    note,
    ...days,
    documentNumber: text.documentNumber,
    contentSha256: version.sha256,
    sources: version.sources === null ? [] : (JSON.parse(version.sources) as CitedArticle["sources"]),
  };
}
