import { type SupervisionModel, YuejianError } from "@yuejian/contracts";
import type { Audit } from "../audit/index.ts";
import { type Account, versionConflict } from "../identity/index.ts";
import type { Actor, Policy } from "../policy/index.ts";
import type { Row } from "../store/index.ts";
import { queueDetection, type Workplace } from "../work/index.ts";

export interface DetectionPorts extends Pick<Workplace, "store" | "clock" | "ids" | "outbox" | "models"> {
  readonly audit: Audit;
  readonly policy: Policy;
}

export interface DetectionChange {
  readonly model: string;
  readonly isEnabled: boolean;
  readonly reason: string;
  /** Of the switch as the caller saw it; 0 where there was none. */
  readonly version: number;
  readonly account: Account;
  readonly actor: Actor;
}

/** Whether the person may let the model run by itself: what takes the right to schedule it. */
export function mayDetect(policy: Policy, { manifest }: SupervisionModel, actor: Actor): boolean {
  const { businessLine, dataClass } = manifest;
  return (
    policy.may(actor, "schedule.manage", { office: actor.office }) &&
    policy.may(actor, "model.run", { businessLines: [businessLine], dataClass })
  );
}

/** Lets a model run when data that it reads change, or no longer; from the first it runs once, so that later runs have one to carry on. Its runs are made in the
 *  name of whoever switched it on last. MODEL_UNKNOWN, REASON_NEEDED, NOT_ALLOWED, VERSION_CONFLICT */
export async function switchDetection(ports: DetectionPorts, given: DetectionChange): Promise<Row<"detection_models">> {
  const { store, clock, outbox, audit, policy, models } = ports;
  const { account, actor, isEnabled } = given;
  const model = models.get(given.model);
  if (!model) throw new YuejianError("MODEL_UNKNOWN", { model: given.model });
  const reason = given.reason.trim();
  if (reason === "") throw new YuejianError("REASON_NEEDED");
  policy.demand(actor, "schedule.manage", { office: actor.office });
  policy.demand(actor, "model.run", { businessLines: [model.manifest.businessLine], dataClass: model.manifest.dataClass });
  const now = new Date(clock.now()).toISOString();
  return store.write(async (trx) => {
    const before = await trx.selectFrom("detection_models").selectAll().where("model", "=", given.model).executeTakeFirst();
    if ((before?.version ?? 0) !== given.version)
      throw await versionConflict(trx, {
        by: before?.owner ?? "system",
        at: before?.changed_at ?? now,
        changed: { zh: "模型随数据运行的设置", en: "whether the model runs on new data" },
      });
    const content = { model: given.model, isEnabled, reason, by: account.id, at: now };
    const entry = await outbox.record(trx, { type: "detection.changed", subject: given.model, organisation: actor.office, content });
    const row: Row<"detection_models"> = {
      model: given.model,
      version: given.version + 1,
      is_enabled: isEnabled ? 1 : 0,
      reason,
      owner: account.id,
      office: actor.office,
      changed_at: now,
      outbox: entry,
    };
    await trx
      .insertInto("detection_models")
      .values(row)
      .onConflict((conflict) => conflict.column("model").doUpdateSet(row))
      .execute();
    if (isEnabled) await queueDetection(ports, { model: given.model }, trx);
    await audit.recordIn(trx, {
      actor: account,
      action: "model.run",
      subject: given.model,
      outcome: "done",
      detail: `on new data: ${isEnabled ? "on" : "off"}`,
    });
    return row;
  });
}
