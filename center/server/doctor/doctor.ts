import type { MerkleLog } from "@yuejian/chain/log";
import type { SmLog } from "@yuejian/chain/sm";
import { eraseLakeFiles, filesOfBatches, type Lake, type LakeTables, storedName, sweep } from "@yuejian/data";
import { sql } from "kysely";
import type { KeptFiles } from "../files/index.ts";
import type { Drain } from "../outbox/index.ts";
import { rewrites } from "../retention/index.ts";
import type { Reading, Store } from "../store/index.ts";
import { readBatches } from "../work/index.ts";
import { examineBatches } from "./batches.ts";
import { examineFiles } from "./files.ts";
import { examineLakeTables } from "./lake-tables.ts";
import { examineLeads } from "./leads.ts";
import { leftOver } from "./left-over.ts";
import { examineLineage } from "./lineage.ts";
import { type DoctorReport, Examination } from "./report.ts";
import { examineRestored } from "./restored.ts";
import { examineRuns } from "./runs.ts";
import { examineStatements } from "./statements.ts";

export interface DoctorPorts {
  readonly store: Store;
  readonly lake: Pick<Lake, "session">;
  readonly ledger: Pick<MerkleLog, "fsck" | "entry" | "size">;
  /** `requireLog` throws why there is none. */
  readonly sm: { readonly state: { readonly behind: number }; requireLog(): Pick<SmLog, "fsck"> };
  readonly drain: Pick<Drain, "empty">;
  readonly files: KeptFiles;
  readonly vrfSeed: Uint8Array;
  readonly paths: { readonly folder: string; readonly lake: string; readonly salts: string; readonly scratch: string };
  /** Null where the lake is read from its files. */
  readonly lakeTables: Pick<LakeTables, "compare" | "loaded" | "sweep"> | null;
}

export interface DoctorOptions {
  /** Also removes what unfinished loads left; strangers in the lake only where nothing else is wrong. */
  readonly sweep?: boolean;
  /** Reads every row of the lake and recomputes the roots (true when not given); otherwise files are only digested. */
  readonly isDeep?: boolean;
}

/** Whether tables, lake, files and ledger agree. Looks at one state of the tables; work may go on meanwhile. */
export async function doctor(ports: DoctorPorts, { sweep: isSweeping = false, isDeep = true }: DoctorOptions = {}): Promise<DoctorReport> {
  const { store, ledger, drain, paths } = ports;
  const examination = new Examination();
  const folders = {
    catalogue: { batches: (dataset: string) => readBatches(store.db, dataset) },
    lakeFolder: paths.lake,
    scratchFolder: paths.scratch,
    saltsFolder: paths.salts,
  };
  if (isSweeping) await examination.attempt("sweep", async () => examination.count("swept", (await sweep(folders)).removed.length));
  if (isSweeping && ports.lakeTables) {
    const { lakeTables } = ports;
    await examination.attempt("sweep of the lake tables", async () => {
      const known = new Set(await storedBatches(store.db));
      examination.count("swept", (await lakeTables.sweep((batch) => known.has(batch))).length);
    });
  }
  // All entries up to here have their indexes in the tables once the drain is empty.
  const size = ledger.size;
  await examination.attempt("ledger", async () => {
    await drain.empty();
    const { entries, problems } = await ledger.fsck();
    examination.count("ledger entries reread", entries);
    for (const { file, offset, reason, isRebuildable } of problems) {
      if (!isRebuildable) examination.problem(`ledger ${file}@${offset}: ${reason}`);
    }
  });
  await examination.attempt("SM log", () => examineSmLog(ports.sm, examination));
  let orphans: string[] = [];
  let left: string[] = [];
  const found = filesOfBatches(paths.lake);
  await store.snapshot(async (db) => {
    await examination.attempt("database", () => examineDatabase(db, store, examination));
    await examination.attempt("statements", () => examineStatements(db, { ledger, size }, examination));
    await examination.attempt("runs", () => examineRuns(db, examination));
    await examination.attempt("leads", () => examineLeads(db, examination));
    await examination.attempt("lineage", () => examineLineage(db, examination, { lake: ports.lake, isDeep }));
    await examination.attempt("lake", async () => {
      orphans = await examineBatches(db, folders, { examination, isDeep, vrfSeed: ports.vrfSeed });
    });
  });
  if (ports.lakeTables) {
    const { lakeTables } = ports;
    await examination.attempt("lake tables", () => examineLakeTables(store.db, lakeTables, { examination, isDeep }));
  }
  await examination.attempt("restored", async () => examineRestored(paths, examination));
  await examination.attempt("files left over", async () => {
    left = await leftOver(store.db, paths.lake, found);
  });
  await examination.attempt("files", () => examineFiles(store.db, ports.files, examination));
  if (isSweeping && examination.isClean) {
    eraseLakeFiles(paths.lake, [...orphans, ...left]);
    examination.count("swept", orphans.length + left.length);
  } else {
    for (const file of orphans) examination.problem(`lake file ${file} belongs to no batch`);
    for (const file of left)
      examination.problem(`lake file ${file} is left over: nothing in the catalogue names it; yuejian doctor --sweep erases it`);
  }
  return examination.report;
}

/** Names under which the rows of batches stand now. */
async function storedBatches(db: Reading): Promise<string[]> {
  const [batches, rewritten] = await Promise.all([db.selectFrom("batches").select("id").execute(), rewrites(db)]);
  return batches.map(({ id }) => storedName(id, rewritten.get(id)?.generation));
}

/** The second log stopped, or does not follow from the entries. That it is still being built is said and no problem. */
async function examineSmLog(sm: DoctorPorts["sm"], examination: Examination): Promise<void> {
  const { entries, problems } = await sm.requireLog().fsck();
  examination.count("SM log entries hashed", entries);
  if (sm.state.behind > 0) examination.count("entries the SM log still has to take", sm.state.behind);
  for (const { file, offset, reason, isRebuildable } of problems) {
    if (!isRebuildable) examination.problem(`ledger ${file}@${offset}: ${reason}`);
  }
}

async function examineDatabase(db: Reading, store: Store, examination: Examination): Promise<void> {
  if (store.engine !== "sqlite") return;
  const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db);
  for (const { integrity_check: said } of rows) examination.require(said === "ok", () => `database: ${said}`);
  const strangers = await sql<{ table: string }>`pragma foreign_key_check`.execute(db);
  for (const { table } of strangers.rows) examination.problem(`database: a row of ${table} refers to nothing`);
}
