export interface QualityTables {
  quality_rules: QualityRulesTable;
  quality_runs: QualityRunsTable;
}

/** Rules that offices add to those of the data dictionary. */
export interface QualityRulesTable {
  id: string;
  dataset: string;
  office: string;
  /** QualityRule without its id, canonical JSON. */
  rule: string;
  /** Canonical JSON of the dataset, the office and the check: the same is not asked twice. */
  content_key: string;
  actor: string;
  created_at: string;
  outbox: number;
}

/** Quality of a dataset as it was right after a load. Derived: it can be measured again from the lake. */
export interface QualityRunsTable {
  /** The load. */
  batch: string;
  dataset: string;
  at: string;
  rows: number;
  /** Tenths, 0 to 1000; null where no rule could be checked. */
  score: number | null;
  /** QualityOutcome of each rule, JSON. */
  outcomes: string;
}
