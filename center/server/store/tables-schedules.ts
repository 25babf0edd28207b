import type { MissedRuns, ScheduleOutcome } from "@yuejian/contracts";

export interface ScheduleTables {
  schedules: SchedulesTable;
  schedule_runs: ScheduleRunsTable;
}

export interface SchedulesTable {
  id: string;
  version: number;
  /** Names a schedule of the house, so that it is made once; null for those that people add. */
  standing_key: string | null;
  kind: string;
  title_zh: string;
  title_en: string;
  /** JSON. */
  input: string;
  /** ScheduleRule. */
  rule: string;
  /** Canonical JSON of kind, input and rule: the same is not scheduled twice. */
  content_key: string;
  missed: MissedRuns;
  is_enabled: number;
  /** Null while disabled. */
  next_at: string | null;
  /** User id: whose rights each run has. */
  owner: string;
  office: string;
  created_at: string;
  changed_at: string;
  /** Outbox id of the newest statement. */
  outbox: number;
}

/** One row for each due time that was dealt with; the key makes each become a job at most once. */
export interface ScheduleRunsTable {
  schedule: string;
  due_at: string;
  at: string;
  outcome: ScheduleOutcome;
  job: string | null;
  error: string | null;
}
