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

export const LAW_CHANGES = {
  changed: { zh: "条文修改", en: "The article changed" },
  removed: { zh: "条文删去", en: "The article was taken out" },
  repealed: { zh: "法律废止", en: "The law was repealed" },
  corrected: { zh: "导入的文本更正", en: "The imported text was corrected" },
} as const satisfies Record<string, Text>;
export type LawChangeKind = keyof typeof LAW_CHANGES;

/** What became of a notice that an article changed. `over`: it is no longer so, or the rule rests on it no more. */
export const LAW_NOTICE_STATUSES = {
  open: { zh: "待确认", en: "To be looked at" },
  "must-change": { zh: "规则需要修改", en: "The rule must change" },
  right: { zh: "已确认，规则仍然正确", en: "Looked at, still right" },
  over: { zh: "不再适用", en: "No longer so" },
} as const satisfies Record<string, Text>;
export type LawNoticeStatus = keyof typeof LAW_NOTICE_STATUSES;
