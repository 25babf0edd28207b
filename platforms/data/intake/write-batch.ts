import { closeSync, existsSync, fsyncSync, openSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import {
  type Batch,
  type CommittedKeys,
  type DatasetSchema,
  type LakeFile,
  type QuarantineCount,
  type SourceContract,
  type SourceFile,
  YuejianError,
} from "@yuejian/contracts";
import { encodeHex } from "@yuejian/digests";
import type { MappedColumn } from "@yuejian/identifiers";
import { columnsDigest, committedColumns } from "../commitment/committed-columns.ts";
import { digestRecords } from "../commitment/digest-records.ts";
import type { RecordDigest } from "../commitment/hash-records.ts";
import { commitKeys } from "../commitment/key-trees.ts";
import { createSaltKey, removeSalts } from "../commitment/salts.ts";
import { withContract } from "../contract/contract-rows.ts";
import type { Engine } from "../engine/engine.ts";
import { quoteName, quoteText } from "../engine/sql-text.ts";
import { type BatchPaths, batchPaths } from "../lake/lake-paths.ts";
import { type BatchManifest, manifestText } from "../lake/manifest.ts";
import { type StandardisedTable, standardiseTable } from "../standardise/standardise-table.ts";
import { describeLakeFile, makeFolder, syncFile, syncFolder } from "./durable.ts";
import { type IntakePorts, PARSER_VERSION } from "./intake-types.ts";
import type { RawTable } from "./raw-table.ts";
import { REASONS_TYPE } from "./reasons-type.ts";
import type { Claim } from "./running.ts";
import { STAGES } from "./stages.ts";

/** A load that stands in the engine's tables `raw` and `malformed` and waits to be written. */
export interface PreparedLoad {
  readonly batchId: string;
  readonly schema: DatasetSchema;
  readonly newDataset: boolean;
  readonly columns: readonly MappedColumn[];
  readonly mapping: Readonly<Record<string, string | null>>;
  readonly raw: RawTable;
  readonly malformed: { readonly count: number; readonly counts: readonly QuarantineCount[] };
  readonly file: SourceFile;
  readonly office: string;
  /** What its source has promised; null where it came from a person. */
  readonly contract: SourceContract | null;
  readonly retry: { readonly of: string; readonly document: string } | null;
  readonly bytesPerRow: number;
  readonly claim: Claim;
}

/** Standardises and writes everything, makes it durable, commits. When it throws, nothing of the batch is visible and its files are gone, or,
 *  where it cannot be known whether the commit happened, left to `sweep`. */
export async function writeBatch(
  engine: Engine,
  load: PreparedLoad,
  ports: IntakePorts,
): Promise<{ batch: Batch; isOurs: boolean; quarantine: readonly QuarantineCount[] }> {
  const paths = batchPaths(load.schema.id, load.batchId);
  let isDoubtful = false;
  try {
    const { signal } = ports.progress;
    let judged = 0;
    const standardised = await standardiseTable(engine, load.columns, {
      records: load.raw.records,
      signal,
      judged: (texts) => {
        judged += texts;
        ports.progress.report(judged, null, STAGES.judging);
      },
    });
    const { contract } = load;
    const table =
      contract === null
        ? standardised
        : await withContract(engine, standardised, {
            file: load.file.name,
            headings: load.raw.headings,
            columns: load.columns,
            contract,
            records: load.raw.records,
            malformed: load.malformed.count,
          });
    makeFolder(ports.lakeFolder);
    makeFolder(join(ports.lakeFolder, load.schema.id));
    makeFolder(ports.saltsFolder);
    createSaltKey(ports.saltsFolder, load.batchId, ports.randomBytes);
    await writeRows(engine, load, table, ports, paths);
    const quarantined = table.quarantined + load.malformed.count;
    if (quarantined > 0) await writeQuarantine(engine, load, table, join(ports.lakeFolder, paths.quarantine));
    const digest = await writeLeaves(engine, load, table, ports, paths);
    const recordRoot = encodeHex(digest.root);
    const keys = await writeKeys(engine, load, ports, paths);
    writeTexts(load, ports.lakeFolder, paths, { rows: table.accepted, recordRoot, ...(keys ? { keys } : {}) });
    syncFolder(join(ports.lakeFolder, load.schema.id));
    const quarantine = mergeCounts([...table.counts, ...load.malformed.counts]);
    const batch: Batch = {
      id: load.batchId,
      dataset: load.schema.id,
      schemaVersion: load.schema.version,
      file: load.file,
      office: load.office,
      createdAt: new Date(ports.clock.now()).toISOString(),
      rowsAccepted: table.accepted,
      rowsQuarantined: quarantined,
      recordRoot,
      parserVersion: PARSER_VERSION,
      mapping: load.mapping,
      retryOf: load.retry?.of ?? null,
    };
    await ports.review?.({ batch, schema: load.schema });
    const lakeFiles = await describeFiles(ports.lakeFolder, paths);
    await ports.tables?.load(load.schema, load.batchId, ports.progress);
    ports.progress.report(load.raw.records, load.raw.records, STAGES.committing);
    signal.throwIfAborted();
    isDoubtful = true;
    const committed = await ports.catalogue.commit({
      batch,
      newDataset: load.newDataset ? load.schema : null,
      quarantine,
      keys,
      columnsDigest: columnsDigest(committedColumns(load.schema.columns)),
      lakeFiles,
    });
    isDoubtful = false;
    if (committed.id !== load.batchId) await removeBatch(ports, load, paths);
    return { batch: committed, isOurs: committed.id === load.batchId, quarantine };
  } catch (error) {
    // A refusal by the store is final; after any other failure of the commit the batch may be visible.
    const isRefused = error instanceof YuejianError && error.kind !== "failure" && error.kind !== "busy";
    if (isDoubtful && !isRefused) load.claim.keep();
    else await removeBatch(ports, load, paths);
    throw error;
  }
}

async function writeRows(
  engine: Engine,
  load: PreparedLoad,
  table: StandardisedTable,
  ports: IntakePorts,
  paths: BatchPaths,
): Promise<void> {
  const columns = load.schema.columns.map(({ name }, position) => `${table.values[position]} AS ${quoteName(name)}`);
  const select = `SELECT CAST(${load.raw.row} AS BIGINT) AS _row, CAST(${load.raw.line} AS BIGINT) AS _line, ${quoteText(load.batchId)} AS _batch,
      ${quoteText(PARSER_VERSION)} AS _parser, ${columns.join(", ")}
    FROM raw WHERE ${table.isAccepted}`;
  const path = join(ports.lakeFolder, paths.rows);
  const stop = reportQuery(engine, ports, table.accepted);
  try {
    await engine.run(`COPY (${select}) TO ${quoteText(path)} (FORMAT parquet, USE_TMP_FILE false)`);
  } finally {
    stop();
  }
  syncFile(path);
}

/** Tells how far the running statement is, by the engine's own estimate. */
function reportQuery(engine: Engine, ports: IntakePorts, rows: number): () => void {
  const timer = setInterval(() => {
    const { percentage } = engine.connection.progress;
    if (percentage >= 0) ports.progress.report(Math.round((rows * Math.min(percentage, 100)) / 100), rows, STAGES.writing);
  }, 200);
  return () => clearInterval(timer);
}

async function writeQuarantine(engine: Engine, load: PreparedLoad, table: StandardisedTable, path: string): Promise<void> {
  const fields = load.raw.headings.map((heading, index) => `${quoteText(heading)}, coalesce(raw.c${index}, '')`);
  const bad = `SELECT CAST(${load.raw.row} AS BIGINT) AS row, CAST(${load.raw.line} AS BIGINT) AS line, CAST(${table.reasons} AS ${REASONS_TYPE}) AS reasons,
      CAST(json_object(${fields.join(", ")}) AS VARCHAR) AS source
    FROM ${table.reasonsFrom} WHERE NOT (${table.isAccepted})`;
  await engine.run(
    `COPY (SELECT * FROM (${bad} UNION ALL SELECT row, line, reasons, source FROM malformed) ORDER BY row) TO ${quoteText(path)} (FORMAT parquet, USE_TMP_FILE false)`,
  );
  syncFile(path);
}

async function writeLeaves(
  engine: Engine,
  load: PreparedLoad,
  table: StandardisedTable,
  ports: IntakePorts,
  paths: BatchPaths,
): Promise<RecordDigest> {
  const file = openSync(join(ports.lakeFolder, paths.leaves), "w");
  const append = (bytes: Uint8Array): void => {
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
  };
  try {
    const digest = await digestRecords(engine, {
      parquetPath: join(ports.lakeFolder, paths.rows),
      rows: table.accepted,
      bytesPerRow: load.bytesPerRow,
      columns: load.schema.columns,
      committed: committedColumns(load.schema.columns),
      batch: load.batchId,
      saltsFolder: ports.saltsFolder,
      signal: ports.progress.signal,
      takeLeaves: append,
      report: (rows) => ports.progress.report(rows, table.accepted, STAGES.digesting),
    });
    if (digest.size !== table.accepted) throw new Error(`${digest.size} rows were digested of ${table.accepted} accepted`);
    append(digest.upperLevels);
    fsyncSync(file);
    return digest;
  } finally {
    closeSync(file);
  }
}

/** The trees over the keys that the dataset declares, for proofs of absence; null where it declares none. */
async function writeKeys(engine: Engine, load: PreparedLoad, ports: IntakePorts, paths: BatchPaths): Promise<CommittedKeys | null> {
  const declared = load.schema.absenceKeys ?? [];
  const columns = load.schema.columns.filter(({ name }) => declared.includes(name));
  if (columns.length === 0) return null;
  const { keys, trees } = await commitKeys(engine, {
    parquetPath: join(ports.lakeFolder, paths.rows),
    batch: load.batchId,
    columns,
    seed: ports.vrfSeed,
    signal: ports.progress.signal,
    report: (done) => ports.progress.report(done, null, STAGES.blinding),
    ...(ports.threads === undefined ? {} : { threads: ports.threads }),
  });
  const file = openSync(join(ports.lakeFolder, paths.keys), "w");
  try {
    for (const { leaves } of trees) for (let at = 0; at < leaves.length; ) at += writeSync(file, leaves, at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return keys;
}

function writeTexts(
  load: PreparedLoad,
  lakeFolder: string,
  paths: BatchPaths,
  result: Pick<BatchManifest, "rows" | "recordRoot" | "keys">,
): void {
  const columns = committedColumns(load.schema.columns).map((column, position) => ({
    ...column,
    type: load.schema.columns[position]?.type ?? "text",
  }));
  const manifest = {
    version: 1,
    batch: load.batchId,
    dataset: load.schema.id,
    schemaVersion: load.schema.version,
    retryOf: load.retry?.of ?? null,
    parser: PARSER_VERSION,
    columns,
    ...result,
  } as const;
  const texts: [string, string][] = [[paths.manifest, manifestText(manifest)]];
  if (load.retry) texts.push([paths.retry, load.retry.document]);
  for (const [name, text] of texts) {
    writeFileSync(join(lakeFolder, name), text);
    syncFile(join(lakeFolder, name));
  }
}

async function describeFiles(lakeFolder: string, paths: BatchPaths): Promise<LakeFile[]> {
  const files: LakeFile[] = [];
  for (const path of Object.values(paths) as string[])
    if (existsSync(join(lakeFolder, path))) files.push(await describeLakeFile(lakeFolder, path));
  return files;
}

/** Rows that cannot be taken out now are looked at by nobody and swept later. */
async function removeBatch(ports: IntakePorts, load: PreparedLoad, paths: BatchPaths): Promise<void> {
  removeFiles(ports, load, paths);
  await ports.tables?.discard(load.schema.id, load.batchId).catch(() => {});
}

function removeFiles(ports: IntakePorts, load: PreparedLoad, paths: BatchPaths): void {
  for (const path of Object.values(paths) as string[]) rmSync(join(ports.lakeFolder, path), { force: true });
  if (existsSync(ports.saltsFolder)) removeSalts(ports.saltsFolder, load.batchId);
}

function mergeCounts(counts: readonly QuarantineCount[]): QuarantineCount[] {
  const merged = new Map<string, QuarantineCount>();
  for (const count of counts) {
    const key = JSON.stringify([count.code, count.column]);
    merged.set(key, { ...count, rows: count.rows + (merged.get(key)?.rows ?? 0) });
  }
  return [...merged.values()];
}
