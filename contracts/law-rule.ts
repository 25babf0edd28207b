import type { Text } from "./text.ts";

/** Parts of the house that rest on an article of a law. */
export const LAW_RULE_KINDS = {
  model: { zh: "监督模型", en: "Supervision model" },
  number: { zh: "法定数字和期限", en: "Legal number or clock" },
  "notice-rule": { zh: "流程监控和质量评查规则", en: "Rule of flow monitoring or quality review" },
  step: { zh: "诉讼程序步骤", en: "Procedural step" },
  template: { zh: "文书模板", en: "Template of an instrument" },
} as const satisfies Record<string, Text>;
export type LawRuleKind = keyof typeof LAW_RULE_KINDS;
