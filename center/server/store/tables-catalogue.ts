export interface CatalogueTables {
  catalogue_notes: CatalogueNotesTable;
  quality_reports: QualityReportsTable;
}

/** Every version of what an office says about a dataset or a column; the newest counts. */
export interface CatalogueNotesTable {
  id: string;
  dataset: string;
  /** Empty: about the dataset itself. */
  column_name: string;
  office: string;
  /** From 1. */
  version: number;
  /** Empty, with no tags: withdrawn. */
  meaning: string;
  /** JSON array. */
  tags: string;
  /** Of a dataset: on what ground the house holds it. */
  legal_basis: string | null;
  /** Of a dataset: a load is expected each so many days. */
  refresh_days: number | null;
  actor: string;
  at: string;
  outbox: number;
}

/** Profile and rules of a dataset as they were last measured. Derived: it can be measured again from the lake. */
export interface QualityReportsTable {
  dataset: string;
  /** Whose rows: `all`, or the offices, sorted and joined by commas. */
  circle: string;
  /** Of one load only; empty: of the dataset. */
  batch: string;
  at: string;
  /** Sequence of the newest batch of the dataset that it knows of. */
  sequence: number;
  /** Digest of what else it depends on: rules, and what is sealed and withdrawn. Another ground: not to be shown. */
  ground: string;
  /** JSON. */
  report: string;
}
