import type { LawArticle } from "@yuejian/contracts";
import { articleText } from "../search/passages.ts";
import { pairArticles } from "./compare-laws.ts";
import { difference, type Piece } from "./difference.ts";

/** How an article read in wordings that follow one another and do not differ in it. */
export interface ArticleStage {
  /** Places in the list of wordings, rising. */
  readonly wordings: readonly number[];
  /** Null: these wordings have no such article. */
  readonly article: LawArticle | null;
  /** Against the stage before; of the first: all of it, the same. */
  readonly pieces: readonly Piece[];
}

/** One article through all wordings of its law (the oldest first), found again where its number moved. `at`: the wording and the key that are asked about. */
export function articleHistory(
  wordings: readonly (readonly LawArticle[])[],
  { wording, key }: { readonly wording: number; readonly key: string },
): readonly ArticleStage[] {
  const chain: (LawArticle | null)[] = wordings.map(() => null);
  chain[wording] = wordings[wording]?.find((article) => article.key === key) ?? null;
  for (let at = wording + 1; at < wordings.length; at += 1)
    chain[at] = counterpart(chain[at - 1] ?? null, wordings, { from: at - 1, to: at });
  for (let at = wording - 1; at >= 0; at -= 1) chain[at] = counterpart(chain[at + 1] ?? null, wordings, { from: at + 1, to: at });
  const stages: { wordings: number[]; article: LawArticle | null; pieces: readonly Piece[] }[] = [];
  for (const [at, article] of chain.entries()) {
    const last = stages.at(-1);
    if (last && isSameArticle(last.article, article)) last.wordings.push(at);
    else stages.push({ wordings: [at], article, pieces: piecesOf(last?.article ?? null, article) });
  }
  return stages[0]?.article === null ? stages.slice(1) : stages;
}

/** The article of a neighbouring wording that is this one. */
function counterpart(
  article: LawArticle | null,
  wordings: readonly (readonly LawArticle[])[],
  { from, to }: { readonly from: number; readonly to: number },
): LawArticle | null {
  if (article === null) return null;
  const [own, others] = [wordings[from] ?? [], wordings[to] ?? []];
  const namesake = others.find(({ key }) => key === article.key);
  if (namesake && articleText(namesake) === articleText(article)) return namesake;
  if (from > to) return pairArticles(others, own).get(article) ?? null;
  return [...pairArticles(own, others)].find(([, old]) => old === article)?.[0] ?? null;
}

/** Whether an article stands under the same number with the same words, or is missing from both. */
export function isSameArticle(one: LawArticle | null, other: LawArticle | null): boolean {
  if (one === null || other === null) return one === other;
  return one.label === other.label && articleText(one) === articleText(other);
}

function piecesOf(before: LawArticle | null, now: LawArticle | null): readonly Piece[] {
  if (now === null) return before === null ? [] : [{ kind: "removed", text: articleText(before) }];
  return before === null ? [{ kind: "same", text: articleText(now) }] : difference(articleText(before), articleText(now));
}
