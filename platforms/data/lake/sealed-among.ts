import type { ClosurePort, DatasetSchema, SealBasisId } from "@yuejian/contracts";
import { Engine } from "../engine/engine.ts";
import { createSealed } from "./closed-rows.ts";
import { readBatches } from "./lake-batches.ts";

/** Of these rows of a dataset (by batch) those that are sealed now, with the ground of each. Of the dataset only these rows are read, so that a record of a
 *  batch of millions is opened as quickly as one of a small batch; a rule of another dataset that reaches into this one reads that other dataset. */
export async function sealedAmong(
  lake: { readonly folder: string; readonly scratchFolder: string; readonly closures: ClosurePort; readonly limits: EngineLimits },
  schema: DatasetSchema,
  rows: ReadonlyMap<string, readonly number[]>,
): Promise<Map<string, SealBasisId>> {
  const dataset = { ...(await readBatches(lake.folder, schema, [...rows.keys()])), only: rows };
  const engine = await Engine.open({
    scratchFolder: lake.scratchFolder,
    files: [],
    folders: [lake.folder],
    subject: "lake",
    ...lake.limits,
  });
  try {
    await createSealed(engine, { dataset, closures: await lake.closures.read(), port: lake.closures }, "sealed");
    const sealed = await engine.rows("SELECT batch, row, basis FROM sealed");
    const wanted = new Map(Array.from(rows, ([batch, numbers]) => [batch, new Set(numbers)]));
    return new Map(
      sealed.flatMap(([batch, row, basis]) =>
        wanted.get(String(batch))?.has(Number(row)) ? [[`${String(batch)}:${String(row)}`, String(basis) as SealBasisId] as const] : [],
      ),
    );
  } finally {
    engine.close();
  }
}

interface EngineLimits {
  readonly memoryLimit?: string;
  readonly threads?: number;
}
