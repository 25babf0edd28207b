import { type DatasetSchema, type QualityRule, YuejianError } from "@yuejian/contracts";
import { defaultRules } from "@yuejian/data";
import type { Reading } from "../store/index.ts";

/** A rule of a dataset, with the office that added it; null: the data dictionary's own. */
export interface DatasetRule extends QualityRule {
  readonly office: string | null;
}

/** Those of the dictionary first, then those of offices in the order of their adding. */
export async function rulesOf(db: Reading, schema: DatasetSchema): Promise<DatasetRule[]> {
  const rows = await db.selectFrom("quality_rules").selectAll().where("dataset", "=", schema.id).orderBy("id").execute();
  const added = rows.map(({ id, office, rule }) => ({ ...(JSON.parse(rule) as Omit<QualityRule, "id">), id, office }));
  return [...defaultRules(schema).map((rule) => ({ ...rule, office: null })), ...added];
}

/** QUALITY_RULE_UNKNOWN */
export function ruleNamed(rules: readonly DatasetRule[], id: string): DatasetRule {
  const rule = rules.find((each) => each.id === id);
  if (!rule) throw new YuejianError("QUALITY_RULE_UNKNOWN", { rule: id });
  return rule;
}

/** Other datasets that the rules look into. */
export function datasetsBehind(rules: readonly QualityRule[]): string[] {
  return [...new Set(rules.flatMap(({ check }) => (check.kind === "foreign-key" ? [check.dataset] : [])))];
}
