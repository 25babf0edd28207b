import type { LawArticle } from "@yuejian/contracts";
import { articleText } from "../search/passages.ts";
import { difference, type Piece } from "./difference.ts";

export interface ArticleDifference {
  readonly kind: "changed" | "added" | "removed" | "moved";
  /** Labels in the two wordings. */
  readonly from: string | null;
  readonly to: string | null;
  readonly pieces: readonly Piece[];
}

export interface LawDifferences {
  /** Articles that are the same under the same number. */
  readonly same: number;
  readonly articles: readonly ArticleDifference[];
}

/** Share of pairs of characters that two articles must have in common to be one under another number. */
const ALIKE = 0.5;

/** Two wordings of a law side by side: what changed, in the order of the newer one. Articles pair by number where their texts are alike, else by text. */
export function compareLaws(from: readonly LawArticle[], to: readonly LawArticle[]): LawDifferences {
  const pairs = pairArticles(from, to);
  const paired = new Set(pairs.values());
  const differences: ArticleDifference[] = [];
  let [same, next] = [0, 0];
  const removedUpTo = (article: LawArticle | null): void => {
    for (; next < from.length && from[next] !== article; next += 1) {
      const old = from[next] as LawArticle;
      if (!paired.has(old))
        differences.push({ kind: "removed", from: old.label, to: null, pieces: [{ kind: "removed", text: articleText(old) }] });
    }
  };
  for (const article of to) {
    const old = pairs.get(article);
    const text = articleText(article);
    if (!old) {
      differences.push({ kind: "added", from: null, to: article.label, pieces: [{ kind: "added", text }] });
      continue;
    }
    if (from.indexOf(old) >= next) {
      removedUpTo(old);
      next += 1;
    }
    const before = articleText(old);
    if (before === text && old.label === article.label) same += 1;
    else
      differences.push({
        kind: before === text ? "moved" : "changed",
        from: old.label,
        to: article.label,
        pieces: difference(before, text),
      });
  }
  removedUpTo(null);
  return { same, articles: differences };
}

/** Newer article → older one. */
export function pairArticles(from: readonly LawArticle[], to: readonly LawArticle[]): Map<LawArticle, LawArticle> {
  const byKey = new Map(from.map((article) => [article.key, article]));
  const pairsOf = new Map([...from, ...to].map((article) => [article, pairsIn(articleText(article))]));
  const likeness = (one: LawArticle, other: LawArticle): number =>
    shared(pairsOf.get(one) as Set<string>, pairsOf.get(other) as Set<string>);
  const result = new Map<LawArticle, LawArticle>();
  const taken = new Set<LawArticle>();
  const take = (article: LawArticle, old: LawArticle): void => {
    result.set(article, old);
    taken.add(old);
  };
  for (const article of to) {
    const old = byKey.get(article.key);
    if (old && likeness(old, article) >= ALIKE) take(article, old);
  }
  const holders = new Map<string, LawArticle[]>();
  for (const article of from)
    if (!taken.has(article))
      for (const pair of pairsOf.get(article) as Set<string>) holders.set(pair, [...(holders.get(pair) ?? []), article]);
  for (const article of to) {
    if (result.has(article)) continue;
    const counts = new Map<LawArticle, number>();
    for (const pair of pairsOf.get(article) as Set<string>)
      for (const old of holders.get(pair) ?? []) counts.set(old, (counts.get(old) ?? 0) + 1);
    const [best] = [...counts.keys()]
      .filter((old) => !taken.has(old))
      .sort((one, other) => likeness(other, article) - likeness(one, article));
    if (best && likeness(best, article) >= ALIKE) take(article, best);
  }
  // What is left under the same number was rewritten.
  for (const article of to) {
    const old = byKey.get(article.key);
    if (old && !result.has(article) && !taken.has(old)) take(article, old);
  }
  return result;
}

function pairsIn(text: string): Set<string> {
  const pairs = new Set<string>();
  for (let at = 0; at + 1 < text.length; at += 1) pairs.add(text.slice(at, at + 2));
  return pairs;
}

function shared(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let count = 0;
  for (const pair of one) if (other.has(pair)) count += 1;
  return count / Math.max(1, Math.max(one.size, other.size));
}
