import type { ClosurePort, DatasetSchema, SealBasisId } from "@yuejian/contracts";
import { createSealed } from "./closed-rows.ts";
import { DuckdbGround } from "./duckdb-ground.ts";
import { generationsOf } from "./manifest.ts";

/** Of these rows of a dataset (by batch) those that are sealed now, with the ground of each. Of the dataset only these rows are read, so that a record of a
 *  batch of millions is opened as quickly as one of a small batch; a rule of another dataset that reaches into this one reads that other dataset. */
export async function sealedAmong(
  lake: { readonly folder: string; readonly scratchFolder: string; readonly closures: ClosurePort; readonly limits: EngineLimits },
  schema: DatasetSchema,
  rows: ReadonlyMap<string, readonly number[]>,
): Promise<Map<string, SealBasisId>> {
  const ground = await DuckdbGround.open({ folder: lake.folder, scratchFolder: lake.scratchFolder, ...lake.limits });
  try {
    const closures = await lake.closures.read();
    const dataset = { ...(await ground.readBatches(schema, [...rows.keys()], generationsOf(closures))), only: rows };
    await createSealed(ground, { dataset, closures, port: lake.closures }, "sealed");
    const sealed = await ground.rows("SELECT batch, row, basis FROM sealed");
    const wanted = new Map(Array.from(rows, ([batch, numbers]) => [batch, new Set(numbers)]));
    return new Map(
      sealed.flatMap(([batch, row, basis]) =>
        wanted.get(String(batch))?.has(Number(row)) ? [[`${String(batch)}:${String(row)}`, String(basis) as SealBasisId] as const] : [],
      ),
    );
  } finally {
    ground.close();
  }
}

interface EngineLimits {
  readonly memoryLimit?: string;
  readonly threads?: number;
}
