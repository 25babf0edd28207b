import { setTimeout as pause, setImmediate as turn } from "node:timers/promises";
import type { LedgerEntry } from "@yuejian/contracts";
import type { EntryHasher } from "@yuejian/digests/bulk";
import { encodeFrame, formatCheckpoint, type Records, SPAN_WORDS, signNote } from "../format/index.ts";
import { Gathering, type KnownHashes, type Request } from "./gathering.ts";
import { type Group, type GroupPart, joinKnown, type KnownKeys, makeGroup, partsOf, recordAt } from "./group.ts";
import type { LogHealth } from "./log-health.ts";
import type { LogParts } from "./log-parts.ts";
import type { LogReader } from "./log-reader.ts";
import { placesOf } from "./recovery.ts";
import type { FramePlace } from "./segments.ts";
import { type Mark, settle } from "./settle.ts";
import type { LogSigner } from "./signing-key.ts";
import { Spaces } from "./spaces.ts";
import { type Growth, growTree, growthBytes, type TreeTip } from "./tree-growth.ts";

const GROUP_BYTES = 16 * 1024 * 1024;
/** So much waiting is worth hashing while the group before is on its way to the disk; less gathers until that is done, so that it shares a write. */
const AHEAD_BYTES = 64 * 1024;

export interface CommitSettings {
  readonly groupDelayMilliseconds: number;
  readonly segmentBytes: number;
  readonly settleEntries: number;
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

interface ReadyGroup {
  readonly frames: readonly ReadyFrame[];
  readonly requests: readonly Request[];
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
  /** What waits, the oldest first; only the last is added to. */
  readonly #queue: Gathering[] = [];
  /** The one before. */
  #lastTaken: Gathering | null = null;
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
      add(this.#open(), { resolve, reject });
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

  /** Makes groups and writes them, one on its way to the disk while the next is hashed. Ends when nothing waits. */
  async #drain(): Promise<void> {
    let writing: Promise<void> | null = null;
    do {
      const delay = this.#settings.groupDelayMilliseconds;
      await (delay > 0 ? pause(delay) : turn());
      if (writing !== null && (this.#queue[0]?.length ?? 0) < AHEAD_BYTES) {
        await writing;
        writing = null;
        await turn();
      }
      const group = await this.#makeReady(this.#take());
      await writing;
      await this.#released();
      writing = group === null ? null : this.#write(group);
      this.#writing = writing;
    } while (this.#queue.length > 0 || writing !== null);
    this.#draining = null;
  }

  /** The gathering that takes the next call. */
  #open(): Gathering {
    const last = this.#queue.at(-1);
    if (last !== undefined && last.length < GROUP_BYTES) return last;
    const gathering = new Gathering(this.#spaces, last ?? this.#lastTaken);
    this.#queue.push(gathering);
    return gathering;
  }

  #take(): Gathering | null {
    const taken = this.#queue.shift() ?? null;
    this.#lastTaken = taken ?? this.#lastTaken;
    return taken;
  }

  /** Tells new entries from repeats, hashes, and signs what the tree then is. Null when there is nothing to write or to answer. */
  async #makeReady(gathering: Gathering | null): Promise<ReadyGroup | null> {
    if (gathering === null || gathering.requests.length === 0) return null;
    const { requests } = gathering;
    try {
      const { keys } = this.#parts;
      const hasher = await this.#parts.hasher;
      this.#health.requireGoing();
      const known: KnownKeys = {
        addNew: (digests, start, end) => keys.addNew(digests, start, end),
        add: (digests, at) => keys.add(digests, at),
        removeLast: (count) => keys.removeLast(count),
        search: (digests) => keys.search(digests),
        recent: (digests, at) => keys.recent(digests, at),
        record: (index) => this.#record(index),
      };
      const { size } = this.#tip;
      const isKnown = requests.every((request) => request.known !== null);
      const group = isKnown ? joinKnown(gathering, size) : makeGroup(gathering, { size, known, hasher, spaces: this.#spaces });
      if (isKnown) keys.passOver(group.spans.length / SPAN_WORDS);
      return { frames: partsOf(group, GROUP_BYTES).map((part) => this.#makeFrame(part, hasher)), requests, answers: group.answers };
    } catch (cause) {
      this.#refuse(requests, cause);
      return null;
    }
  }

  #makeFrame(part: GroupPart, hasher: EntryHasher): ReadyFrame {
    const { keys } = this.#parts;
    const { size: firstIndex } = this.#tip;
    const space = this.#spaces.takeBuffer(growthBytes(part.leafHashes));
    const growth = growTree(this.#tip, part.leafHashes, { hasher, space });
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
