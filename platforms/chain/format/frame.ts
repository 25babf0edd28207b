import { YuejianError } from "@yuejian/contracts";
import { crc32c } from "./crc32c.ts";
import { ENTRY_LIMIT } from "./tiles.ts";

/** What one group commit writes, as one piece (all numbers big-endian):
 *
 *  | offset | bytes |                                                         |
 *  |--------|-------|---------------------------------------------------------|
 *  | 0      | 4     | magic `YJF1`                                            |
 *  | 4      | 4     | length of the whole frame                               |
 *  | 8      | 8     | index of the first entry                                |
 *  | 16     | 4     | number of entries, at least 1                           |
 *  | 20     | 4     | length of the checkpoint note                           |
 *  | 24     | …     | entries: key length (1), entry length (2), key, entry   |
 *  | …      | …     | signed checkpoint over all entries up to and with these |
 *  | end−8  | 4     | length of the whole frame again, to find it from behind |
 *  | end−4  | 4     | CRC-32C of everything before                            | */
export interface Frame {
  readonly firstIndex: number;
  readonly entries: readonly FrameEntry[];
  readonly checkpoint: string;
}

export interface FrameEntry {
  /** UTF-8 of the caller's key, 1…255 bytes. */
  readonly key: Uint8Array;
  readonly bytes: Uint8Array;
  /** Where the entry's record begins, counted from the start of the frame. */
  readonly offset: number;
}

const FRAME_MAGIC = 0x594a4631;
export const FRAME_HEAD_BYTES = 24;
export const FRAME_TAIL_BYTES = 8;
export const FRAME_LIMIT = 64 * 1024 * 1024;
const KEY_LIMIT = 255;
/** Key length and entry length before each entry. */
export const ENTRY_HEAD_BYTES = 3;

/** Bytes of a frame; `entries` give the offsets at which they were put. */
export function encodeFrame(frame: {
  firstIndex: number;
  entries: readonly { key: Uint8Array; bytes: Uint8Array }[];
  checkpoint: string;
}): {
  bytes: Uint8Array;
  offsets: number[];
} {
  const note = new TextEncoder().encode(frame.checkpoint);
  const body = frame.entries.reduce((sum, { key, bytes }) => sum + ENTRY_HEAD_BYTES + key.length + bytes.length, 0);
  const length = FRAME_HEAD_BYTES + body + note.length + FRAME_TAIL_BYTES;
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, FRAME_MAGIC);
  view.setUint32(4, length);
  view.setBigUint64(8, BigInt(frame.firstIndex));
  view.setUint32(16, frame.entries.length);
  view.setUint32(20, note.length);
  const offsets: number[] = [];
  let position = FRAME_HEAD_BYTES;
  for (const { key, bytes: entry } of frame.entries) {
    offsets.push(position);
    bytes[position] = key.length;
    view.setUint16(position + 1, entry.length);
    bytes.set(key, position + ENTRY_HEAD_BYTES);
    bytes.set(entry, position + ENTRY_HEAD_BYTES + key.length);
    position += ENTRY_HEAD_BYTES + key.length + entry.length;
  }
  bytes.set(note, position);
  view.setUint32(length - 8, length);
  view.setUint32(length - 4, crc32c(bytes, 0, length - 4));
  return { bytes, offsets };
}

/** The length that a frame's head claims; null when it is not the head of a frame. */
export function frameLength(head: Uint8Array): number | null {
  if (head.length < FRAME_HEAD_BYTES) return null;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const length = view.getUint32(4);
  const isPlausible = length > FRAME_HEAD_BYTES + FRAME_TAIL_BYTES && length <= FRAME_LIMIT;
  return view.getUint32(0) === FRAME_MAGIC && isPlausible ? length : null;
}

/** Why bytes are no frame, as a value: at the tail of the newest segment this is how a crash looks. */
export type FrameFault = "too short" | "no frame begins here" | "lengths do not fit" | "checksum differs";

/** Reads the frame that these bytes are, from first to last. */
export function decodeFrame(bytes: Uint8Array): Frame | FrameFault {
  const length = frameLength(bytes);
  if (bytes.length < FRAME_HEAD_BYTES + FRAME_TAIL_BYTES) return "too short";
  if (length === null) return "no frame begins here";
  if (length !== bytes.length) return "too short";
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(length - 4) !== crc32c(bytes, 0, length - 4)) return "checksum differs";
  const firstIndex = Number(view.getBigUint64(8));
  const count = view.getUint32(16);
  const noteStart = length - FRAME_TAIL_BYTES - view.getUint32(20);
  if (view.getUint32(length - 8) !== length || count === 0 || noteStart < FRAME_HEAD_BYTES || !Number.isSafeInteger(firstIndex)) {
    return "lengths do not fit";
  }
  const entries: FrameEntry[] = [];
  let position = FRAME_HEAD_BYTES;
  for (let index = 0; index < count; index++) {
    if (position + ENTRY_HEAD_BYTES > noteStart) return "lengths do not fit";
    const keyEnd = position + ENTRY_HEAD_BYTES + (bytes[position] ?? 0);
    const end = keyEnd + view.getUint16(position + 1);
    if (end > noteStart || keyEnd === position + ENTRY_HEAD_BYTES) return "lengths do not fit";
    entries.push({ key: bytes.subarray(position + ENTRY_HEAD_BYTES, keyEnd), bytes: bytes.subarray(keyEnd, end), offset: position });
    position = end;
  }
  if (position !== noteStart) return "lengths do not fit";
  try {
    const checkpoint = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
      bytes.subarray(noteStart, length - FRAME_TAIL_BYTES),
    );
    return { firstIndex, entries, checkpoint };
  } catch {
    return "lengths do not fit";
  }
}

/** Bytes of a caller's key; ENTRY_TOO_LARGE, or PROOF_MALFORMED for an empty or ill-formed one. */
export function encodeKey(key: string): Uint8Array {
  const bytes = new TextEncoder().encode(key);
  if (bytes.length === 0 || !key.isWellFormed())
    throw new YuejianError("PROOF_MALFORMED", { where: "key", reason: "empty or not well-formed" });
  if (bytes.length > KEY_LIMIT) throw new YuejianError("ENTRY_TOO_LARGE", { size: bytes.length, limit: KEY_LIMIT });
  return bytes;
}

/** ENTRY_TOO_LARGE above what an entry bundle can hold. */
export function requireEntrySize(bytes: Uint8Array): void {
  if (bytes.length > ENTRY_LIMIT) throw new YuejianError("ENTRY_TOO_LARGE", { size: bytes.length, limit: ENTRY_LIMIT });
}
