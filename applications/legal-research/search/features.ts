import type { Passage, PassageCitations } from "./passages.ts";
import type { KnownArticle } from "./question-model.ts";

/** What speaks for a passage, in the order in which the ranker takes it. */
export const FEATURES = [
  "pairs",
  "pairs-behind-best",
  "pairs-of-best",
  "characters",
  "characters-of-best",
  "heading",
  "law",
  "law-prior",
  "law-rank",
  "law-best",
  "law-leading",
  "part",
  "part-prior",
  "chapter",
  "chapter-prior",
  "chapter-best",
  "chapter-first",
  "chapter-questions",
  "questions",
  "questions-of-best",
  "questions-log",
  "has-questions",
  "articles-questions",
  "questions-beside",
  "questions-near",
  "answers-beside",
  "answers-beside-of-best",
  "citing-first",
  "cited-first",
  "citing-questions",
  "cited-questions",
  "times-cited",
  "expansions",
  "expansions-of-best",
  "neighbours",
  "neighbours-expansions",
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
  "query-pairs",
] as const;

/** Numbers that the first look keeps of a passage: its score, what pairs, characters and expansions gave, and pairs and expansions of the articles beside it. */
export const ROW = 6;

type Row = readonly [
  first: number,
  pairs: number,
  characters: number,
  expansions: number,
  neighbours: number,
  neighboursExpansions: number,
];

export interface Seen {
  readonly passage: number;
  readonly row: Float32Array;
}

/** What is known of a query and a table before single passages are looked at; by number of passage, heading or law where not said otherwise. */
export interface Known {
  readonly passages: readonly Passage[];
  readonly citations: PassageCitations;
  /** Passages that cite it, by group. */
  readonly timesCited: Uint32Array;
  readonly lengths: Float32Array;
  /** Pairs of the query. */
  readonly queryPairs: number;
  /** Of the headings. */
  readonly headings: Float32Array;
  readonly laws: PlacesSeen;
  readonly parts: PlacesSeen;
  readonly chapters: PlacesSeen;
  /** Article of the model that a passage is; −1: none. */
  readonly articleOf: Int32Array;
  readonly articles: readonly KnownArticle[];
  /** How well an article's earlier questions fit, by article of the model. */
  readonly asked: Float32Array;
}

/** How likely a kind of place is for the query and before it, by law or heading. */
export interface PlacesSeen {
  score(at: number): number;
  prior(at: number): number;
  /** How many places of the model are likelier. */
  likelier(at: number): number;
}

/** Passages that stand beside each other are near to this distance. */
const NEAR = 3;
/** Of a chapter so many of its likeliest passages tell how likely it is. */
const CHAPTER_FIRST = 3;
/** Of all passages so many of the likeliest tell which laws and which other answers are likely. */
const [LAW_FIRST, ANSWERS_FIRST] = [100, 60];
/** How fast what answers beside a passage loses weight behind the likeliest. */
const ANSWERS_SCALE = 8;
/** Behind the likeliest, of what is not among the likely ones. */
const FAR_BEHIND = -40;

/** `FEATURES` of each passage, one after the other. `best`: the likeliest by the first look first. */
export function describePassages(best: readonly Seen[], most: number, known: Known): Float32Array {
  const { passages, articles, articleOf, asked, headings, laws, parts, chapters } = known;
  const features = new Float32Array(best.length * FEATURES.length);
  const highest = (of: (seen: Seen) => number): number => best.reduce((one, seen) => Math.max(one, of(seen)), 1e-6);
  const askedOf = (passage: number): number => ((articleOf[passage] ?? -1) < 0 ? 0 : (asked[articleOf[passage]!] as number));
  const maxAsked = asked.reduce((one, other) => Math.max(one, other), 1e-6);
  const [maxPairs, maxCharacters, maxExpansions] = [1, 2, 3].map((at) => highest(({ row }) => row[at] as number)) as [
    number,
    number,
    number,
  ];
  const firstBest = best[0]?.row[0] ?? 0;
  const around = surroundings(best, known, askedOf);
  const maxBeside = around.beside.reduce((one, other) => Math.max(one, other), 1e-6);
  const nothing = { first: FAR_BEHIND, asked: 0 };
  for (const [rank, { passage, row }] of best.entries()) {
    const [first, pairs, characters, expansions, neighbours, neighboursExpansions] = row as unknown as Row;
    const { law, heading, level, group } = passages[passage]!;
    const chapter = around.chapters.get(heading)!;
    const article = articleOf[passage] as number;
    const own = askedOf(passage);
    const beside = article < 0 ? 0 : (around.beside[article] as number);
    const askedAt = (distance: number): number =>
      Math.max(
        passages[passage - distance]?.law === law ? askedOf(passage - distance) : 0,
        passages[passage + distance]?.law === law ? askedOf(passage + distance) : 0,
      );
    let near = 0;
    for (let distance = 2; distance <= NEAR; distance += 1) near = Math.max(near, askedAt(distance));
    const citing = around.citing[rank] as Linked;
    const cited = around.cited.get(group) ?? nothing;
    const values: number[] = [
      pairs,
      pairs - maxPairs,
      pairs / maxPairs,
      characters,
      characters / maxCharacters,
      headings[heading]!,
      laws.score(law),
      laws.prior(law),
      Math.log1p(laws.likelier(law)),
      around.pairsOfLaw.get(law)!,
      Math.log1p(around.leading.get(law) ?? 0),
      parts.score(heading),
      parts.prior(heading),
      chapters.score(heading),
      chapters.prior(heading),
      chapter.pairs,
      chapter.first / chapter.count - firstBest,
      chapter.asked / maxAsked,
      own,
      own / maxAsked,
      Math.log1p(own),
      own > 0 ? 1 : 0,
      article < 0 ? 0 : Math.log1p(articles[article]!.questions),
      askedAt(1) / maxAsked,
      near / maxAsked,
      beside,
      beside / maxBeside,
      citing.first,
      cited.first,
      citing.asked,
      cited.asked,
      Math.log1p(known.timesCited[group]!),
      expansions,
      expansions / maxExpansions,
      neighbours,
      neighboursExpansions,
      first,
      first - firstBest,
      firstBest === 0 ? 0 : first / Math.abs(firstBest),
      rank / most,
      known.lengths[passage]!,
      level === "constitution" ? 1 : 0,
      level === "law" ? 1 : 0,
      level === "regulation" ? 1 : 0,
      level === "interpretation" ? 1 : 0,
      level === "case" ? 1 : 0,
      known.queryPairs,
    ];
    features.set(values, rank * FEATURES.length);
  }
  return features;
}

/** The best that a citation leads to: how far behind the likeliest, and how well its questions fit. */
interface Linked {
  first: number;
  asked: number;
}

interface Surroundings {
  readonly pairsOfLaw: ReadonlyMap<number, number>;
  /** Passages of each law among the first. */
  readonly leading: ReadonlyMap<number, number>;
  readonly chapters: ReadonlyMap<
    number,
    { readonly pairs: number; readonly asked: number; readonly first: number; readonly count: number }
  >;
  /** By article of the model: how often it answers beside the likeliest. */
  readonly beside: Float32Array;
  /** Of what a passage cites, by its rank; of what cites it, by group. */
  readonly citing: readonly Linked[];
  readonly cited: ReadonlyMap<number, Linked>;
}

/** What the likely passages say of each other: in their laws, in their chapters, by citations, by what they answered together. */
function surroundings(best: readonly Seen[], known: Known, askedOf: (passage: number) => number): Surroundings {
  const { passages, citations, articles, articleOf } = known;
  const firstBest = best[0]?.row[0] ?? 0;
  const [pairsOfLaw, leading] = [new Map<number, number>(), new Map<number, number>()];
  const chapters = new Map<number, { pairs: number; asked: number; first: number; count: number }>();
  const beside = new Float32Array(articles.length);
  const rankOf = new Map(best.map(({ passage }, rank) => [passages[passage]!.group, rank]));
  const citing = best.map((): Linked => ({ first: FAR_BEHIND, asked: 0 }));
  const cited = new Map<number, Linked>();
  const link = (to: Linked, { passage, row }: Seen): void => {
    to.first = Math.max(to.first, (row[0] as number) - firstBest);
    to.asked = Math.max(to.asked, askedOf(passage));
  };
  for (const [rank, one] of best.entries()) {
    const { passage, row } = one;
    const { law, heading } = passages[passage]!;
    const [first, pairs] = row as unknown as readonly [number, number];
    pairsOfLaw.set(law, Math.max(pairsOfLaw.get(law) ?? 0, pairs));
    if (rank < LAW_FIRST) leading.set(law, (leading.get(law) ?? 0) + 1);
    const chapter = chapters.get(heading) ?? { pairs: 0, asked: 0, first: 0, count: 0 };
    chapter.pairs = Math.max(chapter.pairs, pairs);
    chapter.asked = Math.max(chapter.asked, askedOf(passage));
    if (chapter.count < CHAPTER_FIRST) {
      chapter.first += first;
      chapter.count += 1;
    }
    chapters.set(heading, chapter);
    const article = articles[articleOf[passage] as number];
    if (article && rank < ANSWERS_FIRST)
      for (const [other, times] of article.beside)
        beside[other]! += (Math.exp((first - firstBest) / ANSWERS_SCALE) * times) / (article.questions + 1);
    for (let at = citations.offsets[passage] as number; at < (citations.offsets[passage + 1] as number); at += 1) {
      const group = citations.groups[at] as number;
      const target = rankOf.get(group);
      if (target !== undefined) link(citing[rank] as Linked, best[target] as Seen);
      const to = cited.get(group) ?? { first: FAR_BEHIND, asked: 0 };
      link(to, one);
      cited.set(group, to);
    }
  }
  return { pairsOfLaw, leading, chapters, beside, citing, cited };
}
