import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { createInterface } from "node:readline";
import { sql } from "kysely";
import type { Reading, StoreTransaction, Tables } from "../store/index.ts";

/** All tables, those referred to before those that refer, each with the columns that order its rows. A table that is missing here is
 *  missing in backups: the type asks for all of them. */
const ORDER: Readonly<Record<keyof Tables, readonly string[]>> = {
  settings: ["name"],
  offices: ["id"],
  datasets: ["id"],
  batches: ["sequence"],
  batch_quarantine: ["batch", "code", "column_name"],
  lake_files: ["path"],
  outbox: ["id"],
  ledger_contents: ["sha256"],
  run_facts: ["sha256"],
  runs: ["id"],
  findings: ["run", "position"],
  run_scopes: ["run"],
  detection_models: ["model"],
  pilots: ["id"],
  feature_switches: ["feature"],
  pattern_searches: ["id"],
  patterns: ["id"],
  pattern_decisions: ["id"],
  rule_causes: ["rule"],
  law_imports: ["id"],
  law_import_notes: ["import", "position"],
  laws: ["id"],
  law_versions: ["id"],
  law_bindings: ["rule_kind", "rule", "law", "article"],
  law_notices: ["id"],
  farmland_runs: ["id"],
  farmland_pictures: ["run", "date"],
  farmland_violations: ["id"],
  farmland_sightings: ["run", "violation"],
  document_checks: ["id"],
  document_findings: ["check_id", "position"],
  document_rules: ["office", "rule"],
  document_keys: ["id"],
  document_batches: ["id"],
  document_batch_files: ["batch", "position"],
  document_watches: ["id"],
  document_watch_files: ["id"],
  document_scans: ["id"],
  judgment_imports: ["id"],
  judgments: ["id"],
  farmland_restorations: ["id"],
  farmland_restored: ["restoration", "violation"],
  farmland_parts: ["run", "position"],
  farmland_uploads: ["id"],
  white_papers: ["year"],
  leads: ["id"],
  lead_events: ["id"],
  cases: ["id"],
  case_counts: ["office", "business_line", "stage"],
  case_numbers: ["office", "year"],
  case_events: ["id"],
  case_clocks: ["case_id", "key"],
  case_people: ["case_id", "person", "part"],
  case_files: ["id"],
  case_recusals: ["id"],
  instrument_numbers: ["office", "series", "year"],
  instrument_templates: ["office", "kind", "version"],
  case_papers: ["id"],
  reply_links: ["id"],
  case_instruments: ["case_id"],
  case_citations: ["case_id", "law", "article"],
  jobs: ["id"],
  users: ["id"],
  law_history: ["id"],
  law_collections: ["id"],
  law_collection_items: ["id"],
  sessions: ["token_sha256"],
  one_time_links: ["token_sha256"],
  purposes: ["id"],
  audit: ["id"],
  finding_rows: ["batch", "row", "run", "position"],
  seals: ["id"],
  withdrawn_rows: ["batch", "row"],
  approvals: ["id"],
  lead_flags: ["id"],
  exports: ["outbox"],
  export_rows: ["batch", "row", "outbox"],
  corrections: ["id"],
  contests: ["id"],
  schedules: ["id"],
  schedule_runs: ["schedule", "due_at"],
  mappings: ["id"],
  quality_rules: ["id"],
  quality_runs: ["batch"],
  sources: ["id"],
  source_loads: ["id"],
  source_batches: ["batch"],
  source_cursors: ["source"],
  source_files: ["source", "sha256"],
  source_alerts: ["id"],
  entity_runs: ["sequence"],
  entity_changes: ["run", "position"],
  entity_reviews: ["id"],
  entity_decisions: ["id"],
  entity_mappings: ["dataset"],
  lead_entities: ["lead", "kind", "entity"],
  catalogue_notes: ["id"],
  quality_reports: ["dataset", "circle", "batch"],
  queries: ["id"],
  saved_queries: ["id"],
  saved_query_versions: ["query", "version"],
  retention_rules: ["id"],
  retention_rule_versions: ["rule", "version"],
  deletion_runs: ["id"],
  batch_rewrites: ["batch"],
  row_deletions: ["id"],
  file_erasures: ["sha256"],
  casework_imports: ["id"],
  casework_refusals: ["import", "row"],
  handled_cases: ["id"],
  handled_case_versions: ["case_id", "version"],
  handled_case_clocks: ["case_id", "key"],
  casework_notices: ["id"],
  procedural_steps: ["id"],
  procedural_step_events: ["step", "version"],
  alert_rules: ["id"],
  reminders: ["id"],
  reminder_rules: ["office"],
  reminder_preferences: ["person"],
  notify_channels: ["id"],
  notify_hosts: ["host"],
  notify_messages: ["id"],
  notify_message_items: ["message", "reminder"],
  uploads: ["id"],
  lead_counts: ["office", "business_line", "data_class", "model", "status", "is_assigned"],
  lead_months: ["month", "office", "business_line"],
  lead_links: ["key", "kind", "lead"],
  lead_comments: ["id"],
  lead_mentions: ["id"],
  lead_attachments: ["id"],
  lead_tasks: ["id"],
  inbox_views: ["id"],
  inbox_defaults: ["user"],
  operations: ["id"],
  operation_leads: ["operation", "position"],
  samples: ["id"],
  checks: ["id"],
  anchor_contracts: ["chain_id", "contract"],
  anchors: ["chain_id", "contract", "size"],
  anchor_alarms: ["id"],
  node_periods: ["id"],
  chain_evidence: ["id"],
  device_keys: ["id"],
  captures: ["id"],
  capture_files: ["capture", "sha256"],
  field_checks: ["id"],
  field_check_files: ["field_check", "sha256"],
  checkpoint_stamps: ["id"],
  stamp_requests: ["nonce"],
  checkpoints: ["size"],
};

export type TableName = keyof Tables;
export const TABLES = Object.keys(ORDER) as TableName[];

/** Columns that count up by themselves. */
const COUNTERS: Partial<Record<TableName, string>> = {
  batches: "sequence",
  entity_runs: "sequence",
  outbox: "id",
  audit: "id",
  node_periods: "id",
  checkpoint_stamps: "id",
};

const PAGE = 1000;

/** Writes a table as JSON lines, the same from both engines. */
export async function dumpTable(db: Reading, table: TableName, file: string): Promise<void> {
  const out = createWriteStream(file, { mode: 0o600 });
  const key = sql.join(ORDER[table].map((column) => sql.ref(column)));
  for (let offset = 0; ; offset += PAGE) {
    const { rows } = await sql<
      Record<string, unknown>
    >`select * from ${sql.table(table)} order by ${key} limit ${PAGE} offset ${offset}`.execute(db);
    for (const row of rows) {
      if (!out.write(`${JSON.stringify(row)}\n`)) await once(out, "drain");
    }
    if (rows.length < PAGE) break;
  }
  out.end();
  await once(out, "close");
}

/** Fills an empty table from JSON lines. */
export async function loadTable(trx: StoreTransaction, engine: "sqlite" | "postgres", table: TableName, file: string): Promise<void> {
  let rows: Record<string, unknown>[] = [];
  const flush = async () => {
    const [first] = rows;
    if (!first) return;
    const columns = Object.keys(first);
    const values = rows.map((row) => sql`(${sql.join(columns.map((column) => row[column] ?? null))})`);
    const names = sql.join(columns.map((column) => sql.ref(column)));
    const overriding = engine === "postgres" && COUNTERS[table] ? sql`overriding system value` : sql``;
    await sql`insert into ${sql.table(table)} (${names}) ${overriding} values ${sql.join(values)}`.execute(trx);
    rows = [];
  };
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    rows.push(JSON.parse(line) as Record<string, unknown>);
    if (rows.length === PAGE) await flush();
  }
  await flush();
  const counter = COUNTERS[table];
  if (engine === "postgres" && counter) {
    const highest = sql`(select coalesce(max(${sql.ref(counter)}), 0) + 1 from ${sql.table(table)})`;
    await sql`select setval(pg_get_serial_sequence(${table}, ${counter}), ${highest}, false)`.execute(trx);
  }
}
