import type { JOB_STATUSES, LeadStatus } from "@yuejian/contracts";
import type { Generated, Insertable, Selectable } from "kysely";
import type { AlertTables } from "./tables-alerts.ts";
import type { AnchorTables } from "./tables-anchors.ts";
import type { CaptureTables } from "./tables-captures.ts";
import type { CaseTables } from "./tables-cases.ts";
import type { CaseworkTables } from "./tables-casework.ts";
import type { CatalogueTables } from "./tables-catalogue.ts";
import type { CheckpointTables } from "./tables-checkpoints.ts";
import type { DetectionTables } from "./tables-detection.ts";
import type { DocumentBatchTables } from "./tables-document-batches.ts";
import type { DocumentTables } from "./tables-documents.ts";
import type { EntityTables } from "./tables-entities.ts";
import type { FarmlandTables } from "./tables-farmland.ts";
import type { InboxTables } from "./tables-inbox.ts";
import type { JudgmentTables } from "./tables-judgments.ts";
import type { LawTables } from "./tables-laws.ts";
import type { MappingTables } from "./tables-mappings.ts";
import type { NodeTables } from "./tables-nodes.ts";
import type { PatternTables } from "./tables-patterns.ts";
import type { PilotTables } from "./tables-pilots.ts";
import type { QualityTables } from "./tables-quality.ts";
import type { QueryTables } from "./tables-queries.ts";
import type { ReminderTables } from "./tables-reminders.ts";
import type { RetentionTables } from "./tables-retention.ts";
import type { SafeguardTables } from "./tables-safeguards.ts";
import type { ScheduleTables } from "./tables-schedules.ts";
import type { SourceTables } from "./tables-sources.ts";
import type { StepTables } from "./tables-steps.ts";

export type JobStatus = keyof typeof JOB_STATUSES;
export type { CaseStatus } from "./tables-cases.ts";

/** Every table of the transactional store, the same on both engines. Times are UTC, ISO 8601 with milliseconds and Z, as text (they
 *  sort); JSON is text; flags are 0 or 1; ids are ULIDs with a prefix (contracts/clock.ts). */
export interface Tables
  extends SafeguardTables,
    ScheduleTables,
    InboxTables,
    MappingTables,
    AnchorTables,
    NodeTables,
    CaptureTables,
    CheckpointTables,
    QualityTables,
    SourceTables,
    EntityTables,
    CatalogueTables,
    CaseTables,
    CaseworkTables,
    QueryTables,
    StepTables,
    ReminderTables,
    AlertTables,
    RetentionTables,
    DetectionTables,
    PilotTables,
    PatternTables,
    LawTables,
    FarmlandTables,
    DocumentBatchTables,
    DocumentTables,
    JudgmentTables {
  settings: SettingsTable;
  offices: OfficesTable;
  datasets: DatasetsTable;
  batches: BatchesTable;
  batch_quarantine: BatchQuarantineTable;
  lake_files: LakeFilesTable;
  outbox: OutboxTable;
  ledger_contents: LedgerContentsTable;
  run_facts: RunFactsTable;
  runs: RunsTable;
  findings: FindingsTable;
  leads: LeadsTable;
  lead_events: LeadEventsTable;
  jobs: JobsTable;
  users: UsersTable;
  sessions: SessionsTable;
  one_time_links: OneTimeLinksTable;
  purposes: PurposesTable;
  audit: AuditTable;
}

export type Row<Table extends keyof Tables> = Selectable<Tables[Table]>;
export type NewRow<Table extends keyof Tables> = Insertable<Tables[Table]>;

/** `home.id`, `home.createdAt` and what else the home remembers. */
export interface SettingsTable {
  name: string;
  value: string;
}

export interface OfficesTable {
  id: string;
  region_code: string;
  parent: string | null;
  name_zh: string;
  name_en: string;
}

export interface DatasetsTable {
  id: string;
  version: number;
  /** DatasetSchema. */
  schema: string;
  created_at: string;
  /** Outbox id of `dataset.created`; null for those of the dictionary, which `home.created` names. */
  outbox: number | null;
}

export interface BatchesTable {
  id: string;
  /** Order of commits, from 1. */
  sequence: Generated<number>;
  dataset: string;
  schema_version: number;
  /** SourceFile. */
  file: string;
  file_sha256: string;
  /** Canonical JSON of dataset, file digest, sheet and retried batch: the same content loads once. */
  content_key: string;
  office: string;
  created_at: string;
  rows_accepted: number;
  rows_quarantined: number;
  record_root: string;
  columns_digest: string;
  parser_version: string;
  /** Schema column → source heading or null. */
  mapping: string;
  retry_of: string | null;
  actor: string;
  /** The job that loaded it, so that an attempt after a kill recognises its own work. */
  job: string | null;
  outbox: number;
}

export interface BatchQuarantineTable {
  batch: string;
  code: string;
  column_name: string | null;
  rows: number;
}

export interface LakeFilesTable {
  path: string;
  batch: string;
  size: number;
  sha256: string;
}

/** Statements for the ledger in commit order; `ledger_index` is null until the ledger holds them. */
export interface OutboxTable {
  id: Generated<number>;
  type: string;
  subject: string;
  at: string;
  /** Canonical JSON of the LedgerStatement: the bytes of the entry. */
  statement: string;
  content_sha256: string;
  ledger_index: number | null;
  /** Members of the statement that it is found by. */
  organisation: string | null;
  sm3: string | null;
}

/** What the statements digest. Erasing sets `content` null; the digest on the ledger then says only that something was stated.
 *  `opened`: salts and values of members sealed in the content (chain: Openings), JSON; erasing these alone leaves what concerns nobody. */
export interface LedgerContentsTable {
  sha256: string;
  content: string | null;
  opened: string | null;
  erased_at: string | null;
}

/** Rules, manifests and schemas as runs executed them; canonical JSON. */
export interface RunFactsTable {
  sha256: string;
  content: string;
}

export interface RunsTable {
  id: string;
  model: string;
  model_version: string;
  rule_digest: string;
  parameters: string;
  /** Dataset → batch ids. */
  snapshot: string;
  office: string;
  actor: string;
  started_at: string;
  finished_at: string;
  findings: number;
  new_leads: number;
  result_digest: string;
  /** 32 bytes, hex, from which the salts of its findings come (chain: findingSalt); erasing it unlinks them. */
  finding_secret: string | null;
  job: string | null;
  outbox: number;
}

export interface FindingsTable {
  run: string;
  /** 0-based, in the order of the run's finding tree. */
  position: number;
  subject: string;
  /** Column → value, JSON. */
  cells: string;
  /** Row references, JSON. */
  row_refs: string;
  /** Hex, where the run's secret was erased; else null. */
  salt: string | null;
  /** Leaf hash (hex) of a finding whose content was erased; else null. */
  leaf: string | null;
}

export interface LeadsTable {
  id: string;
  /** Counts up in the order in which leads were found; `created_at` never falls along it. */
  number: number;
  version: number;
  model: string;
  subject: string;
  subject_name: string;
  office: string;
  business_line: string;
  data_class: string;
  status: LeadStatus;
  assignee: string | null;
  summary_zh: string;
  summary_en: string;
  first_run: string;
  last_run: string;
  created_at: string;
  changed_at: string;
  case_id: string | null;
  /** Since when its personal data is gone; null while it is there. */
  expired_at: string | null;
  /** Comments and attachments that are not withdrawn. */
  comments: number;
  attachments: number;
}

export interface LeadEventsTable {
  id: string;
  lead: string;
  /** Version of the lead after the event. */
  lead_version: number;
  at: string;
  actor: string;
  kind: string;
  from_status: LeadStatus | null;
  to_status: LeadStatus;
  note: string | null;
  details: string;
  outbox: number;
}

export interface JobsTable {
  id: string;
  kind: string;
  title_zh: string;
  title_en: string;
  input: string;
  status: JobStatus;
  /** Higher first. */
  priority: number;
  /** Not before this time; the scheduler's and the backoff's column. */
  run_after: string;
  attempts: number;
  max_attempts: number;
  /** Process that works on it, and until when it may be silent. */
  lease_owner: string | null;
  lease_until: string | null;
  is_cancel_requested: number;
  /** Its effects are in the store: it can no longer be cancelled, and a further attempt only finds them. */
  is_committed: number;
  progress_done: number;
  progress_total: number | null;
  stage_zh: string;
  stage_en: string;
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
  actor: string;
  office: string;
  result: string | null;
  error: string | null;
  /** Counts changes, for those who follow. */
  version: number;
  changed_at: string;
}

export interface UsersTable {
  id: string;
  name: string;
  display_name: string;
  role: string;
  office: string;
  /** JSON array. */
  business_lines: string;
  /** argon2id in PHC form; null: no password set, only one-time links. */
  password_hash: string | null;
  must_set_password: number;
  is_disabled: number;
  failed_attempts: number;
  locked_until: string | null;
  created_at: string;
  changed_at: string;
}

/** Tokens are kept as SHA-256 (hex) only: who reads the table cannot sign in with it. */
export interface SessionsTable {
  token_sha256: string;
  id: string;
  user: string;
  csrf: string;
  created_at: string;
  last_seen_at: string;
  expires_at: string;
}

export interface OneTimeLinksTable {
  token_sha256: string;
  user: string;
  created_at: string;
  expires_at: string;
  used_at: string | null;
}

export interface PurposesTable {
  id: string;
  user: string;
  /** Lead or case id. */
  subject: string;
  legal_basis: string;
  stated_at: string;
  expires_at: string;
  outbox: number;
}

export interface AuditTable {
  id: Generated<number>;
  at: string;
  actor: string;
  actor_name: string;
  office: string;
  action: string;
  subject: string | null;
  purpose: string | null;
  outcome: "done" | "refused";
  detail: string;
}
