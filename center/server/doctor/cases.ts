import { canonicalJson } from "@yuejian/contracts";
import { caseAfter } from "@yuejian/oversight";
import { sql } from "kysely";
import { caseColumns, caseEventOf } from "../cases/index.ts";
import type { Reading, Row } from "../store/index.ts";
import type { Examination } from "./report.ts";

const PAGE = 500;

/** A case's row is what its history leads to, and every step of the history is on the ledger, once. */
export async function examineCaseHistories(db: Reading, examination: Examination): Promise<void> {
  for (let after = ""; ; ) {
    const cases = await db.selectFrom("cases").selectAll().where("id", ">", after).orderBy("id").limit(PAGE).execute();
    const last = cases.at(-1);
    if (!last) break;
    const events = await db
      .selectFrom("case_events")
      .leftJoin("outbox", "outbox.id", "case_events.outbox")
      .selectAll("case_events")
      .select(["outbox.type as said_type", "outbox.subject as said_subject"])
      .where("case_id", ">", after)
      .where("case_id", "<=", last.id)
      .orderBy("case_id")
      .orderBy("case_version")
      .execute();
    const byCase = Map.groupBy(events, (event) => event.case_id);
    for (const row of cases) examineCase(row, byCase.get(row.id) ?? [], examination);
    after = last.id;
  }
  const stated = await db
    .selectFrom("outbox")
    .leftJoin("case_events", "case_events.outbox", "outbox.id")
    .select(["outbox.id", "outbox.subject"])
    .where("outbox.type", "=", "case.changed")
    .where("case_events.id", "is", null)
    .execute();
  for (const { id, subject } of stated) examination.problem(`statement ${id} on case ${subject} has no event in the tables`);
}

/** The counters of cases are those of the cases. */
export async function examineCaseCounts(db: Reading, examination: Examination): Promise<void> {
  const { rows } = await sql<{ office: string; stage: string; counted: number; there: number }>`
    select office, stage, cast(sum(counted) as bigint) as counted, cast(sum(there) as bigint) as there from (
      select office, business_line, stage, cases as counted, 0 as there from case_counts
      union all
      select office, business_line, stage, 0 as counted, count(*) as there from cases group by 1, 2, 3) as both_sides
    group by office, business_line, stage having sum(counted) <> sum(there)`.execute(db);
  for (const { office, stage, counted, there } of rows)
    examination.problem(`${counted} cases of ${office}, ${stage} are counted, ${there} are there`);
}

type StatedEvent = Row<"case_events"> & { readonly said_type: string | null; readonly said_subject: string | null };

function examineCase(row: Row<"cases">, events: readonly StatedEvent[], examination: Examination): void {
  examination.count("case events", events.length);
  const place = `case ${row.id}`;
  const isWhole = events.length === row.version && events.every((event, at) => event.case_version === at + 1);
  if (!isWhole) return examination.problem(`${place}: version ${row.version} with ${events.length} events`);
  for (const event of events) {
    const type = event.action === "filed" ? "case.created" : "case.changed";
    const isStated = event.said_type === type && event.said_subject === row.id;
    examination.require(isStated, () => `${place}: event ${event.id} has no statement of its own`);
  }
  const state = caseAfter(events.map(caseEventOf));
  const columns = state && caseColumns(state);
  const isSum =
    columns !== null &&
    Object.entries(columns).every(([name, value]) => canonicalJson(row[name as keyof typeof row]) === canonicalJson(value));
  examination.require(isSum, () => `${place}: its history leads to another state`);
}
