import { parseCheckpoint, parseNote } from "@yuejian/chain/format";
import type { Clock } from "@yuejian/contracts";
import { encodeHex } from "@yuejian/digests";
import type { Job } from "../jobs/index.ts";
import type { NewRow, Row, Store, StoreTransaction } from "../store/index.ts";
import type { Asker, Work } from "../work/index.ts";
import type { UsedSettings } from "./settings.ts";

export type AnchorRow = Row<"anchors">;
export type Contract = Pick<UsedSettings, "chainId" | "contract">;

export interface QueuePorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly work: Pick<Work, "anchor">;
}

/** Puts a checkpoint into the queue, unless its size is there already, and a job that carries what waits; both or neither. */
export async function queueCheckpoint(ports: QueuePorts, contract: Contract, given: { note: string | null; actor: Asker }): Promise<Job> {
  return ports.store.write(async (trx) => {
    if (given.note !== null) await addCheckpoint(trx, contract, { note: given.note, at: new Date(ports.clock.now()).toISOString() });
    return putJob(ports, given.actor, trx);
  });
}

export async function addCheckpoint(trx: StoreTransaction, contract: Contract, { note, at }: { note: string; at: string }): Promise<void> {
  const { size, root } = parseCheckpoint(parseNote(note).text);
  if (size === 0) return;
  const row = newRow(contract, { size, root: encodeHex(root), note, at });
  await trx
    .insertInto("anchors")
    .values(row)
    .onConflict((conflict) => conflict.columns(["chain_id", "contract", "size"]).doNothing())
    .execute();
}

/** A job that waits does for everything in the queue; one that runs may have looked already. */
export async function putJob({ work }: Pick<QueuePorts, "work">, actor: Asker, trx: StoreTransaction): Promise<Job> {
  const waiting = await trx.selectFrom("jobs").selectAll().where("kind", "=", "anchor").where("status", "=", "queued").executeTakeFirst();
  return waiting ?? work.anchor({ actor }, trx);
}

/** Of a row for which no transaction is made. */
export const UNSIGNED = { sender: null, nonce: null, raw: null, gas_price: null, sent_at: null } as const;
/** Of a row that stands in no block. */
export const NOWHERE = {
  tx_hash: null,
  block_number: null,
  block_hash: null,
  block_at: null,
  log_index: null,
  anchorer: null,
  evidence: null,
} as const;

export function newRow(
  { chainId, contract }: Contract,
  { size, root, note, at }: { size: number; root: string; note: string; at: string },
): NewRow<"anchors"> & AnchorRow {
  return {
    chain_id: chainId,
    contract,
    size,
    root,
    note,
    status: "waiting",
    version: 1,
    created_at: at,
    changed_at: at,
    ...UNSIGNED,
    ...NOWHERE,
    hashes: "[]",
    reorgs: 0,
    remark: null,
  };
}
