import type { Ranker } from "../search/question-model.ts";

/** Candidates of one question: features row by row, and which rows answer it. */
export interface RankingExample {
  readonly features: Float32Array;
  readonly answers: ReadonlySet<number>;
}

export interface RankerOptions {
  readonly hidden: number;
  readonly rounds: number;
  readonly step: number;
  readonly shrink: number;
  readonly seed: number;
  /** Networks, each from another beginning, whose scores are added: what one of them took from chance the others did not. */
  readonly nets: number;
}

/** Several networks as one with all their units side by side. */
export function trainRanker(names: readonly string[], examples: readonly RankingExample[], { nets, ...options }: RankerOptions): Ranker {
  const trained = Array.from({ length: nets }, (_, at) => trainNet(names, examples, { ...options, seed: options.seed + at }));
  const [first] = trained as [Ranker];
  const count = names.length;
  const rows = Array.from({ length: count + 2 }, (_, row) =>
    trained.map(({ weights, hidden }) => weights.subarray(row * hidden, (row + 1) * hidden)),
  );
  return { ...first, hidden: first.hidden * nets, weights: Float32Array.from(rows.flatMap((parts) => parts.flatMap((part) => [...part]))) };
}

/** One hidden layer, trained so that the softmax over a question's candidates falls on its answers (Adam, one question a step). */
function trainNet(
  names: readonly string[],
  examples: readonly RankingExample[],
  { hidden, rounds, step, shrink, seed }: Omit<RankerOptions, "nets">,
): Ranker {
  const count = names.length;
  const usable = examples.filter(({ answers }) => answers.size > 0);
  const { means, scales } = moments(usable, count);
  const random = gaussian(seed);
  const size = (count + 2) * hidden;
  const weights = new Float64Array(size);
  for (let at = 0; at < count * hidden; at += 1) weights[at] = random.normal() * Math.sqrt(1 / count);
  for (let unit = 0; unit < hidden; unit += 1) weights[(count + 1) * hidden + unit] = random.normal() * Math.sqrt(1 / hidden);
  const scaled = usable.map(({ features, answers }) => ({ rows: scale(features, means, scales), answers }));
  const [first, second, gradient] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  let steps = 0;
  for (let round = 0; round < rounds; round += 1) {
    for (const at of random.shuffled(scaled.length)) {
      gradient.fill(0);
      slopeOf(scaled[at]!, { weights, hidden, count }, gradient);
      steps += 1;
      const rate = step * (1 - round / rounds);
      const [one, two] = [1 - 0.9 ** steps, 1 - 0.999 ** steps];
      for (let place = 0; place < size; place += 1) {
        const slope = (gradient[place] as number) + shrink * (weights[place] as number);
        first[place] = 0.9 * (first[place] as number) + 0.1 * slope;
        second[place] = 0.999 * (second[place] as number) + 0.001 * slope * slope;
        weights[place]! -= (rate * ((first[place] as number) / one)) / (Math.sqrt((second[place] as number) / two) + 1e-8);
      }
    }
  }
  return { features: names, means, scales, hidden, weights: Float32Array.from(weights) };
}

interface Net {
  readonly weights: Float64Array;
  readonly hidden: number;
  readonly count: number;
}

function slopeOf(
  { rows, answers }: { readonly rows: Float64Array; readonly answers: ReadonlySet<number> },
  { weights, hidden, count }: Net,
  gradient: Float64Array,
): void {
  const candidates = rows.length / count;
  const [units, scores] = [new Float64Array(candidates * hidden), new Float64Array(candidates)];
  const [biases, tops] = [count * hidden, (count + 1) * hidden];
  const sums = new Float64Array(hidden);
  let most = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < candidates; row += 1) {
    for (let unit = 0; unit < hidden; unit += 1) sums[unit] = weights[biases + unit] as number;
    for (let feature = 0; feature < count; feature += 1) {
      const value = rows[row * count + feature] as number;
      const base = feature * hidden;
      for (let unit = 0; unit < hidden; unit += 1) sums[unit]! += value * (weights[base + unit] as number);
    }
    let score = 0;
    for (let unit = 0; unit < hidden; unit += 1) {
      const active = Math.tanh(sums[unit] as number);
      units[row * hidden + unit] = active;
      score += active * (weights[tops + unit] as number);
    }
    scores[row] = score;
    most = Math.max(most, score);
  }
  let total = 0;
  for (let row = 0; row < candidates; row += 1) total += scores[row] = Math.exp((scores[row] as number) - most);
  for (let row = 0; row < candidates; row += 1) {
    const slope = (scores[row] as number) / total - (answers.has(row) ? 1 / answers.size : 0);
    if (Math.abs(slope) < 1e-7) continue;
    for (let unit = 0; unit < hidden; unit += 1) {
      const active = units[row * hidden + unit] as number;
      gradient[tops + unit]! += slope * active;
      sums[unit] = slope * (weights[tops + unit] as number) * (1 - active * active);
      gradient[biases + unit]! += sums[unit] as number;
    }
    for (let feature = 0; feature < count; feature += 1) {
      const value = rows[row * count + feature] as number;
      const base = feature * hidden;
      for (let unit = 0; unit < hidden; unit += 1) gradient[base + unit]! += value * (sums[unit] as number);
    }
  }
}

function moments(examples: readonly RankingExample[], count: number): Pick<Ranker, "means" | "scales"> {
  const [sums, squares] = [new Float64Array(count), new Float64Array(count)];
  let rows = 0;
  for (const { features } of examples)
    for (let at = 0; at < features.length; at += 1) {
      const feature = at % count;
      if (feature === 0) rows += 1;
      sums[feature]! += features[at] as number;
      squares[feature]! += (features[at] as number) ** 2;
    }
  const means = Float32Array.from(sums, (sum) => sum / Math.max(1, rows));
  const scales = Float32Array.from(
    squares,
    (square, at) => Math.sqrt(Math.max(0, square / Math.max(1, rows) - (means[at] as number) ** 2)) + 1e-6,
  );
  return { means, scales };
}

function scale(features: Float32Array, means: Float32Array, scales: Float32Array): Float64Array {
  return Float64Array.from(features, (value, at) => (value - (means[at % means.length] as number)) / (scales[at % means.length] as number));
}

/** The same numbers for the same seed (mulberry32). */
function gaussian(seed: number): { normal(): number; shuffled(count: number): number[] } {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d_2b_79_f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    normal: () => Math.sqrt(-2 * Math.log(next() + 1e-12)) * Math.cos(2 * Math.PI * next()),
    shuffled(count) {
      const order = Array.from({ length: count }, (_, at) => at);
      for (let at = count - 1; at > 0; at -= 1) {
        const other = Math.floor(next() * (at + 1));
        [order[at], order[other]] = [order[other]!, order[at]!];
      }
      return order;
    },
  };
}
