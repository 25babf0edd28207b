import { uniformDraws } from "@yuejian/distributions";
import type { BoostedTrees } from "@yuejian/text";

/** Rows of values one behind the other, `features` each, and what each is. */
export interface TreeMaterial {
  readonly features: number;
  readonly rows: Float32Array;
  readonly isTrue: Uint8Array;
}

export interface TreeSettings {
  readonly trees: number;
  readonly depth: number;
  readonly learningRate: number;
  /** Penalty on values of leaves. */
  readonly lambda: number;
  /** Least sum of second derivatives in a leaf. */
  readonly leastChild: number;
  /** Steps into which a feature's values fall. */
  readonly steps: number;
  /** Share of features that a tree looks at. */
  readonly share: number;
}

/** Gradient-boosted trees for yes or no (Friedman 2001, doi:10.1214/aos/1013203451; second-order leaves as in Chen and Guestrin 2016, doi:10.1145/2939672.2939785),
 *  grown over histograms. The same material gives the same trees. */
export function trainTrees({ features, rows, isTrue }: TreeMaterial, settings: TreeSettings): BoostedTrees {
  const count = isTrue.length;
  const limits = Array.from({ length: features }, (_, feature) => limitsOf({ features, rows, isTrue }, feature, settings.steps));
  const steps = limits.map((limit, feature) =>
    Uint8Array.from({ length: count }, (_, row) => stepOf(limit, rows[row * features + feature] as number)),
  );
  const positives = isTrue.reduce((sum, each) => sum + each, 0);
  const base = Math.log(Math.max(1, positives) / Math.max(1, count - positives));
  const scores = new Float32Array(count).fill(base);
  const [slopes, bends] = [new Float32Array(count), new Float32Array(count)];
  const grower = new TreeGrower({ steps, limits, slopes, bends, settings });
  const draw = uniformDraws(7);
  for (let tree = 0; tree < settings.trees; tree += 1) {
    for (let row = 0; row < count; row += 1) {
      const probability = 1 / (1 + Math.exp(-(scores[row] as number)));
      slopes[row] = probability - (isTrue[row] as number);
      bends[row] = Math.max(1e-6, probability * (1 - probability));
    }
    const looked = Array.from({ length: features }, (_, feature) => feature).filter(() => draw() < settings.share);
    grower.grow(looked.length === 0 ? [0] : looked, scores);
  }
  return { features, base, ...grower.packed() };
}

interface GrowerInput {
  readonly steps: readonly Uint8Array[];
  readonly limits: readonly Float32Array[];
  readonly slopes: Float32Array;
  readonly bends: Float32Array;
  readonly settings: TreeSettings;
}

interface Split {
  readonly feature: number;
  readonly step: number;
}

class TreeGrower {
  readonly #in: GrowerInput;
  readonly #order: Int32Array;
  readonly #roots: number[] = [];
  readonly #nodes: { feature: number; limit: number; left: number; right: number; value: number }[] = [];
  readonly #slopeSums = new Float64Array(256);
  readonly #bendSums = new Float64Array(256);

  constructor(input: GrowerInput) {
    this.#in = input;
    this.#order = new Int32Array(input.slopes.length);
  }

  /** One tree more; adds its values to the scores. */
  grow(looked: readonly number[], scores: Float32Array): void {
    for (let row = 0; row < this.#order.length; row += 1) this.#order[row] = row;
    const root = this.#nodes.length;
    this.#roots.push(root);
    this.#node({ from: 0, to: this.#order.length, depth: this.#in.settings.depth, root }, looked, scores);
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

  /** Number of the node from its root. */
  #node(
    { from, to, depth, root }: { readonly from: number; readonly to: number; readonly depth: number; readonly root: number },
    looked: readonly number[],
    scores: Float32Array,
  ): number {
    const { slopes, bends, settings, steps, limits } = this.#in;
    const order = this.#order;
    let [slope, bend] = [0, 0];
    for (let at = from; at < to; at += 1) {
      slope += slopes[order[at] as number] as number;
      bend += bends[order[at] as number] as number;
    }
    const node = { feature: -1, limit: 0, left: 0, right: 0, value: (-slope / (bend + settings.lambda)) * settings.learningRate };
    const number = this.#nodes.push(node) - 1 - root;
    const split = depth > 0 && bend >= 2 * settings.leastChild ? this.#split([from, to], looked, [slope, bend]) : null;
    if (!split) {
      for (let at = from; at < to; at += 1) scores[order[at] as number] = (scores[order[at] as number] as number) + node.value;
      return number;
    }
    const column = steps[split.feature] as Uint8Array;
    let [low, high] = [from, to - 1];
    while (low <= high) {
      const row = order[low] as number;
      if ((column[row] as number) <= split.step) low += 1;
      else {
        order[low] = order[high] as number;
        order[high] = row;
        high -= 1;
      }
    }
    node.feature = split.feature;
    node.limit = limits[split.feature]?.[split.step] as number;
    node.left = this.#node({ from, to: low, depth: depth - 1, root }, looked, scores);
    node.right = this.#node({ from: low, to, depth: depth - 1, root }, looked, scores);
    return number;
  }

  #split([from, to]: readonly [number, number], looked: readonly number[], [slope, bend]: readonly [number, number]): Split | null {
    const { slopes, bends, steps, limits, settings } = this.#in;
    const whole = (slope * slope) / (bend + settings.lambda);
    let [best, found]: [number, Split | null] = [1e-3, null];
    for (const feature of looked) {
      const column = steps[feature] as Uint8Array;
      const last = limits[feature]?.length as number;
      this.#slopeSums.fill(0, 0, last + 1);
      this.#bendSums.fill(0, 0, last + 1);
      for (let at = from; at < to; at += 1) {
        const row = this.#order[at] as number;
        const step = column[row] as number;
        this.#slopeSums[step] = (this.#slopeSums[step] as number) + (slopes[row] as number);
        this.#bendSums[step] = (this.#bendSums[step] as number) + (bends[row] as number);
      }
      let [leftSlope, leftBend] = [0, 0];
      for (let step = 0; step < last; step += 1) {
        leftSlope += this.#slopeSums[step] as number;
        leftBend += this.#bendSums[step] as number;
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
  sample.sort((one, other) => one - other);
  const limits: number[] = [];
  for (let step = 1; step < steps; step += 1) {
    const limit = sample[Math.floor((step * sample.length) / steps)] as number;
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
