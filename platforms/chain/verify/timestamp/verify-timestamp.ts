import { encodeHex, equalBytes } from "@yuejian/digests";
import { type Certificate, OID, readTimestampToken, type TimestampToken, type TokenSigner } from "../../format/index.ts";
import { type Failure, failure } from "../check-list.ts";
import { checkSuitable, pathToAnchor } from "./certificate-path.ts";
import { digestBy, verifySignature } from "./signature.ts";

export interface TimestampOptions {
  /** The bytes that were stamped. */
  readonly content: Uint8Array;
  /** Certificates of authorities that the reader trusts. Empty: the authority stays unknown. */
  readonly anchors: readonly Certificate[];
  /** Of the request, where it is at hand. */
  readonly nonce?: bigint | undefined;
  /** Policies (object identifiers) that the reader accepts; not given: any. */
  readonly policies?: readonly string[] | undefined;
}

/** What a token that holds says. */
export interface TimestampFacts {
  /** UTC, by the authority's clock. */
  readonly at: string;
  readonly accuracyMilliseconds: number | null;
  /** Name in the certificate that signed. */
  readonly authority: string;
  readonly policy: string;
  readonly serial: string;
  /** Name of the trusted certificate above it; null: the reader named none, so nobody vouches for the authority. */
  readonly anchor: string | null;
}

/** Verifies a time-stamp token (RFC 3161, RFC 5816) over these bytes, offline. Never throws for what the token holds but PROOF_MALFORMED. */
export function verifyTimestamp(bytes: Uint8Array, options: TimestampOptions): TimestampFacts | Failure {
  const token = readTimestampToken(bytes);
  const { info } = token;
  const wrong = checkContent(token, options);
  if (wrong) return wrong;
  const certificate = signerCertificate(token);
  if ("code" in certificate) return certificate;
  const failed = checkSigner(token, certificate);
  if (failed) return failed;
  const path =
    options.anchors.length === 0
      ? { anchor: null }
      : pathToAnchor(certificate, { certificates: token.certificates, anchors: options.anchors, time: info.time });
  if ("code" in path) return path;
  return {
    at: new Date(info.time).toISOString(),
    accuracyMilliseconds: info.accuracyMilliseconds,
    authority: certificate.subjectName,
    policy: info.policy,
    serial: info.serial,
    anchor: path.anchor,
  };
}

function checkContent({ info }: TimestampToken, { content, nonce, policies }: TimestampOptions): Failure | null {
  const digest = digestBy(info.imprint.algorithm, content);
  if (digest === null) return failure("TIMESTAMP_ALGORITHM_UNKNOWN", "imprint", { algorithm: info.imprint.algorithm });
  if (!equalBytes(digest, info.imprint.digest))
    return failure("TIMESTAMP_OTHER_CONTENT", "imprint", { digest: encodeHex(info.imprint.digest).slice(0, 16) });
  if (nonce !== undefined && info.nonce !== nonce) return failure("TIMESTAMP_OTHER_REQUEST", "nonce");
  if (policies !== undefined && !policies.includes(info.policy)) return failure("TIMESTAMP_POLICY", "policy", { policy: info.policy });
  return null;
}

/** The certificate that the signing-certificate attribute names: a signature cannot be passed off under another one with the same key. */
function signerCertificate({ certificates, signer }: TimestampToken): Certificate | Failure {
  const named = signer.certificateDigest;
  if (named === null) return failure("TIMESTAMP_SIGNER_UNNAMED", "signer");
  const found = certificates.find((each) => {
    const digest = digestBy(named.algorithm, each.raw);
    return digest !== null && equalBytes(digest, named.digest) && isNamedBy(signer, each);
  });
  return found ?? failure("TIMESTAMP_SIGNER_UNNAMED", "signer");
}

function isNamedBy({ issuer, serial }: TokenSigner, certificate: Certificate): boolean {
  return issuer === null || (equalBytes(issuer, certificate.issuer) && serial === certificate.serial);
}

function checkSigner({ infoBytes, signer, info }: TimestampToken, certificate: Certificate): Failure | null {
  const unsuitable = checkSuitable(certificate);
  if (unsuitable) return unsuitable;
  if (info.time < certificate.notBefore || info.time > certificate.notAfter) {
    return failure("TIMESTAMP_CERTIFICATE_EXPIRED", certificate.subjectName, { at: new Date(info.time).toISOString() });
  }
  const digest = digestBy(signer.digestAlgorithm, infoBytes);
  if (digest === null) return failure("TIMESTAMP_ALGORITHM_UNKNOWN", "digest", { algorithm: signer.digestAlgorithm });
  if (signer.contentType !== OID.tstInfo || !equalBytes(digest, signer.messageDigest))
    return failure("TIMESTAMP_SIGNATURE_INVALID", "content");
  const { signedAttributes: message, signature, signatureAlgorithm: algorithm, digestAlgorithm } = signer;
  const verdict = verifySignature({ message, signature, algorithm, digest: digestAlgorithm }, certificate.publicKey);
  if (verdict === "unknown-algorithm") return failure("TIMESTAMP_ALGORITHM_UNKNOWN", "signature", { algorithm: algorithm.oid });
  return verdict === "valid" ? null : failure("TIMESTAMP_SIGNATURE_INVALID", "signature");
}
