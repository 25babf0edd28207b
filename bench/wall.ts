import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BUSINESS_LINES, CASE_STAGES, LEAD_STATUSES, YUEYANG_OFFICES } from "@yuejian/contracts";
import { sql } from "kysely";
import { wallFigures } from "../center/server/governance/index.ts";
import { openStore } from "../center/server/store/index.ts";
import { describeMachine } from "./harness.ts";

/** What the wall asks of a store with LEADS leads and CASES cases (SQLite), without the seconds for which an answer is kept: figures of everything, and of one office and two lines. The limit
 *  is 200 ms. Rows are put into the tables and counters that the figures read, not made by runs. `node bench/wall.ts [LEADS] [CASES]` */
const LIMIT_MS = 200;
const [leads, cases] = [Number(process.argv[2] ?? 1_000_000), Number(process.argv[3] ?? 200_000)];
const folder = mkdtempSync(join(tmpdir(), "yuejian-bench-wall-"));
try {
  mkdirSync(folder, { recursive: true });
  const store = await openStore(join(folder, "store.sqlite"));
  const lines = Object.keys(BUSINESS_LINES);
  const offices = YUEYANG_OFFICES.map(({ id }) => id);
  const of = (table: readonly string[], at: string) =>
    sql`json_extract(${JSON.stringify(table)}, '$[' || (${sql.raw(at)} % ${sql.raw(String(table.length))}) || ']')`;
  const now = new Date().toISOString();
  await store.write(async (trx) => {
    // Counters as a million leads leave them: every office, line, model and state, and each month.
    const parts = offices.length * lines.length * 10 * Object.keys(LEAD_STATUSES).length;
    await sql`insert into lead_counts select office.value, line.value, 'personal', 'model-' || model.value, status.value, 1, ${Math.round(leads / parts)}
      from json_each(${JSON.stringify(offices)}) as office, json_each(${JSON.stringify(lines)}) as line,
        json_each('[0,1,2,3,4,5,6,7,8,9]') as model, json_each(${JSON.stringify(Object.keys(LEAD_STATUSES))}) as status`.execute(trx);
    await sql`insert into lead_months select strftime('%Y-%m', 'now', '-' || month.value || ' months'), office.value, line.value, ${Math.round(leads / (36 * offices.length * lines.length))}
      from json_each(${JSON.stringify(offices)}) as office, json_each(${JSON.stringify(lines)}) as line,
        (with recursive n(value) as (select 0 union all select value + 1 from n where value < 35) select value from n) as month`.execute(
      trx,
    );
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
      select printf('cas_%026d', n), 1, 'n' || n, 'lead', 'model-' || (n % 10), 's' || n, 'x', ${of(offices, "(n * 7)")}, ${of(lines, "(n / 11)")}, 'personal', 'u',
        case when n % 3 = 0 then 'closed' else 'open' end, strftime('%Y-%m-%dT00:00:00.000Z', 'now', '-' || (n % 1000) || ' days'), 1,
        case when n % 3 = 0 then 'closed' else ${of(Object.keys(CASE_STAGES).slice(0, 9), "n")} end, null, null, null, null,
        case when n % 3 = 0 then null else date('now', (n % 90 - 20) || ' days') end, null, '2026-01-01T00:00:00.000Z',
        case when n % 3 = 0 then strftime('%Y-%m-%dT00:00:00.000Z', 'now', '-' || (n % 500) || ' days') end
      from (with recursive n(n) as (select 1 union all select n + 1 from n where n < ${cases}) select n from n)`.execute(trx);
  });
  const ports = { db: store.db, offices: YUEYANG_OFFICES, now, today: now.slice(0, 10) };
  const scopes = {
    everything: { offices: "all", businessLines: "all" },
    "one office, two lines": { offices: ["miluo"], businessLines: ["civil", "minors"] },
  } as const;
  const results = [];
  for (const [name, scope] of Object.entries(scopes)) {
    const milliseconds: number[] = [];
    const began = process.cpuUsage();
    const rounds = 40;
    for (let round = 0; round < rounds; round++) {
      const started = performance.now();
      await wallFigures({ ...ports, scope });
      milliseconds.push(performance.now() - started);
    }
    const { user, system } = process.cpuUsage(began);
    const sorted = milliseconds.toSorted((one, other) => one - other);
    results.push({
      name,
      medianMilliseconds: sorted[Math.floor(rounds / 2)],
      p95Milliseconds: sorted[Math.floor(rounds * 0.95)],
      processorMilliseconds: (user + system) / 1000 / rounds,
    });
  }
  await store.close();
  console.table(results);
  writeFileSync(
    new URL("./results/wall.json", import.meta.url),
    `${JSON.stringify({ at: now, machine: describeMachine(), leads, cases, limitMilliseconds: LIMIT_MS, results }, null, 2)}\n`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
