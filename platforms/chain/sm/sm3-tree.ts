import { hash } from "node:crypto";
import type { NodeAt, TreeHash } from "@yuejian/digests";

const nodeInput = Buffer.alloc(65, 1);
const leafInput = Buffer.alloc(1 + 65_536);
const HASH_BYTES = 32;

/** The SM3 tree of RFC 6962's shape on the platform's hash. */
export const platformSm3Tree: TreeHash = {
  empty: new Uint8Array(hash("sm3", new Uint8Array(0), "buffer")),
  leaf(data) {
    const out = Buffer.alloc(HASH_BYTES);
    writeLeaf(out, 0, data);
    return new Uint8Array(out);
  },
  node(left, right) {
    const out = Buffer.alloc(HASH_BYTES);
    writeNode(out, 0, left, right);
    return new Uint8Array(out);
  },
};

/** A tree that grows at its right edge. All complete subtrees, in the order in which they become complete, are one sequence that is only ever added
 *  to: leaf, leaf, their node, leaf, … (post-order). */
export class GrowingSm3Tree {
  /** Per level the last complete subtree where their number is odd. */
  readonly #edge: (Uint8Array | undefined)[] = [];
  #size = 0;

  /** The first `size` leaves of a tree whose subtrees are known. */
  static at(size: number, nodeAt: NodeAt): GrowingSm3Tree {
    const tree = new GrowingSm3Tree();
    tree.#size = size;
    for (let level = 0, count = size; count > 0; level++, count = Math.floor(count / 2)) {
      if (count % 2 === 1) tree.#edge[level] = nodeAt(level, count - 1);
    }
    return tree;
  }

  get size(): number {
    return this.#size;
  }

  /** Adds leaves; gives the subtrees that became complete, 32 bytes each, in order. */
  add(entries: readonly Uint8Array[]): Buffer {
    const out = Buffer.alloc(HASH_BYTES * (subtreeCount(this.#size + entries.length) - subtreeCount(this.#size)));
    let position = 0;
    for (const entry of entries) {
      writeLeaf(out, position, entry);
      let level = 0;
      for (let rest = this.#size; rest % 2 === 1; rest = (rest - 1) / 2, level++) {
        const right = out.subarray(position, position + HASH_BYTES);
        position += HASH_BYTES;
        writeNode(out, position, this.#edge[level] ?? platformSm3Tree.empty, right);
        this.#edge[level] = undefined;
      }
      this.#edge[level] = out.subarray(position, position + HASH_BYTES);
      position += HASH_BYTES;
      this.#size++;
    }
    // The edge outlives the buffer it was computed in.
    this.#edge.forEach((node, level) => {
      if (node !== undefined) this.#edge[level] = new Uint8Array(node);
    });
    return out;
  }

  root(): Uint8Array {
    let root: Uint8Array | null = null;
    for (const subtree of this.#edge) {
      if (subtree !== undefined) root = root === null ? subtree : platformSm3Tree.node(subtree, root);
    }
    return root ?? platformSm3Tree.empty;
  }
}

/** Complete subtrees, leaves among them, over that many leaves: 2 n less the ones of n in binary. */
export function subtreeCount(leaves: number): number {
  let ones = 0;
  for (let rest = leaves; rest > 0; rest = Math.floor(rest / 2)) ones += rest % 2;
  return 2 * leaves - ones;
}

/** Where in the sequence the subtree over leaves [index · 2^level, (index + 1) · 2^level) stands. */
export function subtreePosition(level: number, index: number): number {
  return subtreeCount((index + 1) * 2 ** level - 1) + level;
}

function writeLeaf(out: Buffer, position: number, data: Uint8Array): void {
  leafInput.set(data, 1);
  out.write(hash("sm3", leafInput.subarray(0, 1 + data.length), "binary"), position, "binary");
}

function writeNode(out: Buffer, position: number, left: Uint8Array, right: Uint8Array): void {
  nodeInput.set(left, 1);
  nodeInput.set(right, 1 + HASH_BYTES);
  out.write(hash("sm3", nodeInput, "binary"), position, "binary");
}
