import { decodeEntryBundle, TILE_WIDTH } from "../format/index.ts";
import type { MerkleLog } from "../log/index.ts";

/** What the SM log takes from the log it follows. */
export type FollowedLog = Pick<MerkleLog, "origin" | "size" | "published" | "checkpoint" | "entry" | "entryBundle">;

/** Entries [from, to) of the ledger, at most 256, which checks each against its own tree. A whole block at once, anything else one by one: a bundle
 *  begins with its block. */
export async function readEntries(ledger: FollowedLog, from: number, to: number): Promise<readonly Uint8Array[]> {
  if (from % TILE_WIDTH === 0) return decodeEntryBundle(await ledger.entryBundle(from / TILE_WIDTH, to - from));
  return Promise.all(Array.from({ length: to - from }, (_, at) => ledger.entry(from + at)));
}
