export interface QueryTables {
  queries: QueriesTable;
  saved_queries: SavedQueriesTable;
  saved_query_versions: SavedQueryVersionsTable;
}

/** Queries that people ran, each for its author to find again. What was found is not kept. */
export interface QueriesTable {
  id: string;
  at: string;
  user: string;
  office: string;
  purpose: string | null;
  sql: string;
  /** Values of its parameters, JSON. */
  parameters: string;
  /** `rows`, or the format of an export. */
  kind: string;
  /** done, failed or cancelled. */
  status: string;
  /** Code of the error. */
  code: string | null;
  snapshot: string;
  /** Ids, JSON. */
  datasets: string;
  rows: number;
  milliseconds: number;
  /** Of an export: the file and what stands beside it, JSON; the file is named by its SHA-256. */
  export: string | null;
  /** Null for one that was refused before it read anything. */
  outbox: number | null;
}

export interface SavedQueriesTable {
  id: string;
  owner: string;
  office: string;
  /** The newest. */
  version: number;
  is_shared: number;
  removed_at: string | null;
}

export interface SavedQueryVersionsTable {
  query: string;
  version: number;
  name: string;
  note: string;
  sql: string;
  /** Names and proposed values, JSON. */
  parameters: string;
  is_shared: number;
  at: string;
  outbox: number;
}
