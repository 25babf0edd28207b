import type { LawArticle, LawItem, LawParagraph } from "@yuejian/contracts";
import { type Citation, keyOfArticle } from "./citation.ts";
import { canonicalName } from "./find-citations.ts";

/** A wording of a law and when it was in force. */
export interface DirectoryVersion {
  readonly id: string;
  /** First day of force; null: unknown. */
  readonly from: string | null;
  /** First day on which it was no more in force; null: open. */
  readonly until: string | null;
  /** In the order of the text. */
  readonly articles: readonly LawArticle[];
}

export interface DirectoryLaw {
  readonly name: string;
  /** First day of the oldest event that its texts tell: before it there was no such law. */
  readonly since: string | null;
  /** In the order of their first days. */
  readonly versions: readonly DirectoryVersion[];
  readonly repealed: { readonly on: string; readonly by: string } | null;
}

export interface LawDirectory {
  /** By a name without the state's (see `canonicalName`). Several: the name alone does not tell which. */
  lawsNamed(name: string): readonly DirectoryLaw[];
  /** Names like one that is not known, the nearest first. */
  namesLike(name: string): readonly string[];
}

export const CITATION_STATES = [
  "resolved",
  "law-unknown",
  "law-ambiguous",
  "law-repealed",
  "law-not-yet",
  "version-not-held",
  "article-absent",
  "paragraph-absent",
  "item-absent",
  "no-context",
] as const;
export type CitationState = (typeof CITATION_STATES)[number];

/** Where the citation itself stands, for 本法, 前款 and numbers without a law. */
export interface CitationStand {
  readonly law: string;
  readonly article: string;
  /** From 1. */
  readonly paragraph: number;
  /** From 1; null: in the paragraph itself. */
  readonly item: number | null;
}

export interface ResolvedCitation {
  readonly state: CitationState;
  /** Name of the law, where it is known. */
  readonly law: string | null;
  readonly version: string | null;
  /** Keys of the articles meant; several for a range. */
  readonly articles: readonly string[];
  /** Numbers from 1 of the paragraphs meant; empty: the whole article. */
  readonly paragraphs: readonly number[];
  readonly items: readonly number[];
  /** `law-repealed`: when and by which text. Also told of a law that was in force on the day and is no more. */
  readonly repealed: { readonly on: string; readonly by: string } | null;
  /** `law-unknown`: names that may be meant. */
  readonly meant: readonly string[];
}

const NOTHING: Omit<ResolvedCitation, "state"> = {
  law: null,
  version: null,
  articles: [],
  paragraphs: [],
  items: [],
  repealed: null,
  meant: [],
};

/** The place that a citation means in the wording of a day (`YYYY-MM-DD`), or why there is none. */
export function resolveCitation(
  citation: Citation,
  { directory, on, stand }: { readonly directory: LawDirectory; readonly on: string; readonly stand?: CitationStand | undefined },
): ResolvedCitation {
  const name = citation.law === null ? stand?.law : canonicalName(citation.law);
  if (name === undefined) return { ...NOTHING, state: "no-context" };
  const laws = directory.lawsNamed(name);
  if (laws.length === 0) return { ...NOTHING, state: "law-unknown", meant: directory.namesLike(name) };
  if (laws.length > 1) return { ...NOTHING, state: "law-ambiguous", meant: laws.map((law) => law.name) };
  const law = laws[0] as DirectoryLaw;
  const known = { ...NOTHING, law: law.name, repealed: law.repealed };
  if (law.repealed && law.repealed.on <= on) return { ...known, state: "law-repealed" };
  const version = law.versions.findLast(({ from }) => from === null || from <= on);
  if (!version) {
    const first = law.versions[0];
    if (!first) return { ...known, state: "version-not-held" };
    const state = law.since !== null && law.since <= on ? "version-not-held" : "law-not-yet";
    return { ...known, state, version: first.id };
  }
  return { ...known, version: version.id, ...placeIn(version, citation, stand) };
}

type Place = Pick<ResolvedCitation, "state" | "articles" | "paragraphs" | "items">;

function placeIn({ articles }: DirectoryVersion, citation: Citation, stand: CitationStand | undefined): Place {
  const none: Place = { state: "resolved", articles: [], paragraphs: [], items: [] };
  const at = (key: string): number => articles.findIndex((article) => article.key === key);
  const { back, until } = citation;
  let range: readonly LawArticle[] = [];
  if (citation.article) {
    const from = at(keyOfArticle(citation.article));
    if (from < 0) return { ...none, state: "article-absent" };
    const isOver = until !== null && citation.paragraph === null && citation.item === null;
    const to = isOver ? at(keyOfArticle(until)) : from;
    if (to < from) return { ...none, state: "article-absent" };
    range = articles.slice(from, to + 1);
  } else if (back || citation.paragraph !== null || citation.item !== null) {
    if (!stand) return { ...none, state: "no-context" };
    const here = at(stand.article);
    if (here < 0) return { ...none, state: "no-context" };
    const count = back?.level === "article" ? back.count : 0;
    if (here + count < 0) return { ...none, state: "article-absent" };
    range = count === 0 ? articles.slice(here, here + 1) : articles.slice(here + count, here);
  }
  const keys = range.map(({ key }) => key);
  const [article] = range;
  if (!article || range.length > 1) return { ...none, articles: keys };
  return { ...within(article, citation, stand), articles: keys };
}

function within(article: LawArticle, { back, until, paragraph, item }: Citation, stand: CitationStand | undefined): Place {
  const none: Place = { state: "resolved", articles: [], paragraphs: [], items: [] };
  const count = article.paragraphs.length;
  let paragraphs: number[] = [];
  if (paragraph !== null) {
    const last = item === null && until ? until.number : paragraph;
    paragraphs = numbers(paragraph, last);
  } else if (back?.level === "paragraph" && stand) {
    if (back.count === 0) paragraphs = [stand.paragraph];
    else paragraphs = numbers(stand.paragraph + back.count, stand.paragraph - 1);
  } else if (back?.level === "item" && stand) paragraphs = [stand.paragraph];
  if (paragraphs.some((number) => number < 1 || number > count)) return { ...none, state: "paragraph-absent" };
  let items: number[] = [];
  if (item !== null) items = numbers(item, until?.number ?? item);
  else if (back?.level === "item" && stand?.item != null)
    items = back.count === 0 ? [stand.item] : numbers(stand.item + back.count, stand.item - 1);
  if (items.length === 0) return { ...none, paragraphs };
  // An item told without its paragraph is of the paragraph that has items: the one in which the citation stands, else the first that has it.
  const among =
    paragraphs.length > 0 ? paragraphs : article.paragraphs.flatMap(({ items: own }, index) => (own.length > 0 ? [index + 1] : []));
  const holder = among.find((number) => items.every((one) => hasItem(article.paragraphs[number - 1], one)));
  return holder === undefined ? { ...none, state: "item-absent", paragraphs } : { ...none, paragraphs: [holder], items };
}

const hasItem = (paragraph: LawParagraph | undefined, number: number): boolean =>
  paragraph?.items.some((item: LawItem) => item.number === number) ?? false;

function numbers(from: number, to: number): number[] {
  return to < from ? [from] : Array.from({ length: Math.min(to - from + 1, 200) }, (_, index) => from + index);
}
