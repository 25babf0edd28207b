import type { Clock } from "@yuejian/contracts";
import type { Store, StoreTransaction } from "../store/index.ts";

/** Names of files of watched folders go when texts of checks would; counts stay. */
export async function eraseOldNames(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  fence: (trx: StoreTransaction) => Promise<void>,
): Promise<void> {
  const now = new Date(clock.now()).toISOString();
  await store.write(async (trx) => {
    await fence(trx);
    await trx
      .updateTable("document_watch_files")
      .set({ name: null, refused: null })
      .where("keep_until", "<=", now)
      .where("name", "is not", null)
      .execute();
  });
}
