import { readFile } from "node:fs/promises";
import { type Closures, type ColumnType, type CommittedColumn, type CommittedKeys, canonicalJson, YuejianError } from "@yuejian/contracts";

/** What a batch's rows are and how they were committed, beside them: schemas may grow later, this does not. */
export interface BatchManifest {
  readonly version: 1;
  readonly batch: string;
  readonly dataset: string;
  readonly schemaVersion: number;
  /** The first load of the file, when this is a retry of it: its rows are as old as that load. */
  readonly retryOf: string | null;
  /** Version of the parser, which stands in the column `_parser` of each row; absent in batches that are older than that column. */
  readonly parser?: string;
  readonly rows: number;
  readonly columns: readonly (CommittedColumn & { readonly type: ColumnType })[];
  readonly recordRoot: string;
  /** Where the dataset declares keys. */
  readonly keys?: CommittedKeys;
  /** Which file its rows stand in (see `batchPaths`): told by the catalogue, never in the manifest's file. */
  readonly generation?: number;
}

/** Generation of each batch that has one. */
export type Generations = ReadonlyMap<string, number>;

export function generationsOf({ rewritten }: Pick<Closures, "rewritten">): Generations {
  return new Map(rewritten.map(({ batch, generation }) => [batch, generation]));
}

export function ofGeneration(manifest: BatchManifest, generations: Generations): BatchManifest {
  const generation = generations.get(manifest.batch);
  return generation === undefined ? manifest : { ...manifest, generation };
}

export function manifestText(manifest: BatchManifest): string {
  return canonicalJson(manifest);
}

export async function readManifest(path: string, name: string): Promise<BatchManifest> {
  try {
    const manifest = JSON.parse(await readFile(path, "utf8")) as BatchManifest;
    if (manifest.version !== 1 || !Array.isArray(manifest.columns)) throw new Error("not a manifest of version 1");
    return manifest;
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") throw cause;
    throw new YuejianError("LAKE_FILE_CORRUPT", { file: name }, { cause });
  }
}
