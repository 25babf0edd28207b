import type { EntryHasher } from "@yuejian/digests/bulk";

const HASH = 32;

/** Root of the tree over leaf hashes, at least one, that lie one after the other: neighbours are joined, whoever has none goes up as it is. */
export function rootOfRow(leafHashes: Uint8Array, hasher: Pick<EntryHasher, "nodes">): Uint8Array {
  let row = leafHashes;
  while (row.length > HASH) {
    const paired = row.length - (row.length % (2 * HASH));
    const above = hasher.nodes(row.subarray(0, paired));
    row = paired === row.length ? above : Buffer.concat([above, row.subarray(paired)]);
  }
  return row;
}
