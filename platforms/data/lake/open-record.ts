import { closeSync, existsSync, openSync, readdirSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import { type CommittedColumn, type OpenedRecord, parseRowRef, RECORD_COMMITMENT, YuejianError } from "@yuejian/contracts";
import { encodeHex, recordLeafHash, rootFromInclusion } from "@yuejian/digests";
import { storedInclusionPath } from "@yuejian/digests/bulk";
import { saltsPerRow } from "../commitment/committed-columns.ts";
import { openSalts } from "../commitment/salts.ts";
import type { Engine } from "../engine/engine.ts";
import { quoteName, quoteText } from "../engine/sql-text.ts";
import { canonicalText } from "../standardise/canonical-text.ts";
import { batchPaths } from "./lake-paths.ts";
import { type BatchManifest, readManifest } from "./manifest.ts";

const HASH = 32;

/** A record with all its salts and its way to the root that the ledger holds for its batch. */
export interface RecordOpening {
  readonly dataset: string;
  readonly batch: string;
  readonly opened: OpenedRecord;
  readonly leafIndex: number;
  /** Leaves of the batch's tree. */
  readonly count: number;
  /** Lower-case hex, from the leaf upward. */
  readonly path: readonly string[];
  readonly root: string;
}

/** Opens a record, checked against the tree of its batch: LAKE_FILE_CORRUPT when they do not agree; RECORD_UNKNOWN when there is no such row;
 *  RECORD_SALTS_ERASED when it can no longer be proven. The caller compares `root` with the batch's record root. */
export async function openRecord(
  engine: Engine,
  folders: { lakeFolder: string; saltsFolder: string },
  ref: string,
): Promise<RecordOpening> {
  const parsed = parseRowRef(ref);
  const dataset = parsed ? datasetOf(folders.lakeFolder, parsed.batch) : null;
  if (!parsed || !dataset) throw new YuejianError("RECORD_UNKNOWN", { ref });
  const paths = batchPaths(dataset, parsed.batch);
  const manifest = await readManifest(join(folders.lakeFolder, paths.manifest), paths.manifest);
  const found = await findRow(engine, join(folders.lakeFolder, paths.rows), manifest, parsed.row);
  if (!found) throw new YuejianError("RECORD_UNKNOWN", { ref });
  const salts = openSalts(folders.saltsFolder, parsed.batch, saltsPerRow(manifest.columns))?.read(found.leafIndex, 1);
  if (!salts) throw new YuejianError("RECORD_SALTS_ERASED", { ref });
  const opened = openWith(salts, manifest, { row: parsed.row, ...found });
  const path = pathOf(join(folders.lakeFolder, paths.leaves), paths.leaves, manifest.rows, found.leafIndex);
  const root = rootFromInclusion({ leafHash: recordLeafHash(opened), index: found.leafIndex, size: manifest.rows, path });
  if (root === null || encodeHex(root) !== manifest.recordRoot) throw new YuejianError("LAKE_FILE_CORRUPT", { file: paths.rows });
  return {
    dataset,
    batch: parsed.batch,
    opened,
    leafIndex: found.leafIndex,
    count: manifest.rows,
    path: path.map(encodeHex),
    root: manifest.recordRoot,
  };
}

/** BATCH_UNKNOWN when the lake has no such batch. */
export async function committedColumnsOf(lakeFolder: string, batch: string): Promise<CommittedColumn[]> {
  const dataset = datasetOf(lakeFolder, batch);
  if (!dataset) throw new YuejianError("BATCH_UNKNOWN", { batch });
  const { manifest } = batchPaths(dataset, batch);
  return (await readManifest(join(lakeFolder, manifest), manifest)).columns.map(({ name, alone }) => ({ name, alone }));
}

/** The dataset whose folder holds the batch. */
function datasetOf(lakeFolder: string, batch: string): string | null {
  if (!existsSync(lakeFolder)) return null;
  return readdirSync(lakeFolder).find((dataset) => existsSync(join(lakeFolder, batchPaths(dataset, batch).manifest))) ?? null;
}

async function findRow(
  engine: Engine,
  path: string,
  manifest: BatchManifest,
  row: number,
): Promise<{ leafIndex: number; line: number; texts: (string | null)[] } | null> {
  const texts = manifest.columns.map((column) => canonicalText(column, quoteName(column.name)));
  const [found] = await engine.rows(
    `SELECT file_row_number, _line, ${texts.join(", ")} FROM read_parquet(${quoteText(path)}, file_row_number = true) WHERE _row = $1`,
    [BigInt(row)],
  );
  if (!found) return null;
  const [leafIndex, line, ...values] = found;
  return { leafIndex: Number(leafIndex), line: Number(line), texts: values as (string | null)[] };
}

function openWith(
  salts: Uint8Array,
  manifest: BatchManifest,
  found: { row: number; line: number; texts: readonly (string | null)[] },
): OpenedRecord {
  const cells: Record<string, { salt: string; value: string | null }> = {};
  const values: Record<string, string | null> = {};
  let next = 0;
  const salt = (): string => encodeHex(salts.subarray(next, (next += RECORD_COMMITMENT.saltBytes)));
  manifest.columns.forEach(({ name, alone }, index) => {
    const value = found.texts[index] ?? null;
    if (alone) cells[name] = { salt: salt(), value };
    else values[name] = value;
  });
  const columns = manifest.columns.map(({ name, alone }) => ({ name, alone }));
  return { row: found.row, line: found.line, columns, cells, rest: { salt: salt(), values } };
}

function pathOf(path: string, name: string, size: number, index: number): Uint8Array[] {
  const file = openSync(path, "r");
  try {
    const read = (position: number, bytes: number): Uint8Array => {
      const part = Buffer.alloc(bytes);
      if (readSync(file, part, 0, bytes, position) < bytes) throw new YuejianError("LAKE_FILE_CORRUPT", { file: name });
      return part;
    };
    const upperLevels = read(size * HASH, statSync(path).size - size * HASH);
    return storedInclusionPath({ size, upperLevels }, index, (start, count) => read(start * HASH, count * HASH));
  } catch (cause) {
    if (cause instanceof RangeError) throw new YuejianError("LAKE_FILE_CORRUPT", { file: name }, { cause });
    throw cause;
  } finally {
    closeSync(file);
  }
}
