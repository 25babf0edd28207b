import { uniformDraws } from "@yuejian/distributions";
import type { BoostedTrees } from "@yuejian/text";

/** Rows of values one behind the other, `features` each, and what each is. */
export interface TreeMaterial {
  readonly features: number;
  readonly rows: Float32Array;
  readonly isTrue: Uint8Array;
  /** How much each row counts; left out: all the same. */
  readonly weights?: Float32Array;
}

export interface TreeSettings {
  readonly trees: number;
  readonly depth: number;
  readonly learningRate: number;
  /** Penalty on values of leaves. */
  readonly lambda: number;
  /** Least sum of second derivatives in a leaf. */
  readonly leastChild: number;
  /** Steps into which a feature's values fall, at most 255. */
  readonly steps: number;
  /** Share of features that a tree looks at. */
  readonly share: number;
  /** Share of rows that a tree looks at. */
  readonly rowShare?: number;
  readonly seed?: number;
}

/** Gradient-boosted trees for yes or no (Friedman 2001, doi:10.1214/aos/1013203451; second-order leaves as in Chen and Guestrin 2016, doi:10.1145/2939672.2939785),
 *  grown over histograms. The same material gives the same trees. */
export function trainTrees(material: TreeMaterial, settings: TreeSettings): BoostedTrees {
  const { features, rows, isTrue, weights } = material;
  const count = isTrue.length;
  const limits = Array.from({ length: features }, (_, feature) => limitsOf(material, feature, settings.steps));
  const steps = new Uint8Array(count * features);
  for (let at = 0; at < steps.length; at += 1) steps[at] = stepOf(limits[at % features] as Float32Array, rows[at] as number);
  let [positives, all] = [0, 0];
  for (let row = 0; row < count; row += 1) {
    const weight = weights?.[row] ?? 1;
    all += weight;
    positives += weight * (isTrue[row] as number);
  }
  const base = Math.log(Math.max(1, positives) / Math.max(1, all - positives));
  const scores = new Float32Array(count).fill(base);
  const [slopes, bends] = [new Float32Array(count), new Float32Array(count)];
  const grower = new TreeGrower({ features, steps, limits, slopes, bends, settings });
  const draw = uniformDraws(settings.seed ?? 7);
  const { rowShare = 1 } = settings;
  for (let tree = 0; tree < settings.trees; tree += 1) {
    for (let row = 0; row < count; row += 1) {
      const weight = weights?.[row] ?? 1;
      const probability = 1 / (1 + Math.exp(-(scores[row] as number)));
      slopes[row] = weight * (probability - (isTrue[row] as number));
      bends[row] = weight * Math.max(1e-6, probability * (1 - probability));
    }
    const looked = Array.from({ length: features }, (_, feature) => feature).filter(() => draw() < settings.share);
    grower.grow(looked.length === 0 ? [0] : looked, scores, () => rowShare >= 1 || draw() < rowShare);
  }
  return { features, base, ...grower.packed() };
}

/** Trees that tell the mean of what several tell. */
export function meanOf(forests: readonly BoostedTrees[]): BoostedTrees {
  const { features } = forests[0] as BoostedTrees;
  const starts = forests.map((_, number) => forests.slice(0, number).reduce((sum, { feature }) => sum + feature.length, 0));
  const all = (name: "feature" | "limit" | "left" | "right" | "value"): number[] => forests.flatMap((forest) => [...forest[name]]);
  return {
    features,
    base: forests.reduce((sum, { base }) => sum + base, 0) / forests.length,
    roots: Uint32Array.from(forests.flatMap(({ roots }, number) => Array.from(roots, (root) => root + (starts[number] as number)))),
    feature: Int8Array.from(all("feature")),
    limit: Float32Array.from(all("limit")),
    left: Uint16Array.from(all("left")),
    right: Uint16Array.from(all("right")),
    value: Float32Array.from(all("value"), (value) => value / forests.length),
  };
}

interface GrowerInput {
  readonly features: number;
  /** Steps of all rows one behind the other. */
  readonly steps: Uint8Array;
  readonly limits: readonly Float32Array[];
  readonly slopes: Float32Array;
  readonly bends: Float32Array;
  readonly settings: TreeSettings;
}

interface Split {
  readonly feature: number;
  readonly step: number;
}

/** Room of a feature in a histogram: for each step the sum of slopes and that of bends. */
const ROOM = 512;

interface NodeWork {
  readonly from: number;
  readonly to: number;
  readonly depth: number;
  readonly sums: Float64Array;
}

class TreeGrower {
  readonly #in: GrowerInput;
  readonly #order: Int32Array;
  readonly #aside: Int32Array;
  readonly #roots: number[] = [];
  readonly #nodes: { feature: number; limit: number; step: number; left: number; right: number; value: number }[] = [];
  readonly #spare: Float64Array[] = [];
  #looked = new Int32Array();
  #root = 0;

  constructor(input: GrowerInput) {
    this.#in = input;
    this.#order = new Int32Array(input.slopes.length);
    this.#aside = new Int32Array(input.slopes.length);
  }

  /** One tree more, from the rows that are taken; adds its values to the scores of all. */
  grow(looked: readonly number[], scores: Float32Array, isTaken: () => boolean): void {
    let taken = 0;
    for (let row = 0; row < this.#order.length; row += 1) if (isTaken()) this.#order[taken++] = row;
    this.#root = this.#nodes.length;
    this.#roots.push(this.#root);
    this.#looked = Int32Array.from(looked);
    this.#node({ from: 0, to: taken, depth: this.#in.settings.depth, sums: this.#sums(0, taken) });
    this.#addTo(scores);
  }

  packed(): Omit<BoostedTrees, "features" | "base"> {
    return {
      roots: Uint32Array.from(this.#roots),
      feature: Int8Array.from(this.#nodes, ({ feature }) => feature),
      limit: Float32Array.from(this.#nodes, ({ limit }) => limit),
      left: Uint16Array.from(this.#nodes, ({ left }) => left),
      right: Uint16Array.from(this.#nodes, ({ right }) => right),
      value: Float32Array.from(this.#nodes, ({ value }) => value),
    };
  }

  #addTo(scores: Float32Array): void {
    const { steps, features } = this.#in;
    const nodes = this.#nodes.slice(this.#root);
    const [feature, step] = [Int32Array.from(nodes, (node) => node.feature), Int32Array.from(nodes, (node) => node.step)];
    const [left, right] = [Int32Array.from(nodes, (node) => node.left), Int32Array.from(nodes, (node) => node.right)];
    const value = Float64Array.from(nodes, (node) => node.value);
    for (let row = 0; row < scores.length; row += 1) {
      let node = 0;
      for (let looked = feature[0] as number; looked >= 0; looked = feature[node] as number)
        node = ((steps[row * features + looked] as number) <= (step[node] as number) ? left[node] : right[node]) as number;
      scores[row] = (scores[row] as number) + (value[node] as number);
    }
  }

  /** Number of the node from its root. */
  #node({ from, to, depth, sums }: NodeWork): number {
    const { settings, limits } = this.#in;
    const [slope, bend] = this.#whole(sums);
    const value = (-slope / (bend + settings.lambda)) * settings.learningRate;
    const node = { feature: -1, limit: 0, step: 0, left: 0, right: 0, value };
    const number = this.#nodes.push(node) - 1 - this.#root;
    const split = depth > 0 && bend >= 2 * settings.leastChild ? this.#split(sums, [slope, bend]) : null;
    if (!split) {
      this.#spare.push(sums);
      return number;
    }
    const middle = this.#part(from, to, split);
    const isLeftSmaller = middle - from < to - middle;
    const small = isLeftSmaller ? this.#sums(from, middle) : this.#sums(middle, to);
    this.#takeAway(sums, small);
    const [left, right] = isLeftSmaller ? [small, sums] : [sums, small];
    node.feature = split.feature;
    node.step = split.step;
    node.limit = limits[split.feature]?.[split.step] as number;
    node.left = this.#node({ from, to: middle, depth: depth - 1, sums: left });
    node.right = this.#node({ from: middle, to, depth: depth - 1, sums: right });
    return number;
  }

  #sums(from: number, to: number): Float64Array {
    const { steps, features, slopes, bends } = this.#in;
    const looked = this.#looked;
    const sums = this.#spare.pop() ?? new Float64Array(features * ROOM);
    sums.fill(0);
    for (let at = from; at < to; at += 1) {
      const row = this.#order[at] as number;
      const [slope, bend, start] = [slopes[row] as number, bends[row] as number, row * features];
      for (let index = 0; index < looked.length; index += 1) {
        const feature = looked[index] as number;
        const place = feature * ROOM + 2 * (steps[start + feature] as number);
        sums[place] = (sums[place] as number) + slope;
        sums[place + 1] = (sums[place + 1] as number) + bend;
      }
    }
    return sums;
  }

  #takeAway(sums: Float64Array, others: Float64Array): void {
    for (const feature of this.#looked) {
      const end = feature * ROOM + 2 * ((this.#in.limits[feature]?.length as number) + 1);
      for (let place = feature * ROOM; place < end; place += 1) sums[place] = (sums[place] as number) - (others[place] as number);
    }
  }

  #whole(sums: Float64Array): [slope: number, bend: number] {
    let [slope, bend] = [0, 0];
    const first = (this.#looked[0] as number) * ROOM;
    for (let place = first; place < first + ROOM; place += 2) {
      slope += sums[place] as number;
      bend += sums[place + 1] as number;
    }
    return [slope, bend];
  }

  /** Rows that go left before those that go right, each in their order; gives where the right ones begin. */
  #part(from: number, to: number, { feature, step }: Split): number {
    const { steps, features } = this.#in;
    let [left, right] = [from, 0];
    for (let at = from; at < to; at += 1) {
      const row = this.#order[at] as number;
      if ((steps[row * features + feature] as number) <= step) this.#order[left++] = row;
      else this.#aside[right++] = row;
    }
    this.#order.set(this.#aside.subarray(0, right), left);
    return left;
  }

  #split(sums: Float64Array, [slope, bend]: readonly [number, number]): Split | null {
    const { limits, settings } = this.#in;
    const whole = (slope * slope) / (bend + settings.lambda);
    let [best, found]: [number, Split | null] = [1e-3, null];
    for (const feature of this.#looked) {
      const last = limits[feature]?.length as number;
      let [leftSlope, leftBend] = [0, 0];
      for (let step = 0; step < last; step += 1) {
        leftSlope += sums[feature * ROOM + 2 * step] as number;
        leftBend += sums[feature * ROOM + 2 * step + 1] as number;
        if (leftBend < settings.leastChild || bend - leftBend < settings.leastChild) continue;
        const gain =
          (leftSlope * leftSlope) / (leftBend + settings.lambda) + (slope - leftSlope) ** 2 / (bend - leftBend + settings.lambda) - whole;
        if (gain > best) [best, found] = [gain, { feature, step }];
      }
    }
    return found;
  }
}

/** Upper ends of the steps of a feature: quantiles of a sample with all rows that are true. */
function limitsOf({ features, rows, isTrue }: TreeMaterial, feature: number, steps: number): Float32Array {
  const every = Math.max(1, Math.floor(isTrue.length / 20_000));
  const sample: number[] = [];
  for (let row = 0; row < isTrue.length; row += 1)
    if (row % every === 0 || isTrue[row] === 1) sample.push(rows[row * features + feature] as number);
  const sorted = Float32Array.from(sample).sort();
  const limits: number[] = [];
  for (let step = 1; step < steps; step += 1) {
    const limit = sorted[Math.floor((step * sorted.length) / steps)] as number;
    if (limits.length === 0 || limit > (limits.at(-1) as number)) limits.push(limit);
  }
  return Float32Array.from(limits);
}

function stepOf(limits: Float32Array, value: number): number {
  let [low, high] = [0, limits.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((limits[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
