import { YuejianError } from "@yuejian/contracts";
import { type StepRow, stepIn } from "../../casework/index.ts";
import type { Row } from "../../store/index.ts";
import type { Caller } from "../app-types.ts";
import type { Services } from "../services.ts";

type Ports = Pick<Services, "store" | "policy">;

/** A case of the business system that the caller handles, or whose office and line they see; another is answered like one that does not exist. CASE_UNKNOWN */
export async function readableHandledCase({ store, policy }: Ports, { actor }: Caller, id: string): Promise<Row<"handled_cases">> {
  const row = await store.db.selectFrom("handled_cases").selectAll().where("id", "=", id).executeTakeFirst();
  const isReadable = row && (row.person === actor.id || policy.covers(actor, { office: row.office, businessLines: [row.business_line] }));
  if (!row || !isReadable) throw new YuejianError("CASE_UNKNOWN", { case: id });
  return row;
}

/** A step of a case that may not be seen is answered like one that does not exist. STEP_UNKNOWN */
export async function readableStep(ports: Ports, caller: Caller, id: string): Promise<{ row: StepRow; of: Row<"handled_cases"> }> {
  const row = await stepIn(ports.store.db, id);
  try {
    return { row, of: await readableHandledCase(ports, caller, row.case_id) };
  } catch (cause) {
    throw new YuejianError("STEP_UNKNOWN", { step: id }, { cause });
  }
}
