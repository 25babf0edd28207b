import { YuejianError } from "@yuejian/contracts";
import type { LakeLoadResult } from "@yuejian/contracts/api";
import { storedName } from "@yuejian/data";
import type { JobHandler } from "../jobs/index.ts";
import { batchOf, readSchemas } from "./catalogue.ts";
import type { LakeLoadJob } from "./job-kinds.ts";
import type { Workplace } from "./workplace.ts";

const STAGE = { zh: "装入数据湖的 PostgreSQL", en: "Loading into the lake's PostgreSQL" };

/** Loads every committed batch that is not in the tables yet; with `check` also compares those that are and loads again what differs. Goes on where an
 *  earlier attempt ended. LAKE_NOT_SET where there are no tables. */
export const lakeLoadHandler: JobHandler<Workplace> = async (input, { home, progress }): Promise<LakeLoadResult> => {
  const { check = false } = input as unknown as Omit<LakeLoadJob, "actor">;
  const { lakeTables, store } = home;
  if (!lakeTables) throw new YuejianError("LAKE_NOT_SET");
  const schemas = await readSchemas(store.db);
  const rewritten = await store.db.selectFrom("batch_rewrites").select(["batch", "generation"]).where("generation", ">", 0).execute();
  const generations = new Map(rewritten.map(({ batch, generation }) => [batch, generation]));
  const batches = (await store.db.selectFrom("batches").selectAll().orderBy("sequence").execute()).map(batchOf);
  const total = batches.reduce((sum, { rowsAccepted }) => sum + rowsAccepted, 0);
  const result = { batches: batches.length, loaded: 0, rows: 0, repaired: [] as string[] };
  let done = 0;
  for (const { id: batch, dataset, rowsAccepted } of batches) {
    const id = storedName(batch, generations.get(batch));
    const schema = schemas.get(dataset);
    if (!schema) throw new YuejianError("DATASET_UNKNOWN", { dataset });
    progress.signal.throwIfAborted();
    if (check && (await lakeTables.compare(schema, id)).status === "differs") {
      await lakeTables.discard(dataset, id);
      result.repaired.push(id);
    }
    const base = done;
    const { wasThere } = await lakeTables.load(schema, id, {
      signal: progress.signal,
      report: (rows) => progress.report(base + rows, total, STAGE),
    });
    done += rowsAccepted;
    if (!wasThere) {
      result.loaded += 1;
      result.rows += rowsAccepted;
    }
    progress.report(done, total, STAGE);
  }
  return result;
};
