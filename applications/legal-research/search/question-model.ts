import type { TermKey, TextIndex, WeightedTerm } from "@yuejian/text";

/** What was learned from questions whose articles are known. It holds no question: only how terms weigh. */
export interface QuestionModel {
  /** Which law answers, by its name without the state's. */
  readonly laws: Classes;
  /** Which part of it (see `partOf`), and which headings, folded. */
  readonly parts: Classes;
  readonly chapters: Classes;
  /** Term of a question → terms of the articles that answer it. */
  readonly expansions: ReadonlyMap<TermKey, readonly WeightedTerm[]>;
  /** Articles that occurred and, under the same numbers, the terms of their questions. */
  readonly articles: readonly KnownArticle[];
  readonly questions: TextIndex;
  readonly ranker: Ranker;
}

export interface KnownArticle {
  /** Of `laws`. */
  readonly law: number;
  readonly key: string;
  /** How many it answered. */
  readonly questions: number;
  /** Articles that answered beside it, and how often. */
  readonly beside: readonly (readonly [article: number, times: number])[];
}

/** Places where answers stand, as softmax regression over the terms of a question. */
export interface Classes {
  readonly names: readonly string[];
  /** log of the share of each before a question is looked at; also where the regression begins. */
  readonly priors: readonly number[];
  readonly weights: ReadonlyMap<TermKey, Float32Array>;
}

/** Features → one hidden layer → score. */
export interface Ranker {
  readonly features: readonly string[];
  readonly means: Float32Array;
  readonly scales: Float32Array;
  readonly hidden: number;
  /** features × hidden, then hidden biases, then hidden weights. */
  readonly weights: Float32Array;
}

/** The part of a law to which headings (a line each, the law's name first) belong: its name and the highest division. */
export function partOf(headings: string): string {
  return headings.split("\n", 2).join("\n");
}

const FLOOR = 0.1;

/** log of the probability of each class for a question. */
export function classScores({ priors, weights }: Classes, terms: ReadonlySet<TermKey>): Float32Array {
  const scores = Float32Array.from(priors);
  const scale = 1 / Math.sqrt(Math.max(1, terms.size));
  for (const term of terms) {
    const own = weights.get(term);
    if (own) for (let at = 0; at < scores.length; at += 1) scores[at]! += (own[at] as number) * scale;
  }
  const most = scores.reduce((one, other) => Math.max(one, other), Number.NEGATIVE_INFINITY);
  let sum = 0;
  for (let at = 0; at < scores.length; at += 1) sum += scores[at] = Math.exp((scores[at] as number) - most);
  for (let at = 0; at < scores.length; at += 1)
    scores[at] = Math.log((1 - FLOOR) * ((scores[at] as number) / sum) + FLOOR * Math.exp(priors[at] as number));
  return scores;
}

/** What counts for a class that never occurred. */
export function unseenScore({ priors }: Classes): number {
  return Math.min(...priors, 0) - 2;
}

/** Terms that articles about this use, the heaviest first, their weights of unit length. */
export function expand({ expansions }: Pick<QuestionModel, "expansions">, terms: ReadonlySet<TermKey>, most: number): WeightedTerm[] {
  const sums = new Map<TermKey, number>();
  for (const term of terms)
    for (const { term: other, weight } of expansions.get(term) ?? []) sums.set(other, (sums.get(other) ?? 0) + weight);
  const heaviest = [...sums].sort((one, other) => other[1] - one[1]).slice(0, most);
  const norm = Math.sqrt(heaviest.reduce((sum, [, weight]) => sum + weight * weight, 0));
  return heaviest.map(([term, weight]) => ({ term, weight: weight / norm }));
}

/** tanh at the steps from −`REACH` to `REACH`; between them a straight line, which is off by less than 10⁻⁵. */
const REACH = 8;
const STEPS = 256;
const TANH = Float32Array.from({ length: 2 * REACH * STEPS + 2 }, (_, at) => Math.tanh(at / STEPS - REACH));

function activation(value: number): number {
  if (value >= REACH) return 1;
  if (value <= -REACH) return -1;
  const place = (value + REACH) * STEPS;
  const at = place | 0;
  const low = TANH[at] as number;
  return low + ((TANH[at + 1] as number) - low) * (place - at);
}

/** A score for each row of features, one after the other. */
export function rankerScores({ hidden, weights, means, scales }: Ranker, features: Float32Array): Float64Array {
  const count = means.length;
  const scores = new Float64Array(count === 0 ? 0 : features.length / count);
  const sums = new Float32Array(hidden);
  const [biases, tops] = [count * hidden, (count + 1) * hidden];
  for (let row = 0; row < scores.length; row += 1) {
    for (let unit = 0; unit < hidden; unit += 1) sums[unit] = weights[biases + unit] as number;
    for (let feature = 0; feature < count; feature += 1) {
      const value = ((features[row * count + feature] as number) - (means[feature] as number)) / (scales[feature] as number);
      const base = feature * hidden;
      for (let unit = 0; unit < hidden; unit += 1) sums[unit]! += value * (weights[base + unit] as number);
    }
    let score = 0;
    for (let unit = 0; unit < hidden; unit += 1) score += activation(sums[unit] as number) * (weights[tops + unit] as number);
    scores[row] = score;
  }
  return scores;
}
