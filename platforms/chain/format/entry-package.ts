import { type TreeHash, verifyInclusion } from "@yuejian/digests";
import { TILE_WIDTH } from "./tiles.ts";

/** One package of an `add-entries` upload (C2SP tlog-mirror): entries [start, end) inside one block of 256. */
export interface EntryPackage {
  readonly start: number;
  readonly end: number;
}

/** The canonical sequence of packages for entries [start, end). */
export function* packagesOf(start: number, end: number): Generator<EntryPackage> {
  for (let from = start; from < end; ) {
    const to = Math.min(end, (Math.floor(from / TILE_WIDTH) + 1) * TILE_WIDTH);
    yield { start: from, end: to };
    from = to;
  }
}

/** The proof that a block of 256 entries, or the last and shorter one, belongs to a tree of `size`: what remains of the inclusion path of its first
 *  entry above the block. `width`: entries in the block. */
export function blockPath(inclusionPath: readonly Uint8Array[], width: number): readonly Uint8Array[] {
  return inclusionPath.slice(Math.ceil(Math.log2(width)));
}

/** Whether a block of entries, `block` × 256 and on, whose leaf hashes have the root `blockRoot`, is that of the tree: a tree over blocks has the same
 *  root as that over entries. */
export function verifyBlock(
  blockRoot: Uint8Array,
  given: { block: number; size: number; root: Uint8Array; path: readonly Uint8Array[]; hash?: TreeHash },
): boolean {
  const { block, size, root, path, hash } = given;
  return verifyInclusion({ leafHash: blockRoot, index: block, size: Math.ceil(size / TILE_WIDTH), path, root }, hash);
}
