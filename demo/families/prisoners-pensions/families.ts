import type { Family } from "../family.ts";
import { PRISONERS_PENSIONS_DECOYS } from "./decoys.ts";
import { PRISONERS_PENSIONS_PLANTS } from "./plants.ts";

/** Model 1: a pension paid for months wholly inside time served in prison or detention, with no stop or recovery covering them
 *  (劳社厅函〔2001〕44号). */
export const PRISONERS_PENSIONS: readonly Family[] = [...PRISONERS_PENSIONS_PLANTS, ...PRISONERS_PENSIONS_DECOYS];
