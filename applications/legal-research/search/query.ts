import { eachTerm, foldText, isCharacter, type TermKey, type WeightedTerm } from "@yuejian/text";

/** Of a query no more than this is looked at. */
export const QUERY_CHARACTERS = 2000;
/** A term said more often counts no more. */
const MOST_TIMES = 3;

/** A query taken apart. */
export interface Query {
  readonly text: string;
  readonly folded: string;
  readonly pairs: readonly WeightedTerm[];
  readonly characters: readonly WeightedTerm[];
  readonly all: ReadonlySet<TermKey>;
}

export function readQuery(text: string): Query {
  const folded = foldText(text.slice(0, QUERY_CHARACTERS));
  const [pairs, characters] = [new Map<TermKey, number>(), new Map<TermKey, number>()];
  eachTerm(folded, (term) => {
    const counts = isCharacter(term) ? characters : pairs;
    counts.set(term, (counts.get(term) ?? 0) + 1);
  });
  const weighted = (counts: Map<TermKey, number>): WeightedTerm[] =>
    [...counts].map(([term, count]) => ({ term, weight: Math.min(count, MOST_TIMES) }));
  return { text, folded, pairs: weighted(pairs), characters: weighted(characters), all: new Set([...pairs.keys(), ...characters.keys()]) };
}
