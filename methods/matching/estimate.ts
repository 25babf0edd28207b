import { type Comparison, patternParts } from "./comparison.ts";

/** Pairs by pattern. */
export type PatternCounts = ReadonlyMap<number, number>;

/** Shares of the levels of each comparison, among pairs that have something to compare there. */
export type LevelShares = readonly (readonly number[])[];

/** What was estimated: three kinds of pairs. *Matches* are one person (or firm, or parcel). *Relatives* are two that share an address, a telephone,
 *  a surname, but nothing personal: without them everyone in a house would be one. *Others* have nothing to do with each other. */
export interface Estimate {
  /** Shares of matches and of relatives among all pairs of records. */
  readonly prior: number;
  readonly priorOfRelatives: number;
  readonly matches: LevelShares;
  readonly relatives: LevelShares;
  readonly others: LevelShares;
  /** Matches expected among the candidates. */
  readonly expectedMatches: number;
  readonly rounds: number;
}

export interface EstimateInput {
  readonly comparisons: readonly Comparison[];
  /** Patterns of the candidate pairs: all pairs that a rule brought together. */
  readonly candidates: PatternCounts;
  /** Patterns of pairs drawn at random. */
  readonly random: PatternCounts;
  /** All pairs that could be formed. */
  readonly pairs: number;
}

const ROUNDS = 300;
const SETTLED = 1e-5;
/** Shares from which the estimation starts: it needs a start, not a truth. */
const START_SAME = 0.9;
const START_SHARED = 0.5;
/** Relatives are told apart only where so many comparisons say something personal. */
const LEAST_PERSONAL = 2;

/** Fellegi–Sunter parameters: those of other pairs from pairs drawn at random, those of matches and relatives and their shares by expectation
 *  maximisation over the candidates, where every pair that no rule found counts as neither. */
export function estimate({ comparisons, candidates, random, pairs }: EstimateInput): Estimate {
  const others = sharesOf(comparisons, counted(random, comparisons), () => 1);
  const patterns = counted(candidates, comparisons);
  const all = patterns.reduce((sum, { count }) => sum + count, 0);
  const hasRelatives = comparisons.filter(({ levels }) => levels.some(({ isPersonal }) => isPersonal)).length >= LEAST_PERSONAL;
  let matches: LevelShares = comparisons.map((comparison) => capped(startOf(comparison.levels.length, START_SAME), comparison));
  let relatives: LevelShares = comparisons.map((comparison, at) =>
    pinned(startOf(comparison.levels.length, START_SHARED), comparison, others[at] ?? []),
  );
  let [expectedMatches, expectedRelatives] = [Math.max(1, 0.05 * all), hasRelatives ? Math.max(1, 0.01 * all) : 0];
  let rounds = 0;
  for (; rounds < ROUNDS; rounds++) {
    const [prior, priorOfRelatives] = [Math.min(0.4, expectedMatches / pairs), Math.min(0.4, expectedRelatives / pairs)];
    const rest = 1 - prior - priorOfRelatives;
    for (const pattern of patterns) {
      const [one, two, three] = [
        prior * likelihood(pattern.parts, matches),
        priorOfRelatives * likelihood(pattern.parts, relatives),
        rest * likelihood(pattern.parts, others),
      ];
      pattern.match = one / (one + two + three);
      pattern.relative = two / (one + two + three);
    }
    const [sum, ofRelatives] = patterns.reduce(
      ([so, far], { count, match, relative }) => [so + count * match, far + count * relative],
      [0, 0],
    );
    const nextMatches = sharesOf(comparisons, patterns, ({ match }) => match).map((shares, at) => capped(shares, comparisons[at]));
    const nextRelatives = sharesOf(comparisons, patterns, ({ relative }) => relative).map((shares, at) =>
      pinned(shares, comparisons[at], others[at] ?? []),
    );
    const change = Math.max(Math.abs(sum - expectedMatches) / Math.max(1, expectedMatches), largestChange(matches, nextMatches));
    [matches, relatives] = [nextMatches, nextRelatives];
    [expectedMatches, expectedRelatives] = [Math.max(sum, 1e-3), hasRelatives ? Math.max(ofRelatives, 1e-3) : 0];
    if (change < SETTLED) break;
  }
  return {
    prior: Math.min(0.4, expectedMatches / pairs),
    priorOfRelatives: Math.min(0.4, expectedRelatives / pairs),
    matches,
    relatives,
    others,
    expectedMatches,
    rounds,
  };
}

/** Records of which one has a twin, and pairs of relatives for a record, where the data do not tell. */
const ASSUMED_TWINS = 1 / 1_000;
const ASSUMED_RELATIVES = 1;

/** What is assumed where there are too few matches to learn from: the shares from which the estimation starts, beside those of random pairs, which are
 *  always known. Numbers decide nearly everything then, and what people share stays what relatives share. */
export function assume(comparisons: readonly Comparison[], others: LevelShares, records: number): Estimate {
  const pairs = Math.max(1, (records * (records - 1)) / 2);
  return {
    prior: Math.min(0.4, (ASSUMED_TWINS * records) / pairs),
    priorOfRelatives: Math.min(0.4, (ASSUMED_RELATIVES * records) / pairs),
    matches: comparisons.map((comparison) => capped(startOf(comparison.levels.length, START_SAME), comparison)),
    relatives: comparisons.map((comparison, at) => pinned(startOf(comparison.levels.length, START_SHARED), comparison, others[at] ?? [])),
    others,
    expectedMatches: 0,
    rounds: 0,
  };
}

interface Counted {
  readonly count: number;
  readonly parts: readonly number[];
  /** Chances that a pair of this pattern is a match, and a pair of relatives. */
  match: number;
  relative: number;
}

const counted = (counts: PatternCounts, comparisons: readonly Comparison[]): Counted[] =>
  [...counts].map(([pattern, count]) => ({ count, parts: patternParts(pattern, comparisons), match: 0, relative: 0 }));

function startOf(levels: number, same: number): number[] {
  const rest = (1 - same) / Math.max(1, levels - 1);
  return Array.from({ length: levels }, (_, at) => (at === 0 ? same : rest));
}

function likelihood(parts: readonly number[], shares: LevelShares): number {
  let product = 1;
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at] ?? 0;
    if (part > 0) product *= shares[at]?.[part - 1] ?? 1;
  }
  return product;
}

function sharesOf(comparisons: readonly Comparison[], patterns: readonly Counted[], weight: (pattern: Counted) => number): number[][] {
  const sums = comparisons.map(({ levels }) => levels.map(() => 0));
  for (const pattern of patterns) {
    const share = pattern.count * weight(pattern);
    for (const [at, part] of pattern.parts.entries()) {
      const levels = sums[at];
      if (part > 0 && levels) levels[part - 1] = (levels[part - 1] ?? 0) + share;
    }
  }
  return sums.map(smoothed);
}

/** Shares that are never nought: half a pair is added to each level. */
function smoothed(counts: readonly number[]): number[] {
  const sum = counts.reduce((so, count) => so + count, 0) + 0.5 * counts.length;
  return counts.map((count) => (count + 0.5) / sum);
}

/** Shares within what is known of matches beforehand; what is cut off goes to the other levels. */
function capped(shares: readonly number[], comparison: Comparison | undefined): number[] {
  const most = comparison?.levels.map(({ mostAmongMatches }) => mostAmongMatches) ?? [];
  const cut = shares.map((share, at) => Math.min(share, most[at] ?? share));
  const free = cut.reduce((sum, share, at) => (most[at] === undefined ? sum + share : sum), 0);
  const wanted = 1 - cut.reduce((sum, share, at) => (most[at] === undefined ? sum : sum + share), 0);
  return cut.map((share, at) => (most[at] === undefined && free > 0 ? (share * wanted) / free : share));
}

/** Relatives agree on what is personal as often as anybody; the other levels share the rest as estimated. */
function pinned(shares: readonly number[], comparison: Comparison | undefined, others: readonly number[]): number[] {
  const levels = comparison?.levels ?? [];
  const free = shares.reduce((sum, share, at) => (levels[at]?.isPersonal ? sum : sum + share), 0);
  const rest = 1 - others.reduce((sum, share, at) => (levels[at]?.isPersonal ? sum + share : sum), 0);
  return shares.map((share, at) => (levels[at]?.isPersonal ? (others[at] ?? share) : free > 0 ? (share * rest) / free : share));
}

function largestChange(before: LevelShares, after: LevelShares): number {
  let largest = 0;
  for (const [at, shares] of after.entries())
    for (const [level, share] of shares.entries()) largest = Math.max(largest, Math.abs(share - (before[at]?.[level] ?? 0)));
  return largest;
}

/** Probability that goes with the natural logarithm of odds. */
export function probabilityOf(odds: number): number {
  return odds > 0 ? 1 / (1 + Math.exp(-odds)) : Math.exp(odds) / (1 + Math.exp(odds));
}

/** Natural logarithms of the parts that a pair's level contributes to the likelihoods of the three kinds; index 0 is «nothing to compare». Where the
 *  rarity of the value counts, it stands in for the average share of others (and of relatives, where the level is personal), and the pair itself
 *  brings it in. */
export interface LevelLogs {
  readonly matches: readonly number[];
  readonly relatives: readonly number[];
  readonly others: readonly number[];
}

export function levelLogs(comparisons: readonly Comparison[], { matches, relatives, others }: Estimate): LevelLogs[] {
  return comparisons.map(({ levels }, at) => {
    const log = (shares: LevelShares, level: number): number => Math.log(shares[at]?.[level] ?? 1);
    return {
      matches: [0, ...levels.map((_, level) => log(matches, level))],
      relatives: [0, ...levels.map(({ rarity, isPersonal }, level) => (rarity !== undefined && isPersonal ? 0 : log(relatives, level)))],
      others: [0, ...levels.map(({ rarity }, level) => (rarity === undefined ? log(others, level) : 0))],
    };
  });
}

/** Rarity of a pair: natural logarithms of how seldom the values occur that it agrees on, personal ones apart. */
export interface PairRarity {
  readonly personal: number;
  readonly shared: number;
}

/** Natural logarithm of the odds that a pair is a match. */
export function oddsOf(
  parts: readonly number[],
  logs: readonly LevelLogs[],
  { prior, priorOfRelatives, rarity }: { prior: number; priorOfRelatives: number; rarity: PairRarity },
): number {
  const sum = (of: keyof LevelLogs): number => parts.reduce((so, part, at) => so + (logs[at]?.[of][part] ?? 0), 0);
  const other = Math.log(1 - prior - priorOfRelatives) + sum("others") - rarity.personal - rarity.shared;
  const relative = Math.log(Math.max(priorOfRelatives, 1e-300)) + sum("relatives") - rarity.personal;
  const most = Math.max(other, relative);
  return Math.log(prior) + sum("matches") - (most + Math.log1p(Math.exp(Math.min(other, relative) - most)));
}
