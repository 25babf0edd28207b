import { SEGMENT_DOCUMENTS, type TextIndex, type WeighedTerms } from "@yuejian/text";
import { describePassages, type PlacesSeen, ROW, type Seen } from "./features.ts";
import { Likeliest } from "./likeliest.ts";
import type { PassageTable } from "./passages.ts";
import type { Query } from "./query.ts";
import { type Classes, classScores, expand, partOf, type QuestionModel, unseenScore } from "./question-model.ts";

const BM25 = { k1: 1.4, b: 0.75 } as const;
const QUESTIONS = { k1: 1.2, b: 0.4 } as const;
const EXPANSIONS = 60;
/** A character, or what a question expands to, says little where it stands in more than this share of the passages; a character also where it stands in
 *  more than so many, which would take long to add up. In few passages, and for queries without pairs, all count. */
const COMMON = 0.25;
const [FEW, MANY] = [2000, 50_000];
/** Weights of the first look, which only chooses whom the ranker sees. */
const FIRST = { characters: 1, heading: 0.7, law: 3, questions: 0.5, expansions: 0.7 } as const;

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
  /** Law of the table → law of the model, heading of the table → part and chapter of the model; −1: it never occurred. */
  readonly #lawOf: Int32Array;
  readonly #partOf: Int32Array;
  readonly #chapterOf: Int32Array;
  /** Passage → article of the model, or −1; and the passages that have one, by segment. */
  readonly #articleOf: Int32Array;
  readonly #askedOfSegment: readonly Uint32Array[];
  readonly #lawOfPassage: Uint32Array;
  readonly #headingOfPassage: Uint32Array;
  readonly #lawOfHeading: Uint32Array;
  readonly #wordingOf: Uint32Array;
  readonly #firstOf = new Map<string, number>();
  /** Share of the passages in which a character may stand that counts. */
  readonly #common: number;
  readonly #lengths: Float32Array;
  readonly #timesCited: Uint32Array;

  constructor(table: PassageTable, model: QuestionModel) {
    this.#table = table;
    this.#model = model;
    this.#lawOf = numbersOf(table.laws, model.laws);
    this.#partOf = numbersOf(table.headings.map(partOf), model.parts);
    this.#chapterOf = numbersOf(table.headings, model.chapters);
    const articles = new Map(model.articles.map(({ law, key }, at) => [`${law} ${key}`, at]));
    this.#articleOf = Int32Array.from(table.passages, ({ law, key }) =>
      this.#lawOf[law]! < 0 ? -1 : (articles.get(`${this.#lawOf[law]} ${key}`) ?? -1),
    );
    this.#askedOfSegment = bySegment(table.body, this.#articleOf);
    this.#lawOfPassage = Uint32Array.from(table.passages, ({ law }) => law);
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
    const { documents } = table.body;
    this.#common = Math.max(FEW, Math.min(COMMON * documents, MANY)) / Math.max(1, documents);
    this.#timesCited = new Uint32Array(table.passages.reduce((most, { group }) => Math.max(most, group), -1) + 1);
    for (const group of table.citations.groups) this.#timesCited[group]! += 1;
    this.#lengths = new Float32Array(table.body.documents);
    let from = 0;
    for (const { lengths } of table.body.segments) {
      for (let at = 0; at < lengths.length; at += 1) this.#lengths[from + at] = Math.log((lengths[at] as number) + 10);
      from += lengths.length;
    }
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
    const { body, heading, passages, citations } = this.#table;
    const headings = new Float32Array(heading.documents);
    heading.score(query.pairs, headings, BM25);
    const asked = new Float32Array(this.#model.articles.length);
    this.#model.questions.score([...query.pairs, ...query.characters], asked, QUESTIONS);
    const laws = seen(this.#model.laws, this.#lawOf, query);
    const weighed: Looking["weighed"] = [
      body.weigh(query.pairs, BM25),
      body.weigh(query.characters, { ...BM25, mostly: query.pairs.length === 0 ? 1 : this.#common }),
      body.weigh(expand(this.#model, query.all, EXPANSIONS), { ...BM25, mostly: COMMON }),
    ];
    const bases = new Float32Array(headings.length);
    for (let at = 0; at < bases.length; at += 1)
      bases[at] = FIRST.heading * (headings[at] as number) + FIRST.law * laws.score(this.#lawOfHeading[at] as number);
    const groups = new Set<number>();
    const best = this.#look({ weighed, bases, asked, most: most * 2, admitted }).filter(({ passage }) => {
      const { group } = passages[passage]!;
      return groups.size < most && !groups.has(group) && groups.add(group);
    });
    const features = describePassages(best, most, {
      passages,
      citations,
      timesCited: this.#timesCited,
      lengths: this.#lengths,
      queryPairs: query.pairs.length,
      headings,
      laws,
      parts: seen(this.#model.parts, this.#partOf, query),
      chapters: seen(this.#model.chapters, this.#chapterOf, query),
      articleOf: this.#articleOf,
      articles: this.#model.articles,
      asked,
    });
    return { passages: Uint32Array.from(best, ({ passage }) => passage), features };
  }

  /** One segment of the table after the other, so that what is added up stays close to the processor. */
  #look({ weighed, bases, asked, most, admitted }: Looking): readonly Seen[] {
    const { body } = this.#table;
    const top = new Likeliest(most, ROW);
    const row = new Float32Array(ROW);
    const room = Math.min(SEGMENT_DOCUMENTS, body.documents);
    // One place more, for the neighbour that is not there.
    const sums = [new Float32Array(room + 1), new Float32Array(room + 1), new Float32Array(room + 1)] as const;
    const none = room;
    const [pairs, characters, expansions] = sums;
    let from = 0;
    const offer = (at: number, score: number): void => {
      const passage = from + at;
      if (admitted?.[this.#wordingOf[passage] as number] === 0) return;
      const law = this.#lawOfPassage[passage];
      const before = at > 0 && this.#lawOfPassage[passage - 1] === law ? at - 1 : none;
      const after = at + 1 < room && this.#lawOfPassage[passage + 1] === law ? at + 1 : none;
      row[0] = score;
      row[1] = pairs[at] as number;
      row[2] = characters[at] as number;
      row[3] = expansions[at] as number;
      row[4] = ((pairs[before] as number) + (pairs[after] as number)) / 2;
      row[5] = ((expansions[before] as number) + (expansions[after] as number)) / 2;
      top.offer(passage, row);
    };
    const headingOf = this.#headingOfPassage;
    const scoreOf = (at: number): number =>
      (pairs[at] as number) +
      FIRST.characters * (characters[at] as number) +
      FIRST.expansions * (expansions[at] as number) +
      (bases[headingOf[from + at] as number] as number);
    for (const [number, segment] of body.segments.entries()) {
      for (const [at, sum] of sums.entries()) {
        sum.fill(0);
        body.scoreSegment(segment, weighed[at] as WeighedTerms, sum);
      }
      for (const passage of this.#askedOfSegment[number] as Uint32Array) {
        const score = scoreOf(passage - from) + FIRST.questions * (asked[this.#articleOf[passage]!] as number);
        if (score >= top.threshold) offer(passage - from, score);
      }
      for (let at = 0; at < segment.documents; at += 1) {
        const score = scoreOf(at);
        if (score >= top.threshold && (this.#articleOf[from + at] as number) < 0) offer(at, score);
      }
      from += segment.documents;
    }
    return top.ordered();
  }
}

interface Looking {
  readonly weighed: readonly [pairs: WeighedTerms, characters: WeighedTerms, expansions: WeighedTerms];
  /** What each heading brings its passages. */
  readonly bases: Float32Array;
  /** By article of the model. */
  readonly asked: Float32Array;
  readonly most: number;
  readonly admitted: Uint8Array | undefined;
}

/** Places in the model's classes; −1: not there. */
function numbersOf(names: readonly string[], classes: Classes): Int32Array {
  const known = new Map(classes.names.map((name, at) => [name, at]));
  return Int32Array.from(names, (name) => known.get(name) ?? -1);
}

function seen(classes: Classes, numbers: Int32Array, query: Query): PlacesSeen {
  const own = classScores(classes, query.all);
  const unseen = unseenScore(classes);
  const score = (at: number): number => (numbers[at]! < 0 ? unseen : (own[numbers[at]!] as number));
  return {
    score,
    prior: (at) => (numbers[at]! < 0 ? unseen : (classes.priors[numbers[at]!] as number)),
    likelier(at) {
      const than = score(at);
      return own.reduce((count, other) => (other > than ? count + 1 : count), 0);
    },
  };
}

/** Passages that an article of the model is, by segment. */
function bySegment({ segments }: TextIndex, articleOf: Int32Array): Uint32Array[] {
  let from = 0;
  return segments.map(({ documents }) => {
    const own: number[] = [];
    for (let at = from; at < from + documents; at += 1) if ((articleOf[at] as number) >= 0) own.push(at);
    from += documents;
    return Uint32Array.from(own);
  });
}
