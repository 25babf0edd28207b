import { type Text, YuejianError } from "@yuejian/contracts";
import { encodeHex } from "@yuejian/digests";
import {
  type CaptureDocument,
  type Certificate,
  captureText,
  countersignatureText,
  decodeBase64,
  type KeySignature,
  noteSignatureOf,
  parseVerifierKey,
  readCapture,
  signedCaptureDigest,
  stampedCapture,
  verifyNoteSignature,
} from "../format/index.ts";
import { captureProves, captureUnproven } from "./capture-texts.ts";
import { attempt, CheckList, type Failure, failure, type ProofCheck } from "./check-list.ts";
import type { FileDigests } from "./entry-check.ts";
import { type TimestampFacts, verifyTimestamp } from "./timestamp/verify-timestamp.ts";

export interface CaptureOptions {
  /** Files given beside the capture. */
  readonly files?: readonly ({ readonly name: string } & FileDigests)[];
  /** Verifier keys of devices that the reader knows, from elsewhere than the capture. */
  readonly registeredKeys: readonly string[];
  /** Certificates of time-stamping authorities that the reader trusts. */
  readonly anchors?: readonly Certificate[];
}

/** Signed by a key that the reader knows, or by one that anybody may have made. */
export type KeyStanding = "registered" | "unregistered";

export interface AttachedTimestamp extends TimestampFacts {
  readonly covers: number;
}

export interface CaptureVerification {
  /** Every check held **and** the device's key is registered. */
  readonly ok: boolean;
  /** Every check held: nothing was changed since the key, whoever's it is, signed. */
  readonly isIntact: boolean;
  readonly standing: KeyStanding;
  readonly checks: readonly ProofCheck[];
  readonly capture: CaptureDocument | null;
  /** Tokens that hold, earliest first. */
  readonly timestamps: readonly AttachedTimestamp[];
  readonly proves: readonly Text[];
  readonly doesNotProve: readonly Text[];
}

/** Verifies a capture offline. Never throws for what the document holds. */
export function verifyCapture(document: unknown, options: CaptureOptions): CaptureVerification {
  const list = new CheckList();
  let read: CaptureDocument | null = null;
  list.run("form", "capture", {
    text: { zh: "采集文件完整，格式唯一", en: "The capture is whole and in its only form" },
    test: () => {
      read = readCapture(document);
      return null;
    },
  });
  const capture = read as CaptureDocument | null;
  if (capture === null)
    return {
      ok: false,
      isIntact: false,
      standing: "unregistered",
      checks: list.checks,
      capture,
      timestamps: [],
      proves: [],
      doesNotProve: [],
    };
  const { key } = capture.signature;
  const standing: KeyStanding = options.registeredKeys.includes(key) ? "registered" : "unregistered";
  list.run("signature", keyName(key), {
    text: { zh: `设备密钥“${keyName(key)}”的签名有效`, en: `The signature of device key ${keyName(key)} holds` },
    test: () => checkSigned(captureText(capture.statement), capture.signature, "signature"),
  });
  checkCountersignatures(list, capture);
  const timestamps = checkTimestamps(list, capture, options.anchors ?? []);
  checkFiles(list, capture, options.files ?? []);
  const isIntact = list.ok;
  const facts = { capture, standing, timestamps, files: options.files ?? [] };
  return {
    ok: isIntact && standing === "registered",
    isIntact,
    standing,
    checks: list.checks,
    capture,
    timestamps,
    proves: isIntact ? captureProves(facts) : [],
    doesNotProve: captureUnproven(facts),
  };
}

function checkSigned(text: string, given: KeySignature, where: string): Failure | null {
  return verifyNoteSignature(text, noteSignatureOf(given), parseVerifierKey(given.key)) ? null : failure("SIGNATURE_INVALID", where);
}

function checkCountersignatures(list: CheckList, capture: CaptureDocument): void {
  const digest = signedCaptureDigest(capture);
  const seen = new Set([capture.signature.key]);
  for (const each of capture.countersignatures) {
    const name = keyName(each.key);
    list.run("countersignature", name, {
      text: {
        zh: `${each.statement.signer.organisation}${each.statement.signer.name}（密钥“${name}”）的副署有效`,
        en: `The countersignature of ${each.statement.signer.name}, ${each.statement.signer.organisation} (key ${name}) holds`,
      },
      test: () => {
        if (seen.has(each.key)) return failure("PROOF_INCOHERENT", name, { reason: "a key signed twice" });
        if (each.statement.of !== digest) return failure("LEAF_MISMATCH", name);
        return checkSigned(countersignatureText(each.statement), each, name);
      },
    });
    seen.add(each.key);
  }
}

function checkTimestamps(list: CheckList, capture: CaptureDocument, anchors: readonly Certificate[]): AttachedTimestamp[] {
  const found: AttachedTimestamp[] = [];
  for (const [index, { covers, token }] of capture.timestamps.entries()) {
    const subject = `timestamp ${index + 1}`;
    const content = stampedCapture(capture, covers);
    let facts: TimestampFacts | null = null;
    const failed = attempt(() => {
      const result = verifyTimestamp(decodeBase64(token) ?? new Uint8Array(), { content, anchors });
      if ("code" in result) return result;
      facts = result;
      return null;
    }, subject);
    if (failed !== null || facts === null) {
      list.fail("timestamp", subject, failed ?? failure("PROOF_MALFORMED", subject, { reason: "" }));
      continue;
    }
    const held: TimestampFacts = facts;
    // Without a root that the reader trusts, nothing is settled.
    if (held.anchor === null) list.state("timestamp", subject, timestampText(held));
    else list.run("timestamp", subject, { text: timestampText(held), test: () => null });
    found.push({ ...held, covers });
  }
  return found.sort((left, right) => (left.at < right.at ? -1 : left.at > right.at ? 1 : 0));
}

export function timestampText({ at, authority, anchor }: TimestampFacts): Text {
  return anchor === null
    ? {
        zh: `时间戳 ${at} 的签名有效，但没有给出所信任的根证书，授时机构“${authority}”是谁尚未核验`,
        en: `The timestamp of ${at} is signed, but no trusted root was given: who ${authority} is was not checked`,
      }
    : {
        zh: `授时机构“${authority}”（根证书“${anchor}”）的时间戳有效：${at}`,
        en: `The timestamp of ${authority} (root ${anchor}) holds: ${at}`,
      };
}

function checkFiles(list: CheckList, { statement }: CaptureDocument, files: NonNullable<CaptureOptions["files"]>): void {
  for (const given of files) {
    list.run("file", given.name, {
      text: { zh: `文件“${given.name}”与采集时的摘要一致`, en: `File ${given.name} has the digests of the capture` },
      test: () => {
        const isListed = statement.files.some(
          ({ size, sha256, sm3 }) => size === given.size && sha256 === given.sha256 && sm3 === given.sm3,
        );
        return isListed ? null : failure("CAPTURE_FILE_OTHER", given.name);
      },
    });
  }
}

/** Nobody signs under, has stamped or registers what does not hold. CAPTURE_BROKEN */
export function requireIntact({ checks }: Pick<CaptureVerification, "checks">): void {
  const failed = checks.find(({ ok }) => !ok);
  if (failed) throw new YuejianError("CAPTURE_BROKEN", { reason: failed.text.en, reason_zh: failed.text.zh, reason_en: failed.text.en });
}

/** Name and short hash, as people compare them. */
export function keyName(verifierKey: string): string {
  const { name, keyHash } = parseVerifierKey(verifierKey);
  return `${name} ${encodeHex(keyHash)}`;
}
