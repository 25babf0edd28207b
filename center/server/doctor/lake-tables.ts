import { type LakeTables, storedName } from "@yuejian/data";
import { rewrites } from "../retention/index.ts";
import type { Reading } from "../store/index.ts";
import { batchOf, readSchemas } from "../work/index.ts";
import type { Examination } from "./report.ts";

/** Every committed batch stands in the lake's PostgreSQL, row by row as it was read from its file, which is examined for itself. */
export async function examineLakeTables(
  db: Reading,
  tables: Pick<LakeTables, "compare" | "loaded">,
  { examination, isDeep }: { examination: Examination; isDeep: boolean },
): Promise<void> {
  const schemas = await readSchemas(db);
  const batches = (await db.selectFrom("batches").selectAll().orderBy("sequence").execute()).map(batchOf);
  const rewritten = await rewrites(db);
  const stored = batches.map(({ id, dataset }) => ({ id: storedName(id, rewritten.get(id)?.generation), dataset }));
  const loaded = await tables.loaded(stored.map(({ id }) => id));
  for (const { id, dataset } of stored) {
    const schema = schemas.get(dataset);
    if (!loaded.has(id) || !schema) {
      examination.problem(`batch ${id}: is not in the lake's PostgreSQL; run yuejian lake load`);
      continue;
    }
    examination.count("lake tables' batches");
    if (!isDeep) continue;
    const { status } = await tables.compare(schema, id);
    examination.require(
      status === "equal",
      () => `batch ${id}: its rows in the lake's PostgreSQL are not those of its file; run yuejian lake load --check`,
    );
  }
}
