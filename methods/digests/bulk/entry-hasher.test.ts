import * as fc from "fast-check";
import { expect, it } from "vitest";
import { encodeHex } from "../hex.ts";
import { leafHash, nodeHash } from "../merkle-tree.ts";
import { sha256 } from "../sha256.ts";
import { createEntryHasher } from "./index.ts";

const hasher = await createEntryHasher();
const split = (hashes: Uint8Array) =>
  Array.from({ length: hashes.length / 32 }, (_, at) => encodeHex(hashes.subarray(32 * at, 32 * at + 32)));

/** Entries one after the other, with bytes between them that belong to none. */
function lay(entries: readonly (readonly [key: Uint8Array, data: Uint8Array])[], gap: number) {
  const bytes: number[] = [];
  const spans: number[] = [];
  for (const [key, data] of entries) {
    for (let at = 0; at < gap; at++) bytes.push(0xa5);
    spans.push(bytes.length, key.length, bytes.length + key.length, data.length);
    for (const byte of key) bytes.push(byte);
    for (const byte of data) bytes.push(byte);
  }
  return { bytes: Uint8Array.from(bytes), spans: Uint32Array.from(spans) };
}

function expectRight(entries: readonly (readonly [Uint8Array, Uint8Array])[], gap: number): void {
  const { bytes, spans } = lay(entries, gap);
  const { keyDigests, leafHashes } = hasher.entries(bytes, spans);
  expect(split(keyDigests)).toEqual(entries.map(([key]) => encodeHex(sha256(key))));
  expect(hasher.leaves(bytes, spans)).toEqual(leafHashes);
  expect(split(leafHashes)).toEqual(entries.map(([, data]) => encodeHex(leafHash(data))));
}

it("keys and leaves of entries of any length agree with the portable hash", () => {
  const entry = fc.tuple(fc.uint8Array({ maxLength: 255 }), fc.uint8Array({ maxLength: 300 }));
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 40 }), fc.nat({ max: 9 }), (entries, gap) => expectRight(entries, gap)),
    { numRuns: 100 },
  );
});

it("so they do around the ends of blocks, for more entries than one piece holds, and for the longest", () => {
  expectRight(
    Array.from({ length: 200 }, (_, length) => [new Uint8Array(length).fill(1), new Uint8Array(length).fill(2)] as const),
    3,
  );
  expectRight(
    Array.from({ length: 2500 }, (_, at) => [Uint8Array.of(at & 0xff, at >> 8), new Uint8Array(at % 400).fill(at)] as const),
    3,
  );
  expectRight(
    Array.from({ length: 5 }, (_, at) => [new Uint8Array(255).fill(at), new Uint8Array(65_535).fill(at)] as const),
    3,
  );
});

it("nodes agree with the portable hash, for any number of them", () => {
  for (const count of [0, 1, 2, 3, 4, 5, 2047, 2048, 2049, 5000]) {
    const hashes = new Uint8Array(64 * count).map((_, at) => (at * 2_654_435_761) >>> 24);
    const expected = Array.from({ length: count }, (_, at) =>
      encodeHex(nodeHash(hashes.subarray(64 * at, 64 * at + 32), hashes.subarray(64 * at + 32, 64 * at + 64))),
    );
    expect(split(hasher.nodes(hashes))).toEqual(expected);
  }
});

it("entries that are out of order or too long are refused", () => {
  expect(() => hasher.entries(new Uint8Array(300_000), Uint32Array.of(0, 1, 1, 250_000))).toThrow(RangeError);
});
