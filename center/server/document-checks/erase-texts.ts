import type { Clock, FileStore } from "@yuejian/contracts";
import { areBytesNeeded } from "../safeguards/index.ts";
import type { Row, Store, StoreTransaction } from "../store/index.ts";

interface ErasurePorts {
  readonly store: Store;
  readonly files: Pick<FileStore, "remove">;
  readonly clock: Clock;
}

/** Checks a transaction. */
const GROUP = 200;
/** Scans whose recognition failed or was cancelled can be tried again for so long. */
const SCANS_MS = 2 * 86_400_000;

/** Erases names, texts and words of the checks whose time is over; kinds, counts, rules and decisions stay. Gives their number. */
export async function eraseOldTexts(ports: ErasurePorts, fence: (trx: StoreTransaction) => Promise<void>): Promise<number> {
  const now = new Date(ports.clock.now()).toISOString();
  await removeOldScans(ports);
  let erased = 0;
  for (;;) {
    const due = await ports.store.db
      .selectFrom("document_checks")
      .select("id")
      .where("erased_at", "is", null)
      .where("keep_until", "<=", now)
      .orderBy("keep_until")
      .limit(GROUP)
      .execute();
    if (due.length === 0) return erased;
    await eraseTexts(
      ports,
      due.map(({ id }) => id),
      fence,
    );
    erased += due.length;
  }
}

/** The same for these checks, at once. */
export async function eraseTexts(
  ports: ErasurePorts,
  checks: readonly string[],
  beside: (trx: StoreTransaction) => Promise<void>,
): Promise<void> {
  const at = new Date(ports.clock.now()).toISOString();
  await ports.store.write(async (trx) => {
    await beside(trx);
    await trx.updateTable("document_findings").set({ content: null, words: null }).where("check_id", "in", checks).execute();
    await trx
      .updateTable("document_checks")
      .set({ name: null, paragraphs: null, compared: null, erased_at: at })
      .where("id", "in", checks)
      .where("erased_at", "is", null)
      .execute();
  });
  await removeFiles(ports);
  await ports.store.scrub();
}

/** The bytes go after the commit that erased the text; an attempt that died in between is finished by the next. */
async function removeFiles({ store, files }: ErasurePorts): Promise<void> {
  const rows = await store.db
    .selectFrom("document_checks")
    .select("file_sha256")
    .distinct()
    .where("erased_at", "is not", null)
    .where("file_sha256", "is not", null)
    .execute();
  for (const { file_sha256: file } of rows) {
    if (file === null) continue;
    if (!(await areBytesNeeded(store.db, file))) await files.remove(file);
    await store.write((trx) =>
      trx
        .updateTable("document_checks")
        .set({ file_sha256: null })
        .where("file_sha256", "=", file)
        .where("erased_at", "is not", null)
        .execute(),
    );
  }
}

async function removeOldScans(ports: ErasurePorts): Promise<void> {
  const before = new Date(ports.clock.now() - SCANS_MS).toISOString();
  const rows = await ports.store.db.selectFrom("document_scans").selectAll().where("at", "<", before).execute();
  for (const row of rows) await removeScan(ports, row);
}

/** A scan is not kept: neither its file nor what was asked with it. */
export async function removeScan(
  { store, files }: Omit<ErasurePorts, "clock">,
  { id, file_sha256: file }: Pick<Row<"document_scans">, "id" | "file_sha256">,
): Promise<void> {
  // What was asked goes first, then the bytes, then the row: an attempt that died in between is finished by the next.
  await store.write((trx) => trx.updateTable("document_scans").set({ given: "" }).where("id", "=", id).execute());
  if (!(await areBytesNeeded(store.db, file))) await files.remove(file);
  await store.write((trx) => trx.deleteFrom("document_scans").where("id", "=", id).execute());
  await store.scrub();
}
