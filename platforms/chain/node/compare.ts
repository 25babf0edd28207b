import { consistencyPathFrom, encodeHex, equalBytes, type NodeAt, rootOfRange, sha256Tree, verifyConsistency } from "@yuejian/digests";
import { checkpointOf, EVIDENCE_FORMAT, formatTilePath, type SplitEvidence, TILE_WIDTH } from "../format/index.ts";

/** A tree whose earlier roots can be asked for. */
export interface ComparedTree {
  rootAt(size: number): Promise<Uint8Array>;
  consistencyProof(oldSize: number, newSize: number): Promise<readonly Uint8Array[]>;
}

/** A checkpoint somebody shows, and the tree under it where they show that too. */
export interface ShownCheckpoint {
  readonly note: string;
  readonly tree: ComparedTree | null;
}

/** How two checkpoints of one log stand: one continues the other, they contradict (with the proof), or nobody shows the tree that would tell. */
export type Comparison =
  | { readonly kind: "agree" }
  | { readonly kind: "unknown" }
  | { readonly kind: "split"; readonly evidence: SplitEvidence };

/** Compares two checkpoints whose signatures are known to be the log's. What a tree says counts only where it leads to the checkpoint's root. */
export async function compareCheckpoints(
  left: ShownCheckpoint,
  right: ShownCheckpoint,
  found: SplitEvidence["found"],
): Promise<Comparison> {
  const isOrdered = checkpointOf(left.note).size <= checkpointOf(right.note).size;
  const [smaller, larger] = isOrdered ? [left, right] : [right, left];
  const [older, newer] = [checkpointOf(smaller.note), checkpointOf(larger.note)];
  if (older.size === 0) return { kind: "agree" };
  const proven = await proveRoot(older.size, newer, larger.tree);
  if (proven === null) return { kind: "unknown" };
  if (equalBytes(proven.root, older.root)) return { kind: "agree" };
  return { kind: "split", evidence: splitEvidence({ smaller: smaller.note, larger: larger.note, ...proven }, found) };
}

export function splitEvidence(
  given: { smaller: string; larger: string; root: Uint8Array; path: readonly Uint8Array[] },
  found: SplitEvidence["found"],
): SplitEvidence {
  return {
    format: EVIDENCE_FORMAT,
    kind: "split",
    origin: checkpointOf(given.smaller).origin,
    smaller: given.smaller,
    larger: given.larger,
    root: encodeHex(given.root),
    path: given.path.map((step) => encodeHex(step)),
    found,
  };
}

async function proveRoot(
  oldSize: number,
  newer: { size: number; root: Uint8Array },
  tree: ComparedTree | null,
): Promise<{ root: Uint8Array; path: readonly Uint8Array[] } | null> {
  if (oldSize === newer.size) return { root: newer.root, path: [] };
  if (tree === null) return null;
  const root = await tree.rootAt(oldSize);
  const path = await tree.consistencyProof(oldSize, newer.size);
  return verifyConsistency({ oldSize, newSize: newer.size, oldRoot: root, newRoot: newer.root, path }) ? { root, path } : null;
}

/** The tree that somebody serves as tiles (C2SP tlog-tiles), read only as far as a proof needs. `fetchTile` gives the bytes at a path. */
export class TileTree implements ComparedTree {
  readonly #size: number;
  readonly #fetchTile: (path: string) => Promise<Uint8Array>;
  readonly #tiles = new Map<string, Promise<Uint8Array>>();

  /** `size`: of the checkpoint that is served beside the tiles. */
  constructor(size: number, fetchTile: (path: string) => Promise<Uint8Array>) {
    this.#size = size;
    this.#fetchTile = fetchTile;
  }

  rootAt(size: number): Promise<Uint8Array> {
    return this.#compute((nodeAt) => rootOfRange(nodeAt, 0, size));
  }

  consistencyProof(oldSize: number, newSize: number): Promise<readonly Uint8Array[]> {
    return this.#compute((nodeAt) => consistencyPathFrom(nodeAt, oldSize, newSize));
  }

  /** Runs the computation once to learn which nodes it asks for, and once more with them. */
  async #compute<Value>(compute: (nodeAt: NodeAt) => Value): Promise<Value> {
    const wanted = new Map<string, [number, number]>();
    compute((level, index) => {
      wanted.set(`${level}/${index}`, [level, index]);
      return sha256Tree.empty;
    });
    const nodes = new Map<string, Uint8Array>();
    for (const [name, [level, index]] of wanted) nodes.set(name, await this.#node(level, index));
    return compute((level, index) => nodes.get(`${level}/${index}`) ?? sha256Tree.empty);
  }

  async #node(level: number, index: number): Promise<Uint8Array> {
    const tileLevel = Math.floor(level / 8);
    const width = 2 ** (level % 8);
    const first = index * width;
    const tile = await this.#tile(tileLevel, Math.floor(first / TILE_WIDTH));
    const at = first % TILE_WIDTH;
    let row: Uint8Array[] = Array.from({ length: width }, (_, step) => tile.slice(32 * (at + step), 32 * (at + step) + 32));
    if (row.some((hash) => hash.length !== 32)) throw new Error("a tile is too short");
    while (row.length > 1) {
      row = Array.from({ length: row.length / 2 }, (_, pair) =>
        sha256Tree.node(row[2 * pair] ?? sha256Tree.empty, row[2 * pair + 1] ?? sha256Tree.empty),
      );
    }
    return row[0] ?? sha256Tree.empty;
  }

  #tile(level: number, index: number): Promise<Uint8Array> {
    const width = Math.min(TILE_WIDTH, Math.floor(this.#size / TILE_WIDTH ** level) - index * TILE_WIDTH);
    const path = formatTilePath({ level, index, width });
    const known = this.#tiles.get(path);
    if (known !== undefined) return known;
    const tile = this.#fetchTile(path);
    this.#tiles.set(path, tile);
    return tile;
  }
}
