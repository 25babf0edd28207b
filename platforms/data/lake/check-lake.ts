import { closeSync, existsSync, openSync, readSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  type Batch,
  type CommittedKeys,
  canonicalJson,
  type LakeFile,
  type Progress,
  silentProgress,
  YuejianError,
} from "@yuejian/contracts";
import { encodeHex } from "@yuejian/digests";
import { columnsDigest, saltsPerRow } from "../commitment/committed-columns.ts";
import { digestRecords } from "../commitment/digest-records.ts";
import { commitKeys } from "../commitment/key-trees.ts";
import { openSalts } from "../commitment/salts.ts";
import { Engine } from "../engine/engine.ts";
import { quoteText } from "../engine/sql-text.ts";
import { digestOfFile } from "../intake/durable.ts";
import { STAGES } from "../intake/stages.ts";
import { findOrphans, type SweepFolders } from "../intake/sweep.ts";
import { type BatchDeletions, checkRewritten } from "./check-rewritten.ts";
import { batchPaths } from "./lake-paths.ts";
import { type BatchManifest, readManifest } from "./manifest.ts";

export interface CheckedBatch {
  readonly batch: Batch;
  readonly lakeFiles: readonly LakeFile[];
  readonly columnsDigest: string;
  /** What the batch's statement binds of its keys. */
  readonly keys: CommittedKeys | null;
  /** What statements say was deleted and redacted since. */
  readonly deletions?: BatchDeletions | undefined;
}

export const LAKE_FINDINGS = {
  "file-missing": { zh: "文件缺失", en: "File is missing" },
  "file-corrupt": { zh: "文件与登记的摘要不符", en: "File does not match its digest" },
  "rows-differ": { zh: "行数与登记不符", en: "Number of rows differs from the catalogue" },
  "columns-differ": { zh: "承诺的列与登记不符", en: "Committed columns differ from the catalogue" },
  "root-differs": { zh: "由各行重算的根与登记不符", en: "Root recomputed from the rows differs from the catalogue" },
  "leaves-differ": { zh: "叶子文件与各行不符", en: "Leaf hashes differ from the rows" },
  "keys-differ": { zh: "键值承诺与登记或各行不符", en: "Committed keys differ from the statement or from the rows" },
  "rows-vanished": { zh: "有记录缺失，而账本没有删除它们的条目", en: "Rows are missing that no entry says were deleted" },
  "cells-vanished": { zh: "有单元格被遮除，而账本没有相应条目", en: "Cells are redacted that no entry says were" },
  "deleted-remain": { zh: "已登记删除的内容还在", en: "Content that was deleted by an entry is still there" },
  "salts-missing": { zh: "盐值缺失，无法重算", en: "Salts are missing; the root cannot be recomputed" },
  orphan: { zh: "不属于任何批次的文件", en: "File belongs to no batch" },
} as const;

export interface LakeFinding {
  readonly kind: keyof typeof LAKE_FINDINGS;
  readonly batch: string | null;
  /** Relative to the lake's folder. */
  readonly file: string | null;
}

export interface LakeCheck {
  readonly findings: readonly LakeFinding[];
  readonly batches: number;
  readonly rows: number;
}

/** Compares the lake with what the catalogue says of it. Changes nothing. `isDeep`: every row is read and the root recomputed; otherwise
 *  files are only digested. `vrfSeed`: then the key trees are recomputed too. */
export async function checkLake(
  folders: SweepFolders,
  batches: readonly CheckedBatch[],
  options: { readonly isDeep: boolean; readonly progress?: Progress; readonly memoryLimit?: string; readonly vrfSeed?: Uint8Array },
): Promise<LakeCheck> {
  const progress = options.progress ?? silentProgress;
  const lakeFolder = resolve(folders.lakeFolder);
  const findings: LakeFinding[] = [];
  const engine = await Engine.open({
    scratchFolder: folders.scratchFolder,
    files: [],
    folders: [lakeFolder],
    subject: "lake",
    ...(options.memoryLimit === undefined ? {} : { memoryLimit: options.memoryLimit }),
  });
  let rows = 0;
  try {
    await engine.cancellable(progress.signal, async () => {
      for (const [done, checked] of batches.entries()) {
        progress.report(done, batches.length, STAGES.checking);
        const bad = await checkFiles(lakeFolder, checked);
        if (bad.length === 0) bad.push(...(await checkRows(engine, { ...folders, lakeFolder }, checked, { ...options, progress })));
        findings.push(...bad);
        rows += checked.batch.rowsAccepted;
      }
    });
  } finally {
    engine.close();
  }
  for (const file of await findOrphans(folders)) findings.push({ kind: "orphan", batch: null, file });
  return { findings, batches: batches.length, rows };
}

async function checkFiles(lakeFolder: string, { batch, lakeFiles, keys, deletions }: CheckedBatch): Promise<LakeFinding[]> {
  const findings: LakeFinding[] = [];
  const paths = batchPaths(batch.dataset, batch.id, deletions?.generation);
  const registered = new Set(lakeFiles.map(({ path }) => path));
  for (const path of [
    paths.rows,
    paths.leaves,
    paths.manifest,
    ...(batch.rowsQuarantined > 0 ? [paths.quarantine] : []),
    ...(keys ? [paths.keys] : []),
  ])
    if (!registered.has(path)) findings.push({ kind: "file-missing", batch: batch.id, file: path });
  for (const file of lakeFiles) {
    const path = join(lakeFolder, file.path);
    if (!existsSync(path)) findings.push({ kind: "file-missing", batch: batch.id, file: file.path });
    else {
      const { sha256, size } = await digestOfFile(path);
      if (sha256 !== file.sha256 || size !== file.size) findings.push({ kind: "file-corrupt", batch: batch.id, file: file.path });
    }
  }
  return findings;
}

async function checkRows(
  engine: Engine,
  folders: { lakeFolder: string; saltsFolder: string },
  { batch, columnsDigest: registeredColumns, keys, deletions }: CheckedBatch,
  options: { isDeep: boolean; progress: Progress; vrfSeed?: Uint8Array },
): Promise<LakeFinding[]> {
  const paths = batchPaths(batch.dataset, batch.id, deletions?.generation);
  const found = (kind: LakeFinding["kind"], file: string): LakeFinding[] => [{ kind, batch: batch.id, file }];
  let manifest: BatchManifest;
  try {
    manifest = await readManifest(join(folders.lakeFolder, paths.manifest), paths.manifest);
  } catch (error) {
    if (error instanceof YuejianError) return found("file-corrupt", paths.manifest);
    throw error;
  }
  const columns = manifest.columns.map(({ name, alone }) => ({ name, alone }));
  if (columnsDigest(columns) !== registeredColumns) return found("columns-differ", paths.manifest);
  if (manifest.recordRoot !== batch.recordRoot) return found("root-differs", paths.manifest);
  if (canonicalJson(manifest.keys ?? null) !== canonicalJson(keys)) return found("keys-differ", paths.manifest);
  const rowsPath = join(folders.lakeFolder, paths.rows);
  if (deletions) {
    const of = { manifest, rows: rowsPath, leaves: join(folders.lakeFolder, paths.leaves), keys: join(folders.lakeFolder, paths.keys) };
    const kind = await checkRewritten(engine, { ...of, saltsFolder: folders.saltsFolder, deletions }, options);
    return kind === null ? [] : found(kind, kind === "keys-differ" ? paths.keys : kind === "leaves-differ" ? paths.leaves : paths.rows);
  }
  const [count] = await engine.rows(`SELECT count(*) FROM read_parquet(${quoteText(rowsPath)})`);
  if (Number(count?.[0]) !== batch.rowsAccepted || manifest.rows !== batch.rowsAccepted) return found("rows-differ", paths.rows);
  if (!options.isDeep) return [];
  if (keys && options.vrfSeed && !(await areKeysOfRows(engine, { manifest, rowsPath, keys }, { ...options, vrfSeed: options.vrfSeed })))
    return found("keys-differ", paths.keys);
  if (!openSalts(folders.saltsFolder, batch.id, saltsPerRow(columns))?.read(0, batch.rowsAccepted))
    return found("salts-missing", paths.rows);
  const leaves = new LeafComparison(join(folders.lakeFolder, paths.leaves));
  try {
    const digest = await digestRecords(engine, {
      parquetPath: rowsPath,
      rows: batch.rowsAccepted,
      // Packed rows are a tenth of their text at most.
      bytesPerRow: (10 * statSync(rowsPath).size) / Math.max(1, batch.rowsAccepted),
      columns: manifest.columns,
      committed: columns,
      batch: batch.id,
      saltsFolder: folders.saltsFolder,
      signal: options.progress.signal,
      takeLeaves: (hashes) => leaves.compare(hashes),
      report: () => {},
    });
    leaves.compare(digest.upperLevels);
    if (encodeHex(digest.root) !== batch.recordRoot) return found("root-differs", paths.rows);
    return leaves.isEqual() ? [] : found("leaves-differ", paths.leaves);
  } finally {
    leaves.close();
  }
}

async function areKeysOfRows(
  engine: Engine,
  of: { manifest: BatchManifest; rowsPath: string; keys: CommittedKeys },
  { vrfSeed, progress }: { vrfSeed: Uint8Array; progress: Progress },
): Promise<boolean> {
  const declared = new Set(of.keys.columns.map(({ column }) => column));
  const { keys } = await commitKeys(engine, {
    parquetPath: of.rowsPath,
    batch: of.manifest.batch,
    columns: of.manifest.columns.filter(({ name }) => declared.has(name)),
    seed: vrfSeed,
    signal: progress.signal,
    report: () => {},
  });
  return canonicalJson(keys) === canonicalJson(of.keys);
}

class LeafComparison {
  readonly #file: number;
  readonly #size: number;
  #position = 0;
  #isEqual = true;

  constructor(path: string) {
    this.#file = openSync(path, "r");
    this.#size = statSync(path).size;
  }

  compare(hashes: Uint8Array): void {
    const stored = Buffer.alloc(hashes.length);
    const read = hashes.length === 0 ? 0 : readSync(this.#file, stored, 0, hashes.length, this.#position);
    this.#position += read;
    if (read < hashes.length || !stored.equals(hashes)) this.#isEqual = false;
  }

  isEqual(): boolean {
    return this.#isEqual && this.#position === this.#size;
  }

  close(): void {
    closeSync(this.#file);
  }
}
