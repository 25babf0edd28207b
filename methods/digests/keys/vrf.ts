import { ed25519 } from "@noble/curves/ed25519.js";
import { sha512 } from "@noble/hashes/sha2.js";
import { equalBytes } from "../merkle-proof.ts";

/** ECVRF-EDWARDS25519-SHA512-TAI (RFC 9381 §5.5, suite 0x03). Curve arithmetic is that of @noble/curves.
 *  Not in constant time: who proves does so on its own machine, over inputs it knows. */

const SUITE = 0x03;
const { Point } = ed25519;
type CurvePoint = InstanceType<typeof Point>;
const ORDER = Point.Fn.ORDER;
const CHALLENGE_BYTES = 16;

export interface VrfKey {
  readonly publicKey: Uint8Array;
  /** Output of an input without its proof: a third of the work. */
  evaluate(input: Uint8Array): VrfOutput;
  prove(input: Uint8Array): VrfOutput & { readonly proof: Uint8Array };
}

export interface VrfOutput {
  /** 64 bytes; indistinguishable from random without the secret, and the only ones that verify for this input. */
  readonly beta: Uint8Array;
  /** point_to_string(8·Γ): known to who holds the proof, not to who holds β. */
  readonly opening: Uint8Array;
}

/** The key of a seed of 32 bytes (RFC 8032 private key). */
export function vrfKey(seed: Uint8Array): VrfKey {
  if (seed.length !== 32) throw new RangeError("a VRF seed has 32 bytes");
  const { head, prefix, scalar, pointBytes } = ed25519.utils.getExtendedPublicKey(seed);
  if (head.length !== 32) throw new RangeError("the seed was not expanded");
  const publicKey = pointBytes;
  return {
    publicKey,
    evaluate: (input) => outputOf(hashToCurve(publicKey, input).multiplyUnsafe(scalar)),
    prove(input) {
      const h = hashToCurve(publicKey, input);
      const gamma = h.multiplyUnsafe(scalar);
      const k = littleEndian(sha512(join(prefix, h.toBytes()))) % ORDER;
      const y = Point.fromBytes(publicKey);
      const challenge = challengeOf([y, h, gamma, Point.BASE.multiply(k), h.multiplyUnsafe(k)]);
      const s = (k + littleEndian(challenge) * scalar) % ORDER;
      return { ...outputOf(gamma), proof: join(gamma.toBytes(), challenge, bytesOf(s)) };
    },
  };
}

/** The output that the proof shows for this input under this key, or null. The key is validated (RFC 9381 §5.4.5): outputs are unique also under
 *  a key that an adversary chose. */
export function verifyVrf(publicKey: Uint8Array, input: Uint8Array, proof: Uint8Array): VrfOutput | null {
  if (proof.length !== 80) return null;
  const [y, gamma] = [decodePoint(publicKey), decodePoint(proof.subarray(0, 32))];
  if (y === null || gamma === null || y.clearCofactor().is0()) return null;
  const challenge = proof.subarray(32, 32 + CHALLENGE_BYTES);
  const [c, s] = [littleEndian(challenge), littleEndian(proof.subarray(48))];
  if (s >= ORDER) return null;
  const h = hashToCurve(publicKey, input);
  const u = times(Point.BASE, s).subtract(times(y, c));
  const v = times(h, s).subtract(times(gamma, c));
  return equalBytes(challengeOf([y, h, gamma, u, v]), challenge) ? outputOf(gamma) : null;
}

/** Try and increment (§5.4.1.1); each try succeeds with one half. */
function hashToCurve(publicKey: Uint8Array, input: Uint8Array): CurvePoint {
  for (let counter = 0; counter < 256; counter++) {
    const point = decodePoint(candidateOf(publicKey, input, counter))?.clearCofactor();
    if (point !== undefined && !point.is0()) return point;
  }
  throw new RangeError("no point of the curve in 256 tries");
}

/** The 32 bytes of a try, which may be none of a point. */
export function candidateOf(publicKey: Uint8Array, input: Uint8Array, counter: number): Uint8Array {
  return sha512(join(Uint8Array.of(SUITE, 1), publicKey, input, Uint8Array.of(counter, 0))).subarray(0, 32);
}

function outputOf(gamma: CurvePoint): VrfOutput {
  return outputOfOpening(gamma.clearCofactor().toBytes());
}

export function outputOfOpening(opening: Uint8Array): VrfOutput {
  return { opening, beta: sha512(join(Uint8Array.of(SUITE, 3), opening, Uint8Array.of(0))) };
}

function challengeOf(points: readonly CurvePoint[]): Uint8Array {
  return sha512(join(Uint8Array.of(SUITE, 2), ...points.map((point) => point.toBytes()), Uint8Array.of(0))).subarray(0, CHALLENGE_BYTES);
}

/** RFC 8032 §5.1.3, strictly: one spelling for each point. */
function decodePoint(bytes: Uint8Array): CurvePoint | null {
  try {
    return Point.fromBytes(bytes, false);
  } catch {
    return null;
  }
}

function times(point: CurvePoint, scalar: bigint): CurvePoint {
  return scalar === 0n ? Point.ZERO : point.multiplyUnsafe(scalar);
}

function littleEndian(bytes: Uint8Array): bigint {
  let number = 0n;
  for (let at = bytes.length - 1; at >= 0; at--) number = (number << 8n) | BigInt(bytes[at] ?? 0);
  return number;
}

function bytesOf(scalar: bigint): Uint8Array {
  const bytes = new Uint8Array(32);
  for (let at = 0, rest = scalar; at < 32; at++, rest >>= 8n) bytes[at] = Number(rest & 0xffn);
  return bytes;
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let position = 0;
  for (const part of parts) {
    whole.set(part, position);
    position += part.length;
  }
  return whole;
}
