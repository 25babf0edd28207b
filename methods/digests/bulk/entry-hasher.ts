import { createHashEngine, type HashEngine } from "./hash-engine.ts";
import { SPAN_BYTES } from "./wat-entries.ts";
import { JOB_BYTES } from "./wat-messages.ts";
import { SLACK } from "./wat-records.ts";
import { MEMORY } from "./wat-rounds.ts";

/** SHA-256 for a log: many entries and inner nodes at once, four lanes side by side. Instances are not shared between threads. */
export interface EntryHasher {
  /** For each entry that lies in `bytes` the SHA-256 of its key and the RFC 6962 leaf hash of its data, 32 bytes each.
   *  `spans`: per entry start and length of the key, start and length of the data; entries in ascending order, each at most 64 KiB and a key.
   *  The results are put into `into` where given. */
  entries(bytes: Uint8Array, spans: Uint32Array, into?: EntryHashes): EntryHashes;
  /** The leaf hashes alone; keys are passed over. */
  leaves(bytes: Uint8Array, spans: Uint32Array): Buffer;
  /** RFC 6962 node hashes over neighbouring hashes, 64 bytes each pair. */
  nodes(pairs: Uint8Array, take?: TakeBuffer): Buffer;
}

/** 32 bytes an entry. */
export interface EntryHashes {
  readonly keyDigests: Buffer;
  readonly leafHashes: Buffer;
}

/** A buffer of at least this length, which the caller may use again: fresh ones keep the collector busy. */
export type TakeBuffer = (length: number) => Buffer;

const HASH = 32;
const SPAN_WORDS = SPAN_BYTES / 4;
/** Pieces that stay in the processor's cache. */
const PIECE_ENTRIES = 1024;
const PIECE_BYTES = 192 * 1024;
const PIECE_NODES = 2048;
/** A message grows by at most a length and a block when it is padded. */
const PADDING = 80;

const PLACES = {
  input: MEMORY.free,
  spans: MEMORY.free + PIECE_BYTES + SLACK,
  keys: MEMORY.free + PIECE_BYTES + SLACK + PIECE_ENTRIES * SPAN_BYTES,
  leaves: MEMORY.free + PIECE_BYTES + SLACK + PIECE_ENTRIES * (SPAN_BYTES + HASH),
  jobs: MEMORY.free + PIECE_BYTES + SLACK + PIECE_ENTRIES * (SPAN_BYTES + 2 * HASH),
  arena: MEMORY.free + PIECE_BYTES + SLACK + PIECE_ENTRIES * (SPAN_BYTES + 2 * HASH + 2 * JOB_BYTES),
  end: MEMORY.free + 2 * (PIECE_BYTES + SLACK) + PIECE_ENTRIES * (SPAN_BYTES + 2 * HASH + 2 * JOB_BYTES + 2 * PADDING),
} as const;

const unfilled = (bytes: number): Buffer => Buffer.allocUnsafe(bytes);

/** Needs WebAssembly with 128-bit vectors. The first call in a process compiles, some thirty milliseconds. */
export async function createEntryHasher(): Promise<EntryHasher> {
  const engine = await createHashEngine();
  engine.reserve(PLACES.end);
  return {
    entries(bytes, spans, into = { keyDigests: room(spans), leafHashes: room(spans) }) {
      hashEntries(engine, { bytes, spans }, into);
      return into;
    },
    leaves(bytes, spans) {
      const leafHashes = room(spans);
      hashEntries(engine, { bytes, spans }, { keyDigests: null, leafHashes });
      return leafHashes;
    },
    nodes: (pairs, take = unfilled) => hashNodes(engine, pairs, take),
  };
}

function room(spans: Uint32Array): Buffer {
  return Buffer.allocUnsafe((spans.length / SPAN_WORDS) * HASH);
}

function hashEntries(
  engine: HashEngine,
  { bytes, spans }: { bytes: Uint8Array; spans: Uint32Array },
  { keyDigests, leafHashes }: { keyDigests: Buffer | null; leafHashes: Buffer },
): void {
  const count = spans.length / SPAN_WORDS;
  const { memory } = engine;
  const spanWords = new Uint32Array(memory.buffer, PLACES.spans, PIECE_ENTRIES * SPAN_WORDS);
  for (let first = 0; first < count; ) {
    const start = spans[first * SPAN_WORDS] ?? 0;
    let end = start;
    let last = first;
    for (; last < count && last - first < PIECE_ENTRIES; last++) {
      const dataEnd = (spans[last * SPAN_WORDS + 2] ?? 0) + (spans[last * SPAN_WORDS + 3] ?? 0);
      if (dataEnd - start > PIECE_BYTES) break;
      end = dataEnd;
    }
    if (last === first) throw new RangeError("an entry is too long, or entries are not in ascending order");
    memory.set(bytes.subarray(start, end), PLACES.input);
    spanWords.set(spans.subarray(first * SPAN_WORDS, last * SPAN_WORDS));
    const place = { ...PLACES, spansEnd: PLACES.spans + (last - first) * SPAN_BYTES, shift: PLACES.input - start };
    if (keyDigests === null) engine.leaves(place);
    else {
      engine.entries(place);
      keyDigests.set(memory.subarray(PLACES.keys, PLACES.keys + (last - first) * HASH), first * HASH);
    }
    leafHashes.set(memory.subarray(PLACES.leaves, PLACES.leaves + (last - first) * HASH), first * HASH);
    first = last;
  }
}

function hashNodes(engine: HashEngine, pairs: Uint8Array, take: TakeBuffer): Buffer {
  const hashes = take(pairs.length / 2).subarray(0, pairs.length / 2);
  // One byte before the first hash is read by the kernel, hence the gap.
  const from = MEMORY.free + SLACK;
  for (let at = 0; at < pairs.length; at += PIECE_NODES * 2 * HASH) {
    const piece = pairs.subarray(at, at + PIECE_NODES * 2 * HASH);
    engine.memory.set(piece, from);
    engine.nodes(from, from, piece.length / (2 * HASH));
    hashes.set(engine.memory.subarray(from, from + piece.length / 2), at / 2);
  }
  return hashes;
}
