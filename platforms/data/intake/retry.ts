import { join, resolve } from "node:path";
import {
  type Batch,
  canonicalJson,
  contentOf,
  type DatasetSchema,
  type QuarantineCode,
  type QuarantineCount,
  YuejianError,
} from "@yuejian/contracts";
import { encodeHex, sha256, sm3 } from "@yuejian/digests";
import { type HeadingMapping, mapAgain } from "@yuejian/identifiers";
import { Engine } from "../engine/engine.ts";
import { quoteText } from "../engine/sql-text.ts";
import { batchPaths } from "../lake/lake-paths.ts";
import { quarantineHead } from "../lake/quarantine-head.ts";
import { rawColumn, selectWithMarks } from "../standardise/standardise-table.ts";
import { withClaim } from "./intake.ts";
import { type IntakeOutcome, type IntakePorts, PARSER_VERSION, type RetryRequest } from "./intake-types.ts";
import type { RawTable } from "./raw-table.ts";
import type { Claim } from "./running.ts";
import { writeBatch } from "./write-batch.ts";

/** What a retry was made from; its canonical JSON is the content of the retry's batch, so the same corrections twice change nothing. */
export interface RetryDocument {
  readonly version: 1;
  /** The batch of the file, never a retry. */
  readonly retryOf: string;
  /** SHA-256 of that file. */
  readonly file: string;
  readonly parserVersion: string;
  /** Record number → source heading → new text. */
  readonly corrections: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Loads again only the rows of a batch that are still quarantined, with corrections, into a new batch. Record numbers and lines stay those of
 *  the file. The new batch's quarantine holds all rows of the file that are set aside from now on (see `quarantineHead`).
 *  REQUEST_INVALID for corrections of rows that are not quarantined or of headings that the file does not have. */
export async function retry(request: RetryRequest, ports: IntakePorts): Promise<IntakeOutcome> {
  const { batch, corrections } = request;
  const schema = await ports.catalogue.dataset(batch.dataset);
  if (!schema) throw new YuejianError("DATASET_UNKNOWN", { dataset: batch.dataset });
  const origin = batch.retryOf ?? batch.id;
  const batchId = ports.ids.next("bat");
  const claimed = { batch: batchId, dataset: batch.dataset };
  return withClaim({ name: `retry-${origin}`, claimed, file: batch.file.name }, ports, async (own) => {
    // Read under the claim: an earlier retry may just have changed what is still quarantined.
    const batches = await ports.catalogue.batches(batch.dataset);
    const first = batches.find(({ id }) => id === origin);
    if (!first) throw new YuejianError("BATCH_UNKNOWN", { batch: origin });
    const document: RetryDocument = { version: 1, retryOf: origin, file: first.file.sha256, parserVersion: PARSER_VERSION, corrections };
    return load(schema, { first, head: quarantineHead(batches, origin), document, batchId, office: request.office, own }, ports);
  });
}

interface RetryLoad {
  readonly first: Batch;
  readonly head: Batch;
  readonly document: RetryDocument;
  readonly batchId: string;
  readonly office: string;
  readonly own: Claim;
}

async function load(schema: DatasetSchema, given: RetryLoad, ports: IntakePorts): Promise<IntakeOutcome> {
  const started = ports.clock.now();
  const { first, head } = given;
  const text = canonicalJson(given.document);
  const bytes = new TextEncoder().encode(text);
  const file = { ...first.file, size: bytes.length, sha256: encodeHex(sha256(bytes)), sm3: encodeHex(sm3(bytes)) };
  const base = { datasetCreated: false, schema, notes: [], ignoredHeadings: [], savedMapping: null };
  const elapsed = (): number => (ports.clock.now() - started) / 1000;
  const content = contentOf({ dataset: schema.id, file, retryOf: first.id });
  const earlier = head.rowsQuarantined === 0 ? head : await ports.catalogue.findByContent(content);
  if (earlier) return { ...base, status: "duplicate", batch: earlier, rowsRead: 0, quarantine: [], seconds: elapsed() };
  const engine = await Engine.open({
    scratchFolder: given.own.folder,
    files: [],
    folders: [resolve(given.own.folder), resolve(ports.lakeFolder)],
    subject: file.name,
    keepsOrder: true,
    ...(ports.memoryLimit === undefined ? {} : { memoryLimit: ports.memoryLimit }),
    ...(ports.threads === undefined ? {} : { threads: ports.threads }),
  });
  try {
    return await engine.cancellable(ports.progress.signal, async () => {
      const tables = await loadQuarantined(engine, join(ports.lakeFolder, batchPaths(schema.id, head.id).quarantine), schema, given);
      const { raw, mapped, malformed } = tables;
      const written = await writeBatch(
        engine,
        {
          batchId: given.batchId,
          schema,
          newDataset: false,
          columns: mapped.columns,
          mapping: mapped.mapping,
          raw,
          malformed,
          file,
          office: given.office,
          contract: null,
          retry: { of: first.id, document: text },
          bytesPerRow: 1024,
          claim: given.own,
        },
        ports,
      );
      return {
        ...base,
        status: written.isOurs ? "committed" : "duplicate",
        batch: written.batch,
        ignoredHeadings: mapped.ignored,
        rowsRead: raw.records + malformed.count,
        quarantine: written.isOurs ? written.quarantine : [],
        seconds: elapsed(),
      };
    });
  } finally {
    engine.close();
  }
}

/** Makes the tables `raw` and `malformed` of the rows in a quarantine file. */
async function loadQuarantined(
  engine: Engine,
  path: string,
  schema: DatasetSchema,
  { document, first }: Pick<RetryLoad, "document" | "first">,
): Promise<{ raw: RawTable; mapped: HeadingMapping; malformed: { count: number; counts: QuarantineCount[] } }> {
  await engine.run(`CREATE TABLE held AS SELECT row, line, reasons, source FROM read_parquet(${quoteText(path)}) ORDER BY row`);
  const headings = await headingsOf(engine, first);
  await createCorrections(engine, document, headings);
  // A record that is malformed as a whole has a reason without a column; it can be taken over once a person has put it right.
  const isMalformed = "corrections.patch IS NULL AND len(list_filter(reasons, lambda reason: reason.column IS NULL)) > 0";
  const corrected = `SELECT held.row, line, reasons, coalesce(CAST(json_merge_patch(source, patch) AS VARCHAR), source) AS source, ${isMalformed} AS is_malformed
    FROM held LEFT JOIN corrections ON corrections.row = held.row ORDER BY held.row`;
  await engine.run(`CREATE TABLE again AS ${corrected}`);
  const mapped = mapAgain(headings, schema, first.mapping);
  const texts = headings.map(
    (heading, index) => `nullif(json_extract_string(source, ${quoteText(pointer(heading))}), '') AS ${rawColumn(index)}`,
  );
  const records = `SELECT row AS record_number, line AS record_line, ${texts.join(", ")} FROM again WHERE NOT is_malformed ORDER BY row`;
  const names = ["record_number", "record_line", ...headings.map((_, index) => rawColumn(index))];
  await engine.run(`CREATE TABLE raw AS ${selectWithMarks(names, mapped.columns, `(${records})`)}`);
  await engine.run("CREATE TABLE malformed AS SELECT row, line, reasons, source FROM again WHERE is_malformed");
  const [count] = await engine.rows("SELECT (SELECT count(*) FROM raw), (SELECT count(*) FROM malformed)");
  const counts = await engine.rows(
    `SELECT reason.code, reason."column", count(*) FROM (SELECT unnest(reasons) AS reason FROM malformed) GROUP BY ALL ORDER BY ALL`,
  );
  return {
    raw: { headings, records: Number(count?.[0] ?? 0), row: "raw.record_number", line: "raw.record_line" },
    mapped,
    malformed: {
      count: Number(count?.[1] ?? 0),
      counts: counts.map(([code, column, rows]) => ({ code: code as QuarantineCode, column: column as string | null, rows: Number(rows) })),
    },
  };
}

/** Headings as the well-formed records have them; those of malformed ones where there are no others, with those that the load used: a broken
 *  line of JSON has none of its own, and a person who puts it right gives it the file's. */
async function headingsOf(engine: Engine, { mapping }: Batch): Promise<string[]> {
  const rows = await engine.rows(
    "SELECT json_keys(source) AS keys FROM held ORDER BY len(list_filter(reasons, lambda reason: reason.column IS NULL)) > 0, row LIMIT 1",
  );
  const keys = rows[0]?.[0];
  const own = keys && typeof keys === "object" && "items" in keys ? (keys.items as string[]) : [];
  return [...new Set([...own, ...Object.values(mapping).filter((heading) => heading !== null)])];
}

async function createCorrections(engine: Engine, document: RetryDocument, headings: readonly string[]): Promise<void> {
  const known = new Set(headings);
  for (const [row, texts] of Object.entries(document.corrections))
    for (const heading of Object.keys(texts))
      if (!known.has(heading)) throw new YuejianError("REQUEST_INVALID", { where: `corrections.${row}`, reason: `no heading ${heading}` });
  await engine.run("CREATE TABLE corrections (row BIGINT, patch VARCHAR)");
  const appender = await engine.connection.createAppender("corrections");
  for (const [row, texts] of Object.entries(document.corrections)) {
    appender.appendBigInt(BigInt(row));
    appender.appendVarchar(JSON.stringify(texts));
    appender.endRow();
  }
  appender.closeSync();
  const [stranger] = await engine.rows("SELECT row FROM corrections WHERE row NOT IN (SELECT row FROM held) LIMIT 1");
  if (stranger)
    throw new YuejianError("REQUEST_INVALID", { where: `corrections.${Number(stranger[0])}`, reason: "the row is not quarantined" });
}

/** RFC 6901: a heading may begin with characters that have a meaning in other paths. */
function pointer(key: string): string {
  return `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}
