import { type Static, Type } from "typebox";
import { exact, TextShape } from "./shapes.ts";

/** A share with its 95 % interval, and in words what it is a share of. */
export const RateShape = exact({
  /** 0…1 */
  rate: Type.Number(),
  low: Type.Number(),
  high: Type.Number(),
  of: TextShape,
});
export type Rate = Static<typeof RateShape>;
