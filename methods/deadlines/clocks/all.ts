import { type StatutoryClock, YuejianError } from "@yuejian/contracts";
import { criminalProcedureClocks } from "./criminal-procedure.ts";
import { publicInterestClocks } from "./public-interest.ts";
import { safetyAndLandClocks } from "./safety-and-land.ts";

export const STATUTORY_CLOCKS: readonly StatutoryClock[] = [...criminalProcedureClocks, ...publicInterestClocks, ...safetyAndLandClocks];

const byId: ReadonlyMap<string, StatutoryClock> = new Map(STATUTORY_CLOCKS.map((each) => [each.id, each]));

/** DEADLINE_RULE_UNKNOWN when there is none. */
export function statutoryClock(id: string): StatutoryClock {
  const found = byId.get(id);
  if (!found) throw new YuejianError("DEADLINE_RULE_UNKNOWN", { rule: id });
  return found;
}
