import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { type Batch, type DatasetSchema, ENTITY_MEMBERS, YuejianError } from "@yuejian/contracts";
import type { IntakeResult } from "@yuejian/contracts/api";
import { type IntakeOutcome, type IntakePorts, intakeFile, noteText, retry, SKIP_REASONS, type SkippedPart } from "@yuejian/data";
import { dayInChina } from "@yuejian/oversight";
import { queueLinking } from "../entities/queue-linking.ts";
import { featureStates } from "../features/index.ts";
import { type JobContext, type JobHandler, JobQueue } from "../jobs/index.ts";
import { savedMapping } from "../mappings/index.ts";
import { demandUnblocked, measureLoad } from "../quality/index.ts";
import { closesOthers, refreshSealedLeads } from "../safeguards/index.ts";
import type { StoreTransaction } from "../store/index.ts";
import { batchOf, createBatchCatalogue, readBatch, readSchemas } from "./catalogue.ts";
import { queueIndexing } from "./index-handler.ts";
import { type Asker, type IntakeJob, measuringJob, type RetryJob } from "./job-kinds.ts";
import { queueDetection } from "./queue-detection.ts";
import type { Workplace } from "./workplace.ts";

export const intakeHandler: JobHandler<Workplace> = async (input, context) => {
  const { path, dataset, create, sheet, member, mapping, name, office, isUpload } = input as unknown as Omit<IntakeJob, "actor">;
  requireOffice(context.home, office);
  if (dataset === ENTITY_MEMBERS) throw new YuejianError("ENTITY_DATASET_DERIVED", { dataset });
  try {
    const outcome =
      (await earlierOutcome(context, path)) ??
      (await intakeFile(
        {
          path,
          dataset,
          office: office ?? context.job.office,
          ...(create === undefined ? {} : { create }),
          ...(sheet === undefined && member === undefined
            ? {}
            : { part: { ...(sheet === undefined ? {} : { sheet }), ...(member === undefined ? {} : { member }) } }),
          ...(mapping === undefined ? {} : { mapping }),
          ...(name === undefined ? {} : { name }),
        },
        intakePorts(context),
      ));
    if (closesOthers(dataset)) await refreshSealedLeads(context.home);
    const result = await resultOfFile(outcome, context);
    await measure(outcome.parts, context);
    await linkLoaded(outcome.parts, context);
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
  const [own] = await ownOutcomes(context);
  const outcome =
    own ?? (await retry({ batch: await readBatch(store.db, batch), corrections, office: context.job.office }, intakePorts(context)));
  if (closesOthers(outcome.batch.dataset)) await refreshSealedLeads(context.home);
  await measure([outcome], context);
  return resultOf(outcome, context);
};

/** The quality of each dataset that was loaded into: rules now, its profile by a job of its own. The load stands whatever becomes of it: without it the
 *  history has one point less. */
export async function measure(
  parts: readonly { readonly batch: Pick<Batch, "id" | "dataset"> }[],
  { home, job, progress }: JobContext<Workplace>,
): Promise<void> {
  const last = new Map(parts.map(({ batch }) => [batch.dataset, batch]));
  for (const batch of last.values()) {
    progress.report(0, null, { zh: "核查质量", en: "Checking the quality" });
    try {
      await measureLoad(home, batch);
      await queueMeasuring(home, batch.dataset, { id: job.actor, office: job.office });
    } catch (cause) {
      if (cause instanceof YuejianError && cause.kind === "integrity") throw cause;
    }
  }
}

/** Loads into datasets whose entities are kept up to date are linked next. */
async function linkLoaded(parts: readonly Pick<Outcome, "batch">[], { home, job }: JobContext<Workplace>): Promise<void> {
  const datasets = [...new Set(parts.map(({ batch }) => batch.dataset))];
  const automatic = await home.store.db
    .selectFrom("entity_mappings")
    .select("dataset")
    .where("dataset", "in", datasets)
    .where("is_automatic", "=", 1)
    .executeTakeFirst();
  if (automatic) await queueLinking(home, { id: job.actor, office: job.office });
}

/** Loads that follow one another are measured together, by the job that waits already. */
async function queueMeasuring(home: Workplace, dataset: string, asker: Asker): Promise<void> {
  await new JobQueue(home).addUnlessWaiting(measuringJob(dataset, asker, home.clock.now()));
}

type Outcome = Pick<IntakeOutcome, "batch" | "datasetCreated" | "schema" | "ignoredHeadings" | "seconds" | "notes" | "savedMapping">;

/** What an earlier attempt committed before it died. One table is all of its file, which may be gone by now; of a file with several, the others
 *  may be missing, unless it was an upload, which is removed only after the last. Null: the file is to be read. */
async function earlierOutcome(context: JobContext<Workplace>, path: string): Promise<{ parts: Outcome[]; skipped: [] } | null> {
  const parts = await ownOutcomes(context);
  const [first] = parts;
  if (first === undefined) return null;
  const isWhole = first.batch.file.archive === undefined && first.batch.file.sheet === null;
  const isGone = context.job.input["isUpload"] === true && !existsSync(path);
  return isWhole || isGone ? { parts, skipped: [] } : null;
}

async function ownOutcomes({ home: { store, clock }, job }: JobContext<Workplace>): Promise<Outcome[]> {
  const rows = await store.db.selectFrom("batches").selectAll().where("job", "=", job.id).orderBy("sequence").execute();
  const schemas = rows.length === 0 ? new Map<string, DatasetSchema>() : await readSchemas(store.db);
  return rows.map(batchOf).map((batch) => {
    const schema = schemas.get(batch.dataset);
    if (!schema) throw new YuejianError("DATASET_UNKNOWN", { dataset: batch.dataset });
    const seconds = (clock.now() - Date.parse(batch.createdAt)) / 1000;
    return { batch, schema, datasetCreated: false, ignoredHeadings: [], seconds, notes: [], savedMapping: null };
  });
}

function requireOffice({ offices }: Workplace, office: string | undefined): void {
  if (office !== undefined && !offices.some(({ id }) => id === office)) throw new YuejianError("OFFICE_UNKNOWN", { office });
}

/** `alongside`: what is written in the transaction of each batch. */
export function intakePorts(
  { home, job, progress, fence }: JobContext<Workplace>,
  alongside?: (trx: StoreTransaction, batch: Batch) => Promise<void>,
): IntakePorts {
  const { store, outbox, clock, ids, randomBytes, paths } = home;
  return {
    catalogue: createBatchCatalogue({
      store,
      outbox,
      clock,
      actor: job.actor,
      job: { id: job.id, fence },
      alongside: async (trx, batch) => {
        await queueIndexing(home, { id: job.actor, office: job.office }, { trx });
        const states = await featureStates(trx, dayInChina(clock.now()));
        if (states.stateIn("detection", batch.office).isOn) await queueDetection(home, [batch.dataset], trx);
        await alongside?.(trx, batch);
      },
    }),
    lakeFolder: paths.lake,
    tables: home.lakeTables ?? undefined,
    scratchFolder: paths.scratch,
    saltsFolder: paths.salts,
    vrfSeed: home.vrfSeed,
    clock,
    ids,
    progress,
    randomBytes,
    review: (written) => demandUnblocked(home, written),
    savedMapping: (table) => savedMapping(store.db, table),
    ...(home.memoryLimit === undefined ? {} : { memoryLimit: home.memoryLimit }),
    ...(home.threads === undefined ? {} : { threads: home.threads }),
  };
}

async function resultOfFile(
  outcome: { parts: readonly Outcome[]; skipped: readonly SkippedPart[] },
  context: JobContext<Workplace>,
): Promise<IntakeResult> {
  const parts: IntakeResult[] = [];
  for (const part of outcome.parts) parts.push(await resultOf(part, context));
  const [first] = parts;
  if (first === undefined) throw new RangeError("an intake without parts");
  const skipped = outcome.skipped.map(({ member, sheet, reason }) => ({ member, sheet, reason: SKIP_REASONS[reason] }));
  const more = skipped.length === 0 ? {} : { skipped };
  if (parts.length === 1) return { ...first, ...more };
  const sum = (count: (part: IntakeResult) => number): number => parts.reduce((total, part) => total + count(part), 0);
  return {
    ...first,
    status: parts.some(({ status }) => status === "committed") ? "committed" : "duplicate",
    datasetCreated: parts.some(({ datasetCreated }) => datasetCreated),
    ignoredHeadings: [...new Set(parts.flatMap(({ ignoredHeadings }) => ignoredHeadings))],
    rowsRead: sum(({ rowsRead }) => rowsRead),
    rowsAccepted: sum(({ rowsAccepted }) => rowsAccepted),
    rowsQuarantined: sum(({ rowsQuarantined }) => rowsQuarantined),
    quarantine: sumOfQuarantine(parts),
    seconds: sum(({ seconds }) => seconds),
    parts,
    ...more,
  };
}

function sumOfQuarantine(parts: readonly IntakeResult[]): IntakeResult["quarantine"] {
  const sums = new Map<string, IntakeResult["quarantine"][number]>();
  for (const count of parts.flatMap(({ quarantine }) => quarantine)) {
    const key = JSON.stringify([count.code, count.column]);
    sums.set(key, { ...count, rows: count.rows + (sums.get(key)?.rows ?? 0) });
  }
  return [...sums.values()];
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
    ...(outcome.savedMapping === null ? {} : { savedMapping: outcome.savedMapping }),
    ...(outcome.notes.length === 0 ? {} : { notes: outcome.notes.map(noteText) }),
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
