import { FEATURES, type FeatureId, YuejianError } from "@yuejian/contracts";
import { featureStates } from "../features/index.ts";
import type { Services } from "./services.ts";
import { todayOf } from "./views/cases.ts";

/** Whoever asks, an account or the key of another system. */
interface OfOffice {
  readonly actor: { readonly office: string };
}

/** Refuses what is off in the caller's own office. FEATURE_OFF */
export function featureGate({ store, clock }: Pick<Services, "store" | "clock">): (caller: OfOffice, feature: FeatureId) => Promise<void> {
  return async ({ actor }, feature) => {
    const { isOn, pilot } = (await featureStates(store.db, todayOf(clock))).stateIn(feature, actor.office);
    if (isOn) return;
    const { zh, en } = FEATURES[feature];
    throw new YuejianError("FEATURE_OFF", { feature, feature_zh: zh, feature_en: en, pilot: pilot ?? "" });
  };
}
