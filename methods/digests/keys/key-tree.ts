import { type CommittedKeyTree, canonicalJson, KEY_COMMITMENT, type KeyNeighbour, type KeyProof } from "@yuejian/contracts";
import { decodeHex, encodeHex } from "../hex.ts";
import { verifyInclusion } from "../merkle-proof.ts";
import { inclusionPathFrom, leafHash, type NodeAt, rootOfRange } from "../merkle-tree.ts";
import { sha256 } from "../sha256.ts";
import { type VrfKey, type VrfOutput, verifyVrf } from "./vrf.ts";

const LEAF_BYTES = KEY_COMMITMENT.betaBytes + 32;
const TAG = Uint8Array.of(KEY_COMMITMENT.tag);
const encoder = new TextEncoder();

/** A key as the VRF takes it. */
export interface CommittedKey {
  readonly batch: string;
  readonly column: string;
  readonly value: string;
}

export function keyInput({ batch, column, value }: CommittedKey): Uint8Array {
  return encoder.encode(canonicalJson([KEY_COMMITMENT.domain, batch, column, value]));
}

/** β ‖ rows digest of a key: 96 bytes, what a leaf of the tree commits to. `rows`: all record numbers with the key, ascending. */
export function keyLeaf(output: VrfOutput, rows: readonly number[]): Uint8Array {
  const leaf = new Uint8Array(LEAF_BYTES);
  leaf.set(output.beta);
  leaf.set(rowsDigest(output.opening, rows), KEY_COMMITMENT.betaBytes);
  return leaf;
}

/** The tree of a column's keys. `leaves`: what `keyLeaf` gave, one after another in any order; they are sorted here. RangeError for a repeated key. */
export function keyTree(leaves: Uint8Array): KeyTree {
  if (leaves.length % LEAF_BYTES !== 0) throw new RangeError("key leaves have 96 bytes each");
  const count = leaves.length / LEAF_BYTES;
  const order = Array.from({ length: count }, (_, index) => leaves.subarray(index * LEAF_BYTES, (index + 1) * LEAF_BYTES));
  order.sort((left, right) => compare(left, right, KEY_COMMITMENT.betaBytes));
  const sorted = new Uint8Array(leaves.length);
  for (const [index, leaf] of order.entries()) {
    const before = order[index - 1];
    if (before && compare(before, leaf, KEY_COMMITMENT.betaBytes) === 0) throw new RangeError("a key occurs twice");
    sorted.set(leaf, index * LEAF_BYTES);
  }
  return openKeyTree(sorted);
}

/** A tree over leaves that are sorted already, as `KeyTree.leaves` gave them. */
export function openKeyTree(leaves: Uint8Array): KeyTree {
  return new KeyTree(leaves);
}

export class KeyTree {
  readonly count: number;
  /** Sorted, 96 bytes each. */
  readonly leaves: Uint8Array;
  readonly #levels: Uint8Array[][];

  constructor(leaves: Uint8Array) {
    this.leaves = leaves;
    this.count = leaves.length / LEAF_BYTES;
    this.#levels = [Array.from({ length: this.count }, (_, index) => hashOf(this.#leaf(index)))];
  }

  /** 32 bytes. */
  get root(): Uint8Array {
    return rootOfRange(this.#nodeAt, 0, this.count);
  }

  /** Proof that the key is in no row, or in exactly `rows`. RangeError when the tree says otherwise about a key that has rows. */
  prove(key: VrfKey, of: CommittedKey, rows: readonly number[]): KeyProof {
    const { beta, opening, proof } = key.prove(keyInput(of));
    const vrf = encodeHex(proof);
    const place = this.#placeOf(beta);
    const isThere = place < this.count && compare(this.#leaf(place), beta, KEY_COMMITMENT.betaBytes) === 0;
    if (!isThere && rows.length === 0)
      return { vrf, absent: { left: this.#neighbour(place - 1), right: place < this.count ? this.#neighbour(place) : null } };
    if (!isThere || compare(this.#leaf(place).subarray(KEY_COMMITMENT.betaBytes), rowsDigest(opening, rows), 32) !== 0)
      throw new RangeError("the key tree holds other rows for the key");
    return { vrf, found: { index: place, path: this.#path(place), rows } };
  }

  /** The first leaf that is not before β. */
  #placeOf(beta: Uint8Array): number {
    let [low, high] = [0, this.count];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (compare(this.#leaf(middle), beta, KEY_COMMITMENT.betaBytes) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #neighbour(index: number): KeyNeighbour | null {
    if (index < 0) return null;
    const leaf = this.#leaf(index);
    const [beta, rows] = [leaf.subarray(0, KEY_COMMITMENT.betaBytes), leaf.subarray(KEY_COMMITMENT.betaBytes)];
    return { index, beta: encodeHex(beta), rows: encodeHex(rows), path: this.#path(index) };
  }

  #path(index: number): string[] {
    return inclusionPathFrom(this.#nodeAt, index, this.count).map(encodeHex);
  }

  #leaf(index: number): Uint8Array {
    return this.leaves.subarray(index * LEAF_BYTES, (index + 1) * LEAF_BYTES);
  }

  readonly #nodeAt: NodeAt = (level, index) => {
    for (let above = this.#levels.length; above <= level; above++) {
      const below = this.#levels[above - 1] ?? [];
      const nodes: Uint8Array[] = [];
      for (let at = 0; at + 1 < below.length; at += 2) nodes.push(sha256(Uint8Array.of(1), below[at] ?? TAG, below[at + 1] ?? TAG));
      this.#levels.push(nodes);
    }
    const node = this.#levels[level]?.[index];
    if (node === undefined) throw new RangeError(`no subtree ${index} on level ${level}`);
    return node;
  };
}

/** What a proof about a key shows: its rows, none for an absent key. */
export type KeyVerdict = { readonly ok: true; readonly rows: readonly number[] } | { readonly ok: false; readonly reason: string };

/** Checks a proof against the tree that the ledger binds. Everything in it may be hostile; hex is of the right length already. */
export function verifyKeyProof(
  proof: KeyProof,
  given: { readonly vrf: string; readonly tree: CommittedKeyTree; readonly key: CommittedKey },
): KeyVerdict {
  const { tree, key } = given;
  if (tree.column !== key.column) return refused("the tree is of another column");
  // What costs nothing first.
  if ("absent" in proof && !isGapless(proof.absent, tree)) return refused("the neighbours are not next to each other");
  const output = verifyVrf(bytes(given.vrf), keyInput(key), bytes(proof.vrf));
  if (output === null) return refused("the VRF proof does not hold for the key");
  if ("found" in proof) {
    const { rows, index, path } = proof.found;
    if (rows.length === 0 || rows.some((row, at) => at > 0 && row <= (rows[at - 1] ?? row))) return refused("the rows do not ascend");
    return isLeaf(keyLeaf(output, rows), { index, path }, tree) ? { ok: true, rows } : refused("these are not all rows of the key");
  }
  const { left, right } = proof.absent;
  for (const side of [left, right]) {
    if (side !== null && !isLeaf(joinLeaf(side), side, tree)) return refused("a neighbour is not in the tree");
  }
  if (left === null && right === null && !isEmptyRoot(tree)) return refused("the tree is not empty");
  if (left !== null && compare(bytes(left.beta), output.beta, KEY_COMMITMENT.betaBytes) >= 0)
    return refused("the key does not follow its left neighbour");
  if (right !== null && compare(output.beta, bytes(right.beta), KEY_COMMITMENT.betaBytes) >= 0)
    return refused("the key does not precede its right neighbour");
  return { ok: true, rows: [] };
}

function isGapless({ left, right }: { left: KeyNeighbour | null; right: KeyNeighbour | null }, { count }: CommittedKeyTree): boolean {
  if (left === null) return right === null ? count === 0 : right.index === 0;
  return (right?.index ?? count) === left.index + 1;
}

function refused(reason: string): KeyVerdict {
  return { ok: false, reason };
}

function isLeaf(leaf: Uint8Array, at: { readonly index: number; readonly path: readonly string[] }, tree: CommittedKeyTree): boolean {
  return verifyInclusion({ leafHash: hashOf(leaf), index: at.index, size: tree.count, path: at.path.map(bytes), root: bytes(tree.root) });
}

function isEmptyRoot(tree: CommittedKeyTree): boolean {
  return tree.root === encodeHex(sha256(new Uint8Array(0)));
}

function joinLeaf({ beta, rows }: KeyNeighbour): Uint8Array {
  const leaf = new Uint8Array(LEAF_BYTES);
  const [first, second] = [bytes(beta), bytes(rows)];
  if (first.length + second.length !== LEAF_BYTES) return leaf;
  leaf.set(first);
  leaf.set(second, KEY_COMMITMENT.betaBytes);
  return leaf;
}

function hashOf(leaf: Uint8Array): Uint8Array {
  const data = new Uint8Array(1 + LEAF_BYTES);
  data[0] = KEY_COMMITMENT.tag;
  data.set(leaf, 1);
  return leafHash(data);
}

function rowsDigest(opening: Uint8Array, rows: readonly number[]): Uint8Array {
  return sha256(TAG, opening, encoder.encode(rows.map((row) => `\u001f${row}`).join("")));
}

function bytes(hex: string): Uint8Array {
  return decodeHex(hex) ?? new Uint8Array(0);
}

function compare(left: Uint8Array, right: Uint8Array, length: number): number {
  for (let at = 0; at < length; at++) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
