import { malformed } from "../malformed.ts";
import { bitsOf, type Der, integerOf, isContext, isUniversal, membersOf, oidOf, readDer, TAG, timeOf } from "./der.ts";

/** What of an X.509 certificate the path to a trust anchor needs (RFC 5280). Read as hostile. */
export interface Certificate {
  readonly raw: Uint8Array;
  /** What its issuer signed. */
  readonly signed: Uint8Array;
  readonly signatureAlgorithm: Algorithm;
  readonly signature: Uint8Array;
  /** As in the certificate, lower-case hex without sign byte. */
  readonly serial: string;
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  /** Common name, else organisation, else all of it. For people. */
  readonly subjectName: string;
  /** Milliseconds since 1970. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly publicKey: PublicKey;
  /** Extensions by object identifier. */
  readonly extensions: ReadonlyMap<string, { readonly isCritical: boolean; readonly value: Uint8Array }>;
}

export interface Algorithm {
  readonly oid: string;
  /** DER of its parameters; null when there are none. */
  readonly parameters: Der | null;
}

export interface PublicKey {
  readonly algorithm: Algorithm;
  readonly bytes: Uint8Array;
}

const WHERE = "certificate";
const SERIAL_BYTES = 24;

export function readCertificate(raw: Uint8Array): Certificate {
  return certificateOf(readDer(raw, WHERE));
}

export function certificateOf(node: Der): Certificate {
  const [body, algorithm, signature] = membersOf(node, TAG.sequence, WHERE);
  const parts = [...membersOf(body, TAG.sequence, WHERE)];
  if (isContext(parts[0], 0)) parts.shift();
  const [serial, signedAlgorithm, issuer, validity, subject, key, ...rest] = parts;
  const [notBefore, notAfter] = membersOf(validity, TAG.sequence, WHERE);
  if (!body || !issuer || !subject) throw malformed(WHERE, "incomplete");
  const outer = algorithmOf(algorithm);
  const inner = algorithmOf(signedAlgorithm);
  if (outer.oid !== inner.oid) throw malformed(WHERE, "two signature algorithms");
  return {
    raw: node.raw,
    signed: body.raw,
    signatureAlgorithm: outer,
    signature: bitsOf(signature, WHERE),
    serial: serialOf(integerOf(serial, WHERE)),
    issuer: issuer.raw,
    subject: subject.raw,
    subjectName: nameOf(subject),
    notBefore: timeOf(notBefore, WHERE),
    notAfter: timeOf(notAfter, WHERE),
    publicKey: publicKeyOf(key),
    extensions: extensionsOf(rest),
  };
}

export function serialOf(value: bigint): string {
  if (value < 0n || value >= 1n << BigInt(8 * SERIAL_BYTES)) throw malformed("serial number", "out of range");
  const hex = value.toString(16);
  return hex.length % 2 === 0 ? hex : `0${hex}`;
}

export function algorithmOf(node: Der | undefined): Algorithm {
  const [oid, parameters] = membersOf(node, TAG.sequence, "algorithm");
  return { oid: oidOf(oid, "algorithm"), parameters: parameters ?? null };
}

function publicKeyOf(node: Der | undefined): PublicKey {
  const [algorithm, bits] = membersOf(node, TAG.sequence, WHERE);
  return { algorithm: algorithmOf(algorithm), bytes: bitsOf(bits, WHERE) };
}

function extensionsOf(rest: readonly Der[]): Certificate["extensions"] {
  const found = new Map<string, { isCritical: boolean; value: Uint8Array }>();
  const wrapped = rest.find((part) => isContext(part, 3));
  if (wrapped === undefined) return found;
  for (const each of membersOf(wrapped.children[0], TAG.sequence, WHERE)) {
    const [oid, ...parts] = membersOf(each, TAG.sequence, WHERE);
    const isCritical = isUniversal(parts[0], TAG.boolean) && parts[0].content[0] !== 0;
    const value = parts.at(-1);
    const name = oidOf(oid, WHERE);
    if (!isUniversal(value, TAG.octetString) || found.has(name)) throw malformed(WHERE, `extension ${name}`);
    found.set(name, { isCritical, value: value.content });
  }
  return found;
}

const NAME_PARTS = ["2.5.4.3", "2.5.4.11", "2.5.4.10"];

/** Text for people, never compared. */
function nameOf(subject: Der): string {
  const values = new Map<string, string>();
  for (const set of membersOf(subject, TAG.sequence, WHERE)) {
    for (const pair of membersOf(set, TAG.set, WHERE)) {
      const [oid, value] = membersOf(pair, TAG.sequence, WHERE);
      if (value) values.set(oidOf(oid, WHERE), new TextDecoder().decode(value.content));
    }
  }
  const name = NAME_PARTS.map((part) => values.get(part)).find((value) => value !== undefined) ?? [...values.values()].join(", ");
  return name.replaceAll(/\p{Cc}/gu, "").slice(0, 200);
}

/** Certificates in a PEM file; what stands around them is passed over. PROOF_MALFORMED when there is none. */
export function readPemCertificates(text: string): Certificate[] {
  const blocks = text.matchAll(/-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]{1,100000}?)-----END CERTIFICATE-----/g);
  const found = Array.from(blocks, ([, body = ""]) => readCertificate(bytesOf(body)));
  if (found.length === 0) throw malformed("certificates", "no PEM certificate in the file");
  return found;
}

function bytesOf(base64: string): Uint8Array {
  try {
    return Uint8Array.from(atob(base64.replaceAll(/\s/g, "")), (unit) => unit.charCodeAt(0));
  } catch {
    throw malformed("certificates", "not base64");
  }
}
