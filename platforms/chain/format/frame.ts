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
  readonly count: number;
  /** The whole frame. */
  readonly bytes: Uint8Array;
  /** Where in `bytes` the entries are, four numbers each: start and length of the key, start and length of the entry. */
  readonly spans: Uint32Array;
  readonly checkpoint: string;
}

const FRAME_MAGIC = 0x594a4631;
export const FRAME_HEAD_BYTES = 24;
export const FRAME_TAIL_BYTES = 8;
export const FRAME_LIMIT = 64 * 1024 * 1024;
const KEY_LIMIT = 255;
/** Key length and entry length before each entry. */
export const ENTRY_HEAD_BYTES = 3;

/** Numbers per entry in a list of spans. */
export const SPAN_WORDS = 4;

/** Entries as they stand in a frame, one after the other, and where. */
export interface Records {
  readonly bytes: Uint8Array;
  readonly spans: Uint32Array;
}

/** Bytes that records of these entries take at most. */
export function recordsRoom(entries: readonly { readonly key: string; readonly bytes: Uint8Array }[]): number {
  let room = 0;
  for (const { key, bytes } of entries) room += ENTRY_HEAD_BYTES + Math.min(3 * key.length, KEY_LIMIT) + bytes.length;
  return room;
}

/** Copies entries as records to a place among others, for which there is room, and gives the position of their end.
 *  ENTRY_TOO_LARGE or PROOF_MALFORMED when a key or an entry cannot stand in a frame; what was written until then has no meaning. */
export function encodeRecords(
  entries: readonly { readonly key: string; readonly bytes: Uint8Array }[],
  { bytes: records, spans }: Records,
  at: { position: number; entry: number },
): number {
  let { position } = at;
  let span = SPAN_WORDS * at.entry;
  for (const { key, bytes } of entries) {
    requireEntrySize(bytes);
    const start = position + ENTRY_HEAD_BYTES;
    const keyLength = writeKey(records, start, key);
    const dataAt = start + keyLength;
    const { length } = bytes;
    records[position] = keyLength;
    records[position + 1] = length >>> 8;
    records[position + 2] = length & 0xff;
    if (length > COPY_LOOP) records.set(bytes, dataAt);
    else for (let from = 0; from < length; from++) records[dataAt + from] = bytes[from] ?? 0;
    spans[span] = start;
    spans[span + 1] = keyLength;
    spans[span + 2] = dataAt;
    spans[span + 3] = length;
    position = dataAt + length;
    span += SPAN_WORDS;
  }
  return position;
}

/** Bytes that the records of `encodeNumberedRecords` take at most. */
export function numberedRoom({ spans }: Records, { first, skip }: { first: number; skip: number }): number {
  const count = spans.length / SPAN_WORDS - skip;
  let room = count * (ENTRY_HEAD_BYTES + String(first + count).length);
  for (let span = SPAN_WORDS * skip; span < spans.length; span += SPAN_WORDS) room += spans[span + 3] ?? 0;
  return room;
}

/** As `encodeRecords`, of entries that lie in `bytes` (four numbers each as in `Records`, their keys passed over) from `skip` on, with their index as key:
 *  `first` and on. */
export function encodeNumberedRecords(
  { bytes, spans }: Records,
  { first, skip }: { first: number; skip: number },
  at: { into: Records; position: number; entry: number },
): number {
  const { bytes: records, spans: placed } = at.into;
  let { position } = at;
  let span = SPAN_WORDS * at.entry;
  const count = spans.length / SPAN_WORDS - skip;
  for (let rank = 0; rank < count; rank++, span += SPAN_WORDS) {
    const from = spans[SPAN_WORDS * (skip + rank) + 2] ?? 0;
    const length = spans[SPAN_WORDS * (skip + rank) + 3] ?? 0;
    const start = position + ENTRY_HEAD_BYTES;
    const dataAt = start + writeKey(records, start, String(first + rank));
    records[position] = dataAt - start;
    records[position + 1] = length >>> 8;
    records[position + 2] = length & 0xff;
    records.set(bytes.subarray(from, from + length), dataAt);
    placed[span] = start;
    placed[span + 1] = dataAt - start;
    placed[span + 2] = dataAt;
    placed[span + 3] = length;
    position = dataAt + length;
  }
  return position;
}

/** Below this a loop copies faster than a call. */
const COPY_LOOP = 48;

/** Plain letters and digits, which almost every key is, one by one; anything else through the encoder. */
function writeKey(out: Uint8Array, position: number, key: string): number {
  const { length } = key;
  if (length > 0 && length <= KEY_LIMIT) {
    let at = 0;
    for (; at < length; at++) {
      const unit = key.charCodeAt(at);
      if (unit > 0x7f) break;
      out[position + at] = unit;
    }
    if (at === length) return length;
  }
  const bytes = encodeKey(key);
  out.set(bytes, position);
  return bytes.length;
}

/** Bytes that a frame takes beside its records, at most: notes of a log are short. */
export const FRAME_ROOM = 2048;

/** Completes a frame whose records stand in `space` from FRAME_HEAD_BYTES to `recordsEnd`, with FRAME_ROOM − FRAME_HEAD_BYTES bytes left behind them.
 *  What is returned is a part of `space`. */
export function encodeFrame(
  space: Uint8Array,
  frame: { firstIndex: number; count: number; recordsEnd: number; checkpoint: string },
): Uint8Array {
  const note = new TextEncoder().encode(frame.checkpoint);
  const length = frame.recordsEnd + note.length + FRAME_TAIL_BYTES;
  const bytes = space.subarray(0, length);
  if (bytes.length < length) throw new RangeError("no room for the checkpoint");
  const view = new DataView(bytes.buffer, bytes.byteOffset, length);
  view.setUint32(0, FRAME_MAGIC);
  view.setUint32(4, length);
  view.setBigUint64(8, BigInt(frame.firstIndex));
  view.setUint32(16, frame.count);
  view.setUint32(20, note.length);
  bytes.set(note, frame.recordsEnd);
  view.setUint32(length - 8, length);
  view.setUint32(length - 4, crc32c(bytes, 0, length - 4));
  return bytes;
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
  // Each entry takes at least its head and one byte of key: what a number of entries claims is bounded before memory is taken for it.
  if (count > (noteStart - FRAME_HEAD_BYTES) / (ENTRY_HEAD_BYTES + 1)) return "lengths do not fit";
  const spans = new Uint32Array(SPAN_WORDS * count);
  let position = FRAME_HEAD_BYTES;
  for (let span = 0; span < spans.length; span += SPAN_WORDS) {
    if (position + ENTRY_HEAD_BYTES > noteStart) return "lengths do not fit";
    const keyLength = bytes[position] ?? 0;
    const dataLength = view.getUint16(position + 1);
    const keyAt = position + ENTRY_HEAD_BYTES;
    position = keyAt + keyLength + dataLength;
    if (position > noteStart || keyLength === 0) return "lengths do not fit";
    spans[span] = keyAt;
    spans[span + 1] = keyLength;
    spans[span + 2] = keyAt + keyLength;
    spans[span + 3] = dataLength;
  }
  if (position !== noteStart) return "lengths do not fit";
  try {
    const checkpoint = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
      bytes.subarray(noteStart, length - FRAME_TAIL_BYTES),
    );
    return { firstIndex, count, bytes, spans, checkpoint };
  } catch {
    return "lengths do not fit";
  }
}

/** Bytes of a caller's key; ENTRY_TOO_LARGE, or PROOF_MALFORMED for an empty or ill-formed one. */
function encodeKey(key: string): Uint8Array {
  const bytes = new TextEncoder().encode(key);
  if (bytes.length === 0 || !key.isWellFormed())
    throw new YuejianError("PROOF_MALFORMED", { where: "key", reason: "empty or not well-formed" });
  if (bytes.length > KEY_LIMIT) throw new YuejianError("ENTRY_TOO_LARGE", { size: bytes.length, limit: KEY_LIMIT });
  return bytes;
}

/** ENTRY_TOO_LARGE above what an entry bundle can hold. */
function requireEntrySize(bytes: Uint8Array): void {
  if (bytes.length > ENTRY_LIMIT) throw new YuejianError("ENTRY_TOO_LARGE", { size: bytes.length, limit: ENTRY_LIMIT });
}
