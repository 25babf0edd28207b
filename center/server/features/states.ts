import { FEATURE_IDS, type FeatureId } from "@yuejian/contracts";
import type { Reading, Row } from "../store/index.ts";

export interface FeatureState {
  readonly isOn: boolean;
  /** The running pilot that decides; null: none names the feature. */
  readonly pilot: string | null;
}

export interface FeatureStates {
  stateIn(feature: FeatureId, office: string): FeatureState;
  /** Where no pilot decides; on until somebody switches it off. */
  switchOf(feature: FeatureId): Row<"feature_switches"> | null;
  /** Of these offices, those where it is off. */
  offIn(feature: FeatureId, offices: readonly { readonly id: string }[]): readonly string[];
}

/** What is on where on a day. A pilot that has begun and goes on decides for its feature: on in its offices, off in the others, so that the register and the house cannot
 *  disagree. Before its first day, after its end or withdrawal, and without one, the switch of the house holds. */
export async function featureStates(db: Reading, today: string): Promise<FeatureStates> {
  const switches = new Map((await db.selectFrom("feature_switches").selectAll().execute()).map((row) => [row.feature, row]));
  const running = await db
    .selectFrom("pilots")
    .select(["id", "feature", "offices"])
    .where("feature", "is not", null)
    .where("withdrawn_at", "is", null)
    .where("starts_on", "<=", today)
    .where((build) => build.or([build("ended_on", "is", null), build("ended_on", ">", today)]))
    .orderBy("id")
    .execute();
  const pilots = new Map(
    FEATURE_IDS.map((feature) => [
      feature,
      running
        .filter((row) => row.feature === feature)
        .map(({ id, offices }) => ({ id, offices: new Set(JSON.parse(offices) as string[]) })),
    ]),
  );
  const states: FeatureStates = {
    switchOf: (feature) => switches.get(feature) ?? null,
    stateIn(feature, office) {
      const [first, ...others] = pilots.get(feature) ?? [];
      if (!first) return { isOn: switches.get(feature)?.is_on !== 0, pilot: null };
      const own = [first, ...others].find(({ offices }) => offices.has(office));
      return { isOn: own !== undefined, pilot: (own ?? first).id };
    },
    offIn: (feature, offices) => offices.flatMap(({ id }) => (states.stateIn(feature, id).isOn ? [] : [id])),
  };
  return states;
}
