import { encodeHex, equalBytes, verifyConsistency } from "@yuejian/digests";
import { type Checkpoint, parseCheckpoint, parseNote, parseVerifierKey, verifyNoteSignature } from "../format/index.ts";
import { CheckList, type Failure, failure, incoherent, type ProofCheck } from "./check-list.ts";

/** The checkpoint of a note when every signature on it is by a trusted key and valid, the log's own among them; why not otherwise. */
export function openCheckpoint(whole: string, trustedKeys: readonly string[]): Checkpoint | Failure {
  const keys = trustedKeys.map((key) => parseVerifierKey(key));
  const note = parseNote(whole);
  const checkpoint = parseCheckpoint(note.text);
  const signers = new Set<string>();
  for (const signature of note.signatures) {
    const name = `${signature.name}+${encodeHex(signature.keyHash)}`;
    const key = keys.find((one) => one.name === signature.name && equalBytes(one.keyHash, signature.keyHash));
    // A line that nobody here can check might say anything: refused rather than ignored.
    if (key === undefined) return failure("KEY_UNKNOWN", "checkpoint", { key: name });
    if (!verifyNoteSignature(note.text, signature, key)) return failure("SIGNATURE_INVALID", "checkpoint");
    if (signers.has(name)) return incoherent("checkpoint", "a key signed twice");
    signers.add(name);
  }
  if (!note.signatures.some((signature) => signature.name === checkpoint.origin)) {
    return failure("KEY_UNKNOWN", "checkpoint", { key: checkpoint.origin });
  }
  return checkpoint;
}

export interface ConsistencyResult {
  readonly ok: boolean;
  readonly checks: readonly ProofCheck[];
}

/** Whether the older of two signed checkpoints is a prefix of the newer one: keep checkpoints and compare, then no entry can vanish unseen.
 *  `path`: consistency proof between their sizes (RFC 6962 §2.1.2), 32 bytes each. */
export function verifyCheckpointConsistency(given: {
  older: string;
  newer: string;
  path: readonly Uint8Array[];
  trustedKeys: readonly string[];
}): ConsistencyResult {
  const list = new CheckList();
  const opened: Checkpoint[] = [];
  for (const [which, note] of [
    ["older", given.older],
    ["newer", given.newer],
  ] as const) {
    list.run("signature", which, {
      text: { zh: "检查点由可信密钥签名", en: "The checkpoint is signed by a trusted key" },
      test: () => {
        const checkpoint = openCheckpoint(note, given.trustedKeys);
        if ("code" in checkpoint) return checkpoint;
        opened.push(checkpoint);
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
