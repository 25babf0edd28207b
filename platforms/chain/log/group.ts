import { hash } from "node:crypto";
import { YuejianError } from "@yuejian/contracts";
import { ENTRY_HEAD_BYTES, FRAME_HEAD_BYTES, FRAME_ROOM, type Records, SPAN_WORDS } from "../format/index.ts";
import type { Gathering, Request } from "./gathering.ts";
import type { GroupHashes } from "./hash-ahead.ts";
import { DIGEST_WORDS, digestWords } from "./key-table.ts";
import { corrupt } from "./log-files.ts";
import type { LogKeys } from "./log-keys.ts";

/** The entries of a group that are new, and whom the group answers once they are durable. */
export interface Group extends Records {
  /** The records stand from FRAME_HEAD_BYTES to `end`, with room for what else a frame holds; spans are counted from the start of these bytes. */
  readonly bytes: Uint8Array;
  readonly end: number;
  readonly leafHashes: Buffer;
  /** The nodes above the leaves, where they are made already: see `growthIn`. */
  readonly nodes: Buffer | null;
  readonly answers: readonly { readonly request: Request; readonly indexes: readonly number[] }[];
}

/** What making a group asks of the log's keys: those added for this very group are among them. */
type GroupKeys = Pick<LogKeys, "addNew" | "add" | "removeLast" | "search" | "recent">;

/** Tells repeats from new entries, whose indexes go on from `size`. A request that reuses a key for other bytes is refused as a whole.
 *  `recordOf`: the record of an entry before the group's, as it stands in its frame. */
export function makeGroup(
  gathering: Gathering,
  { size, keys, recordOf, hashes }: { size: number; keys: GroupKeys; recordOf: (index: number) => Uint8Array; hashes: GroupHashes },
): Group {
  const { bytes, spans, end: recordsEnd, requests } = gathering;
  const { keyDigests, leafHashes, ahead } = hashes;
  const digests = digestWords(keyDigests);
  const answers: { request: Request; indexes: readonly number[] }[] = [];
  /** Which of the entries given are new. */
  const fresh = new Uint32Array(spans.length / SPAN_WORDS);
  let freshCount = 0;

  const givenRecord = (given: number): Uint8Array => recordAt(bytes, spans, given);
  const older = keys.search(digests);
  const find = (given: number): number | "reused" | null => {
    const recent = keys.recent(digests, given * DIGEST_WORDS);
    const candidates = older.size === 0 ? recent : [...recent, ...(older.get(given * DIGEST_WORDS) ?? [])];
    for (const index of candidates) {
      const record = index < size ? recordOf(index) : givenRecord(fresh[index - size] ?? given);
      const match = compareRecords(record, givenRecord(given));
      if (match !== "another key") return match === "same" ? index : "reused";
      // Ten bytes of a digest do not collide by chance: what the key was listed for has changed on disk.
      if (!hasDigest(record, keyDigests, given)) throw corrupt("seg", 0, `entry ${index} does not have its key`);
    }
    return null;
  };

  const onDisk = [...older.keys()].sort((left, right) => left - right);
  let given = 0;
  for (const request of requests) {
    const end = given + request.count;
    const before = freshCount;
    const indexes: number[] = [];
    indexes.length = request.count;
    let answered = 0;
    let reused: number | null = null;
    while (given < end && reused === null) {
      while (onDisk.length > 0 && (onDisk[0] ?? 0) < given * DIGEST_WORDS) onDisk.shift();
      // As a rule all of them.
      const limit = Math.min(end, (onDisk[0] ?? Number.POSITIVE_INFINITY) / DIGEST_WORDS);
      const stop = keys.addNew(digests, given * DIGEST_WORDS, limit * DIGEST_WORDS) / DIGEST_WORDS;
      countUp(indexes, answered, { count: stop - given, first: size + freshCount });
      countUp(fresh, freshCount, { count: stop - given, first: given });
      answered += stop - given;
      freshCount += stop - given;
      given = stop;
      if (given === end) break;
      const index = find(given);
      if (index === "reused") reused = given;
      else indexes[answered++] = index ?? size + freshCount;
      if (index === null) {
        keys.add(digests, given * DIGEST_WORDS);
        fresh[freshCount++] = given;
      }
      given++;
    }
    given = end;
    if (reused === null) {
      answers.push({ request, indexes });
    } else {
      keys.removeLast(freshCount - before);
      freshCount = before;
      request.reject(new YuejianError("ENTRY_KEY_REUSED", { key: keyText(bytes, spans, reused) }));
    }
  }
  const isAllFresh = freshCount === fresh.length;
  const all = { bytes, spans, leafHashes };
  if (!isAllFresh) return { answers, nodes: null, ...pick(all, fresh.subarray(0, freshCount)) };
  return { answers, nodes: ahead?.size === size ? ahead.nodes : null, ...all, end: recordsEnd };
}

/** As `makeGroup`, of requests that all know their leaf hashes and follow each other from index `size` on. */
export function joinKnown({ bytes, spans, end, requests }: Gathering, size: number): Group {
  let next = size;
  const answers = requests.map((request) => {
    if (request.known?.first !== next) throw new RangeError(`entries from ${request.known?.first} on do not follow ${next}`);
    const indexes: number[] = [];
    indexes.length = request.count;
    countUp(indexes, 0, { count: request.count, first: next });
    next += request.count;
    return { request, indexes };
  });
  const leafHashes = Buffer.concat(requests.flatMap(({ known }) => known?.leafHashes ?? []));
  return { bytes, spans, end, leafHashes, nodes: null, answers };
}

function countUp(into: number[] | Uint32Array, at: number, { count, first }: { count: number; first: number }): void {
  for (let more = 0; more < count; more++) into[at + more] = first + more;
}

/** What goes into one frame. */
export interface GroupPart extends Records {
  readonly end: number;
  readonly leafHashes: Buffer;
  readonly nodes: Buffer | null;
  readonly isLast: boolean;
  /** Nobody needs these once the part is durable. */
  readonly spaces: readonly (Uint8Array | Uint32Array)[];
}

/** A group in parts of about so many bytes: as a rule a single one. */
export function partsOf(group: Group, limit: number): GroupPart[] {
  const count = group.spans.length / SPAN_WORDS;
  if (count === 0) return [];
  if (group.end - FRAME_HEAD_BYTES <= limit) return [{ ...group, isLast: true, spaces: [group.bytes, group.spans, group.leafHashes] }];
  const parts: GroupPart[] = [];
  for (let start = 0; start < count; ) {
    const from = (group.spans[SPAN_WORDS * start] ?? 0) - ENTRY_HEAD_BYTES;
    let to = from;
    let end = start;
    for (; end < count && (end === start || to - from < limit); end++) {
      to = (group.spans[SPAN_WORDS * end + 2] ?? 0) + (group.spans[SPAN_WORDS * end + 3] ?? 0);
    }
    const bytes = new Uint8Array(to - from + FRAME_ROOM);
    bytes.set(group.bytes.subarray(from, to), FRAME_HEAD_BYTES);
    const shift = FRAME_HEAD_BYTES - from;
    const spans = group.spans.slice(SPAN_WORDS * start, SPAN_WORDS * end).map((value, word) => (word % 2 === 0 ? value + shift : value));
    const leafHashes = group.leafHashes.subarray(32 * start, 32 * end);
    parts.push({ bytes, spans, leafHashes, nodes: null, end: FRAME_HEAD_BYTES + to - from, isLast: end === count, spaces: [] });
    start = end;
  }
  return parts;
}

/** Moves the wanted entries together, in place. */
function pick(
  { bytes, spans, leafHashes }: { bytes: Uint8Array; spans: Uint32Array; leafHashes: Buffer },
  wanted: Uint32Array,
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
