/** Tables of the safeguards: what is sealed, approved, corrected, contested, exported. */
export interface SafeguardTables {
  finding_rows: FindingRowsTable;
  seals: SealsTable;
  withdrawn_rows: WithdrawnRowsTable;
  approvals: ApprovalsTable;
  lead_flags: LeadFlagsTable;
  exports: ExportsTable;
  export_rows: ExportRowsTable;
  corrections: CorrectionsTable;
  contests: ContestsTable;
}

/** Which findings name a row of the lake: the way from a row to the leads that rely on it. Filled in the transaction of the run. */
interface FindingRowsTable {
  batch: string;
  row: number;
  run: string;
  position: number;
}

interface SealsTable {
  id: string;
  kind: string;
  /** Of a person's seal: the only dataset it closes, or null for all that name the person. */
  dataset: string | null;
  batch: string | null;
  row: number | null;
  /** Resident id. Who holds this table knows whose records are sealed: it is as confidential as the lake. */
  person: string | null;
  basis: string;
  reason: string;
  sealed_by: string;
  sealed_at: string;
  lifted_by: string | null;
  lifted_at: string | null;
  lift_reason: string | null;
  outbox: number;
  lift_outbox: number | null;
}

/** Rows that no longer count. `row` 0: the whole batch. */
interface WithdrawnRowsTable {
  batch: string;
  row: number;
  reason: string;
  correction: string | null;
  withdrawn_by: string;
  withdrawn_at: string;
  outbox: number;
}

interface ApprovalsTable {
  id: string;
  kind: string;
  model: string;
  model_major: number;
  /** Digest of the inputs, columns and class that were judged: other ones need another approval. */
  inputs_digest: string;
  content: string;
  author: string;
  created_at: string;
  status: string;
  decided_by: string | null;
  decided_at: string | null;
  decision_note: string | null;
  valid_until: string;
  is_demo: number;
  outbox: number;
}

/** Something happened to what a lead rests on; open until a person says what it means for the lead. */
interface LeadFlagsTable {
  id: string;
  lead: string;
  kind: string;
  /** Seal, correction, batch or contest. */
  source: string;
  raised_at: string;
  /** The next run of the model, and whether it found the subject again. */
  rerun: string | null;
  found_again: number | null;
  resolved_by: string | null;
  resolved_at: string | null;
  outcome: string | null;
  note: string | null;
  outbox: number;
}

interface ExportsTable {
  /** Of `record.exported`. */
  outbox: number;
  lead: string;
  user: string;
  purpose: string | null;
  exported_at: string;
}

interface ExportRowsTable {
  batch: string;
  row: number;
  outbox: number;
}

interface CorrectionsTable {
  id: string;
  dataset: string;
  batch: string;
  row: number;
  column_name: string;
  old_value: string | null;
  new_value: string | null;
  reason: string;
  evidence: string;
  contest: string | null;
  status: string;
  requested_by: string;
  requested_at: string;
  decided_by: string | null;
  decided_at: string | null;
  decision_note: string | null;
  applied_batch: string | null;
  applied_at: string | null;
  outbox: number;
}

interface ContestsTable {
  id: string;
  lead: string | null;
  case_id: string | null;
  record: string | null;
  person: string;
  received_how: string;
  received_at: string;
  grounds: string;
  office: string;
  business_line: string;
  /** Last day (YYYY-MM-DD) of the answer. */
  due: string;
  reviewer: string | null;
  status: string;
  outcome: string | null;
  consequence: string | null;
  reasons: string | null;
  answer: string | null;
  answered_at: string | null;
  decided_at: string | null;
  registered_by: string;
  registered_at: string;
  outbox: number;
}
