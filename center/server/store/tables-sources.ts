import type { SourceAlertKind, SourceKind, SourceLoadStatus } from "@yuejian/contracts";

export interface SourceTables {
  sources: SourcesTable;
  source_loads: SourceLoadsTable;
  source_batches: SourceBatchesTable;
  source_cursors: SourceCursorsTable;
  source_files: SourceFilesTable;
  source_alerts: SourceAlertsTable;
}

/** Systems that deliver. A removed one keeps its row, its loads and its batches. */
export interface SourcesTable {
  id: string;
  version: number;
  /** Unique among those that are not removed. */
  name: string;
  kind: SourceKind;
  /** Dataset that it feeds; it may not be there before the first load. */
  dataset: string;
  /** Office that delivers and answers for it. */
  office: string;
  /** Person who answers for it, in words. */
  owner: string;
  legal_basis: string;
  data_class: string;
  /** SourceSettings, without any secret. */
  settings: string;
  /** SecretPlace; null: none. */
  secret: string | null;
  /** SourceContract; its version counts up with each change of it. */
  contract: string;
  contract_version: number;
  /** ScheduleRule; null: by hand. */
  refresh: string | null;
  /** The schedule made from `refresh`. */
  schedule: string | null;
  is_paused: number;
  /** Job whose load is at work; others wait. */
  running_job: string | null;
  created_at: string;
  changed_at: string;
  changed_by: string;
  removed_at: string | null;
  /** Outbox id of the newest statement. */
  outbox: number;
}

export interface SourceLoadsTable {
  id: string;
  source: string;
  job: string;
  status: SourceLoadStatus;
  started_at: string;
  finished_at: string | null;
  contract_version: number;
  parser_version: string;
  rows_read: number;
  rows_accepted: number;
  rows_quarantined: number;
  /** Error as it is kept for jobs, JSON; null where it succeeded. */
  error: string | null;
}

/** Which load of which source a batch came from; written with the batch. */
export interface SourceBatchesTable {
  batch: string;
  source: string;
  load: string;
}

/** How far a source was taken in; written with the batch that reached there. */
export interface SourceCursorsTable {
  source: string;
  /** JSON, as the kind of source understands it. */
  position: string;
  batch: string | null;
  at: string;
}

/** Files of a watched folder that were dealt with, by content. */
export interface SourceFilesTable {
  source: string;
  sha256: string;
  name: string;
  size: number;
  /** Facts of the file by which an untouched one is known without reading it. */
  signature: string;
  status: "done" | "failed";
  contract_version: number;
  parser_version: string;
  load: string;
  at: string;
  /** JSON; null where it is done. */
  error: string | null;
}

export interface SourceAlertsTable {
  id: string;
  source: string;
  load: string | null;
  kind: SourceAlertKind;
  opened_at: string;
  /** When it was found again, and how often in all. */
  last_at: string;
  times: number;
  detail_zh: string;
  detail_en: string;
  acknowledged_at: string | null;
  acknowledged_by: string | null;
  /** Closed by a load without the trouble. */
  closed_at: string | null;
  outbox: number;
}
