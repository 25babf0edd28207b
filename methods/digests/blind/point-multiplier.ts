import { ed25519 } from "@noble/curves/ed25519.js";
import { type CompiledModule, compileWat, instantiate } from "../compile-wat.ts";
import { bitsOf, ELEMENT } from "./wat-field.ts";
import { DIGITS, PLACES, pointsText } from "./wat-points.ts";

const { Fp, Fn } = ed25519.Point;
/** d of the curve −x² + y² = 1 + d·x²·y² (RFC 8032 §5.1). */
const D = ed25519.Point.CURVE().d;
const WINDOW = 5;

/** The point of 32 bytes, times eight, times the multiplier; null where the bytes are no point (RFC 8032 §5.1.3) or one of small order. */
export type PointMultiplier = (point: Uint8Array) => Uint8Array | null;

/** Multiplies points by one number below the order of the group. Its time depends on the number and on the points. */
export async function createPointMultiplier(multiplier: bigint): Promise<PointMultiplier> {
  compiled ??= compileWat("edwards25519.wat", `(module (memory (export "memory") 1)\n${pointsText()})`);
  const engine = (await instantiate(await compiled)) as Exports;
  const bytes = new Uint8Array(engine.memory.buffer);
  placeConstants(new DataView(engine.memory.buffer));
  bytes.set(digitsOf(Fn.create(multiplier)), PLACES.digits);
  return (point) => {
    bytes.set(point, PLACES.given);
    return engine.multiple() === 1 ? bytes.slice(PLACES.found, PLACES.found + 32) : null;
  };
}

let compiled: Promise<CompiledModule> | undefined;

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  multiple(): number;
}

function placeConstants(view: DataView): void {
  const constants: readonly [number, bigint][] = [
    [PLACES.d, D],
    [PLACES.twiceD, Fp.create(2n * D)],
    [PLACES.rootOfMinusOne, Fp.sqrt(Fp.create(-1n))],
    [PLACES.one, 1n],
  ];
  for (const [place, value] of constants) {
    let rest = value;
    for (let limb = 0; limb < ELEMENT / 8; limb++) {
      view.setBigUint64(place + 8 * limb, BigInt.asUintN(bitsOf(limb), rest), true);
      rest >>= BigInt(bitsOf(limb));
    }
  }
}

/** Signed digits of a number below 2^254, lowest first: odd or zero, under 2^4, any five in a row with at most one that is not zero. */
function digitsOf(number: bigint): Uint8Array {
  const digits = new Uint8Array(DIGITS);
  for (let at = 0, rest = number; rest > 0n; at++, rest >>= 1n) {
    if ((rest & 1n) === 0n) continue;
    const digit = BigInt.asIntN(WINDOW, rest);
    digits[at] = Number(digit);
    rest -= digit;
  }
  return digits;
}
