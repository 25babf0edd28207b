import type { LeadStatus } from "@yuejian/contracts";
import { sql } from "kysely";
import { type Cell, type Facets, facetsOf, fits, totalOf } from "./cells.ts";
import { allOf, type Criteria, type Inbox, isCounted, otherConditions } from "./criteria.ts";
import { driverOf } from "./drivers.ts";

/** Where counters do not help, counting stops here. */
const COUNT_TO = 10_000;

export interface Count extends Facets {
  readonly total: number;
  readonly totalIs: "exact" | "at-least";
}

/** How many leads fit, and how they are spread. */
export async function countLeads(inbox: Inbox, criteria: Criteria, cells: readonly Cell[]): Promise<Count> {
  if (isCounted(criteria)) {
    const open: Criteria = { ...criteria, statuses: null, models: null, offices: null };
    const counted = cells.filter((cell) => fits(cell, open));
    return { ...facetsOf(counted, criteria), total: totalOf(counted, criteria), totalIs: "exact" };
  }
  const candidates = driverOf(inbox, criteria, { order: "desc", limit: COUNT_TO });
  if (!candidates) throw new TypeError("a filter without a driver is counted");
  const { rows } = await sql<{
    status: LeadStatus;
    model: string;
    office: string;
    leads: number;
  }>`select l.status, l.model, l.office, count(*) as leads
    from (${candidates}) as d cross join leads as l where l.number = d.number and ${allOf(otherConditions(criteria))}
    group by l.status, l.model, l.office`.execute(inbox.db);
  const { rows: looked } = await sql<{ looked: number }>`select count(*) as looked from (${candidates}) as d`.execute(inbox.db);
  const isCapped = (looked[0]?.looked ?? 0) >= COUNT_TO;
  return { ...facetsOf(rows, criteria), total: totalOf(rows, criteria), totalIs: isCapped ? "at-least" : "exact" };
}
