import { consistencyPathFrom, encodeHex, equalBytes, rootOfRange, verifyConsistency } from "@yuejian/digests";
import { checkpointOf, EVIDENCE_FORMAT, type SplitEvidence } from "../format/index.ts";
import { type TileSource, throughTiles } from "../verify/index.ts";

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

/** The tree of `size` entries that somebody serves as tiles (C2SP tlog-tiles), read only as far as a proof needs; a tile is asked for once. */
export function servedTree(size: number, source: TileSource): ComparedTree {
  const asked = new Map<string, Promise<Uint8Array | null>>();
  const once: TileSource = {
    read(path) {
      const answer = asked.get(path) ?? source.read(path);
      asked.set(path, answer);
      return answer;
    },
  };
  return {
    rootAt: (of) => throughTiles(once, size, (nodeAt) => rootOfRange(nodeAt, 0, of)),
    consistencyProof: (oldSize, newSize) => throughTiles(once, size, (nodeAt) => consistencyPathFrom(nodeAt, oldSize, newSize)),
  };
}
