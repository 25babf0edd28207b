import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { BatchCatalogue } from "@yuejian/contracts";
import { indexFolder } from "../batch-index/index-paths.ts";
import { removeSalts } from "../commitment/salts.ts";
import { batchOfFile, batchPaths } from "../lake/lake-paths.ts";
import { overwriteAndRemove } from "./durable.ts";
import { deadClaims, livingBatches, unfinishedClaims } from "./running.ts";

export interface SweepFolders {
  readonly catalogue: Pick<BatchCatalogue, "batches">;
  readonly lakeFolder: string;
  readonly scratchFolder: string;
  readonly saltsFolder: string;
}

/** Removes what intakes left whose process died before their commit, and nothing else: a file is removed only where the dead intake's own
 *  claim names the batch and the catalogue does not know it. So an empty or old catalogue never costs a file.
 *  `catalogue.batches` MUST list withdrawn batches too. */
export async function sweep(folders: SweepFolders): Promise<{ readonly removed: readonly string[] }> {
  const removed: string[] = [];
  for (const dead of deadClaims(folders.scratchFolder)) {
    const batches = await folders.catalogue.batches(dead.dataset);
    if (!batches.some(({ id }) => id === dead.batch)) {
      for (const path of Object.values(batchPaths(dead.dataset, dead.batch)) as string[]) {
        if (!existsSync(join(folders.lakeFolder, path))) continue;
        rmSync(join(folders.lakeFolder, path));
        removed.push(path);
      }
      if (existsSync(folders.saltsFolder)) removeSalts(folders.saltsFolder, dead.batch);
    }
    rmSync(dead.folder, { recursive: true, force: true });
  }
  for (const folder of unfinishedClaims(folders.scratchFolder)) rmSync(folder, { recursive: true, force: true });
  return { removed };
}

/** Lake files of batches that are neither committed nor being written, relative to the lake's folder. */
export async function findOrphans(folders: Omit<SweepFolders, "saltsFolder">): Promise<string[]> {
  // Files first, then the living, then the committed: a batch that commits meanwhile is found in the last.
  const found = filesOfBatches(folders.lakeFolder).filter(({ indexed }) => indexed === null);
  const known = livingBatches(folders.scratchFolder);
  for (const dataset of new Set(found.map(({ dataset }) => dataset)))
    for (const { id } of await folders.catalogue.batches(dataset)) known.add(id);
  return found
    .filter(({ batch }) => !known.has(batch))
    .map(({ path }) => path)
    .sort();
}

/** A file below the lake's folder that is of a batch. */
export interface FileOfBatch {
  readonly dataset: string;
  readonly batch: string;
  /** Relative to the lake's folder. */
  readonly path: string;
  /** Of the rows that an index was made from; null for files that the catalogue names one by one. */
  readonly indexed: number | null;
}

/** Every file of a batch, whoever knows of it: rows as they stand and as they stood, what lies beside them, indexes. */
export function filesOfBatches(lakeFolder: string): FileOfBatch[] {
  return subfolders(lakeFolder).flatMap((dataset) => [
    ...readdirSync(join(lakeFolder, dataset)).flatMap((name) => {
      const batch = batchOfFile(name);
      return batch === null ? [] : [{ dataset, batch, path: `${dataset}/${name}`, indexed: null }];
    }),
    ...indexesIn(lakeFolder, dataset),
  ]);
}

function indexesIn(lakeFolder: string, dataset: string): FileOfBatch[] {
  const folder = indexFolder(dataset);
  if (!existsSync(join(lakeFolder, folder))) return [];
  return readdirSync(join(lakeFolder, folder)).flatMap((name) => {
    const [, batch, generation] = /^(bat_[0-9A-HJKMNP-TV-Z]{26})(?:\.([1-9]\d{0,8}))?\.\d+\.sqlite$/.exec(name) ?? [];
    return batch === undefined ? [] : [{ dataset, batch, path: `${folder}/${name}`, indexed: Number(generation ?? 0) }];
  });
}

/** Overwrites and removes files that nobody needs, so that nothing of their rows can be read from the disk. */
export function eraseLakeFiles(lakeFolder: string, paths: readonly string[]): void {
  for (const path of paths) overwriteAndRemove(join(lakeFolder, path));
}

function subfolders(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}
