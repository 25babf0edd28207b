import type { FoundAnchor } from "@yuejian/chain/anchor";
import type { AnchorAlarmKind, Clock, Ids } from "@yuejian/contracts";
import type { Outbox } from "../outbox/index.ts";
import type { Reading, StoreTransaction } from "../store/index.ts";
import type { Contract } from "./queue.ts";

export interface AlarmPorts {
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Office that speaks for the home. */
  readonly organisation: string;
}

export interface NewAlarm {
  readonly kind: AnchorAlarmKind;
  /** The ledger's checkpoint, the newest where it holds fewer entries; its root at the size of the alarm, null where it has none. */
  readonly own: { readonly root: string | null; readonly note: string };
  readonly found: Pick<FoundAnchor, "size" | "root" | "note" | "transaction" | "blockNumber" | "anchorer">;
}

/** Keeps both notes and states the alarm on the ledger, once for each root that the contract knows and the ledger does not. */
export async function raiseAlarm(
  trx: StoreTransaction,
  ports: AlarmPorts,
  { contract, alarm }: { contract: Contract; alarm: NewAlarm },
): Promise<void> {
  const { kind, own, found } = alarm;
  const known = await trx
    .selectFrom("anchor_alarms")
    .select("id")
    .where("chain_id", "=", contract.chainId)
    .where("contract", "=", contract.contract)
    .where("size", "=", found.size)
    .where("chain_root", "=", found.root)
    .executeTakeFirst();
  if (known) return;
  const facts = {
    id: ports.ids.next("alm"),
    chain_id: contract.chainId,
    contract: contract.contract,
    size: found.size,
    kind,
    at: new Date(ports.clock.now()).toISOString(),
    own_root: own.root,
    own_note: own.note,
    chain_root: found.root,
    chain_note: found.note,
    tx_hash: found.transaction,
    block_number: found.blockNumber,
    anchorer: found.anchorer,
  };
  const outbox = await ports.outbox.record(trx, {
    type: "anchor.changed",
    subject: facts.id,
    organisation: ports.organisation,
    content: { change: "alarm", ...facts },
  });
  await trx
    .insertInto("anchor_alarms")
    .values({ ...facts, outbox })
    .execute();
}

export async function hasAlarm(db: Reading, { chainId, contract }: Contract): Promise<number | null> {
  const alarm = await db
    .selectFrom("anchor_alarms")
    .select("size")
    .where("chain_id", "=", chainId)
    .where("contract", "=", contract)
    .orderBy("at")
    .limit(1)
    .executeTakeFirst();
  return alarm?.size ?? null;
}
