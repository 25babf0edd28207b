import { type Batch, type Clock, type DatasetSchema, qualityCheckText, YuejianError } from "@yuejian/contracts";
import { type Lake, measureRules, profiledTable } from "@yuejian/data";
import { dayInChina } from "@yuejian/oversight";
import type { Store } from "../store/index.ts";
import { readBatches, readSchemas } from "../work/catalogue.ts";
import { type DatasetRule, datasetsBehind, rulesOf } from "./rules-of.ts";

/** Holds a load back whose own rows, or whose number of rows, break a blocking rule beyond what the rule bears: QUALITY_BLOCKED. The batch is written
 *  and not committed; what earlier loads broke does not stop this one. */
export async function demandUnblocked(
  { store, lake, clock }: { readonly store: Store; readonly lake: Lake; readonly clock: Clock },
  { batch, schema }: { readonly batch: Batch; readonly schema: DatasetSchema },
): Promise<void> {
  const rules = (await rulesOf(store.db, schema)).filter((rule) => rule.severity === "block" && !isKeptByIntake(rule, schema));
  if (rules.length === 0) return;
  const schemas = await readSchemas(store.db);
  const behind = datasetsBehind(rules).flatMap((id) => schemas.get(id) ?? []);
  const snapshot: Record<string, string[]> = { [schema.id]: [] };
  for (const { id } of behind) snapshot[id] = (await readBatches(store.db, id)).map((each) => each.id);
  snapshot[schema.id]?.push(batch.id);
  const known = [schema, ...behind.filter(({ id }) => id !== schema.id)];
  const session = await lake.session({ id: "", takenAt: "", batches: snapshot }, known);
  try {
    const now = clock.now();
    const batches = [...(await readBatches(store.db, schema.id)), batch];
    const outcomes = await measureRules(session, {
      schema,
      table: profiledTable(schema.id, batch.id),
      today: dayInChina(now),
      rules,
      batches,
      now,
    });
    const broken = outcomes.filter(({ status }) => status === "broken");
    if (broken.length === 0) return;
    const told = broken.map(({ rule, broken: count, checked }) => ({ text: qualityCheckText(rule.check, schema.columns), count, checked }));
    throw new YuejianError("QUALITY_BLOCKED", {
      file: batch.file.name,
      rules: told.map(({ text, count, checked }) => `${text.en} (${count} of ${checked})`).join("; "),
      rules_zh: told.map(({ text, count, checked }) => `${text.zh}（${checked} 中有 ${count}）`).join("；"),
      rules_en: told.map(({ text, count, checked }) => `${text.en} (${count} of ${checked})`).join("; "),
    });
  } finally {
    session.close();
  }
}

/** A row without a required value never comes so far. */
function isKeptByIntake({ check }: DatasetRule, schema: DatasetSchema): boolean {
  return check.kind === "not-null" && schema.columns.some(({ name, required }) => name === check.column && required === true);
}
