import {
  type Batch,
  type BatchCatalogue,
  type BatchCommit,
  type BatchContent,
  type Clock,
  canonicalJson,
  contentOf,
  type DatasetSchema,
  type SourceFile,
  YuejianError,
} from "@yuejian/contracts";
import type { Outbox } from "../outbox/index.ts";
import type { Reading, Row, Store, StoreTransaction } from "../store/index.ts";

export interface CatalogueOptions {
  readonly store: Store;
  readonly outbox: Outbox;
  readonly clock: Clock;
  /** User id of who loads. */
  readonly actor: string;
  /** The job that loads, and what makes its commit its own (see JobContext). */
  readonly job?: { readonly id: string; readonly fence: (trx: StoreTransaction) => Promise<void> };
  /** What is written with each batch, in its transaction. */
  readonly alongside?: (trx: StoreTransaction, batch: Batch) => Promise<void>;
}

/** The data platform's catalogue over the transactional store: batch, dataset and their statements appear together or not at all. */
export function createBatchCatalogue(options: CatalogueOptions): BatchCatalogue {
  const { store } = options;
  return {
    dataset: (id) => readSchema(store.db, id),
    findByContent: (content) => findBatch(store.db, contentKey(content)),
    batches: (dataset) => readBatches(store.db, dataset),
    commit: (commit) => store.write((trx) => commitBatch(trx, commit, options)),
  };
}

/** Batch, dataset and their statements, within a transaction that makes more than these. */
export async function commitBatch(trx: StoreTransaction, commit: BatchCommit, options: Omit<CatalogueOptions, "store">): Promise<Batch> {
  const { batch, newDataset } = commit;
  const content = contentOf(batch);
  const earlier = await findBatch(trx, contentKey(content));
  if (earlier) return earlier;
  await options.job?.fence(trx);
  if (newDataset) await createDataset(trx, newDataset, batch.office, options);
  else if (!(await readSchema(trx, batch.dataset))) throw new YuejianError("DATASET_UNKNOWN", { dataset: batch.dataset });
  const outbox = await options.outbox.record(trx, {
    type: "batch.committed",
    subject: batch.id,
    organisation: batch.office,
    content: { ...batch, quarantine: commit.quarantine, lakeFiles: commit.lakeFiles },
    records: { root: batch.recordRoot, count: batch.rowsAccepted, columns: commit.columnsDigest },
    ...(commit.keys ? { keys: commit.keys } : {}),
  });
  await trx
    .insertInto("batches")
    .values({
      id: batch.id,
      dataset: batch.dataset,
      schema_version: batch.schemaVersion,
      file: JSON.stringify(batch.file),
      file_sha256: batch.file.sha256,
      content_key: contentKey(content),
      office: batch.office,
      created_at: batch.createdAt,
      rows_accepted: batch.rowsAccepted,
      rows_quarantined: batch.rowsQuarantined,
      record_root: batch.recordRoot,
      columns_digest: commit.columnsDigest,
      parser_version: batch.parserVersion,
      mapping: JSON.stringify(batch.mapping),
      retry_of: batch.retryOf,
      actor: options.actor,
      job: options.job?.id ?? null,
      outbox,
    })
    .execute();
  const quarantine = commit.quarantine.map(({ code, column, rows }) => ({ batch: batch.id, code, column_name: column, rows }));
  if (quarantine.length > 0) await trx.insertInto("batch_quarantine").values(quarantine).execute();
  const lakeFiles = commit.lakeFiles.map((file) => ({ ...file, batch: batch.id }));
  if (lakeFiles.length > 0) await trx.insertInto("lake_files").values(lakeFiles).execute();
  await options.alongside?.(trx, batch);
  return batch;
}

async function createDataset(
  trx: StoreTransaction,
  schema: DatasetSchema,
  office: string,
  options: Omit<CatalogueOptions, "store">,
): Promise<void> {
  if (await readSchema(trx, schema.id)) throw new YuejianError("DATASET_EXISTS", { dataset: schema.id });
  const outbox = await options.outbox.record(trx, {
    type: "dataset.created",
    subject: schema.id,
    organisation: office,
    content: { schema },
  });
  const created_at = new Date(options.clock.now()).toISOString();
  await trx
    .insertInto("datasets")
    .values({ id: schema.id, version: schema.version, schema: JSON.stringify(schema), created_at, outbox })
    .execute();
}

function contentKey({ dataset, sha256, sheet, retryOf, memo }: BatchContent): string {
  return canonicalJson([dataset, sha256, sheet, retryOf, ...(memo === undefined ? [] : [memo])]);
}

async function readSchema(db: Reading, id: string): Promise<DatasetSchema | null> {
  const row = await db.selectFrom("datasets").select("schema").where("id", "=", id).executeTakeFirst();
  return row ? (JSON.parse(row.schema) as DatasetSchema) : null;
}

/** Schemas by their text: a dataset's is read by every job and changes once in a while. */
const parsed = new Map<string, DatasetSchema>();
const KEPT_SCHEMAS = 500;

function schemaOf(text: string): DatasetSchema {
  const known = parsed.get(text);
  if (known) return known;
  if (parsed.size >= KEPT_SCHEMAS) parsed.clear();
  const schema = JSON.parse(text) as DatasetSchema;
  parsed.set(text, schema);
  return schema;
}

/** Datasets by id: all, or those of these that are there. */
export async function readSchemas(db: Reading, ids?: readonly string[]): Promise<Map<string, DatasetSchema>> {
  const all = db.selectFrom("datasets").select(["id", "schema"]).orderBy("id");
  const rows = await (ids === undefined ? all : all.where("id", "in", ids)).execute();
  return new Map(rows.map(({ id, schema }) => [id, schemaOf(schema)]));
}

async function findBatch(db: Reading, key: string): Promise<Batch | null> {
  const row = await db.selectFrom("batches").selectAll().where("content_key", "=", key).executeTakeFirst();
  return row ? batchOf(row) : null;
}

/** In the order of their commits. */
export async function readBatches(db: Reading, dataset: string): Promise<Batch[]> {
  return (await db.selectFrom("batches").selectAll().where("dataset", "=", dataset).orderBy("sequence").execute()).map(batchOf);
}

/** BATCH_UNKNOWN */
export async function readBatch(db: Reading, id: string): Promise<Batch> {
  const row = await db.selectFrom("batches").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) throw new YuejianError("BATCH_UNKNOWN", { batch: id });
  return batchOf(row);
}

export function batchOf(row: Row<"batches">): Batch {
  return {
    id: row.id,
    dataset: row.dataset,
    schemaVersion: row.schema_version,
    file: JSON.parse(row.file) as SourceFile,
    office: row.office,
    createdAt: row.created_at,
    rowsAccepted: row.rows_accepted,
    rowsQuarantined: row.rows_quarantined,
    recordRoot: row.record_root,
    parserVersion: row.parser_version,
    mapping: JSON.parse(row.mapping) as Batch["mapping"],
    retryOf: row.retry_of,
  };
}
