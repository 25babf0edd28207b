import type { ColumnSchema, DatasetSchema } from "@yuejian/contracts";
import type { Dialect } from "@yuejian/rules";
import type { Cell } from "../engine/cell.ts";
import { type BatchManifest, type Generations } from "./manifest.ts";

/** A dataset as a snapshot sees it: its batches from old to new. */
export interface DatasetBatches {
  readonly schema: DatasetSchema;
  readonly batches: readonly BatchManifest[];
  /** By batch, the rows that are looked at; all of them when absent. */
  readonly only?: ReadonlyMap<string, readonly number[]>;
}

export interface Selected {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly Cell[])[];
  /** More rows than were asked for were found. */
  readonly isTruncated: boolean;
}

/** What a session stands on: where the rows of batches lie and the engine that runs its SQL. Who may see which rows is decided above it, once for
 *  all engines. */
export interface LakeGround {
  readonly dialect: Dialect;
  /** `TEMP ` where tables and views of a session would outlive it. */
  readonly temporary: "" | "TEMP ";
  /** BATCH_UNKNOWN when the lake has no such batch; LAKE_BATCH_UNLOADED when it is not where this engine reads. */
  readBatches(schema: DatasetSchema, ids: readonly string[], generations: Generations): Promise<DatasetBatches>;
  /** SQL: all rows of the batches with the given columns, by their names; a column that a batch does not have yet is null. `_row`, `_line`,
   *  `_batch` and `_parser` come with them. */
  rowsOf(dataset: DatasetBatches, columns: readonly Pick<ColumnSchema, "name" | "type">[]): string;
  /** Makes the table `into` (batch, row): rows whose record key stands again in a later load. Rows of one load never supersede each other, and a row
   *  without a complete key supersedes nothing. Returns whether there are any. */
  createSuperseded(dataset: DatasetBatches, into: string): Promise<boolean>;
  /** On a cluster: the column by whose value the dataset's rows are spread; `rowsOf` then also gives `_part`, and what `createSuperseded` makes has
   *  `part`. Known once the batches are read. */
  partOf(schema: DatasetSchema): string | null;
  run(sql: string): Promise<void>;
  rows(sql: string, values?: readonly Cell[]): Promise<Cell[][]>;
  /** SQL of the product itself. */
  select(sql: string, values: readonly Cell[], maxRows: number): Promise<Selected>;
  /** See `LakeSession.copy`. */
  copy(sql: string, path: string): Promise<void>;
  /** Ends the statements that are running. */
  interrupt(): void;
  close(): void;
}

/** SQL: the rows that have an equal in `others`, or with `isWithout` those that have none. `left` and `right` are the names of the two in `on`. */
export function semiJoin(
  dialect: Dialect,
  rows: { readonly sql: string; readonly as: string },
  others: { readonly sql: string; readonly as: string },
  { on, isWithout = false }: { readonly on: string; readonly isWithout?: boolean },
): string {
  const from = `SELECT ${rows.as}.* FROM ${rows.sql} ${rows.as}`;
  if (dialect === "duckdb") return `${from} ${isWithout ? "ANTI" : "SEMI"} JOIN ${others.sql} ${others.as} ON ${on}`;
  return `${from} WHERE ${isWithout ? "NOT " : ""}EXISTS (SELECT 1 FROM ${others.sql} ${others.as} WHERE ${on})`;
}
