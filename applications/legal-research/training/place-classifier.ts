import type { TermKey } from "@yuejian/text";
import type { Classes } from "../search/question-model.ts";

export interface PlacedQuestion {
  readonly terms: ReadonlySet<TermKey>;
  /** A name for each of its answers. */
  readonly places: readonly string[];
}

const ROUNDS = 60;
const STEP = 0.3;
const SHRINK = 0.01;
const SMOOTHING = 0.05;

/** Softmax regression over terms (AdaGrad, whole batch): where the answers stand. */
export function trainClasses(questions: readonly PlacedQuestion[]): Classes {
  const names = [...new Set(questions.flatMap(({ places }) => places))];
  const numbers = new Map(names.map((name, at) => [name, at]));
  const count = names.length;
  const counts = new Float64Array(count);
  for (const { places } of questions) for (const place of places) counts[numbers.get(place) as number]! += 1;
  const total = counts.reduce((sum, own) => sum + own, 0);
  const priors = Array.from(counts, (own) => Math.log((own + SMOOTHING) / (total + SMOOTHING * count)));
  const ids = new Map<TermKey, number>();
  for (const { terms } of questions) for (const term of terms) if (!ids.has(term)) ids.set(term, ids.size);
  const weights = new Float32Array(ids.size * count);
  const squares = new Float32Array(ids.size * count).fill(1e-3);
  const gradient = new Float32Array(ids.size * count);
  const rows = questions.map(({ terms, places }) => ({
    terms: Uint32Array.from(terms, (term) => ids.get(term) as number),
    scale: 1 / Math.sqrt(Math.max(1, terms.size)),
    of: places.map((place) => numbers.get(place) as number),
  }));
  const sums = new Float32Array(count);
  for (let round = 0; round < ROUNDS; round += 1) {
    gradient.fill(0);
    for (const { terms, scale, of } of rows) {
      sums.set(priors);
      for (const term of terms) {
        const base = term * count;
        for (let place = 0; place < count; place += 1) sums[place]! += (weights[base + place] as number) * scale;
      }
      softmax(sums);
      for (const number of of) sums[number]! -= 1 / of.length;
      for (const term of terms) {
        const base = term * count;
        for (let place = 0; place < count; place += 1) gradient[base + place]! += (sums[place] as number) * scale;
      }
    }
    for (let at = 0; at < weights.length; at += 1) {
      const slope = (gradient[at] as number) + SHRINK * (weights[at] as number);
      squares[at]! += slope * slope;
      weights[at]! -= (STEP * slope) / Math.sqrt(squares[at] as number);
    }
  }
  return { names, priors, weights: new Map([...ids].map(([term, id]) => [term, weights.slice(id * count, (id + 1) * count)])) };
}

function softmax(values: Float32Array): void {
  const most = values.reduce((one, other) => Math.max(one, other), Number.NEGATIVE_INFINITY);
  let sum = 0;
  for (let at = 0; at < values.length; at += 1) sum += values[at] = Math.exp((values[at] as number) - most);
  for (let at = 0; at < values.length; at += 1) values[at]! /= sum;
}
