import type { Generated } from "kysely";

export interface DocumentBatchTables {
  document_batches: DocumentBatchesTable;
  document_batch_files: DocumentBatchFilesTable;
  document_watches: DocumentWatchesTable;
  document_watch_files: DocumentWatchFilesTable;
}

interface DocumentBatchesTable {
  id: string;
  office: string;
  /** User id: a batch is seen by who made it alone. */
  actor: string;
  at: string;
  /** Null: not given, or erased. */
  name: string | null;
  /** JSON: how its documents are checked. */
  options: string;
  /** The supervision case, or the case of the business system, that its documents are of. */
  case_id: string | null;
  handled_case: string | null;
  /** JSON: what was known of the case when it was started; null: no case, or nothing waits any more. */
  given: string | null;
  /** The job that checks, or did last. */
  job: string | null;
  /** When names and files go; texts go with their checks. */
  keep_until: string;
  erased_at: string | null;
}

interface DocumentBatchFilesTable {
  batch: string;
  /** From 0, as they came. */
  position: number;
  /** Null once erased. */
  path: string | null;
  size: number;
  /** `dropped`: erased before it was checked. */
  state: "waiting" | "checked" | "refused" | "dropped";
  /** Its pages have to be recognised; 0 also while nobody looked. */
  is_scan: number;
  /** How often an attempt began: one that kills the house is not begun for ever. */
  tries: number;
  /** In the file store, until it was checked or refused and the bytes are gone. */
  sha256: string | null;
  check_id: string | null;
  /** JSON: an error; null once erased. */
  refused: string | null;
}

interface DocumentWatchesTable {
  id: string;
  /** By whose rules, and in whose figures. */
  office: string;
  name: string;
  /** Real paths, as they were when they were set. */
  path_in: string;
  path_out: string;
  /** The case of the business system that what arrives is of. */
  handled_case: string | null;
  is_on: number;
  paused_until: string | null;
  is_for_publication: number;
  version: number;
  reason: string;
  changed_by: string;
  changed_at: string;
  removed_at: string | null;
  /** The job that works, or did last. */
  job: string | null;
  /** JSON: why the folder cannot be looked at; null: it can. */
  trouble: string | null;
  trouble_since: string | null;
  looked_at: string | null;
  outbox: number;
}

/** One document that was worked on; of it the office's folders hold the rest. */
interface DocumentWatchFilesTable {
  id: Generated<number>;
  watch: string;
  at: string;
  month: string;
  /** Its path in the folder; null once erased. */
  name: string | null;
  characters: number;
  findings: number;
  check_id: string | null;
  /** Of an error: it could not be read. */
  code: string | null;
  /** JSON: the error; null once erased. */
  refused: string | null;
  keep_until: string;
}
