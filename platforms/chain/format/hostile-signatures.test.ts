import { createPublicKey, verify as verifyOnPlatform } from "node:crypto";
import { decodeHex, sha256 } from "@yuejian/digests";
import { describe, expect, it } from "vitest";
import {
  cosign,
  decodeBase64,
  formatVerifierKey,
  type NoteSignature,
  parseNote,
  parsePolicy,
  parseVerifierKey,
  signerKeyOf,
  signNote,
  type VerifierKey,
  verifyCosignature,
  verifyNoteSignature,
} from "./index.ts";

/** Signatures as Wycheproof shapes them: what some implementations of Ed25519 let pass, and none here may. */
const TEXT = "yuejian.example/ledger\n3\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n";
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;
const FIELD = 2n ** 255n - 19n;
const log = signerKeyOf("yuejian.example/ledger", new Uint8Array(32).fill(1));
const cosigner = signerKeyOf("court.example/witness", new Uint8Array(32).fill(2), "cosignature");

const noteLine = () => parseNote(signNote(TEXT, log)).signatures[0] as NoteSignature;
const cosignLine = () => cosign(TEXT, { key: cosigner, time: 1_700_000_000 });

/** The forms in which both kinds of lines are changed: `prefix` is where the 64 bytes of Ed25519 begin. */
const kinds = [
  ["a log's line", noteLine, 0, (line: NoteSignature, key: VerifierKey = log) => verifyNoteSignature(TEXT, line, key)],
  ["a cosigner's line", cosignLine, 8, (line: NoteSignature, key: VerifierKey = cosigner) => verifyCosignature(TEXT, line, key) !== null],
] as const;

function little(bytes: Uint8Array): bigint {
  return bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
}

function toLittle(value: bigint): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, at) => Number((value >> BigInt(8 * at)) & 255n));
}

/** Encodings of the points of small order, those with y not reduced among them. */
const SMALL_ORDER = [
  toLittle(1n),
  toLittle(FIELD - 1n),
  toLittle(0n),
  toLittle(1n << 255n),
  decodeHex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05") ?? new Uint8Array(0),
  decodeHex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85") ?? new Uint8Array(0),
  decodeHex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a") ?? new Uint8Array(0),
  decodeHex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa") ?? new Uint8Array(0),
  toLittle(FIELD),
  toLittle(FIELD + 1n),
  toLittle(FIELD + (1n << 255n)),
  toLittle(FIELD + 1n + (1n << 255n)),
];

function keyOf(name: string, publicKey: Uint8Array, type: number): VerifierKey {
  return { name, publicKey, keyHash: sha256(new TextEncoder().encode(`${name}\n`), Uint8Array.of(type), publicKey).slice(0, 4) };
}

describe.each(kinds)("%s", (_kind, make, prefix, isAccepted) => {
  const changed = (change: (bytes: Uint8Array) => void): NoteSignature => {
    const line = make();
    const signature = line.signature.slice();
    change(signature.subarray(prefix));
    return { ...line, signature };
  };

  it("verifies as made", () => {
    expect(isAccepted(make())).toBe(true);
  });

  it("with S not reduced, by any multiple of the order that fits, is refused", () => {
    for (let times = 1n; times < 16n; times++) {
      const line = changed((bytes) => {
        const s = little(bytes.subarray(32)) + times * ORDER;
        if (s < 1n << 256n) bytes.set(toLittle(s), 32);
        else bytes.fill(255, 32);
      });
      expect(isAccepted(line), String(times)).toBe(false);
    }
    expect(isAccepted(changed((bytes) => bytes.fill(0, 32)))).toBe(false);
    expect(isAccepted(changed((bytes) => bytes.set(toLittle(ORDER), 32)))).toBe(false);
  });

  it("with R not reduced, of small order, or no point, is refused", () => {
    for (const r of [...SMALL_ORDER, toLittle(2n), toLittle((1n << 255n) - 1n), new Uint8Array(32).fill(255)])
      expect(isAccepted(changed((bytes) => bytes.set(r, 0)))).toBe(false);
  });

  it("shortened, lengthened, empty, or with halves exchanged is refused", () => {
    const line = make();
    const full = line.signature;
    const half = full.slice(prefix + 32);
    for (const signature of [
      full.slice(0, -1),
      Uint8Array.of(...full, 0),
      full.slice(0, prefix + 32),
      new Uint8Array(0),
      new Uint8Array(full.length),
      Uint8Array.of(...full.slice(0, prefix), ...half, ...full.slice(prefix, prefix + 32)),
    ])
      expect(isAccepted({ ...line, signature })).toBe(false);
  });

  it("with any bit changed is refused", () => {
    const line = make();
    for (let bit = 0; bit < 8 * line.signature.length; bit += 3) {
      const signature = line.signature.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
      expect(isAccepted({ ...line, signature }), `bit ${bit}`).toBe(false);
    }
  });

  it("under a key of small order proves nothing, though it would fit every text", () => {
    for (const publicKey of SMALL_ORDER) {
      for (const r of SMALL_ORDER) {
        const signature = new Uint8Array(prefix + 64);
        signature.set(r, prefix);
        const line = make();
        const key = keyOf(line.name, publicKey, prefix === 0 ? 1 : 4);
        expect(isAccepted({ ...line, keyHash: key.keyHash, signature }, key)).toBe(false);
      }
    }
  });
});

it("the portable verifier agrees with the platform's on what was signed", () => {
  const key = createPublicKey({ format: "jwk", key: { kty: "OKP", crv: "Ed25519", x: Buffer.from(log.publicKey).toString("base64url") } });
  const line = noteLine();
  expect(verifyOnPlatform(null, Buffer.from(TEXT), key, line.signature)).toBe(true);
  expect(verifyNoteSignature(TEXT, line, parseVerifierKey(formatVerifierKey(log)))).toBe(true);
});

it("the checkpoint of the C2SP cosignature specification reads as it is shown there", () => {
  const note = parseNote(
    [
      "example.com/behind-the-sofa",
      "20852163",
      "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=",
      "",
      "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=",
      "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZ\nqhf5nNo0xUe+mbIUBkBIfZ+qnA==".replace(
        "\n",
        "",
      ),
      "",
    ].join("\n"),
  );
  expect(note.signatures.map(({ name, signature }) => [name, signature.length])).toEqual([
    ["example.com/behind-the-sofa", 64],
    ["witness.example.com/w1", 72],
  ]);
  const stamp = note.signatures[1]?.signature ?? new Uint8Array(8);
  expect(Number(new DataView(stamp.buffer, stamp.byteOffset).getBigUint64(0))).toBe(1_679_315_147);
  expect(decodeBase64("jWbPPw==")).toEqual(note.signatures[1]?.keyHash);
});

it("a policy with any bit changed is refused or is another policy, never the same", () => {
  const other = signerKeyOf("miluo.example/mirror", new Uint8Array(32).fill(3), "cosignature");
  const text = [
    `log ${formatVerifierKey(log)} https://yuejian.example/tlog`,
    `witness court ${formatVerifierKey(cosigner, "cosignature")}`,
    `witness miluo ${formatVerifierKey(other, "cosignature")} http://miluo.example/mirror`,
    "group both 2 court miluo",
    "quorum both",
  ].join("\n");
  const bytes = new TextEncoder().encode(text);
  const whole = JSON.stringify(parsePolicy(text));
  for (let bit = 0; bit < 8 * bytes.length; bit++) {
    const changed = new TextDecoder().decode(bytes.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte)));
    let read: string | null = null;
    try {
      read = JSON.stringify(parsePolicy(changed));
    } catch (error) {
      expect(error).toMatchObject({ code: "PROOF_MALFORMED" });
    }
    expect(read, `bit ${bit}: ${changed}`).not.toBe(whole);
  }
});
