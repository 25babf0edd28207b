import type { Generated } from "kysely";

/** Entities of the home: runs that link its records, what people decided, and what waits for a look. Who belongs to whom lies in the lake. */
export interface EntityTables {
  entity_runs: EntityRunsTable;
  entity_changes: EntityChangesTable;
  entity_reviews: EntityReviewsTable;
  entity_decisions: EntityDecisionsTable;
  entity_mappings: EntityMappingsTable;
  lead_entities: LeadEntitiesTable;
}

/** The newest is in force. */
interface EntityRunsTable {
  /** The batch of members that it made. */
  id: string;
  sequence: Generated<number>;
  mode: string;
  started_at: string;
  finished_at: string;
  /** Dataset → batch ids. */
  snapshot: string;
  /** KindResult of each kind, JSON. */
  kinds: string;
  code_version: string;
  result_digest: string;
  /** Folder of what was compared, relative to the lake. */
  state: string;
  members: number;
  entities: number;
  actor: string;
  office: string;
  job: string | null;
  outbox: number;
}

interface EntityChangesTable {
  run: string;
  position: number;
  kind: string;
  change: string;
  entity: string;
  other: string;
  members: number;
}

/** Pairs of the run in force that a person should look at. */
interface EntityReviewsTable {
  /** From the keys of both profiles, so that a pair keeps it in a later run. */
  id: string;
  position: number;
  kind: string;
  reason: string;
  left_mention: string;
  right_mention: string;
  left_key: string;
  right_key: string;
  left_entity: string;
  right_entity: string;
  /** Thousandths of the natural logarithm of the odds. */
  odds: number;
}

interface EntityDecisionsTable {
  id: string;
  kind: string;
  /** review, split or merge: how it came about. */
  act: string;
  verdict: string;
  /** Mentions, JSON: `{ left, right }`. */
  records: string;
  note: string;
  decided_by: string;
  decided_at: string;
  office: string;
  outbox: number;
  undone_by: string | null;
  undone_at: string | null;
  undo_note: string | null;
  undo_outbox: number | null;
}

/** What an office changed in the columns that name entities; a dataset without a row follows the meaning of its columns. */
interface EntityMappingsTable {
  dataset: string;
  /** EntityMention[], JSON; null: by the meaning of the columns. */
  mentions: string | null;
  /** A load into it is linked at once. */
  is_automatic: number;
  actor: string;
  changed_at: string;
  outbox: number;
}

/** The key of a lead over all datasets: the entity that its subject is. */
interface LeadEntitiesTable {
  lead: string;
  kind: string;
  entity: string;
}
