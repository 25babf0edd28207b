import { rm } from "node:fs/promises";
import { type Batch, YuejianError } from "@yuejian/contracts";
import type { IntakeResult } from "@yuejian/contracts/api";
import { type IntakeOutcome, type IntakePorts, intake, retry } from "@yuejian/data";
import type { JobContext, JobHandler } from "../jobs/index.ts";
import { batchOf, createBatchCatalogue, readBatch, readSchemas } from "./catalogue.ts";
import type { IntakeJob, RetryJob } from "./job-kinds.ts";
import type { Workplace } from "./workplace.ts";

export const intakeHandler: JobHandler<Workplace> = async (input, context) => {
  const { path, dataset, create, sheet, name, office, isUpload } = input as unknown as Omit<IntakeJob, "actor">;
  requireOffice(context.home, office);
  try {
    const outcome =
      (await ownOutcome(context)) ??
      (await intake(
        {
          path,
          dataset,
          office: office ?? context.job.office,
          ...(create === undefined ? {} : { create }),
          ...(sheet === undefined ? {} : { sheet }),
          ...(name === undefined ? {} : { name }),
        },
        portsOf(context),
      ));
    const result = await resultOf(outcome, context);
    if (isUpload === true) await rm(path, { force: true });
    return result;
  } catch (cause) {
    // Another attempt needs the file; after an error of the file itself nobody does.
    if (isUpload === true && cause instanceof YuejianError && cause.kind === "input") await rm(path, { force: true });
    throw cause;
  }
};

export const retryHandler: JobHandler<Workplace> = async (input, context) => {
  const { batch, corrections } = input as unknown as Omit<RetryJob, "actor">;
  const { store } = context.home;
  const outcome =
    (await ownOutcome(context)) ??
    (await retry({ batch: await readBatch(store.db, batch), corrections, office: context.job.office }, portsOf(context)));
  return resultOf(outcome, context);
};

type Outcome = Pick<IntakeOutcome, "batch" | "datasetCreated" | "schema" | "ignoredHeadings" | "seconds">;

/** What an earlier attempt committed before it died; the file may be gone by now. */
async function ownOutcome({ home: { store, clock }, job }: JobContext<Workplace>): Promise<Outcome | null> {
  const row = await store.db.selectFrom("batches").selectAll().where("job", "=", job.id).executeTakeFirst();
  if (!row) return null;
  const batch = batchOf(row);
  const schema = (await readSchemas(store.db)).get(batch.dataset);
  if (!schema) throw new YuejianError("DATASET_UNKNOWN", { dataset: batch.dataset });
  const seconds = (clock.now() - Date.parse(batch.createdAt)) / 1000;
  return { batch, schema, datasetCreated: false, ignoredHeadings: [], seconds };
}

function requireOffice({ offices }: Workplace, office: string | undefined): void {
  if (office !== undefined && !offices.some(({ id }) => id === office)) throw new YuejianError("OFFICE_UNKNOWN", { office });
}

function portsOf({ home, job, progress, fence }: JobContext<Workplace>): IntakePorts {
  const { store, outbox, clock, ids, randomBytes, paths } = home;
  return {
    catalogue: createBatchCatalogue({ store, outbox, clock, actor: job.actor, job: { id: job.id, fence } }),
    lakeFolder: paths.lake,
    scratchFolder: paths.scratch,
    saltsFolder: paths.salts,
    vrfSeed: home.vrfSeed,
    clock,
    ids,
    progress,
    randomBytes,
    ...(home.memoryLimit === undefined ? {} : { memoryLimit: home.memoryLimit }),
    ...(home.threads === undefined ? {} : { threads: home.threads }),
  };
}

/** What was committed by an attempt that died before it could say so is this job's own work, not a duplicate. */
async function resultOf(outcome: Outcome, { home, job }: JobContext<Workplace>): Promise<IntakeResult> {
  const { batch } = outcome;
  const row = await home.store.db.selectFrom("batches").select("job").where("id", "=", batch.id).executeTakeFirst();
  const isOwn = row?.job === job.id;
  return {
    status: isOwn ? "committed" : "duplicate",
    batch: batch.id,
    dataset: batch.dataset,
    datasetCreated: isOwn && (outcome.datasetCreated || (await isFirstOfNew(home, batch))),
    columns: outcome.schema.columns.map(({ name, type, semantic }) => ({ name, type, semantic, from: batch.mapping[name] ?? null })),
    ignoredHeadings: [...outcome.ignoredHeadings],
    file: batch.file,
    rowsRead: batch.rowsAccepted + batch.rowsQuarantined,
    rowsAccepted: batch.rowsAccepted,
    rowsQuarantined: batch.rowsQuarantined,
    quarantine: await quarantineOf(home, batch),
    recordRoot: batch.recordRoot,
    seconds: outcome.seconds,
  };
}

async function isFirstOfNew({ store }: Workplace, batch: Batch): Promise<boolean> {
  const first = await store.db
    .selectFrom("batches")
    .innerJoin("datasets", "datasets.id", "batches.dataset")
    .select(["batches.id", "datasets.outbox"])
    .where("dataset", "=", batch.dataset)
    .orderBy("sequence")
    .executeTakeFirst();
  return first?.id === batch.id && first.outbox !== null;
}

async function quarantineOf({ store }: Workplace, batch: Batch): Promise<IntakeResult["quarantine"]> {
  const rows = await store.db
    .selectFrom("batch_quarantine")
    .select(["code", "column_name", "rows"])
    .where("batch", "=", batch.id)
    .execute();
  return rows.map(({ code, column_name: column, rows: count }) => ({ code, column, rows: count }));
}
