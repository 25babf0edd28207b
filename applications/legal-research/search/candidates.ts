import { eachTerm, foldText, isCharacter, type TermKey, type WeightedTerm } from "@yuejian/text";
import type { PassageTable } from "./passages.ts";
import { expand, lawScores, type QuestionModel } from "./question-model.ts";

/** Of a query no more than this is looked at. */
export const QUERY_CHARACTERS = 2000;
const BM25 = { k1: 1.4, b: 0.75 } as const;
const QUESTIONS = { k1: 1.2, b: 0.4 } as const;
const EXPANSIONS = 60;
/** Weights of the first look, which only chooses whom the ranker sees. */
const FIRST = { characters: 1, heading: 0.7, law: 3, questions: 0.5, expansions: 0.7 } as const;

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
    [...counts].map(([term, count]) => ({ term, weight: Math.min(count, 3) }));
  return { text, folded, pairs: weighted(pairs), characters: weighted(characters), all: new Set([...pairs.keys(), ...characters.keys()]) };
}

export const FEATURES = [
  "pairs",
  "pairs-behind-best",
  "pairs-of-best",
  "characters",
  "characters-of-best",
  "heading",
  "law",
  "law-prior",
  "law-best",
  "questions",
  "questions-of-best",
  "questions-log",
  "has-questions",
  "articles-questions",
  "expansions",
  "expansions-of-best",
  "neighbours",
  "first",
  "first-behind-best",
  "first-of-best",
  "first-rank",
  "length",
  "level-constitution",
  "level-law",
  "level-regulation",
  "level-interpretation",
  "level-case",
] as const;

export interface Candidates {
  /** Numbers of passages, the likeliest by the first look first. */
  readonly passages: Uint32Array;
  /** `FEATURES` of each, one after the other. */
  readonly features: Float32Array;
}

/** Says of every passage of a table how it may be told apart for a model; made once for both. */
export class Matcher {
  readonly #table: PassageTable;
  readonly #model: QuestionModel;
  /** Law of the table → law of the model, or −1. */
  readonly #lawOf: Int32Array;
  /** Passage → article of the model, or −1. */
  readonly #articleOf: Int32Array;
  readonly #lawOfPassage: Uint16Array;
  readonly #headingOfPassage: Uint32Array;
  readonly #lengths: Float32Array;
  readonly #rare: number;

  constructor(table: PassageTable, model: QuestionModel) {
    this.#table = table;
    this.#model = model;
    const byName = new Map(model.laws.map((name, at) => [name, at]));
    this.#lawOf = Int32Array.from(table.laws, (name) => byName.get(name) ?? -1);
    const articles = new Map(model.articles.map(({ law, key }, at) => [`${law} ${key}`, at]));
    this.#articleOf = Int32Array.from(table.passages, ({ law, key }) => articles.get(`${this.#lawOf[law]} ${key}`) ?? -1);
    this.#lawOfPassage = Uint16Array.from(table.passages, ({ law }) => law);
    this.#headingOfPassage = Uint32Array.from(table.passages, ({ heading }) => heading);
    this.#lengths = Float32Array.from(
      table.body.segments.flatMap(({ lengths }) => [...lengths]),
      (length) => Math.log(length + 10),
    );
    this.#rare = Math.min(...model.lawPriors, 0) - 2;
  }

  /** The `most` likeliest passages among those where `mask` is not 0, with their features. */
  find(query: Query, most: number, mask?: Uint8Array): Candidates {
    const { body, heading, laws } = this.#table;
    const count = body.documents;
    const scores = (): Float32Array => new Float32Array(count);
    const [pairs, characters, expansions] = [scores(), scores(), scores()];
    body.score(query.pairs, pairs, BM25);
    body.score(query.characters, characters, { ...BM25, mostly: 0.25 });
    const expansion = expand(this.#model, query.all, EXPANSIONS);
    body.score(expansion, expansions, { ...BM25, mostly: 0.25 });
    const headings = new Float32Array(heading.documents);
    heading.score(query.pairs, headings, BM25);
    const questions = new Float32Array(this.#model.articles.length);
    this.#model.questions.score([...query.pairs, ...query.characters], questions, QUESTIONS);
    const ofModel = lawScores(this.#model, query.all);
    const ofLaw = Float32Array.from(laws, (_, law) => (this.#lawOf[law]! < 0 ? this.#rare : (ofModel[this.#lawOf[law]!] as number)));

    const first = scores();
    const bestOfLaw = new Float32Array(laws.length);
    for (let at = 0; at < count; at += 1) {
      const law = this.#lawOfPassage[at] as number;
      const pair = pairs[at] as number;
      if (pair > (bestOfLaw[law] as number)) bestOfLaw[law] = pair;
      const article = this.#articleOf[at] as number;
      first[at] =
        pair +
        FIRST.characters * (characters[at] as number) +
        FIRST.heading * (headings[this.#headingOfPassage[at] as number] as number) +
        FIRST.law * (ofLaw[law] as number) +
        FIRST.expansions * (expansions[at] as number) +
        (article < 0 ? 0 : FIRST.questions * (questions[article] as number));
    }
    const passages = this.#best(first, most, mask);
    const features = new Float32Array(passages.length * FEATURES.length);
    const max = (values: Float32Array): number => passages.reduce((one, at) => Math.max(one, values[at] as number), 1e-6);
    const maxQuestions = passages.reduce(
      (one, at) => (this.#articleOf[at]! < 0 ? one : Math.max(one, questions[this.#articleOf[at]!] as number)),
      1e-6,
    );
    const [maxPairs, maxCharacters, maxExpansions] = [max(pairs), max(characters), max(expansions)];
    const firstBest = passages.length === 0 ? 0 : (first[passages[0]!] as number);
    for (const [rank, at] of passages.entries()) {
      const { level } = this.#table.passages[at]!;
      const law = this.#lawOfPassage[at] as number;
      const ofTable = this.#lawOf[law] as number;
      const article = this.#articleOf[at] as number;
      const asked = article < 0 ? 0 : (questions[article] as number);
      const beside = (other: number): number =>
        other >= 0 && other < count && this.#lawOfPassage[other] === law ? (pairs[other] as number) : 0;
      const values: number[] = [
        pairs[at]!,
        pairs[at]! - maxPairs,
        pairs[at]! / maxPairs,
        characters[at]!,
        characters[at]! / maxCharacters,
        headings[this.#headingOfPassage[at]!]!,
        ofLaw[law]!,
        ofTable < 0 ? this.#rare : (this.#model.lawPriors[ofTable] as number),
        bestOfLaw[law]!,
        asked,
        asked / maxQuestions,
        Math.log1p(asked),
        asked > 0 ? 1 : 0,
        article < 0 ? 0 : Math.log1p(this.#model.articles[article]!.questions),
        expansions[at]!,
        expansions[at]! / maxExpansions,
        (beside(at - 1) + beside(at + 1)) / 2,
        first[at]!,
        first[at]! - firstBest,
        firstBest === 0 ? 0 : first[at]! / Math.abs(firstBest),
        rank / most,
        this.#lengths[at]!,
        level === "constitution" ? 1 : 0,
        level === "law" ? 1 : 0,
        level === "regulation" ? 1 : 0,
        level === "interpretation" ? 1 : 0,
        level === "case" ? 1 : 0,
      ];
      features.set(values, rank * FEATURES.length);
    }
    return { passages, features };
  }

  /** Numbers of the `most` highest, the highest first; of the same article in several wordings only one, the last. */
  #best(scores: Float32Array, most: number, mask: Uint8Array | undefined): Uint32Array {
    const bound = this.#bound(scores, most * 2, mask);
    const over: number[] = [];
    for (let at = 0; at < scores.length; at += 1) if ((scores[at] as number) >= bound && mask?.[at] !== 0) over.push(at);
    over.sort((one, other) => (scores[other] as number) - (scores[one] as number) || other - one);
    const seen = new Set<number>();
    const best: number[] = [];
    for (const at of over) {
      const { group } = this.#table.passages[at]!;
      if (seen.has(group)) continue;
      seen.add(group);
      best.push(at);
      if (best.length === most) break;
    }
    return Uint32Array.from(best);
  }

  /** A score that about `count` passages reach. */
  #bound(scores: Float32Array, count: number, mask: Uint8Array | undefined): number {
    if (scores.length <= count) return Number.NEGATIVE_INFINITY;
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let at = 0; at < scores.length; at += 1) {
      if (mask?.[at] === 0) continue;
      const score = scores[at] as number;
      if (score < low) low = score;
      if (score > high) high = score;
    }
    if (high <= low) return Number.NEGATIVE_INFINITY;
    const bins = new Uint32Array(2048);
    const scale = 2047 / (high - low);
    for (let at = 0; at < scores.length; at += 1) if (mask?.[at] !== 0) bins[(((scores[at] as number) - low) * scale) | 0]! += 1;
    let sum = 0;
    for (let bin = 2047; bin >= 0; bin -= 1) {
      sum += bins[bin] as number;
      if (sum >= count) return low + bin / scale;
    }
    return low;
  }
}
