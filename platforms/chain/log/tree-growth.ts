import { platformTree, writeNodeHash } from "./tree-hash.ts";

/** Per level the last complete subtree where their number is odd: all that is needed to go on. */
export type TreeEdge = readonly (Uint8Array | undefined)[];

/** The growth of a tree by some leaves. */
export interface Growth {
  readonly size: number;
  readonly root: Uint8Array;
  /** Per level the complete subtrees that are new, 32 bytes each, and the position of the first. */
  readonly levels: readonly { readonly first: number; readonly hashes: Buffer }[];
  readonly edge: TreeEdge;
}

/** What appending these leaf hashes (32 bytes each) makes of a tree. */
export function growTree(tree: { size: number; edge: TreeEdge }, leafHashes: Buffer): Growth {
  const levels: { first: number; hashes: Buffer }[] = [];
  const edge = [...tree.edge];
  let first = tree.size;
  let hashes = leafHashes;
  for (let level = 0; hashes.length > 0; level++) {
    levels.push({ first, hashes });
    const left = first % 2 === 1 ? edge[level] : undefined;
    const row = left === undefined ? hashes : Buffer.concat([left, hashes]);
    const parents = Buffer.alloc(Math.floor(row.length / 64) * 32);
    for (let at = 0; at < parents.length; at += 32) writeNodeHash(parents, at, row, 2 * at);
    edge[level] = (row.length / 32) % 2 === 1 ? new Uint8Array(row.subarray(row.length - 32)) : undefined;
    first = Math.floor(first / 2);
    hashes = parents;
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
