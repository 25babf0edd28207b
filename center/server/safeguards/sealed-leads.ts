import { sql } from "kysely";

/** 1 for a lead that rests on sealed rows, else 0. */
export function isSealed(lead: "leads.id" | "cases.lead") {
  return sql<number>`case when exists (select 1 from lead_flags where lead_flags.lead = ${sql.ref(lead)} and lead_flags.kind = 'sealed' and lead_flags.resolved_at is null) then 1 else 0 end`;
}
