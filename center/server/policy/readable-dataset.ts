import { type DatasetSchema, ENTITY_MEMBERS } from "@yuejian/contracts";
import type { Actor, Policy } from "./policy.ts";

/** Whether somebody may read records of the dataset. */
export function mayReadDataset(
  policy: Policy,
  actor: Actor,
  { id, businessLines, dataClass }: Pick<DatasetSchema, "id" | "businessLines" | "dataClass">,
): boolean {
  // Whose records a person has in which dataset is for those who may read all of them; others see the entities of what they may read.
  if (id === ENTITY_MEMBERS && policy.scope(actor).businessLines !== "all") return false;
  return policy.may(actor, "data.read", { businessLines, dataClass });
}
