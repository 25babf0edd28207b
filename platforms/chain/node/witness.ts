import { hash } from "node:crypto";
import { join } from "node:path";
import { type Clock, YuejianError } from "@yuejian/contracts";
import { encodeHex, equalBytes, verifyConsistency } from "@yuejian/digests";
import {
  type Checkpoint,
  cosign,
  decodeBase64,
  formatNote,
  type NoteSignature,
  parseCheckpoint,
  parseNote,
  parseSize,
  type SignBytes,
  type SignerKey,
  type VerifierKey,
  verifyNoteSignature,
} from "../format/index.ts";
import { type Disk, readFile, replaceFile } from "../log/index.ts";

/** The answer to an HTTP request of the witness protocol. */
export interface WitnessAnswer {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422;
  readonly type: "text/plain; charset=utf-8" | "text/x.tlog.size";
  readonly body: string;
}

export interface WitnessOptions {
  readonly disk: Disk;
  /** Holds one file per log: the newest checkpoint cosigned. */
  readonly folder: string;
  /** Key of type `cosignature`, used by nobody else. */
  readonly key: SignerKey;
  readonly sign: SignBytes;
  /** Logs that are witnessed, by their keys; several keys of one origin while a log changes its key. */
  readonly logs: readonly VerifierKey[];
  readonly clock: Clock;
}

const PROOF_LINES = 63;

/** A witness (C2SP tlog-witness): cosigns what extends what it cosigned before, and nothing else. It reads no entries.
 *  MUST NOT be run twice over one folder: two would each extend the same state. */
export class Witness {
  readonly #options: WitnessOptions;
  /** Newest checkpoint cosigned per origin. */
  readonly #newest = new Map<string, Checkpoint>();
  #stopped: YuejianError | null = null;

  /** LOG_CORRUPT when a state file is not what this witness wrote: it stops rather than begin anew. */
  constructor(options: WitnessOptions) {
    this.#options = options;
    options.disk.makeFolder(options.folder);
    for (const { name } of options.logs) {
      const file = this.#file(name);
      if (!options.disk.exists(file)) continue;
      this.#newest.set(name, loadState(options.disk, file, { origin: name, keys: options.logs }));
    }
  }

  get key(): VerifierKey {
    return this.#options.key;
  }

  /** Size of the newest checkpoint cosigned of a log, 0 when there is none. */
  sizeOf(origin: string): number {
    return this.#newest.get(origin)?.size ?? 0;
  }

  /** `add-checkpoint`. The body comes from anyone. Checking and saving happen in one turn of the event loop, so that no other request comes
   *  between; the state is on disk before the cosignature leaves. */
  addCheckpoint(body: string): WitnessAnswer {
    if (this.#stopped !== null) throw this.#stopped;
    let request: AddCheckpoint;
    try {
      request = parseAddCheckpoint(body);
    } catch (error) {
      if (error instanceof YuejianError) return refuse(400, error.message);
      throw error;
    }
    const { oldSize, path, text, signatures, checkpoint } = request;
    const keys = this.#options.logs.filter(({ name }) => name === checkpoint.origin);
    if (keys.length === 0) return refuse(404, "the log is not witnessed here");
    const own = signatures.find((line) => keys.some((key) => verifyNoteSignature(text, line, key)));
    if (own === undefined) return refuse(403, "no signature of a key of this log");
    if (oldSize > checkpoint.size) return refuse(400, "the old size is above the size of the checkpoint");
    const known = this.#newest.get(checkpoint.origin);
    if (oldSize !== (known?.size ?? 0)) return { status: 409, type: "text/x.tlog.size", body: `${known?.size ?? 0}\n` };
    if (known !== undefined && known.size === checkpoint.size && !equalBytes(known.root, checkpoint.root)) {
      return { status: 409, type: "text/x.tlog.size", body: `${known.size}\n` };
    }
    const isConsistent =
      oldSize === 0
        ? path.length === 0
        : verifyConsistency({
            oldSize,
            newSize: checkpoint.size,
            oldRoot: known?.root ?? new Uint8Array(0),
            newRoot: checkpoint.root,
            path,
          });
    if (!isConsistent) return refuse(422, "the consistency proof does not hold");
    this.#save(checkpoint, formatNote({ text, signatures: [own] }));
    const time = Math.floor(this.#options.clock.now() / 1000);
    const line = cosign(text, { key: this.#options.key, time, sign: this.#options.sign });
    const whole = formatNote({ text, signatures: [line] });
    return { status: 200, type: "text/plain; charset=utf-8", body: whole.slice(text.length + 1) };
  }

  #save(checkpoint: Checkpoint, note: string): void {
    try {
      replaceFile(this.#options.disk, this.#file(checkpoint.origin), new TextEncoder().encode(note));
    } catch (cause) {
      // What is on disk now is not known: nothing more is signed until someone looks.
      this.#stopped = new YuejianError("LOG_STOPPED", { reason: cause instanceof Error ? cause.message : String(cause) }, { cause });
      throw this.#stopped;
    }
    this.#newest.set(checkpoint.origin, checkpoint);
  }

  #file(origin: string): string {
    return join(this.#options.folder, `${hash("sha256", origin)}.checkpoint`);
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

function loadState(disk: Disk, file: string, { origin, keys }: { origin: string; keys: readonly VerifierKey[] }): Checkpoint {
  const fault = (reason: string) => new YuejianError("LOG_CORRUPT", { file, offset: 0, reason });
  try {
    const { text, signatures } = parseNote(new TextDecoder("utf-8", { fatal: true }).decode(readFile(disk, file)));
    const checkpoint = parseCheckpoint(text);
    if (checkpoint.origin !== origin) throw fault(`it is of ${checkpoint.origin}`);
    if (!signatures.some((line) => keys.some((key) => verifyNoteSignature(text, line, key)))) {
      throw fault(`no signature of a key of this log (root ${encodeHex(checkpoint.root)})`);
    }
    return checkpoint;
  } catch (error) {
    if (error instanceof YuejianError && error.code === "LOG_CORRUPT") throw error;
    throw fault(error instanceof Error ? error.message : String(error));
  }
}

function refuse(status: 400 | 403 | 404 | 422, reason: string): WitnessAnswer {
  return { status, type: "text/plain; charset=utf-8", body: `${reason}\n` };
}
