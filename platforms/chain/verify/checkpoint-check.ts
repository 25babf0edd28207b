import { equalBytes, verifyConsistency } from "@yuejian/digests";
import {
  type Checkpoint,
  type Policy,
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
  type VerifierKey,
  verifyCosignature,
  verifyNoteSignature,
} from "../format/index.ts";
import { CheckList, type Failure, failure, incoherent, type ProofCheck } from "./check-list.ts";
import { type Finality, judgeCheckpoint } from "./policy-check.ts";

/** Whom the reader believes. */
export interface Trust {
  /** Verifier keys (C2SP) of logs. */
  readonly trustedKeys: readonly string[];
  /** Who has to cosign; its logs are trusted too. */
  readonly policy?: Policy | undefined;
}

/** A checkpoint that a trusted log signed. */
export interface OpenedCheckpoint {
  readonly checkpoint: Checkpoint;
  /** How it stands by the reader's policy; null without one. */
  readonly finality: Finality | null;
  /** Names on signature lines of keys that the reader does not know: anybody may have written them. */
  readonly strangers: readonly string[];
}

/** The checkpoint of a note that the log signed under a trusted key. Lines of unknown keys are passed over and named; a line under the name and hash of a
 *  known key that does not verify is a forgery, and the whole note is refused (C2SP signed-note). */
export function openCheckpoint(whole: string, { trustedKeys, policy }: Trust): OpenedCheckpoint | Failure {
  const keys = [...trustedKeys.map((key) => parseVerifierKey(key)), ...(policy?.logs ?? []).map(({ key }) => key)];
  const cosigners = (policy?.witnesses ?? []).map(({ key }) => key);
  const note = parseNote(whole);
  const checkpoint = parseCheckpoint(note.text);
  const signers = new Set<string>();
  const strangers: string[] = [];
  for (const signature of note.signatures) {
    const isBy = (key: VerifierKey) => key.name === signature.name && equalBytes(key.keyHash, signature.keyHash);
    const [key, cosigner] = [keys.find(isBy), cosigners.find(isBy)];
    if (key !== undefined) {
      if (!verifyNoteSignature(note.text, signature, key)) return failure("SIGNATURE_INVALID", key.name);
      if (signers.has(key.name)) return incoherent("checkpoint", "a log signed twice");
      signers.add(key.name);
    } else if (cosigner === undefined) strangers.push(signature.name);
    else if (verifyCosignature(note.text, signature, cosigner) === null) return failure("SIGNATURE_INVALID", cosigner.name);
  }
  if (!signers.has(checkpoint.origin)) return failure("KEY_UNKNOWN", "checkpoint", { key: checkpoint.origin });
  return { checkpoint, finality: policy ? judgeCheckpoint(whole, policy) : null, strangers };
}

export interface ConsistencyResult {
  readonly ok: boolean;
  readonly checks: readonly ProofCheck[];
}

/** Whether the older of two signed checkpoints is a prefix of the newer one: keep checkpoints and compare, then no entry can vanish unseen.
 *  `path`: consistency proof between their sizes (RFC 6962 §2.1.2), 32 bytes each. */
export function verifyCheckpointConsistency(
  given: Trust & { older: string; newer: string; path: readonly Uint8Array[] },
): ConsistencyResult {
  const list = new CheckList();
  const opened: Checkpoint[] = [];
  for (const [which, note] of [
    ["older", given.older],
    ["newer", given.newer],
  ] as const) {
    list.run("signature", which, {
      text: { zh: "检查点由可信密钥签名", en: "The checkpoint is signed by a trusted key" },
      test: () => {
        const read = openCheckpoint(note, given);
        if ("code" in read) return read;
        opened.push(read.checkpoint);
        return null;
      },
    });
  }
  const [older, newer] = opened;
  if (older === undefined || newer === undefined) return { ok: false, checks: list.checks };
  list.run("coherence", `${older.size} → ${newer.size}`, {
    text: {
      zh: `${newer.size} 条的账本完整保留了 ${older.size} 条时的全部内容`,
      en: `The log of ${newer.size} entries keeps everything it held at ${older.size}`,
    },
    test: () => {
      if (older.origin !== newer.origin) return incoherent("checkpoints", "they are of different logs");
      if (older.size > newer.size) return incoherent("checkpoints", "the older one is larger");
      const proof = { oldSize: older.size, newSize: newer.size, oldRoot: older.root, newRoot: newer.root, path: given.path };
      return verifyConsistency(proof) ? null : failure("ROOT_MISMATCH", "checkpoints");
    },
  });
  return { ok: list.ok, checks: list.checks };
}
