import type { LawArticle, LawItem } from "@yuejian/contracts";
import { canonicalName } from "./find-citations.ts";
import type { LawDirectory, ResolvedCitation } from "./resolve-citation.ts";

/** Paragraphs and items of an article, a line each. */
export function articleLines({ paragraphs }: LawArticle): string[] {
  const items = (list: readonly LawItem[]): string[] => list.flatMap((item) => [item.text, ...items(item.items)]);
  return paragraphs.flatMap(({ text, items: own }) => [text, ...items(own)]);
}

/** Text of the articles that a citation means, paragraphs and items in a line each; null: it means none, or they are not at hand. */
export function wordingOf(
  directory: LawDirectory,
  { law, version, articles }: Pick<ResolvedCitation, "law" | "version" | "articles">,
): string | null {
  if (law === null || version === null || articles.length === 0) return null;
  const held = directory.lawsNamed(canonicalName(law)).flatMap(({ versions }) => versions);
  const wanted = new Set(articles);
  const found = held.find(({ id }) => id === version)?.articles.filter(({ key }) => wanted.has(key)) ?? [];
  const lines = found.flatMap(articleLines);
  return lines.length === 0 ? null : lines.join("\n");
}
