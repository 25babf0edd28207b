import { statSync } from "node:fs";
import { resolve } from "node:path";
import { type DatasetSchema, type QuarantineCode, type QuarantineCount, YuejianError } from "@yuejian/contracts";
import { type HeadingMapping, inferSchema, mapHeadings } from "@yuejian/identifiers";
import { Engine } from "../engine/engine.ts";
import { toYuejianError } from "../engine/engine-failure.ts";
import { isDatasetId } from "../lake/lake-paths.ts";
import { readSource } from "../source/read-source.ts";
import type { SourceTable } from "../source/source-table.ts";
import type { IntakeOutcome, IntakePorts, IntakeRequest } from "./intake-types.ts";
import { loadRawTable, sampleRecords } from "./raw-table.ts";
import { type Claim, type ClaimedBatch, claim } from "./running.ts";
import { STAGES } from "./stages.ts";
import { writeBatch } from "./write-batch.ts";

/** Records looked at when a schema is inferred. */
const SAMPLE = 50_000;

/** Loads one file into one dataset: all of it or nothing. Bad rows are set aside with their reasons; a file that cannot be taken over at all
 *  is refused with its error (contracts/errors/intake). Cancelling through `progress.signal` throws INTAKE_CANCELLED. */
export async function intake(request: IntakeRequest, ports: IntakePorts): Promise<IntakeOutcome> {
  const known = await ports.catalogue.dataset(request.dataset);
  if (!known && !request.create) throw new YuejianError("DATASET_UNKNOWN", { dataset: request.dataset });
  if (!known && !isDatasetId(request.dataset)) throw new YuejianError("DATASET_NAME_BAD", { dataset: request.dataset });
  const batchId = ports.ids.next("bat");
  const claimed = { batch: batchId, dataset: request.dataset };
  return withClaim({ name: `intake-${batchId}`, claimed, file: fileName(request) }, ports, async (own) => {
    const source = await readSource(request.path, {
      scratchFolder: own.folder,
      progress: ports.progress,
      ...(request.sheet === undefined ? {} : { part: { sheet: request.sheet } }),
      ...(request.name === undefined ? {} : { name: request.name }),
    });
    try {
      return await load(request, ports, { source, known, batchId, own });
    } finally {
      await source.dispose();
    }
  });
}

/** Runs work that owns a folder of the scratch folder; gives its cancellation and full disks their names. */
export async function withClaim<Result>(
  what: { name: string; claimed: ClaimedBatch; file: string },
  ports: IntakePorts,
  work: (own: Claim) => Promise<Result>,
): Promise<Result> {
  const { file } = what;
  const own = claim(ports.scratchFolder, what.name, what.claimed);
  if (!own) throw new YuejianError("INTAKE_RUNNING", { file });
  try {
    return await work(own);
  } catch (cause) {
    if (ports.progress.signal.aborted) throw new YuejianError("INTAKE_CANCELLED", { file }, { cause });
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
  const content = { dataset: request.dataset, sha256: source.facts.sha256, sheet: source.facts.sheet, retryOf: null };
  const engine = await Engine.open({
    scratchFolder: given.own.folder,
    files: [resolve(source.csvPath)],
    folders: [resolve(given.own.folder), resolve(ports.lakeFolder)],
    subject: source.facts.name,
    keepsOrder: true,
    ...(ports.memoryLimit === undefined ? {} : { memoryLimit: ports.memoryLimit }),
    ...(ports.threads === undefined ? {} : { threads: ports.threads }),
  });
  try {
    return await engine.cancellable(ports.progress.signal, async () => {
      const schema = given.known ?? inferSchema(request.dataset, source.headings, await sampleRecords(engine, source, SAMPLE));
      const mapped = mapHeadings(source.headings, schema);
      const outcome = (result: Pick<IntakeOutcome, "status" | "batch" | "quarantine">): IntakeOutcome => ({
        ...result,
        datasetCreated: given.known === null && result.status === "committed",
        schema,
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

function requireColumns(source: SourceTable, schema: DatasetSchema, mapped: HeadingMapping): void {
  if (mapped.missing.length === 0) return;
  const missing = schema.columns.filter(({ name }) => mapped.missing.includes(name)).map(({ title }) => title.zh);
  throw new YuejianError("COLUMNS_MISSING", {
    file: source.facts.name,
    row: 1,
    dataset: schema.id,
    columns: missing.join("、"),
    found: source.headings.join("、"),
  });
}

function malformedCounts(source: SourceTable): QuarantineCount[] {
  return Object.entries(source.malformed.counts).map(([code, rows]) => ({ code: code as QuarantineCode, column: null, rows }));
}

function fileName(request: IntakeRequest): string {
  return request.name ?? request.path.split(/[\\/]/).at(-1) ?? request.path;
}
