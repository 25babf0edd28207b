import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";

/** Writes certificates and time-stamp tokens byte by byte, faulty ones too, which no authority would issue. */

export interface Party {
  readonly name: string;
  readonly key: KeyObject;
  readonly certificate: Uint8Array;
}

export interface CertificateOptions {
  readonly name: string;
  readonly issuer?: Party;
  readonly from?: string;
  readonly to?: string;
  /** Object identifiers of the extended key usage; null: none. */
  readonly usages?: readonly string[] | null;
  readonly isUsageCritical?: boolean;
  readonly isAuthority?: boolean;
  /** A critical extension that nobody knows. */
  readonly odd?: boolean;
}

const ECDSA_SHA256 = "1.2.840.10045.4.3.2";
const SHA256 = "2.16.840.1.101.3.4.2.1";
export const TIME_STAMPING = "1.3.6.1.5.5.7.3.8";

export function tlv(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(parts);
  const { length } = content;
  const head = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Uint8Array.of(tag, ...head), content]);
}

const sequence = (...parts: readonly Uint8Array[]) => tlv(0x30, ...parts);
const set = (...parts: readonly Uint8Array[]) => tlv(0x31, ...parts);
const octets = (bytes: Uint8Array) => tlv(0x04, bytes);
const bits = (bytes: Uint8Array) => tlv(0x03, Uint8Array.of(0), bytes);
const number = (value: number | bigint) => {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, "hex");
  return tlv(0x02, (bytes[0] ?? 0) < 0x80 ? bytes : Buffer.concat([Uint8Array.of(0), bytes]));
};
const yes = tlv(0x01, Uint8Array.of(0xff));
const time = (iso: string) => tlv(0x18, Buffer.from(`${iso.replaceAll(/[-:T]/g, "").slice(0, 14)}Z`));
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest();

function oid(text: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = text.split(".").map(Number);
  const bytes = [40 * first + second, ...rest].flatMap((arc) => {
    const groups = [arc & 0x7f];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) groups.unshift((left & 0x7f) | 0x80);
    return groups;
  });
  return tlv(0x06, Uint8Array.from(bytes));
}

const algorithm = (id: string) => sequence(oid(id));
const nameOf = (name: string) => sequence(set(sequence(oid("2.5.4.3"), tlv(0x0c, Buffer.from(name)))));

let serials = 0;

export function makeParty(options: CertificateOptions): Party {
  const { name, issuer, from = "2020-01-01T00:00:00", to = "2040-01-01T00:00:00", usages = [TIME_STAMPING] } = options;
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const extension = (id: string, isCritical: boolean, value: Uint8Array) => sequence(oid(id), ...(isCritical ? [yes] : []), octets(value));
  const extensions = [
    ...(options.isAuthority === true ? [extension("2.5.29.19", true, sequence(yes))] : []),
    ...(options.isAuthority === true || usages === null
      ? []
      : [extension("2.5.29.37", options.isUsageCritical ?? true, sequence(...usages.map(oid)))]),
    ...(options.odd === true ? [extension("1.2.3.4.5", true, octets(Uint8Array.of(1)))] : []),
  ];
  serials += 1;
  const body = sequence(
    tlv(0xa0, number(2)),
    number(serials),
    algorithm(ECDSA_SHA256),
    nameOf(issuer?.name ?? name),
    sequence(time(from), time(to)),
    nameOf(name),
    publicKey.export({ type: "spki", format: "der" }),
    ...(extensions.length === 0 ? [] : [tlv(0xa3, sequence(...extensions))]),
  );
  const signature = sign("sha256", body, issuer?.key ?? privateKey);
  return { name, key: privateKey, certificate: sequence(body, algorithm(ECDSA_SHA256), bits(signature)) };
}

export function pemOf(...parties: readonly Party[]): string {
  return parties
    .map(({ certificate }) => `-----BEGIN CERTIFICATE-----\n${Buffer.from(certificate).toString("base64")}\n-----END CERTIFICATE-----\n`)
    .join("");
}

export interface TokenOptions {
  readonly content: Uint8Array;
  readonly signer: Party;
  readonly at?: string;
  readonly nonce?: number | bigint;
  readonly policy?: string;
  /** Certificates that the token brings. */
  readonly brings?: readonly Party[];
  /** Whom the signing-certificate attribute names; null: nobody. */
  readonly names?: Party | null;
  /** Digest that the message-digest attribute states. */
  readonly stated?: Uint8Array;
  readonly signatures?: number;
  readonly imprintAlgorithm?: string;
  readonly signatureAlgorithm?: string;
}

export function makeToken(options: TokenOptions): Uint8Array {
  const { content, signer, at = "2026-03-01T08:00:00", policy = "1.2.3.4.1", brings = [signer], names = signer } = options;
  const info = sequence(
    number(1),
    oid(policy),
    sequence(algorithm(options.imprintAlgorithm ?? SHA256), octets(sha256(content))),
    number(7),
    time(at),
    sequence(number(1)),
    ...(options.nonce === undefined ? [] : [number(options.nonce)]),
  );
  const attribute = (id: string, value: Uint8Array) => sequence(oid(id), set(value));
  const attributes = Buffer.concat([
    attribute("1.2.840.113549.1.9.3", oid("1.2.840.113549.1.9.16.1.4")),
    attribute("1.2.840.113549.1.9.4", octets(options.stated ?? sha256(info))),
    ...(names === null ? [] : [attribute("1.2.840.113549.1.9.16.2.47", sequence(sequence(sequence(octets(sha256(names.certificate))))))]),
  ]);
  const signature = sign("sha256", tlv(0x31, attributes), signer.key);
  const signerInfo = sequence(
    number(3),
    // By subject key identifier, so that the attribute alone says which certificate it is.
    tlv(0x80, Uint8Array.of(1, 2, 3, 4)),
    algorithm(SHA256),
    tlv(0xa0, attributes),
    algorithm(options.signatureAlgorithm ?? ECDSA_SHA256),
    octets(signature),
  );
  const signed = sequence(
    number(3),
    set(algorithm(SHA256)),
    sequence(oid("1.2.840.113549.1.9.16.1.4"), tlv(0xa0, octets(info))),
    tlv(0xa0, ...brings.map(({ certificate }) => certificate)),
    set(...Array.from({ length: options.signatures ?? 1 }, () => signerInfo)),
  );
  return sequence(oid("1.2.840.113549.1.7.2"), tlv(0xa0, signed));
}
