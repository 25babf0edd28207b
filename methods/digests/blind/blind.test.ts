import { ed25519 } from "@noble/curves/ed25519.js";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileWat, instantiate } from "../compile-wat.ts";
import { encodeHex } from "../hex.ts";
import { vrfKey } from "../keys/index.ts";
import { createVrfEvaluator } from "./index.ts";
import { createPointMultiplier } from "./point-multiplier.ts";
import { bitsOf, ELEMENT, fieldText } from "./wat-field.ts";

const { Point } = ed25519;
const PRIME = 2n ** 255n - 19n;

/** What the multiplier must give, by the library. */
function expected(bytes: Uint8Array, multiplier: bigint): string | null {
  try {
    const point = Point.fromBytes(bytes, false).clearCofactor();
    return point.is0() ? null : encodeHex(point.multiplyUnsafe(multiplier).toBytes());
  } catch {
    return null;
  }
}

function spelled(y: bigint, sign: 0 | 1): Uint8Array {
  const number = y | (BigInt(sign) << 255n);
  return Uint8Array.from({ length: 32 }, (_, at) => Number((number >> BigInt(8 * at)) & 0xffn));
}

const hexOf = (bytes: Uint8Array | null): string | null => bytes && encodeHex(bytes);
const anyBytes = fc.uint8Array({ minLength: 32, maxLength: 32 });

describe("a multiple of a point of edwards25519", () => {
  it("is the library's for any bytes, those of no point included", async () => {
    const multiplier = 2n ** 252n + 12345678901234567890n;
    const multiply = await createPointMultiplier(multiplier);
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        expect(hexOf(multiply(bytes))).toBe(expected(bytes, multiplier));
      }),
      { numRuns: 200 },
    );
  });

  it("is the library's for y next to zero, the prime, its half and powers of two, and refuses longer spellings", async () => {
    const multiply = await createPointMultiplier(3n);
    const powers = Array.from({ length: 64 }, (_, bit) => 1n << BigInt(4 * bit));
    const near = [0n, PRIME, PRIME / 2n, 2n ** 255n - 1n].flatMap((y) => Array.from({ length: 21 }, (_, by) => y + BigInt(by) - 1n));
    const all = [...powers, ...near].filter((y) => y >= 0n && y < 2n ** 255n);
    for (const y of all)
      for (const sign of [0, 1] as const) expect(hexOf(multiply(spelled(y, sign))), `${y}, ${sign}`).toBe(expected(spelled(y, sign), 3n));
  });

  it("is the library's for multipliers of every shape of digits", async () => {
    const bytes = Point.BASE.toBytes();
    const order = Point.Fn.ORDER;
    for (const multiplier of [1n, 2n, 15n, 16n, 17n, 31n, 2n ** 252n, order - 1n, order / 3n, 0x0f0f0f0f0f0f0f0fn])
      expect(hexOf((await createPointMultiplier(multiplier))(bytes))).toBe(expected(bytes, multiplier));
  });
});

describe("the evaluator of many inputs", () => {
  it("gives β and opening as the plain key does", async () => {
    const seed = Uint8Array.from({ length: 32 }, (_, at) => (at * 37) & 255);
    const [plain, fast] = [vrfKey(seed), await createVrfEvaluator(seed)];
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (input) => {
        const [one, other] = [plain.evaluate(input), fast.evaluate(input)];
        expect([encodeHex(other.beta), encodeHex(other.opening)]).toEqual([encodeHex(one.beta), encodeHex(one.opening)]);
      }),
      { numRuns: 60 },
    );
  });
});

/** Largest limbs that a product leaves, where the last carries of its two chains arrive in limbs 1 and 5. */
const LARGEST = Array.from(
  { length: 10 },
  (_, limb) => 2n ** BigInt(bitsOf(limb)) - 1n + (limb === 1 ? 2n ** 17n : limb === 5 ? 2n ** 13n : 0n),
);
const weightOf = (limb: number): bigint => 1n << BigInt(Math.ceil(25.5 * limb));
const valueOf = (limbs: readonly bigint[]): bigint => limbs.reduce((sum, each, limb) => sum + each * weightOf(limb), 0n) % PRIME;

type Operation = "multiply" | "square" | "subtract2" | "subtract4" | "tighten";

describe("the field", async () => {
  const names: readonly Operation[] = ["multiply", "square", "subtract2", "subtract4", "tighten"];
  const exported = names.map((name) => `(export "${name}" (func $${name}))`).join(" ");
  const field = (await instantiate(await compileWat("field", `(module (memory (export "memory") 1) ${fieldText(1024)} ${exported})`))) as {
    readonly memory: { readonly buffer: ArrayBuffer };
  } & Record<Operation, (...places: readonly number[]) => void>;
  const limbsOf = (place: number): bigint[] =>
    Array.from({ length: 10 }, (_, limb) => new DataView(field.memory.buffer).getBigInt64(place + 8 * limb, true));
  const put = (place: number, limbs: readonly bigint[]): void =>
    limbs.forEach((each, limb) => {
      new DataView(field.memory.buffer).setBigInt64(place + 8 * limb, each, true);
    });
  const loose = (looseness: number) => fc.tuple(...LARGEST.map((most) => fc.bigInt(0n, most * BigInt(looseness))));

  it.each([
    [1, 30],
    [5, 6],
    [3, 10],
  ])("multiplies elements %i and %i times as large as tight ones without loss, the largest too", (one, other) => {
    const check = (a: readonly bigint[], b: readonly bigint[]): void => {
      put(0, a);
      put(ELEMENT, b);
      field.multiply(2 * ELEMENT, 0, ELEMENT);
      const product = limbsOf(2 * ELEMENT);
      expect(valueOf(product)).toBe((valueOf(a) * valueOf(b)) % PRIME);
      expect(product.every((limb, at) => limb >= 0n && limb <= (LARGEST[at] ?? 0n))).toBe(true);
    };
    check(
      LARGEST.map((each) => each * BigInt(one)),
      LARGEST.map((each) => each * BigInt(other)),
    );
    fc.assert(fc.property(loose(one), loose(other), check), { numRuns: 100 });
  });

  it("squares what is five times as large as a tight element", () => {
    const largest = LARGEST.map((each) => each * 5n);
    put(0, largest);
    field.square(ELEMENT, 0, 3);
    expect(valueOf(limbsOf(ELEMENT))).toBe(valueOf(largest) ** 8n % PRIME);
  });

  it.each([
    ["subtract2", 1],
    ["subtract4", 3],
  ] as const)("%s never makes a limb negative", (name, looseness) => {
    fc.assert(
      fc.property(fc.constantFrom(0n, 1n), fc.constantFrom(0n, 1n), (low, high) => {
        const [a, b] = [LARGEST.map((each) => each * low), LARGEST.map((each) => each * BigInt(looseness) * high)];
        put(0, a);
        put(ELEMENT, b);
        field[name](2 * ELEMENT, 0, ELEMENT);
        expect(limbsOf(2 * ELEMENT).every((limb) => limb >= 0n)).toBe(true);
        expect(valueOf(limbsOf(2 * ELEMENT))).toBe((valueOf(a) + PRIME - valueOf(b)) % PRIME);
      }),
    );
  });
});
