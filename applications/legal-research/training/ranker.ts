import { uniformDraws } from "@yuejian/distributions";
import type { Ranker } from "../search/question-model.ts";

/** Candidates of one question, the likeliest by the first look first: features row by row, and which rows answer it. */
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
  /** Where there are many candidates: of those without an answer a step looks at the first `leading` always, of the others at about `drawn`, drawn anew each
   *  time, which stand for all. Without it: at all of them. */
  readonly draw?: { readonly leading: number; readonly drawn: number };
  /** `share`: the softmax over all candidates falls on the answers in equal shares. `reach`: every answer comes before about the hundredth candidate without
   *  one, and, with less weight, before all of them, whatever the other answers do: so the last of them is not left behind. */
  readonly target: "share" | "reach";
  /** Networks, each from another beginning, whose scores are added: what one of them took from chance the others did not. */
  readonly nets: number;
  /** Share of the features that each network sees, drawn for each, so that they differ; 1: all of them. */
  readonly seen?: number;
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

/** One hidden layer, trained by Adam, one question a step. */
function trainNet(names: readonly string[], examples: readonly RankingExample[], options: Omit<RankerOptions, "nets">): Ranker {
  const { hidden, rounds, step, shrink, seed, target, draw, seen = 1 } = options;
  const count = names.length;
  const usable = examples.filter(({ answers }) => answers.size > 0);
  const { means, scales } = moments(usable, count);
  const random = gaussian(seed);
  const size = (count + 2) * hidden;
  const weights = new Float32Array(size);
  const isSeen = names.map(() => seen === 1 || random.next() < seen);
  for (let at = 0; at < count * hidden; at += 1) {
    const start = random.normal() * Math.sqrt(1 / count);
    weights[at] = isSeen[Math.floor(at / hidden)] ? start : 0;
  }
  for (let unit = 0; unit < hidden; unit += 1) weights[(count + 1) * hidden + unit] = random.normal() * Math.sqrt(1 / hidden);
  const prepared = usable.map(({ features, answers }) => {
    const others = Array.from({ length: features.length / count }, (_, row) => row).filter((row) => !answers.has(row));
    const certain = draw?.leading ?? others.length;
    return {
      rows: scale(features, { means, scales, isSeen }),
      answers: [...answers],
      first: others.slice(0, certain),
      rest: others.slice(certain),
    };
  });
  const [first, second, gradient] = [new Float32Array(size), new Float32Array(size), new Float32Array(size)];
  let steps = 0;
  for (let round = 0; round < rounds; round += 1) {
    for (const at of random.shuffled(prepared.length)) {
      const { rows, answers, first: always, rest } = prepared[at]!;
      const share = Math.min(1, (draw?.drawn ?? 0) / Math.max(1, rest.length));
      const some = share === 1 ? rest : rest.filter(() => random.next() < share);
      gradient.fill(0);
      slopeOf(
        { rows, chosen: [...answers, ...always, ...some], answers: answers.length, certain: answers.length + always.length, share, target },
        { weights, hidden, count },
        gradient,
      );
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
  return { features: names, means, scales, hidden, weights };
}

interface Net {
  readonly weights: Float32Array;
  readonly hidden: number;
  readonly count: number;
}

interface Drawn {
  readonly rows: Float32Array;
  /** Rows looked at: the answers, those that are always there up to `certain`, and the drawn ones, each of which stands for 1 / `share`. */
  readonly chosen: readonly number[];
  readonly answers: number;
  readonly certain: number;
  readonly share: number;
  readonly target: RankerOptions["target"];
}

function slopeOf({ rows, chosen, answers, certain, share, target }: Drawn, { weights, hidden, count }: Net, gradient: Float32Array): void {
  const [units, scores] = [new Float32Array(chosen.length * hidden), new Float64Array(chosen.length)];
  const [biases, tops] = [count * hidden, (count + 1) * hidden];
  const sums = new Float32Array(hidden);
  let most = Number.NEGATIVE_INFINITY;
  for (let place = 0; place < chosen.length; place += 1) {
    const row = (chosen[place] as number) * count;
    for (let unit = 0; unit < hidden; unit += 1) sums[unit] = weights[biases + unit] as number;
    for (let feature = 0; feature < count; feature += 1) {
      const value = rows[row + feature] as number;
      const base = feature * hidden;
      for (let unit = 0; unit < hidden; unit += 1) sums[unit]! += value * (weights[base + unit] as number);
    }
    let score = 0;
    for (let unit = 0; unit < hidden; unit += 1) {
      const active = Math.tanh(sums[unit] as number);
      units[place * hidden + unit] = active;
      score += active * (weights[tops + unit] as number);
    }
    scores[place] = score;
    most = Math.max(most, score);
  }
  const slopes = target === "reach" ? reachSlopes(scores, { answers, certain, share }) : null;
  for (let place = 0; place < chosen.length; place += 1)
    scores[place] = Math.exp((scores[place] as number) - most) / (place < certain ? 1 : share);
  if (slopes === null) inShares(scores, answers);
  else {
    eachAbove(scores, answers);
    for (let place = 0; place < chosen.length; place += 1) scores[place] = TOP * (scores[place] as number) + (slopes[place] as number);
  }
  for (let place = 0; place < chosen.length; place += 1) {
    const slope = scores[place] as number;
    if (Math.abs(slope) < 1e-7) continue;
    for (let unit = 0; unit < hidden; unit += 1) {
      const active = units[place * hidden + unit] as number;
      gradient[tops + unit]! += slope * active;
      sums[unit] = slope * (weights[tops + unit] as number) * (1 - active * active);
      gradient[biases + unit]! += sums[unit] as number;
    }
    const row = (chosen[place] as number) * count;
    for (let feature = 0; feature < count; feature += 1) {
      const value = rows[row + feature] as number;
      const base = feature * hidden;
      for (let unit = 0; unit < hidden; unit += 1) gradient[base + unit]! += value * (sums[unit] as number);
    }
  }
}

/** Ranks among the candidates without an answer that tell where the hundredth stands, how sharp that border is, and what the order above it counts. */
const [BORDER_FROM, BORDER_TO] = [50, 200];
const SHARPNESS = 0.7;
const TOP = 0.3;

/** Slopes that move each answer over the border, and what stands at the border down. */
function reachSlopes(scores: Float64Array, { answers, certain, share }: Pick<Drawn, "answers" | "certain" | "share">): Float64Array {
  const slopes = new Float64Array(scores.length);
  const others = Array.from({ length: scores.length - answers }, (_, at) => answers + at).sort(
    (one, other) => scores[other]! - scores[one]!,
  );
  const weightOf = (place: number): number => (place < certain ? 1 : 1 / share);
  let [rank, total, border] = [0, 0, 0];
  const near: number[] = [];
  for (const place of others) {
    rank += weightOf(place);
    if (rank <= BORDER_FROM) continue;
    if (rank >= BORDER_TO) break;
    near.push(place);
    total += weightOf(place);
    border += weightOf(place) * (scores[place] as number);
  }
  if (total === 0) return slopes;
  border /= total;
  let pushed = 0;
  for (let place = 0; place < answers; place += 1) {
    const slope = 1 / (1 + Math.exp(((scores[place] as number) - border) / SHARPNESS)) / answers;
    slopes[place] = -slope;
    pushed += slope;
  }
  for (const place of near) slopes[place] = (pushed * weightOf(place)) / total;
  return slopes;
}

/** Slopes in place of shares: the answers (the first) should have all of it, in equal parts. */
function inShares(shares: Float64Array, answers: number): void {
  const total = shares.reduce((sum, share) => sum + share, 0);
  for (let place = 0; place < shares.length; place += 1)
    shares[place] = (shares[place] as number) / total - (place < answers ? 1 / answers : 0);
}

/** Slopes in place of shares: each answer should have all of what it and those without an answer have. */
function eachAbove(shares: Float64Array, answers: number): void {
  let others = 0;
  for (let place = answers; place < shares.length; place += 1) others += shares[place] as number;
  let weight = 0;
  for (let place = 0; place < answers; place += 1) {
    const sum = (shares[place] as number) + others + 1e-30;
    shares[place] = ((shares[place] as number) / sum - 1) / answers;
    weight += 1 / sum / answers;
  }
  for (let place = answers; place < shares.length; place += 1) shares[place]! *= weight;
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

/** What a network does not see is 0 for it, and so its weights stay where they are. */
function scale(
  features: Float32Array,
  { means, scales, isSeen }: Pick<Ranker, "means" | "scales"> & { readonly isSeen: readonly boolean[] },
): Float32Array {
  const count = means.length;
  return Float32Array.from(features, (value, at) =>
    isSeen[at % count] ? (value - (means[at % count] as number)) / (scales[at % count] as number) : 0,
  );
}

/** The same numbers for the same seed. */
function gaussian(seed: number): { next(): number; normal(): number; shuffled(count: number): number[] } {
  const next = uniformDraws(seed);
  return {
    next,
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
