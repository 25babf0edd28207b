import { BUSINESS_LINES, CASE_STAGES, LEAD_STATUSES, YUEYANG_OFFICES } from "@yuejian/contracts";
import { sql } from "kysely";
import type { StoreTransaction } from "../center/server/store/index.ts";

const lines = Object.keys(BUSINESS_LINES);
const offices = YUEYANG_OFFICES.map(({ id }) => id);
const of = (table: readonly string[], at: string) =>
  sql`json_extract(${JSON.stringify(table)}, '$[' || (${sql.raw(at)} % ${sql.raw(String(table.length))}) || ']')`;

/** Rows of a house with so many leads and supervision cases, put into the tables and counters that figures, boards and the calendar read, not made by runs and commands. `people`: ids
 *  of accounts that the cases are handed to in turn. */
export async function fillGovernance(
  trx: StoreTransaction,
  {
    leads,
    cases,
    now,
    people = ["u"],
  }: { readonly leads: number; readonly cases: number; readonly now: string; readonly people?: readonly string[] },
): Promise<void> {
  // Counters as a million leads leave them: every office, line, model and state, and each month.
  const parts = offices.length * lines.length * 10 * Object.keys(LEAD_STATUSES).length;
  await sql`insert into lead_counts select office.value, line.value, 'personal', 'model-' || model.value, status.value, 1, ${Math.round(leads / parts)}
    from json_each(${JSON.stringify(offices)}) as office, json_each(${JSON.stringify(lines)}) as line,
      json_each('[0,1,2,3,4,5,6,7,8,9]') as model, json_each(${JSON.stringify(Object.keys(LEAD_STATUSES))}) as status`.execute(trx);
  await sql`insert into lead_months select strftime('%Y-%m', 'now', '-' || month.value || ' months'), office.value, line.value, ${Math.round(leads / (36 * offices.length * lines.length))}
    from json_each(${JSON.stringify(offices)}) as office, json_each(${JSON.stringify(lines)}) as line,
      (with recursive n(value) as (select 0 union all select value + 1 from n where value < 35) select value from n) as month`.execute(trx);
  const run = {
    id: "run",
    model: "m",
    model_version: "1",
    rule_digest: "",
    parameters: "{}",
    snapshot: "{}",
    office: "yueyang",
    actor: "u",
  };
  const counted = { started_at: now, finished_at: now, findings: 1, new_leads: 1, result_digest: "", outbox: 1 };
  await trx
    .insertInto("runs")
    .values({ ...run, ...counted, finding_secret: null, job: null })
    .execute();
  const lead = {
    id: "lead",
    number: 1,
    version: 1,
    model: "m",
    subject: "s",
    subject_name: "s",
    office: "yueyang",
    business_line: "civil",
  };
  const told = {
    data_class: "personal",
    status: "filed" as const,
    assignee: null,
    summary_zh: "",
    summary_en: "",
    first_run: "run",
    last_run: "run",
  };
  const kept = { created_at: now, changed_at: now, case_id: null, expired_at: null, comments: 0, attachments: 0 };
  await trx
    .insertInto("leads")
    .values({ ...lead, ...told, ...kept })
    .execute();
  await sql`insert into cases (id, version, number, lead, model, subject, subject_name, office, business_line, data_class, owner, status, opened_at, outbox,
      stage, next_what, next_person, next_level, next_office, due, receiver, changed_at, ended_at)
    select printf('cas_%026d', n), 1, 'n' || n, 'lead', 'model-' || (n % 10), 's' || n, 'x', ${of(offices, "(n * 7)")}, ${of(lines, "(n / 11)")}, 'personal', ${of(people, "(n / 3)")},
      case when n % 3 = 0 then 'closed' else 'open' end, strftime('%Y-%m-%dT00:00:00.000Z', 'now', '-' || (n % 1000) || ' days'), 1,
      case when n % 3 = 0 then 'closed' else ${of(Object.keys(CASE_STAGES).slice(0, 9), "n")} end, null, null, null, null,
      case when n % 3 = 0 then null else date('now', (n % 90 - 20) || ' days') end, null, '2026-01-01T00:00:00.000Z',
      case when n % 3 = 0 then strftime('%Y-%m-%dT00:00:00.000Z', 'now', '-' || (n % 500) || ' days') end
    from (with recursive n(n) as (select 1 union all select n + 1 from n where n < ${cases}) select n from n)`.execute(trx);
  await sql`insert into case_counts select office, business_line, stage, count(*) from cases group by 1, 2, 3`.execute(trx);
  await sql`insert into case_people select id, owner, 'owner' from cases`.execute(trx);
  await sql`insert into case_clocks select id, 'reply', 'reply', null, opened_at, due, null, owner, office, business_line, 1 from cases where due is not null`.execute(
    trx,
  );
}

/** Cases of the business system, three in ten of them open, each of these with a clock. */
export async function fillHandled(
  trx: StoreTransaction,
  { cases, now, people = ["u"] }: { readonly cases: number; readonly now: string; readonly people?: readonly string[] },
): Promise<void> {
  await sql`insert into casework_imports values ('imp', 'job', 'f', 1, '', '', ${now.slice(0, 10)}, 'yueyang', 'u', ${now}, '{}', '[]', 1, 1, 1, 1, 0, 0, 0, 1)`.execute(
    trx,
  );
  await sql`insert into handled_cases (id, number, version, office, department, business_line, kind, handler, person, stage, status, accepted_on, decided_on, due, content,
      as_of, import, changed_at)
    select printf('han_%026d', n), '岳检受〔2026〕' || n || '号', 1, ${of(offices, "(n * 7)")}, ${of(["第一检察部", "第二检察部", "第五检察部"], "n")}, ${of(lines, "(n / 11)")},
      'prosecution-review', '用户' || (n % 50), ${of(people, "(n / 7)")}, 'review', case when n % 10 < 3 then 'open' else 'closed' end, date('now', '-' || (n % 900) || ' days'), null,
      date('now', (n % 60 - 10) || ' days'), '{}', '2026-01-01', 'imp', ${now}
    from (with recursive n(n) as (select 1 union all select n + 1 from n where n < ${cases}) select n from n)`.execute(trx);
  await sql`insert into handled_case_clocks select id, 'c', 'prosecution.review', accepted_on, due, null, case when status = 'open' then 1 else 0 end, office, business_line
    from handled_cases`.execute(trx);
}
