import { YuejianError } from "@yuejian/contracts";
import { DOCUMENT_BATCH_LIMITS, type DocumentBatchOrder } from "@yuejian/contracts/api";
import { sql } from "kysely";
import { type CasePlace, type Comparison, writeGiven } from "../document-checks/index.ts";
import { DAY_MS, keepDays } from "../document-checks/settings.ts";
import type { NewJob } from "../jobs/index.ts";
import type { Reading, Row, StoreTransaction } from "../store/index.ts";
import type { Workplace } from "../work/workplace.ts";

export type BatchRow = Row<"document_batches">;
export type BatchFileRow = Row<"document_batch_files">;
export type BatchPorts = Pick<Workplace, "store" | "clock" | "ids" | "files">;

/** Kind of the job that checks the files of a batch. */
const BATCH_KIND = "check-documents";

/** What is known of the case of a batch, as whoever started it might see it. */
export interface BatchGiven {
  readonly comparison: Comparison;
  readonly purpose: string | null;
}

/** A batch without files yet. */
export async function makeBatch(
  { store, clock, ids }: BatchPorts,
  order: DocumentBatchOrder,
  { id: actor, office, place }: { readonly id: string; readonly office: string; readonly place: CasePlace },
): Promise<BatchRow> {
  const now = clock.now();
  const { name, case: _, ...options } = order;
  const row: BatchRow = {
    id: ids.next("dbt"),
    office,
    actor,
    at: new Date(now).toISOString(),
    name: name?.trim() || null,
    options: JSON.stringify(options),
    case_id: place.caseId,
    handled_case: place.handledCase,
    given: null,
    job: null,
    keep_until: new Date(now + (await keepDays(store.db)) * DAY_MS).toISOString(),
    erased_at: null,
  };
  await store.write((trx) => trx.insertInto("document_batches").values(row).execute());
  return row;
}

/** A batch of one's own. DOCUMENT_BATCH_UNKNOWN */
export async function ownBatchRow(db: Reading, id: string, actor: string): Promise<BatchRow> {
  const row = await db.selectFrom("document_batches").selectAll().where("id", "=", id).where("actor", "=", actor).executeTakeFirst();
  if (!row) throw new YuejianError("DOCUMENT_BATCH_UNKNOWN", { batch: id });
  return row;
}

/** DOCUMENT_BATCH_CLOSED */
export function demandOpen({ erased_at: at }: BatchRow): void {
  if (at !== null) throw new YuejianError("DOCUMENT_BATCH_CLOSED", { at: at.slice(0, 10) });
}

export interface ArrivedFile {
  readonly path: string;
  readonly size: number;
  /** What was put into the file store; an error: why the file is not taken. */
  readonly content: { readonly sha256: string } | YuejianError;
}

export async function fileAt(db: Reading, batch: string, path: string): Promise<BatchFileRow | undefined> {
  return db.selectFrom("document_batch_files").selectAll().where("batch", "=", batch).where("path", "=", path).executeTakeFirst();
}

/** Adds a file behind the others; one whose path is there already stays as it is, so that sending again does nothing twice. DOCUMENT_BATCH_FULL, DOCUMENT_BATCH_CLOSED */
export async function addFile({ store }: BatchPorts, batch: BatchRow, { path, size, content }: ArrivedFile): Promise<BatchFileRow> {
  return store.write(async (trx) => {
    const now = await trx.selectFrom("document_batches").selectAll().where("id", "=", batch.id).executeTakeFirstOrThrow();
    demandOpen(now);
    const there = await fileAt(trx, batch.id, path);
    if (there) return there;
    const { files, bytes } = await trx
      .selectFrom("document_batch_files")
      .select((build) => [build.fn.countAll<number>().as("files"), sql<number>`cast(coalesce(sum(size), 0) as bigint)`.as("bytes")])
      .where("batch", "=", batch.id)
      .executeTakeFirstOrThrow();
    const isTaken = !(content instanceof YuejianError);
    if (files >= DOCUMENT_BATCH_LIMITS.files || (isTaken && bytes + size > DOCUMENT_BATCH_LIMITS.bytes))
      throw new YuejianError("DOCUMENT_BATCH_FULL", { files: DOCUMENT_BATCH_LIMITS.files, bytes: DOCUMENT_BATCH_LIMITS.bytes });
    const row: BatchFileRow = {
      batch: batch.id,
      position: files,
      path,
      size,
      state: isTaken ? "waiting" : "refused",
      is_scan: 0,
      tries: 0,
      sha256: isTaken ? content.sha256 : null,
      check_id: null,
      refused: isTaken ? null : JSON.stringify(content.toJSON()),
    };
    await trx.insertInto("document_batch_files").values(row).execute();
    return row;
  });
}

export function filesOf(db: Reading, batch: string): Promise<BatchFileRow[]> {
  return db.selectFrom("document_batch_files").selectAll().where("batch", "=", batch).orderBy("position").execute();
}

export async function waitingIn(db: Reading, batch: string): Promise<number> {
  const { count } = await db
    .selectFrom("document_batch_files")
    .select((build) => build.fn.countAll<number>().as("count"))
    .where("batch", "=", batch)
    .where("state", "=", "waiting")
    .executeTakeFirstOrThrow();
  return count;
}

/** The job that checks a batch, as it is put into the queue. Its title names no file: jobs outlive texts. */
export function batchJob({ id, actor, office }: BatchRow, files: number): NewJob {
  const title = { zh: `校核 ${files} 份文书`, en: `Check ${files} documents` };
  return { kind: BATCH_KIND, title, input: { batch: id }, actor, office, priority: 4 };
}

/** Whether a job of the batch waits or works. */
export async function isRunning(db: Reading, job: string | null): Promise<boolean> {
  if (job === null) return false;
  const row = await db.selectFrom("jobs").select("status").where("id", "=", job).executeTakeFirst();
  return row?.status === "queued" || row?.status === "running";
}

/** Puts the job into the queue where files wait and none works already. DOCUMENT_BATCH_EMPTY, DOCUMENT_BATCH_CLOSED */
export async function startBatch(
  { store }: Pick<BatchPorts, "store">,
  batch: BatchRow,
  {
    given,
    add,
    beside,
  }: {
    /** What is known of its case. */
    readonly given: BatchGiven | null;
    readonly add: (job: NewJob, trx: StoreTransaction) => Promise<{ readonly id: string }>;
    readonly beside: (trx: StoreTransaction, waiting: number) => Promise<void>;
  },
): Promise<BatchRow> {
  return store.write(async (trx) => {
    const now = await trx.selectFrom("document_batches").selectAll().where("id", "=", batch.id).executeTakeFirstOrThrow();
    demandOpen(now);
    if (await isRunning(trx, now.job)) return now;
    const waiting = await waitingIn(trx, batch.id);
    if (waiting === 0) {
      if ((await filesOf(trx, batch.id)).length > 0) return now;
      throw new YuejianError("DOCUMENT_BATCH_EMPTY");
    }
    const { id: job } = await add(batchJob(now, waiting), trx);
    await trx
      .updateTable("document_batches")
      .set({ job, given: given && writeGiven(given) })
      .where("id", "=", batch.id)
      .execute();
    await beside(trx, waiting);
    return { ...now, job };
  });
}
