import { type DatasetSchema, type QualityRule, YuejianError } from "@yuejian/contracts";
import { defaultRules } from "@yuejian/data";

/** A rule of a dataset, with the office that added it; null: the data dictionary's own. */
export interface DatasetRule extends QualityRule {
  readonly office: string | null;
}

export function rulesOf(schema: DatasetSchema): DatasetRule[] {
  return defaultRules(schema).map((rule) => ({ ...rule, office: null }));
}

/** QUALITY_RULE_UNKNOWN */
export function ruleNamed(rules: readonly DatasetRule[], id: string): DatasetRule {
  const rule = rules.find((each) => each.id === id);
  if (!rule) throw new YuejianError("QUALITY_RULE_UNKNOWN", { rule: id });
  return rule;
}
