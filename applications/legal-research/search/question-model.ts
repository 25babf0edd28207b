import type { TermKey, TextIndex, WeightedTerm } from "@yuejian/text";

/** What was learned from questions whose articles are known. It holds no question: only how terms weigh. */
export interface QuestionModel {
  /** Names of laws that occurred, without the state's. */
  readonly laws: readonly string[];
  /** log of the share of each law before a question is looked at. */
  readonly lawPriors: readonly number[];
  /** Of the classifier: bias by law, and term → weights by law. */
  readonly lawBiases: readonly number[];
  readonly lawWeights: ReadonlyMap<TermKey, Float32Array>;
  /** Term of a question → terms of the articles that answer it. */
  readonly expansions: ReadonlyMap<TermKey, readonly WeightedTerm[]>;
  /** Articles that occurred (law of `laws`, key) and, under the same numbers, the terms of their questions. */
  readonly articles: readonly { readonly law: number; readonly key: string; readonly questions: number }[];
  readonly questions: TextIndex;
  readonly ranker: Ranker;
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

const FLOOR = 0.1;

/** log of the probability of each law of the model for a question. */
export function lawScores(
  model: Pick<QuestionModel, "laws" | "lawPriors" | "lawBiases" | "lawWeights">,
  terms: ReadonlySet<TermKey>,
): Float32Array {
  const scores = Float32Array.from(model.lawBiases);
  const scale = 1 / Math.sqrt(Math.max(1, terms.size));
  for (const term of terms) {
    const weights = model.lawWeights.get(term);
    if (weights) for (let law = 0; law < scores.length; law += 1) scores[law]! += (weights[law] as number) * scale;
  }
  const most = scores.reduce((one, other) => Math.max(one, other), Number.NEGATIVE_INFINITY);
  let sum = 0;
  for (let law = 0; law < scores.length; law += 1) sum += scores[law] = Math.exp((scores[law] as number) - most);
  for (let law = 0; law < scores.length; law += 1)
    scores[law] = Math.log((1 - FLOOR) * ((scores[law] as number) / sum) + FLOOR * Math.exp(model.lawPriors[law] as number));
  return scores;
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

export function rankerScore({ hidden, weights, means, scales }: Ranker, features: Float32Array, at: number): number {
  const count = means.length;
  let score = 0;
  for (let unit = 0; unit < hidden; unit += 1) {
    let sum = weights[count * hidden + unit] as number;
    for (let feature = 0; feature < count; feature += 1)
      sum +=
        (((features[at + feature] as number) - (means[feature] as number)) / (scales[feature] as number)) *
        (weights[feature * hidden + unit] as number);
    score += Math.tanh(sum) * (weights[(count + 1) * hidden + unit] as number);
  }
  return score;
}
