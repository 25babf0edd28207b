import { equalBytes, verifyConsistency } from "@yuejian/digests";
import {
  closed,
  decodeBase64,
  hex,
  listOf,
  literal,
  malformed,
  parseCheckpoint,
  readPemCertificates,
  type Supplement,
  TIMESTAMP_SUPPLEMENT,
  text,
} from "../../format/index.ts";
import { type Failure, failure, incoherent } from "../check-list.ts";
import { hashes } from "../entry-check.ts";
import { verifyTimestamp } from "../timestamp/verify-timestamp.ts";
import { timestampText } from "../verify-capture.ts";
import type { SupplementGiven, SupplementKind } from "./kind.ts";

/** A time-stamp token (RFC 3161) over a checkpoint of the same log, which may be older or newer than the document's. */
export interface TimestampSupplement extends Supplement {
  readonly kind: typeof TIMESTAMP_SUPPLEMENT;
  /** The text that was stamped: a checkpoint without its signatures. Its root is bound by the consistency proof, so no signature is needed. */
  readonly checkpoint: string;
  /** From the smaller to the larger of the two checkpoints. */
  readonly consistency: readonly string[];
  /** Base64 of the DER. */
  readonly token: string;
}

export const timestampKind: SupplementKind<TimestampSupplement> = {
  kind: TIMESTAMP_SUPPLEMENT,
  title: { zh: "第三方时间戳", en: "Timestamp of a third party" },
  read: closed({ kind: literal(TIMESTAMP_SUPPLEMENT), checkpoint: text(10_000), consistency: listOf(hex(32), 64), token: text(400_000) }),
  isTrust: isCertificates,
  check(supplement, given) {
    const unrelated = checkRelation(supplement, given);
    if (unrelated) return { outcome: "fails", failure: unrelated };
    const token = decodeBase64(supplement.token);
    if (token === null) throw malformed("timestamp", "not base64");
    const anchors = given.trust.filter(isCertificates).flatMap(readPemCertificates);
    const facts = verifyTimestamp(token, { content: new TextEncoder().encode(supplement.checkpoint), anchors });
    if ("code" in facts) return { outcome: "fails", failure: facts };
    if (facts.anchor === null) return { outcome: "open", text: timestampText(facts) };
    return {
      outcome: "holds",
      text: timestampText(facts),
      proves: [
        {
          zh: `所示条目最迟在 ${facts.at} 已在账本上（授时机构“${facts.authority}”，根证书“${facts.anchor}”；证书吊销状态未查询）。`,
          en: `The entries shown were on the ledger at ${facts.at} at the latest (authority ${facts.authority}, root ${facts.anchor}; revocation of certificates was not asked).`,
        },
      ],
      settles: ["time"],
    };
  },
};

/** The stamped checkpoint holds every entry of the document, and is of the same history. */
function checkRelation(
  { checkpoint: stampedText, consistency }: TimestampSupplement,
  { checkpoint, entries }: SupplementGiven,
): Failure | null {
  const stamped = parseCheckpoint(stampedText);
  if (stamped.origin !== checkpoint.origin) return incoherent("timestamp", "it is of another log");
  if (entries.some(({ index }) => index >= stamped.size)) return incoherent("timestamp", "entries are younger than the stamped checkpoint");
  const [older, newer] = stamped.size <= checkpoint.size ? [stamped, checkpoint] : [checkpoint, stamped];
  const path = hashes(consistency);
  if (older.size === newer.size)
    return path.length === 0 && equalBytes(older.root, newer.root) ? null : failure("ROOT_MISMATCH", "timestamp");
  const proof = { oldSize: older.size, newSize: newer.size, oldRoot: older.root, newRoot: newer.root, path };
  return verifyConsistency(proof) ? null : failure("ROOT_MISMATCH", "timestamp");
}

export function isCertificates(text: string): boolean {
  return text.includes("-----BEGIN CERTIFICATE-----");
}
