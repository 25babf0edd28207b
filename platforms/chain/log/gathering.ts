import type { LedgerEntry } from "@yuejian/contracts";
import {
  encodeNumberedRecords,
  encodeRecords,
  FRAME_HEAD_BYTES,
  FRAME_ROOM,
  numberedRoom,
  type Records,
  recordsRoom,
  SPAN_WORDS,
} from "../format/index.ts";
import type { Spaces } from "./spaces.ts";

export interface KnownHashes {
  readonly first: number;
  readonly leafHashes: Buffer;
}

/** One call of `append` that waits for its answer. */
export interface Request {
  /** Its entries. */
  readonly count: number;
  /** In the copy of another log: leaf hashes of the entries, and the index of the first. */
  readonly known: KnownHashes | null;
  readonly resolve: (indexes: readonly number[]) => void;
  readonly reject: (error: unknown) => void;
}

type Answer = Pick<Request, "resolve" | "reject">;

/** Calls that will share a group. Their entries are copied at once to where they will stand in the frame: a caller may use its buffers again. */
export class Gathering implements Records {
  readonly requests: Request[] = [];
  readonly #spaces: Spaces;
  #bytes: Uint8Array;
  #spans: Uint32Array;
  #end = FRAME_HEAD_BYTES;
  #count = 0;

  /** `like`: one that was about as large as this will be. */
  constructor(spaces: Spaces, like: Gathering | null) {
    this.#spaces = spaces;
    this.#bytes = spaces.take(like === null ? FRAME_ROOM : like.#end + FRAME_ROOM);
    this.#spans = spaces.takeWords(like === null ? SPAN_WORDS : SPAN_WORDS * like.#count);
  }

  /** With room for a frame's head before and all else behind the records. */
  get bytes(): Uint8Array {
    return this.#bytes;
  }

  get spans(): Uint32Array {
    return this.#spans.subarray(0, SPAN_WORDS * this.#count);
  }

  /** Where the records end. */
  get end(): number {
    return this.#end;
  }

  /** Of entries. */
  get count(): number {
    return this.#count;
  }

  /** Of their records, in bytes. */
  get length(): number {
    return this.#end - FRAME_HEAD_BYTES;
  }

  /** ENTRY_TOO_LARGE or PROOF_MALFORMED when one of the entries cannot stand in a frame; none of them is then taken. */
  add(entries: readonly LedgerEntry[], answer: Answer): void {
    this.#reserve(recordsRoom(entries), entries.length);
    this.#end = encodeRecords(entries, { bytes: this.#bytes, spans: this.#spans }, { position: this.#end, entry: this.#count });
    this.#count += entries.length;
    this.requests.push({ ...answer, count: entries.length, known: null });
  }

  /** Takes of the entries in `records` those whose leaf hashes are given, the last ones, with their index as key. */
  addKnown(records: Records, known: KnownHashes, answer: Answer): void {
    const count = known.leafHashes.length / 32;
    const given = { first: known.first, skip: records.spans.length / SPAN_WORDS - count };
    this.#reserve(numberedRoom(records, given), count);
    this.#end = encodeNumberedRecords(records, given, {
      into: { bytes: this.#bytes, spans: this.#spans },
      position: this.#end,
      entry: this.#count,
    });
    this.#count += count;
    this.requests.push({ ...answer, count, known });
  }

  #reserve(bytes: number, entries: number): void {
    const length = this.#end + bytes + FRAME_ROOM;
    if (length > this.#bytes.length) {
      const larger = this.#spaces.take(Math.max(length, 2 * this.#bytes.length));
      larger.set(this.#bytes.subarray(0, this.#end));
      this.#spaces.giveBack(this.#bytes);
      this.#bytes = larger;
    }
    const words = SPAN_WORDS * (this.#count + entries);
    if (words > this.#spans.length) {
      const larger = this.#spaces.takeWords(Math.max(words, 2 * this.#spans.length));
      larger.set(this.spans);
      this.#spaces.giveBack(this.#spans);
      this.#spans = larger;
    }
  }
}
