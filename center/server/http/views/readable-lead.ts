import { type Action, type BusinessLine, type DataClass, YuejianError } from "@yuejian/contracts";
import type { PolicyObject } from "../../policy/index.ts";
import type { Caller } from "../app-types.ts";
import type { Services } from "../services.ts";
import { type LeadRow, leadRows } from "./leads.ts";

/** A lead as the policy sees it. */
export function objectOf(row: Pick<LeadRow, "office" | "business_line" | "assignee" | "data_class">): PolicyObject {
  return {
    office: row.office,
    businessLines: [row.business_line as BusinessLine],
    worker: row.assignee,
    dataClass: row.data_class as DataClass,
  };
}

/** The lead, when the caller may see it and do this with it. One that may not be seen is answered like one that does not exist.
 *  @throws YuejianError LEAD_UNKNOWN, NOT_ALLOWED */
export async function readableLead(
  { store, policy }: Pick<Services, "store" | "policy">,
  { actor }: Caller,
  id: string,
  action: Action = "lead.read",
): Promise<LeadRow> {
  const row = await leadRows(store.db).where("leads.id", "=", id).executeTakeFirst();
  if (!row || !policy.may(actor, "lead.read", objectOf(row))) throw new YuejianError("LEAD_UNKNOWN", { lead: id });
  policy.demand(actor, action, objectOf(row));
  return row;
}
