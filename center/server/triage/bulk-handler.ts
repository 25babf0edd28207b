import type { Text } from "@yuejian/contracts";
import type { JobHandler } from "../jobs/index.ts";
import type { Workplace } from "../work/index.ts";
import { carryOut } from "./carry-out.ts";

const STAGE: Text = { zh: "逐条处理", en: "Lead by lead" };

/** Carries out what an operation still has to do. */
export const bulkHandler: JobHandler<Workplace> = async (input, { home, progress, fence }) => {
  const { operation: id } = input as { operation: string };
  const { store, outbox, clock, ids, offices, models } = home;
  const operation = await store.db.selectFrom("operations").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
  const ports = { store, outbox, clock, ids, offices, manifestOf: (model: string) => models.get(model)?.manifest ?? null };
  if (operation.status === "running") {
    await carryOut(ports, operation, { fence, onProgress: (done, total) => progress.report(done, total, STAGE) });
  }
  return { operation: id };
};
