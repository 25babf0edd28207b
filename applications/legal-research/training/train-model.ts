import { countTerms, eachTerm, foldText, isPair, type TermKey, TextIndexBuilder, type WeightedTerm } from "@yuejian/text";
import { Matcher } from "../search/candidates.ts";
import { FEATURES } from "../search/features.ts";
import type { PassageTable } from "../search/passages.ts";
import { readQuery } from "../search/query.ts";
import { type Classes, partOf, type QuestionModel, type Ranker } from "../search/question-model.ts";
import { trainClasses } from "./place-classifier.ts";
import { type RankerOptions, type RankingExample, trainRanker } from "./ranker.ts";

/** A question and the passages (numbers of the table) that answer it. */
export interface AnsweredQuestion {
  readonly text: string;
  readonly answers: readonly number[];
}

export interface TrainingOptions {
  /** The text of a passage. */
  readonly textOf: (passage: number) => string;
  /** Candidates that the ranker sees. */
  readonly candidates: number;
  readonly folds: number;
  readonly ranker: RankerOptions;
}

/** Pairs that occur together in fewer questions say nothing. */
const TOGETHER = 2;
const LEAST_WEIGHT = 0.3;
/** Answers of a term that are kept, the heaviest. */
const KEPT_EXPANSIONS = 48;

/** Learns from answered questions. The ranker learns from what models without the question's fold say of it, as it will meet questions nobody knows. */
export function trainModel(table: PassageTable, questions: readonly AnsweredQuestion[], options: TrainingOptions): QuestionModel {
  const examples: RankingExample[] = [];
  for (let fold = 0; fold < options.folds; fold += 1) {
    const others = questions.filter((_, at) => at % options.folds !== fold);
    const matcher = new Matcher(table, { ...learnTerms(table, others, options.textOf), ranker: NO_RANKER });
    for (const { text, answers } of questions.filter((_, at) => at % options.folds === fold)) {
      const { passages, features } = matcher.find(readQuery(text), options.candidates);
      const groups = new Set(answers.map((passage) => table.passages[passage]!.group));
      const right = new Set([...passages.keys()].filter((row) => groups.has(table.passages[passages[row]!]!.group)));
      examples.push({ features, answers: right });
    }
  }
  return { ...learnTerms(table, questions, options.textOf), ranker: trainRanker(FEATURES, examples, options.ranker) };
}

const NO_RANKER: Ranker = { features: [], means: new Float32Array(), scales: new Float32Array(), hidden: 0, weights: new Float32Array() };

interface AskedArticle {
  readonly law: number;
  readonly key: string;
  readonly at: number;
  readonly texts: string[];
  /** Other articles by their places, and how many questions they answered together. */
  readonly beside: Map<number, number>;
}

/** Everything but the ranker. */
function learnTerms(
  table: PassageTable,
  questions: readonly AnsweredQuestion[],
  textOf: (passage: number) => string,
): Omit<QuestionModel, "ranker"> {
  const taken = questions.map(({ text, answers }) => {
    const of = answers.map((passage) => {
      const { law, heading, key } = table.passages[passage]!;
      return { law: table.laws[law] as string, heading: table.headings[heading] as string, key };
    });
    return { text, terms: new Set(countTerms(foldText(text)).keys()), answers, of };
  });
  const classes = (nameOf: (one: (typeof taken)[number]["of"][number]) => string): Classes =>
    trainClasses(taken.map(({ terms, of }) => ({ terms, places: of.map(nameOf) })));
  const laws = classes(({ law }) => law);
  const asked = new Map<string, AskedArticle>();
  for (const { text, of } of taken) {
    const articles = new Set(
      of.map(({ law, key }) => {
        const id = `${law} ${key}`;
        const article: AskedArticle = asked.get(id) ?? { law: laws.names.indexOf(law), key, at: asked.size, texts: [], beside: new Map() };
        asked.set(id, article);
        return article;
      }),
    );
    for (const article of articles) {
      article.texts.push(text);
      for (const { at } of articles) if (at !== article.at) article.beside.set(at, (article.beside.get(at) ?? 0) + 1);
    }
  }
  const index = new TextIndexBuilder();
  for (const { texts } of asked.values()) index.add(...texts);
  return {
    laws,
    parts: classes(({ heading }) => partOf(heading)),
    chapters: classes(({ heading }) => heading),
    expansions: learnExpansions(taken, (passage) => {
      const law = table.laws[table.passages[passage]!.law] as string;
      const pairs = new Set<TermKey>();
      eachTerm(foldText(`${law}\n${textOf(passage)}`), (term) => isPair(term) && pairs.add(term));
      return pairs;
    }),
    articles: [...asked.values()].map(({ law, key, texts, beside }) => ({ law, key, questions: texts.length, beside: [...beside] })),
    questions: index.build(),
  };
}

/** Pairs of a question → pairs of its articles, by how much oftener they meet than chance would have it. */
function learnExpansions(
  questions: readonly { readonly terms: ReadonlySet<TermKey>; readonly answers: readonly number[] }[],
  pairsOf: (passage: number) => ReadonlySet<TermKey>,
): Map<TermKey, WeightedTerm[]> {
  const ofQuestion = new Map<TermKey, number>();
  const ofAnswer = new Map<TermKey, number>();
  const together = new Map<TermKey, Map<TermKey, number>>();
  for (const { terms, answers } of questions) {
    const right = new Set(answers.flatMap((passage) => [...pairsOf(passage)]));
    for (const term of right) ofAnswer.set(term, (ofAnswer.get(term) ?? 0) + 1);
    for (const term of terms) {
      if (!isPair(term)) continue;
      ofQuestion.set(term, (ofQuestion.get(term) ?? 0) + 1);
      const counts = together.get(term) ?? new Map<TermKey, number>();
      for (const other of right) counts.set(other, (counts.get(other) ?? 0) + 1);
      together.set(term, counts);
    }
  }
  const learned = new Map<TermKey, WeightedTerm[]>();
  for (const [term, counts] of together) {
    const kept: WeightedTerm[] = [];
    for (const [other, count] of counts) {
      if (count < TOGETHER) continue;
      const chance = ((ofQuestion.get(term) as number) * (ofAnswer.get(other) as number)) / questions.length;
      const weight = Math.log((count + 0.5) / (chance + 0.5));
      if (weight > LEAST_WEIGHT) kept.push({ term: other, weight });
    }
    kept.sort((one, other) => other.weight - one.weight || one.term - other.term);
    if (kept.length > 0) learned.set(term, kept.slice(0, KEPT_EXPANSIONS));
  }
  return learned;
}
