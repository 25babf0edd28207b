import type { Clock, Ids, StatementType } from "@yuejian/contracts";
import type { Store, StoreTransaction } from "../store/index.ts";

/** What identity and audit need of the home. */
export interface Ground {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Writes a statement for the ledger in the transaction of its change; resolves to its outbox id. */
  state(
    trx: StoreTransaction,
    statement: { readonly type: StatementType; readonly subject: string; readonly organisation: string; readonly content: unknown },
  ): Promise<number>;
}
