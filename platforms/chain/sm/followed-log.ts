import { decodeEntryBundle, TILE_WIDTH } from "../format/index.ts";
import type { MerkleLog } from "../log/index.ts";

/** What the SM log takes from the log it follows. */
export type FollowedLog = Pick<MerkleLog, "origin" | "size" | "published" | "checkpoint" | "entryBundle">;

/** Entries [from, to) of the ledger, which checks each against its own tree. */
export async function readEntries(ledger: FollowedLog, from: number, to: number): Promise<Uint8Array[]> {
  const entries: Uint8Array[] = [];
  while (from + entries.length < to) {
    const at = from + entries.length;
    const block = Math.floor(at / TILE_WIDTH);
    const width = Math.min(TILE_WIDTH, to - block * TILE_WIDTH);
    entries.push(...decodeEntryBundle(await ledger.entryBundle(block, width)).slice(at - block * TILE_WIDTH));
  }
  return entries;
}
