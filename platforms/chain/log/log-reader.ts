import { YuejianError } from "@yuejian/contracts";
import {
  consistencyPathFrom,
  equalBytes,
  inclusionPathFrom,
  isCount,
  rootOfRange,
  verifyConsistency,
  verifyInclusion,
} from "@yuejian/digests";
import { encodeEntryBundle, TILE_WIDTH } from "../format/index.ts";
import type { Levels } from "./levels.ts";
import { corrupt, type LogFiles, segmentPath } from "./log-files.ts";
import type { Segments } from "./segments.ts";
import { platformTree, writeLeafHash } from "./tree-hash.ts";

const KNOWN_ROOTS = 256;

/** Reads entries and proofs. Whatever comes from the level files is checked against the root in memory before it is handed out: LOG_CORRUPT rather than a wrong proof. */
export class LogReader {
  readonly #files: LogFiles;
  readonly #segments: Segments;
  readonly #levels: Levels;
  readonly #roots = new Map<number, Uint8Array>();

  constructor(parts: { files: LogFiles; segments: Segments; levels: Levels }) {
    this.#files = parts.files;
    this.#segments = parts.segments;
    this.#levels = parts.levels;
  }

  entry(index: number): { record: Uint8Array; bytes: Uint8Array } {
    requireBelow(index, this.#levels.size);
    const place = this.#levels.place(index);
    if (place === null) throw corrupt("levels/offsets", index * 8, "the place of an entry is missing");
    const entry = this.#segments.entry(place);
    const leaf = Buffer.alloc(32);
    writeLeafHash(leaf, 0, entry.bytes);
    if (!equalBytes(leaf, this.#levels.nodeAt(0, index))) {
      throw corrupt(segmentPath(this.#files, place.segment), place.offset, `entry ${index} does not have its leaf hash`);
    }
    return entry;
  }

  inclusionProof(index: number, size: number): Uint8Array[] {
    requireAtMost(size, this.#levels.size);
    requireBelow(index, size);
    const leafHash = platformTree.leaf(this.entry(index).bytes);
    const path = inclusionPathFrom(this.#levels.nodeAt, index, size, platformTree);
    if (!verifyInclusion({ leafHash, index, size, path, root: this.rootAt(size) }, platformTree)) throw wrongHashes();
    return path;
  }

  consistencyProof(oldSize: number, newSize: number): Uint8Array[] {
    requireAtMost(newSize, this.#levels.size);
    requireAtMost(oldSize, newSize);
    const path = consistencyPathFrom(this.#levels.nodeAt, oldSize, newSize, platformTree);
    const [oldRoot, newRoot] = [this.rootAt(oldSize), this.rootAt(newSize)];
    if (!verifyConsistency({ oldSize, newSize, oldRoot, newRoot, path }, platformTree)) throw wrongHashes();
    return path;
  }

  /** Root of an earlier size, bound to the newest root by a consistency proof. */
  rootAt(size: number): Uint8Array {
    const { nodeAt, root: newRoot, size: newSize } = this.#levels;
    if (size === newSize) return newRoot;
    const known = this.#roots.get(size);
    if (known !== undefined) return known;
    const oldRoot = rootOfRange(nodeAt, 0, size, platformTree);
    const path = consistencyPathFrom(nodeAt, size, newSize, platformTree);
    if (!verifyConsistency({ oldSize: size, newSize, oldRoot, newRoot, path }, platformTree)) throw wrongHashes();
    if (this.#roots.size >= KNOWN_ROOTS) this.#roots.clear();
    this.#roots.set(size, oldRoot);
    return oldRoot;
  }

  /** `width` × 32 bytes of tree level 8 × `level`. Clients recompute them against a checkpoint. */
  tile(level: number, index: number, width: number): Uint8Array {
    if (!isCount(level) || level > 6) throw new YuejianError("INDEX_OUT_OF_RANGE", { index: level, size: 7 });
    requireTile(index, width, Math.floor(this.#levels.size / 256 ** level));
    return this.#levels.hashes(8 * level, index * TILE_WIDTH, width);
  }

  entryBundle(index: number, width: number): Uint8Array {
    requireTile(index, width, this.#levels.size);
    const first = index * TILE_WIDTH;
    const places = this.#levels.places(first, width);
    const together = places === null ? null : this.#segments.neighbours(places);
    const leafHashes = this.#levels.hashes(0, first, width);
    const leaf = Buffer.alloc(32);
    const entries = Array.from({ length: width }, (_, at) => {
      const bytes = together?.[at];
      if (bytes === undefined) return this.entry(first + at).bytes;
      writeLeafHash(leaf, 0, bytes);
      // Asked for by itself, a damaged one is named.
      return equalBytes(leaf, leafHashes.subarray(32 * at, 32 * at + 32)) ? bytes : this.entry(first + at).bytes;
    });
    return encodeEntryBundle(entries);
  }
}

function wrongHashes(): YuejianError {
  return corrupt("levels", 0, "the stored hashes do not lead to the root");
}

function requireBelow(index: number, size: number): void {
  if (!isCount(index) || index >= size) throw new YuejianError("INDEX_OUT_OF_RANGE", { index, size });
}

function requireAtMost(size: number, limit: number): void {
  if (!isCount(size) || size > limit) throw new YuejianError("INDEX_OUT_OF_RANGE", { index: size, size: limit });
}

function requireTile(index: number, width: number, count: number): void {
  const isInside = isCount(index) && isCount(width) && width >= 1 && width <= TILE_WIDTH && index * TILE_WIDTH + width <= count;
  if (!isInside) throw new YuejianError("INDEX_OUT_OF_RANGE", { index: index * TILE_WIDTH + width - 1, size: count });
}
