import { setTimeout as pause, setImmediate as turn } from "node:timers/promises";
import { YuejianError } from "@yuejian/contracts";
import { equalBytes, inclusionPathFrom, verifyInclusion } from "@yuejian/digests";
import { formatSmVerifierKey, TILE_WIDTH } from "../format/index.ts";
import type { Disk } from "../log/index.ts";
import { type FollowedLog, readEntries } from "./followed-log.ts";
import type { NodeFile } from "./node-file.ts";
import { type SmFiles, smCorrupt } from "./sm-files.ts";
import { checkSmLog, type SmFsckReport } from "./sm-fsck.ts";
import type { SignedSmCheckpoint, SmSigner } from "./sm-signer.ts";
import { GrowingSm3Tree, platformSm3Tree } from "./sm3-tree.ts";

/** Entries hashed in one go, as many as a bundle of the ledger holds, and while appends go on; the event loop runs in between. */
const SLICE = TILE_WIDTH;
const BUSY_SLICE = 32;
/** Time that is left to appends while they go on, per time taken from them. */
const BUSY_REST = 9;

export interface SmLogSettings {
  /** Entries after which the tree is signed although the ledger published no block there: a restart goes on from there. */
  readonly stepEntries: number;
  /** How often the log looks whether there is something new. */
  readonly lookMilliseconds: number;
  readonly onTrouble: (text: string) => void;
}

/** Proofs under one signed checkpoint. */
export interface SmProofSource {
  readonly checkpoint: string;
  readonly size: number;
  /** Hashes from the leaf upward. INDEX_OUT_OF_RANGE when the entry is younger than the checkpoint; LOG_CORRUPT rather than a wrong proof. */
  inclusionPath(index: number): Promise<readonly Uint8Array[]>;
}

export interface SmLogState {
  /** Entries under the newest signed checkpoint. */
  readonly size: number;
  /** Entries of the ledger that the tree does not hold yet. */
  readonly behind: number;
  /** Why the log stopped; null while it follows. */
  readonly fault: YuejianError | null;
}

/** The second log: an SM3 tree over the entries of another log in their order, with SM2 checkpoints under a name of its own. It follows by itself and
 *  never holds the other log up: entries are read in slices, and while appends go on it works a tenth of the time. Made by `openSmLog`. */
export class SmLog {
  readonly origin: string;
  readonly verifierKey: string;
  readonly #ledger: FollowedLog;
  readonly #parts: { readonly disk: Disk; readonly files: SmFiles; readonly nodes: NodeFile; readonly signer: SmSigner };
  readonly #settings: SmLogSettings;
  readonly #timer: NodeJS.Timeout;
  #tree: GrowingSm3Tree;
  #signed: SignedSmCheckpoint;
  #fault: YuejianError | null = null;
  #following: Promise<void> | null = null;
  #isClosing = false;

  constructor(
    ledger: FollowedLog,
    parts: { disk: Disk; files: SmFiles; nodes: NodeFile; signer: SmSigner },
    { signed, settings }: { signed: SignedSmCheckpoint; settings: SmLogSettings },
  ) {
    this.#ledger = ledger;
    this.#parts = parts;
    this.#settings = settings;
    this.#signed = signed;
    this.origin = signed.origin;
    this.verifierKey = formatSmVerifierKey(parts.signer.key);
    const root = parts.nodes.rootAt(signed.size);
    // The signature vouches for the file; where it does not fit, every entry is read again, and has to lead to the signed root.
    const fits = root !== null && equalBytes(root, signed.root);
    this.#tree = fits ? GrowingSm3Tree.at(signed.size, parts.nodes.nodeAt) : new GrowingSm3Tree();
    this.#timer = setInterval(() => this.#wake(), settings.lookMilliseconds).unref();
    this.#wake();
  }

  get state(): SmLogState {
    return { size: this.#signed.size, behind: Math.max(0, this.#ledger.size - this.#tree.size), fault: this.#fault };
  }

  /** The newest signed checkpoint, as it is. */
  get published(): { readonly note: string; readonly size: number } {
    return { note: this.#signed.note, size: this.#signed.size };
  }

  /** The checkpoint of the ledger's newest block, which is published for it. While the log is more than a step behind: the newest there is. */
  async checkpoint(): Promise<string> {
    this.#requireRunning();
    await this.#ledger.checkpoint();
    return (await this.proofSource()).checkpoint;
  }

  /** Proofs of all that the ledger has published; while the log is more than a step behind, of what it has signed so far. */
  async proofSource(): Promise<SmProofSource> {
    this.#requireRunning();
    const { size } = this.#ledger.published;
    if (size - this.#tree.size <= this.#settings.stepEntries) await this.#reach(size);
    const signed = this.#signed;
    return {
      checkpoint: signed.note,
      size: signed.size,
      inclusionPath: (index) => this.#inclusionPath(index, signed),
    };
  }

  /** Resolves when entries up to `size` are under a signed checkpoint. */
  async #reach(size: number): Promise<void> {
    while (this.#signed.size < size) {
      this.#wake();
      await this.#following;
      this.#requireRunning();
    }
  }

  /** Computes the tree anew from the entries and compares all that is stored. */
  async fsck(): Promise<SmFsckReport> {
    await this.#following;
    return checkSmLog(this.#ledger, this.#parts, this.#tree.size);
  }

  async close(): Promise<void> {
    if (this.#isClosing) return;
    this.#isClosing = true;
    clearInterval(this.#timer);
    await this.#following;
    this.#parts.nodes.close();
  }

  async #inclusionPath(index: number, { size, root }: SignedSmCheckpoint): Promise<readonly Uint8Array[]> {
    this.#requireRunning();
    if (!(index >= 0 && index < size)) throw new YuejianError("INDEX_OUT_OF_RANGE", { index, size });
    const [bytes] = await readEntries(this.#ledger, index, index + 1);
    try {
      const path = inclusionPathFrom(this.#parts.nodes.nodeAt, index, size, platformSm3Tree);
      const leafHash = platformSm3Tree.leaf(bytes ?? new Uint8Array(0));
      if (!verifyInclusion({ leafHash, index, size, path, root }, platformSm3Tree))
        throw smCorrupt("nodes", 0, "the stored hashes do not lead to the root");
      return path;
    } catch (cause) {
      throw this.#stop(cause);
    }
  }

  #wake(): void {
    if (this.#following !== null || this.#fault !== null || this.#isClosing) return;
    this.#following = this.#follow()
      .catch((cause: unknown) => {
        const fault = this.#stop(cause);
        this.#settings.onTrouble(`the SM log stopped: ${fault.message}`);
      })
      .finally(() => {
        this.#following = null;
      });
  }

  async #follow(): Promise<void> {
    for (;;) {
      if (this.#isClosing || this.#fault !== null) return;
      const goal = this.#nextGoal();
      if (goal === null) return;
      await this.#grow(goal);
      if (this.#tree.size < goal) return;
      if (goal === this.#signed.size && !equalBytes(this.#tree.root(), this.#signed.root))
        throw smCorrupt("signed.state", 0, "a checkpoint of another history was signed");
      if (this.#hasBlockToSign(goal) || goal - this.#signed.size >= this.#settings.stepEntries)
        this.#signed = this.#parts.signer.sign(goal, this.#tree.root());
    }
  }

  /** The size to grow to next; null when there is nothing to do. Stops at each size whose root is, or is about to be, signed. */
  #nextGoal(): number | null {
    const { size } = this.#tree;
    if (this.#hasBlockToSign(size)) return size;
    const { stepEntries } = this.#settings;
    const goals = [this.#ledger.published.size, this.#signed.size, size + stepEntries].filter((goal) => goal > size);
    return this.#ledger.size > size ? Math.min(this.#ledger.size, ...goals) : null;
  }

  /** Whether the tree of that size holds a block of the ledger that is not under a signed checkpoint yet. */
  #hasBlockToSign(size: number): boolean {
    const published = this.#ledger.published.size;
    return published > this.#signed.size && published <= size;
  }

  /** Makes the subtrees of the entries up to `goal` durable; gives up when the log is closed meanwhile. */
  async #grow(goal: number): Promise<void> {
    const first = this.#tree.size;
    const pieces: Buffer[] = [];
    let ledgerSize = this.#ledger.size;
    let slice = SLICE;
    while (this.#tree.size < goal && !this.#isClosing) {
      const started = performance.now();
      const end = Math.min(goal, (Math.floor(this.#tree.size / slice) + 1) * slice);
      pieces.push(this.#tree.add(await readEntries(this.#ledger, this.#tree.size, end)));
      // Whoever appends goes first.
      const isBusy = this.#ledger.size !== ledgerSize;
      ledgerSize = this.#ledger.size;
      slice = isBusy ? BUSY_SLICE : SLICE;
      await (isBusy ? pause(BUSY_REST * (performance.now() - started)) : turn());
    }
    if (pieces.length > 0) await this.#parts.nodes.append(first, Buffer.concat(pieces));
  }

  /** Nothing is signed after a failure: the next opening finds out what is durable. */
  #stop(cause: unknown): YuejianError {
    const reason = cause instanceof Error ? cause.message : String(cause);
    this.#fault ??= cause instanceof YuejianError ? cause : new YuejianError("LOG_STOPPED", { reason }, { cause });
    if (this.#fault.code === "LOG_CORRUPT" && String(this.#fault.parameters.file).startsWith("sm/")) {
      try {
        // Computed anew at the next opening.
        this.#parts.disk.remove(this.#parts.files.nodes);
      } catch {
        // The disk refuses: fsck finds the damage as well.
      }
    }
    return this.#fault;
  }

  #requireRunning(): void {
    if (this.#fault !== null) throw this.#fault;
    if (this.#isClosing) throw new YuejianError("LOG_STOPPED", { reason: "closed" });
  }
}
