import type { DataClass, Text } from "@yuejian/contracts";
import type { CATALOGUE_PLACES, CatalogueHits } from "@yuejian/contracts/api";
import { isSpelt } from "./spelling.ts";

type Place = keyof typeof CATALOGUE_PLACES;

export interface SearchTerm {
  readonly place: Place;
  readonly text: string;
}

/** A dataset or a column with the words it is found by. */
export interface SearchItem {
  readonly dataset: string;
  readonly column: string | null;
  readonly title: Text;
  readonly datasetTitle: Text;
  readonly dataClass: DataClass;
  readonly terms: readonly SearchTerm[];
}

const WEIGHT: Readonly<Record<Place, number>> = { title: 5, name: 4, heading: 3, tag: 3, owner: 1, meaning: 2 };

interface Match {
  readonly term: SearchTerm;
  readonly rank: number;
  readonly isBySound: boolean;
}

/** Everything that holds each of the words, best first: word by word in any place, exact before begun before within, letters before sounds. */
export function searchItems(items: readonly SearchItem[], query: string, limit: number): CatalogueHits {
  const words = folded(query)
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0) return { items: [], total: 0 };
  const hits = items.flatMap((item) => {
    const matches = words.map((word) => bestMatch(item, word));
    const [best] = matches.toSorted((left, right) => (right?.rank ?? 0) - (left?.rank ?? 0));
    const rank = matches.reduce((sum, each) => sum + (each?.rank ?? 0), 0) + (item.column === null ? 0.5 : 0);
    return best && !matches.includes(null) ? [{ item, best, rank }] : [];
  });
  hits.sort((left, right) => right.rank - left.rank);
  return {
    items: hits.slice(0, limit).map(({ item: { terms: _terms, ...shown }, best: { term, isBySound } }) => ({
      ...shown,
      place: term.place,
      text: term.text,
      isBySound,
    })),
    total: hits.length,
  };
}

function bestMatch({ terms }: SearchItem, word: string): Match | null {
  let best: Match | null = null;
  for (const term of terms) {
    const found = matchOf(term, word);
    if (found && found.rank > (best?.rank ?? 0)) best = found;
  }
  return best;
}

function matchOf(term: SearchTerm, word: string): Match | null {
  const text = folded(term.text);
  const weight = WEIGHT[term.place];
  const at = text.indexOf(word);
  if (at >= 0) return { term, rank: (text === word ? 100 : at === 0 ? 60 : 40) + weight, isBySound: false };
  return isSpelt(text, word) ? { term, rank: 15 + weight, isBySound: true } : null;
}

function folded(text: string): string {
  return text.normalize("NFKC").trim().toLowerCase();
}
