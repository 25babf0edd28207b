import { hash } from "node:crypto";
import { YuejianError } from "@yuejian/contracts";
import type { EntryHasher } from "@yuejian/digests/bulk";
import { ENTRY_HEAD_BYTES, FRAME_HEAD_BYTES, FRAME_ROOM, type Records, SPAN_WORDS } from "../format/index.ts";
import { DIGEST_WORDS, digestWords } from "./key-table.ts";
import { corrupt } from "./log-files.ts";

/** One call of `append` that waits for its answer. */
export interface Request extends Records {
  /** In the copy of another log: leaf hashes of the entries, and the index of the first. */
  readonly known: { readonly first: number; readonly leafHashes: Buffer } | null;
  readonly resolve: (indexes: readonly number[]) => void;
  readonly reject: (error: unknown) => void;
}

/** The entries of a group that are new, and whom the group answers once they are durable. */
export interface Group extends Records {
  /** The records stand from FRAME_HEAD_BYTES to `end`, with room for what else a frame holds; spans are counted from the start of these bytes. */
  readonly bytes: Uint8Array;
  readonly end: number;
  readonly leafHashes: Buffer;
  readonly answers: readonly { readonly request: Request; readonly indexes: readonly number[] }[];
}

/** What the log knows about keys when a group is made. */
export interface KnownKeys {
  add(digests: Uint32Array, at: number): void;
  removeLast(count: number): void;
  /** Entries that may carry the key: on disk, for all of the group at once, and in memory, those added for this very group among them. */
  search(digests: Uint32Array): ReadonlyMap<number, readonly number[]>;
  recent(digests: Uint32Array, at: number): readonly number[];
  /** The record of an entry before the group's, as it stands in its frame. */
  record(index: number): Uint8Array;
}

/** Joins requests into a group, from index `size` on, and tells repeats from new entries. A request that reuses a key for other bytes is refused as a whole. */
export function makeGroup(
  requests: readonly Request[],
  { size, known, hasher, spaces }: { size: number; known: KnownKeys; hasher: EntryHasher; spaces: Spaces },
): Group {
  const joined = joinRequests(requests, spaces);
  const { bytes, spans } = joined;
  const { keyDigests, leafHashes } = hasher.entries(bytes, spans);
  const digests = digestWords(keyDigests);
  const answers: { request: Request; indexes: readonly number[] }[] = [];
  /** Which of the entries given are new. */
  const fresh: number[] = [];

  const recordOf = (given: number): Uint8Array => recordAt(bytes, spans, given);
  const older = known.search(digests);
  const find = (given: number): number | "reused" | null => {
    const recent = known.recent(digests, given * DIGEST_WORDS);
    const candidates = older.size === 0 ? recent : [...recent, ...(older.get(given * DIGEST_WORDS) ?? [])];
    for (const index of candidates) {
      const record = index < size ? known.record(index) : recordOf(fresh[index - size] ?? given);
      const match = compareRecords(record, recordOf(given));
      if (match !== "another key") return match === "same" ? index : "reused";
      // Ten bytes of a digest do not collide by chance: what the key was listed for has changed on disk.
      if (!hasDigest(record, keyDigests, given)) throw corrupt("seg", 0, `entry ${index} does not have its key`);
    }
    return null;
  };

  let given = 0;
  for (const request of requests) {
    const end = given + request.spans.length / SPAN_WORDS;
    const before = fresh.length;
    const indexes: number[] = [];
    let reused: number | null = null;
    for (; given < end; given++) {
      const index = find(given);
      if (index === "reused") {
        reused = given;
        break;
      }
      indexes.push(index ?? size + fresh.length);
      if (index !== null) continue;
      fresh.push(given);
      known.add(digests, given * DIGEST_WORDS);
    }
    given = end;
    if (reused === null) {
      answers.push({ request, indexes });
    } else {
      known.removeLast(fresh.length - before);
      fresh.length = before;
      request.reject(new YuejianError("ENTRY_KEY_REUSED", { key: keyText(bytes, spans, reused) }));
    }
  }
  const isAllFresh = fresh.length === spans.length / SPAN_WORDS;
  return { answers, ...(isAllFresh ? { ...joined, leafHashes } : pick({ bytes, spans, leafHashes }, fresh)) };
}

/** As `makeGroup`, of requests that all know their leaf hashes and follow each other from index `size` on. */
export function joinKnown(requests: readonly Request[], { size, spaces }: { size: number; spaces: Spaces }): Group {
  let next = size;
  const answers = requests.map((request) => {
    if (request.known?.first !== next) throw new RangeError(`entries from ${request.known?.first} on do not follow ${next}`);
    const first = next;
    next += request.spans.length / SPAN_WORDS;
    return { request, indexes: Array.from({ length: next - first }, (_, at) => first + at) };
  });
  const leafHashes = Buffer.concat(requests.flatMap(({ known }) => known?.leafHashes ?? []));
  return { ...joinRequests(requests, spaces), leafHashes, answers };
}

/** What goes into one frame. */
export interface GroupPart extends Records {
  readonly end: number;
  readonly leafHashes: Buffer;
  readonly isLast: boolean;
}

/** A group in parts of about so many bytes: as a rule a single one. */
export function partsOf(group: Group, limit: number): GroupPart[] {
  const parts: GroupPart[] = [];
  const count = group.spans.length / SPAN_WORDS;
  for (let start = 0; start < count; ) {
    const from = (group.spans[SPAN_WORDS * start] ?? 0) - ENTRY_HEAD_BYTES;
    let to = from;
    let end = start;
    for (; end < count && (end === start || to - from < limit); end++) {
      to = (group.spans[SPAN_WORDS * end + 2] ?? 0) + (group.spans[SPAN_WORDS * end + 3] ?? 0);
    }
    if (end - start === count) return [{ ...group, isLast: true }];
    const bytes = new Uint8Array(to - from + FRAME_ROOM);
    bytes.set(group.bytes.subarray(from, to), FRAME_HEAD_BYTES);
    const shift = FRAME_HEAD_BYTES - from;
    const spans = group.spans.slice(SPAN_WORDS * start, SPAN_WORDS * end).map((value, word) => (word % 2 === 0 ? value + shift : value));
    const leafHashes = group.leafHashes.subarray(32 * start, 32 * end);
    parts.push({ bytes, spans, leafHashes, end: FRAME_HEAD_BYTES + to - from, isLast: end === count });
    start = end;
  }
  return parts;
}

/** Buffers for what waits, is made or written, used again and again: fresh ones of this size would keep the collector busy. */
export class Spaces {
  readonly #free: Uint8Array[] = [];

  take(length: number): Uint8Array {
    if (length < LEAST_KEPT) return new Uint8Array(length);
    const at = this.#free.findIndex((space) => space.length >= length);
    const [space] = at < 0 ? [] : this.#free.splice(at, 1);
    // A little more, since the next group is not exactly as large.
    return space ?? new Uint8Array(length + (length >>> 2));
  }

  /** Nobody may look at the space any more. `part`: of what was taken, from its start. */
  giveBack(part: Uint8Array): void {
    const { byteLength } = part.buffer;
    if (byteLength < LEAST_KEPT || byteLength > LARGEST_KEPT) return;
    this.#free.push(new Uint8Array(part.buffer));
    if (this.#free.length > KEPT_SPACES) this.#free.shift();
  }
}

const LEAST_KEPT = 32 * 1024;
const LARGEST_KEPT = 4 * 1024 * 1024;
const KEPT_SPACES = 8;

function joinRequests(requests: readonly Request[], spaces: Spaces): { bytes: Uint8Array; spans: Uint32Array; end: number } {
  const length = requests.reduce((sum, request) => sum + request.bytes.length, 0);
  const bytes = spaces.take(length + FRAME_ROOM);
  const spans = new Uint32Array(requests.reduce((sum, request) => sum + request.spans.length, 0));
  let end = FRAME_HEAD_BYTES;
  let span = 0;
  for (const request of requests) {
    bytes.set(request.bytes, end);
    spaces.giveBack(request.bytes);
    for (let word = 0; word < request.spans.length; word += 2) {
      spans[span++] = (request.spans[word] ?? 0) + end;
      spans[span++] = request.spans[word + 1] ?? 0;
    }
    end += request.bytes.length;
  }
  return { bytes, spans, end };
}

/** Moves the wanted entries together, in place. */
function pick(
  { bytes, spans, leafHashes }: { bytes: Uint8Array; spans: Uint32Array; leafHashes: Buffer },
  wanted: readonly number[],
): { bytes: Uint8Array; spans: Uint32Array; leafHashes: Buffer; end: number } {
  let end = FRAME_HEAD_BYTES;
  wanted.forEach((entry, rank) => {
    const [keyAt = 0, keyLength = 0, dataAt = 0, dataLength = 0] = spans.subarray(SPAN_WORDS * entry);
    const start = keyAt - ENTRY_HEAD_BYTES;
    bytes.copyWithin(end, start, dataAt + dataLength);
    spans.set([end + ENTRY_HEAD_BYTES, keyLength, end + dataAt - start, dataLength], SPAN_WORDS * rank);
    leafHashes.copyWithin(32 * rank, 32 * entry, 32 * entry + 32);
    end += dataAt + dataLength - start;
  });
  return { bytes, spans: spans.slice(0, SPAN_WORDS * wanted.length), leafHashes: leafHashes.subarray(0, 32 * wanted.length), end };
}

/** The record of an entry as it stands in a frame. */
export function recordAt(bytes: Uint8Array, spans: Uint32Array, entry: number): Uint8Array {
  const at = SPAN_WORDS * entry;
  return bytes.subarray((spans[at] ?? 0) - ENTRY_HEAD_BYTES, (spans[at + 2] ?? 0) + (spans[at + 3] ?? 0));
}

function keyText(bytes: Uint8Array, spans: Uint32Array, entry: number): string {
  const [start = 0, length = 0] = spans.subarray(SPAN_WORDS * entry);
  return new TextDecoder().decode(bytes.subarray(start, start + length));
}

function compareRecords(known: Uint8Array, given: Uint8Array): "same" | "another key" | "other bytes" {
  const keyEnd = ENTRY_HEAD_BYTES + (given[0] ?? 0);
  const hasSameKey =
    known[0] === given[0] && Buffer.compare(known.subarray(ENTRY_HEAD_BYTES, keyEnd), given.subarray(ENTRY_HEAD_BYTES, keyEnd)) === 0;
  if (!hasSameKey) return "another key";
  return Buffer.compare(known, given) === 0 ? "same" : "other bytes";
}

function hasDigest(record: Uint8Array, keyDigests: Buffer, given: number): boolean {
  const digest = hash("sha256", record.subarray(ENTRY_HEAD_BYTES, ENTRY_HEAD_BYTES + (record[0] ?? 0)), "buffer");
  return digest.compare(keyDigests, 32 * given, 32 * given + 32) === 0;
}
