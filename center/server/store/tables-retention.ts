/** Retention of the records of the lake: the rules, and what was deleted under them. */
export interface RetentionTables {
  retention_rules: RetentionRulesTable;
  retention_rule_versions: RetentionRuleVersionsTable;
  deletion_runs: DeletionRunsTable;
  batch_rewrites: BatchRewritesTable;
  row_deletions: RowDeletionsTable;
  file_erasures: FileErasuresTable;
}

interface RetentionRulesTable {
  id: string;
  /** The newest. */
  version: number;
  /** Canonical JSON of the rule's scope: one rule in force for each. */
  scope: string;
  ended_at: string | null;
}

interface RetentionRuleVersionsTable {
  rule: string;
  version: number;
  /** RetentionRule, JSON. */
  content: string;
  /** The version that ended the rule. */
  is_ended: number;
  set_by: string;
  set_at: string;
  outbox: number;
}

/** One applying of rules, or of a request. */
interface DeletionRunsTable {
  id: string;
  /** The only rule; null: all automatic ones, or a request. */
  rule: string | null;
  /** DeletionRequest, JSON. */
  request: string | null;
  actor: string;
  office: string;
  at: string;
  job: string | null;
  finished_at: string | null;
  /** DeletionResult, JSON. */
  result: string | null;
}

/** Where the rows of a batch stand that was rewritten. */
interface BatchRewritesTable {
  batch: string;
  /** Of the file that counts; 0: the first. */
  generation: number;
  /** Highest number that a file was written under: each attempt has its own. */
  claimed: number;
  rows_left: number;
  /** What earlier files and salts held is erased. */
  is_erased: number;
}

/** What one entry of the ledger says was deleted of one batch. */
interface RowDeletionsTable {
  id: string;
  run: string;
  batch: string;
  dataset: string;
  action: string;
  /** Redacted columns, JSON. */
  columns: string;
  rule: string | null;
  rule_version: number | null;
  title: string;
  /** RetentionBasis, JSON. */
  basis: string;
  reason: string;
  actor: string;
  at: string;
  /** Of the record numbers; 0 where it is of rows that were set aside only. */
  first_row: number;
  last_row: number;
  /** NumberRanges, JSON: record numbers, and their positions in the record tree. */
  rows: string;
  leaves: string;
  row_count: number;
  /** Rows that were set aside and went too. */
  quarantined: number;
  generation: number;
  outbox: number;
}

/** Files of the file store that went with the rows that they held. */
interface FileErasuresTable {
  sha256: string;
  run: string;
  /** `source` or `export`. */
  kind: string;
  batch: string | null;
  at: string;
  is_erased: number;
  outbox: number;
}
