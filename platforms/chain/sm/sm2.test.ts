import { createHash, createPrivateKey, createSign, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { encodeHex } from "@yuejian/digests";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { signSm2, sm2Identity, sm2PublicKey, verifySm2 } from "../format/index.ts";
import { decodeSm2Der, encodeSm2Der } from "./sm2-der.ts";
import { signWithSm2, verifyWithSm2 } from "./sm2-native.ts";

const hex = (text: string) => new Uint8Array(Buffer.from(text, "hex"));
const N = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;
const P = 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn;
const number = (value: bigint) => hex(value.toString(16).padStart(64, "0"));

/** The signature example of GB/T 32918.5 on the recommended curve. */
const EXAMPLE = {
  privateKey: hex("3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8"),
  publicKey: hex(
    "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13",
  ),
  message: new TextEncoder().encode("message digest"),
  identity: "b2e14c5c79c6df5b85f4fe7ed8db7a262b9da7e07ccb0ea9f4747b8ccda8a4f3",
  digest: "f0b43e94ba45accaace692ed534382eb17e6ab5a19ce7b31f4486fdfc0d28640",
  nonce: hex("59276e27d506861a16680f3ad9c02dccef3cc1fa3cdbe4ce6d54b80deac1bc21"),
  r: "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3",
  s: "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa",
};
const SIGNATURE = hex(EXAMPLE.r + EXAMPLE.s);
const { message, publicKey, privateKey } = EXAMPLE;

describe("the SM2 signature example of GB/T 32918.5", () => {
  it("has its public key, Z_A, e, r and s in portable code", () => {
    expect(sm2PublicKey(privateKey)).toEqual(publicKey);
    const identity = sm2Identity(publicKey);
    expect(encodeHex(identity)).toBe(EXAMPLE.identity);
    expect(createHash("sm3").update(identity).update(message).digest("hex")).toBe(EXAMPLE.digest);
    expect(encodeHex(signSm2(message, { privateKey, random: () => EXAMPLE.nonce }))).toBe(EXAMPLE.r + EXAMPLE.s);
  });

  it("verifies in portable code and on the platform, under its user id and no other", () => {
    expect(verifySm2(SIGNATURE, message, { publicKey })).toBe(true);
    expect(verifyWithSm2(publicKey)(SIGNATURE, message)).toBe(true);
    expect(verifySm2(SIGNATURE, message, { publicKey, userId: new Uint8Array(0) })).toBe(false);
    expect(verifySm2(SIGNATURE, new TextEncoder().encode("message digesT"), { publicKey })).toBe(false);
  });

  it("is not verified by what the platform signs for short calls and fresh keys: they leave out Z_A, or sign plain ECDSA", () => {
    const der = Buffer.concat([
      Buffer.from("308187020100301306072a8648ce3d020106082a811ccf5501822d046d306b0201010420", "hex"),
      privateKey,
      Buffer.from("a144034200", "hex"),
      publicKey,
    ]);
    const imported = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
    const short = decodeSm2Der(sign("sm3", message, imported));
    expect(short && verifySm2(short, message, { publicKey })).toBe(false);
    expect(short && verifySm2(short, message, { publicKey, userId: new Uint8Array(0) })).toBe(true);
    const fresh = generateKeyPairSync("ec", { namedCurve: "SM2" });
    const point = new Uint8Array(fresh.publicKey.export({ format: "der", type: "spki" }).subarray(-65));
    const plain = decodeSm2Der(createSign("sm3").update(sm2Identity(point)).update(message).sign(fresh.privateKey));
    expect(plain && verifySm2(plain, message, { publicKey: point })).toBe(false);
  });
});

describe("SM2 signatures", () => {
  it("of either implementation verify in both, for random keys and messages, and no flipped bit does", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 0, maxLength: 300 }), fc.nat(64 * 8 - 1), (text, bit) => {
        const secret = new Uint8Array(randomBytes(32));
        const key = sm2PublicKey(secret);
        if (key === null) return;
        const native = verifyWithSm2(key);
        for (const signature of [
          signSm2(text, { privateKey: secret, random: () => new Uint8Array(randomBytes(32)) }),
          signWithSm2(secret, key)(text),
        ]) {
          expect(verifySm2(signature, text, { publicKey: key })).toBe(true);
          expect(native(signature, text)).toBe(true);
          const flipped = signature.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
          expect(verifySm2(flipped, text, { publicKey: key })).toBe(false);
          expect(native(flipped, text)).toBe(false);
        }
      }),
      { numRuns: 40 },
    );
  });

  const r = BigInt(`0x${EXAMPLE.r}`);
  const s = BigInt(`0x${EXAMPLE.s}`);
  const d = BigInt(`0x${encodeHex(privateKey)}`);
  const pair = (left: bigint, right: bigint) => Uint8Array.of(...number(left), ...number(right));
  /** s·G + t·P is the point at infinity when s = −t·d. */
  const infinite = N - ((5n * d) % N);
  it.each([
    ["r = 0", pair(0n, s)],
    ["s = 0", pair(r, 0n)],
    ["r = n", pair(N, s)],
    ["s = n", pair(r, N)],
    ["r + n in place of r", pair(1n, s)],
    ["s beyond n", pair(r, N + 1n)],
    ["r and s of all ones", new Uint8Array(64).fill(255)],
    ["r + s = n", pair(r, N - r)],
    ["r = s = 0", new Uint8Array(64)],
    ["r and s exchanged", pair(s, r)],
    ["−s", pair(r, N - s)],
    ["a sum at infinity", pair((5n - infinite + N) % N, infinite)],
    ["63 bytes", SIGNATURE.subarray(0, 63)],
    ["65 bytes", Uint8Array.of(...SIGNATURE, 0)],
    ["no bytes", new Uint8Array(0)],
    ["DER in place of 64 bytes", encodeSm2Der(SIGNATURE)],
  ])("with %s are refused in both implementations", (_name, signature) => {
    expect(verifySm2(signature, message, { publicKey })).toBe(false);
    expect(verifyWithSm2(publicKey)(signature, message)).toBe(false);
  });

  it.each([
    ["a point beside the curve", publicKey.map((byte, at) => (at === 64 ? byte ^ 1 : byte))],
    ["a coordinate that is not below p", Uint8Array.of(4, ...number(P), ...publicKey.subarray(33))],
    ["the point at infinity", Uint8Array.of(0)],
    ["the origin", Uint8Array.of(4, ...new Uint8Array(64))],
    ["a compressed point", Uint8Array.of(3, ...publicKey.subarray(1, 33))],
    ["a hybrid point", Uint8Array.of(7, ...publicKey.subarray(1))],
    ["a byte too many", Uint8Array.of(...publicKey, 0)],
  ])("under %s are refused", (_name, wrong) => {
    expect(verifySm2(SIGNATURE, message, { publicKey: wrong })).toBe(false);
  });

  it.each([
    ["zero", new Uint8Array(32)],
    ["n − 1, whose inverse of 1 + d does not exist", number(N - 1n)],
    ["n", number(N)],
    ["31 bytes", privateKey.subarray(1)],
  ])("a private key of %s is none", (_name, secret) => {
    expect(sm2PublicKey(secret)).toBeNull();
  });
});

describe("DER of an SM2 signature", () => {
  it("has one form per signature, and gives back its 64 bytes", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }), fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }), (left, right) => {
        const signature = Uint8Array.of(...number(left), ...number(right));
        expect(decodeSm2Der(encodeSm2Der(signature))).toEqual(signature);
      }),
    );
  });

  const [left, right] = [`022100${EXAMPLE.r}`, `022100${EXAMPLE.s}`];
  it.each([
    ["a leading zero too many", `304702220000${EXAMPLE.r}${right}`],
    ["a missing leading zero: a negative number", `30450220${EXAMPLE.r}${right}`],
    ["a length in two bytes", `308146${left}${right}`],
    ["an integer's length in two bytes", `304702812100${EXAMPLE.r}${right}`],
    ["an indefinite length", `3080${left}${right}0000`],
    ["bytes after the sequence", `3046${left}${right}00`],
    ["bytes inside after the integers", `3048${left}${right}0500`],
    ["a length that is too long", `3047${left}${right}`],
    ["one integer", `3023${left}`],
    ["three integers", `3069${left}${right}${left}`],
    ["an empty integer", `30250200${right}`],
    ["an integer of 33 bytes", `304702220100${EXAMPLE.r}${right}`],
    ["another tag", `3146${left}${right}`],
    ["an integer of another tag", `3046032100${EXAMPLE.r}${right}`],
    ["nothing", ""],
    ["half of it", `3046${left}`],
  ])("is refused with %s", (_name, der) => {
    expect(decodeSm2Der(hex(der))).toBeNull();
  });
});
