import { encodeHex, leafHash, rootOfLeafHashes } from "@yuejian/digests";
import { createEntryHasher } from "@yuejian/digests/bulk";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { leafHashesOf, rootOfRow } from "./block-hashes.ts";

const hasher = await createEntryHasher();

it("leaf hashes and root of a block of any width agree with the portable tree", () => {
  const entries = Array.from({ length: 256 }, (_, index) => new Uint8Array((index * 37) % 400).fill(index));
  const hashes = leafHashesOf(entries, hasher);
  const portable = entries.map((entry) => leafHash(entry));
  expect(encodeHex(hashes)).toBe(portable.map((hash) => encodeHex(hash)).join(""));
  for (let width = 1; width <= 256; width++) {
    expect(encodeHex(rootOfRow(hashes.subarray(0, 32 * width), hasher))).toBe(encodeHex(rootOfLeafHashes(portable.slice(0, width))));
  }
});

it("so they do for entries of any bytes, the longest among them", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 2000 }), { minLength: 1, maxLength: 20 }), (some) => {
      const entries = [...some, new Uint8Array(65_535).fill(some.length)];
      expect(encodeHex(leafHashesOf(entries, hasher))).toBe(entries.map((entry) => encodeHex(leafHash(entry))).join(""));
    }),
    { numRuns: 20 },
  );
});
