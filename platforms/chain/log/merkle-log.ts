import { setTimeout as pause } from "node:timers/promises";
import { type Clock, type Ledger, type LedgerEntry, YuejianError } from "@yuejian/contracts";
import { type Records, TILE_WIDTH } from "../format/index.ts";
import { checkFolder, type FsckReport } from "./fsck.ts";
import type { KnownHashes } from "./gathering.ts";
import { type CommitSettings, GroupCommit } from "./group-commit.ts";
import { LogHealth } from "./log-health.ts";
import type { LogParts } from "./log-parts.ts";
import { LogReader } from "./log-reader.ts";
import type { Recovered } from "./recovery.ts";
import type { LogSigner } from "./signing-key.ts";
import type { SignedCheckpoint } from "./states.ts";

export interface LogSettings extends CommitSettings {
  readonly clock: Clock;
  readonly publishIntervalMilliseconds: number;
}

/** The single-process Merkle log. See contracts `Ledger` for what each method promises; made by `openLog`. */
export class MerkleLog implements Ledger {
  readonly origin: string;
  /** C2SP verifier key of the log's checkpoints. */
  readonly verifierKey: string;
  readonly #parts: LogParts;
  readonly #settings: LogSettings;
  readonly #reader: LogReader;
  readonly #health: LogHealth;
  readonly #commit: GroupCommit;
  readonly #release: () => void;
  #published: SignedCheckpoint;
  #publishedAt = Number.NEGATIVE_INFINITY;
  #nextPublication: Promise<string> | null = null;
  /** Of the newest checkpoint that was given out between publications. */
  #interimSize = 0;
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
    const { signer, settings, recovered, published } = options;
    this.#parts = parts;
    this.#settings = settings;
    this.#release = options.release;
    this.#reader = new LogReader(parts);
    this.#health = new LogHealth(parts);
    const start = { ...recovered, newest: recovered.checkpoint?.note ?? published.note };
    this.#commit = new GroupCommit(parts, { signer, settings, health: this.#health, reader: this.#reader, start });
    this.#published = published;
    this.verifierKey = options.verifierKey;
    this.origin = signer.key.name;
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
    return this.#commit.append(entries);
  }

  /** As `append`, in the copy of another log: of those entries in `records` whose leaf hashes are given, the last ones, which go on at index `first`. Whoever
   *  calls vouches for the hashes. */
  async appendKnown(records: Records, known: KnownHashes): Promise<readonly number[]> {
    this.#requireOpen();
    return this.#commit.appendKnown(records, known);
  }

  /** Waits until a second has passed since the last publication when there is something new to publish. */
  async checkpoint(): Promise<string> {
    await this.#commit.answered();
    this.#requireOpen();
    if (this.#published.size === this.size) return this.#published.note;
    this.#nextPublication ??= this.#publishSoon();
    return this.#nextPublication;
  }

  /** The checkpoint of the last durable frame, for mirrors that follow closely: remembered on disk before it leaves, as a publication is, and none: those
   *  come at most once an interval. */
  async interim(): Promise<string> {
    this.#requireOpen();
    const signed = this.#parts.verifier.open(this.#commit.newest);
    if (signed === null || signed.size <= Math.max(this.#interimSize, this.#published.size)) return this.#published.note;
    try {
      this.#parts.signed.save(signed.note);
    } catch (cause) {
      throw this.#health.stop(cause);
    }
    this.#interimSize = signed.size;
    return signed.note;
  }

  async entry(index: number): Promise<Uint8Array> {
    return this.#health.read(() => this.#reader.entry(index).bytes);
  }

  async inclusionProof(index: number, size: number): Promise<readonly Uint8Array[]> {
    return this.#health.read(() => this.#reader.inclusionProof(index, size));
  }

  async consistencyProof(oldSize: number, newSize: number): Promise<readonly Uint8Array[]> {
    return this.#health.read(() => this.#reader.consistencyProof(oldSize, newSize));
  }

  /** Root of the tree of the first `size` entries. */
  async rootAt(size: number): Promise<Uint8Array> {
    return this.#health.read(() => this.#reader.rootAt(size));
  }

  /** Hashes of a tile (C2SP tlog-tiles), 32 bytes each. INDEX_OUT_OF_RANGE when they are not all there yet. */
  async tile(level: number, index: number, width: number = TILE_WIDTH): Promise<Uint8Array> {
    return this.#health.read(() => this.#reader.tile(level, index, width));
  }

  /** Entries from 256 × `index` on as a C2SP entry bundle. */
  async entryBundle(index: number, width: number = TILE_WIDTH): Promise<Uint8Array> {
    return this.#health.read(() => this.#reader.entryBundle(index, width));
  }

  /** As `fsck` of a folder, on the open log. What is appended meanwhile waits. */
  async fsck(): Promise<FsckReport> {
    const { disk, files } = this.#parts;
    return this.#commit.hold(async () => checkFolder(disk, files, { trustedKeys: [this.verifierKey], hasher: await this.#parts.hasher }));
  }

  close(): Promise<void> {
    this.#closing ??= this.#closeOnce();
    return this.#closing;
  }

  async #closeOnce(): Promise<void> {
    await this.#commit.idle();
    await this.#nextPublication?.catch(() => undefined);
    try {
      if (this.#health.untold !== null) throw this.#health.untold;
      if (this.#health.stopped === null) await this.#commit.settleAll();
    } catch (cause) {
      throw this.#health.stop(cause);
    } finally {
      this.#health.stop(new YuejianError("LOG_STOPPED", { reason: "closed" }));
      await this.#commit.close();
      this.#parts.levels.close();
      await this.#parts.keys.close();
      this.#parts.segments.close();
      this.#release();
    }
  }

  async #publishSoon(): Promise<string> {
    const interval = this.#settings.publishIntervalMilliseconds;
    const wait = Math.min(interval, this.#publishedAt + interval - this.#settings.clock.now());
    await (wait > 0 ? pause(wait) : Promise.resolve());
    // Whoever asks from here on may have appended more and gets the next one.
    this.#nextPublication = null;
    this.#health.requireGoing();
    const signed = this.#parts.verifier.open(this.#commit.newest);
    try {
      if (signed === null || signed.size !== this.size) throw new Error("the newest checkpoint is not of the log's size");
      this.#parts.signed.save(signed.note);
    } catch (cause) {
      throw this.#health.stop(cause);
    }
    this.#published = signed;
    this.#publishedAt = this.#settings.clock.now();
    return signed.note;
  }

  #requireOpen(): void {
    this.#health.tell();
    this.#health.requireGoing();
    if (this.#closing !== null) throw new YuejianError("LOG_STOPPED", { reason: "closed" });
  }
}
