import { closeSync, existsSync, openSync, readdirSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import { type CommittedColumn, type OpenedRecord, parseRowRef, YuejianError } from "@yuejian/contracts";
import { encodeHex, recordLeafHash, rootFromInclusion } from "@yuejian/digests";
import { storedInclusionPath } from "@yuejian/digests/bulk";
import { saltsPerRow } from "../commitment/committed-columns.ts";
import { openSalts } from "../commitment/salts.ts";
import type { Engine } from "../engine/engine.ts";
import { batchPaths } from "./lake-paths.ts";
import { type BatchManifest, type Generations, readManifest } from "./manifest.ts";
import { openWith, type StoredRow, storedRowSql } from "./stored-row.ts";

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
  generations: Generations,
): Promise<RecordOpening> {
  const parsed = parseRowRef(ref);
  const dataset = parsed ? datasetOf(folders.lakeFolder, parsed.batch) : null;
  if (!parsed || !dataset) throw new YuejianError("RECORD_UNKNOWN", { ref });
  const paths = batchPaths(dataset, parsed.batch, generations.get(parsed.batch));
  const manifest = await readManifest(join(folders.lakeFolder, paths.manifest), paths.manifest);
  const found = await findRow(engine, join(folders.lakeFolder, paths.rows), manifest, parsed.row);
  if (!found) throw new YuejianError("RECORD_UNKNOWN", { ref });
  const salts = openSalts(folders.saltsFolder, parsed.batch, saltsPerRow(manifest.columns))?.stored(found.leafIndex, 1);
  const opened = salts && openWith(salts, manifest.columns, found);
  if (!opened) throw new YuejianError("RECORD_SALTS_ERASED", { ref });
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

export interface LeafOpening {
  /** Lower-case hex. */
  readonly leafHash: string;
  readonly path: readonly string[];
  readonly columns: readonly CommittedColumn[];
  readonly root: string;
}

/** A leaf as it was committed, checked against the tree of its batch. BATCH_UNKNOWN, LAKE_FILE_CORRUPT */
export async function openLeaf(lakeFolder: string, batch: string, index: number): Promise<LeafOpening> {
  const dataset = datasetOf(lakeFolder, batch);
  if (!dataset) throw new YuejianError("BATCH_UNKNOWN", { batch });
  const paths = batchPaths(dataset, batch);
  const manifest = await readManifest(join(lakeFolder, paths.manifest), paths.manifest);
  const file = join(lakeFolder, paths.leaves);
  const path = pathOf(file, paths.leaves, manifest.rows, index);
  const leafHash = readAt(file, paths.leaves, { position: index * HASH, bytes: HASH });
  const root = rootFromInclusion({ leafHash, index, size: manifest.rows, path });
  if (root === null || encodeHex(root) !== manifest.recordRoot) throw new YuejianError("LAKE_FILE_CORRUPT", { file: paths.leaves });
  const columns = manifest.columns.map(({ name, alone }) => ({ name, alone }));
  return { leafHash: encodeHex(leafHash), path: path.map(encodeHex), columns, root: manifest.recordRoot };
}

function readAt(path: string, name: string, { position, bytes }: { position: number; bytes: number }): Uint8Array {
  const file = openSync(path, "r");
  try {
    const part = Buffer.alloc(bytes);
    if (readSync(file, part, 0, bytes, position) < bytes) throw new YuejianError("LAKE_FILE_CORRUPT", { file: name });
    return part;
  } finally {
    closeSync(file);
  }
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
): Promise<(StoredRow & { leafIndex: number }) | null> {
  const stored = await storedRowSql(engine, path, manifest.columns);
  const [found] = await engine.rows(`${stored.select} WHERE _row = $1`, [BigInt(row)]);
  return found ? stored.read(found) : null;
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
