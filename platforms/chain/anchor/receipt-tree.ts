import { keccak_256 } from "@noble/hashes/sha3.js";
import { encodeRlp, type Rlp } from "../format/index.ts";

interface Entry {
  readonly path: readonly number[];
  readonly value: Uint8Array;
}

/** A Merkle-Patricia tree over a few entries, none of whose keys begins another; with the way from its root to a key. */
export function receiptTree(entries: readonly { readonly key: Uint8Array; readonly value: Uint8Array }[]) {
  const sorted = entries.map(({ key, value }): Entry => ({ path: nibblesOf(key), value }));
  return {
    root: keccak_256(encodeRlp(nodeOf(sorted, 0))),
    proof(key: Uint8Array): Uint8Array[] {
      const path = nibblesOf(key);
      const nodes: Uint8Array[] = [];
      let within: readonly Entry[] = sorted;
      for (let depth = 0; within.length > 0; ) {
        const encoded = encodeRlp(nodeOf(within, depth));
        // A short node stands inside the one above it.
        if (depth === 0 || encoded.length >= 32) nodes.push(encoded);
        if (within.length === 1) break;
        const shared = sharedLength(within, depth);
        depth += shared > 0 ? shared : 1;
        if (shared === 0) within = within.filter((entry) => entry.path[depth - 1] === path[depth - 1]);
      }
      return nodes;
    },
  };
}

function nodeOf(entries: readonly Entry[], depth: number): Rlp {
  const [first] = entries;
  if (first === undefined) return new Uint8Array(0);
  if (entries.length === 1) return [compact(first.path.slice(depth), true), first.value];
  const shared = sharedLength(entries, depth);
  if (shared > 0) return [compact(first.path.slice(depth, depth + shared), false), reference(nodeOf(entries, depth + shared))];
  const children = Array.from({ length: 16 }, (_, nibble) => {
    const below = entries.filter(({ path }) => path[depth] === nibble);
    return below.length === 0 ? new Uint8Array(0) : reference(nodeOf(below, depth + 1));
  });
  return [...children, new Uint8Array(0)];
}

function reference(node: Rlp): Rlp {
  const encoded = encodeRlp(node);
  return encoded.length < 32 ? node : keccak_256(encoded);
}

function sharedLength(entries: readonly Entry[], depth: number): number {
  const path = entries[0]?.path ?? [];
  let length = 0;
  while (depth + length < path.length && entries.every((entry) => entry.path[depth + length] === path[depth + length])) length++;
  return length;
}

function compact(nibbles: readonly number[], isLeaf: boolean): Uint8Array {
  const isOdd = nibbles.length % 2 === 1;
  const flag = (isLeaf ? 2 : 0) + (isOdd ? 1 : 0);
  const whole = isOdd ? [flag, ...nibbles] : [flag, 0, ...nibbles];
  return Uint8Array.from({ length: whole.length / 2 }, (_, at) => (whole[2 * at] ?? 0) * 16 + (whole[2 * at + 1] ?? 0));
}

function nibblesOf(key: Uint8Array): number[] {
  return [...key].flatMap((byte) => [byte >> 4, byte & 15]);
}
