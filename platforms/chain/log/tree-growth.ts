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

/** What appending these leaf hashes (32 bytes each) makes of a tree. The hashes of the nodes stand one after the other in `space`, where given, which
 *  has at least `growthBytes` of them. */
export function growTree(
  tree: Pick<TreeTip, "size" | "edge">,
  leafHashes: Buffer,
  { hasher, space = Buffer.allocUnsafe(growthBytes(leafHashes.length)) }: { hasher: Pick<EntryHasher, "nodes">; space?: Buffer },
): Growth {
  const levels: { first: number; hashes: Buffer }[] = [];
  const edge = [...tree.edge];
  let first = tree.size;
  let hashes = leafHashes;
  let used = 0;
  for (let level = 0; hashes.length > 0; level++) {
    levels.push({ first, hashes });
    const left = first % 2 === 1 ? edge[level] : undefined;
    const nodes = space.subarray(used);
    let length = 0;
    if (left !== undefined) {
      hasher.nodes(Buffer.concat([left, hashes.subarray(0, 32)]), () => nodes);
      length = 32;
    }
    const rest = hashes.subarray(length);
    edge[level] = rest.length % 64 === 32 ? new Uint8Array(rest.subarray(rest.length - 32)) : undefined;
    const paired = rest.subarray(0, rest.length - (rest.length % 64));
    if (paired.length > 0) hasher.nodes(paired, () => nodes.subarray(length));
    length += paired.length / 2;
    first = Math.floor(first / 2);
    hashes = nodes.subarray(0, length);
    used += length;
  }
  const size = tree.size + leafHashes.length / 32;
  return { size, root: rootOfEdge(edge, size), levels, edge };
}

const HIGHEST_LEVEL = 64;

/** Room that the nodes above leaves of so many bytes need at most. */
export function growthBytes(leafBytes: number): number {
  return leafBytes + 32 * HIGHEST_LEVEL;
}

/** As `growTree` where the nodes stand in `space` already, since the same leaves were appended to the same tree there. */
export function growthIn(tree: Pick<TreeTip, "size" | "edge">, leafHashes: Buffer, space: Buffer): Growth {
  return growTree(tree, leafHashes, { hasher: MADE, space });
}

const NO_BYTES = Buffer.alloc(0);
const MADE: Pick<EntryHasher, "nodes"> = { nodes: () => NO_BYTES };

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
