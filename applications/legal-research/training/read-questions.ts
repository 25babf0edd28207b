import type { LawText } from "@yuejian/contracts";
import { bareName, eachTerm, findCitations, foldText, isPair, keyOfArticle, lawNames, type TermKey } from "@yuejian/text";
import { articleText, type PassageTable } from "../search/passages.ts";
import type { AnsweredQuestion } from "./train-model.ts";

/** A question with its articles as a collection tells them: name of the law and article (中华人民共和国刑法第二百六十四条) → text. */
export interface LabelledQuestion {
  readonly text: string;
  readonly articles: Readonly<Record<string, string>>;
}

export interface ReadQuestions {
  readonly questions: readonly AnsweredQuestion[];
  /** Articles that the laws at hand do not hold in a like wording. */
  readonly lost: number;
  readonly found: number;
}

/** Share of pairs that a wording must have in common with the told text: under its own number, and anywhere. */
const LIKE = 0.5;
const LIKE_ANYWHERE = 0.6;

/** Finds the articles of questions among the passages of a table: by name and number where the text is alike, else by the text, for laws that were
 *  renumbered since. `texts`: of the passages, in their order. */
export function readQuestions(table: PassageTable, texts: readonly string[], labelled: readonly LabelledQuestion[]): ReadQuestions {
  const finder = new ArticleFinder(table, texts);
  let [found, lost] = [0, 0];
  const questions = labelled.flatMap(({ text, articles }) => {
    const answers = Object.entries(articles).flatMap(([label, told]) => {
      const passage = finder.find(label, told);
      if (passage === null) lost += 1;
      else found += 1;
      return passage ?? [];
    });
    return answers.length === 0 ? [] : [{ text, answers: [...new Set(answers)] }];
  });
  return { questions, lost, found };
}

class ArticleFinder {
  readonly #table: PassageTable;
  readonly #names: ReturnType<typeof lawNames>;
  readonly #byPlace: Map<string, number[]>;
  readonly #pairs: ReadonlySet<TermKey>[];
  readonly #holders = new Map<TermKey, number[]>();
  readonly #known = new Map<string, number | null>();

  constructor(table: PassageTable, texts: readonly string[]) {
    this.#table = table;
    this.#names = lawNames(table.laws);
    this.#byPlace = Map.groupBy(table.passages.keys(), (at) => `${table.laws[table.passages[at]!.law]} ${table.passages[at]!.key}`);
    this.#pairs = texts.map(pairsOf);
    for (const [at, pairs] of this.#pairs.entries())
      for (const pair of pairs) {
        const list = this.#holders.get(pair);
        if (list) list.push(at);
        else this.#holders.set(pair, [at]);
      }
  }

  find(label: string, told: string): number | null {
    const key = `${label}\n${told}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const found = this.#look(label, told);
    this.#known.set(key, found);
    return found;
  }

  #look(label: string, told: string): number | null {
    const [citation] = findCitations(label, { names: this.#names });
    const at = label.lastIndexOf("第");
    const law = bareName(at > 0 ? label.slice(0, at) : (citation?.law ?? label))
      .replaceAll("(", "（")
      .replaceAll(")", "）");
    const pairs = pairsOf(told);
    const likeness = (passage: number): number => shared(pairs, this.#pairs[passage] as ReadonlySet<TermKey>);
    const place = (citation?.article && this.#byPlace.get(`${law} ${keyOfArticle(citation.article)}`)) ?? [];
    const same = best(place, likeness);
    if (same && same.value >= LIKE) return same.passage;
    const counts = new Map<number, number>();
    for (const pair of pairs) {
      const holders = this.#holders.get(pair) ?? [];
      if (holders.length < 8000) for (const holder of holders) counts.set(holder, (counts.get(holder) ?? 0) + 1);
    }
    const likely = [...counts]
      .sort((one, other) => other[1] - one[1])
      .slice(0, 60)
      .map(([passage]) => passage);
    const inLaw = best(
      likely.filter((passage) => this.#table.laws[this.#table.passages[passage]!.law] === law),
      likeness,
    );
    if (inLaw && inLaw.value >= LIKE) return inLaw.passage;
    const anywhere = best(likely, likeness);
    return anywhere && anywhere.value >= LIKE_ANYWHERE ? anywhere.passage : null;
  }
}

function best(
  passages: readonly number[],
  likeness: (passage: number) => number,
): { readonly passage: number; readonly value: number } | null {
  let found: { passage: number; value: number } | null = null;
  // Of the same wordings the last.
  for (const passage of passages) {
    const value = likeness(passage);
    if (!found || value >= found.value) found = { passage, value };
  }
  return found;
}

function pairsOf(text: string): Set<TermKey> {
  const pairs = new Set<TermKey>();
  eachTerm(foldText(text), (term) => isPair(term) && pairs.add(term));
  return pairs;
}

function shared(one: ReadonlySet<TermKey>, other: ReadonlySet<TermKey>): number {
  let common = 0;
  for (const pair of one) if (other.has(pair)) common += 1;
  return common / Math.max(1, one.size + other.size - common);
}

/** Texts of all passages of a table that was built of these wordings in this order. */
export function passageTexts(laws: readonly Pick<LawText, "articles">[]): string[] {
  return laws.flatMap(({ articles }) => articles.map(articleText));
}
