export interface DetectionTables {
  run_scopes: RunScopesTable;
  detection_models: DetectionModelsTable;
}

/** What a run of a model looked at. */
export interface RunScopesTable {
  run: string;
  /** The run whose result this one carries on; null: it looked at everything. */
  base: string | null;
  /** Names the seals, withdrawals, deletions and exceptions in force; an increment stands on a run under the same ones. */
  decisions: string;
  /** JSON: dataset → batches, of the datasets by whose rows others are sealed and which the model does not read. */
  seen: string;
  /** JSON: batches that were new to an increment. */
  batches: string;
  /** How many values of the pivot an increment looked at; null: all. */
  keys: number | null;
  /** Why the model was run over everything although its data changed only in part (WholeRunReason); null: it was asked for. */
  reason: string | null;
}

/** Whether a model runs when data that it reads change. */
export interface DetectionModelsTable {
  model: string;
  version: number;
  is_enabled: number;
  reason: string;
  /** User id: whose rights each run has. */
  owner: string;
  office: string;
  changed_at: string;
  outbox: number;
}
