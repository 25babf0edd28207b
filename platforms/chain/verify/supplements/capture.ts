import { canonicalJson, type Text } from "@yuejian/contracts";
import { leafHash, verifyInclusion } from "@yuejian/digests";
import {
  anyObject,
  CAPTURE_SUPPLEMENT,
  type CaptureDocument,
  closed,
  encodeCapture,
  encodeStatement,
  type Json,
  type JsonObject,
  literal,
  type ProvenContent,
  parseVerifierKey,
  type Reader,
  readCapture,
  readPemCertificates,
  type Supplement,
} from "../../format/index.ts";
import { type Failure, failure, incoherent } from "../check-list.ts";
import { entry } from "../document-reader.ts";
import { compareDigests, digestFile, hashes } from "../entry-check.ts";
import { type CaptureVerification, keyName, verifyCapture } from "../verify-capture.ts";
import type { SupplementGiven, SupplementKind } from "./kind.ts";
import { isCertificates } from "./timestamp.ts";

/** The signed capture of a registered file, and the entry in which the house says what the device's key was when it received the capture. */
export interface CaptureSupplement extends Supplement {
  readonly kind: typeof CAPTURE_SUPPLEMENT;
  readonly document: CaptureDocument & Json;
  readonly received: ProvenContent<JsonObject> & Json;
}

const document: Reader<CaptureSupplement["document"]> = (value) => readCapture(value) as CaptureSupplement["document"];
const received = closed({ entry, content: anyObject }) as unknown as Reader<CaptureSupplement["received"]>;

export const captureKind: SupplementKind<CaptureSupplement> = {
  kind: CAPTURE_SUPPLEMENT,
  title: { zh: "采集签名", en: "Signed capture" },
  read: closed({ kind: literal(CAPTURE_SUPPLEMENT), document, received }),
  isTrust: (text) => isCertificates(text) || deviceKeyIn(text) !== null,
  check(supplement, given) {
    const unbound = checkReceipt(supplement, given);
    if (unbound) return { outcome: "fails", failure: unbound };
    const [files, capture] = [given.entries.map(({ statement }) => statement), supplement.document];
    const isAbout = capture.statement.files.some((file) =>
      files.some((one) => one.type === "file.registered" && compareDigests(file, one, "capture") === null),
    );
    if (!isAbout) return { outcome: "fails", failure: failure("CAPTURE_FILE_OTHER", "capture") };
    const result = verifyCapture(capture, {
      registeredKeys: given.trust.flatMap((text) => deviceKeyIn(text) ?? []),
      anchors: given.trust.filter(isCertificates).flatMap(readPemCertificates),
    });
    const failed = result.checks.find(({ ok }) => !ok);
    if (failed) return { outcome: "fails", failure: incoherent("capture", failed.text.en) };
    return outcomeOf(result, supplement.received.content["standing"] === "registered");
  },
};

/** A key that neither the reader nor the house knows is said to be unknown: its capture is shown and counts for nothing. */
function outcomeOf({ standing, capture, proves }: CaptureVerification, isHouseKey: boolean): ReturnType<typeof captureKind.check> {
  const name = capture === null ? "" : keyName(capture.signature.key);
  if (standing === "registered") {
    return {
      outcome: "holds",
      text: { zh: `采集签名有效，密钥“${name}”是您所知的`, en: `The capture is signed by key ${name}, which you know` },
      proves,
    };
  }
  if (!isHouseKey) return { outcome: "open", text: unknownKey(name) };
  return {
    outcome: "holds",
    text: {
      zh: `采集签名有效；收到时密钥“${name}”在检察院登记在册（由检察院陈述）`,
      en: `The capture is signed by key ${name}, which the procuratorate had registered when it was received (stated by the procuratorate)`,
    },
    proves: [
      {
        zh: `密钥“${name}”的持有者在提交之前对该文件的摘要签了名；其身份由检察院登记，未经他人证明。`,
        en: `The holder of key ${name} signed the file's digests before it was handed over; who holds it is the procuratorate's registration, attested by nobody else.`,
      },
    ],
  };
}

function unknownKey(name: string): Text {
  return {
    zh: `附有采集签名，但密钥“${name}”未登记或已失效：签名本身完整，不作为已核验`,
    en: `A capture is attached, but its key ${name} is not registered, or no longer valid: the signature is whole and does not count as verified`,
  };
}

/** The receipt is on this ledger, and is about this capture. */
function checkReceipt(
  { document: capture, received: { entry: given, content } }: CaptureSupplement,
  { checkpoint }: SupplementGiven,
): Failure | null {
  if (given.statement.type !== "capture.received") return incoherent("capture", "the receipt is another statement");
  const proof = {
    leafHash: leafHash(encodeStatement(given.statement)),
    index: given.index,
    size: checkpoint.size,
    path: hashes(given.path),
    root: checkpoint.root,
  };
  if (!verifyInclusion(proof)) return failure("ROOT_MISMATCH", "capture");
  const bytes = new TextEncoder().encode(canonicalJson(content));
  const isOther = compareDigests(digestFile(bytes), given.statement, "capture");
  if (isOther) return isOther;
  const stated = content["capture"];
  const isSame = canonicalJson(stated ?? null) === canonicalJson(digestFile(new TextEncoder().encode(encodeCapture(capture))));
  return isSame ? null : failure("LEAF_MISMATCH", "capture");
}

/** `device NAME+HASH+KEY`: a device's key that the reader knows. The word tells it from the key of a ledger, which is no trust in any device. */
function deviceKeyIn(text: string): string | null {
  const key = /^device (\S+)$/.exec(text)?.[1];
  if (key === undefined) return null;
  try {
    parseVerifierKey(key);
    return key;
  } catch {
    return null;
  }
}
