import { equalBytes } from "@yuejian/digests";
import { type Certificate, integerOf, isUniversal, membersOf, oidOf, readDer, TAG } from "../../format/index.ts";
import { type Failure, failure } from "../check-list.ts";
import { verifySignature } from "./signature.ts";

const EXTENSION = { keyUsage: "2.5.29.15", basicConstraints: "2.5.29.19", extendedKeyUsage: "2.5.29.37" } as const;
/** Critical extensions that may stand in a certificate without changing what is decided here. */
const UNDERSTOOD: ReadonlySet<string> = new Set([...Object.values(EXTENSION), "2.5.29.32", "2.5.29.17", "2.5.29.14", "2.5.29.35"]);
const TIME_STAMPING = "1.3.6.1.5.5.7.3.8";
const PATH_LIMIT = 8;
const WHERE = "certificate";

/** RFC 3161 §2.3: its only extended use is time stamping, and that is critical. */
export function checkSuitable(certificate: Certificate): Failure | null {
  const usage = certificate.extensions.get(EXTENSION.extendedKeyUsage);
  const uses = usage ? membersOf(readDer(usage.value, WHERE), TAG.sequence, WHERE).map((each) => oidOf(each, WHERE)) : [];
  const isSuitable = usage?.isCritical === true && uses.length === 1 && uses[0] === TIME_STAMPING;
  return isSuitable ? null : failure("TIMESTAMP_SIGNER_UNSUITABLE", certificate.subjectName);
}

/** Whether a path of certificates, all valid at that time, leads from the signer to an anchor that the reader trusts; its last name, or why not.
 *  Revocation is not looked at: that needs lists or answers from outside. */
export function pathToAnchor(
  signer: Certificate,
  given: { certificates: readonly Certificate[]; anchors: readonly Certificate[]; time: number },
): { anchor: string } | Failure {
  let [current, failed]: [Certificate, Failure | null] = [signer, checkUsable(signer, given.time)];
  for (let below = 0; below < PATH_LIMIT && failed === null; below++) {
    if (given.anchors.some((anchor) => equalBytes(anchor.raw, current.raw))) return { anchor: current.subjectName };
    const issuers = [...given.anchors, ...given.certificates].filter((each) => equalBytes(each.subject, current.issuer));
    const issuer = issuers.find((each) => isSignedBy(current, each));
    if (issuer === undefined || equalBytes(issuer.raw, current.raw)) return failure("TIMESTAMP_NO_PATH", current.subjectName);
    failed = checkIssuer(issuer, below) ?? checkUsable(issuer, given.time);
    current = issuer;
  }
  return failed ?? failure("TIMESTAMP_NO_PATH", current.subjectName);
}

function checkUsable(certificate: Certificate, time: number): Failure | null {
  const { notBefore, notAfter, extensions, subjectName } = certificate;
  if (time < notBefore || time > notAfter)
    return failure("TIMESTAMP_CERTIFICATE_EXPIRED", subjectName, { at: new Date(time).toISOString() });
  for (const [oid, { isCritical }] of extensions) {
    if (isCritical && !UNDERSTOOD.has(oid)) return failure("TIMESTAMP_NO_PATH", `${subjectName} (${oid})`);
  }
  return null;
}

/** `below`: certificates between it and the signer. */
function checkIssuer(certificate: Certificate, below: number): Failure | null {
  const constraints = certificate.extensions.get(EXTENSION.basicConstraints);
  const [isAuthority, limit] = constraints ? membersOf(readDer(constraints.value, WHERE), TAG.sequence, WHERE) : [];
  const signs = isUniversal(isAuthority, TAG.boolean) && isAuthority.content[0] !== 0 && maySign(certificate);
  const isShort = limit === undefined || integerOf(limit, WHERE) >= BigInt(below);
  return signs && isShort ? null : failure("TIMESTAMP_NO_PATH", certificate.subjectName);
}

/** keyCertSign, where key usage is said at all. */
function maySign({ extensions }: Certificate): boolean {
  const usage = extensions.get(EXTENSION.keyUsage);
  if (usage === undefined) return true;
  const bits = readDer(usage.value, WHERE).content;
  return ((bits[1] ?? 0) & 0x04) !== 0;
}

function isSignedBy(certificate: Certificate, issuer: Certificate): boolean {
  const { signed: message, signature, signatureAlgorithm: algorithm } = certificate;
  return verifySignature({ message, signature, algorithm }, issuer.publicKey) === "valid";
}
