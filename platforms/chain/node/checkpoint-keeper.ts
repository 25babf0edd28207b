import { hash } from "node:crypto";
import { join } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import { equalBytes, verifyConsistency } from "@yuejian/digests";
import {
  type Checkpoint,
  decodeBase64,
  formatNote,
  type NoteSignature,
  parseCheckpoint,
  parseNote,
  parseSize,
  type VerifierKey,
  verifyNoteSignature,
} from "../format/index.ts";
import { type Disk, readFile, replaceFile } from "../log/index.ts";
import { type NodeAnswer, refusal, sizeConflict } from "./node-answer.ts";

/** A checkpoint with the log's own signature and no other. */
export interface KeptCheckpoint extends Checkpoint {
  readonly text: string;
  readonly note: string;
}

export interface KeeperOptions {
  readonly disk: Disk;
  /** Holds one file per log: the newest checkpoint accepted. */
  readonly folder: string;
  /** Logs that are followed, by their keys; several keys of one origin while a log changes its key. */
  readonly logs: readonly VerifierKey[];
}

const PROOF_LINES = 63;

/** Remembers of each log the newest checkpoint, and accepts only what extends it (`add-checkpoint` of C2SP tlog-witness and tlog-mirror).
 *  MUST NOT be run twice over one folder: two would each extend the same state. */
export class CheckpointKeeper {
  readonly #options: KeeperOptions;
  readonly #newest = new Map<string, KeptCheckpoint>();
  #stopped: YuejianError | null = null;

  /** LOG_CORRUPT when a state file is not what a keeper wrote: it stops rather than begin anew. */
  constructor(options: KeeperOptions) {
    this.#options = options;
    options.disk.makeFolder(options.folder);
    for (const { name } of options.logs) {
      const file = this.#file(name);
      if (options.disk.exists(file)) this.#newest.set(name, loadCheckpoint(options.disk, file, { origin: name, keys: options.logs }));
    }
  }

  newest(origin: string): KeptCheckpoint | null {
    return this.#newest.get(origin) ?? null;
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
    const { oldSize, path, text, signatures, checkpoint } = request;
    const keys = this.#options.logs.filter(({ name }) => name === checkpoint.origin);
    if (keys.length === 0) return refusal(404, "the log is not followed here");
    const own = signatures.find((line) => keys.some((key) => verifyNoteSignature(text, line, key)));
    if (own === undefined) return refusal(403, "no signature of a key of this log");
    if (oldSize > checkpoint.size) return refusal(400, "the old size is above the size of the checkpoint");
    const known = this.newest(checkpoint.origin);
    if (oldSize !== (known?.size ?? 0)) return sizeConflict(known?.size ?? 0);
    if (known !== null && known.size === checkpoint.size && !equalBytes(known.root, checkpoint.root)) return sizeConflict(known.size);
    const isConsistent =
      known === null || oldSize === 0
        ? path.length === 0
        : verifyConsistency({ oldSize, newSize: checkpoint.size, oldRoot: known.root, newRoot: checkpoint.root, path });
    if (!isConsistent) return refusal(422, "the consistency proof does not hold");
    return this.#save({ ...checkpoint, text, note: formatNote({ text, signatures: [own] }) });
  }

  #save(kept: KeptCheckpoint): KeptCheckpoint {
    try {
      replaceFile(this.#options.disk, this.#file(kept.origin), new TextEncoder().encode(kept.note));
    } catch (cause) {
      // What is on disk now is not known: nothing more is accepted until someone looks.
      this.#stopped = new YuejianError("LOG_STOPPED", { reason: cause instanceof Error ? cause.message : String(cause) }, { cause });
      throw this.#stopped;
    }
    this.#newest.set(kept.origin, kept);
    return kept;
  }

  #file(origin: string): string {
    return join(this.#options.folder, `${originHash(origin)}.checkpoint`);
  }
}

/** The name under which a log's files and addresses stand: SHA-256 of its origin, hex (C2SP tlog-mirror). */
export function originHash(origin: string): string {
  return hash("sha256", origin);
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
export function loadCheckpoint(disk: Disk, file: string, given: { origin: string; keys: readonly VerifierKey[] }): KeptCheckpoint {
  const fault = (reason: string) => new YuejianError("LOG_CORRUPT", { file, offset: 0, reason });
  try {
    const note = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(readFile(disk, file));
    const { text, signatures } = parseNote(note);
    const checkpoint = parseCheckpoint(text);
    const [line, ...more] = signatures;
    const isOwn = line !== undefined && more.length === 0 && given.keys.some((key) => verifyNoteSignature(text, line, key));
    if (checkpoint.origin !== given.origin || !isOwn) throw fault("not a checkpoint signed by this log alone");
    return { ...checkpoint, text, note };
  } catch (error) {
    if (error instanceof YuejianError && error.code === "LOG_CORRUPT") throw error;
    throw fault(error instanceof Error ? error.message : String(error));
  }
}
