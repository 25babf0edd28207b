import { type Batch, type DatasetSchema, YuejianError } from "@yuejian/contracts";
import type { BatchView, DatasetSummary } from "@yuejian/contracts/api";
import { quarantineHeads } from "@yuejian/data";
import { type Actor, mayReadDataset, type Policy } from "../../policy/index.ts";
import type { Reading } from "../../store/index.ts";
import { batchOf, readBatches } from "../../work/catalogue.ts";

export interface LoadedDataset {
  readonly schema: DatasetSchema;
  /** All committed batches, oldest first. */
  readonly batches: readonly Batch[];
}

/** Datasets that the person may read at all, by class and business line; rows are restricted further. */
export async function readableDatasets(db: Reading, policy: Policy, actor: Actor): Promise<LoadedDataset[]> {
  const [datasets, batches] = await Promise.all([
    db.selectFrom("datasets").select("schema").orderBy("id").execute(),
    db.selectFrom("batches").selectAll().orderBy("sequence").execute(),
  ]);
  const loaded = Map.groupBy(batches.map(batchOf), (batch) => batch.dataset);
  return datasets
    .map((row) => JSON.parse(row.schema) as DatasetSchema)
    .filter((schema) => mayReadDataset(policy, actor, schema))
    .map((schema) => ({ schema, batches: loaded.get(schema.id) ?? [] }));
}

/** @throws YuejianError DATASET_UNKNOWN, also for datasets that the person may not read */
export async function readableDataset(db: Reading, policy: Policy, actor: Actor, id: string): Promise<LoadedDataset> {
  const row = await db.selectFrom("datasets").select("schema").where("id", "=", id).executeTakeFirst();
  const schema = row ? (JSON.parse(row.schema) as DatasetSchema) : null;
  if (!schema || !mayReadDataset(policy, actor, schema)) throw new YuejianError("DATASET_UNKNOWN", { dataset: id });
  return { schema, batches: await readBatches(db, id) };
}

/** `rows`: those that the person may see now, superseded ones not counted. */
export function datasetSummary({ schema, batches }: LoadedDataset, rows: number): DatasetSummary {
  const { id, title, source, owner, dataClass, isInternal } = schema;
  const quarantined = quarantineHeads(batches).reduce((sum, batch) => sum + batch.rowsQuarantined, 0);
  return {
    id,
    title,
    source,
    owner,
    dataClass,
    isInternal,
    rows,
    quarantined,
    batches: batches.length,
    lastBatchAt: batches.at(-1)?.createdAt ?? null,
  };
}

/** Batches as they are shown, newest first. */
export async function batchViews(db: Reading, batches: readonly Batch[]): Promise<BatchView[]> {
  if (batches.length === 0) return [];
  const dataset = batches[0]?.dataset ?? "";
  const [indexes, reasons] = await Promise.all([
    db
      .selectFrom("batches")
      .innerJoin("outbox", "outbox.id", "batches.outbox")
      .select(["batches.id", "outbox.ledger_index"])
      .where("batches.dataset", "=", dataset)
      .execute(),
    db
      .selectFrom("batch_quarantine")
      .innerJoin("batches", "batches.id", "batch_quarantine.batch")
      .select(["batch_quarantine.batch", "batch_quarantine.code", "batch_quarantine.column_name", "batch_quarantine.rows"])
      .where("batches.dataset", "=", dataset)
      .execute(),
  ]);
  const indexOf = new Map(indexes.map((row) => [row.id, row.ledger_index]));
  const reasonsOf = Map.groupBy(reasons, (row) => row.batch);
  return batches.toReversed().map(({ schemaVersion: _version, ...batch }) => ({
    ...batch,
    mapping: { ...batch.mapping },
    ledgerIndex: indexOf.get(batch.id) ?? null,
    quarantine: (reasonsOf.get(batch.id) ?? []).map(({ code, column_name: column, rows }) => ({ code, column, rows })),
  }));
}
