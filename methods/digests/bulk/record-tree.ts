import { inclusionPathFrom, type NodeAt, nodeHash, rootOfRange } from "../merkle-tree.ts";
import type { TreeBuilder } from "./bulk-hasher.ts";
import type { HashEngine } from "./hash-engine.ts";
import { MEMORY } from "./wat-rounds.ts";

const HASH = 32;
/** Height of the lowest stored level above the leaves. */
const STORED_HEIGHT = 8;
const TILE = 2 ** STORED_HEIGHT;
const PIECE = 16 * TILE;

/** The tree from leaf hashes in pieces; only hashes of complete tiles of 256 leaves are kept. */
export function startTree(engine: HashEngine): TreeBuilder {
  const pending = new Uint8Array(PIECE * HASH);
  let pendingBytes = 0;
  let size = 0;
  let tiles: Uint8Array = new Uint8Array(1024 * HASH);
  let tileBytes = 0;

  const takeTiles = (): void => {
    const whole = Math.floor(pendingBytes / (TILE * HASH)) * TILE;
    if (whole === 0) return;
    const hashes = nodesAbove(engine, pending.subarray(0, whole * HASH), STORED_HEIGHT);
    if (tileBytes + hashes.length > tiles.length) {
      const larger = new Uint8Array(tiles.length * 2);
      larger.set(tiles);
      tiles = larger;
    }
    tiles.set(hashes, tileBytes);
    tileBytes += hashes.length;
    pending.copyWithin(0, whole * HASH, pendingBytes);
    pendingBytes -= whole * HASH;
  };

  return {
    append(leafHashes) {
      if (leafHashes.length % HASH !== 0) throw new RangeError("leaf hashes are 32 bytes each");
      size += leafHashes.length / HASH;
      for (let at = 0; at < leafHashes.length; ) {
        const taken = Math.min(pending.length - pendingBytes, leafHashes.length - at);
        pending.set(leafHashes.subarray(at, at + taken), pendingBytes);
        pendingBytes += taken;
        at += taken;
        if (pendingBytes === pending.length) takeTiles();
      }
    },
    finish() {
      takeTiles();
      const levels: Uint8Array[] = [tiles.slice(0, tileBytes)];
      for (let below = levels[0]; below !== undefined && below.length >= 2 * HASH; below = levels.at(-1)) {
        levels.push(nodesAbove(engine, below.subarray(0, below.length - (below.length % (2 * HASH))), 1));
      }
      const upperLevels = new Uint8Array(levels.reduce((sum, level) => sum + level.length, 0));
      let position = 0;
      for (const level of levels) {
        upperLevels.set(level, position);
        position += level.length;
      }
      const tailStart = size - (size % TILE);
      const nodeAt = storedNodes(upperLevels, size, (start, count) =>
        pending.subarray((start - tailStart) * HASH, (start - tailStart + count) * HASH),
      );
      return { size, root: rootOfRange(nodeAt, 0, size), upperLevels };
    },
  };
}

/** RFC 6962 inclusion proof of a leaf, hashes from the leaf upward, from what was kept of the tree.
 *  `leaves(start, count)` reads leaf hashes (count ≤ 256, one tile); at most two tiles are read and 256 nodes hashed.
 *  RangeError when the index lies outside. */
export function storedInclusionPath(
  tree: { readonly size: number; readonly upperLevels: Uint8Array },
  index: number,
  leaves: (start: number, count: number) => Uint8Array,
): Uint8Array[] {
  const tiles = new Map<number, Uint8Array>();
  const readOnce = (start: number, count: number): Uint8Array => {
    const tileStart = start - (start % TILE);
    let tile = tiles.get(tileStart);
    if (tile === undefined) {
      tile = leaves(tileStart, Math.min(TILE, tree.size - tileStart));
      tiles.set(tileStart, tile);
    }
    return tile.subarray((start - tileStart) * HASH, (start - tileStart + count) * HASH);
  };
  return inclusionPathFrom(storedNodes(tree.upperLevels, tree.size, readOnce), index, tree.size);
}

function storedNodes(upperLevels: Uint8Array, size: number, leaves: (start: number, count: number) => Uint8Array): NodeAt {
  return (level, index) => {
    if (level < STORED_HEIGHT) return foldLeaves(leaves(index * 2 ** level, 2 ** level));
    let offset = 0;
    for (let height = STORED_HEIGHT; height < level; height++) offset += Math.floor(size / 2 ** height) * HASH;
    const hash = upperLevels.slice(offset + index * HASH, offset + (index + 1) * HASH);
    if (hash.length !== HASH) throw new RangeError(`no subtree ${index} on level ${level}`);
    return hash;
  };
}

/** Root over 2^k hashes. */
function foldLeaves(hashes: Uint8Array): Uint8Array {
  let level: Uint8Array[] = [];
  for (let at = 0; at < hashes.length; at += HASH) level.push(hashes.slice(at, at + HASH));
  while (level.length > 1) {
    const above: Uint8Array[] = [];
    for (let at = 0; at + 1 < level.length; at += 2) above.push(nodeHash(level[at] ?? hashes, level[at + 1] ?? hashes));
    level = above;
  }
  const root = level[0];
  if (root === undefined) throw new RangeError("no leaf hashes to fold");
  return root;
}

/** Hashes `heights` levels up, in pieces that stay in the processor's cache. */
function nodesAbove(engine: HashEngine, hashes: Uint8Array, heights: number): Uint8Array {
  const result = new Uint8Array(hashes.length / 2 ** heights);
  // One byte before the first hash is read by the kernel, hence the gap.
  const from = MEMORY.free + 64;
  engine.reserve(from + PIECE * HASH + 64);
  for (let at = 0; at < hashes.length; at += PIECE * HASH) {
    const piece = hashes.subarray(at, at + PIECE * HASH);
    engine.memory.set(piece, from);
    let count = piece.length / HASH;
    for (let height = 0; height < heights; height++) {
      count /= 2;
      engine.nodes(from, from, count);
    }
    result.set(engine.memory.subarray(from, from + count * HASH), at / 2 ** heights);
  }
  return result;
}
