import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeHex, encodeHex, nodeHash, Sm3, sha256, sm3 } from "./index.ts";

const encoder = new TextEncoder();

describe("the hash of a node", () => {
  it("equals the platform's SHA-256 of prefix and both hashes, for random hashes and every last byte", () => {
    const check = (left: Uint8Array, right: Uint8Array): void => {
      const expected = createHash("sha256").update(Uint8Array.of(1)).update(left).update(right).digest("hex");
      expect(encodeHex(nodeHash(left, right))).toBe(expected);
    };
    const hash = fc.uint8Array({ minLength: 32, maxLength: 32 });
    fc.assert(fc.property(hash, hash, check), { numRuns: 300 });
    for (let last = 0; last < 256; last++) check(new Uint8Array(32).fill(255 - last), new Uint8Array(32).fill(last));
    fc.assert(fc.property(fc.uint8Array({ maxLength: 70 }), fc.uint8Array({ maxLength: 70 }), check));
  });
});

describe("SM3", () => {
  it("gives the digests of GB/T 32905-2016, appendix A", () => {
    expect(encodeHex(sm3(encoder.encode("abc")))).toBe("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    expect(encodeHex(sm3(encoder.encode("abcd".repeat(16))))).toBe("debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
  });

  it("equals the platform's SM3 for every length around the block borders", () => {
    for (let length = 0; length <= 260; length++) {
      const bytes = new Uint8Array(length).map((_, index) => (index * 7 + length) & 0xff);
      expect(encodeHex(sm3(bytes))).toBe(createHash("sm3").update(bytes).digest("hex"));
    }
  });

  it("gives the same digest however the message is cut", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 8 }), (parts) => {
        const hash = new Sm3();
        for (const part of parts) hash.update(part);
        expect(encodeHex(hash.digest())).toBe(createHash("sm3").update(Buffer.concat(parts)).digest("hex"));
      }),
    );
  });

  it("refuses bytes after the digest was taken", () => {
    const hash = new Sm3();
    hash.digest();
    expect(() => hash.update(Uint8Array.of(1))).toThrow("already taken");
  });
});

describe("SHA-256", () => {
  it("equals the platform's over one or several parts", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 4 }), (parts) => {
        expect(encodeHex(sha256(...parts))).toBe(createHash("sha256").update(Buffer.concat(parts)).digest("hex"));
      }),
    );
  });
});

describe("hexadecimal", () => {
  it("round-trips any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(decodeHex(encodeHex(bytes), bytes.length)).toEqual(bytes);
      }),
    );
  });

  it.each(["A0", "0", "0g", " 00", "00\n", "０0", "0x00", "-1"])("refuses %j", (text) => {
    expect(decodeHex(text)).toBeNull();
  });

  it("refuses another length than the one asked for", () => {
    expect(decodeHex("0011", 1)).toBeNull();
    expect(decodeHex("0011", 2)).toEqual(Uint8Array.of(0, 0x11));
  });
});
