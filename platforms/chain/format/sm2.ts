import { weierstrass } from "@noble/curves/abstract/weierstrass.js";
import { encodeHex, sm3 } from "@yuejian/digests";

/** The recommended curve of GB/T 32918.5. */
const CURVE = {
  p: 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn,
  n: 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n,
  h: 1n,
  a: 0xfffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffcn,
  b: 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n,
  Gx: 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
  Gy: 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
};
const Point = weierstrass(CURVE);

/** 0x04 ‖ x ‖ y (GB/T 35276). */
export const SM2_PUBLIC_KEY_BYTES = 65;
/** r ‖ s, 32 bytes each: one signature has one encoding, which DER has not in careless readers. */
export const SM2_SIGNATURE_BYTES = 64;
/** The user id that GM/T 0009 gives to whoever has none. */
const SM2_USER_ID = new TextEncoder().encode("1234567812345678");

/** Z_A of GB/T 32918.2 §5.5: what binds user id, curve and public key into each signature. */
export function sm2Identity(publicKey: Uint8Array, userId: Uint8Array = SM2_USER_ID): Uint8Array {
  const bits = 8 * userId.length;
  if (bits > 0xffff || publicKey.length !== SM2_PUBLIC_KEY_BYTES) throw new RangeError("the user id is too long, or not a public key");
  const curve = [CURVE.a, CURVE.b, CURVE.Gx, CURVE.Gy].flatMap((number) => [...toBytes(number)]);
  return sm3(Uint8Array.of(bits >> 8, bits & 0xff, ...userId, ...curve, ...publicKey.subarray(1)));
}

/** Whether the key signed the message (GB/T 32918.2 §7). Portable; false for anything that is no signature or no point of the curve. */
export function verifySm2(
  signature: Uint8Array,
  message: Uint8Array,
  { publicKey, userId = SM2_USER_ID }: { publicKey: Uint8Array; userId?: Uint8Array },
): boolean {
  if (signature.length !== SM2_SIGNATURE_BYTES) return false;
  const r = toNumber(signature.subarray(0, 32));
  const s = toNumber(signature.subarray(32));
  const t = mod(r + s);
  if (r === 0n || r >= CURVE.n || s === 0n || s >= CURVE.n || t === 0n) return false;
  const point = readPoint(publicKey);
  if (point === null) return false;
  const sum = Point.BASE.mulAddUnsafe(s, point, t);
  return !sum.is0() && mod(digestOf(message, publicKey, userId) + sum.x) === r;
}

/** True for the 65 bytes of a point of the curve. */
export function isSm2PublicKey(publicKey: Uint8Array): boolean {
  return readPoint(publicKey) !== null;
}

/** The public key of 32 secret bytes; null when they are no private key, which is from 1 to n − 2. */
export function sm2PublicKey(privateKey: Uint8Array): Uint8Array | null {
  const d = toNumber(privateKey);
  if (privateKey.length !== 32 || d === 0n || d >= CURVE.n - 1n) return null;
  return Point.BASE.multiply(d).toBytes(false);
}

/** Signs without the platform (GB/T 32918.2 §6). `random` gives 32 fresh secret bytes; a repeated one gives the key away.
 *  The time that big integers take depends on the key: where others can measure, the platform signs. */
export function signSm2(
  message: Uint8Array,
  { privateKey, random, userId = SM2_USER_ID }: { privateKey: Uint8Array; random: () => Uint8Array; userId?: Uint8Array },
): Uint8Array {
  const publicKey = sm2PublicKey(privateKey);
  if (publicKey === null) throw new RangeError("not an SM2 private key");
  const d = toNumber(privateKey);
  const e = digestOf(message, publicKey, userId);
  for (;;) {
    const k = toNumber(random());
    if (k === 0n || k >= CURVE.n) continue;
    const r = mod(e + Point.BASE.multiply(k).x);
    if (r === 0n || r + k === CURVE.n) continue;
    const s = mod(Point.Fn.inv(1n + d) * mod(k - r * d));
    if (s !== 0n) return Uint8Array.of(...toBytes(r), ...toBytes(s));
  }
}

function digestOf(message: Uint8Array, publicKey: Uint8Array, userId: Uint8Array): bigint {
  const identity = sm2Identity(publicKey, userId);
  const bytes = new Uint8Array(identity.length + message.length);
  bytes.set(identity);
  bytes.set(message, identity.length);
  return toNumber(sm3(bytes));
}

function readPoint(publicKey: Uint8Array): InstanceType<typeof Point> | null {
  if (publicKey.length !== SM2_PUBLIC_KEY_BYTES || publicKey[0] !== 4) return null;
  try {
    const point = Point.fromBytes(publicKey);
    point.assertValidity();
    return point;
  } catch {
    return null; // a coordinate beyond the field, or a point beside the curve
  }
}

function mod(value: bigint): bigint {
  const rest = value % CURVE.n;
  return rest < 0n ? rest + CURVE.n : rest;
}

function toNumber(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${encodeHex(bytes)}`);
}

function toBytes(number: bigint): Uint8Array {
  const bytes = new Uint8Array(32);
  for (let at = 31, rest = number; at >= 0; at--, rest >>= 8n) bytes[at] = Number(rest & 0xffn);
  return bytes;
}
