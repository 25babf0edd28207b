import { join } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import { equalBytes, rootsFromConsistency, verifyConsistency } from "@yuejian/digests";
import {
  type Checkpoint,
  decodeBase64,
  EVIDENCE_FORMAT,
  type Evidence,
  formatNote,
  type NoteSignature,
  parseCheckpoint,
  parseNote,
  parseSize,
  type VerifierKey,
  verifyNoteSignature,
} from "../format/index.ts";
import { type Disk, platformTree, StateFile, verifyNatively } from "../log/index.ts";
import { splitEvidence } from "./compare.ts";
import type { HandoverBook } from "./handover-book.ts";
import { type NodeAnswer, refusal, sizeConflict } from "./node-answer.ts";
import { originHash } from "./origin-hash.ts";

/** A checkpoint with the log's own signature and no other. */
export interface KeptCheckpoint extends Checkpoint {
  readonly text: string;
  readonly note: string;
  /** Whose signature it is. */
  readonly signer: VerifierKey;
}

export interface KeeperOptions {
  readonly disk: Disk;
  /** Holds one file per log: the newest checkpoint accepted. */
  readonly folder: string;
  /** Logs that are followed, by the keys of this node's settings. */
  readonly logs: readonly VerifierKey[];
  /** Says which key counts at which size. */
  readonly book: HandoverBook;
  /** Where checkpoints that contradict each other go. */
  readonly onEvidence: (evidence: Evidence) => void;
  /** Told of a signed checkpoint smaller than the newest one: perhaps of another history. */
  readonly onEarlier?: (earlier: KeptCheckpoint) => void;
  readonly now: () => number;
}

/** The tree from which the next checkpoint has to go on. */
export type Base = Pick<KeptCheckpoint, "size" | "root">;

const PROOF_LINES = 63;

/** Remembers of each log the newest checkpoint, and accepts only what extends it (`add-checkpoint` of C2SP tlog-witness and tlog-mirror).
 *  MUST NOT be run twice over one folder: two would each extend the same state. */
export class CheckpointKeeper {
  readonly #options: KeeperOptions;
  readonly #newest = new Map<string, KeptCheckpoint>();
  readonly #files = new Map<string, StateFile>();
  #stopped: YuejianError | null = null;

  /** LOG_CORRUPT when a state file is not what a keeper wrote: it stops rather than begin anew. */
  constructor(options: KeeperOptions) {
    this.#options = options;
    options.disk.makeFolder(options.folder);
    for (const { name } of options.logs) {
      const path = join(options.folder, `${originHash(name)}.checkpoint`);
      const file = new StateFile(options.disk, path);
      this.#files.set(name, file);
      if (file.exists()) this.#newest.set(name, loadCheckpoint(file, { path, origin: name, book: options.book }));
    }
  }

  newest(origin: string): KeptCheckpoint | null {
    const kept = this.#newest.get(origin) ?? null;
    return kept !== null && this.#isAbandoned(kept) ? null : kept;
  }

  /** What the next checkpoint has to extend. After a handover below the newest checkpoint that is the tree handed over: those who signed it decided so. */
  base(origin: string): Base | null {
    return this.newest(origin) ?? (this.#newest.has(origin) ? this.#options.book.newest(origin) : null);
  }

  #isAbandoned({ origin, size, signer }: KeptCheckpoint): boolean {
    return (this.#options.book.retirementOf(origin, signer, size)?.note ?? null) !== null;
  }

  /** Accepts a checkpoint or says why not. The body comes from anyone. Checking and saving happen in one turn of the event loop, so that no other
   *  request comes between, and the checkpoint is on disk when this returns. */
  advance(body: string): KeptCheckpoint | NodeAnswer {
    if (this.#stopped !== null) throw this.#stopped;
    let request: AddCheckpoint;
    try {
      request = parseAddCheckpoint(body);
    } catch (error) {
      if (error instanceof YuejianError) return refusal(400, error.message);
      throw error;
    }
    const { oldSize, path, text, checkpoint } = request;
    const { origin, size, root } = checkpoint;
    if (!this.#options.logs.some(({ name }) => name === origin)) return refusal(404, "the log is not followed here");
    const signed = this.#ownSignature(request);
    if ("status" in signed) return signed;
    if (oldSize > size) return refusal(400, "the old size is above the size of the checkpoint");
    const known = this.base(origin);
    const kept = { ...checkpoint, text, note: formatNote({ text, signatures: [signed.line] }), signer: signed.key };
    if (size < (known?.size ?? 0)) this.#options.onEarlier?.(kept);
    if (oldSize !== (known?.size ?? 0)) return sizeConflict(known?.size ?? 0);
    if (known !== null && known.size === size && !equalBytes(known.root, root)) {
      this.#tellOfSplit(kept, { root, path: [] });
      return sizeConflict(known.size);
    }
    if (known === null || oldSize === 0) return path.length === 0 ? this.#save(kept) : refusal(422, "the consistency proof is not empty");
    const proof = { oldSize, newSize: size, oldRoot: known.root, newRoot: root, path };
    if (verifyConsistency(proof, platformTree)) return this.#save(kept);
    const roots = rootsFromConsistency(proof, platformTree);
    // The proof leads to the new root from another old one: what was sent is itself the evidence.
    if (roots !== null && equalBytes(roots.newRoot, root) && !equalBytes(roots.oldRoot, known.root)) {
      this.#tellOfSplit(kept, { root: roots.oldRoot, path });
    }
    return refusal(422, "the consistency proof does not hold");
  }

  /** The line of a key that counts at the checkpoint's size. */
  #ownSignature({ text, signatures, checkpoint }: AddCheckpoint): { line: NoteSignature; key: VerifierKey } | NodeAnswer {
    const { book, onEvidence } = this.#options;
    const { origin, size } = checkpoint;
    const by = (keys: readonly VerifierKey[]) => {
      for (const key of keys) {
        const line = signatures.find((each) => verifyNoteSignature(text, each, { ...key, verify: verifyNatively }));
        if (line !== undefined) return { line, key };
      }
      return null;
    };
    const own = by(book.keysAt(origin, size));
    if (own !== null) return own;
    const retired = by(book.everyKey(origin));
    const retirement = retired === null ? null : book.retirementOf(origin, retired.key, size);
    if (retired === null || retirement === null) return refusal(403, "no signature of a key of this log");
    const { handover, note } = retirement;
    if (note !== null) {
      const found = { at: new Date(this.#options.now()).toISOString(), from: "submitted" };
      const shown = formatNote({ text, signatures: [retired.line] });
      onEvidence({ format: EVIDENCE_FORMAT, kind: "retired-key", origin, note: shown, handover: note, found });
    }
    return refusal(403, `the log was handed over at size ${handover.size}: this key does not count above it`);
  }

  #tellOfSplit(larger: KeptCheckpoint, proven: { root: Uint8Array; path: readonly Uint8Array[] }): void {
    const smaller = this.newest(larger.origin);
    if (smaller === null) return;
    const found = { at: new Date(this.#options.now()).toISOString(), from: "submitted" };
    this.#options.onEvidence(splitEvidence({ smaller: smaller.note, larger: larger.note, ...proven }, found));
  }

  #save(kept: KeptCheckpoint): KeptCheckpoint {
    try {
      (this.#files.get(kept.origin) as StateFile).save(kept.note);
    } catch (cause) {
      // What is on disk now is not known: nothing more is accepted until someone looks.
      this.#stopped = new YuejianError("LOG_STOPPED", { reason: cause instanceof Error ? cause.message : String(cause) }, { cause });
      throw this.#stopped;
    }
    this.#newest.set(kept.origin, kept);
    return kept;
  }
}

interface AddCheckpoint {
  readonly oldSize: number;
  readonly path: readonly Uint8Array[];
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
  readonly checkpoint: Checkpoint;
}

/** PROOF_MALFORMED for anything but the old size, at most 63 hashes, a blank line and a checkpoint. */
function parseAddCheckpoint(body: string): AddCheckpoint {
  const wrong = (reason: string) => new YuejianError("PROOF_MALFORMED", { where: "add-checkpoint", reason });
  const split = body.indexOf("\n\n");
  if (split < 0) throw wrong("no blank line before the checkpoint");
  const [first = "", ...lines] = body.slice(0, split).split("\n");
  const oldSize = first.startsWith("old ") ? parseSize(first.slice(4)) : null;
  if (oldSize === null) throw wrong("the first line is not «old SIZE»");
  if (lines.length > PROOF_LINES) throw wrong("too many lines of proof");
  const path = lines.map((line) => {
    const step = decodeBase64(line);
    if (step?.length !== 32) throw wrong("a line of the proof is no hash");
    return step;
  });
  const { text, signatures } = parseNote(body.slice(split + 2));
  return { oldSize, path, text, signatures, checkpoint: parseCheckpoint(text) };
}

/** A checkpoint that this process or an earlier one put there. LOG_CORRUPT when it is anything else. */
export function loadCheckpoint(
  file: StateFile,
  { path, origin, book }: { path: string; origin: string; book: HandoverBook },
): KeptCheckpoint {
  const fault = (reason: string) => new YuejianError("LOG_CORRUPT", { file: path, offset: 0, reason });
  try {
    const note = file.open();
    const { text, signatures } = parseNote(note);
    const checkpoint = parseCheckpoint(text);
    const [line, ...more] = signatures;
    // Also of a key that was retired since: what was kept before stays readable.
    const signer =
      line && more.length === 0
        ? book.everyKey(origin).find((key) => verifyNoteSignature(text, line, { ...key, verify: verifyNatively }))
        : undefined;
    if (checkpoint.origin !== origin || signer === undefined) throw fault("not a checkpoint signed by this log alone");
    return { ...checkpoint, text, note, signer };
  } catch (error) {
    if (error instanceof YuejianError && error.code === "LOG_CORRUPT") throw error;
    throw fault(error instanceof Error ? error.message : String(error));
  }
}
