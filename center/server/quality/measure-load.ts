import { type Clock, qualityScore } from "@yuejian/contracts";
import { type Lake, measureRules, profiledTable } from "@yuejian/data";
import { dayInChina } from "@yuejian/oversight";
import type { Store } from "../store/index.ts";
import { readBatches, readSchemas } from "../work/catalogue.ts";
import { datasetsBehind, rulesOf } from "./rules-of.ts";

/** Measures a dataset as it stands after a load, over the rows of all offices, once for each load: what was measured stays. */
export async function measureLoad(
  { store, lake, clock }: { readonly store: Store; readonly lake: Lake; readonly clock: Clock },
  { id: batch, dataset }: { readonly id: string; readonly dataset: string },
): Promise<void> {
  const known = await store.db.selectFrom("quality_runs").select("batch").where("batch", "=", batch).executeTakeFirst();
  const schemas = await readSchemas(store.db);
  const schema = schemas.get(dataset);
  if (known || !schema) return;
  const rules = await rulesOf(store.db, schema);
  const behind = datasetsBehind(rules).flatMap((id) => (id === dataset ? [] : (schemas.get(id) ?? [])));
  const batches = await readBatches(store.db, dataset);
  const snapshot: Record<string, string[]> = {};
  for (const { id } of [schema, ...behind]) snapshot[id] = (await readBatches(store.db, id)).map((each) => each.id);
  const session = await lake.session({ id: "", takenAt: "", batches: snapshot }, [schema, ...behind]);
  try {
    const now = clock.now();
    const at = new Date(now).toISOString();
    const outcomes = await measureRules(session, { schema, table: profiledTable(dataset), today: dayInChina(at), rules, batches, now });
    const score = qualityScore(outcomes);
    const row = {
      batch,
      dataset,
      at,
      rows: await session.count(dataset),
      score: score === null ? null : Math.round(score * 10),
      outcomes: JSON.stringify(outcomes),
    };
    await store.write((trx) =>
      trx
        .insertInto("quality_runs")
        .values(row)
        .onConflict((conflict) => conflict.column("batch").doNothing())
        .execute(),
    );
  } finally {
    session.close();
  }
}
