import { FEATURES, type FeatureId, YuejianError } from "@yuejian/contracts";
import { featureStates } from "../features/index.ts";
import type { Caller } from "./app-types.ts";
import type { Services } from "./services.ts";
import { todayOf } from "./views/cases.ts";

/** Refuses what is off in the caller's own office. FEATURE_OFF */
export function featureGate({ store, clock }: Pick<Services, "store" | "clock">): (caller: Caller, feature: FeatureId) => Promise<void> {
  return async ({ actor }, feature) => {
    const { isOn, pilot } = (await featureStates(store.db, todayOf(clock))).stateIn(feature, actor.office);
    if (isOn) return;
    const { zh, en } = FEATURES[feature];
    throw new YuejianError("FEATURE_OFF", { feature, feature_zh: zh, feature_en: en, pilot: pilot ?? "" });
  };
}
