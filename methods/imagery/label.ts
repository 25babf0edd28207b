import type { Shape } from "./neighbourhood.ts";

/** Objects of a mask: pixels that touch at an edge or a corner have one number, from 1 in the order of their first pixel. */
export interface Labels extends Shape {
  readonly labels: Int32Array;
  readonly count: number;
}

export function labelObjects(mask: Uint8Array, { width, height }: Shape): Labels {
  const labels = new Int32Array(mask.length);
  let parents = new Int32Array(1024);
  let used = 0;
  const rootOf = (label: number): number => {
    let root = label;
    while ((parents[root] ?? 0) !== root) {
      parents[root] = parents[parents[root] ?? 0] ?? 0;
      root = parents[root] ?? 0;
    }
    return root;
  };
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      const at = row * width + column;
      if (mask[at] !== 1) continue;
      let label = 0;
      const join = (neighbour: number): void => {
        if (neighbour === 0) return;
        const root = rootOf(neighbour);
        if (label === 0) label = root;
        else if (root !== label) {
          const [low, high] = root < label ? [root, label] : [label, root];
          parents[high] = low;
          label = low;
        }
      };
      if (column > 0) join(labels[at - 1] ?? 0);
      if (row > 0) {
        if (column > 0) join(labels[at - width - 1] ?? 0);
        join(labels[at - width] ?? 0);
        if (column < width - 1) join(labels[at - width + 1] ?? 0);
      }
      if (label === 0) {
        label = ++used;
        if (used >= parents.length) {
          const grown = new Int32Array(parents.length * 2);
          grown.set(parents);
          parents = grown;
        }
        parents[label] = label;
      }
      labels[at] = label;
    }
  // A root is the smallest of its labels, so numbers follow the order of first pixels.
  const numbers = new Int32Array(used + 1);
  let count = 0;
  for (let label = 1; label <= used; label++) {
    const root = rootOf(label);
    numbers[label] = root === label ? ++count : (numbers[root] ?? 0);
  }
  for (let at = 0; at < labels.length; at++) labels[at] = numbers[labels[at] ?? 0] ?? 0;
  return { labels, count, width, height };
}
