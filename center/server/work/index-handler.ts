import { type Batch, ENTITY_MEMBERS, YuejianError } from "@yuejian/contracts";
import type { IndexResult } from "@yuejian/contracts/api";
import { type JobHandler, JobQueue } from "../jobs/index.ts";
import type { StoreTransaction } from "../store/index.ts";
import { batchOf, readSchemas } from "./catalogue.ts";
import { type Asker, indexingJob } from "./job-kinds.ts";
import { membersInForce } from "./members-in-force.ts";
import type { Workplace } from "./workplace.ts";

const STAGE = { zh: "建立索引", en: "Making indexes" };

/** Makes the index of every committed batch that has none. Batch by batch, each whole or not at all: called again it goes on with the next. A batch whose files are
 *  damaged is named and does not keep the others waiting. */
export const indexHandler: JobHandler<Workplace> = async (_input, { home, progress }): Promise<IndexResult> => {
  const { lake, store, paths } = home;
  await lake.refreshIndexes();
  const schemas = await readSchemas(store.db);
  const all = (await store.db.selectFrom("batches").selectAll().orderBy("sequence", "desc").execute()).map(batchOf);
  const { wanted, outOfForce } = split(all, await membersInForce(store.db));
  // Of runs of linking those in force alone are asked.
  for (const { id, dataset } of outOfForce) lake.indexes.drop(dataset, id);
  const missing = wanted.filter(({ id, dataset }) => !lake.indexes.has(dataset, id));
  const total = missing.reduce((sum, { rowsAccepted }) => sum + rowsAccepted, 0);
  const result = { batches: wanted.length, made: 0, rows: 0, failed: [] as string[] };
  let done = 0;
  for (const { id, dataset, rowsAccepted } of missing) {
    progress.signal.throwIfAborted();
    const schema = schemas.get(dataset);
    if (!schema) throw new YuejianError("DATASET_UNKNOWN", { dataset });
    const base = done;
    const report = (rows: number): void => progress.report(base + rows, total, STAGE);
    done += rowsAccepted;
    // Another job may have made it meanwhile.
    if (lake.indexes.has(dataset, id)) continue;
    try {
      await lake.indexes.make({
        schema,
        batch: id,
        scratchFolder: paths.scratch,
        progress: { report, signal: progress.signal },
        memoryLimit: home.memoryLimit,
        threads: home.threads,
      });
      result.made += 1;
      result.rows += rowsAccepted;
    } catch (cause) {
      if (!(cause instanceof YuejianError) || (cause.code !== "LAKE_FILE_CORRUPT" && cause.code !== "BATCH_UNKNOWN")) throw cause;
      result.failed.push(id);
    }
    progress.report(done, total, STAGE);
  }
  return result;
};

/** All batches but the runs of linking that are out of force. */
function split(
  all: readonly Batch[],
  inForce: readonly string[],
): { readonly wanted: readonly Batch[]; readonly outOfForce: readonly Batch[] } {
  const runs = all.filter(({ id, dataset }) => dataset === ENTITY_MEMBERS && !inForce.includes(id));
  return { wanted: all.filter((batch) => !runs.includes(batch)), outOfForce: runs };
}

/** Has the indexes made of batches that have none, by the job that waits already or by one more. */
export async function queueIndexing(
  home: Pick<Workplace, "store" | "clock" | "ids">,
  asker: Asker,
  options: { readonly trx?: StoreTransaction; readonly isSoon?: boolean } = {},
): Promise<void> {
  const queue = new JobQueue(home);
  const job = indexingJob(asker, home.clock.now(), options.isSoon ?? false);
  if (!(await queue.isWaiting({ kind: job.kind }, options.trx))) await queue.add(job, options.trx);
}

/** Whether every batch that is asked has its index. */
export async function areIndexesMissing({ store, lake }: Pick<Workplace, "store" | "lake">): Promise<boolean> {
  await lake.refreshIndexes();
  const all = (await store.db.selectFrom("batches").selectAll().orderBy("sequence", "desc").execute()).map(batchOf);
  return split(all, await membersInForce(store.db)).wanted.some(({ id, dataset }) => !lake.indexes.has(dataset, id));
}
