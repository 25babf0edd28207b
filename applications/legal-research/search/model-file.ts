import { indexArrays, indexFromArrays, pack, type TermKey, unpack, type WeightedTerm } from "@yuejian/text";
import type { QuestionModel, Ranker } from "./question-model.ts";

const FORMAT = "questions 1";

interface Header {
  readonly format: typeof FORMAT;
  /** What it was trained on, in words. */
  readonly origin: string;
  readonly laws: readonly string[];
  readonly lawPriors: readonly number[];
  readonly lawBiases: readonly number[];
  readonly articles: QuestionModel["articles"];
  readonly features: readonly string[];
  readonly hidden: number;
}

/** A model as bytes; weights of terms are kept in 256 steps. */
export function writeModel(model: QuestionModel, origin: string): Uint8Array<ArrayBuffer> {
  const { laws, lawPriors, lawBiases, articles, ranker } = model;
  const header: Header = { format: FORMAT, origin, laws, lawPriors, lawBiases, articles, features: ranker.features, hidden: ranker.hidden };
  const terms = [...model.lawWeights.keys()];
  const scales = Float32Array.from(
    terms,
    (term) => (model.lawWeights.get(term) as Float32Array).reduce((most, weight) => Math.max(most, Math.abs(weight)), 0) / 127,
  );
  const weights = new Int8Array(terms.length * laws.length);
  for (const [at, term] of terms.entries())
    for (const [law, weight] of (model.lawWeights.get(term) as Float32Array).entries())
      weights[at * laws.length + law] = scales[at] === 0 ? 0 : Math.round(weight / (scales[at] as number));
  const expanded = [...model.expansions];
  const pairs = expanded.flatMap(([, list]) => list);
  const most = pairs.reduce((one, { weight }) => Math.max(one, weight), 1e-6);
  return pack(header, [
    Uint32Array.from(terms),
    scales,
    weights,
    Uint32Array.from(expanded, ([term]) => term),
    Uint32Array.from(expanded, ([, list]) => list.length),
    Uint32Array.from(pairs, ({ term }) => term),
    Uint8Array.from(pairs, ({ weight }) => Math.round((weight / most) * 255)),
    Float32Array.of(most / 255),
    ranker.means,
    ranker.scales,
    ranker.weights,
    ...indexArrays(model.questions),
  ]);
}

/** The model, or null where the bytes are of something else or of features that are no more. */
export function readModel(bytes: Uint8Array, features: readonly string[]): QuestionModel | null {
  const read = unpack(bytes);
  const header = read?.header as Header | undefined;
  if (!read || header?.format !== FORMAT || header.features.join() !== features.join()) return null;
  const [terms, scales, weights, heads, counts, others, steps, step, means, deviations, net] = read.arrays as [
    Uint32Array,
    Float32Array,
    Int8Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint8Array,
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  const laws = header.laws.length;
  const lawWeights = new Map<TermKey, Float32Array>();
  for (const [at, term] of terms.entries())
    lawWeights.set(
      term,
      Float32Array.from(weights.subarray(at * laws, (at + 1) * laws), (weight) => weight * (scales[at] as number)),
    );
  const expansions = new Map<TermKey, WeightedTerm[]>();
  let from = 0;
  for (const [at, term] of heads.entries()) {
    const until = from + (counts[at] as number);
    const list = Array.from(others.subarray(from, until), (other, index) => ({
      term: other,
      weight: (steps[from + index] as number) * (step[0] as number),
    }));
    expansions.set(term, list);
    from = until;
  }
  const ranker: Ranker = { features: header.features, means, scales: deviations, hidden: header.hidden, weights: net };
  return {
    laws: header.laws,
    lawPriors: header.lawPriors,
    lawBiases: header.lawBiases,
    lawWeights,
    expansions,
    articles: header.articles,
    questions: indexFromArrays(read.arrays.slice(11)),
    ranker,
  };
}
