import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ENTITY_MEMBERS, type NumberRanges } from "@yuejian/contracts";
import { indexFolder, indexPath } from "../batch-index/index-paths.ts";
import { saltsPerRow } from "../commitment/committed-columns.ts";
import { eraseSalts, removeSalts, type SaltErasure } from "../commitment/salts.ts";
import { overwriteAndRemove, syncFolder } from "../intake/durable.ts";
import { batchOfFile, batchPaths, generationOfFile, storedName } from "../lake/lake-paths.ts";
import { readManifest } from "../lake/manifest.ts";
import type { RewriteFolders } from "./rewrite-batch.ts";

export interface BatchErasure {
  readonly dataset: string;
  readonly batch: string;
  /** What the catalogue names now; files of others go. */
  readonly generation: number;
  readonly deleted: NumberRanges;
  readonly redacted: readonly { readonly leaves: NumberRanges; readonly columns: readonly string[] }[];
  /** No row of it is left. */
  readonly isEmpty: boolean;
  /** What the catalogue names of it, relative to the lake: the rows that were set aside and what a retry was made from go where they are not among it. */
  readonly keeps: ReadonlySet<string>;
}

/** Erases what the catalogue no longer names of a batch: files of rows and the salts of what was deleted. Durable when it returns; repeating it
 *  changes nothing. Gives the files that were erased, relative to the lake. */
export async function eraseBatch({ lakeFolder, saltsFolder }: RewriteFolders, erasure: BatchErasure): Promise<string[]> {
  const { dataset, batch } = erasure;
  const paths = batchPaths(dataset, batch, erasure.generation);
  const folder = join(lakeFolder, dataset);
  const erased = rowFiles(folder, batch)
    .filter(({ generation }) => generation !== erasure.generation)
    .map(({ name }) => `${dataset}/${name}`);
  const beside = [paths.quarantine, paths.retry].filter((path) => !erasure.keeps.has(path) && existsSync(join(lakeFolder, path)));
  erased.push(...beside);
  erased.push(...staleIndexes(lakeFolder, erasure));
  for (const path of erased) overwriteAndRemove(join(lakeFolder, path));
  syncFolder(folder);
  if (erasure.isEmpty) removeSalts(saltsFolder, batch);
  else await eraseSaltsOf({ lakeFolder, saltsFolder }, erasure, paths.manifest);
  return erased;
}

/** Indexes of rows as they stood before: they hold the rows. */
function staleIndexes(lakeFolder: string, { dataset, batch, generation }: BatchErasure): string[] {
  const folder = join(lakeFolder, indexFolder(dataset));
  if (!existsSync(folder)) return [];
  const current = indexPath(dataset, storedName(batch, generation));
  return readdirSync(folder)
    .filter((name) => name.startsWith(`${batch}.`))
    .map((name) => `${indexFolder(dataset)}/${name}`)
    .filter((path) => path !== current);
}

async function eraseSaltsOf({ lakeFolder, saltsFolder }: RewriteFolders, erasure: BatchErasure, name: string): Promise<void> {
  const manifest = await readManifest(join(lakeFolder, name), name);
  const alone = manifest.columns.filter((column) => column.alone).map((column) => column.name);
  const erased: SaltErasure["erased"] = [
    { leaves: erasure.deleted },
    ...erasure.redacted.map(({ leaves, columns }) => ({ leaves, salts: columns.map((column) => alone.indexOf(column)) })),
  ];
  eraseSalts(saltsFolder, erasure.batch, { perRow: saltsPerRow(manifest.columns), leaves: manifest.rows, erased });
}

/** Files of rows of a batch. */
function rowFiles(folder: string, batch: string): { readonly name: string; readonly generation: number }[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => {
    const generation = batchOfFile(name) === batch ? generationOfFile(name) : null;
    return generation === null ? [] : [{ name, generation }];
  });
}

/** Names under which rows of a batch stand that the catalogue no longer names (see `storedName`). */
export async function staleRowNames(
  { lakeFolder }: Pick<RewriteFolders, "lakeFolder">,
  { dataset, batch, generation }: Pick<BatchErasure, "dataset" | "batch" | "generation">,
): Promise<string[]> {
  const files = rowFiles(join(lakeFolder, dataset), batch);
  return files.filter((file) => file.generation !== generation).map((file) => storedName(batch, file.generation));
}

/** Erases what a run of linking keeps for the next one. */
export async function eraseEntityStates(lakeFolder: string): Promise<void> {
  const folder = join(lakeFolder, ENTITY_MEMBERS);
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder).filter((each) => each.startsWith("state-"))) {
    const state = join(folder, name);
    for (const file of readdirSync(state, { recursive: true, withFileTypes: true }))
      if (file.isFile()) overwriteAndRemove(join(file.parentPath, file.name));
    rmSync(state, { recursive: true, force: true });
  }
  syncFolder(folder);
}
