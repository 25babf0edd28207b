import { join } from "node:path";
import { canonicalJson, YuejianError } from "@yuejian/contracts";
import { equalBytes } from "@yuejian/digests";
import { createEntryHasher, type EntryHasher } from "@yuejian/digests/bulk";
import { parseVerifierKey, type Records } from "../format/index.ts";
import { type Disk, nodeDisk, readFile } from "./disk.ts";
import { lockFolder } from "./folder-lock.ts";
import { type GroupHashes, HashAhead, START_ENTRIES, type TreeAhead } from "./hash-ahead.ts";
import { KeyRun } from "./key-run.ts";
import { KeySet } from "./key-set.ts";
import { levelName } from "./levels.ts";
import { type LogFiles, logFiles, segmentPath } from "./log-files.ts";
import { checkedCheckpoint, placesOf } from "./recovery.ts";
import { type PlacedFrame, Segments } from "./segments.ts";
import { Spaces } from "./spaces.ts";
import { StateFile } from "./state-file.ts";
import { type DerivedState, LogVerifier, loadDerivedState, signedCheckpoint } from "./states.ts";
import { growTree, growthIn, type TreeEdge } from "./tree-growth.ts";
import { platformTree } from "./tree-hash.ts";

export interface FsckProblem {
  readonly file: string;
  readonly offset: number;
  readonly reason: string;
  /** The file is derived or the bytes were never acknowledged: the next opening mends it. */
  readonly isRebuildable: boolean;
}

export interface FsckReport {
  /** No problem at all. */
  readonly ok: boolean;
  /** Entries that were reread and hashed. */
  readonly entries: number;
  readonly frames: number;
  /** Size of the checkpoint that was published last. */
  readonly signedSize: number | null;
  /** How long the checks took: of frames, hashes, levels and keys, and of one signature a frame. */
  readonly seconds: { readonly structure: number; readonly signatures: number };
  readonly problems: readonly FsckProblem[];
}

const PROBLEM_LIMIT = 100;
const TURN_MILLISECONDS = 20;
const NO_RECORDS: Records = { bytes: new Uint8Array(0), spans: new Uint32Array(0) };

/** Rereads every entry of a log that nobody has open, and compares all that is stored with what follows from the entries: frames, checkpoints and
 *  their signatures, levels, places, keys, states. Changes nothing. `trustedKeys`: verifier keys from elsewhere, or the folder vouches for itself. */
export async function fsck(folder: string, options: { trustedKeys?: readonly string[]; disk?: Disk } = {}): Promise<FsckReport> {
  const files = logFiles(folder);
  const lock = lockFolder(folder, files.lock);
  try {
    const { trustedKeys } = options;
    return await checkFolder(options.disk ?? nodeDisk, files, {
      hasher: await createEntryHasher(),
      ...(trustedKeys === undefined ? {} : { trustedKeys }),
    });
  } finally {
    lock.release();
  }
}

/** `fsck` for whoever holds the lock. */
export async function checkFolder(
  disk: Disk,
  files: LogFiles,
  options: { trustedKeys?: readonly string[]; hasher: EntryHasher },
): Promise<FsckReport> {
  const check = new FolderCheck(disk, files, options.hasher);
  try {
    await check.run(options.trustedKeys);
  } catch (error) {
    if (!(error instanceof YuejianError)) throw error;
    check.note(String(error.parameters.file ?? error.parameters.where ?? ""), Number(error.parameters.offset ?? 0), error.message, false);
  } finally {
    await check.close();
  }
  return check.report;
}

class FolderCheck {
  readonly #disk: Disk;
  readonly #files: LogFiles;
  readonly #hasher: EntryHasher;
  readonly #spaces = new Spaces();
  readonly #hashAhead: HashAhead;
  readonly #segments: Segments;
  readonly #problems: FsckProblem[] = [];
  readonly #open = new Map<string, number | null>();
  #edge: TreeEdge = [];
  #size = 0;
  #root = platformTree.empty;
  #frames = 0;
  #signedSize: number | null = null;
  readonly #startedAt = performance.now();
  #signatureSeconds = 0;
  #pausedAt = performance.now();

  constructor(disk: Disk, files: LogFiles, hasher: EntryHasher) {
    this.#disk = disk;
    this.#files = files;
    this.#hasher = hasher;
    this.#hashAhead = new HashAhead(hasher, { spaces: this.#spaces, startEntries: START_ENTRIES });
    this.#segments = new Segments(disk, files);
  }

  get report(): FsckReport {
    const { length } = this.#problems;
    const signatures = this.#signatureSeconds;
    return {
      ok: length === 0,
      entries: this.#size,
      frames: this.#frames,
      signedSize: this.#signedSize,
      seconds: { structure: (performance.now() - this.#startedAt) / 1000 - signatures, signatures },
      problems: [...this.#problems],
    };
  }

  note(file: string, offset: number, reason: string, isRebuildable: boolean): void {
    if (this.#problems.length < PROBLEM_LIMIT) this.#problems.push({ file, offset, reason, isRebuildable });
  }

  async run(trustedKeys: readonly string[] | undefined): Promise<void> {
    const line = new TextDecoder().decode(readFile(this.#disk, this.#files.verifierKey));
    const stated = line.slice(0, -1);
    if (!line.endsWith("\n")) this.note("verifier.key", 0, "it does not end with a newline", false);
    if (trustedKeys !== undefined && !trustedKeys.includes(stated))
      this.note("verifier.key", 0, "the key is not among the trusted ones", false);
    const verifier = new LogVerifier(parseVerifierKey(stated));
    const signed = signedCheckpoint(new StateFile(this.#disk, this.#files.signedState), (file) => this.#readState(file), verifier);
    this.#signedSize = signed.size;
    let hasSignedRoot = signed.size === 0 && equalBytes(signed.root, platformTree.empty);
    const derived = loadDerivedState(this.#disk, this.#files);
    if (derived === null && this.#disk.exists(this.#files.derivedState)) this.note("derived.state", 0, "damaged", true);
    const keys = new KeySet();
    const count = this.#segments.count();
    for (let segment = 0; segment < count; segment++) {
      let offset = 0;
      const frames = this.#segments.frames({ segment, offset }, (bytes) => this.#spaces.take(bytes));
      let step = frames.next();
      let hashing = this.#hash(step, this.#tree);
      while (step.done !== true) {
        const frame = step.value;
        offset = frame.offset + frame.length;
        this.#frames++;
        // The next frame is read while this one is hashed, and hashed while this one is compared.
        step = frames.next();
        const hashes = await hashing;
        const isBeside = hashes.ahead !== null;
        if (isBeside) hashing = this.#hash(step, { size: this.#size + frame.count, tip: null });
        this.#checkFrame(frame, hashes, { verifier, derived, keys });
        if (!isBeside) hashing = this.#hash(step, this.#tree);
        await this.#letOthersRun();
        if (this.#size === signed.size) hasSignedRoot = equalBytes(this.#root, signed.root);
      }
      if (step.value !== null) this.#checkTail(segment, offset, { fault: step.value, isLast: segment === count - 1 });
    }
    if (signed.size > this.#size)
      this.note("signed.state", 0, `a checkpoint of ${signed.size} entries was signed, the log holds ${this.#size}`, false);
    else if (!hasSignedRoot) this.note("signed.state", 0, "the signed root is not the root of the entries", false);
    if (keys.hasRepeats()) this.note("seg", 0, "a caller's key stands for two entries", false);
    if (derived !== null) this.#checkDerived(derived, keys);
  }

  #readState(file: StateFile): string {
    const { text, isWhole } = file.read();
    if (!isWhole) this.note("signed.state", 0, "an earlier version is torn or damaged", true);
    return text;
  }

  async close(): Promise<void> {
    await this.#hashAhead.close();
    this.#segments.close();
    for (const file of this.#open.values()) if (file !== null) this.#disk.close(file);
  }

  get #tree(): TreeAhead {
    return { size: this.#size, tip: { size: this.#size, edge: this.#edge } };
  }

  async #hash(step: IteratorResult<PlacedFrame, unknown>, tree: TreeAhead): Promise<GroupHashes> {
    return this.#hashAhead.hash(step.done === true ? NO_RECORDS : step.value, tree);
  }

  #checkFrame(
    frame: PlacedFrame,
    { keyDigests, leafHashes, ahead, space }: GroupHashes,
    given: { verifier: LogVerifier; derived: DerivedState | null; keys: KeySet },
  ): void {
    const { verifier, derived, keys } = given;
    const path = segmentPath(this.#files, frame.segment);
    if (frame.firstIndex !== this.#size)
      this.note(path, frame.offset, `the frame begins at entry ${frame.firstIndex}, not ${this.#size}`, false);
    const places = placesOf(frame, frame.spans);
    keys.addAll(keyDigests);
    const tree = { size: this.#size, edge: this.#edge };
    const growth = ahead === null ? growTree(tree, leafHashes, { hasher: this.#hasher }) : growthIn(tree, leafHashes, ahead.nodes);
    const settled = derived?.size ?? 0;
    growth.levels.forEach(({ first, hashes }, level) => {
      const expected = Math.min(first + hashes.length / 32, Math.floor(settled / 2 ** level)) - first;
      if (expected > 0) this.#compare(join(this.#files.levels, levelName(level)), first * 32, hashes.subarray(0, expected * 32));
    });
    const expected = Math.min(growth.size, settled) - this.#size;
    if (expected > 0) this.#compare(join(this.#files.levels, "offsets"), this.#size * 8, places.subarray(0, expected * 8));
    const before = performance.now();
    const checkpoint = checkedCheckpoint(verifier, frame, growth);
    this.#signatureSeconds += (performance.now() - before) / 1000;
    if (typeof checkpoint === "string") this.note(path, frame.offset, checkpoint, false);
    this.#edge = growth.edge;
    this.#size = growth.size;
    this.#root = growth.root;
    this.#spaces.giveBack(space);
    this.#spaces.giveBack(frame.bytes);
    if (derived?.size === this.#size && derived.root !== Buffer.from(this.#root).toString("hex"))
      this.note("derived.state", 0, "another root", true);
  }

  /** An open log is read from meanwhile. */
  async #letOthersRun(): Promise<void> {
    if (performance.now() - this.#pausedAt < TURN_MILLISECONDS) return;
    await new Promise((resolve) => setImmediate(resolve));
    this.#pausedAt = performance.now();
  }

  #checkTail(segment: number, offset: number, tail: { fault: string; isLast: boolean }): void {
    const isTorn = tail.isLast && !this.#segments.hasFrameAfter({ segment, offset }) && !this.#wasDurable(this.#size);
    this.note(segmentPath(this.#files, segment), offset, isTorn ? `torn tail: ${tail.fault}` : tail.fault, isTorn);
  }

  #wasDurable(index: number): boolean {
    const place = this.#stored(join(this.#files.levels, "offsets"), index * 8, 8);
    return place !== null && place.some((byte) => byte !== 0);
  }

  #checkDerived(derived: DerivedState, keys: KeySet): void {
    if (derived.size > this.#size)
      this.note("derived.state", 0, `it covers ${derived.size} entries, the segments hold ${this.#size}`, false);
    if (derived.runs === null) return;
    const runs: KeyRun[] = [];
    try {
      for (const name of derived.runs) runs.push(KeyRun.open(this.#disk, join(this.#files.keys, name), name));
      if (!keys.isHeldBy(runs, Math.min(derived.size, this.#size)))
        this.note("keys", 0, `the runs do not hold the keys of the entries: ${canonicalJson(derived.runs).slice(0, 200)}`, true);
    } catch (error) {
      if (!(error instanceof YuejianError)) throw error;
      this.note(join("keys", String(error.parameters.file)), Number(error.parameters.offset), error.message, true);
    } finally {
      for (const run of runs) run.close();
    }
  }

  #compare(path: string, position: number, expected: Uint8Array): void {
    const stored = this.#stored(path, position, expected.length);
    if (stored === null) this.note(path, position, "the file is too short", true);
    else if (Buffer.compare(stored, expected) !== 0) this.note(path, position, "it does not follow from the entries", true);
  }

  #stored(path: string, position: number, length: number): Uint8Array | null {
    let file = this.#open.get(path);
    if (file === undefined) {
      file = this.#disk.exists(path) ? this.#disk.open(path, "read") : null;
      this.#open.set(path, file);
    }
    const bytes = new Uint8Array(length);
    return file !== null && this.#disk.read(file, bytes, position) === length ? bytes : null;
  }
}
