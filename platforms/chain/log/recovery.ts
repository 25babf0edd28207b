import { YuejianError } from "@yuejian/contracts";
import { equalBytes } from "@yuejian/digests";
import type { EntryHasher } from "@yuejian/digests/bulk";
import { ENTRY_HEAD_BYTES, type Frame, SPAN_WORDS } from "../format/index.ts";
import { DIGEST_WORDS, digestWords } from "./key-table.ts";
import { corrupt, segmentPath } from "./log-files.ts";
import type { LogParts } from "./log-parts.ts";
import type { FramePlace, PlacedFrame } from "./segments.ts";
import { settle } from "./settle.ts";
import { type DerivedState, type LogVerifier, loadDerivedState, type SignedCheckpoint } from "./states.ts";
import { growTree } from "./tree-growth.ts";

/** Where the log stands after opening. */
export interface Recovered {
  /** Where the next frame goes. */
  readonly next: FramePlace;
  readonly lastFrame: FramePlace | null;
  /** The checkpoint in the last frame; null for the empty log. */
  readonly checkpoint: SignedCheckpoint | null;
  /** Entries that the derived state covers; null when there is none that fits. */
  readonly settledSize: number | null;
}

/** Brings levels and keys to the end of the segments: from the derived state, or from nothing when that or the files do not fit it. */
export async function recover(parts: LogParts, options: { signedSize: number; settleEntries: number }): Promise<Recovered> {
  const state = loadDerivedState(parts.disk, parts.files);
  const start = state === null ? null : startFrom(parts, state);
  if (start !== null) return replay(parts, start, options);
  // It names runs that go now; until the log settles again there is none.
  if (parts.disk.exists(parts.files.derivedState)) parts.disk.remove(parts.files.derivedState);
  parts.keys.clear();
  parts.levels.load(0);
  return replay(parts, { next: { segment: 0, offset: 0 }, lastFrame: null, checkpoint: null, settledSize: null }, options);
}

/** Where entries lie whose spans are counted from a place: 8 bytes each, see Levels. Written to `space` where given. */
export function placesOf(start: FramePlace, spans: Uint32Array, space?: Buffer): Buffer {
  const length = (8 * spans.length) / SPAN_WORDS;
  const places = space === undefined ? Buffer.allocUnsafeSlow(length) : space.subarray(0, length);
  const words = new Uint32Array(places.buffer, places.byteOffset, length / 4);
  for (let span = 0, at = 0; span < spans.length; span += SPAN_WORDS, at += 2) {
    words[at] = start.segment;
    words[at + 1] = start.offset + (spans[span] ?? 0) - ENTRY_HEAD_BYTES;
  }
  return places.swap32();
}

function startFrom(parts: LogParts, state: DerivedState): Recovered | null {
  try {
    parts.levels.load(state.size);
    if (!equalBytes(parts.levels.root, Buffer.from(state.root, "hex")) || !parts.keys.load(state.runs, state.size)) return null;
    const next = { segment: state.segment, offset: state.offset };
    if (state.lastFrame === null) return state.size === 0 ? { next, lastFrame: null, checkpoint: null, settledSize: 0 } : null;
    const frame = parts.segments.frame(state.lastFrame);
    if (typeof frame === "string") return null;
    const checkpoint = parts.verifier.open(frame.checkpoint);
    const isNext = frame.segment === next.segment && frame.offset + frame.length === next.offset;
    const fits = isNext && checkpoint !== null && checkpoint.size === state.size && equalBytes(checkpoint.root, parts.levels.root);
    return fits ? { next, lastFrame: state.lastFrame, checkpoint, settledSize: state.size } : null;
  } catch (error) {
    if (error instanceof YuejianError) return null;
    throw error;
  }
}

async function replay(parts: LogParts, start: Recovered, options: { signedSize: number; settleEntries: number }): Promise<Recovered> {
  const { signedSize } = options;
  const count = Math.max(parts.segments.count(), start.next.segment);
  let { next, lastFrame, checkpoint, settledSize } = start;
  let hasNewRuns = false;
  for (let segment = next.segment; segment < count; segment++) {
    if (segment !== next.segment) next = { segment, offset: 0 };
    const frames = parts.segments.frames(next);
    let step = frames.next();
    for (; step.done !== true; step = frames.next()) {
      const frame = step.value;
      checkpoint = await takeFrame(parts, frame, await parts.hasher);
      lastFrame = { segment: frame.segment, offset: frame.offset };
      next = { segment, offset: frame.offset + frame.length };
      // Keys of a long log do not fit in memory; the runs made here are listed when the log settles.
      if (parts.keys.recentCount < options.settleEntries) continue;
      hasNewRuns = true;
      parts.keys.freeze();
      await parts.keys.settle();
      await parts.keys.workAll();
    }
    if (step.value !== null) dropTornTail(parts, next, { fault: step.value, isLast: segment === count - 1, signedSize });
  }
  requireSigned(parts, signedSize);
  // The place of an entry is written once the entry is durable, before it is acknowledged: a place beyond the end names a lost entry.
  if (parts.levels.place(parts.levels.size) !== null) {
    throw corrupt(segmentPath(parts.files, next.segment), next.offset, `entry ${parts.levels.size} was durable and is missing`);
  }
  // Before the runs that these replaced are removed.
  if (hasNewRuns) {
    parts.keys.freeze();
    await settle(parts, { size: parts.levels.size, root: parts.levels.root, next, lastFrame });
    settledSize = parts.levels.size;
  }
  return { next, lastFrame, checkpoint, settledSize };
}

async function takeFrame(parts: LogParts, frame: PlacedFrame, hasher: EntryHasher): Promise<SignedCheckpoint> {
  const path = segmentPath(parts.files, frame.segment);
  if (frame.firstIndex !== parts.levels.size) throw corrupt(path, frame.offset, `the frame begins at entry ${frame.firstIndex}`);
  const { keyDigests, leafHashes } = hashesOf(parts, frame, hasher);
  const growth = growTree(parts.levels.tip, leafHashes, { hasher });
  const checkpoint = checkedCheckpoint(parts.verifier, frame, growth);
  if (typeof checkpoint === "string") throw corrupt(path, frame.offset, checkpoint);
  if (keyDigests === null) parts.keys.passOver(frame.count);
  else {
    const words = digestWords(keyDigests);
    for (let entry = 0; entry < frame.count; entry++) parts.keys.add(words, DIGEST_WORDS * entry);
  }
  await parts.levels.writePlaces(placesOf(frame, frame.spans));
  parts.levels.apply(growth);
  if (parts.levels.isFull) await parts.levels.flush();
  return checkpoint;
}

/** Digests of keys only where the log keeps them. */
function hashesOf({ keys }: LogParts, { bytes, spans }: Frame, hasher: EntryHasher): { keyDigests: Buffer | null; leafHashes: Buffer } {
  return keys.runNames === null ? { keyDigests: null, leafHashes: hasher.leaves(bytes, spans) } : hasher.entries(bytes, spans);
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
