import { statSync } from "node:fs";
import { resolve } from "node:path";
import { contentOf, type DatasetSchema, type QuarantineCode, type QuarantineCount, YuejianError } from "@yuejian/contracts";
import { inferSchema } from "@yuejian/identifiers";
import { contractSchema } from "../contract/contract-columns.ts";
import { Engine } from "../engine/engine.ts";
import { toYuejianError } from "../engine/engine-failure.ts";
import { isDatasetId } from "../lake/lake-paths.ts";
import { openSource } from "../source/read-source.ts";
import type { SourceTable } from "../source/source-table.ts";
import type { FileOutcome, IntakeOutcome, IntakePorts, IntakeRequest } from "./intake-types.ts";
import { loadRawTable, sampleRecords } from "./raw-table.ts";
import { readTables, requireColumns, tableMapper } from "./read-tables.ts";
import { type Claim, type ClaimedBatch, claim } from "./running.ts";
import { STAGES } from "./stages.ts";
import { writeBatch } from "./write-batch.ts";

/** Records looked at when a schema is inferred. */
const SAMPLE = 50_000;

/** Loads the tables of one file into one dataset, each as a batch: members of a ZIP, sheets of a workbook, or the one table that the file is. Each
 *  is loaded whole or not at all, bad rows set aside with their reasons. All are read and compared with the dataset before the first is loaded;
 *  when one cannot be taken over, the file is refused with its error (contracts/errors/intake) and nothing is loaded. Called again after a kill
 *  or a failure it loads what is not there yet. Cancelling through `progress.signal` throws INTAKE_CANCELLED, or INTAKE_CANCELLED_PARTLY. */
export async function intakeFile(request: IntakeRequest, ports: IntakePorts): Promise<FileOutcome> {
  const known = await ports.catalogue.dataset(request.dataset);
  if (!known && !request.create) throw new YuejianError("DATASET_UNKNOWN", { dataset: request.dataset });
  if (!known && !isDatasetId(request.dataset)) throw new YuejianError("DATASET_NAME_BAD", { dataset: request.dataset });
  const file = fileName(request);
  const reading = ports.ids.next("bat");
  // What is read belongs to the file, what is written to a batch: a claim each.
  const claimed = { batch: reading, dataset: request.dataset };
  return withClaim({ name: `intake-${reading}`, claimed, file }, ports, async (own) => {
    const source = await openSource(request.path, {
      scratchFolder: own.folder,
      progress: ports.progress,
      ...(request.name === undefined ? {} : { name: request.name }),
    });
    const tables: SourceTable[] = [];
    try {
      const skipped = await readTables(
        source,
        { file, dataset: request.dataset, known, part: request.part, contract: request.contract, map: tableMapper(request, ports) },
        tables,
      );
      return { parts: await loadAll(tables, { request, file }, ports), skipped };
    } finally {
      for (const table of tables) await table.dispose();
      await source.close();
    }
  });
}

/** `intakeFile` for a file that is one table, or of which one is wanted. */
export async function intake(request: IntakeRequest, ports: IntakePorts): Promise<IntakeOutcome> {
  const { parts } = await intakeFile(request, ports);
  const [outcome] = parts;
  if (outcome === undefined || parts.length > 1) throw new RangeError(`${parts.length} tables`);
  return outcome;
}

async function loadAll(
  tables: readonly SourceTable[],
  { request, file }: { request: IntakeRequest; file: string },
  ports: IntakePorts,
): Promise<IntakeOutcome[]> {
  const outcomes: IntakeOutcome[] = [];
  try {
    for (const source of tables) {
      const batchId = ports.ids.next("bat");
      const claimed = { batch: batchId, dataset: request.dataset };
      const outcome = await withClaim({ name: `intake-${batchId}`, claimed, file }, ports, async (own) => {
        const known = await ports.catalogue.dataset(request.dataset);
        return load(request, ports, { source, known, batchId, own });
      });
      outcomes.push(outcome);
      await source.dispose();
    }
  } catch (cause) {
    const done = outcomes.length;
    const isFinal = cause instanceof YuejianError && (cause.kind === "integrity" || cause.kind === "busy");
    if (done === 0 || isFinal) throw cause;
    if (ports.progress.signal.aborted) throw new YuejianError("INTAKE_CANCELLED_PARTLY", { file, done, total: tables.length }, { cause });
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new YuejianError("INTAKE_INCOMPLETE", { file, done, total: tables.length, reason }, { cause });
  }
  return outcomes;
}

/** Runs work that owns a folder of the scratch folder; gives its cancellation and full disks their names. */
export async function withClaim<Result>(
  what: { name: string; claimed: ClaimedBatch; file: string },
  ports: Pick<IntakePorts, "scratchFolder" | "progress">,
  work: (own: Claim) => Promise<Result>,
): Promise<Result> {
  const { file } = what;
  const own = claim(ports.scratchFolder, what.name, what.claimed);
  if (!own) throw new YuejianError("INTAKE_RUNNING", { file });
  try {
    return await work(own);
  } catch (cause) {
    const isSaid = cause instanceof YuejianError && cause.code === "INTAKE_CANCELLED_PARTLY";
    if (ports.progress.signal.aborted && !isSaid) throw new YuejianError("INTAKE_CANCELLED", { file }, { cause });
    throw toYuejianError(cause, file);
  } finally {
    own.release();
  }
}

async function load(
  request: IntakeRequest,
  ports: IntakePorts,
  given: { source: SourceTable; known: DatasetSchema | null; batchId: string; own: Claim },
): Promise<IntakeOutcome> {
  const started = ports.clock.now();
  const { source, batchId } = given;
  const content = contentOf({ dataset: request.dataset, file: source.facts, retryOf: null });
  const engine = await Engine.open({
    scratchFolder: given.own.folder,
    files: [resolve(source.csvPath)],
    folders: [resolve(given.own.folder), resolve(ports.lakeFolder)],
    subject: source.facts.name,
    keepsOrder: true,
    sleeps: true,
    ...(ports.memoryLimit === undefined ? {} : { memoryLimit: ports.memoryLimit }),
    ...(ports.threads === undefined ? {} : { threads: ports.threads }),
  });
  try {
    return await engine.cancellable(ports.progress.signal, async () => {
      const schema = given.known ?? newSchema(request, source.headings, await sampleRecords(engine, source, SAMPLE));
      const { mapped, saved } = await tableMapper(request, ports)(source.headings, schema);
      const outcome = (result: Pick<IntakeOutcome, "status" | "batch" | "quarantine">): IntakeOutcome => ({
        ...result,
        datasetCreated: given.known === null && result.status === "committed",
        schema,
        savedMapping: saved && { id: saved.id, name: saved.name, version: saved.version },
        ignoredHeadings: mapped.ignored,
        rowsRead: source.records + source.malformed.count,
        notes: source.notes,
        seconds: (ports.clock.now() - started) / 1000,
      });
      const earlier = given.known ? await ports.catalogue.findByContent(content) : null;
      if (earlier) return outcome({ status: "duplicate", batch: earlier, quarantine: [] });
      requireColumns(source, schema, mapped);
      ports.progress.report(0, source.records, STAGES.loading);
      const raw = await loadRawTable(engine, source, mapped.columns);
      const written = await writeBatch(
        engine,
        {
          batchId,
          schema,
          newDataset: given.known === null,
          columns: mapped.columns,
          mapping: mapped.mapping,
          raw,
          malformed: { count: source.malformed.count, counts: malformedCounts(source) },
          file: source.facts,
          office: request.office,
          contract: request.contract ?? null,
          retry: null,
          bytesPerRow: statSync(source.csvPath).size / Math.max(1, source.records),
          claim: given.own,
        },
        ports,
      );
      return outcome({
        status: written.isOurs ? "committed" : "duplicate",
        batch: written.batch,
        quarantine: written.isOurs ? written.quarantine : [],
      });
    });
  } finally {
    engine.close();
  }
}

function newSchema({ dataset, contract, dataClass }: IntakeRequest, headings: readonly string[], sample: string[][]): DatasetSchema {
  if (contract === undefined) return inferSchema(dataset, headings, sample);
  return contractSchema(dataset, contract, { headings, sample }, dataClass ?? "internal");
}

function malformedCounts(source: SourceTable): QuarantineCount[] {
  return Object.entries(source.malformed.counts).map(([code, rows]) => ({ code: code as QuarantineCode, column: null, rows }));
}

function fileName(request: IntakeRequest): string {
  return request.name ?? request.path.split(/[\\/]/).at(-1) ?? request.path;
}
