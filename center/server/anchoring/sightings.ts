import type { FoundAnchor } from "@yuejian/chain/anchor";
import type { MerkleLog } from "@yuejian/chain/log";
import { encodeHex } from "@yuejian/digests";
import type { Store } from "../store/index.ts";
import { type AlarmPorts, raiseAlarm } from "./alarms.ts";

export interface JudgePorts extends AlarmPorts {
  readonly store: Store;
  readonly ledger: Pick<MerkleLog, "size" | "rootAt" | "checkpoint">;
}

/** Compares with the ledger what was found in the chain and not in the queue: an anchor of this very history is taken over (the store may have come
 *  from a backup), anything else is an alarm. Only who holds the ledger can do it; until then nothing more is sent. */
export async function judgeSightings(ports: JudgePorts): Promise<void> {
  const { store, ledger } = ports;
  const rows = await store.db.selectFrom("anchors").selectAll().where("status", "=", "sighted").execute();
  for (const row of rows) {
    const isAhead = row.size > ledger.size;
    const own = isAhead ? null : encodeHex(await ledger.rootAt(row.size));
    const isOurs = own === row.root;
    const note = isOurs ? null : await ledger.checkpoint();
    const found: Pick<FoundAnchor, "size" | "root" | "note" | "transaction" | "blockNumber" | "anchorer"> = {
      size: row.size,
      root: row.root,
      note: row.note,
      transaction: row.tx_hash as FoundAnchor["transaction"],
      blockNumber: row.block_number ?? 0,
      anchorer: row.anchorer as FoundAnchor["anchorer"],
    };
    await store.write(async (trx) => {
      const changed = await trx
        .updateTable("anchors")
        .set({ status: isOurs ? "mined" : "refused", version: row.version + 1, changed_at: new Date(ports.clock.now()).toISOString() })
        .where("chain_id", "=", row.chain_id)
        .where("contract", "=", row.contract)
        .where("size", "=", row.size)
        .where("version", "=", row.version)
        .returning("size")
        .executeTakeFirst();
      if (!changed || note === null) return;
      const contract = { chainId: row.chain_id, contract: row.contract as `0x${string}` };
      const kind = isAhead ? "ahead" : "other-root";
      await raiseAlarm(trx, ports, { contract, alarm: { kind, own: { root: own, note }, found } });
    });
  }
}
