import type { Clock, YuejianError } from "@yuejian/contracts";
import type { Row, Store } from "../store/index.ts";
import type { Contract } from "./queue.ts";

export type ContractRow = Row<"anchor_contracts">;
type Ports = { readonly store: Store; readonly clock: Clock };

const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 10 * 60_000;

/** How long after so many failures one after another the chain is asked again. */
function pauseAfter(failures: number): number {
  return Math.min(FIRST_PAUSE_MS * 2 ** Math.max(0, failures - 1), LONGEST_PAUSE_MS);
}

export async function contractRow({ store }: Pick<Ports, "store">, { chainId, contract }: Contract): Promise<ContractRow | null> {
  const row = await store.db
    .selectFrom("anchor_contracts")
    .selectAll()
    .where("chain_id", "=", chainId)
    .where("contract", "=", contract)
    .executeTakeFirst();
  return row ?? null;
}

export async function noteSuccess(ports: Ports, contract: Contract, head: number): Promise<void> {
  await note(ports, contract, () => ({ failures: 0, next_at: null, error: null, head }));
}

export async function noteFailure(ports: Ports, contract: Contract, error: YuejianError): Promise<void> {
  await note(ports, contract, ({ failures }) => ({
    failures: failures + 1,
    next_at: new Date(ports.clock.now() + pauseAfter(failures + 1)).toISOString(),
    error: JSON.stringify(error.toJSON()),
  }));
}

async function note(ports: Ports, { chainId, contract }: Contract, set: (known: ContractRow) => Partial<ContractRow>): Promise<void> {
  const checked_at = new Date(ports.clock.now()).toISOString();
  await ports.store.write(async (trx) => {
    const at = trx.selectFrom("anchor_contracts").selectAll().where("chain_id", "=", chainId).where("contract", "=", contract);
    const known = await at.executeTakeFirst();
    if (!known) return;
    await trx
      .updateTable("anchor_contracts")
      .set({ ...set(known), checked_at })
      .where("chain_id", "=", chainId)
      .where("contract", "=", contract)
      .execute();
  });
}
