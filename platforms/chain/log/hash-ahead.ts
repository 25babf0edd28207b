import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { EntryHasher, EntryHashes } from "@yuejian/digests/bulk";
import { type Records, SPAN_WORDS } from "../format/index.ts";
import type { Spaces } from "./spaces.ts";
import { growthBytes, type TreeTip } from "./tree-growth.ts";

/** Fewer entries are hashed sooner than another thread is told of them. */
const THREAD_ENTRIES = 512;
/** Entries in groups of that size after which the thread starts: until then it would cost more than it saves. */
export const START_ENTRIES = availableParallelism() > 1 ? 16_384 : Number.POSITIVE_INFINITY;

/** The tree that a group is to go on from. */
export interface TreeAhead {
  readonly size: number;
  /** Null: what the thread made of the group before. */
  readonly tip: Pick<TreeTip, "size" | "edge"> | null;
}

/** Hashes of a group's entries, all of them taken for new. */
export interface GroupHashes extends EntryHashes {
  /** The nodes above the leaves, as `growTree` puts them, in a tree that had so many entries before; null where they are not made. */
  readonly ahead: { readonly size: number; readonly nodes: Buffer } | null;
  /** Where all of it lies. */
  readonly space: Buffer;
}

/** What the thread is told. */
export interface HashJob extends Records {
  /** Room for the hashes, see `placesIn`. */
  readonly space: Uint8Array;
  readonly tip: TreeAhead["tip"];
}

/** What it answers: the size of its tree, or why there is none. The first answer says that it has begun. */
export type HashAnswer = number | { readonly failure: string };

/** Hashes the entries of groups and the nodes above them: large groups in a thread of its own, while this one makes frames of those before. What is hashed lies in
 *  shared memory, so that nothing is copied. Nodes are made as if every entry were new: whoever finds a repeat makes them anew. */
export class HashAhead {
  readonly #hasher: EntryHasher | Promise<EntryHasher>;
  readonly #spaces: Spaces;
  readonly #startEntries: number;
  #seen = 0;
  #thread: HashThread | null = null;

  /** `startEntries`: 0 lets the first large group wait for the thread. */
  constructor(hasher: EntryHasher | Promise<EntryHasher>, { spaces, startEntries }: { spaces: Spaces; startEntries: number }) {
    this.#hasher = hasher;
    this.#spaces = spaces;
    this.#startEntries = startEntries;
  }

  /** Whether large groups are hashed beside this thread. */
  get isBeside(): boolean {
    return this.#thread?.hasBegun === true;
  }

  /** Where the thread is at work, it has the job when this returns. */
  hash(records: Records, tree: TreeAhead): Promise<GroupHashes> {
    const count = records.spans.length / SPAN_WORDS;
    const space = this.#spaces.takeBuffer(hashRoom(count));
    if (count >= THREAD_ENTRIES) this.#start(count);
    return count >= THREAD_ENTRIES && this.isBeside ? this.#hashBeside(records, space, tree) : this.#hashHere(records, space, tree);
  }

  async #hashBeside({ bytes, spans }: Records, space: Buffer, tree: TreeAhead): Promise<GroupHashes> {
    const count = spans.length / SPAN_WORDS;
    const { nodes, ...hashes } = placesIn(space, count);
    const size = await this.#thread?.run({ bytes, spans, space, tip: tree.tip });
    if (size !== tree.size + count) throw new Error(`hashed to ${size} entries, not to ${tree.size + count}`);
    return { ...hashes, ahead: { size: tree.size, nodes }, space };
  }

  async #hashHere({ bytes, spans }: Records, space: Buffer, tree: TreeAhead): Promise<GroupHashes> {
    if (this.#startEntries === 0 && this.#thread !== null) {
      await this.#thread.begun;
      if (this.isBeside) return this.#hashBeside({ bytes, spans }, space, tree);
    }
    const { keyDigests, leafHashes } = placesIn(space, spans.length / SPAN_WORDS);
    const hasher = await this.#hasher;
    return { ...hasher.entries(bytes, spans, { keyDigests, leafHashes }), ahead: null, space };
  }

  async close(): Promise<void> {
    await this.#thread?.close();
  }

  #start(count: number): void {
    this.#seen += count;
    if (this.#seen > this.#startEntries) this.#thread ??= new HashThread();
  }
}

/** Whoever waits for an answer. */
interface Waiting {
  readonly resolve: (size: number) => void;
  readonly reject: (error: Error) => void;
}

class HashThread {
  readonly #worker = new Worker(new URL("./hash-thread.ts", import.meta.url), { execArgv: [] });
  #waiting: Waiting | null = null;
  /** Resolves when the thread works, or will never. */
  readonly begun: Promise<unknown>;
  hasBegun = false;

  constructor() {
    this.#worker.on("message", (answer: HashAnswer) => {
      const waiting = this.#end();
      this.hasBegun = true;
      if (typeof answer === "number") waiting?.resolve(answer);
      else waiting?.reject(new Error(answer.failure));
    });
    this.#worker.on("error", (error) => {
      this.hasBegun = false;
      this.#end()?.reject(error);
    });
    this.begun = this.#answer().catch(() => undefined);
  }

  /** One at a time. Gives the size of the thread's tree. */
  run(job: HashJob): Promise<number> {
    const answer = this.#answer();
    this.#worker.postMessage(job);
    return answer;
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #answer(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#worker.ref();
    });
  }

  /** Nobody waits any more: the process may end. */
  #end(): Waiting | null {
    const waiting = this.#waiting;
    this.#waiting = null;
    this.#worker.unref();
    return waiting;
  }
}

function hashRoom(count: number): number {
  return 64 * count + growthBytes(32 * count);
}

/** Digests of keys, leaf hashes and nodes, one behind the other. */
export function placesIn(space: Uint8Array, count: number): EntryHashes & { nodes: Buffer } {
  const bytes = Buffer.from(space.buffer, space.byteOffset, space.length);
  return {
    keyDigests: bytes.subarray(0, 32 * count),
    leafHashes: bytes.subarray(32 * count, 64 * count),
    nodes: bytes.subarray(64 * count),
  };
}
