import { equalBytes, leafHash, rootOfLeafHashes, rootOfRange } from "@yuejian/digests";
import {
  type Checkpoint,
  decodeEntryBundle,
  formatTilePath,
  parseCheckpoint,
  parseNote,
  TILE_WIDTH,
  type TileName,
} from "../../format/index.ts";
import { malformed } from "../../format/malformed.ts";
import type { Trust } from "../checkpoint-check.ts";
import { type Comparison, compareCheckpoints, type KeptCheckpoint } from "./compare-checkpoints.ts";
import { hashesOnLevel, readTile, type TileSource, throughTiles } from "./tile-tree.ts";

/** A copy that a follower keeps; what it holds is trusted no more than what a source answers. */
export interface TileCopy extends TileSource {
  write(path: string, bytes: Uint8Array): Promise<void>;
}

export interface Followed {
  readonly comparison: Comparison;
  /** Null when the source's checkpoint was refused; then the copy is as it was. */
  readonly checkpoint: Checkpoint | null;
  readonly tiles: number;
  readonly entries: number;
}

/** Brings a copy up to the source's checkpoint: compares that with the one kept, fetches the tiles that are new, from the top downward, and takes none whose
 *  hash is not in the tile above it, up to the signed root. With entries, each must have the leaf hash in its tile. The checkpoint is written last.
 *  PROOF_MALFORMED when the source's tiles are not those of its checkpoint. */
export async function followLog(
  source: TileSource,
  copy: TileCopy,
  { withEntries, ...trust }: Trust & { readonly withEntries: boolean },
): Promise<Followed> {
  const kept = await keptIn(copy);
  const note = (await source.read("checkpoint")) ?? new Uint8Array(0);
  // Read once: a source that answers otherwise the second time is not followed half-way.
  const fixed: TileSource = { read: async (path) => (path === "checkpoint" ? note : source.read(path)) };
  const comparison = await compareCheckpoints(kept, fixed, trust);
  if (!comparison.ok) return { comparison, checkpoint: null, tiles: 0, entries: 0 };
  const checkpoint = parseCheckpoint(parseNote(new TextDecoder().decode(note)).text);
  const sizes = { before: kept[0] ? parseCheckpoint(parseNote(kept[0].note).text).size : 0, size: checkpoint.size };
  const counts = { tiles: 0, entries: 0 };
  let above = new Map<number, Uint8Array>();
  for (let level = topLevel(checkpoint.size); level >= 0; level--) {
    const here = new Map<number, Uint8Array>();
    for (const tile of newTiles(level, sizes)) {
      const hashes = await readTile(fixed, tile);
      const isWhole = tile.width === TILE_WIDTH;
      if (isWhole && !equalBytes(rootOfLeafHashes(hashes), above.get(tile.index) ?? new Uint8Array(0)))
        throw malformed(formatTilePath(tile), "its hash is not in the tile above it");
      // The lowest level has no tiles below it.
      if (level > 0) for (const [at, hash] of hashes.entries()) here.set(tile.index * TILE_WIDTH + at, hash);
      else if (withEntries) counts.entries += await takeBundle({ source: fixed, copy }, tile, hashes);
      await copy.write(formatTilePath(tile), joined(hashes));
      counts.tiles++;
    }
    above = here;
  }
  const root = await throughTiles(copy, checkpoint.size, (nodeAt) => rootOfRange(nodeAt, 0, checkpoint.size));
  if (!equalBytes(root, checkpoint.root)) throw malformed("tiles", "they do not lead to the root of the checkpoint");
  await copy.write("checkpoint", note);
  return { comparison, checkpoint, ...counts };
}

async function keptIn(copy: TileCopy): Promise<KeptCheckpoint[]> {
  const bytes = await copy.read("checkpoint");
  return bytes === null ? [] : [{ name: "kept", note: new TextDecoder().decode(bytes) }];
}

function topLevel(size: number): number {
  let level = 0;
  while (hashesOnLevel(level + 1, size) > 0) level++;
  return size === 0 ? -1 : level;
}

/** The tiles of a level that were not there, or not whole, at the size before. */
function* newTiles(level: number, { before, size }: { before: number; size: number }): Generator<TileName> {
  const count = hashesOnLevel(level, size);
  if (count === hashesOnLevel(level, before)) return;
  for (let index = Math.floor(hashesOnLevel(level, before) / TILE_WIDTH); index * TILE_WIDTH < count; index++)
    yield { level, index, width: Math.min(TILE_WIDTH, count - index * TILE_WIDTH) };
}

async function takeBundle(
  { source, copy }: { source: TileSource; copy: TileCopy },
  { index, width }: TileName,
  hashes: readonly Uint8Array[],
): Promise<number> {
  const path = formatTilePath({ level: "entries", index, width });
  const bundle = await source.read(path);
  if (bundle === null) throw malformed(path, "the entries are missing");
  const entries = decodeEntryBundle(bundle);
  const isRight = entries.length === width && entries.every((entry, at) => equalBytes(leafHash(entry), hashes[at] ?? new Uint8Array(0)));
  if (!isRight) throw malformed(path, "the entries do not have the hashes in their tile");
  await copy.write(path, bundle);
  return width;
}

function joined(hashes: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(hashes.length * 32);
  for (const [at, hash] of hashes.entries()) bytes.set(hash, at * 32);
  return bytes;
}
