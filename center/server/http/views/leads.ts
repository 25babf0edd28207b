import type { LeadStatus } from "@yuejian/contracts";
import { LEAD_STATUSES } from "@yuejian/contracts";
import type { LeadQuery } from "@yuejian/contracts/api";
import { sql } from "kysely";
import type { Static } from "typebox";
import type { Scope } from "../../policy/index.ts";
import type { Reading, Row } from "../../store/index.ts";
import { containing, visible } from "./visible.ts";

export interface LeadRow extends Row<"leads"> {
  readonly assignee_name: string | null;
  /** Cells of the newest finding, JSON; null when the run's findings were erased. */
  readonly cells: string | null;
}

export interface LeadList {
  readonly rows: readonly LeadRow[];
  readonly total: number;
  readonly byStatus: Record<LeadStatus, number>;
}

export interface LeadReader {
  readonly id: string;
  readonly scope: Scope;
  /** Whether a search may look into names and summaries: for people who may never open them it would confirm guesses. */
  readonly mayOpen: boolean;
}

/** Leads within the reader's scope. `byStatus` counts what the other filters leave, whatever statuses are asked for. */
export async function listLeads(db: Reading, filter: Static<typeof LeadQuery>, reader: LeadReader): Promise<LeadList> {
  const wanted = (filter.status ?? "").split(",").filter((status): status is LeadStatus => Object.hasOwn(LEAD_STATUSES, status));
  const counts = await db
    .selectFrom("leads")
    .where(matching(filter, reader))
    .select(["status", (build) => build.fn.countAll<number>().as("rows")])
    .groupBy("status")
    .execute();
  const byStatus = Object.fromEntries(
    Object.keys(LEAD_STATUSES).map((status) => [status, counts.find((each) => each.status === status)?.rows ?? 0]),
  ) as Record<LeadStatus, number>;
  const total = Object.entries(byStatus).reduce(
    (sum, [status, rows]) => (wanted.length === 0 || wanted.includes(status as LeadStatus) ? sum + rows : sum),
    0,
  );

  let query = leadRows(db).where(matching(filter, reader));
  if (wanted.length > 0) query = query.where("leads.status", "in", wanted);
  const [column, direction] = ORDERS[filter.sort ?? "newest"];
  const rows = await query
    .orderBy(column, direction)
    .orderBy("leads.id", direction)
    .limit(filter.limit ?? 50)
    .offset(filter.offset ?? 0)
    .execute();
  return { rows, total, byStatus };
}

const ORDERS = {
  newest: ["leads.created_at", "desc"],
  oldest: ["leads.created_at", "asc"],
  changed: ["leads.changed_at", "desc"],
  waiting: ["leads.changed_at", "asc"],
} as const;

/** Leads with what their views need beside them. */
export function leadRows(db: Reading) {
  return db
    .selectFrom("leads")
    .leftJoin("users", "users.id", "leads.assignee")
    .leftJoin("findings", (join) =>
      join
        .onRef("findings.run", "=", "leads.last_run")
        .onRef("findings.subject", "=", "leads.subject")
        // A rule may find one subject several times; the first finding words the lead.
        .on(
          sql<boolean>`findings.position = (select min(position) from findings as every where every.run = leads.last_run and every.subject = leads.subject)`,
        ),
    )
    .selectAll("leads")
    .select(["users.display_name as assignee_name", "findings.cells as cells"]);
}

function matching(filter: Static<typeof LeadQuery>, { id, scope, mayOpen }: LeadReader) {
  const conditions = [visible(scope, "leads")];
  if (filter.model !== undefined) conditions.push(sql<boolean>`leads.model = ${filter.model}`);
  if (filter.office !== undefined) conditions.push(sql<boolean>`leads.office = ${filter.office}`);
  if (filter.assignee === "none") conditions.push(sql<boolean>`leads.assignee is null`);
  else if (filter.assignee !== undefined)
    conditions.push(sql<boolean>`leads.assignee = ${filter.assignee === "me" ? id : filter.assignee}`);
  if (filter.q !== undefined && filter.q.trim() !== "") conditions.push(searching(filter.q.trim(), mayOpen));
  return sql<boolean>`${sql.join(conditions, sql` and `)}`;
}

function searching(words: string, mayOpen: boolean) {
  if (!mayOpen) return sql<boolean>`leads.id = ${words}`;
  const pattern = containing(words);
  return sql<boolean>`(leads.id = ${words} or leads.subject_name like ${pattern} escape '\\' or leads.summary_zh like ${pattern} escape '\\' or leads.summary_en like ${pattern} escape '\\')`;
}
