import { setTimeout as pause, setImmediate as turn } from "node:timers/promises";
import { type Clock, type Ledger, type LedgerEntry, YuejianError } from "@yuejian/contracts";
import type { EntryHasher } from "@yuejian/digests/bulk";
import {
  encodeFrame,
  encodeNumberedRecords,
  encodeRecords,
  formatCheckpoint,
  type Records,
  SPAN_WORDS,
  signNote,
  TILE_WIDTH,
} from "../format/index.ts";
import { checkFolder, type FsckReport } from "./fsck.ts";
import { type Group, type GroupPart, joinKnown, type KnownKeys, makeGroup, partsOf, type Request, recordAt, Spaces } from "./group.ts";
import type { LogParts } from "./log-parts.ts";
import { LogReader } from "./log-reader.ts";
import { placesOf, type Recovered } from "./recovery.ts";
import type { FramePlace } from "./segments.ts";
import { type Mark, settle } from "./settle.ts";
import type { LogSigner } from "./signing-key.ts";
import type { SignedCheckpoint } from "./states.ts";
import { type Growth, growTree, type TreeTip } from "./tree-growth.ts";

export interface LogSettings {
  readonly clock: Clock;
  readonly groupDelayMilliseconds: number;
  readonly publishIntervalMilliseconds: number;
  readonly segmentBytes: number;
  readonly settleEntries: number;
}

const GROUP_BYTES = 16 * 1024 * 1024;
/** So much waiting is worth hashing while the group before is on its way to the disk; less gathers until that is done, so that it shares a write. */
const AHEAD_BYTES = 64 * 1024;
/** Merged key rows per new entry: each is merged once per kind of run, and there are fewer kinds than this. */
const MERGE_PACE = 6;

/** A frame that is ready to be written. */
interface ReadyFrame {
  readonly place: FramePlace;
  readonly bytes: Uint8Array;
  /** The buffer that the bytes are a part of. */
  readonly space: Uint8Array;
  readonly spans: Uint32Array;
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

/** The single-process Merkle log. See contracts `Ledger` for what each method promises; made by `openLog`. */
export class MerkleLog implements Ledger {
  readonly origin: string;
  /** C2SP verifier key of the log's checkpoints. */
  readonly verifierKey: string;
  readonly #parts: LogParts;
  readonly #signer: LogSigner;
  readonly #settings: LogSettings;
  readonly #reader: LogReader;
  readonly #release: () => void;
  #queue: Request[] = [];
  #queuedBytes = 0;
  readonly #spaces = new Spaces();
  #draining: Promise<void> | null = null;
  /** The answer that was asked for last. */
  #lastAnswer: Promise<unknown> = Promise.resolve();
  /** The group on its way to the disk. */
  #writing: Promise<void> | null = null;
  /** Resolves when the checker no longer reads the folder; no group is written meanwhile. */
  #checking: Promise<unknown> | null = null;
  /** The checkpoint of the last durable frame, as a note. */
  #newest: string;
  #published: SignedCheckpoint;
  #publishedAt = Number.NEGATIVE_INFINITY;
  #nextPublication: Promise<string> | null = null;
  /** Of the newest checkpoint that was given out between publications. */
  #interimSize = 0;
  /** The tree with all groups that are made, durable or not, and where the frame after them goes. */
  #tip: TreeTip;
  #next: FramePlace;
  /** Frames that are made and not durable. */
  readonly #ready: ReadyFrame[] = [];
  /** As of the last durable frame. */
  #mark: Mark;
  #settling: Promise<void> = Promise.resolve();
  #settledSize: number | null;
  #stopped: YuejianError | null = null;
  /** A failure beside appending of which no caller has learnt yet. */
  #untold: YuejianError | null = null;
  #closing: Promise<void> | null = null;

  constructor(
    parts: LogParts,
    options: {
      signer: LogSigner;
      settings: LogSettings;
      recovered: Recovered;
      published: SignedCheckpoint;
      verifierKey: string;
      release: () => void;
    },
  ) {
    this.#parts = parts;
    this.#signer = options.signer;
    this.#settings = options.settings;
    this.#release = options.release;
    this.#reader = new LogReader(parts);
    this.#published = options.published;
    this.#newest = options.recovered.checkpoint?.note ?? options.published.note;
    this.#next = options.recovered.next;
    this.#tip = parts.levels.tip;
    this.#settledSize = options.recovered.settledSize;
    this.#mark = { ...options.recovered, size: parts.levels.size, root: parts.levels.root };
    this.verifierKey = options.verifierKey;
    this.origin = options.signer.key.name;
  }

  get size(): number {
    return this.#parts.levels.size;
  }

  /** The newest published checkpoint, which need not cover what was appended since. */
  get published(): { readonly note: string; readonly size: number } {
    return { note: this.#published.note, size: this.#published.size };
  }

  async append(entries: readonly LedgerEntry[]): Promise<readonly number[]> {
    this.#requireOpen();
    // Copied: the caller may reuse the buffers before the group is written.
    const records = encodeRecords(entries, (length) => this.#spaces.take(length));
    return entries.length === 0 ? [] : this.#enqueue(records, null);
  }

  /** As `append`, in the copy of another log: of those entries in `records` whose leaf hashes are given, the last ones, which go on at index `first`. Whoever
   *  calls vouches for the hashes. */
  async appendKnown(records: Records, { first, leafHashes }: { first: number; leafHashes: Buffer }): Promise<readonly number[]> {
    this.#requireOpen();
    const skip = records.spans.length / SPAN_WORDS - leafHashes.length / 32;
    const numbered = encodeNumberedRecords(records, { first, skip }, (length) => this.#spaces.take(length));
    return this.#enqueue(numbered, { first, leafHashes });
  }

  #enqueue(records: Records, known: Request["known"]): Promise<readonly number[]> {
    const answer = new Promise<readonly number[]>((resolve, reject) => {
      this.#queue.push({ ...records, known, resolve, reject });
      this.#queuedBytes += records.bytes.length;
      this.#draining ??= this.#drain();
    });
    this.#lastAnswer = answer;
    return answer;
  }

  /** Waits until a second has passed since the last publication when there is something new to publish. */
  async checkpoint(): Promise<string> {
    await this.#lastAnswer.catch(() => undefined);
    this.#requireOpen();
    if (this.#published.size === this.size) return this.#published.note;
    this.#nextPublication ??= this.#publishSoon();
    return this.#nextPublication;
  }

  /** The checkpoint of the last durable frame, for mirrors that follow closely: remembered on disk before it leaves, as a publication is, and none: those
   *  come at most once an interval. */
  async interim(): Promise<string> {
    this.#requireOpen();
    const signed = this.#parts.verifier.open(this.#newest);
    if (signed === null || signed.size <= Math.max(this.#interimSize, this.#published.size)) return this.#published.note;
    try {
      this.#parts.signed.save(signed.note);
    } catch (cause) {
      throw this.#stop(cause);
    }
    this.#interimSize = signed.size;
    return signed.note;
  }

  async entry(index: number): Promise<Uint8Array> {
    return this.#read(() => this.#reader.entry(index).bytes);
  }

  async inclusionProof(index: number, size: number): Promise<readonly Uint8Array[]> {
    return this.#read(() => this.#reader.inclusionProof(index, size));
  }

  async consistencyProof(oldSize: number, newSize: number): Promise<readonly Uint8Array[]> {
    return this.#read(() => this.#reader.consistencyProof(oldSize, newSize));
  }

  /** Root of the tree of the first `size` entries. */
  async rootAt(size: number): Promise<Uint8Array> {
    return this.#read(() => this.#reader.rootAt(size));
  }

  /** Hashes of a tile (C2SP tlog-tiles), 32 bytes each. INDEX_OUT_OF_RANGE when they are not all there yet. */
  async tile(level: number, index: number, width: number = TILE_WIDTH): Promise<Uint8Array> {
    return this.#read(() => this.#reader.tile(level, index, width));
  }

  /** Entries from 256 × `index` on as a C2SP entry bundle. */
  async entryBundle(index: number, width: number = TILE_WIDTH): Promise<Uint8Array> {
    return this.#read(() => this.#reader.entryBundle(index, width));
  }

  /** As `fsck` of a folder, on the open log. What is appended meanwhile waits. */
  async fsck(): Promise<FsckReport> {
    while (this.#checking !== null) await this.#checking.catch(() => undefined);
    const checking = this.#check();
    this.#checking = checking;
    try {
      return await checking;
    } finally {
      this.#checking = null;
    }
  }

  async #check(): Promise<FsckReport> {
    await this.#writing;
    await this.#settling;
    return checkFolder(this.#parts.disk, this.#parts.files, { trustedKeys: [this.verifierKey], hasher: await this.#parts.hasher });
  }

  close(): Promise<void> {
    this.#closing ??= this.#closeOnce();
    return this.#closing;
  }

  async #closeOnce(): Promise<void> {
    while (this.#checking !== null) await this.#checking.catch(() => undefined);
    await this.#draining;
    await this.#nextPublication?.catch(() => undefined);
    await this.#settling;
    try {
      if (this.#untold !== null) throw this.#untold;
      if (this.#stopped === null && this.#settledSize !== this.size) {
        this.#parts.keys.freeze();
        await this.#settleTo(this.#mark);
      }
    } catch (cause) {
      throw this.#stop(cause);
    } finally {
      this.#stopped ??= new YuejianError("LOG_STOPPED", { reason: "closed" });
      this.#parts.levels.close();
      this.#parts.keys.close();
      this.#parts.segments.close();
      this.#release();
    }
  }

  /** Makes groups and writes them, one on its way to the disk while the next is hashed. Ends when nothing waits. */
  async #drain(): Promise<void> {
    let writing: Promise<void> | null = null;
    do {
      const delay = this.#settings.groupDelayMilliseconds;
      await (delay > 0 ? pause(delay) : turn());
      if (writing !== null && this.#queuedBytes < AHEAD_BYTES) {
        await writing;
        writing = null;
        await turn();
      }
      const group = await this.#makeReady(this.#takeGroup());
      await writing;
      while (this.#checking !== null) await this.#checking.catch(() => undefined);
      writing = group === null ? null : this.#write(group);
      this.#writing = writing;
    } while (this.#queue.length > 0 || writing !== null);
    this.#draining = null;
  }

  #takeGroup(): Request[] {
    let bytes = 0;
    let taken = 0;
    for (const request of this.#queue) {
      if (taken > 0 && bytes + request.bytes.length > GROUP_BYTES) break;
      bytes += request.bytes.length;
      taken++;
    }
    this.#queuedBytes -= bytes;
    return this.#queue.splice(0, taken);
  }

  /** Tells new entries from repeats, hashes, and signs what the tree then is. Null when there is nothing to write or to answer. */
  async #makeReady(requests: readonly Request[]): Promise<ReadyGroup | null> {
    if (requests.length === 0) return null;
    try {
      const { keys } = this.#parts;
      const hasher = await this.#parts.hasher;
      if (this.#stopped !== null) throw this.#stopped;
      const known: KnownKeys = {
        add: (digests, at) => keys.add(digests, at),
        removeLast: (count) => keys.removeLast(count),
        search: (digests) => keys.search(digests),
        recent: (digests, at) => keys.recent(digests, at),
        record: (index) => this.#record(index),
      };
      const given = { size: this.#tip.size, spaces: this.#spaces };
      const isKnown = requests.every((request) => request.known !== null);
      const group = isKnown ? joinKnown(requests, given) : makeGroup(requests, { ...given, known, hasher });
      return { frames: partsOf(group, GROUP_BYTES).map((part) => this.#makeFrame(part, hasher)), requests, answers: group.answers };
    } catch (cause) {
      const stopped = this.#stop(cause);
      this.#refuse(requests, stopped);
      return null;
    }
  }

  #makeFrame(part: GroupPart, hasher: EntryHasher): ReadyFrame {
    const { keys } = this.#parts;
    const { size: firstIndex } = this.#tip;
    const growth = growTree(this.#tip, part.leafHashes, hasher);
    const text = formatCheckpoint({ origin: this.origin, size: growth.size, root: growth.root });
    const checkpoint = signNote(text, this.#signer.key, this.#signer.sign);
    const bytes = encodeFrame(part.bytes, { firstIndex, count: growth.size - firstIndex, recordsEnd: part.end, checkpoint });
    const isFull = this.#next.offset > 0 && this.#next.offset + bytes.length > this.#settings.segmentBytes;
    const place = isFull ? { segment: this.#next.segment + 1, offset: 0 } : this.#next;
    this.#tip = growth;
    this.#next = { segment: place.segment, offset: place.offset + bytes.length };
    // Only after the last frame of a group: the keys of all its entries are in the index already.
    const isSettling = part.isLast && !keys.isSettling && keys.recentCount >= this.#settings.settleEntries;
    if (isSettling) keys.freeze();
    const frame = { place, bytes, space: part.bytes, spans: part.spans, firstIndex, growth, checkpoint, isSettling };
    this.#ready.push(frame);
    return frame;
  }

  /** Makes a group durable, then answers it. Does not reject: a failure stops the log and is the answer. */
  async #write(group: ReadyGroup): Promise<void> {
    try {
      for (const frame of group.frames) await this.#writeFrame(frame);
      if (this.#stopped !== null) throw this.#stopped;
      for (const { request, indexes } of group.answers) request.resolve(indexes);
    } catch (cause) {
      const stopped = this.#stop(cause);
      this.#refuse(group.requests, stopped);
      return;
    }
    // Nobody waits for this.
    const entries = group.frames.reduce((sum, { spans }) => sum + spans.length / SPAN_WORDS, 0);
    await this.#parts.keys.work(MERGE_PACE * entries).catch((cause: unknown) => {
      this.#untold = this.#stop(cause);
    });
  }

  async #writeFrame(frame: ReadyFrame): Promise<void> {
    const { disk, segments, levels } = this.#parts;
    const { place, bytes, growth, spans } = frame;
    if (this.#stopped !== null) throw this.#stopped;
    const file = place.offset === 0 ? segments.create(place.segment) : segments.file(place.segment);
    await disk.append(file, bytes, place.offset);
    await disk.datasync(file);
    if (this.#stopped !== null) throw this.#stopped;
    levels.apply(growth, placesOf(place, spans));
    this.#ready.shift();
    this.#spaces.giveBack(frame.space);
    this.#newest = frame.checkpoint;
    const next = { segment: place.segment, offset: place.offset + bytes.length };
    this.#mark = { size: growth.size, root: growth.root, next, lastFrame: place };
    if (frame.isSettling)
      this.#settling = this.#settleTo(this.#mark).catch((cause: unknown) => {
        this.#untold = this.#stop(cause);
      });
  }

  /** The record of an entry that is durable or on its way to be. */
  #record(index: number): Uint8Array {
    const frame = this.#ready.find(({ firstIndex, growth }) => index >= firstIndex && index < growth.size);
    return frame === undefined ? this.#reader.entry(index).record : recordAt(frame.bytes, frame.spans, index - frame.firstIndex);
  }

  async #publishSoon(): Promise<string> {
    const interval = this.#settings.publishIntervalMilliseconds;
    const wait = Math.min(interval, this.#publishedAt + interval - this.#settings.clock.now());
    await (wait > 0 ? pause(wait) : Promise.resolve());
    // Whoever asks from here on may have appended more and gets the next one.
    this.#nextPublication = null;
    if (this.#stopped !== null) throw this.#stopped;
    const signed = this.#parts.verifier.open(this.#newest);
    try {
      if (signed === null || signed.size !== this.size) throw new Error("the newest checkpoint is not of the log's size");
      this.#parts.signed.save(signed.note);
    } catch (cause) {
      throw this.#stop(cause);
    }
    this.#published = signed;
    this.#publishedAt = this.#settings.clock.now();
    return signed.note;
  }

  async #settleTo(mark: Mark): Promise<void> {
    await settle(this.#parts, mark);
    this.#settledSize = mark.size;
  }

  #read<Value>(compute: () => Value): Value {
    try {
      return compute();
    } catch (error) {
      throw error instanceof YuejianError && error.code === "LOG_CORRUPT" ? this.#stop(error) : error;
    }
  }

  /** No entry is acknowledged after a failure. Damage also voids the derived state: the next opening reads every frame. */
  #stop(cause: unknown): YuejianError {
    if (this.#stopped !== null) return this.#stopped;
    const reason = cause instanceof Error ? cause.message : String(cause);
    this.#stopped = cause instanceof YuejianError ? cause : new YuejianError("LOG_STOPPED", { reason }, { cause });
    if (this.#stopped.code === "LOG_CORRUPT") {
      try {
        this.#parts.disk.remove(this.#parts.files.derivedState);
      } catch {
        // The disk refuses: fsck finds the damage as well.
      }
    }
    return this.#stopped;
  }

  #refuse(requests: readonly Request[], stopped: YuejianError): void {
    if (requests.length > 0) this.#untold = null;
    for (const request of requests) request.reject(stopped);
  }

  #requireOpen(): void {
    this.#untold = null;
    if (this.#stopped !== null) throw this.#stopped;
    if (this.#closing !== null) throw new YuejianError("LOG_STOPPED", { reason: "closed" });
  }
}
