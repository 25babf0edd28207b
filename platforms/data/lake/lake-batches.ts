import { join } from "node:path";
import { type ColumnSchema, type DatasetSchema, YuejianError } from "@yuejian/contracts";
import { STORED_TYPES } from "../engine/cell.ts";
import { quoteName, quoteText } from "../engine/sql-text.ts";
import type { DatasetBatches } from "./ground.ts";
import { batchPaths } from "./lake-paths.ts";
import { type BatchManifest, type Generations, ofGeneration, readManifest } from "./manifest.ts";

/** BATCH_UNKNOWN when the lake has no such batch. */
export async function readBatches(
  lakeFolder: string,
  schema: DatasetSchema,
  ids: readonly string[],
  generations: Generations,
): Promise<DatasetBatches> {
  const batches = await Promise.all(
    ids.map(async (id) => {
      const name = batchPaths(schema.id, id).manifest;
      try {
        return ofGeneration(await readManifest(join(lakeFolder, name), name), generations);
      } catch (cause) {
        if (cause instanceof YuejianError) throw cause;
        throw new YuejianError("BATCH_UNKNOWN", { batch: id }, { cause });
      }
    }),
  );
  return { schema, batches: fromOldToNew(batches) };
}

export function fromOldToNew(batches: readonly BatchManifest[]): BatchManifest[] {
  return batches.toSorted((left, right) => (age(left) < age(right) ? -1 : 1));
}

/** Retries stand beside the load they belong to, however late they were made. */
function age(batch: BatchManifest): string {
  return `${batch.retryOf ?? batch.batch}/${batch.batch}`;
}

/** The loads that the batches belong to, from old to new. */
export function origins(batches: readonly BatchManifest[]): string[] {
  return [...new Set(batches.map(({ batch, retryOf }) => retryOf ?? batch))];
}

/** `LakeGround.rowsOf` over Parquet files. */
export function unionOfRows(lakeFolder: string, dataset: DatasetBatches, columns: readonly Pick<ColumnSchema, "name" | "type">[]): string {
  const groups = new Map<string, BatchManifest[]>();
  for (const batch of dataset.batches) {
    // Rewritten files have columns of their own, and files of one list must have the same.
    const own = batch.generation === undefined ? null : batch.batch;
    const key = JSON.stringify([batch.parser !== undefined, own, batch.columns.map(({ name, type }) => [name, type])]);
    groups.set(key, [...(groups.get(key) ?? []), batch]);
  }
  const selects = [...groups.values()].map((batches) => {
    const stored = new Set(batches[0]?.columns.map(({ name }) => name));
    const cells = columns.map(({ name, type }) =>
      stored.has(name)
        ? `CAST(${quoteName(name)} AS ${STORED_TYPES[type]}) AS ${quoteName(name)}`
        : `CAST(NULL AS ${STORED_TYPES[type]}) AS ${quoteName(name)}`,
    );
    const parser = batches[0]?.parser === undefined ? "CAST(NULL AS VARCHAR) AS _parser" : "_parser";
    const fileOf = ({ batch, generation }: BatchManifest): string =>
      quoteText(join(lakeFolder, batchPaths(dataset.schema.id, batch, generation).rows));
    const select = `SELECT ${["_row", "_line", "_batch", parser, ...cells].join(", ")} FROM`;
    const { only } = dataset;
    if (only === undefined) return `${select} read_parquet([${batches.map(fileOf).join(", ")}])`;
    // One file at a time: only then the numbers lead to the row groups that hold them.
    return batches
      .map(
        (batch) => `${select} read_parquet(${fileOf(batch)}) WHERE _row IN (${(only.get(batch.batch) ?? [-1]).map(Math.trunc).join(", ")})`,
      )
      .join(" UNION ALL ");
  });
  if (selects.length > 0) return selects.join(" UNION ALL ");
  const none = columns.map(({ name, type }) => `CAST(NULL AS ${STORED_TYPES[type]}) AS ${quoteName(name)}`);
  return `SELECT ${["CAST(NULL AS BIGINT) AS _row", "CAST(NULL AS BIGINT) AS _line", "CAST(NULL AS VARCHAR) AS _batch", "CAST(NULL AS VARCHAR) AS _parser", ...none].join(", ")} WHERE false`;
}
