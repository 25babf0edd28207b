import type { Closures, DatasetSchema, SealBasisId, Snapshot } from "@yuejian/contracts";
import type { Dialect } from "@yuejian/rules";
import type { QueryResult, QueryValues } from "../lake/session.ts";
import type { DatasetAccess } from "../lake/visible-rows.ts";
import type { Estimate } from "./estimate.ts";

/** For how long a person's query may run. */
export const QUERY_SECONDS = 120;

/** Runs people's queries where the rows of the lake are. */
export interface PersonsQueries {
  /** Whose SQL people write. */
  readonly dialect: Dialect;
  /** QUERY_REFUSED, QUERY_COSTLY, QUERY_TOO_COSTLY, QUERY_TOO_LARGE, QUERY_TOO_LONG, QUERY_CRASHED, QUERIES_BUSY; the signal's end is QUERY_CANCELLED. */
  run(order: QueryOrder, running: RunningQuery): Promise<QueryAnswer>;
  close(): void;
}

export interface RunningQuery {
  readonly signal: AbortSignal;
  readonly planned?: (estimate: Estimate) => void;
  /** Of 100. */
  readonly progress?: (percentage: number) => void;
}

/** One SELECT that a person wrote, and what that person may see. */
export interface QueryOrder {
  readonly sql: string;
  /** Values of its `$parameters`. */
  readonly values: QueryValues;
  readonly snapshot: Snapshot;
  /** The datasets that exist for the person. */
  readonly schemas: readonly DatasetSchema[];
  readonly access: Readonly<Record<string, DatasetAccess>>;
  readonly lifted: readonly SealBasisId[];
  /** A costly query was confirmed. */
  readonly isConfirmed: boolean;
  readonly work: QueryWork;
}

export type QueryWork =
  /** The plan only. */
  | { readonly kind: "estimate" }
  | { readonly kind: "rows"; readonly maxRows: number; readonly maxCharacters: number }
  | {
      readonly kind: "export";
      readonly path: string;
      readonly format: ExportFormat;
      readonly maxRows: number;
      readonly about: readonly (readonly [string, string])[];
    };

export const EXPORT_FORMATS = ["csv", "ndjson", "xlsx"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export interface QueryAnswer {
  readonly estimate: Estimate;
  /** Datasets that the statement names. */
  readonly datasets: readonly string[];
  /** Columns that it names, or all of a dataset where it asks for all, as `dataset.column`. */
  readonly reads: readonly string[];
  /** Masked columns that it names, as `dataset.column`. */
  readonly masked: readonly string[];
  /** Masked columns that it compares with a value that was written: such a comparison finds nothing. */
  readonly comparedMasked: readonly string[];
  readonly columns: QueryResult["columns"];
  /** Of `rows`; empty for an export. */
  readonly rows: QueryResult["rows"];
  readonly rowCount: number;
  readonly isTruncated: boolean;
  readonly seconds: number;
}

/** What the process that runs it is told besides. */
export interface RunnerOrder {
  readonly order: QueryOrder;
  readonly lake: { readonly folder: string; readonly scratchFolder: string };
  readonly closures: FrozenClosures;
  readonly memoryLimit: string;
  readonly spillLimit: string;
  readonly threads: number;
}

/** What is closed, read beforehand: the process has no store. */
export interface FrozenClosures {
  readonly closures: Closures;
  readonly batchesOf: Readonly<Record<string, { readonly schema: DatasetSchema; readonly batches: readonly string[] } | null>>;
}

export type RunnerRequest = { readonly kind: "run"; readonly order: RunnerOrder } | { readonly kind: "stop" };

export type RunnerReport =
  /** The process is up; from now on the time counts. */
  | { readonly kind: "began" }
  | { readonly kind: "planned"; readonly estimate: Estimate }
  | { readonly kind: "progress"; readonly percentage: number }
  | { readonly kind: "done"; readonly answer: QueryAnswer }
  | { readonly kind: "failed"; readonly code: string; readonly parameters: Readonly<Record<string, string | number | boolean | null>> };
