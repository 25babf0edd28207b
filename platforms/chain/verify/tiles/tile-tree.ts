import { type NodeAt, rootOfLeafHashes } from "@yuejian/digests";
import { formatTilePath, TILE_WIDTH, type TileName } from "../../format/index.ts";
import { malformed } from "../../format/malformed.ts";

/** Where a log's checkpoint, tiles and entry bundles lie (C2SP tlog-tiles): an address or a folder. Nothing that comes from there is believed. */
export interface TileSource {
  /** What stands at a path below the prefix (`checkpoint`, `tile/0/000`); null when nothing does. */
  read(path: string): Promise<Uint8Array | null>;
}

const HASH_BYTES = 32;
/** Tiles asked for at once. */
const AT_ONCE = 16;

/** Computes something over the hashes of a tree of `size` entries, fetching the tiles that it needs. `compute` must ask for the same nodes whatever the
 *  hashes are: it is run once to learn which, and again over the hashes. */
export async function throughTiles<Result>(source: TileSource, size: number, compute: (nodeAt: NodeAt) => Result): Promise<Result> {
  const wanted = new Map<string, TileName>();
  const zero = new Uint8Array(HASH_BYTES);
  compute((level, index) => {
    const { tile } = placeOf(level, index, size);
    wanted.set(formatTilePath(tile), tile);
    return zero;
  });
  const tiles = new Map<string, readonly Uint8Array[]>();
  const names = [...wanted];
  for (let at = 0; at < names.length; at += AT_ONCE) {
    const some = names.slice(at, at + AT_ONCE);
    const read = await Promise.all(some.map(async ([path, tile]) => [path, await readTile(source, tile)] as const));
    for (const [path, hashes] of read) tiles.set(path, hashes);
  }
  return compute((level, index) => {
    const { tile, first, count } = placeOf(level, index, size);
    return rootOfLeafHashes((tiles.get(formatTilePath(tile)) ?? []).slice(first, first + count));
  });
}

/** The hashes of a tile. Where a partial tile has gone because the whole one is there, that one begins with it. */
export async function readTile(source: TileSource, tile: TileName): Promise<readonly Uint8Array[]> {
  const path = formatTilePath(tile);
  const isPartial = tile.width < TILE_WIDTH;
  const bytes = (await source.read(path)) ?? (isPartial ? await source.read(formatTilePath({ ...tile, width: TILE_WIDTH })) : null);
  if (bytes === null) throw malformed(path, "the tile is missing");
  if (bytes.length !== tile.width * HASH_BYTES && !(isPartial && bytes.length === TILE_WIDTH * HASH_BYTES))
    throw malformed(path, `${bytes.length} bytes are no tile of ${tile.width} hashes`);
  return Array.from({ length: tile.width }, (_, at) => bytes.slice(at * HASH_BYTES, (at + 1) * HASH_BYTES));
}

/** How many hashes stand on a tile level of a tree. */
export function hashesOnLevel(level: number, size: number): number {
  return Math.floor(size / TILE_WIDTH ** level);
}

/** The tile that holds what is below a node, and where in it. */
function placeOf(level: number, index: number, size: number): { tile: TileName; first: number; count: number } {
  const tileLevel = Math.floor(level / 8);
  const count = 2 ** (level % 8);
  const start = index * count;
  const tile = Math.floor(start / TILE_WIDTH);
  const width = Math.min(TILE_WIDTH, hashesOnLevel(tileLevel, size) - tile * TILE_WIDTH);
  return { tile: { level: tileLevel, index: tile, width }, first: start - tile * TILE_WIDTH, count };
}
