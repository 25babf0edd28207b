import { p256, p384, p521 } from "@noble/curves/nist.js";
import { sha256, sha384, sha512 } from "@noble/hashes/sha2.js";
import { equalBytes, sm3 } from "@yuejian/digests";
import {
  type Algorithm,
  type Der,
  integerOf,
  isUniversal,
  membersOf,
  OID,
  oidOf,
  type PublicKey,
  readDer,
  TAG,
} from "../../format/index.ts";

type Digest = (bytes: Uint8Array) => Uint8Array;

const DIGESTS: Readonly<Record<string, Digest>> = {
  [OID.sha256]: sha256,
  "2.16.840.1.101.3.4.2.2": sha384,
  "2.16.840.1.101.3.4.2.3": sha512,
  // GM/T 0006
  "1.2.156.10197.1.401": sm3,
};

/** Null: an algorithm that nobody here computes, SHA-1 among them. */
export function digestBy(oid: string, bytes: Uint8Array): Uint8Array | null {
  return DIGESTS[oid]?.(bytes) ?? null;
}

const SHA = { sha256: OID.sha256, sha384: "2.16.840.1.101.3.4.2.2", sha512: "2.16.840.1.101.3.4.2.3" } as const;

/** Signature algorithms that name their digest. */
const SCHEMES: Readonly<Record<string, { readonly kind: "rsa" | "ecdsa"; readonly digest: string }>> = {
  "1.2.840.113549.1.1.11": { kind: "rsa", digest: SHA.sha256 },
  "1.2.840.113549.1.1.12": { kind: "rsa", digest: SHA.sha384 },
  "1.2.840.113549.1.1.13": { kind: "rsa", digest: SHA.sha512 },
  "1.2.840.10045.4.3.2": { kind: "ecdsa", digest: SHA.sha256 },
  "1.2.840.10045.4.3.3": { kind: "ecdsa", digest: SHA.sha384 },
  "1.2.840.10045.4.3.4": { kind: "ecdsa", digest: SHA.sha512 },
};
const RSA_KEY = "1.2.840.113549.1.1.1";
const EC_KEY = "1.2.840.10045.2.1";
const CURVES: Readonly<Record<string, typeof p256>> = { "1.2.840.10045.3.1.7": p256, "1.3.132.0.34": p384, "1.3.132.0.35": p521 };

export type SignatureVerdict = "valid" | "invalid" | "unknown-algorithm";

export interface SignedBytes {
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
  readonly algorithm: Algorithm;
  /** Digest of a signer info whose algorithm does not name one (plain rsaEncryption). */
  readonly digest?: string;
}

/** RSA (PKCS #1 v1.5) of 2,048 bits and more, ECDSA over the NIST curves, with SHA-2. Portable: no key store, no Web Crypto. */
export function verifySignature({ message, signature, algorithm, digest }: SignedBytes, key: PublicKey): SignatureVerdict {
  const scheme = algorithm.oid === RSA_KEY && digest !== undefined ? { kind: "rsa" as const, digest } : SCHEMES[algorithm.oid];
  const hashed = scheme && scheme.digest in DIGEST_INFO ? digestBy(scheme.digest, message) : null;
  if (scheme === undefined || hashed === null) return "unknown-algorithm";
  try {
    const isValid =
      scheme.kind === "rsa" ? verifyRsa({ hashed, digest: scheme.digest, signature }, key) : verifyEcdsa(hashed, signature, key);
    return isValid ? "valid" : "invalid";
  } catch {
    return "invalid"; // a key or signature that does not decode
  }
}

function verifyEcdsa(hashed: Uint8Array, signature: Uint8Array, { algorithm, bytes }: PublicKey): boolean {
  const curve =
    algorithm.oid === EC_KEY && isUniversal(algorithm.parameters ?? undefined, TAG.oid)
      ? CURVES[oidOf(algorithm.parameters as Der, "key")]
      : undefined;
  return curve?.verify(signature, hashed, bytes, { prehash: false, lowS: false, format: "der" }) ?? false;
}

/** DigestInfo up to the digest itself (RFC 8017 §9.2). */
const DIGEST_INFO: Readonly<Record<string, readonly number[]>> = {
  [SHA.sha256]: [0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20],
  [SHA.sha384]: [0x30, 0x41, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02, 0x05, 0x00, 0x04, 0x30],
  [SHA.sha512]: [0x30, 0x51, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x03, 0x05, 0x00, 0x04, 0x40],
};

/** Bounds what a hostile key can cost. */
const RSA_BITS = { least: 2048, most: 8192, exponent: 32 } as const;

/** The whole encoded message is built and compared, never parsed: what a lax parser lets through (Bleichenbacher 2006) does not pass. */
function verifyRsa(given: { hashed: Uint8Array; digest: string; signature: Uint8Array }, key: PublicKey): boolean {
  if (key.algorithm.oid !== RSA_KEY) return false;
  const [first, second] = membersOf(readDer(key.bytes, "key"), TAG.sequence, "key");
  const [modulus, exponent] = [integerOf(first, "key"), integerOf(second, "key")];
  const bits = modulus.toString(2).length;
  if (bits < RSA_BITS.least || bits > RSA_BITS.most || exponent < 3n || exponent % 2n === 0n || exponent >= 1n << BigInt(RSA_BITS.exponent))
    return false;
  const length = Math.ceil(bits / 8);
  const value = bigOf(given.signature);
  if (given.signature.length !== length || value >= modulus) return false;
  const info = Uint8Array.of(...(DIGEST_INFO[given.digest] ?? []), ...given.hashed);
  const expected = new Uint8Array(length).fill(0xff);
  expected.set([0, 1]);
  expected[length - info.length - 1] = 0;
  expected.set(info, length - info.length);
  return equalBytes(bytesOf(power(value, exponent, modulus), length), expected);
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let [result, square] = [1n, base % modulus];
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

function bigOf(bytes: Uint8Array): bigint {
  return bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}

function bytesOf(value: bigint, length: number): Uint8Array {
  const hex = value.toString(16).padStart(2 * length, "0");
  return Uint8Array.from({ length }, (_, at) => Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16));
}
