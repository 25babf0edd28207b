import type { JobHandler } from "../jobs/index.ts";
import type { Workplace } from "../work/workplace.ts";
import { applyDeletion, type DeletionResult } from "./apply.ts";
import { readRun } from "./runs.ts";

/** Deletes the records that a run names. Repeating it goes on where an earlier attempt ended, or gives what that gave. */
export const deletionHandler: JobHandler<Workplace> = async (input, context): Promise<DeletionResult> => {
  const { run: id } = input as { run: string };
  const run = await readRun(context.home.store.db, id);
  if (run.result !== null) return JSON.parse(run.result) as DeletionResult;
  return applyDeletion(run, context);
};
