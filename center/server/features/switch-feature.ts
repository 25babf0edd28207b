import { type Clock, FEATURES, type FeatureId, YuejianError } from "@yuejian/contracts";
import { type Account, versionConflict } from "../identity/index.ts";
import type { Outbox } from "../outbox/index.ts";
import type { Store } from "../store/index.ts";

export interface FeatureChange {
  readonly feature: FeatureId;
  readonly isOn: boolean;
  readonly reason: string;
  /** Of the switch as the caller saw it; 0 where there was none. */
  readonly version: number;
  readonly account: Account;
}

/** Switches a feature of the house on or off wherever no pilot decides. REASON_NEEDED, VERSION_CONFLICT */
export async function switchFeature(
  { store, outbox, clock }: { readonly store: Store; readonly outbox: Pick<Outbox, "record">; readonly clock: Clock },
  { feature, isOn, reason, version, account }: FeatureChange,
): Promise<void> {
  const words = reason.trim();
  if (words === "") throw new YuejianError("REASON_NEEDED");
  const at = new Date(clock.now()).toISOString();
  await store.write(async (trx) => {
    const before = await trx.selectFrom("feature_switches").selectAll().where("feature", "=", feature).executeTakeFirst();
    if ((before?.version ?? 0) !== version)
      throw await versionConflict(trx, { by: before?.changed_by ?? "system", at: before?.changed_at ?? at, changed: FEATURES[feature] });
    const content = { feature, isOn, reason: words, by: account.id, at };
    const entry = await outbox.record(trx, { type: "feature.changed", subject: feature, organisation: account.office, content });
    const row = {
      feature,
      version: version + 1,
      is_on: isOn ? 1 : 0,
      reason: words,
      changed_by: account.id,
      changed_at: at,
      outbox: entry,
    };
    await trx
      .insertInto("feature_switches")
      .values(row)
      .onConflict((conflict) => conflict.column("feature").doUpdateSet(row))
      .execute();
  });
}
