import type { Text } from "@yuejian/contracts";
import { decodeHex, equalBytes, verifyConsistency } from "@yuejian/digests";
import {
  checkpointOf,
  type Evidence,
  handoverOf,
  isSameKey,
  type Policy,
  parseNote,
  parseVerifierKey,
  type RetiredKeyEvidence,
  readEvidence,
  type SplitEvidence,
  type VerifierKey,
  verifyNoteSignature,
} from "../format/index.ts";
import { CheckList, type Failure, failure, incoherent, type ProofCheck } from "./check-list.ts";
import { hashes } from "./entry-check.ts";
import { judgeHandover } from "./handover-check.ts";

export interface EvidenceVerification {
  readonly ok: boolean;
  readonly checks: readonly ProofCheck[];
  /** What it shows; null unless `ok`. */
  readonly shows: Text | null;
}

/** Checks offline that evidence shows what it says. `trustedKeys`: verifier keys of the log, from elsewhere; `policy`: whose signatures make a
 *  handover, needed for a retired key alone. Never throws for what the document holds. */
export function verifyEvidence(
  document: string,
  { trustedKeys, policy }: { trustedKeys: readonly string[]; policy?: Policy },
): EvidenceVerification {
  const list = new CheckList();
  const keys = trustedKeys.map((key) => parseVerifierKey(key));
  let evidence: Evidence | null = null;
  list.run("form", "evidence", {
    text: { zh: "证据文件完整，格式唯一", en: "The evidence is whole and in its only form" },
    test: () => {
      evidence = readEvidence(document);
      return null;
    },
  });
  const read = evidence as Evidence | null;
  if (read === null) return { ok: false, checks: list.checks, shows: null };
  if (read.kind === "split") checkSplit(list, read, keys);
  else checkRetiredKey(list, read, { keys, policy });
  return { ok: list.ok, checks: list.checks, shows: list.ok ? shownBy(read) : null };
}

function checkSplit(list: CheckList, evidence: SplitEvidence, keys: readonly VerifierKey[]): void {
  const { origin, smaller, larger } = evidence;
  checkSigned(list, { which: "smaller", note: smaller, origin }, keys);
  checkSigned(list, { which: "larger", note: larger, origin }, keys);
  list.run("coherence", "split", {
    text: {
      zh: "两个检查点互相矛盾：较大的账本开头部分的根与较小的检查点不同",
      en: "The two checkpoints contradict: the first entries of the larger log have another root than the smaller one states",
    },
    test: () => {
      const [older, newer] = [checkpointOf(smaller), checkpointOf(larger)];
      const root = decodeHex(evidence.root, 32) ?? new Uint8Array(0);
      const proof = { oldSize: older.size, newSize: newer.size, oldRoot: root, newRoot: newer.root, path: hashes(evidence.path) };
      if (older.size === 0 || !verifyConsistency(proof)) return failure("ROOT_MISMATCH", "evidence.path");
      return equalBytes(root, older.root) ? incoherent("evidence", "the two checkpoints agree") : null;
    },
  });
}

function checkRetiredKey(
  list: CheckList,
  { origin, note, handover }: RetiredKeyEvidence,
  { keys, policy }: { keys: readonly VerifierKey[]; policy: Policy | undefined },
): void {
  checkSigned(list, { which: "note", note, origin }, keys);
  list.run("signature", "handover", {
    text: { zh: "移交书由规则要求的各方签署", en: "The handover is signed by those whom the policy asks for" },
    test: () => {
      if (policy === undefined) return incoherent("handover", "a policy is needed to judge who signed it");
      return judgeHandover(handover, policy).isComplete ? null : failure("SIGNATURE_INVALID", "handover");
    },
  });
  list.run("coherence", "retired-key", {
    text: { zh: "旧密钥在移交之后仍签署了更大的检查点", en: "The old key signed a checkpoint above the size at which it was handed over" },
    test: () => {
      const { from, size, origin: of } = handoverOf(handover);
      const parsed = parseNote(note);
      if (of !== origin || checkpointOf(note).size <= size) return incoherent("evidence", "the checkpoint is not above the handover");
      const isOld = parsed.signatures.some((line) => verifyNoteSignature(parsed.text, line, from));
      return isOld && keys.some((key) => isSameKey(key, from)) ? null : failure("SIGNATURE_INVALID", "note");
    },
  });
}

function checkSigned(list: CheckList, given: { which: string; note: string; origin: string }, keys: readonly VerifierKey[]): void {
  list.run("signature", given.which, {
    text: { zh: "检查点由该账本的密钥签名", en: "The checkpoint is signed with a key of the log" },
    test: (): Failure | null => {
      const { text, signatures } = parseNote(given.note);
      if (checkpointOf(given.note).origin !== given.origin) return incoherent(given.which, "a checkpoint of another log");
      const own = keys.filter(({ name }) => name === given.origin);
      if (own.length === 0) return failure("KEY_UNKNOWN", given.which, { key: given.origin });
      return own.some((key) => signatures.some((line) => verifyNoteSignature(text, line, key)))
        ? null
        : failure("SIGNATURE_INVALID", given.which);
    },
  });
}

function shownBy(evidence: Evidence): Text {
  if (evidence.kind === "split") {
    const [smaller, larger] = [checkpointOf(evidence.smaller).size, checkpointOf(evidence.larger).size];
    return {
      zh: `${evidence.origin} 的密钥签署了互相矛盾的两部历史：${smaller} 条与 ${larger} 条的检查点不可能同属一个账本`,
      en: `The key of ${evidence.origin} signed two histories: its checkpoints of ${smaller} and ${larger} entries cannot be of one log`,
    };
  }
  const { size } = handoverOf(evidence.handover);
  return {
    zh: `${evidence.origin} 在 ${size} 条时已移交，旧密钥之后仍签署了 ${checkpointOf(evidence.note).size} 条的检查点`,
    en: `${evidence.origin} was handed over at ${size} entries, and its old key signed a checkpoint of ${checkpointOf(evidence.note).size} afterwards`,
  };
}
