import { parseRowRef } from "@yuejian/contracts";
import type { RELATIONS } from "@yuejian/contracts/api";
import { sql } from "kysely";
import type { Reading, Row } from "../store/index.ts";
import { allOf, type Reader, scopeConditions } from "./criteria.ts";

export type Relation = keyof typeof RELATIONS;

/** Leads shown, and links followed to find them: an enterprise of a whole city's findings must not stop the page. */
const RELATED = 50;
const LINKS = 2000;
const ROWS = 50;

export interface RelatedLeads {
  readonly leads: readonly { readonly number: number; readonly reasons: readonly Relation[] }[];
  readonly isCapped: boolean;
}

/** Leads that have something in common with this one, most reasons first, within the reader's scope. */
export async function relatedLeads(db: Reading, lead: Row<"leads">, reader: Reader): Promise<RelatedLeads> {
  const linked = await sql<{ number: number; reason: Relation }>`select other.lead as number, other.kind as reason
    from lead_links as own join lead_links as other on other.key = own.key and other.kind = own.kind
    where own.lead = ${lead.number} and other.lead <> ${lead.number} limit ${LINKS}`.execute(db);
  const sharing = await sharingRows(db, lead);
  const reasons = new Map<number, Set<Relation>>();
  for (const { number, reason } of [...linked.rows, ...sharing]) reasons.set(number, (reasons.get(number) ?? new Set()).add(reason));
  const visible = await withinScope(db, [...reasons.keys()], reader);
  const leads = visible
    .map((number) => ({ number, reasons: [...(reasons.get(number) ?? [])].sort() }))
    .sort((left, right) => right.reasons.length - left.reasons.length || right.number - left.number);
  return { leads: leads.slice(0, RELATED), isCapped: leads.length > RELATED || linked.rows.length === LINKS || sharing.length >= LINKS };
}

/** Leads whose newest finding names one of the rows behind this one. */
async function sharingRows(db: Reading, lead: Row<"leads">): Promise<{ number: number; reason: Relation }[]> {
  const findings = await db
    .selectFrom("findings")
    .select("row_refs")
    .where("run", "=", lead.last_run)
    .where("subject", "=", lead.subject)
    .execute();
  const refs = [...new Set(findings.flatMap(({ row_refs: named }) => JSON.parse(named) as string[]))].slice(0, ROWS);
  const found = new Set<number>();
  for (const ref of refs) {
    const place = parseRowRef(ref);
    if (!place || found.size >= LINKS) continue;
    const { rows } = await sql<{ number: number }>`select leads.number from finding_rows
      join findings on findings.run = finding_rows.run and findings.position = finding_rows.position
      join runs on runs.id = finding_rows.run
      join leads on leads.model = runs.model and leads.subject = findings.subject and leads.last_run = finding_rows.run
      where finding_rows.batch = ${place.batch} and finding_rows.row = ${place.row} limit ${LINKS}`.execute(db);
    for (const { number } of rows) if (number !== lead.number) found.add(number);
  }
  return [...found].map((number) => ({ number, reason: "row" as const }));
}

async function withinScope(db: Reading, numbers: readonly number[], reader: Reader): Promise<number[]> {
  if (numbers.length === 0) return [];
  const { rows } = await sql<{ number: number }>`select number from leads
    where number in (${sql.join(numbers)}) and ${allOf(scopeConditions(reader))}`.execute(db);
  return rows.map(({ number }) => number);
}
