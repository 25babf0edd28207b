import type { EntryHasher } from "@yuejian/digests/bulk";

const HASH = 32;
const SPAN_WORDS = 4;

/** RFC 6962 leaf hashes of entries, one after the other. */
export function leafHashesOf(entries: readonly Uint8Array[], hasher: EntryHasher): Buffer {
  const bytes = Buffer.allocUnsafe(entries.reduce((sum, { length }) => sum + length, 0));
  const spans = new Uint32Array(SPAN_WORDS * entries.length);
  let end = 0;
  entries.forEach((entry, rank) => {
    bytes.set(entry, end);
    // Keys are empty: nobody asks for their digests.
    spans.set([end, 0, end, entry.length], SPAN_WORDS * rank);
    end += entry.length;
  });
  return hasher.entries(bytes, spans).leafHashes;
}

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
