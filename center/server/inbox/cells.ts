import type { LeadStatus } from "@yuejian/contracts";
import type { Reading, Row } from "../store/index.ts";
import type { Criteria } from "./criteria.ts";

/** A counter: leads of one office, line, class, model and status, assigned or not. */
export type Cell = Row<"lead_counts">;

/** All counters: offices × models × statuses at most, a few thousand for a whole city, however many leads there are. */
export async function readCells(db: Reading): Promise<Cell[]> {
  return db.selectFrom("lead_counts").selectAll().where("leads", ">", 0).execute();
}

export type Facet = "status" | "model" | "office";

/** Whether the leads of a cell are within the reader's scope and fit the criteria that counters know; `except`: whatever that facet is. */
export function fits(cell: Cell, criteria: Criteria, except?: Facet): boolean {
  const { reader, statuses, models, offices, lines, classes, assignee } = criteria;
  const { offices: seen, businessLines } = reader.scope;
  return (
    (seen === "all" || seen.includes(cell.office)) &&
    (businessLines === "all" || (businessLines as readonly string[]).includes(cell.business_line)) &&
    (except === "status" || !statuses || statuses.has(cell.status)) &&
    (except === "model" || !models || models.has(cell.model)) &&
    (except === "office" || !offices || offices.has(cell.office)) &&
    (!lines || lines.has(cell.business_line)) &&
    (!classes || classes.has(cell.data_class)) &&
    (assignee !== "nobody" || cell.is_assigned === 0)
  );
}

export interface Facets {
  readonly byStatus: Record<string, number>;
  readonly byModel: Record<string, number>;
  readonly byOffice: Record<string, number>;
}

/** One facet's counts each: what the criteria leave, but for the facet's own. `counted`: cells that fit all the rest. */
export function facetsOf(counted: readonly (Pick<Cell, Facet> & { readonly leads: number })[], criteria: Criteria): Facets {
  const { statuses, models, offices } = criteria;
  const isOf = {
    status: (status: LeadStatus) => !statuses || statuses.has(status),
    model: (model: string) => !models || models.has(model),
    office: (office: string) => !offices || offices.has(office),
  };
  const facets: Facets = { byStatus: {}, byModel: {}, byOffice: {} };
  for (const { status, model, office, leads } of counted) {
    if (isOf.model(model) && isOf.office(office)) facets.byStatus[status] = (facets.byStatus[status] ?? 0) + leads;
    if (isOf.status(status) && isOf.office(office)) facets.byModel[model] = (facets.byModel[model] ?? 0) + leads;
    if (isOf.status(status) && isOf.model(model)) facets.byOffice[office] = (facets.byOffice[office] ?? 0) + leads;
  }
  return facets;
}

/** Leads that fit everything. */
export function totalOf(counted: readonly (Pick<Cell, Facet> & { readonly leads: number })[], criteria: Criteria): number {
  const { statuses, models, offices } = criteria;
  return counted
    .filter(
      ({ status, model, office }) =>
        (!statuses || statuses.has(status)) && (!models || models.has(model)) && (!offices || offices.has(office)),
    )
    .reduce((sum, { leads }) => sum + leads, 0);
}
