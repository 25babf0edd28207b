import {
  type Clock,
  countIn,
  type DeletionContent,
  ENTITY_MEMBERS,
  type Ids,
  isIn,
  type LakeFile,
  rowRef,
  YuejianError,
} from "@yuejian/contracts";
import { batchPaths, type RewrittenRows } from "@yuejian/data";
import type { NewStatement, Outbox } from "../outbox/index.ts";
import type { Row, StoreTransaction } from "../store/index.ts";
import { heldByWork } from "./holds.ts";
import type { Target } from "./targets.ts";

export interface DeletionPorts {
  readonly outbox: Pick<Outbox, "recordAll">;
  readonly clock: Clock;
  readonly ids: Ids;
}

export interface DeletedBatch {
  readonly batch: Row<"batches">;
  /** Null where only rows that were set aside go. */
  readonly rewritten: RewrittenRows | null;
  /** The generation that was rewritten. */
  readonly before: number;
  readonly withQuarantine: boolean;
}

export interface DeletionBy {
  readonly run: string;
  readonly actor: { readonly id: string; readonly office: string };
}

/** What is deleted of some batches becomes so, at once, with its entries. RETENTION_BATCH_CHANGED when somebody began to work with a row meanwhile, or rewrote
 *  a batch: then nothing has changed, and it is chosen anew. */
export async function commitDeletion(
  trx: StoreTransaction,
  ports: DeletionPorts,
  { target, batches, by }: { readonly target: Target; readonly batches: readonly DeletedBatch[]; readonly by: DeletionBy },
): Promise<void> {
  for (const each of batches) await demandUnheld(trx, each);
  const at = new Date(ports.clock.now()).toISOString();
  for (const each of batches) {
    await switchFiles(trx, each);
    await addDeletions(trx, ports, { target, deleted: each, by, at });
    if (each.batch.dataset !== ENTITY_MEMBERS) await emptyCorrections(trx, each, at);
  }
  const datasets = [...new Set(batches.map(({ batch }) => batch.dataset))];
  // Most frequent values of columns are values of rows.
  await trx.deleteFrom("quality_reports").where("dataset", "in", datasets).execute();
}

async function demandUnheld(trx: StoreTransaction, { batch, rewritten }: DeletedBatch): Promise<void> {
  if (!rewritten || batch.dataset === ENTITY_MEMBERS) return;
  const held = await heldByWork(trx, [batch.id]);
  const isHeld = held.some(({ row }) => (row === 0 ? rewritten.gone.length > 0 : rewritten.gone.some(({ rows }) => isIn(rows, row))));
  if (isHeld) throw new YuejianError("RETENTION_BATCH_CHANGED", { batch: batch.id });
}

async function switchFiles(trx: StoreTransaction, { batch, rewritten, before, withQuarantine }: DeletedBatch): Promise<void> {
  const paths = batchPaths(batch.dataset, batch.id, before);
  const gone = [...(rewritten ? [paths.rows] : []), ...(withQuarantine ? [paths.quarantine, paths.retry] : [])];
  await trx.deleteFrom("lake_files").where("batch", "=", batch.id).where("path", "in", gone).execute();
  if (withQuarantine) {
    await trx.updateTable("batches").set({ rows_quarantined: 0 }).where("id", "=", batch.id).execute();
    await trx.deleteFrom("batch_quarantine").where("batch", "=", batch.id).execute();
  }
  const left = rewritten?.left ?? batch.rows_accepted;
  const row = { batch: batch.id, generation: before, claimed: before, rows_left: left, is_erased: 0 };
  await trx
    .insertInto("batch_rewrites")
    .values(row)
    .onConflict((conflict) => conflict.column("batch").doUpdateSet({ is_erased: 0 }))
    .execute();
  if (!rewritten) return;
  await trx
    .insertInto("lake_files")
    .values({ ...rewritten.file, batch: batch.id })
    .execute();
  const { numUpdatedRows } = await trx
    .updateTable("batch_rewrites")
    .set({ generation: rewritten.generation, rows_left: left })
    .where("batch", "=", batch.id)
    .where("generation", "=", before)
    .executeTakeFirst();
  if (Number(numUpdatedRows) !== 1) throw new YuejianError("RETENTION_BATCH_CHANGED", { batch: batch.id });
}

async function addDeletions(
  trx: StoreTransaction,
  { outbox, ids }: DeletionPorts,
  { target, deleted, by, at }: { target: Target; deleted: DeletedBatch; by: DeletionBy; at: string },
): Promise<void> {
  const { batch, rewritten, withQuarantine } = deleted;
  const isMembers = batch.dataset === ENTITY_MEMBERS;
  // Who a row was said to be goes as a whole, whatever is done to the row.
  const action = isMembers ? "delete" : target.action;
  const parts = rewritten?.gone.length ? rewritten.gone : [{ rows: [], leaves: [], count: 0 }];
  const contents = parts.map((part, position) => {
    const quarantined = withQuarantine && position === 0 ? batch.rows_quarantined : 0;
    const content: DeletionContent & { quarantined: number; count: number; lakeFile: LakeFile | null } = {
      id: ids.next("del"),
      batch: batch.id,
      dataset: batch.dataset,
      action,
      columns: isMembers ? [] : target.columns,
      rule: target.rule && { id: target.rule.id, version: target.rule.version, title: target.rule.title },
      basis: target.basis,
      reason: target.reason,
      by: by.actor.id,
      at,
      rows: part.rows,
      leaves: part.leaves,
      count: countIn(part.rows),
      quarantined,
      lakeFile: rewritten?.file ?? null,
    };
    return content;
  });
  const entries = await outbox.recordAll(
    trx,
    contents.map((content): NewStatement => ({ type: "rows.deleted", subject: batch.id, organisation: batch.office, content })),
  );
  const rows = contents.map(
    (content, position): Row<"row_deletions"> => ({
      id: content.id,
      run: by.run,
      batch: batch.id,
      dataset: batch.dataset,
      action: content.action,
      columns: JSON.stringify(content.columns),
      rule: content.rule?.id ?? null,
      rule_version: content.rule?.version ?? null,
      title: target.title,
      basis: JSON.stringify(content.basis),
      reason: content.reason,
      actor: by.actor.id,
      at,
      first_row: content.rows[0]?.[0] ?? 0,
      last_row: content.rows.at(-1)?.[1] ?? 0,
      rows: JSON.stringify(content.rows),
      leaves: JSON.stringify(content.leaves),
      row_count: content.count,
      quarantined: content.quarantined,
      generation: rewritten?.generation ?? deleted.before,
      outbox: entries[position] ?? 0,
    }),
  );
  await trx.insertInto("row_deletions").values(rows).execute();
}

/** Corrections hold values of the row that they corrected. */
async function emptyCorrections(trx: StoreTransaction, { batch, rewritten }: DeletedBatch, at: string): Promise<void> {
  if (!rewritten) return;
  const corrections = await trx.selectFrom("corrections").select(["id", "batch", "row"]).where("batch", "=", batch.id).execute();
  const gone = corrections.filter(({ row }) => rewritten.gone.some(({ rows }) => isIn(rows, row))).map(({ id }) => id);
  if (gone.length === 0) return;
  await trx
    .updateTable("ledger_contents")
    .set({ content: null, opened: null, erased_at: at })
    .where("sha256", "in", (build) =>
      build.selectFrom("outbox").select("content_sha256").where("type", "=", "correction.changed").where("subject", "in", gone),
    )
    .execute();
  await trx
    .updateTable("corrections")
    .set({ old_value: null, new_value: null, reason: "", evidence: "", decision_note: null })
    .where("id", "in", gone)
    .execute();
  const refs = corrections.filter(({ id }) => gone.includes(id)).map(({ row }) => rowRef(batch.id, row));
  await trx.updateTable("contests").set({ person: "", grounds: "", reasons: null, answer: null }).where("record", "in", refs).execute();
}
