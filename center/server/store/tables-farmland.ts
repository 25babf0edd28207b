export interface FarmlandTables {
  farmland_runs: FarmlandRunsTable;
  farmland_pictures: FarmlandPicturesTable;
  farmland_violations: FarmlandViolationsTable;
  farmland_sightings: FarmlandSightingsTable;
  farmland_restorations: FarmlandRestorationsTable;
  farmland_restored: FarmlandRestoredTable;
  farmland_parts: FarmlandPartsTable;
  farmland_uploads: FarmlandUploadsTable;
  field_checks: FieldChecksTable;
  field_check_files: FieldCheckFilesTable;
}

/** A look at a violation on the ground: who is to do it, and the record that came of it. */
interface FieldChecksTable {
  id: string;
  violation: string;
  office: string;
  assignee: string;
  /** What to look at; empty for the usual. */
  words: string;
  due: string;
  given_by: string;
  given_at: string;
  withdrawn_by: string | null;
  withdrawn_at: string | null;
  withdrawn_reason: string | null;
  /** Digest of the record's canonical JSON; null until it came. */
  record_sha256: string | null;
  /** FieldRecord; without its words once they are erased. */
  record: string | null;
  capture: string | null;
  /** The device's clock less the house's, when it was sent. */
  clock_seconds: number | null;
  received_by: string | null;
  received_at: string | null;
  /** Outbox id of the statement that it was received. */
  outbox: number | null;
  erased_at: string | null;
}

/** Files of a check; those of one whose record did not come yet wait for it. */
interface FieldCheckFilesTable {
  field_check: string;
  sha256: string;
  sm3: string;
  size: number;
  /** As sniffed. */
  type: string;
  name: string;
  uploaded_at: string;
  erased_at: string | null;
}

/** What was looked at, and with what result; `result` and what follows are null until the images were measured. */
interface FarmlandRunsTable {
  id: string;
  job: string;
  office: string;
  actor: string;
  at: string;
  /** What people call it: the folder's name. */
  name: string;
  /** JSON, FarmlandRequest. */
  request: string;
  finished_at: string | null;
  /** JSON, RunResult. */
  result: string | null;
  /** Kept series: one byte of index a cell and date, cell after cell (kept-series.ts). */
  series_sha256: string | null;
  /** Batch of `farmland-violations`, and the run of the model that made leads of it. */
  batch: string | null;
  model_run: string | null;
  outbox: number | null;
}

/** Files sent from a browser, in a folder of the home (center/server/farmland/uploads.ts). */
interface FarmlandUploadsTable {
  id: string;
  office: string;
  actor: string;
  at: string;
  /** The newest that looked at them. */
  run: string | null;
}

/** What a running look at images has found so far; gone when it ends. */
interface FarmlandPartsTable {
  run: string;
  /** From 0, in the order in which parts were done. */
  position: number;
  /** JSON, KeptPart (center/server/farmland/parts.ts). */
  found: string;
}

interface FarmlandPicturesTable {
  run: string;
  /** YYYY-MM-DD */
  date: string;
  sha256: string;
  width: number;
  height: number;
}

/** A place that changed, as it was measured last. */
interface FarmlandViolationsTable {
  id: string;
  office: string;
  first_run: string;
  last_run: string;
  class: string;
  confidence: string;
  area_element: string;
  area_square_metres: number;
  changed_to: string | null;
  /** Day of the last image by which it was measured. */
  images_to: string;
  /** Millionths of a degree. */
  west: number;
  south: number;
  east: number;
  north: number;
  first_at: string;
  changed_at: string;
  /** The newest look at what became of it: which, with what verdict, up to which image. */
  restoration: string | null;
  restored: string | null;
  restored_to: string | null;
  restored_square_metres: number | null;
}

/** A look at what became of violations; `result` and what follows are null until the images were measured. */
interface FarmlandRestorationsTable {
  id: string;
  job: string;
  office: string;
  actor: string;
  at: string;
  name: string;
  /** JSON, RestorationOrder. */
  request: string;
  finished_at: string | null;
  /** JSON, RestorationSummary. */
  result: string | null;
  outbox: number | null;
}

interface FarmlandRestoredTable {
  restoration: string;
  violation: string;
  verdict: string;
  /** JSON, RestoredPlot. */
  detail: string;
}

/** What a run measured of a place. */
interface FarmlandSightingsTable {
  run: string;
  violation: string;
  /** From 0, in the order of the run. */
  position: number;
  /** JSON, ViolationDetail. */
  detail: string;
  before_date: string | null;
  before_sha256: string | null;
  after_date: string | null;
  after_sha256: string | null;
}
