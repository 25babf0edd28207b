import { type Static, Type } from "typebox";
import { exact, orNull, page, TextShape } from "./shapes.ts";
import { RunShape } from "./work.ts";

/** How a model runs when data that it reads change. */
export const DetectionModelShape = exact({
  model: Type.String(),
  title: TextShape,
  isEnabled: Type.Boolean(),
  /** 0: nobody ever decided. */
  version: Type.Integer(),
  reason: Type.String(),
  changedBy: orNull(exact({ id: Type.String(), name: Type.String() })),
  changedAt: orNull(Type.String()),
  /** Result column by which affected subjects are told apart; null: each change runs it over everything, because the rule reads `wholeDataset` beyond any subject. */
  pivot: orNull(Type.String()),
  wholeDataset: orNull(Type.String()),
  /** The newest run, of whatever kind. */
  lastRun: orNull(RunShape),
  /** Whether the caller may switch it. */
  mayManage: Type.Boolean(),
});
export type DetectionModelView = Static<typeof DetectionModelShape>;

/** GET /api/detection */
export const DetectionModelsShape = page(DetectionModelShape);

/** POST /api/detection/:model — answers with the model. */
export const DetectionBody = exact({
  isEnabled: Type.Boolean(),
  reason: Type.String({ maxLength: 500 }),
  version: Type.Integer({ minimum: 0 }),
});
