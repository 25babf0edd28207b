import type { TermKey } from "@yuejian/text";

export interface LawExample {
  readonly terms: ReadonlySet<TermKey>;
  /** Law → how many of the answers are of it. */
  readonly laws: ReadonlyMap<number, number>;
}

const ROUNDS = 60;
const STEP = 0.3;
const SHRINK = 0.01;
const SMOOTHING = 0.05;

export interface LawClassifier {
  readonly lawPriors: number[];
  readonly lawBiases: number[];
  readonly lawWeights: Map<TermKey, Float32Array>;
}

/** Softmax regression over terms (AdaGrad, whole batch): which law answers. */
export function trainLawClassifier(examples: readonly LawExample[], laws: number): LawClassifier {
  const counts = new Float64Array(laws);
  for (const { laws: of } of examples) for (const [law, count] of of) counts[law]! += count;
  const total = counts.reduce((sum, count) => sum + count, 0);
  const lawPriors = Array.from(counts, (count) => Math.log((count + SMOOTHING) / (total + SMOOTHING * laws)));
  const ids = new Map<TermKey, number>();
  for (const { terms } of examples) for (const term of terms) if (!ids.has(term)) ids.set(term, ids.size);
  const weights = new Float32Array(ids.size * laws);
  const squares = new Float32Array(ids.size * laws).fill(1e-3);
  const gradient = new Float32Array(ids.size * laws);
  const rows = examples.map(({ terms, laws: of }) => ({
    terms: Uint32Array.from(terms, (term) => ids.get(term) as number),
    scale: 1 / Math.sqrt(Math.max(1, terms.size)),
    of: [...of].map(([law, count]) => [law, count / [...of.values()].reduce((sum, one) => sum + one, 0)] as const),
  }));
  const sums = new Float32Array(laws);
  for (let round = 0; round < ROUNDS; round += 1) {
    gradient.fill(0);
    for (const { terms, scale, of } of rows) {
      sums.set(lawPriors);
      for (const term of terms) {
        const base = term * laws;
        for (let law = 0; law < laws; law += 1) sums[law]! += (weights[base + law] as number) * scale;
      }
      softmax(sums);
      for (const [law, share] of of) sums[law]! -= share;
      for (const term of terms) {
        const base = term * laws;
        for (let law = 0; law < laws; law += 1) gradient[base + law]! += (sums[law] as number) * scale;
      }
    }
    for (let at = 0; at < weights.length; at += 1) {
      const slope = (gradient[at] as number) + SHRINK * (weights[at] as number);
      squares[at]! += slope * slope;
      weights[at]! -= (STEP * slope) / Math.sqrt(squares[at] as number);
    }
  }
  return {
    lawPriors,
    lawBiases: lawPriors,
    lawWeights: new Map([...ids].map(([term, id]) => [term, weights.slice(id * laws, (id + 1) * laws)])),
  };
}

function softmax(values: Float32Array): void {
  const most = values.reduce((one, other) => Math.max(one, other), Number.NEGATIVE_INFINITY);
  let sum = 0;
  for (let at = 0; at < values.length; at += 1) sum += values[at] = Math.exp((values[at] as number) - most);
  for (let at = 0; at < values.length; at += 1) values[at]! /= sum;
}
