import { isCount, sha256Tree, type TreeHash } from "./merkle-tree.ts";

export interface InclusionProof {
  readonly leafHash: Uint8Array;
  readonly index: number;
  readonly size: number;
  /** Hashes from the leaf upward, exactly as many as the tree needs. */
  readonly path: readonly Uint8Array[];
}

export interface ConsistencyProof {
  readonly oldSize: number;
  readonly newSize: number;
  readonly oldRoot: Uint8Array;
  readonly newRoot: Uint8Array;
  readonly path: readonly Uint8Array[];
}

/** The root to which an inclusion proof leads (RFC 9162 §2.1.3.2); null when index, size or length of the path cannot belong together. */
export function rootFromInclusion(proof: InclusionProof, hash: TreeHash = sha256Tree): Uint8Array | null {
  const { index, size, path } = proof;
  if (!isCount(index) || !isCount(size) || index >= size || proof.leafHash.length !== 32) return null;
  let fn = index;
  let sn = size - 1;
  let root = proof.leafHash;
  for (const step of path) {
    if (sn === 0 || step.length !== 32) return null;
    if (fn % 2 === 1 || fn === sn) {
      root = hash.node(step, root);
      while (fn % 2 === 0 && fn !== 0) {
        fn /= 2;
        sn = Math.floor(sn / 2);
      }
    } else {
      root = hash.node(root, step);
    }
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  return sn === 0 ? root : null;
}

/** True when the leaf is at that index of the tree with that size and root. */
export function verifyInclusion(proof: InclusionProof & { readonly root: Uint8Array }, hash: TreeHash = sha256Tree): boolean {
  const root = rootFromInclusion(proof, hash);
  return root !== null && equalBytes(root, proof.root);
}

/** True when the old tree is a prefix of the new one (RFC 9162 §2.1.4.2). The empty tree is a prefix of every tree, with an empty path. */
export function verifyConsistency(proof: ConsistencyProof, hash: TreeHash = sha256Tree): boolean {
  const { oldSize, newSize, oldRoot, newRoot } = proof;
  if (!isCount(oldSize) || !isCount(newSize) || oldSize > newSize || proof.path.some((step) => step.length !== 32)) return false;
  if (oldSize === newSize)
    return proof.path.length === 0 && equalBytes(oldRoot, newRoot) && (oldSize > 0 || equalBytes(oldRoot, hash.empty));
  if (oldSize === 0) return proof.path.length === 0 && equalBytes(oldRoot, hash.empty);
  const roots = rootsFromConsistency(proof, hash);
  return roots !== null && equalBytes(roots.oldRoot, oldRoot) && equalBytes(roots.newRoot, newRoot);
}

/** The roots of both trees to which a consistency path leads, for 0 < old size < new size; null when sizes and path cannot belong together. Where the
 *  old size is a power of two the path does not hold the old root, and leads to the one given. */
export function rootsFromConsistency(
  proof: Omit<ConsistencyProof, "newRoot">,
  hash: TreeHash = sha256Tree,
): { readonly oldRoot: Uint8Array; readonly newRoot: Uint8Array } | null {
  const { oldSize, newSize } = proof;
  if (!isCount(oldSize) || !isCount(newSize) || oldSize < 1 || oldSize >= newSize) return null;
  const path = isPowerOfTwo(oldSize) ? [proof.oldRoot, ...proof.path] : proof.path;
  const first = path[0];
  if (first === undefined || path.some((step) => step.length !== 32)) return null;
  let fn = oldSize - 1;
  let sn = newSize - 1;
  while (fn % 2 === 1) {
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  let oldRoot = first;
  let newRoot = first;
  for (const step of path.slice(1)) {
    if (sn === 0) return null;
    if (fn % 2 === 1 || fn === sn) {
      oldRoot = hash.node(step, oldRoot);
      newRoot = hash.node(step, newRoot);
      while (fn % 2 === 0 && fn !== 0) {
        fn /= 2;
        sn = Math.floor(sn / 2);
      }
    } else {
      newRoot = hash.node(newRoot, step);
    }
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  return sn === 0 ? { oldRoot, newRoot } : null;
}

export function equalBytes(left: Uint8Array, right: Uint8Array): boolean {
  if (left.length !== right.length) return false;
  for (let at = 0; at < left.length; at++) if (left[at] !== right[at]) return false;
  return true;
}

function isPowerOfTwo(count: number): boolean {
  let rest = count;
  while (rest % 2 === 0) rest /= 2;
  return rest === 1;
}
