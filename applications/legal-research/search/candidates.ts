import { SEGMENT_DOCUMENTS, type WeighedTerms } from "@yuejian/text";
import { Likeliest } from "./likeliest.ts";
import type { PassageTable } from "./passages.ts";
import type { Query } from "./query.ts";
import { expand, lawScores, type QuestionModel } from "./question-model.ts";

const BM25 = { k1: 1.4, b: 0.75 } as const;
const QUESTIONS = { k1: 1.2, b: 0.4 } as const;
const EXPANSIONS = 60;
/** Weights of the first look, which only chooses whom the ranker sees. */
const FIRST = { characters: 1, heading: 0.7, law: 3, questions: 0.5, expansions: 0.7 } as const;

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
  /** Ids of the wordings in the table. */
  readonly wordings: readonly string[];
  readonly #table: PassageTable;
  readonly #model: QuestionModel;
  /** Law of the table → law of the model, or −1. */
  readonly #lawOf: Int32Array;
  /** Passage → article of the model, or −1. */
  readonly #articleOf: Int32Array;
  readonly #lawOfPassage: Uint16Array;
  readonly #headingOfPassage: Uint32Array;
  readonly #lawOfHeading: Uint32Array;
  readonly #wordingOf: Uint32Array;
  readonly #firstOf = new Map<string, number>();
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
    this.#lawOfHeading = new Uint32Array(table.headings.length);
    for (const { law, heading } of table.passages) this.#lawOfHeading[heading] = law;
    const places = new Map<string, number>();
    this.#wordingOf = Uint32Array.from(table.passages, ({ version }, at) => {
      const place = places.get(version) ?? places.size;
      if (place === places.size) {
        places.set(version, place);
        this.#firstOf.set(version, at);
      }
      return place;
    });
    this.wordings = [...places.keys()];
    this.#lengths = Float32Array.from(
      table.body.segments.flatMap(({ lengths }) => [...lengths]),
      (length) => Math.log(length + 10),
    );
    this.#rare = Math.min(...model.lawPriors, 0) - 2;
  }

  /** Number of the passage that holds an article of a wording; null: there is none. Of an article that occurs twice, the first. */
  passageOf(wording: string, key: string): number | null {
    const { passages } = this.#table;
    for (let at = this.#firstOf.get(wording) ?? passages.length; passages[at]?.version === wording; at += 1)
      if (passages[at]?.key === key) return at;
    return null;
  }

  /** The `most` likeliest passages with their features. `admitted`: of the wordings, by their places in `wordings`, those that may be found. */
  find(query: Query, most: number, admitted?: Uint8Array): Candidates {
    const { body, heading, laws, headings } = this.#table;
    const headingScores = new Float32Array(heading.documents);
    heading.score(query.pairs, headingScores, BM25);
    const asked = new Float32Array(this.#model.articles.length);
    this.#model.questions.score([...query.pairs, ...query.characters], asked, QUESTIONS);
    const ofModel = lawScores(this.#model, query.all);
    const ofLaw = Float32Array.from(laws, (_, law) => (this.#lawOf[law]! < 0 ? this.#rare : (ofModel[this.#lawOf[law]!] as number)));
    const bases = Float32Array.from(
      headings,
      (_, at) => FIRST.heading * (headingScores[at] as number) + FIRST.law * (ofLaw[this.#lawOfHeading[at]!] as number),
    );
    const weighed = [
      body.weigh(query.pairs, BM25),
      body.weigh(query.characters, { ...BM25, mostly: 0.25 }),
      body.weigh(expand(this.#model, query.all, EXPANSIONS), { ...BM25, mostly: 0.25 }),
    ] as const;
    const { likeliest, bestOfLaw } = this.#look({ weighed, bases, asked, most: most * 2, admitted });
    const seen = new Set<number>();
    const best = likeliest.filter(({ passage }) => {
      const { group } = this.#table.passages[passage]!;
      return seen.size < most && !seen.has(group) && seen.add(group);
    });
    return this.#describe(best, { headingScores, asked, ofLaw, bestOfLaw, most });
  }

  /** One segment of the table after the other, so that what is added up stays close to the processor. */
  #look({ weighed, bases, asked, most, admitted }: Looking): { likeliest: readonly Seen[]; bestOfLaw: Float32Array } {
    const { body, laws } = this.#table;
    const bestOfLaw = new Float32Array(laws.length);
    const top = new Likeliest(most, ROW);
    const row = new Float32Array(ROW);
    const sums = weighed.map(() => new Float32Array(Math.min(SEGMENT_DOCUMENTS, body.documents))) as [
      Float32Array,
      Float32Array,
      Float32Array,
    ];
    const [pairs, characters, expansions] = sums;
    let from = 0;
    for (const segment of body.segments) {
      const count = segment.documents;
      for (const [at, sum] of sums.entries()) {
        sum.fill(0, 0, count);
        body.scoreSegment(segment, weighed[at] as WeighedTerms, sum);
      }
      for (let at = 0; at < count; at += 1) {
        const passage = from + at;
        const law = this.#lawOfPassage[passage] as number;
        const pair = pairs[at] as number;
        if (pair > (bestOfLaw[law] as number)) bestOfLaw[law] = pair;
        const article = this.#articleOf[passage] as number;
        const score =
          pair +
          FIRST.characters * (characters[at] as number) +
          FIRST.expansions * (expansions[at] as number) +
          (bases[this.#headingOfPassage[passage] as number] as number) +
          (article < 0 ? 0 : FIRST.questions * (asked[article] as number));
        if (score < top.threshold || admitted?.[this.#wordingOf[passage] as number] === 0) continue;
        const before = at > 0 && this.#lawOfPassage[passage - 1] === law ? (pairs[at - 1] as number) : 0;
        const after = at + 1 < count && this.#lawOfPassage[passage + 1] === law ? (pairs[at + 1] as number) : 0;
        row[0] = score;
        row[1] = pair;
        row[2] = characters[at] as number;
        row[3] = expansions[at] as number;
        row[4] = (before + after) / 2;
        top.offer(passage, row);
      }
      from += count;
    }
    return { likeliest: top.ordered(), bestOfLaw };
  }

  #describe(best: readonly Seen[], { headingScores, asked, ofLaw, bestOfLaw, most }: Describing): Candidates {
    const features = new Float32Array(best.length * FEATURES.length);
    const highest = (of: (seen: Seen) => number): number => best.reduce((one, seen) => Math.max(one, of(seen)), 1e-6);
    const askedOf = ({ passage }: Seen): number => (this.#articleOf[passage]! < 0 ? 0 : (asked[this.#articleOf[passage]!] as number));
    const maxAsked = highest(askedOf);
    const [maxPairs, maxCharacters, maxExpansions] = [1, 2, 3].map((at) => highest(({ row }) => row[at] as number)) as [
      number,
      number,
      number,
    ];
    const firstBest = best[0]?.row[0] ?? 0;
    for (const [rank, seen] of best.entries()) {
      const { passage, row } = seen;
      const [first, pairs, characters, expansions, neighbours] = row as unknown as [number, number, number, number, number];
      const { level } = this.#table.passages[passage]!;
      const law = this.#lawOfPassage[passage] as number;
      const ofTable = this.#lawOf[law] as number;
      const article = this.#articleOf[passage] as number;
      const own = askedOf(seen);
      const values: number[] = [
        pairs,
        pairs - maxPairs,
        pairs / maxPairs,
        characters,
        characters / maxCharacters,
        headingScores[this.#headingOfPassage[passage]!]!,
        ofLaw[law]!,
        ofTable < 0 ? this.#rare : (this.#model.lawPriors[ofTable] as number),
        bestOfLaw[law]!,
        own,
        own / maxAsked,
        Math.log1p(own),
        own > 0 ? 1 : 0,
        article < 0 ? 0 : Math.log1p(this.#model.articles[article]!.questions),
        expansions,
        expansions / maxExpansions,
        neighbours,
        first,
        first - firstBest,
        firstBest === 0 ? 0 : first / Math.abs(firstBest),
        rank / most,
        this.#lengths[passage]!,
        level === "constitution" ? 1 : 0,
        level === "law" ? 1 : 0,
        level === "regulation" ? 1 : 0,
        level === "interpretation" ? 1 : 0,
        level === "case" ? 1 : 0,
      ];
      features.set(values, rank * FEATURES.length);
    }
    return { passages: Uint32Array.from(best, ({ passage }) => passage), features };
  }
}

/** Numbers that the first look keeps of a passage: its score, what pairs, characters and expansions gave, and the pairs of the articles beside it. */
const ROW = 5;

interface Seen {
  readonly passage: number;
  readonly row: Float32Array;
}

interface Looking {
  readonly weighed: readonly [WeighedTerms, WeighedTerms, WeighedTerms];
  /** What each heading brings its passages. */
  readonly bases: Float32Array;
  readonly asked: Float32Array;
  readonly most: number;
  readonly admitted: Uint8Array | undefined;
}

interface Describing {
  readonly headingScores: Float32Array;
  readonly asked: Float32Array;
  readonly ofLaw: Float32Array;
  readonly bestOfLaw: Float32Array;
  readonly most: number;
}
