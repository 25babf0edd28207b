import { setTimeout as pause, setImmediate as turn } from "node:timers/promises";
import type { LedgerEntry } from "@yuejian/contracts";
import type { EntryHasher } from "@yuejian/digests/bulk";
import { encodeFrame, formatCheckpoint, type Records, SPAN_WORDS, signNote } from "../format/index.ts";
import { Gathering, type KnownHashes, type Request } from "./gathering.ts";
import { type Group, type GroupPart, joinKnown, makeGroup, partsOf, recordAt } from "./group.ts";
import { type GroupHashes, HashAhead, type TreeAhead } from "./hash-ahead.ts";
import type { LogHealth } from "./log-health.ts";
import type { LogParts } from "./log-parts.ts";
import type { LogReader } from "./log-reader.ts";
import { placesOf } from "./recovery.ts";
import type { FramePlace } from "./segments.ts";
import { type Mark, settle } from "./settle.ts";
import type { LogSigner } from "./signing-key.ts";
import { Spaces } from "./spaces.ts";
import { type Growth, growTree, growthBytes, growthIn, type TreeTip } from "./tree-growth.ts";

const GROUP_BYTES = 16 * 1024 * 1024;
/** Entries that are worth a group while large groups are hashed beside. */
const GROUP_ENTRIES = 1024;
/** So much waiting is worth hashing while the group before is on its way to the disk; less gathers until that is done, so that it shares a write. */
const AHEAD_BYTES = 64 * 1024;

export interface CommitSettings {
  readonly groupDelayMilliseconds: number;
  readonly segmentBytes: number;
  readonly settleEntries: number;
  readonly hashAheadEntries: number;
}

/** A frame that is ready to be written. */
interface ReadyFrame {
  readonly place: FramePlace;
  readonly bytes: Uint8Array;
  readonly spans: Uint32Array;
  readonly spaces: GroupPart["spaces"];
  readonly firstIndex: number;
  readonly growth: Growth;
  readonly checkpoint: string;
  /** After this frame the keys set apart are all durable. */
  readonly isSettling: boolean;
}

/** A gathering with its hashes; null: its requests know them. */
interface HashedGathering {
  readonly gathering: Gathering;
  readonly count: number;
  readonly hashes: GroupHashes | null;
}

interface ReadyGroup {
  readonly frames: readonly ReadyFrame[];
  readonly requests: readonly Request[];
  /** Of entries, repeats among them. */
  readonly count: number;
  readonly answers: Group["answers"];
}

/** Where the log stands when it is opened. */
interface Start {
  readonly next: FramePlace;
  readonly lastFrame: FramePlace | null;
  readonly settledSize: number | null;
  /** The checkpoint of the last frame, as a note. */
  readonly newest: string;
}

/** The writing side of a log: joins what callers append into groups, makes each group durable as a frame, and then answers. One group is hashed and signed
 *  while the one before is on its way to the disk. */
export class GroupCommit {
  readonly #parts: LogParts;
  readonly #signer: LogSigner;
  readonly #settings: CommitSettings;
  readonly #health: LogHealth;
  readonly #reader: LogReader;
  readonly #spaces = new Spaces();
  readonly #hashAhead: HashAhead;
  /** What waits, the oldest first; only the last is added to. */
  readonly #queue: Gathering[] = [];
  /** The one before. */
  #lastTaken: Gathering | null = null;
  /** Entries that were appended and not answered. */
  #unanswered = 0;
  #draining: Promise<void> | null = null;
  /** The answer that was asked for last. */
  #lastAnswer: Promise<unknown> = Promise.resolve();
  /** The group on its way to the disk. */
  #writing: Promise<void> | null = null;
  /** Resolves when nobody needs the folder to stay as it is; no group is written meanwhile. */
  #holding: Promise<unknown> | null = null;
  /** The checkpoint of the last durable frame, as a note. */
  #newest: string;
  /** The tree with all groups that are made, durable or not, and where the frame after them goes. */
  #tip: TreeTip;
  #next: FramePlace;
  /** Frames that are made and not durable. */
  readonly #ready: ReadyFrame[] = [];
  /** As of the last durable frame. */
  #mark: Mark;
  #settling: Promise<void> = Promise.resolve();
  #flushing: Promise<void> = Promise.resolve();
  #merging: Promise<unknown> = Promise.resolve();
  #settledSize: number | null;

  constructor(
    parts: LogParts,
    options: { signer: LogSigner; settings: CommitSettings; health: LogHealth; reader: LogReader; start: Start },
  ) {
    this.#parts = parts;
    this.#signer = options.signer;
    this.#settings = options.settings;
    this.#health = options.health;
    this.#reader = options.reader;
    this.#hashAhead = new HashAhead(parts.hasher, { spaces: this.#spaces, startEntries: options.settings.hashAheadEntries });
    const { next, lastFrame, settledSize, newest } = options.start;
    this.#newest = newest;
    this.#next = next;
    this.#tip = parts.levels.tip;
    this.#settledSize = settledSize;
    this.#mark = { next, lastFrame, size: parts.levels.size, root: parts.levels.root };
  }

  /** The checkpoint of the last durable frame, as a note. */
  get newest(): string {
    return this.#newest;
  }

  async append(entries: readonly LedgerEntry[]): Promise<readonly number[]> {
    return entries.length === 0 ? [] : this.#gather((open, answer) => open.add(entries, answer));
  }

  async appendKnown(records: Records, known: KnownHashes): Promise<readonly number[]> {
    return this.#gather((open, answer) => open.addKnown(records, known, answer));
  }

  #gather(add: (open: Gathering, answer: Pick<Request, "resolve" | "reject">) => void): Promise<readonly number[]> {
    const answer = new Promise<readonly number[]>((resolve, reject) => {
      const open = this.#open();
      const before = open.count;
      add(open, { resolve, reject });
      this.#unanswered += open.count - before;
      this.#draining ??= this.#drain();
    });
    this.#lastAnswer = answer;
    return answer;
  }

  /** Resolves when what was appended before the call is answered. */
  async answered(): Promise<void> {
    await this.#lastAnswer.catch(() => undefined);
  }

  /** Resolves when nothing waits, is written or held. */
  async idle(): Promise<void> {
    await this.#released();
    await this.#draining;
    await this.#flushing;
    await this.#settling;
    await this.#merging;
  }

  /** Once the log is idle. */
  async close(): Promise<void> {
    await this.#hashAhead.close();
  }

  /** Does `work` while no file of the log changes. What is appended meanwhile waits. */
  async hold<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.#released();
    const holding = this.#holdStill(work);
    this.#holding = holding;
    try {
      return await holding;
    } finally {
      this.#holding = null;
    }
  }

  /** Makes all that can be derived durable, once the log is idle. */
  async settleAll(): Promise<void> {
    if (this.#settledSize === this.#parts.levels.size) return;
    this.#parts.keys.freeze();
    await this.#settleTo(this.#mark);
  }

  async #holdStill<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.#writing;
    await this.#flushing;
    await this.#settling;
    await this.#merging;
    return work();
  }

  async #released(): Promise<void> {
    while (this.#holding !== null) await this.#holding.catch(() => undefined);
  }

  /** Makes groups and writes them: while one is on its way to the disk, the next is made into a frame, and the one after it hashed. Ends when nothing waits. */
  async #drain(): Promise<void> {
    let writing: Promise<void> | null = null;
    let hashing: Promise<HashedGathering | null> | null = null;
    do {
      const delay = this.#settings.groupDelayMilliseconds;
      await (delay > 0 ? pause(delay) : turn());
      if (hashing === null && writing !== null && !this.#isWorthHashing) {
        await writing;
        writing = null;
        await turn();
      }
      const hashed: HashedGathering | null = await (hashing ?? this.#hash(this.#tipAhead));
      hashing = this.#hashBeside(this.#treeAfter(hashed));
      const group = await this.#makeReady(hashed);
      hashing ??= this.#hashBeside(this.#tipAhead);
      await writing;
      await this.#released();
      writing = group === null ? null : this.#write(group);
      this.#writing = writing;
    } while (this.#queue.length > 0 || hashing !== null || writing !== null);
    this.#draining = null;
  }

  get #isWorthHashing(): boolean {
    return (this.#queue[0]?.length ?? 0) >= AHEAD_BYTES;
  }

  get #tipAhead(): TreeAhead {
    const { size, edge } = this.#tip;
    return { size, tip: { size, edge } };
  }

  /** The tree with a group that is hashed and not made, if all of it is new; null where it is known already to be another. */
  #treeAfter(hashed: HashedGathering | null): TreeAhead | null {
    const isOnCourse = hashed?.hashes?.ahead?.size === this.#tip.size;
    return isOnCourse ? { size: this.#tip.size + hashed.count, tip: null } : null;
  }

  /** Has the next gathering hashed while this thread goes on; null where that cannot be or is not worth it. */
  #hashBeside(tree: TreeAhead | null): Promise<HashedGathering | null> | null {
    return tree !== null && this.#hashAhead.isBeside && this.#isWorthHashing ? this.#hash(tree) : null;
  }

  /** Takes the oldest gathering and hashes it. Null when there is none, or it cannot be. */
  async #hash(tree: TreeAhead): Promise<HashedGathering | null> {
    const gathering = this.#take();
    if (gathering === null || gathering.requests.length === 0) return null;
    const { requests, spans } = gathering;
    const count = spans.length / SPAN_WORDS;
    if (requests.every((request) => request.known !== null)) return { gathering, count, hashes: null };
    try {
      return { gathering, count, hashes: await this.#hashAhead.hash(gathering, tree) };
    } catch (cause) {
      this.#refuse(requests, cause);
      return null;
    }
  }

  /** The gathering that takes the next call. */
  #open(): Gathering {
    const last = this.#queue.at(-1);
    // If all callers shared a group, they would wait for one thread and then for the other.
    const limit = this.#hashAhead.isBeside ? Math.max(GROUP_ENTRIES, this.#unanswered / 2) : Number.POSITIVE_INFINITY;
    if (last !== undefined && last.length < GROUP_BYTES && last.count < limit) return last;
    const gathering = new Gathering(this.#spaces, last ?? this.#lastTaken);
    this.#queue.push(gathering);
    return gathering;
  }

  #take(): Gathering | null {
    const taken = this.#queue.shift() ?? null;
    this.#lastTaken = taken ?? this.#lastTaken;
    return taken;
  }

  /** Tells new entries from repeats, and signs what the tree then is. Null when there is nothing to write or to answer. */
  async #makeReady(hashed: HashedGathering | null): Promise<ReadyGroup | null> {
    if (hashed === null) return null;
    const { gathering, count, hashes } = hashed;
    const { requests } = gathering;
    try {
      const { keys } = this.#parts;
      const hasher = await this.#parts.hasher;
      this.#health.requireGoing();
      const { size } = this.#tip;
      const group =
        hashes === null
          ? joinKnown(gathering, size)
          : makeGroup(gathering, { size, keys, hashes, recordOf: (index) => this.#record(index) });
      if (hashes === null) keys.passOver(group.spans.length / SPAN_WORDS);
      const frames = partsOf(group, GROUP_BYTES).map((part) => this.#makeFrame(part, hasher));
      return { frames, requests, count, answers: group.answers };
    } catch (cause) {
      this.#refuse(requests, cause);
      return null;
    }
  }

  #makeFrame(part: GroupPart, hasher: EntryHasher): ReadyFrame {
    const { keys } = this.#parts;
    const { size: firstIndex } = this.#tip;
    const space = part.nodes ?? this.#spaces.takeBuffer(growthBytes(part.leafHashes.length));
    const growth =
      part.nodes === null ? growTree(this.#tip, part.leafHashes, { hasher, space }) : growthIn(this.#tip, part.leafHashes, space);
    const text = formatCheckpoint({ origin: this.#signer.key.name, size: growth.size, root: growth.root });
    const checkpoint = signNote(text, this.#signer.key, this.#signer.sign);
    const bytes = encodeFrame(part.bytes, { firstIndex, count: growth.size - firstIndex, recordsEnd: part.end, checkpoint });
    const isFull = this.#next.offset > 0 && this.#next.offset + bytes.length > this.#settings.segmentBytes;
    const place = isFull ? { segment: this.#next.segment + 1, offset: 0 } : this.#next;
    this.#tip = growth;
    this.#next = { segment: place.segment, offset: place.offset + bytes.length };
    // Only after the last frame of a group: the keys of all its entries are in the index already.
    const isSettling = part.isLast && !keys.isSettling && keys.recentCount >= this.#settings.settleEntries;
    if (isSettling) keys.freeze();
    const frame = { place, bytes, spans: part.spans, spaces: [...part.spaces, space], firstIndex, growth, checkpoint, isSettling };
    this.#ready.push(frame);
    return frame;
  }

  /** Makes a group durable, then answers it. Does not reject: a failure stops the log and is the answer. */
  async #write(group: ReadyGroup): Promise<void> {
    try {
      for (const frame of group.frames) await this.#writeFrame(frame);
      this.#health.requireGoing();
      this.#unanswered -= group.count;
      for (const { request, indexes } of group.answers) request.resolve(indexes);
    } catch (cause) {
      this.#refuse(group.requests, cause);
      return;
    }
    // Nobody waits for this.
    const entries = group.frames.reduce((sum, { firstIndex, growth }) => sum + growth.size - firstIndex, 0);
    const merging = this.#parts.keys.work(entries).catch((cause: unknown) => this.#health.stopUntold(cause));
    this.#merging = Promise.all([this.#merging, merging]);
  }

  async #writeFrame(frame: ReadyFrame): Promise<void> {
    const { levels } = this.#parts;
    const { place, bytes, growth, spans } = frame;
    this.#health.requireGoing();
    await this.#writeDurably(place, bytes);
    this.#health.requireGoing();
    const places = this.#spaces.takeBuffer(8 * (spans.length / SPAN_WORDS));
    await levels.writePlaces(placesOf(place, spans, places));
    levels.apply(growth);
    this.#ready.shift();
    for (const space of [...frame.spaces, places]) this.#spaces.giveBack(space);
    this.#newest = frame.checkpoint;
    const next = { segment: place.segment, offset: place.offset + bytes.length };
    this.#mark = { size: growth.size, root: growth.root, next, lastFrame: place };
    if (frame.isSettling) this.#settling = this.#settleTo(this.#mark).catch((cause: unknown) => this.#health.stopUntold(cause));
    if (!levels.isFull) return;
    await this.#flushing;
    this.#flushing = levels.flush().catch((cause: unknown) => this.#health.stopUntold(cause));
  }

  async #writeDurably(place: FramePlace, bytes: Uint8Array): Promise<void> {
    const { disk, segments } = this.#parts;
    const file = place.offset === 0 ? segments.create(place.segment) : segments.file(place.segment);
    await disk.append(file, bytes, place.offset);
    await disk.datasync(file);
  }

  /** The record of an entry that is durable or on its way to be. */
  #record(index: number): Uint8Array {
    const frame = this.#ready.find(({ firstIndex, growth }) => index >= firstIndex && index < growth.size);
    return frame === undefined ? this.#reader.entry(index).record : recordAt(frame.bytes, frame.spans, index - frame.firstIndex);
  }

  async #settleTo(mark: Mark): Promise<void> {
    await settle(this.#parts, mark);
    this.#settledSize = mark.size;
  }

  #refuse(requests: readonly Request[], cause: unknown): void {
    const stopped = this.#health.stop(cause);
    if (requests.length > 0) this.#health.tell();
    for (const request of requests) request.reject(stopped);
  }
}
