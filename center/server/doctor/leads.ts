import { canonicalJson, type Lead, type VerificationTask } from "@yuejian/contracts";
import { leadTasks, replay } from "@yuejian/oversight";
import { sql } from "kysely";
import type { Reading, Row } from "../store/index.ts";
import { leadEventOf, leadOf, statedLead } from "../work/index.ts";
import { examineCaseCounts, examineCaseHistories } from "./cases.ts";
import type { Examination } from "./report.ts";

const PAGE = 1000;

type StatedEvent = Row<"lead_events"> & {
  readonly said_type: string | null;
  readonly said_subject: string | null;
  readonly content: string | null;
  readonly opened: string | null;
};

/** A lead's row is the sum of its history, and every step of the history is on the ledger, once. */
export async function examineLeads(db: Reading, examination: Examination): Promise<void> {
  for (let after = ""; ; ) {
    const leads = await db.selectFrom("leads").selectAll().where("id", ">", after).orderBy("id").limit(PAGE).execute();
    const last = leads.at(-1);
    if (!last) break;
    const events: StatedEvent[] = await db
      .selectFrom("lead_events")
      .leftJoin("outbox", "outbox.id", "lead_events.outbox")
      .leftJoin("ledger_contents", "ledger_contents.sha256", "outbox.content_sha256")
      .selectAll("lead_events")
      .select(["outbox.type as said_type", "outbox.subject as said_subject", "ledger_contents.content", "ledger_contents.opened"])
      .where("lead", ">", after)
      .where("lead", "<=", last.id)
      .orderBy("lead")
      .orderBy("lead_version")
      .execute();
    const byLead = Map.groupBy(events, ({ lead }) => lead);
    for (const lead of leads) examineLead(lead, byLead.get(lead.id) ?? [], examination);
    const tasks = await db.selectFrom("lead_tasks").selectAll().where("lead", ">", after).where("lead", "<=", last.id).execute();
    examineTasks(tasks, byLead, examination);
    after = last.id;
  }
  await examineCounts(db, examination);
  await examineIndex(db, examination);
  await examineCases(db, examination);
}

function examineLead(row: Row<"leads">, events: readonly StatedEvent[], examination: Examination): void {
  examination.count("leads");
  examination.count("lead events", events.length);
  const lead = leadOf(row);
  const place = `lead ${lead.id}`;
  const isWhole = events.length === lead.version && events.every((event, at) => event.lead_version === at + 1);
  if (!isWhole) return examination.problem(`${place}: version ${lead.version} with ${events.length} events`);
  for (const event of events) examination.require(isStated(event), () => `${place}: event ${event.id} has no statement of its own`);
  const now = replay(startOf(lead, events), events.map(leadEventOf));
  const isSum = now !== null && canonicalJson(now) === canonicalJson(lead);
  examination.require(isSum, () => `${place}: its history leads to another state`);
}

/** Tasks are listed as the histories of their leads tell them. */
function examineTasks(
  rows: readonly Row<"lead_tasks">[],
  byLead: ReadonlyMap<string, readonly StatedEvent[]>,
  examination: Examination,
): void {
  const said = [...byLead].flatMap(([lead, events]) => leadTasks(events.map(leadEventOf)).map((task) => lineOf(lead, task)));
  const listed = rows.map(({ id, lead, assignee, due, added_at: addedAt, settled_at: settledAt }) =>
    lineOf(lead, { id, assignee, due, addedAt, settledAt }),
  );
  examination.count("lead tasks", listed.length);
  const isSame = said.length === listed.length && said.toSorted().every((line, at) => line === listed.toSorted()[at]);
  examination.require(isSame, () => "tasks of leads: the list differs from what the histories tell");
}

const lineOf = (
  lead: string,
  { id, assignee, due, addedAt, settledAt }: Pick<VerificationTask, "id" | "assignee" | "due" | "addedAt" | "settledAt">,
): string => canonicalJson([lead, id, assignee, due, addedAt, settledAt]);

function isStated({ kind, lead, details, said_type: type, said_subject: subject }: StatedEvent): boolean {
  if (kind === "found") return type === "lead.created" && subject === lead;
  if (type === "lead.changed") return subject === lead;
  const { run } = JSON.parse(details) as { run?: string };
  return kind === "found-again" && type === "run.finished" && subject === run;
}

/** The lead as it was found. Where the statement's content was erased, what never changes is taken from the row. */
function startOf(lead: Lead, events: readonly StatedEvent[]): Lead {
  const [found] = events;
  const content = found?.content ?? null;
  const stated = content === null ? null : statedLead(content, found?.opened ?? null);
  if (stated) return stated;
  return { ...lead, version: 1, status: "new", assignee: null, lastRun: lead.firstRun, changedAt: lead.createdAt, caseId: null };
}

async function examineCounts(db: Reading, examination: Examination): Promise<void> {
  const stated = await db
    .selectFrom("outbox")
    .leftJoin("lead_events", "lead_events.outbox", "outbox.id")
    .select(["outbox.id", "outbox.subject"])
    .where("outbox.type", "in", ["lead.created", "lead.changed"])
    .where("lead_events.id", "is", null)
    .execute();
  for (const { id, subject } of stated) examination.problem(`statement ${id} on lead ${subject} has no event in the tables`);
  const runs = await db
    .selectFrom("runs")
    .leftJoin("leads", "leads.first_run", "runs.id")
    .select((build) => ["runs.id", "runs.new_leads", build.fn.count<number>("leads.id").as("leads")])
    .groupBy(["runs.id", "runs.new_leads"])
    .execute();
  for (const { id, new_leads: said, leads } of runs) {
    examination.require(said === leads, () => `run ${id} opened ${said} leads, ${leads} are there`);
  }
}

async function examineCases(db: Reading, examination: Examination): Promise<void> {
  const cases = await db
    .selectFrom("cases")
    .leftJoin("leads", "leads.id", "cases.lead")
    .leftJoin("outbox", "outbox.id", "cases.outbox")
    .select(["cases.id", "leads.case_id", "outbox.type", "outbox.subject"])
    .execute();
  for (const each of cases) {
    examination.count("cases");
    examination.require(each.case_id === each.id, () => `case ${each.id}: its lead names another case`);
    examination.require(
      each.type === "case.created" && each.subject === each.id,
      () => `case ${each.id}: its statement is of something else`,
    );
  }
  await examineCaseHistories(db, examination);
  await examineCaseCounts(db, examination);
  const known = new Set(cases.map(({ id }) => id));
  const filed = await db.selectFrom("leads").select(["id", "case_id"]).where("case_id", "is not", null).execute();
  for (const lead of filed) examination.require(known.has(lead.case_id ?? ""), () => `lead ${lead.id}: its case is missing`);
  const stated = await db.selectFrom("outbox").select("subject").where("type", "=", "case.created").execute();
  for (const { subject } of stated) examination.require(known.has(subject), () => `case ${subject} is on the ledger but not in the tables`);
}

/** The inbox's counters are those of the leads. */
async function examineIndex(db: Reading, examination: Examination): Promise<void> {
  const { rows } = await sql<{ office: string; model: string; status: string; counted: number; there: number }>`
    select office, model, status, cast(sum(counted) as bigint) as counted, cast(sum(there) as bigint) as there from (
      select office, business_line, data_class, model, status, is_assigned, leads as counted, 0 as there from lead_counts
      union all
      select office, business_line, data_class, model, status, case when assignee is null then 0 else 1 end as is_assigned, 0 as counted, count(*) as there
        from leads group by 1, 2, 3, 4, 5, 6) as both_sides
    group by office, business_line, data_class, model, status, is_assigned having sum(counted) <> sum(there)`.execute(db);
  for (const { office, model, status, counted, there } of rows)
    examination.problem(`${counted} leads of ${office}, ${model}, ${status} are counted, ${there} are there`);
}
