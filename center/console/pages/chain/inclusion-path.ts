export interface PathStep {
  readonly side: "left" | "right";
  readonly hash: string;
  /** Entries below the node that the step gives, first and last. */
  readonly first: number;
  readonly last: number;
}

/** Which side each hash of an inclusion path (RFC 6962) comes from, and what the two cover together. */
export function pathSteps(index: number, size: number, path: readonly string[]): PathStep[] {
  const steps: PathStep[] = [];
  let [first, last] = [index, index];
  let [node, end] = [index, size - 1];
  let width = 1;
  for (const hash of path) {
    if (node % 2 === 1 || node === end) {
      // A node without a neighbour on its right rises until it has one on its left.
      while (node % 2 === 0 && node > 0) [node, end, width] = [node / 2, Math.floor(end / 2), width * 2];
      first = (node - 1) * width;
      steps.push({ side: "left", hash, first, last });
    } else {
      last = Math.min(size, (node + 2) * width) - 1;
      steps.push({ side: "right", hash, first, last });
    }
    [node, end, width] = [Math.floor(node / 2), Math.floor(end / 2), width * 2];
  }
  return steps;
}
