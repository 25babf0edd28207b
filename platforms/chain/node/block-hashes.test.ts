import { encodeHex, leafHash, rootOfLeafHashes } from "@yuejian/digests";
import { createEntryHasher } from "@yuejian/digests/bulk";
import { expect, it } from "vitest";
import { rootOfRow } from "./block-hashes.ts";

const hasher = await createEntryHasher();

it("the root of a block of any width agrees with the portable tree", () => {
  const leaves = Array.from({ length: 256 }, (_, index) => leafHash(Uint8Array.of(index)));
  const row = Buffer.concat(leaves);
  for (let width = 1; width <= 256; width++) {
    expect(encodeHex(rootOfRow(row.subarray(0, 32 * width), hasher))).toBe(encodeHex(rootOfLeafHashes(leaves.slice(0, width))));
  }
});
