import { join } from "node:path";
import type { NodeAt } from "@yuejian/digests";
import type { Disk } from "./disk.ts";
import { LevelTail } from "./level-tail.ts";
import { corrupt } from "./log-files.ts";
import type { FramePlace } from "./segments.ts";
import { EMPTY_TREE, type Growth, rootOfEdge, type TreeTip } from "./tree-growth.ts";

/** From here on a hash is kept in memory: those below are too many. */
const KEPT_LEVEL = 8;
const KEPT_HASHES = 65_536;
/** Bytes that are sooner written than another thread is asked to; more are written while the event loop goes on. */
const WRITTEN_AT_ONCE = 16_384;
/** Leaf hashes in memory that are worth a write. */
const WAITING_HASHES = 16_384;

/** All complete subtrees of a log's tree: one file per level, 32 bytes per hash, and where each entry lies in its segment.
 *  Everything here can be computed anew from the segments. */
export class Levels {
  readonly #disk: Disk;
  readonly #folder: string;
  readonly #files: number[] = [];
  readonly #offsets: number;
  /** Per level the hashes on their way to the file, and those after them. */
  readonly #tails: { moving: LevelTail; waiting: LevelTail }[] = [];
  #flushing: Promise<void> = Promise.resolve();
  #tip: TreeTip = EMPTY_TREE;
  #hasNewFiles = true;
  /** Upper hashes once read: most of every path, and they never change. Whoever gives out a path checks it against the root. */
  readonly #kept = new Map<number, Uint8Array>();

  constructor(disk: Disk, folder: string) {
    this.#disk = disk;
    this.#folder = folder;
    this.#offsets = disk.open(join(folder, "offsets"), "write");
  }

  get size(): number {
    return this.#tip.size;
  }

  get root(): Uint8Array {
    return this.#tip.root;
  }

  get tip(): TreeTip {
    return this.#tip;
  }

  /** Takes the first `size` entries of the files as they are; the caller compares `root`. LOG_CORRUPT when a file is too short. */
  load(size: number): void {
    this.#kept.clear();
    this.#tails.length = 0;
    const edge: (Uint8Array | undefined)[] = [];
    if (this.#disk.size(this.#offsets) < 8 * size) throw corrupt("levels/offsets", 0, "the file is too short");
    for (let level = 0, count = size; count > 0; level++, count = Math.floor(count / 2)) {
      if (this.#disk.size(this.#file(level)) < 32 * count) throw corrupt(`levels/${levelName(level)}`, 0, "the file is too short");
      if (count % 2 === 1) edge[level] = this.nodeAt(level, count - 1);
    }
    this.#tip = { size, edge, root: rootOfEdge(edge, size) };
  }

  /** Writes where the next entries lie, which are durable. `places`: segment and offset (4 bytes each, big-endian) per entry. */
  async writePlaces(places: Buffer): Promise<void> {
    if (places.length > WRITTEN_AT_ONCE) await this.#disk.append(this.#offsets, places, this.#tip.size * 8);
    else this.#disk.write(this.#offsets, places, this.#tip.size * 8);
  }

  /** Goes on to a growth whose places are written. Its hashes stay in memory until there are enough of them for few and large writes. */
  apply(growth: Growth): void {
    growth.levels.forEach(({ first, hashes }, level) => {
      const tails = (this.#tails[level] ??= { moving: new LevelTail(), waiting: new LevelTail() });
      tails.waiting.add(first, hashes);
    });
    this.#tip = { size: growth.size, edge: growth.edge, root: growth.root };
  }

  /** Whether it is time for `flush`. */
  get isFull(): boolean {
    const leaves = this.#tails[0]?.waiting;
    return leaves !== undefined && leaves.end - leaves.first >= WAITING_HASHES;
  }

  /** Writes the hashes that are in memory to their files. Once this has failed it fails for ever: what is missing must not be taken for written. */
  async flush(): Promise<void> {
    this.#flushing = this.#flushing.then(() => this.#flushOnce());
    await this.#flushing;
  }

  readonly nodeAt: NodeAt = (level, index) => {
    if (level < KEPT_LEVEL) return this.hashes(level, index, 1);
    const key = index * 64 + level;
    const kept = this.#kept.get(key);
    if (kept !== undefined) return kept;
    const hash = this.hashes(level, index, 1);
    if (this.#kept.size === KEPT_HASHES) this.#kept.clear();
    this.#kept.set(key, hash);
    return hash;
  };

  /** `count` neighbouring subtree hashes. */
  hashes(level: number, first: number, count: number): Uint8Array {
    const hashes = new Uint8Array(32 * count);
    const tails = this.#tails[level];
    const inFile = Math.min(count, Math.max(0, this.#written(level) - first));
    if (this.#disk.read(this.#file(level), hashes.subarray(0, 32 * inFile), first * 32) !== 32 * inFile) {
      throw corrupt(`levels/${levelName(level)}`, first * 32, "the file is too short");
    }
    tails?.moving.copyTo(hashes, first);
    tails?.waiting.copyTo(hashes, first);
    return hashes;
  }

  /** Where an entry lies, or null when none was ever put there: the record is written after the entry is durable and before it is acknowledged. */
  place(index: number): FramePlace | null {
    return this.places(index, 1)?.[0] ?? null;
  }

  /** As `place`, of neighbouring entries; null when one of them has none. */
  places(first: number, count: number): FramePlace[] | null {
    const records = Buffer.allocUnsafe(8 * count);
    if (this.#disk.read(this.#offsets, records, first * 8) !== records.length) return null;
    const places = Array.from({ length: count }, (_, at) => ({
      segment: records.readUInt32BE(8 * at),
      offset: records.readUInt32BE(8 * at + 4),
    }));
    return places.every(({ offset }) => offset > 0) ? places : null;
  }

  /** Makes durable what was applied before the call. One file after the other: the group commit waits for the same threads. */
  async sync(): Promise<void> {
    await this.flush();
    const hasNewFiles = this.#hasNewFiles;
    this.#hasNewFiles = false;
    for (const file of this.#openFiles()) await this.#disk.datasync(file);
    if (hasNewFiles) this.#disk.syncFolder(this.#folder);
  }

  close(): void {
    for (const file of this.#openFiles()) this.#disk.close(file);
  }

  async #flushOnce(): Promise<void> {
    for (const tails of this.#tails) [tails.moving, tails.waiting] = [tails.waiting, tails.moving];
    for (const [level, { moving }] of this.#tails.entries()) {
      if (moving.hashes.length > 0) await this.#disk.append(this.#file(level), moving.hashes, moving.first * 32);
    }
    for (const { moving } of this.#tails) moving.clear();
  }

  /** How many hashes of a level are in its file for certain. */
  #written(level: number): number {
    for (const tail of [this.#tails[level]?.moving, this.#tails[level]?.waiting]) {
      if (tail !== undefined && tail.end > tail.first) return tail.first;
    }
    return Number.POSITIVE_INFINITY;
  }

  #openFiles(): number[] {
    return [...this.#files.filter((file) => file !== undefined), this.#offsets];
  }

  #file(level: number): number {
    const open = this.#files[level];
    if (open !== undefined) return open;
    this.#hasNewFiles = true;
    return (this.#files[level] = this.#disk.open(join(this.#folder, levelName(level)), "write"));
  }
}

export function levelName(level: number): string {
  return String(level).padStart(2, "0");
}
