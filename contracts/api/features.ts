import { type Static, Type } from "typebox";
import { FEATURES } from "../feature.ts";
import { exact, oneOf, orNull, TextShape } from "./shapes.ts";

const Id = oneOf(FEATURES);

/** GET /api/features: what is on where, of the offices that the caller sees */
export const FeaturesShape = exact({
  items: Type.Array(
    exact({
      feature: Id,
      title: TextShape,
      about: TextShape,
      /** In the caller's own office. */
      isOnHere: Type.Boolean(),
      /** Where no pilot decides. */
      isOn: Type.Boolean(),
      /** 0: nobody ever switched it. */
      version: Type.Integer(),
      reason: Type.String(),
      changedAt: orNull(Type.String()),
      changedBy: orNull(Type.String()),
      offices: Type.Array(exact({ office: Type.String(), isOn: Type.Boolean(), pilot: orNull(Type.String()) })),
    }),
  ),
  /** Whether the caller may switch them. */
  mayManage: Type.Boolean(),
});
export type FeaturesView = Static<typeof FeaturesShape>;

/** POST /api/features/:feature — where no pilot decides. */
export const FeatureBody = exact({
  isOn: Type.Boolean(),
  reason: Type.String({ maxLength: 500 }),
  version: Type.Integer({ minimum: 0 }),
});
export const FeaturePath = exact({ feature: Id });
