import type { CommittedKeys, DeletionContent, LedgerStatement } from "@yuejian/contracts";
import { type BatchDeletions, type CheckedBatch, checkLake, type SweepFolders } from "@yuejian/data";
import { encodeHex } from "@yuejian/digests";
import { vrfKey } from "@yuejian/digests/keys";
import { deletionsOf, rewrites } from "../retention/index.ts";
import type { Reading } from "../store/index.ts";
import { batchOf } from "../work/index.ts";
import type { Examination } from "./report.ts";

/** Every batch has its statement and every statement its batch; the lake holds exactly the files and rows that the tables name. Gives the
 *  files that belong to no batch. */
export async function examineBatches(
  db: Reading,
  folders: SweepFolders,
  { examination, isDeep, vrfSeed }: { examination: Examination; isDeep: boolean; vrfSeed: Uint8Array },
): Promise<string[]> {
  const rows = await db
    .selectFrom("batches")
    .leftJoin("outbox", "outbox.id", "batches.outbox")
    .selectAll("batches")
    .select(["outbox.type as said_type", "outbox.subject as said_subject", "outbox.statement"])
    .orderBy("sequence")
    .execute();
  for (const row of rows) {
    examination.count("batches");
    const records = row.statement === null ? null : (JSON.parse(row.statement) as LedgerStatement).records;
    const isStated =
      row.said_type === "batch.committed" &&
      row.said_subject === row.id &&
      records?.root === row.record_root &&
      records.count === row.rows_accepted &&
      records.columns === row.columns_digest;
    examination.require(isStated, () => `batch ${row.id}: its statement says something else`);
  }
  const publicKey = encodeHex(vrfKey(vrfSeed).publicKey);
  for (const row of rows) {
    const keys = keysOf(row.statement);
    examination.require(
      keys === null || keys.vrf === publicKey,
      () => `batch ${row.id}: its keys were committed under a VRF key that the home has no more`,
    );
  }
  const known = new Set(rows.map(({ id }) => id));
  const stated = await db.selectFrom("outbox").select("subject").where("type", "=", "batch.committed").execute();
  for (const { subject } of stated)
    examination.require(known.has(subject), () => `batch ${subject} is on the ledger but not in the tables`);
  await examineDeletions(db, examination);
  examination.require(stated.length === rows.length, () => `${stated.length} batches are stated, ${rows.length} are there`);

  const files = Map.groupBy(await db.selectFrom("lake_files").selectAll().execute(), ({ batch }) => batch);
  const rewritten = await rewrites(db);
  const deletions = new Map<string, BatchDeletions>();
  for (const [batch, { generation }] of rewritten) deletions.set(batch, { generation, ...(await deletionsOf(db, batch)) });
  const checked = rows.map(
    (row): CheckedBatch => ({
      deletions: deletions.get(row.id),
      batch: batchOf(row),
      columnsDigest: row.columns_digest,
      keys: keysOf(row.statement),
      lakeFiles: (files.get(row.id) ?? []).map(({ path, size, sha256 }) => ({ path, size, sha256 })),
    }),
  );
  const erasing = await db.selectFrom("batch_rewrites").select("batch").where("is_erased", "=", 0).execute();
  const isDeleting = await db
    .selectFrom("jobs")
    .select("id")
    .where("kind", "=", "delete-records")
    .where("status", "in", ["queued", "running"])
    .executeTakeFirst();
  for (const { batch } of isDeleting ? [] : erasing)
    examination.problem(`batch ${batch}: what was deleted is not erased yet; run yuejian retention apply`);
  const lake = await checkLake(folders, checked, { isDeep, vrfSeed });
  examination.count("lake rows", lake.rows);
  const orphans: string[] = [];
  for (const { kind, batch, file } of lake.findings) {
    if (kind === "orphan" && file !== null) orphans.push(file);
    else examination.problem(`batch ${batch ?? "?"}: ${kind} ${file ?? ""}`.trimEnd());
  }
  return orphans;
}

/** Every deletion has its entry and every entry its deletion: what the lake is checked against is what the ledger says. */
async function examineDeletions(db: Reading, examination: Examination): Promise<void> {
  const rows = await db
    .selectFrom("row_deletions")
    .leftJoin("outbox", "outbox.id", "row_deletions.outbox")
    .leftJoin("ledger_contents", "ledger_contents.sha256", "outbox.content_sha256")
    .selectAll("row_deletions")
    .select(["outbox.type as said_type", "outbox.subject as said_subject", "ledger_contents.content as said"])
    .execute();
  for (const row of rows) {
    examination.count("deletions");
    const said = row.said === null ? null : (JSON.parse(row.said) as DeletionContent);
    const isStated =
      row.said_type === "rows.deleted" &&
      row.said_subject === row.batch &&
      said?.id === row.id &&
      said.action === row.action &&
      JSON.stringify(said.columns) === row.columns &&
      JSON.stringify(said.rows) === row.rows &&
      JSON.stringify(said.leaves) === row.leaves;
    examination.require(isStated, () => `deletion ${row.id} of batch ${row.batch}: its statement says something else`);
  }
  const stated = await db.selectFrom("outbox").select("id").where("type", "=", "rows.deleted").execute();
  examination.require(stated.length === rows.length, () => `${stated.length} deletions are stated, ${rows.length} are there`);
}

function keysOf(statement: string | null): CommittedKeys | null {
  return statement === null ? null : ((JSON.parse(statement) as LedgerStatement).keys ?? null);
}
