import { rm } from "node:fs/promises";
import { YuejianError } from "@yuejian/contracts";
import { intakeFile } from "@yuejian/data";
import type { JobContext, JobHandler } from "../jobs/index.ts";
import { applyCorrection, closesOthers, refreshSealedLeads, writeCorrectionFile } from "../safeguards/index.ts";
import { readBatch, readBatches, readSchemas } from "./catalogue.ts";
import { intakePorts } from "./intake-handlers.ts";
import { queueDetection } from "./queue-detection.ts";
import type { Workplace } from "./workplace.ts";

/** Takes an approved correction in as a batch of its own, then lets the old row count no more and tells what relied on it. A further attempt finds
 *  the batch of the one before. */
export const correctionHandler: JobHandler<Workplace> = async (input, context) => {
  const { correction: id } = input as { correction: string };
  const { home, job } = context;
  const correction = await home.store.db.selectFrom("corrections").selectAll().where("id", "=", id).executeTakeFirst();
  if (!correction) throw new YuejianError("CORRECTION_UNKNOWN", { correction: id });
  const batch = (await ownBatch(context)) ?? (await takenIn(correction, context));
  const leads = await home.store.write(async (trx) => {
    await context.fence(trx);
    await queueDetection(home, [correction.dataset], trx);
    return applyCorrection(trx, home, { id, batch, actor: { id: job.actor, office: job.office } });
  });
  if (closesOthers(correction.dataset)) await refreshSealedLeads(home);
  return { batch, leads: leads.length };
};

/** What an earlier attempt of the job took in. */
export async function ownBatch({ home, job }: JobContext<Workplace>): Promise<string | null> {
  return (await home.store.db.selectFrom("batches").select("id").where("job", "=", job.id).executeTakeFirst())?.id ?? null;
}

async function takenIn(correction: Parameters<typeof writeCorrectionFile>[0], context: JobContext<Workplace>): Promise<string> {
  const { home } = context;
  const { dataset } = correction;
  const [schemas, batches, old] = await Promise.all([
    readSchemas(home.store.db),
    readBatches(home.store.db, dataset),
    readBatch(home.store.db, correction.batch),
  ]);
  const schema = schemas.get(dataset);
  if (!schema) throw new YuejianError("DATASET_UNKNOWN", { dataset });
  const path = await writeCorrectionFile(correction, {
    lake: home.lake,
    scratch: home.paths.scratch,
    schema,
    batches: batches.map((each) => each.id),
  });
  try {
    const { parts } = await intakeFile({ path, dataset, office: old.office, name: `${correction.id}.csv` }, intakePorts(context));
    const [part] = parts;
    if (!part) throw new YuejianError("FILE_EMPTY", { file: `${correction.id}.csv` });
    return part.batch.id;
  } finally {
    await rm(path, { force: true });
  }
}
