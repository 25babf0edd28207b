import { YuejianError } from "@yuejian/contracts";
import { equalBytes } from "@yuejian/digests";
import type { Frame } from "../format/index.ts";
import type { Disk } from "./disk.ts";
import type { KeyIndex } from "./key-index.ts";
import { keyDigest } from "./key-run.ts";
import type { Levels } from "./levels.ts";
import { corrupt, type LogFiles, segmentPath } from "./log-files.ts";
import type { FramePlace, PlacedFrame, Segments } from "./segments.ts";
import { type DerivedState, type LogVerifier, loadDerivedState, type SignedCheckpoint } from "./states.ts";
import { writeLeafHash } from "./tree-hash.ts";

const decoder = new TextDecoder();
const REPLAYED_KEYS = 65_536;

export interface LogParts {
  readonly disk: Disk;
  readonly files: LogFiles;
  readonly segments: Segments;
  readonly levels: Levels;
  readonly keys: KeyIndex;
  readonly verifier: LogVerifier;
}

/** Where the log stands after opening. */
export interface Recovered {
  /** Where the next frame goes. */
  readonly next: FramePlace;
  readonly lastFrame: FramePlace | null;
  /** The checkpoint in the last frame; null for the empty log. */
  readonly checkpoint: SignedCheckpoint | null;
}

/** Brings levels and keys to the end of the segments: from the derived state, or from nothing when that or the files do not fit it. */
export function recover(parts: LogParts, signedSize: number): Recovered {
  const state = loadDerivedState(parts.disk, parts.files);
  const start = state === null ? null : startFrom(parts, state);
  if (start !== null) return replay(parts, start, signedSize);
  parts.keys.clear();
  parts.levels.load(0);
  return replay(parts, { next: { segment: 0, offset: 0 }, lastFrame: null, checkpoint: null }, signedSize);
}

/** The leaf hashes of a frame, 32 bytes each. */
export function leafHashesOf(entries: readonly { readonly bytes: Uint8Array }[]): Buffer {
  const hashes = Buffer.alloc(32 * entries.length);
  entries.forEach((entry, index) => {
    writeLeafHash(hashes, 32 * index, entry.bytes);
  });
  return hashes;
}

/** Where entries lie: 8 bytes each, see Levels. */
export function placesOf(frame: { segment: number; offset: number }, entryOffsets: readonly number[]): Buffer {
  const places = Buffer.alloc(8 * entryOffsets.length);
  entryOffsets.forEach((offset, index) => {
    places.writeUInt32BE(frame.segment, 8 * index);
    places.writeUInt32BE(frame.offset + offset, 8 * index + 4);
  });
  return places;
}

function startFrom(parts: LogParts, state: DerivedState): Recovered | null {
  try {
    parts.levels.load(state.size);
    if (!equalBytes(parts.levels.root, Buffer.from(state.root, "hex")) || !parts.keys.load(state.runs, state.size)) return null;
    const next = { segment: state.segment, offset: state.offset };
    if (state.lastFrame === null) return state.size === 0 ? { next, lastFrame: null, checkpoint: null } : null;
    const frame = parts.segments.frame(state.lastFrame);
    if (typeof frame === "string") return null;
    const checkpoint = parts.verifier.open(frame.checkpoint);
    const isNext = frame.segment === next.segment && frame.offset + frame.length === next.offset;
    const fits = isNext && checkpoint !== null && checkpoint.size === state.size && equalBytes(checkpoint.root, parts.levels.root);
    return fits ? { next, lastFrame: state.lastFrame, checkpoint } : null;
  } catch (error) {
    if (error instanceof YuejianError) return null;
    throw error;
  }
}

function replay(parts: LogParts, start: Recovered, signedSize: number): Recovered {
  const count = Math.max(parts.segments.count(), start.next.segment);
  let { next, lastFrame, checkpoint } = start;
  for (let segment = next.segment; segment < count; segment++) {
    if (segment !== next.segment) next = { segment, offset: 0 };
    const frames = parts.segments.frames(next);
    let step = frames.next();
    for (; step.done !== true; step = frames.next()) {
      const frame = step.value;
      checkpoint = takeFrame(parts, frame);
      lastFrame = { segment: frame.segment, offset: frame.offset };
      next = { segment, offset: frame.offset + frame.length };
    }
    if (step.value !== null) dropTornTail(parts, next, { fault: step.value, isLast: segment === count - 1, signedSize });
  }
  requireSigned(parts, signedSize);
  // The place of an entry is written once the entry is durable, before it is acknowledged: a place beyond the end names a lost entry.
  if (parts.levels.place(parts.levels.size) !== null) {
    throw corrupt(segmentPath(parts.files, next.segment), next.offset, `entry ${parts.levels.size} was durable and is missing`);
  }
  return { next, lastFrame, checkpoint };
}

function takeFrame(parts: LogParts, frame: PlacedFrame): SignedCheckpoint {
  const path = segmentPath(parts.files, frame.segment);
  if (frame.firstIndex !== parts.levels.size) throw corrupt(path, frame.offset, `the frame begins at entry ${frame.firstIndex}`);
  const growth = parts.levels.grow(leafHashesOf(frame.entries));
  const checkpoint = checkedCheckpoint(parts.verifier, frame, growth);
  if (typeof checkpoint === "string") throw corrupt(path, frame.offset, checkpoint);
  frame.entries.forEach((entry, index) => {
    parts.keys.add(decoder.decode(entry.key), keyDigest(entry.key), frame.firstIndex + index);
  });
  parts.levels.apply(
    growth,
    placesOf(
      frame,
      frame.entries.map((entry) => entry.offset),
    ),
  );
  // Keys of a long log do not fit in memory; the runs made here are listed when the log settles.
  if (parts.keys.recentCount >= REPLAYED_KEYS) parts.keys.settle(parts.levels.size);
  return checkpoint;
}

/** The checkpoint of a frame, or why it does not vouch for the tree with this frame's entries. */
export function checkedCheckpoint(
  verifier: LogVerifier,
  frame: Frame,
  tree: { size: number; root: Uint8Array },
): SignedCheckpoint | string {
  const checkpoint = verifier.open(frame.checkpoint);
  if (checkpoint === null) return "the frame's checkpoint is not signed by this log";
  if (checkpoint.size !== tree.size || !equalBytes(checkpoint.root, tree.root)) return "the frame's checkpoint has another root";
  return checkpoint;
}

function requireSigned(parts: LogParts, signed: number): void {
  const { size } = parts.levels;
  if (size < signed) throw new YuejianError("LOG_ROLLED_BACK", { size, signed });
}

/** A crash leaves half a frame at the very end. Anything else that is no frame is damage, and dropping it would lose entries. */
function dropTornTail(parts: LogParts, end: FramePlace, tail: { fault: string; isLast: boolean; signedSize: number }): void {
  const path = segmentPath(parts.files, end.segment);
  if (tail.isLast && !parts.segments.hasFrameAfter(end)) requireSigned(parts, tail.signedSize);
  const wasDurable = parts.levels.place(parts.levels.size) !== null;
  if (!tail.isLast || wasDurable || parts.segments.hasFrameAfter(end)) throw corrupt(path, end.offset, tail.fault);
  parts.segments.truncate(end);
}
