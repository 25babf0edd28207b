import { parseCheckpoint, type Supplement, TIMESTAMP_SUPPLEMENT } from "@yuejian/chain/format";
import type { Ledger } from "@yuejian/contracts";
import { encodeHex } from "@yuejian/digests";
import type { SupplementProvider } from "../proofs/supplements.ts";
import type { Store } from "../store/index.ts";

/** To a proof: the earliest timestamp over a checkpoint that holds all its entries, with the way between the two checkpoints. */
export function timestampSupplements({ store, ledger }: { store: Store; ledger: Pick<Ledger, "consistencyProof"> }): SupplementProvider {
  return {
    kind: TIMESTAMP_SUPPLEMENT,
    async supplementsFor({ checkpoint, entries }) {
      const covered = Math.max(...entries.map(({ index }) => index)) + 1;
      const row = await store.db
        .selectFrom("checkpoint_stamps")
        .selectAll()
        .where("size", ">=", covered)
        .orderBy("stamped_at")
        .orderBy("id")
        .limit(1)
        .executeTakeFirst();
      if (!row) return [];
      const { size } = parseCheckpoint(row.checkpoint);
      const path = await ledger.consistencyProof(Math.min(size, checkpoint.size), Math.max(size, checkpoint.size));
      return [
        { kind: TIMESTAMP_SUPPLEMENT, checkpoint: row.checkpoint, consistency: path.map(encodeHex), token: row.token } satisfies Supplement,
      ];
    },
  };
}
