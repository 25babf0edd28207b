import { type ModelManifest, SEAL_RULES } from "@yuejian/contracts";
import { JobQueue } from "../jobs/index.ts";
import type { StoreTransaction } from "../store/index.ts";
import { type Asker, type DetectionInput, detectionJob, modelsOf } from "./job-kinds.ts";
import type { Workplace } from "./workplace.ts";

type Ground = Pick<Workplace, "store" | "clock" | "ids" | "models">;

/** Queues the models that are switched on and read one of these datasets, or what is sealed by their rows; or one model, or all of them (null). Those of one owner in one job, so that what is new is read once; one
 *  that waits takes what is committed until it begins, and is added to. MUST be called in the transaction that changes the data, so that no change is missed. */
export async function queueDetection(
  home: Ground,
  changed: readonly string[] | { readonly model: string } | null,
  trx: StoreTransaction,
): Promise<void> {
  const enabled = await trx.selectFrom("detection_models").selectAll().where("is_enabled", "=", 1).orderBy("model").execute();
  const meant = enabled.filter(({ model: id }) => {
    const model = home.models.get(id);
    return model && isMeant(model.manifest, changed);
  });
  const queue = new JobQueue(home);
  for (const [, rows] of Map.groupBy(meant, ({ owner, office }) => `${owner} ${office}`)) {
    const [{ owner, office } = { owner: "", office: "" }] = rows;
    const job = (models: readonly string[]) => jobOf(home, { models }, { id: owner, office });
    const models = rows.map(({ model }) => model);
    await queue.addOrWiden(
      job(models),
      (waiting) => {
        const input = waiting as unknown as DetectionInput;
        return "isAlone" in input ? null : job([...new Set([...modelsOf(input), ...models])]);
      },
      trx,
    );
  }
}

/** Queues one model for itself, unless it waits for itself already. */
export async function queueAlone(
  home: Ground,
  { model, asker }: { readonly model: string; readonly asker: Asker },
  trx: StoreTransaction,
): Promise<void> {
  await new JobQueue(home).addUnlessWaiting(jobOf(home, { models: [model], isAlone: true }, asker), trx);
}

function jobOf(home: Ground, input: Extract<DetectionInput, { models: unknown }>, asker: Asker) {
  const titles = input.models.map((id) => home.models.get(id)?.manifest.title ?? { zh: id, en: id });
  return detectionJob(input, titles, asker);
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
