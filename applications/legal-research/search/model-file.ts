import { indexArrays, indexFromArrays, type PackedArray, pack, type TermKey, unpack, type WeightedTerm } from "@yuejian/text";
import type { Classes, QuestionModel, Ranker } from "./question-model.ts";

const FORMAT = "questions 2";
const CLASSES = ["laws", "parts", "chapters"] as const;
const ARRAYS_OF_CLASSES = 3;

interface Header {
  readonly format: typeof FORMAT;
  /** What it was trained on, in words. */
  readonly origin: string;
  readonly classes: readonly Pick<Classes, "names" | "priors">[];
  readonly articles: QuestionModel["articles"];
  readonly features: readonly string[];
  readonly hidden: number;
}

/** A model as bytes; weights of terms are kept in 256 steps. */
export function writeModel(model: QuestionModel, origin: string): Uint8Array<ArrayBuffer> {
  const { articles, ranker } = model;
  const classes = CLASSES.map((kind) => ({ names: model[kind].names, priors: model[kind].priors }));
  const header: Header = { format: FORMAT, origin, classes, articles, features: ranker.features, hidden: ranker.hidden };
  const expanded = [...model.expansions];
  const pairs = expanded.flatMap(([, list]) => list);
  const most = pairs.reduce((one, { weight }) => Math.max(one, weight), 1e-6);
  return pack(header, [
    ...CLASSES.flatMap((kind) => classArrays(model[kind])),
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
  const [laws, parts, chapters] = header.classes.map((own, at) =>
    classesFrom(own, read.arrays.slice(at * ARRAYS_OF_CLASSES, (at + 1) * ARRAYS_OF_CLASSES)),
  ) as [Classes, Classes, Classes];
  const [heads, counts, others, steps, step, means, scales, weights, ...index] = read.arrays.slice(CLASSES.length * ARRAYS_OF_CLASSES) as [
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint8Array,
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
    ...PackedArray[],
  ];
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
  const ranker: Ranker = { features: header.features, means, scales, hidden: header.hidden, weights };
  return { laws, parts, chapters, expansions, articles: header.articles, questions: indexFromArrays(index), ranker };
}

/** Terms, the step of each, and its weights by class in steps. */
function classArrays({ names, weights }: Classes): PackedArray[] {
  const terms = [...weights.keys()];
  const steps = Float32Array.from(
    terms,
    (term) => (weights.get(term) as Float32Array).reduce((most, weight) => Math.max(most, Math.abs(weight)), 0) / 127,
  );
  const kept = new Int8Array(terms.length * names.length);
  for (const [at, term] of terms.entries())
    for (const [place, weight] of (weights.get(term) as Float32Array).entries())
      kept[at * names.length + place] = steps[at] === 0 ? 0 : Math.round(weight / (steps[at] as number));
  return [Uint32Array.from(terms), steps, kept];
}

function classesFrom({ names, priors }: Pick<Classes, "names" | "priors">, arrays: readonly PackedArray[]): Classes {
  const [terms, steps, kept] = arrays as [Uint32Array, Float32Array, Int8Array];
  const weights = new Map<TermKey, Float32Array>();
  for (const [at, term] of terms.entries())
    weights.set(
      term,
      Float32Array.from(kept.subarray(at * names.length, (at + 1) * names.length), (weight) => weight * (steps[at] as number)),
    );
  return { names, priors, weights };
}
