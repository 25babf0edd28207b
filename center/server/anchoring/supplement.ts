import { type AnchorSupplement, type ReceiptEvidence } from "@yuejian/chain/format";
import type { MerkleLog } from "@yuejian/chain/log";
import { encodeHex } from "@yuejian/digests";
import type { SupplementProvider } from "../proofs/supplements.ts";
import type { Store } from "../store/index.ts";
import type { AnchorRow } from "./queue.ts";

export interface AnchorSupplementPorts {
  readonly store: Store;
  readonly ledger: Pick<MerkleLog, "rootAt" | "consistencyProof">;
}

/** Of each contract the first confirmed anchor that covers every entry of the document: the earliest that shows them. It may be of a smaller or a larger
 *  tree than the document's checkpoint; a consistency proof joins the two. */
export function anchorSupplements({ store, ledger }: AnchorSupplementPorts): SupplementProvider {
  return {
    kind: "anchor",
    async supplementsFor({ checkpoint, entries }) {
      const least = entries.reduce((size, { index }) => Math.max(size, index + 1), 1);
      const rows = await firstOfEach(store, least);
      const supplements: AnchorSupplement[] = [];
      for (const row of rows) {
        // What the ledger itself no longer bears out is an alarm, and no evidence.
        if (encodeHex(await ledger.rootAt(row.size)) !== row.root) continue;
        const [older, newer] = [Math.min(row.size, checkpoint.size), Math.max(row.size, checkpoint.size)];
        supplements.push(supplementOf(row, (await ledger.consistencyProof(older, newer)).map(encodeHex)));
      }
      return supplements;
    },
  };
}

async function firstOfEach(store: Store, least: number): Promise<AnchorRow[]> {
  const covering = store.db.selectFrom("anchors").where("status", "=", "confirmed").where("size", ">=", least);
  const firsts = await covering
    .select(["chain_id", "contract", (build) => build.fn.min<number>("size").as("size")])
    .groupBy(["chain_id", "contract"])
    .orderBy("chain_id")
    .orderBy("contract")
    .execute();
  const rows: AnchorRow[] = [];
  for (const { chain_id, contract, size } of firsts) {
    rows.push(
      await covering
        .selectAll()
        .where("chain_id", "=", chain_id)
        .where("contract", "=", contract)
        .where("size", "=", size)
        .executeTakeFirstOrThrow(),
    );
  }
  return rows;
}

function supplementOf(row: AnchorRow, path: readonly string[]): AnchorSupplement {
  return {
    kind: "anchor",
    chainId: row.chain_id,
    contract: row.contract.slice(2),
    note: row.note,
    path,
    transaction: (row.tx_hash ?? "").slice(2),
    block: { number: row.block_number ?? 0, hash: (row.block_hash ?? "").slice(2) },
    receipt: row.evidence === null ? null : (JSON.parse(row.evidence) as ReceiptEvidence),
  };
}
