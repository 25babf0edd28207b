import { createPublicKey, type KeyObject, verify } from "node:crypto";
import { canonicalJson } from "@yuejian/contracts";
import { encodeHex, sha256 } from "@yuejian/digests";
import {
  type Checkpoint,
  closed,
  count,
  decodeUtf8,
  hex,
  listOf,
  parseCanonicalJson,
  parseCheckpoint,
  parseNote,
  text,
  type VerifierKey,
} from "../format/index.ts";
import { type Disk, readFile, replaceFileLater } from "./disk.ts";
import { corrupt, type LogFiles } from "./log-files.ts";
import type { StateFile } from "./state-file.ts";

/** Up to where the derived files are durable; the frames above are read again at opening. */
export interface DerivedState {
  readonly size: number;
  readonly root: string;
  /** Where the next frame goes. */
  readonly segment: number;
  readonly offset: number;
  /** The last frame below, whose signed checkpoint vouches for size and root; null for the empty log. */
  readonly lastFrame: { readonly segment: number; readonly offset: number } | null;
  /** Null: the log keeps no keys. */
  readonly runs: readonly string[] | null;
}

const place = closed({ segment: count, offset: count });
const readDerived = closed({
  size: count,
  root: hex(32),
  segment: count,
  offset: count,
  lastFrame: (value: unknown, where: string) => (value === null ? null : place(value, where)),
  runs: (value: unknown, where: string) => (value === null ? null : listOf(text(60))(value, where)),
});

export function saveDerivedState(disk: Disk, files: LogFiles, state: DerivedState): Promise<void> {
  const json = canonicalJson(state);
  return replaceFileLater(disk, files.derivedState, new TextEncoder().encode(`${json}\n${digestOf(json)}\n`));
}

/** Null when there is none or it is damaged: then everything is derived anew. */
export function loadDerivedState(disk: Disk, files: LogFiles): DerivedState | null {
  if (!disk.exists(files.derivedState)) return null;
  try {
    const [json, digest, end] = decodeUtf8(readFile(disk, files.derivedState), "derived.state").split("\n");
    if (json === undefined || digest !== digestOf(json) || end !== "") return null;
    return readDerived(parseCanonicalJson(json, "derived.state"), "derived.state");
  } catch {
    return null;
  }
}

/** A checkpoint note and what it says. */
export interface SignedCheckpoint extends Checkpoint {
  readonly note: string;
}

/** The checkpoint in `signed.state`: MUST be durable before a signature leaves the process, so that the log still knows after a rollback what it signed.
 *  LOG_CORRUPT when it is missing or not a checkpoint signed by this log: without it a rollback would go unseen. */
export function signedCheckpoint(file: StateFile, text: (file: StateFile) => string, verifier: LogVerifier): SignedCheckpoint {
  if (!file.exists()) throw corrupt("signed.state", 0, "it is missing");
  const signed = verifier.open(text(file));
  if (signed === null) throw corrupt("signed.state", 0, "not a checkpoint signed by this log");
  return signed;
}

/** Verifies the log's own checkpoints with the platform's Ed25519. */
export class LogVerifier {
  readonly key: VerifierKey;
  readonly #publicKey: KeyObject;

  constructor(key: VerifierKey) {
    this.key = key;
    const head = Buffer.from("302a300506032b6570032100", "hex");
    this.#publicKey = createPublicKey({ key: Buffer.concat([head, key.publicKey]), format: "der", type: "spki" });
  }

  /** The checkpoint in a note with exactly the log's signature; null for anything else. */
  open(whole: string): SignedCheckpoint | null {
    try {
      const { text: body, signatures } = parseNote(whole);
      const [signature] = signatures;
      const checkpoint = parseCheckpoint(body);
      const isOwn =
        signatures.length === 1 &&
        signature !== undefined &&
        checkpoint.origin === this.key.name &&
        signature.name === this.key.name &&
        encodeHex(signature.keyHash) === encodeHex(this.key.keyHash) &&
        verify(null, new TextEncoder().encode(body), this.#publicKey, signature.signature);
      return isOwn ? { ...checkpoint, note: whole } : null;
    } catch {
      return null;
    }
  }
}

function digestOf(json: string): string {
  return encodeHex(sha256(new TextEncoder().encode(json)));
}
