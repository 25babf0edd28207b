import type { DatasetSchema } from "@yuejian/contracts";
import { quoteName, quoteText } from "../../engine/sql-text.ts";
import { columnType, LAKE_SCHEMA, ownName, rowsTable, subjectColumn, supersededTable } from "./table-names.ts";

/** What a dataset's rows are on a cluster: spread by the value of a column, or whole on every machine. */
export type Spread = "one-machine" | "distributed" | "reference";

/** Rows up to which a dataset that names no person and no organisation is a table of codes. */
const CODE_TABLE_ROWS = 100_000;

/** Shards of a distributed table. All of them alike, so that equal values of different tables lie on one machine. */
const SHARDS = 96;

/** Loads in a partition of a cluster's rows; only whole partitions can be made columnar. */
export const LOADS_OF_PARTITION = 256;

/** Value by which the rows of a cluster are spread: the subject's column as text, empty where it is null, because that column cannot be null. */
export const PART = "_part";

export function spreadOf(schema: DatasetSchema, { isCitus, rows }: { isCitus: boolean; rows: number }): Spread {
  if (!isCitus) return "one-machine";
  const subject = subjectColumn(schema);
  const namesSomebody = subject?.semantic === "resident-id" || subject?.semantic === "credit-code";
  return subject === null || (!namesSomebody && rows <= CODE_TABLE_ROWS) ? "reference" : "distributed";
}

/** Tables that every lake has. Can be run again. */
export function lakeStatements(isCitus: boolean): string[] {
  return [
    `CREATE SCHEMA IF NOT EXISTS ${LAKE_SCHEMA}`,
    `CREATE TABLE IF NOT EXISTS ${LAKE_SCHEMA}.facts (name text PRIMARY KEY, value text NOT NULL)`,
    `CREATE TABLE IF NOT EXISTS ${LAKE_SCHEMA}.loads (number integer PRIMARY KEY, batch text COLLATE "C" NOT NULL, dataset text NOT NULL,
      manifest text NOT NULL, rows bigint NOT NULL, digest text, is_ready boolean NOT NULL, loaded_at timestamptz NOT NULL)`,
    `CREATE UNIQUE INDEX IF NOT EXISTS loads_batch ON ${LAKE_SCHEMA}.loads (batch)`,
    `CREATE TABLE IF NOT EXISTS ${LAKE_SCHEMA}.lists (number integer PRIMARY KEY, dataset text NOT NULL, digest text NOT NULL, made_at timestamptz NOT NULL)`,
    `CREATE UNIQUE INDEX IF NOT EXISTS lists_digest ON ${LAKE_SCHEMA}.lists (digest)`,
    // Joined to rows of every dataset on every machine.
    ...(isCitus ? [onCluster("loads", `create_reference_table(${quoteText(`${LAKE_SCHEMA}.loads`)})`)] : []),
  ];
}

/** The tables of a dataset, new or grown by columns. Can be run again. */
export function datasetStatements(schema: DatasetSchema, spread: Spread): string[] {
  const [rows, superseded] = [rowsTable(schema.id), supersededTable(schema.id)];
  const subject = subjectColumn(schema);
  const isDistributed = spread === "distributed";
  // The distribution column is part of every key, or the keys could not be checked on one machine.
  const part = isDistributed ? [`${PART} text COLLATE "C" NOT NULL`] : [];
  const key = isDistributed ? `, ${PART}` : "";
  const columns = schema.columns.map(({ name, type }) => `${quoteName(name)} ${columnType(type)}`);
  const cells = ["_load integer NOT NULL", "_row bigint NOT NULL", "_line bigint", '_parser text COLLATE "C"', ...part, ...columns];
  const statements = [
    `CREATE TABLE IF NOT EXISTS ${rows} (${cells.join(", ")}, PRIMARY KEY (_load, _row${key}))${isDistributed ? " PARTITION BY RANGE (_load)" : ""}`,
    ...schema.columns.map(({ name, type }) => `ALTER TABLE ${rows} ADD COLUMN IF NOT EXISTS ${quoteName(name)} ${columnType(type)}`),
    `CREATE TABLE IF NOT EXISTS ${superseded} (list integer NOT NULL, _load integer NOT NULL, _row bigint NOT NULL${isDistributed ? `, ${part[0]}` : ""}, PRIMARY KEY (list, _load, _row${key}))`,
  ];
  if (spread === "distributed") {
    statements.push(
      onCluster(ownName("rows", schema.id), distributed(rows)),
      onCluster(ownName("superseded", schema.id), distributed(superseded)),
    );
  }
  if (spread === "reference") {
    statements.push(
      onCluster(ownName("rows", schema.id), `create_reference_table(${quoteText(rows)})`),
      onCluster(ownName("superseded", schema.id), `create_reference_table(${quoteText(superseded)})`),
    );
  }
  if (subject)
    statements.push(`CREATE INDEX IF NOT EXISTS ${quoteName(ownName("subject", schema.id))} ON ${rows} (${quoteName(subject.name)})`);
  return statements;
}

/** The partition of a cluster's rows in which a load lies. Can be run again. */
export function partitionStatement(dataset: string, load: number): string {
  const first = Math.floor(load / LOADS_OF_PARTITION) * LOADS_OF_PARTITION;
  return `CREATE TABLE IF NOT EXISTS ${partition(dataset, first)} PARTITION OF ${rowsTable(dataset)} FOR VALUES FROM (${first}) TO (${first + LOADS_OF_PARTITION})`;
}

/** Makes the partition columnar that a newer one has closed: its loads are ready and change no more. Nothing when it is so already. */
export function columnarStatement(dataset: string, first: number): string {
  const table = partition(dataset, first);
  return `SELECT alter_table_set_access_method(c.oid, 'columnar') FROM pg_class c JOIN pg_am a ON a.oid = c.relam
    WHERE c.oid = to_regclass(${quoteText(table)}) AND a.amname <> 'columnar'`;
}

function partition(dataset: string, first: number): string {
  return `${LAKE_SCHEMA}.${quoteName(ownName(`p${first}`, dataset))}`;
}

/** Distribution columns of one type and shards of one number make one group by default: rows of one person lie on one machine whatever dataset
 *  they are of. */
function distributed(table: string): string {
  return `create_distributed_table(${quoteText(table)}, ${quoteText(PART)}, shard_count => ${SHARDS})`;
}

/** Runs a function of Citus unless the table is a table of the cluster already. */
function onCluster(name: string, call: string): string {
  return `SELECT ${call} WHERE NOT EXISTS (SELECT 1 FROM citus_tables WHERE table_name = to_regclass(${quoteText(`${LAKE_SCHEMA}.${quoteName(name)}`)}))`;
}
