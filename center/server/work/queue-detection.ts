import { type ModelManifest, SEAL_RULES } from "@yuejian/contracts";
import { JobQueue } from "../jobs/index.ts";
import type { StoreTransaction } from "../store/index.ts";
import { detectionJob } from "./job-kinds.ts";
import type { Workplace } from "./workplace.ts";

type Ground = Pick<Workplace, "store" | "clock" | "ids" | "models">;

/** Queues the models that are switched on and read one of these datasets, or what is sealed by their rows; or one model, or all of them (null). Each once: a job that waits takes
 *  what is committed until it begins. MUST be called in the transaction that changes the data, so that no change is missed. */
export async function queueDetection(
  home: Ground,
  changed: readonly string[] | { readonly model: string } | null,
  trx: StoreTransaction,
): Promise<void> {
  const enabled = await trx.selectFrom("detection_models").selectAll().where("is_enabled", "=", 1).orderBy("model").execute();
  for (const { model: id, owner, office } of enabled) {
    const model = home.models.get(id);
    if (!model || !isMeant(model.manifest, changed)) continue;
    await new JobQueue(home).addUnlessWaiting(detectionJob(id, model.manifest.title, { id: owner, office }), trx);
  }
}

function isMeant({ id, inputs }: ModelManifest, changed: Parameters<typeof queueDetection>[1]): boolean {
  if (changed === null) return true;
  if ("model" in changed) return changed.model === id;
  return inputs.some(({ dataset }) => reaching(dataset).some((each) => changed.includes(each)));
}

/** The datasets whose rows decide which rows of this one are there. */
function reaching(dataset: string): readonly string[] {
  return [dataset, ...SEAL_RULES.filter(({ reaches }) => reaches.some((reach) => reach.dataset === dataset)).map((rule) => rule.dataset)];
}
