import type { EntryHasher } from "@yuejian/digests/bulk";
import { platformTree } from "./tree-hash.ts";

/** Per level the last complete subtree where their number is odd: all that is needed to go on. */
export type TreeEdge = readonly (Uint8Array | undefined)[];

export interface TreeTip {
  readonly size: number;
  readonly edge: TreeEdge;
  readonly root: Uint8Array;
}

export const EMPTY_TREE: TreeTip = { size: 0, edge: [], root: platformTree.empty };

/** The growth of a tree by some leaves: what it is then, and what is new. */
export interface Growth extends TreeTip {
  /** Per level the complete subtrees that are new, 32 bytes each, and the position of the first. */
  readonly levels: readonly { readonly first: number; readonly hashes: Buffer }[];
}

/** What appending these leaf hashes (32 bytes each) makes of a tree. */
export function growTree(tree: Pick<TreeTip, "size" | "edge">, leafHashes: Buffer, hasher: Pick<EntryHasher, "nodes">): Growth {
  const levels: { first: number; hashes: Buffer }[] = [];
  const edge = [...tree.edge];
  let first = tree.size;
  let hashes = leafHashes;
  for (let level = 0; hashes.length > 0; level++) {
    levels.push({ first, hashes });
    const left = first % 2 === 1 ? edge[level] : undefined;
    const row = left === undefined ? hashes : Buffer.concat([left, hashes]);
    edge[level] = (row.length / 32) % 2 === 1 ? new Uint8Array(row.subarray(row.length - 32)) : undefined;
    first = Math.floor(first / 2);
    hashes = hasher.nodes(row.subarray(0, row.length - (row.length % 64)));
  }
  const size = tree.size + leafHashes.length / 32;
  return { size, root: rootOfEdge(edge, size), levels, edge };
}

/** Joins the last subtree of each odd level, from the smallest on the right to the largest on the left. */
export function rootOfEdge(edge: TreeEdge, size: number): Uint8Array {
  let root: Uint8Array | null = null;
  for (let level = 0, count = size; count > 0; level++, count = Math.floor(count / 2)) {
    const subtree = edge[level];
    if (count % 2 === 0 || subtree === undefined) continue;
    root = root === null ? subtree : platformTree.node(subtree, root);
  }
  return root ?? platformTree.empty;
}
