import { type DatasetSchema, LINEAGE_FAULTS, type LineageFaultCode, type SourceFile } from "@yuejian/contracts";
import { sql } from "kysely";
import type { Reading, Row } from "../store/index.ts";
import { readSchemas } from "../work/index.ts";
import { hasBatches, keptExports } from "./exports.ts";
import { fileOf, headingsOf, snapshotOf } from "./facts.ts";
import { namingColumns } from "./linking.ts";
import { hasSnapshot } from "./uses.ts";

export interface FoundFault {
  readonly code: LineageFaultCode;
  readonly level: (typeof LINEAGE_FAULTS)[LineageFaultCode]["level"];
  /** Id of the object concerned. */
  readonly of: string;
}

/** Counts the values that batches hold in columns; batch → column → values. */
export type CountValues = (
  schema: DatasetSchema,
  batches: readonly string[],
  columns: readonly string[],
) => Promise<ReadonlyMap<string, Readonly<Record<string, number>>>>;

/** Everything of which the lineage cannot be told, over the whole house. `countValues` null: columns are not looked into. */
export async function findLineageFaults(db: Reading, countValues: CountValues | null): Promise<FoundFault[]> {
  const batches = await db
    .selectFrom("batches")
    .leftJoin("outbox", "outbox.id", "batches.outbox")
    .leftJoin("ledger_contents", "ledger_contents.sha256", "outbox.content_sha256")
    .selectAll("batches")
    .select("ledger_contents.content")
    .orderBy("sequence")
    .execute();
  const schemas = await readSchemas(db);
  return [
    ...batches.flatMap(faultsOfBatch),
    ...(await faultsOfColumns(schemas, batches, countValues)),
    ...(await faultsOfRuns(db, new Set(batches.map(({ id }) => id)))),
    ...(await faultsOfLeads(db)),
    ...(await faultsOfLinking(db, new Set(batches.map(({ id }) => id)))),
    ...(await faultsOfExports(db, new Set(batches.map(({ id }) => id)))),
  ];
}

function fault(code: LineageFaultCode, of: string): FoundFault {
  return { code, level: LINEAGE_FAULTS[code].level, of };
}

function faultsOfBatch(row: Row<"batches"> & { readonly content: string | null }): FoundFault[] {
  const faults: FoundFault[] = [];
  const file = fileOf(row);
  if (!file) faults.push(fault("batch-without-file", row.id));
  const stated = row.content === null ? null : (JSON.parse(row.content) as { file?: Partial<SourceFile> }).file;
  if (file && stated?.sha256 !== undefined && stated.sha256 !== file.sha256) faults.push(fault("batch-file-differs", row.id));
  if (!headingsOf(row)) faults.push(fault("batch-without-mapping", row.id));
  return faults;
}

async function faultsOfColumns(
  schemas: ReadonlyMap<string, DatasetSchema>,
  batches: readonly Row<"batches">[],
  countValues: CountValues | null,
): Promise<FoundFault[]> {
  const faults: FoundFault[] = [];
  for (const [dataset, loaded] of Map.groupBy(batches, (batch) => batch.dataset)) {
    const schema = schemas.get(dataset);
    if (!schema) continue;
    const silent = new Map(loaded.map((row) => [row.id, schema.columns.map(({ name }) => name).filter((name) => isSilent(row, name))]));
    const columns = [...new Set([...silent.values()].flat())];
    const counts = countValues && columns.length > 0 ? await countValues(schema, [...silent.keys()], columns) : null;
    for (const name of columns) {
      const unsaid = loaded.filter(({ id }) => silent.get(id)?.includes(name));
      if (unsaid.some(({ id }) => (counts?.get(id)?.[name] ?? 0) > 0)) faults.push(fault("column-without-source", `${dataset}.${name}`));
      else if (unsaid.length === loaded.length) faults.push(fault("column-unfilled", `${dataset}.${name}`));
    }
  }
  return faults;
}

/** The batch says what filled its columns, and nothing of this one. */
function isSilent(row: Row<"batches">, column: string): boolean {
  const headings = headingsOf(row);
  return headings !== null && !headings.has(column);
}

async function faultsOfRuns(db: Reading, batches: ReadonlySet<string>): Promise<FoundFault[]> {
  const faults: FoundFault[] = [];
  const runs = await db
    .selectFrom("runs")
    .leftJoin("run_facts", "run_facts.sha256", "runs.rule_digest")
    .select(["runs.id", "runs.snapshot", "run_facts.sha256"])
    .execute();
  for (const run of runs) {
    if (!hasSnapshot(run, batches)) faults.push(fault("run-without-snapshot", run.id));
    if (run.sha256 === null) faults.push(fault("run-without-rule", run.id));
  }
  const bad = new Set(faults.flatMap(({ code, of }) => (code === "run-without-snapshot" ? [of] : [])));
  for (const run of bad) {
    const leads = await db.selectFrom("leads").select("id").where("last_run", "=", run).execute();
    faults.push(...leads.map(({ id }) => fault("lead-without-snapshot", id)));
  }
  return [...faults, ...(await faultsOfRecords(db, runs))];
}

/** Findings that rest on records of batches which their run did not read. */
async function faultsOfRecords(db: Reading, runs: readonly Pick<Row<"runs">, "id" | "snapshot">[]): Promise<FoundFault[]> {
  const read = new Map(runs.map((run) => [run.id, new Set(Object.values(snapshotOf(run) ?? {}).flat())]));
  const named = await db.selectFrom("finding_rows").select(["run", "batch"]).distinct().execute();
  const faults: FoundFault[] = [];
  for (const { run, batch } of named) {
    if (read.get(run)?.has(batch) ?? true) continue;
    const leads = await db
      .selectFrom("leads")
      .innerJoin("findings", (join) => join.onRef("findings.run", "=", "leads.last_run").onRef("findings.subject", "=", "leads.subject"))
      .innerJoin("finding_rows", (join) =>
        join.onRef("finding_rows.run", "=", "findings.run").onRef("finding_rows.position", "=", "findings.position"),
      )
      .select("leads.id")
      .distinct()
      .where("leads.last_run", "=", run)
      .where("finding_rows.batch", "=", batch)
      .execute();
    faults.push(...leads.map(({ id }) => fault("finding-without-rows", id)));
  }
  return faults;
}

async function faultsOfLeads(db: Reading): Promise<FoundFault[]> {
  const lost = await db
    .selectFrom("leads")
    .leftJoin("runs", "runs.id", "leads.last_run")
    .select("leads.id")
    .where("runs.id", "is", null)
    .execute();
  const { rows: unfound } = await sql<{ id: string }>`select leads.id from leads
    inner join runs on runs.id = leads.last_run
    where leads.expired_at is null
      and not exists (select 1 from findings where findings.run = leads.last_run and findings.subject = leads.subject)`.execute(db);
  const bare = await db
    .selectFrom("leads")
    .innerJoin("findings", (join) => join.onRef("findings.run", "=", "leads.last_run").onRef("findings.subject", "=", "leads.subject"))
    .select("leads.id")
    .distinct()
    .where("findings.row_refs", "=", "[]")
    .where("leads.expired_at", "is", null)
    .execute();
  return [
    ...lost.map(({ id }) => fault("lead-without-run", id)),
    ...unfound.map(({ id }) => fault("lead-without-finding", id)),
    ...bare.map(({ id }) => fault("finding-without-rows", id)),
  ];
}

async function faultsOfLinking(db: Reading, batches: ReadonlySet<string>): Promise<FoundFault[]> {
  const faults: FoundFault[] = [];
  for (const run of await db.selectFrom("entity_runs").selectAll().orderBy("sequence").execute()) {
    if (!hasSnapshot(run, batches)) faults.push(fault("linking-without-snapshot", run.id));
    if (!batches.has(run.id)) faults.push(fault("linking-without-members", run.id));
    if ((await namingColumns(db, run)) === null) faults.push(fault("linking-without-columns", run.id));
  }
  return faults;
}

async function faultsOfExports(db: Reading, batches: ReadonlySet<string>): Promise<FoundFault[]> {
  return (await keptExports(db)).flatMap((taken) => [
    ...(taken.sha256 === null ? [fault("export-without-file", taken.id)] : []),
    ...(hasBatches(taken, batches) ? [] : [fault("export-without-batches", taken.id)]),
    ...(taken.reads === null ? [fault("export-without-columns", taken.id)] : []),
  ]);
}
