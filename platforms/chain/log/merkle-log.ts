import { type Clock, type Ledger, type LedgerEntry, YuejianError } from "@yuejian/contracts";
import { encodeHex, equalBytes } from "@yuejian/digests";
import { encodeFrame, encodeKey, FRAME_HEAD_BYTES, formatCheckpoint, requireEntrySize, signNote, TILE_WIDTH } from "../format/index.ts";
import { checkFolder, type FsckReport } from "./fsck.ts";
import { type PendingEntry, planGroup, type Request } from "./group.ts";
import { keyDigest } from "./key-run.ts";
import { LogReader } from "./log-reader.ts";
import { type LogParts, leafHashesOf, placesOf, type Recovered } from "./recovery.ts";
import type { FramePlace } from "./segments.ts";
import type { LogSigner } from "./signing-key.ts";
import { type SignedCheckpoint, saveDerivedState, saveSignedState } from "./states.ts";

export interface LogSettings {
  readonly clock: Clock;
  readonly groupDelayMilliseconds: number;
  readonly publishIntervalMilliseconds: number;
  readonly segmentBytes: number;
  readonly settleEntries: number;
}

const GROUP_BYTES = 16 * 1024 * 1024;

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
  #draining: Promise<void> | null = null;
  /** The checkpoint of the last durable frame, as a note. */
  #newest: string;
  #published: SignedCheckpoint;
  #publishedAt = Number.NEGATIVE_INFINITY;
  #nextPublication: Promise<string> | null = null;
  #next: FramePlace;
  #lastFrame: FramePlace | null;
  #stopped: YuejianError | null = null;
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
    this.#lastFrame = options.recovered.lastFrame;
    this.verifierKey = options.verifierKey;
    this.origin = options.signer.key.name;
    if (parts.keys.recentCount >= options.settings.settleEntries) this.#settle();
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
    const checked = entries.map(({ key, bytes }) => {
      requireEntrySize(bytes);
      const keyBytes = encodeKey(key);
      // Copied: the caller may reuse the buffer before the group is written.
      return { key, keyBytes, keyDigest: keyDigest(keyBytes), bytes: bytes.slice() };
    });
    if (checked.length === 0) return [];
    return new Promise((resolve, reject) => {
      this.#queue.push({ entries: checked, resolve, reject });
      this.#draining ??= this.#drain();
    });
  }

  /** Waits until a second has passed since the last publication when there is something new to publish. */
  async checkpoint(): Promise<string> {
    await this.#draining;
    this.#requireOpen();
    if (this.#published.size === this.size) return this.#published.note;
    this.#nextPublication ??= this.#publishSoon();
    return this.#nextPublication;
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

  /** As `fsck` of a folder, on the open log. */
  async fsck(): Promise<FsckReport> {
    await this.#draining;
    return checkFolder(this.#parts.disk, this.#parts.files, [this.verifierKey]);
  }

  close(): Promise<void> {
    this.#closing ??= this.#closeOnce();
    return this.#closing;
  }

  async #closeOnce(): Promise<void> {
    await this.#draining;
    await this.#nextPublication?.catch(() => undefined);
    try {
      if (this.#stopped === null) this.#settle();
    } finally {
      this.#stopped ??= new YuejianError("LOG_STOPPED", { reason: "closed" });
      this.#parts.levels.close();
      this.#parts.keys.close();
      this.#parts.segments.close();
      this.#release();
    }
  }

  async #drain(): Promise<void> {
    do {
      await this.#gather();
      const requests = this.#takeGroup();
      try {
        if (this.#stopped !== null) throw this.#stopped;
        const { fresh, answers } = planGroup(requests, this.size, (entry) => this.#find(entry));
        for (let start = 0; start < fresh.length; ) start += await this.#writeFrame(fresh, start);
        for (const { request, indexes } of answers) request.resolve(indexes);
      } catch (cause) {
        const stopped = this.#stop(cause);
        for (const request of requests) request.reject(stopped);
      }
    } while (this.#queue.length > 0);
    this.#draining = null;
  }

  /** At least one turn of the event loop, so that callers of the same moment share a group. */
  #gather(): Promise<void> {
    const delay = this.#settings.groupDelayMilliseconds;
    return delay > 0 ? pause(delay) : new Promise((resolve) => setImmediate(resolve));
  }

  #takeGroup(): Request[] {
    let bytes = 0;
    let taken = 0;
    for (const request of this.#queue) {
      bytes += request.entries.reduce((sum, entry) => sum + entry.bytes.length + entry.keyBytes.length, 0);
      if (taken > 0 && bytes > GROUP_BYTES) break;
      taken++;
    }
    return this.#queue.splice(0, taken);
  }

  /** Makes as many entries durable as a frame takes; gives their number. */
  async #writeFrame(fresh: readonly PendingEntry[], start: number): Promise<number> {
    const { disk, segments, levels, keys } = this.#parts;
    const entries = frameful(fresh, start).map((entry) => ({ key: entry.keyBytes, bytes: entry.bytes, pending: entry }));
    const firstIndex = levels.size;
    const growth = levels.grow(leafHashesOf(entries));
    const text = formatCheckpoint({ origin: this.origin, size: growth.size, root: growth.root });
    const checkpoint = signNote(text, this.#signer.key, this.#signer.sign);
    const frame = encodeFrame({ firstIndex, entries, checkpoint });
    const isFull = this.#next.offset > 0 && this.#next.offset + frame.bytes.length > this.#settings.segmentBytes;
    const place = isFull ? { segment: this.#next.segment + 1, offset: 0 } : this.#next;
    const file = place.offset === 0 ? segments.create(place.segment) : segments.file(place.segment);
    await disk.append(file, frame.bytes, place.offset);
    await disk.datasync(file);
    levels.apply(growth, placesOf(place, frame.offsets));
    entries.forEach(({ pending }, position) => {
      keys.add(pending.key, pending.keyDigest, firstIndex + position);
    });
    this.#newest = checkpoint;
    this.#lastFrame = place;
    this.#next = { segment: place.segment, offset: place.offset + frame.bytes.length };
    if (keys.recentCount >= this.#settings.settleEntries) this.#settle();
    return entries.length;
  }

  #find(entry: PendingEntry): number | "reused" | null {
    for (const index of this.#parts.keys.candidates(entry.key, entry.keyDigest)) {
      const known = this.#reader.entry(index);
      if (equalBytes(known.key, entry.keyBytes)) return equalBytes(known.bytes, entry.bytes) ? index : "reused";
    }
    return null;
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
      saveSignedState(this.#parts.disk, this.#parts.files, signed.note);
    } catch (cause) {
      throw this.#stop(cause);
    }
    this.#published = signed;
    this.#publishedAt = this.#settings.clock.now();
    return signed.note;
  }

  /** Makes levels, places and keys durable, so that opening need not read the frames below again. */
  #settle(): void {
    const { disk, files, levels, keys } = this.#parts;
    if (keys.recentCount === 0 && disk.exists(files.derivedState)) return;
    levels.sync();
    const hasOutdated = keys.settle(this.size);
    const root = encodeHex(levels.root);
    saveDerivedState(disk, files, { size: this.size, root, ...this.#next, lastFrame: this.#lastFrame, runs: keys.runNames });
    if (hasOutdated) keys.removeOthers();
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

  #requireOpen(): void {
    if (this.#stopped !== null) throw this.#stopped;
    if (this.#closing !== null) throw new YuejianError("LOG_STOPPED", { reason: "closed" });
  }
}

/** The entries from `start` on that go into one frame. */
function frameful(fresh: readonly PendingEntry[], start: number): readonly PendingEntry[] {
  let bytes = FRAME_HEAD_BYTES;
  let end = start;
  do {
    const entry = fresh[end];
    bytes += (entry?.bytes.length ?? 0) + (entry?.keyBytes.length ?? 0);
    end++;
  } while (end < fresh.length && bytes < GROUP_BYTES);
  return fresh.slice(start, end);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
