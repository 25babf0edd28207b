import { Boolean as DerBoolean, Integer, Null, ObjectIdentifier, OctetString, Sequence } from "asn1js";
import { malformed } from "../malformed.ts";
import { type Algorithm, algorithmOf, type Certificate, certificateOf, serialOf } from "./certificate.ts";
import { type Der, expectTag, integerOf, isContext, isUniversal, membersOf, oidOf, readDer, TAG, timeOf } from "./der.ts";

/** A time-stamp token (RFC 3161): a CMS SignedData with one signer over a TSTInfo. Read, not verified. */
export interface TimestampToken {
  readonly info: TimestampInfo;
  /** DER of the TSTInfo. */
  readonly infoBytes: Uint8Array;
  readonly certificates: readonly Certificate[];
  readonly signer: TokenSigner;
}

export interface TimestampInfo {
  readonly policy: string;
  /** Digest that was stamped. */
  readonly imprint: { readonly algorithm: string; readonly digest: Uint8Array };
  readonly serial: string;
  /** Milliseconds since 1970, by the authority's clock. */
  readonly time: number;
  /** How far that may be off; null: not said. */
  readonly accuracyMilliseconds: number | null;
  readonly nonce: bigint | null;
}

export interface TokenSigner {
  readonly issuer: Uint8Array | null;
  readonly serial: string | null;
  readonly digestAlgorithm: string;
  readonly signatureAlgorithm: Algorithm;
  /** DER of the signed attributes as SET OF: what the signature is over. */
  readonly signedAttributes: Uint8Array;
  readonly contentType: string;
  readonly messageDigest: Uint8Array;
  /** From the signing-certificate attribute, version 2 (RFC 5816): which certificate this is. Null: there is none. */
  readonly certificateDigest: { readonly algorithm: string; readonly digest: Uint8Array } | null;
  readonly signature: Uint8Array;
}

export const OID = {
  signedData: "1.2.840.113549.1.7.2",
  tstInfo: "1.2.840.113549.1.9.16.1.4",
  contentType: "1.2.840.113549.1.9.3",
  messageDigest: "1.2.840.113549.1.9.4",
  signingCertificateV2: "1.2.840.113549.1.9.16.2.47",
  sha256: "2.16.840.1.101.3.4.2.1",
} as const;

const WHERE = "timestamp";
const CERTIFICATES = 20;

export function readTimestampToken(bytes: Uint8Array): TimestampToken {
  const [type, wrapped] = membersOf(readDer(bytes, WHERE), TAG.sequence, WHERE);
  if (oidOf(type, WHERE) !== OID.signedData || !isContext(wrapped, 0)) throw malformed(WHERE, "not CMS SignedData");
  const [version, , encapsulated, ...rest] = membersOf(wrapped.children[0], TAG.sequence, WHERE);
  if (integerOf(version, WHERE) !== 3n) throw malformed(WHERE, "not version 3 of SignedData");
  const [contentType, content] = membersOf(encapsulated, TAG.sequence, WHERE);
  if (oidOf(contentType, WHERE) !== OID.tstInfo || !isContext(content, 0)) throw malformed(WHERE, "the content is no TSTInfo");
  const infoBytes = expectTag(content.children[0], TAG.octetString, WHERE).content;
  const certificates = rest.find((part) => isContext(part, 0))?.children ?? [];
  if (certificates.length > CERTIFICATES) throw malformed(WHERE, "too many certificates");
  const signers = membersOf(rest.at(-1), TAG.set, WHERE);
  if (signers.length !== 1) throw malformed(WHERE, "not exactly one signer");
  return {
    info: infoOf(readDer(infoBytes, WHERE)),
    infoBytes,
    certificates: certificates.map(certificateOf),
    signer: signerOf(signers[0]),
  };
}

function infoOf(node: Der): TimestampInfo {
  const [version, policy, imprint, serial, time, ...rest] = membersOf(node, TAG.sequence, WHERE);
  if (integerOf(version, WHERE) !== 1n) throw malformed(WHERE, "not version 1 of TSTInfo");
  const [algorithm, digest] = membersOf(imprint, TAG.sequence, WHERE);
  if (!isUniversal(time, TAG.generalizedTime)) throw malformed(WHERE, "no GeneralizedTime");
  if (rest.some((part) => isContext(part, 1))) throw malformed(WHERE, "extensions that nobody here knows");
  const nonce = rest.find((part) => isUniversal(part, TAG.integer));
  const accuracy = rest.find((part) => isUniversal(part, TAG.sequence));
  return {
    policy: oidOf(policy, WHERE),
    imprint: { algorithm: algorithmOf(algorithm).oid, digest: expectTag(digest, TAG.octetString, WHERE).content },
    serial: serialOf(integerOf(serial, WHERE)),
    time: timeOf(time, WHERE),
    accuracyMilliseconds: accuracy ? accuracyOf(accuracy) : null,
    nonce: nonce ? integerOf(nonce, WHERE) : null,
  };
}

function accuracyOf(node: Der): number {
  let milliseconds = 0;
  for (const part of node.children) {
    const value = part.content.reduce((sum, byte) => sum * 256 + byte, 0);
    if (isUniversal(part, TAG.integer)) milliseconds += 1000 * value;
    else if (isContext(part, 0)) milliseconds += value;
    else if (isContext(part, 1)) milliseconds += value / 1000;
  }
  return milliseconds;
}

function signerOf(node: Der | undefined): TokenSigner {
  const [, identifier, digestAlgorithm, attributes, signatureAlgorithm, signature] = membersOf(node, TAG.sequence, WHERE);
  if (!isContext(attributes, 0)) throw malformed(WHERE, "no signed attributes");
  const values = attributesOf(attributes);
  const byName = isUniversal(identifier, TAG.sequence) ? identifier.children : null;
  const certificate = values.get(OID.signingCertificateV2);
  return {
    issuer: byName?.[0]?.raw ?? null,
    serial: byName ? serialOf(integerOf(byName[1], WHERE)) : null,
    digestAlgorithm: algorithmOf(digestAlgorithm).oid,
    signatureAlgorithm: algorithmOf(signatureAlgorithm),
    // RFC 5652 §5.4: signed as SET OF, whatever tag it has in the message.
    signedAttributes: Uint8Array.of(0x31, ...attributes.raw.subarray(1)),
    contentType: oidOf(values.get(OID.contentType), WHERE),
    messageDigest: expectTag(values.get(OID.messageDigest), TAG.octetString, WHERE).content,
    certificateDigest: certificate ? certificateDigestOf(certificate) : null,
    signature: expectTag(signature, TAG.octetString, WHERE).content,
  };
}

/** Each attribute once, with one value. */
function attributesOf(node: Der): ReadonlyMap<string, Der> {
  const found = new Map<string, Der>();
  for (const attribute of node.children) {
    const [oid, values] = membersOf(attribute, TAG.sequence, WHERE);
    const name = oidOf(oid, WHERE);
    const [value, ...more] = membersOf(values, TAG.set, WHERE);
    if (value === undefined || more.length > 0 || found.has(name)) throw malformed(WHERE, `signed attribute ${name}`);
    found.set(name, value);
  }
  return found;
}

/** SigningCertificateV2: the first ESSCertIDv2 is the signer's. */
function certificateDigestOf(value: Der): NonNullable<TokenSigner["certificateDigest"]> {
  const [list] = membersOf(value, TAG.sequence, WHERE);
  const [first] = membersOf(list, TAG.sequence, WHERE);
  const parts = membersOf(first, TAG.sequence, WHERE);
  const named = isUniversal(parts[0], TAG.sequence) ? algorithmOf(parts[0]).oid : OID.sha256;
  const digest = expectTag(isUniversal(parts[0], TAG.sequence) ? parts[1] : parts[0], TAG.octetString, WHERE).content;
  return { algorithm: named, digest };
}

/** What an authority answered: its token, or why there is none. */
export type TimestampResponse = { readonly token: Uint8Array } | { readonly refused: string };

export function readTimestampResponse(bytes: Uint8Array): TimestampResponse {
  const [status, token] = membersOf(readDer(bytes, "timestamp response"), TAG.sequence, "timestamp response");
  const [code, ...words] = membersOf(status, TAG.sequence, "timestamp response");
  const number = integerOf(code, "timestamp response");
  if ((number === 0n || number === 1n) && token) return { token: token.raw };
  const text = words
    .flatMap((part) => (isUniversal(part, TAG.sequence) ? part.children : []))
    .map((part) => new TextDecoder().decode(part.content));
  return {
    refused: [`status ${number}`, ...text]
      .join(": ")
      .replaceAll(/\p{Cc}/gu, " ")
      .slice(0, 300),
  };
}

export interface TimestampRequest {
  /** SHA-256 of what is to be stamped. */
  readonly digest: Uint8Array;
  /** Random, non-negative, at most 64 bits. */
  readonly nonce: bigint;
  readonly policy?: string | undefined;
}

/** DER of a TimeStampReq that asks for the authority's certificates. */
export function encodeTimestampRequest({ digest, nonce, policy }: TimestampRequest): Uint8Array {
  const algorithm = new Sequence({ value: [new ObjectIdentifier({ value: OID.sha256 }), new Null()] });
  const imprint = new Sequence({ value: [algorithm, new OctetString({ valueHex: digest.slice().buffer })] });
  const request = new Sequence({
    value: [
      new Integer({ value: 1 }),
      imprint,
      ...(policy === undefined ? [] : [new ObjectIdentifier({ value: policy })]),
      Integer.fromBigInt(nonce),
      new DerBoolean({ value: true }),
    ],
  });
  return new Uint8Array(request.toBER());
}

/** Digest and nonce of a request that was written before. */
export function readTimestampRequest(bytes: Uint8Array): TimestampRequest {
  const where = "timestamp request";
  const [version, imprint, ...rest] = membersOf(readDer(bytes, where), TAG.sequence, where);
  const [algorithm, digest] = membersOf(imprint, TAG.sequence, where);
  const nonce = rest.find((part) => isUniversal(part, TAG.integer));
  const policy = rest.find((part) => isUniversal(part, TAG.oid));
  if (integerOf(version, where) !== 1n || algorithmOf(algorithm).oid !== OID.sha256) throw malformed(where, "not a request over SHA-256");
  return {
    digest: expectTag(digest, TAG.octetString, where).content,
    nonce: integerOf(nonce, where),
    ...(policy ? { policy: oidOf(policy, where) } : {}),
  };
}
