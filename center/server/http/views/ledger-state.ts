import type { LedgerState } from "@yuejian/contracts/api";
import type { Home } from "../../home/index.ts";

export async function ledgerState({ ledger, store }: Pick<Home, "ledger" | "store">): Promise<LedgerState> {
  const checkpoint = await ledger.checkpoint();
  const waiting = await store.db
    .selectFrom("outbox")
    .where("ledger_index", "is", null)
    .select((build) => build.fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  return { origin: ledger.origin, verifierKey: ledger.verifierKey, size: ledger.size, waiting: waiting.total, checkpoint };
}
