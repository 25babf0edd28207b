import { sha256 } from "./sha256.ts";
import { sha256Node } from "./sha256-node.ts";
import { sm3 } from "./sm3.ts";

/** The hash functions of a Merkle tree. Leaves and nodes are told apart by a first byte (RFC 6962 §2.1), or an inner node could pass for a leaf. */
export interface TreeHash {
  readonly empty: Uint8Array;
  leaf(data: Uint8Array): Uint8Array;
  node(left: Uint8Array, right: Uint8Array): Uint8Array;
}

const LEAF_PREFIX = Uint8Array.of(0);
const NODE_PREFIX = Uint8Array.of(1);

export const sha256Tree: TreeHash = {
  empty: sha256(new Uint8Array(0)),
  leaf: (data) => sha256(LEAF_PREFIX, data),
  node: (left, right) => (left.length === 32 && right.length === 32 ? sha256Node(left, right) : sha256(NODE_PREFIX, left, right)),
};

/** The same tree over SM3, for the second log of the national suite. */
export const sm3Tree: TreeHash = {
  empty: sm3(new Uint8Array(0)),
  leaf: (data) => sm3(concatenate(LEAF_PREFIX, data)),
  node: (left, right) => sm3(concatenate(NODE_PREFIX, left, right)),
};

/** SHA-256( 0x00 ‖ data ). */
export function leafHash(data: Uint8Array): Uint8Array {
  return sha256Tree.leaf(data);
}

/** SHA-256( 0x01 ‖ left ‖ right ). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256Tree.node(left, right);
}

/** Gives the hash of the complete subtree over leaves [index · 2^level, (index + 1) · 2^level). */
export type NodeAt = (level: number, index: number) => Uint8Array;

/** Root of a tree (RFC 6962 MTH); the empty tree has the hash of no bytes. */
export function rootOfLeafHashes(leafHashes: readonly Uint8Array[], hash: TreeHash = sha256Tree): Uint8Array {
  return rootOfRange(nodesOver(leafHashes, hash), 0, leafHashes.length, hash);
}

/** Inclusion proof of a leaf, hashes from the leaf upward. RangeError when the index lies outside. */
export function inclusionPath(leafHashes: readonly Uint8Array[], index: number, hash: TreeHash = sha256Tree): Uint8Array[] {
  return inclusionPathFrom(nodesOver(leafHashes, hash), index, leafHashes.length, hash);
}

/** Consistency proof from the tree of the first `oldSize` leaves; empty for size 0 and for the same size. */
export function consistencyPath(leafHashes: readonly Uint8Array[], oldSize: number, hash: TreeHash = sha256Tree): Uint8Array[] {
  return consistencyPathFrom(nodesOver(leafHashes, hash), oldSize, leafHashes.length, hash);
}

/** Root over leaves [start, end) of a larger tree, where `start` is a multiple of the power of two that covers the range. */
export function rootOfRange(nodeAt: NodeAt, start: number, end: number, hash: TreeHash = sha256Tree): Uint8Array {
  if (end <= start) return hash.empty;
  let root: Uint8Array | null = null;
  // Complete subtrees from the right, each joined below the next larger one on its left.
  let rest = end - start;
  let right = end;
  while (rest > 0) {
    const level = trailingZeros(rest);
    const width = 2 ** level;
    const node = nodeAt(level, (right - width) / width);
    root = root === null ? node : hash.node(node, root);
    right -= width;
    rest -= width;
  }
  return root ?? hash.empty;
}

/** As `inclusionPath`, from stored subtree hashes. */
export function inclusionPathFrom(nodeAt: NodeAt, index: number, size: number, hash: TreeHash = sha256Tree): Uint8Array[] {
  if (!isCount(index) || !isCount(size) || index >= size) throw new RangeError(`leaf ${index} is not in a tree of ${size}`);
  const path: Uint8Array[] = [];
  let start = 0;
  let end = size;
  while (end - start > 1) {
    const middle = start + largestPowerBelow(end - start);
    if (index < middle) {
      path.push(rootOfRange(nodeAt, middle, end, hash));
      end = middle;
    } else {
      path.push(rootOfRange(nodeAt, start, middle, hash));
      start = middle;
    }
  }
  return path.reverse();
}

/** As `consistencyPath`, from stored subtree hashes. */
export function consistencyPathFrom(nodeAt: NodeAt, oldSize: number, newSize: number, hash: TreeHash = sha256Tree): Uint8Array[] {
  if (!isCount(oldSize) || !isCount(newSize) || oldSize > newSize) throw new RangeError(`${oldSize} is larger than ${newSize}`);
  if (oldSize === 0 || oldSize === newSize) return [];
  const path: Uint8Array[] = [];
  let start = 0;
  let end = newSize;
  while (end !== oldSize) {
    const middle = start + largestPowerBelow(end - start);
    if (oldSize <= middle) {
      path.push(rootOfRange(nodeAt, middle, end, hash));
      end = middle;
    } else {
      path.push(rootOfRange(nodeAt, start, middle, hash));
      start = middle;
    }
  }
  // A left edge that is a whole old tree is known to the verifier already.
  if (start > 0) path.push(rootOfRange(nodeAt, start, end, hash));
  return path.reverse();
}

/** Largest power of two below `count` (count ≥ 2). Works beyond 2^31, where bit operators do not. */
export function largestPowerBelow(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}

export function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function trailingZeros(count: number): number {
  let zeros = 0;
  for (let rest = count; rest % 2 === 0; rest /= 2) zeros++;
  return zeros;
}

function nodesOver(leafHashes: readonly Uint8Array[], hash: TreeHash): NodeAt {
  const levels: Uint8Array[][] = [[...leafHashes]];
  return (level, index) => {
    for (let above = levels.length; above <= level; above++) {
      const below = levels[above - 1] ?? [];
      const nodes: Uint8Array[] = [];
      for (let at = 0; at + 1 < below.length; at += 2) nodes.push(hash.node(below[at] ?? hash.empty, below[at + 1] ?? hash.empty));
      levels.push(nodes);
    }
    const node = levels[level]?.[index];
    if (node === undefined) throw new RangeError(`no subtree ${index} on level ${level}`);
    return node;
  };
}

function concatenate(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let position = 0;
  for (const part of parts) {
    whole.set(part, position);
    position += part.length;
  }
  return whole;
}
