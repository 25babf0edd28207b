import type { Clock, FileStore } from "@yuejian/contracts";
import { eraseTexts } from "../document-checks/erase-texts.ts";
import { areBytesNeeded } from "../safeguards/index.ts";
import type { Store, StoreTransaction } from "../store/index.ts";

interface ErasurePorts {
  readonly store: Store;
  readonly files: Pick<FileStore, "remove">;
  readonly clock: Clock;
}

/** Batches a look. */
const GROUP = 50;

/** Names and files of the batches whose time is over go; texts go with their checks, whose time is the same. Gives how many. */
export async function eraseOldBatches(ports: ErasurePorts, fence: (trx: StoreTransaction) => Promise<void>): Promise<number> {
  const now = new Date(ports.clock.now()).toISOString();
  let erased = 0;
  for (;;) {
    const due = await ports.store.db
      .selectFrom("document_batches")
      .select("id")
      .where("erased_at", "is", null)
      .where("keep_until", "<=", now)
      .orderBy("keep_until")
      .limit(GROUP)
      .execute();
    for (const { id } of due) await closeBatch(ports, id, fence);
    erased += due.length;
    if (due.length < GROUP) break;
  }
  await removeDoneFiles(ports);
  await forgetCases(ports.store);
  return erased;
}

/** At once: the texts of its checks, names, reasons and files. What waits is not checked any more. */
export async function eraseBatch(ports: ErasurePorts, id: string, beside: (trx: StoreTransaction) => Promise<void>): Promise<void> {
  const checks = await ports.store.db
    .selectFrom("document_batch_files")
    .select("check_id")
    .where("batch", "=", id)
    .where("check_id", "is not", null)
    .execute();
  await closeBatch(ports, id, beside);
  await removeDoneFiles(ports);
  const ids = checks.flatMap(({ check_id: check }) => check ?? []);
  if (ids.length > 0) await eraseTexts(ports, ids, async () => {});
  else await ports.store.scrub();
}

async function closeBatch({ store, clock }: ErasurePorts, id: string, beside: (trx: StoreTransaction) => Promise<void>): Promise<void> {
  const at = new Date(clock.now()).toISOString();
  await store.write(async (trx) => {
    await beside(trx);
    await trx
      .updateTable("document_batch_files")
      .set({ state: "dropped" })
      .where("batch", "=", id)
      .where("state", "=", "waiting")
      .execute();
    await trx.updateTable("document_batch_files").set({ path: null, refused: null }).where("batch", "=", id).execute();
    await trx
      .updateTable("document_batches")
      .set({ name: null, given: null, erased_at: at })
      .where("id", "=", id)
      .where("erased_at", "is", null)
      .execute();
  });
}

/** What was known of the case of a batch goes where no job needs it: who goes on with the batch opens the case anew. */
async function forgetCases(store: Store): Promise<void> {
  const working = store.db.selectFrom("jobs").select("id").where("status", "in", ["queued", "running"]);
  await store.write((trx) =>
    trx.updateTable("document_batches").set({ given: null }).where("given", "is not", null).where("job", "not in", working).execute(),
  );
  await store.scrub();
}

/** Bytes that no file waits for any more go; a Word file that was checked is kept by its check. An attempt that died in between is finished by the next. */
export async function removeDoneFiles({ store, files }: Pick<ErasurePorts, "store" | "files">): Promise<void> {
  const rows = await store.db
    .selectFrom("document_batch_files")
    .select("sha256")
    .distinct()
    .where("sha256", "is not", null)
    .where("state", "<>", "waiting")
    .execute();
  for (const { sha256 } of rows) {
    if (sha256 === null) continue;
    if (!(await areBytesNeeded(store.db, sha256))) await files.remove(sha256);
    await store.write((trx) =>
      trx.updateTable("document_batch_files").set({ sha256: null }).where("sha256", "=", sha256).where("state", "<>", "waiting").execute(),
    );
  }
}
