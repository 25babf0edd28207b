import { YuejianError } from "@yuejian/contracts";
import type { DetectionResult, RunView } from "@yuejian/contracts/api";
import { actorOf } from "../identity/index.ts";
import type { JobContext, JobHandler } from "../jobs/index.ts";
import { createPolicy, notAllowed } from "../policy/index.ts";
import { type DetectionInput, modelsOf } from "./job-kinds.ts";
import { lookAtNew } from "./look-at-new.ts";
import { queueAlone } from "./queue-detection.ts";
import { beginRun, earlierRuns, type Found, type Running, runWhole, saveRun, saveRuns } from "./run-handler.ts";
import type { Workplace } from "./workplace.ts";

/** Runs models on what is new since they ran last. One model runs over everything where that cannot be told apart; of several, those that have to, and those that fail, get a job of their own, so that
 *  nobody waits for them. A further attempt finds the runs of the one before. */
export const detectHandler: JobHandler<Workplace> = async (input, context): Promise<DetectionResult> => {
  const models = modelsOf(input as unknown as DetectionInput);
  const earlier = await earlierRuns(context, models);
  if (earlier.length > 0) return { runs: earlier, apart: [] };
  const [first] = models;
  if (first === undefined) return { runs: [], apart: [] };
  const demandOwner = await ownersRights(context);
  if (models.length === 1) {
    const running = await beginRun(first, context);
    demandOwner(running);
    const run = await runOnNew(running);
    return { runs: run ? [run] : [], apart: [] };
  }
  return runTogether(models, { context, demandOwner });
};

/** A run on what is new since the last one, or over everything where that cannot be told apart; null where nothing is new. */
export async function runOnNew(running: Running): Promise<RunView | null> {
  const [look] = await lookAtNew([running], running.context);
  if (look?.kind === "failed") throw look.cause;
  if (look?.kind === "found") return saveRun(running, look.found);
  return look?.kind === "whole" ? runWhole(running, { parameters: {}, reason: look.reason }) : null;
}

type DemandOwner = (running: Running) => void;

/** One commit for all that found or found nothing, and for the jobs of those that run alone. */
async function runTogether(
  models: readonly string[],
  { context, demandOwner }: { context: JobContext<Workplace>; demandOwner: DemandOwner },
): Promise<DetectionResult> {
  const apart: string[] = [];
  const runs: Running[] = [];
  for (const model of models) {
    try {
      const running = await beginRun(model, context);
      demandOwner(running);
      runs.push(running);
    } catch (cause) {
      if (!(cause instanceof YuejianError)) throw cause;
      apart.push(model);
    }
  }
  const looks = runs.length === 0 ? [] : await lookAtNew(runs, context);
  const found: (readonly [Running, Found])[] = [];
  for (const [at, running] of runs.entries()) {
    const look = looks[at];
    if (look?.kind === "found") found.push([running, look.found]);
    if (look?.kind === "whole" || look?.kind === "failed") apart.push(running.model.manifest.id);
  }
  if (found.length === 0 && apart.length === 0) return { runs: [], apart };
  const { home, job } = context;
  const saved = await saveRuns(found, context, async (trx) => {
    for (const model of apart) await queueAlone(home, { model, asker: { id: job.actor, office: job.office } }, trx);
  });
  return { runs: saved, apart };
}

/** The rights are those of whoever switched the models on, as they are now. NOT_ALLOWED */
async function ownersRights({ home, job }: JobContext<Workplace>): Promise<DemandOwner> {
  const account = await home.store.db.selectFrom("users").selectAll().where("id", "=", job.actor).executeTakeFirst();
  const policy = createPolicy(home.offices);
  return ({ model }) => {
    const { businessLine, dataClass } = model.manifest;
    if (!account || account.is_disabled !== 0) throw notAllowed("model.run");
    policy.demand(actorOf(account), "model.run", { businessLines: [businessLine], dataClass });
  };
}
