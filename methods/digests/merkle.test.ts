import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  consistencyPath,
  decodeHex,
  encodeHex,
  inclusionPath,
  leafHash,
  rootFromInclusion,
  rootOfLeafHashes,
  sha256Tree,
  sm3Tree,
  type TreeHash,
  verifyConsistency,
  verifyInclusion,
} from "./index.ts";

const bytes = (hex: string) => decodeHex(hex) ?? expect.fail(`bad test data ${hex}`);
const leaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
const leafHashes = leaves.map((leaf) => leafHash(bytes(leaf)));
const rootOf = (size: number) => rootOfLeafHashes(leafHashes.slice(0, size));

describe("published tree of Certificate Transparency (RFC 6962 reference implementation)", () => {
  const roots = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  ];
  it.each(roots.map((root, size) => ({ root, size })))("the root of $size leaves is $root", ({ root, size }) => {
    expect(encodeHex(rootOf(size))).toBe(root);
  });

  it.each([
    { index: 0, size: 1, path: [] },
    {
      index: 0,
      size: 8,
      path: [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
      ],
    },
    {
      index: 5,
      size: 8,
      path: [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      ],
    },
    { index: 2, size: 3, path: ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"] },
    {
      index: 1,
      size: 5,
      path: [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
      ],
    },
  ])("the path of leaf $index in $size", ({ index, size, path }) => {
    expect(inclusionPath(leafHashes.slice(0, size), index).map(encodeHex)).toEqual(path);
  });

  it.each([
    { oldSize: 1, newSize: 1, path: [] },
    {
      oldSize: 1,
      newSize: 8,
      path: [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
      ],
    },
    {
      oldSize: 6,
      newSize: 8,
      path: [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      ],
    },
    {
      oldSize: 2,
      newSize: 5,
      path: [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
      ],
    },
  ])("the path from $oldSize to $newSize leaves", ({ oldSize, newSize, path }) => {
    expect(consistencyPath(leafHashes.slice(0, newSize), oldSize).map(encodeHex)).toEqual(path);
  });
});

const trees: [string, TreeHash][] = [
  ["SHA-256", sha256Tree],
  ["SM3", sm3Tree],
];

describe.each(trees)("proofs over %s", (_, hash) => {
  const hashesOf = (size: number) => Array.from({ length: size }, (_, index) => hash.leaf(Uint8Array.of(index & 0xff, index >> 8)));
  const all = hashesOf(300);
  const roots = Array.from({ length: 301 }, (_, size) => rootOfLeafHashes(all.slice(0, size), hash));
  const root = (size: number) => roots[size] ?? hash.empty;

  it("every leaf of every tree up to 40 leaves proves, and only at its own index", () => {
    for (let size = 1; size <= 40; size++) {
      for (let index = 0; index < size; index++) {
        const path = inclusionPath(all.slice(0, size), index, hash);
        const proof = { leafHash: all[index] ?? hash.empty, size, path, root: root(size) };
        expect(verifyInclusion({ ...proof, index }, hash)).toBe(true);
        for (let other = 0; other <= size; other++) {
          if (other !== index) expect(verifyInclusion({ ...proof, index: other }, hash)).toBe(false);
        }
      }
    }
  });

  it("every smaller tree is consistent with every larger one up to 40 leaves", () => {
    for (let newSize = 0; newSize <= 40; newSize++) {
      for (let oldSize = 0; oldSize <= newSize; oldSize++) {
        const path = consistencyPath(all.slice(0, newSize), oldSize, hash);
        expect(verifyConsistency({ oldSize, newSize, oldRoot: root(oldSize), newRoot: root(newSize), path }, hash)).toBe(true);
        if (oldSize < newSize) {
          expect(verifyConsistency({ oldSize: oldSize + 1, newSize, oldRoot: root(oldSize), newRoot: root(newSize), path }, hash)).toBe(
            false,
          );
        }
      }
    }
  });

  it("an inclusion proof fails with any bit flipped, a step dropped or a step added", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.nat(), fc.nat(), fc.nat({ max: 7 }), (size, pick, at, bit) => {
        const index = pick % size;
        const path = inclusionPath(all.slice(0, size), index, hash);
        const proof = { leafHash: all[index] ?? hash.empty, index, size, path, root: root(size) };
        expect(verifyInclusion(proof, hash)).toBe(true);
        const parts = [proof.leafHash, ...path];
        const flipped = parts.map((part, position) => (position === at % parts.length ? flip(part, at, bit) : part));
        expect(verifyInclusion({ ...proof, leafHash: flipped[0] ?? hash.empty, path: flipped.slice(1) }, hash)).toBe(false);
        expect(verifyInclusion({ ...proof, path: [...path, hash.empty] }, hash)).toBe(false);
        if (path.length > 0) expect(verifyInclusion({ ...proof, path: path.slice(1) }, hash)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it("a consistency proof fails with any bit flipped, a step dropped or a step added", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 300 }), fc.nat(), fc.nat(), fc.nat({ max: 7 }), (newSize, pick, at, bit) => {
        const oldSize = 1 + (pick % (newSize - 1));
        const path = consistencyPath(all.slice(0, newSize), oldSize, hash);
        const proof = { oldSize, newSize, oldRoot: root(oldSize), newRoot: root(newSize), path };
        expect(verifyConsistency(proof, hash)).toBe(true);
        const flipped = path.map((part, position) => (position === at % path.length ? flip(part, at, bit) : part));
        expect(verifyConsistency({ ...proof, path: flipped }, hash)).toBe(false);
        expect(verifyConsistency({ ...proof, path: [...path, hash.empty] }, hash)).toBe(false);
        expect(verifyConsistency({ ...proof, path: path.slice(1) }, hash)).toBe(false);
        expect(verifyConsistency({ ...proof, oldRoot: flip(proof.oldRoot, at, bit) }, hash)).toBe(false);
        expect(verifyConsistency({ ...proof, newRoot: flip(proof.newRoot, at, bit) }, hash)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });
});

it("sizes and indexes that no tree has are refused, also near and beyond 2^53", () => {
  const leaf = leafHashes[0] ?? sha256Tree.empty;
  for (const [index, size] of [
    [-1, 8],
    [0.5, 8],
    [0, 2 ** 53],
    [Number.NaN, 8],
    [8, 8],
    [0, Number.POSITIVE_INFINITY],
  ] as const) {
    expect(rootFromInclusion({ leafHash: leaf, index, size, path: [] })).toBeNull();
  }
  const deep = Array.from({ length: 53 }, () => leaf);
  expect(rootFromInclusion({ leafHash: leaf, index: 0, size: 2 ** 53 - 1, path: deep })).not.toBeNull();
  expect(() => inclusionPath(leafHashes, 8)).toThrow(RangeError);
  expect(() => consistencyPath(leafHashes, 9)).toThrow(RangeError);
});

function flip(part: Uint8Array, at: number, bit: number): Uint8Array {
  const copy = part.slice();
  const position = at % copy.length;
  copy[position] = (copy[position] ?? 0) ^ (1 << bit);
  return copy;
}
