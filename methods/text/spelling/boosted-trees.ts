/** Decision trees whose values add up to the logarithm of odds. Nodes of all trees lie one behind the other; `feature` below zero: a leaf. */
export interface BoostedTrees {
  readonly features: number;
  readonly base: number;
  /** First node of each tree. */
  readonly roots: Uint32Array;
  readonly feature: Int8Array;
  /** Goes left where the value is not above it. */
  readonly limit: Float32Array;
  /** Left and right child by distance from the root of the tree; 0 for leaves. */
  readonly left: Uint16Array;
  readonly right: Uint16Array;
  readonly value: Float32Array;
}

/** Logarithm of the odds that the trees tell for a row of values. */
export function oddsOf(trees: BoostedTrees, values: ArrayLike<number>): number {
  let sum = trees.base;
  for (const root of trees.roots) {
    let node = root;
    for (;;) {
      const feature = trees.feature[node] as number;
      if (feature < 0) break;
      node =
        root +
        ((values[feature] as number) <= (trees.limit[node] as number) ? (trees.left[node] as number) : (trees.right[node] as number));
    }
    sum += trees.value[node] as number;
  }
  return sum;
}
