import type { Text } from "./text.ts";

/** Whose counts a pattern rests on, and what its unit is. */
export const PATTERN_FAMILIES = {
  "leads-by-place": { zh: "线索，按地区（办案单位）", en: "leads by place (office concerned)" },
  "cases-by-place": { zh: "案件，按地区（办案单位）", en: "cases by place (office concerned)" },
  "cases-by-authority": { zh: "案件，按被监督机关", en: "cases by the authority addressed" },
} as const satisfies Record<string, Text>;

export type PatternFamily = keyof typeof PATTERN_FAMILIES;

/** Never a person: units are places and authorities, groups are rules, causes, and all rules. */
export const PATTERN_KINDS = {
  time: { zh: "一段时间内明显增多", en: "more within a time" },
  share: { zh: "长期占比明显偏高", en: "more all the time" },
} as const satisfies Record<string, Text>;

export type PatternKind = keyof typeof PATTERN_KINDS;

export const PATTERN_GROUPS = {
  rule: { zh: "规则", en: "rule" },
  cause: { zh: "成因", en: "cause" },
  all: { zh: "全部规则", en: "all rules" },
} as const satisfies Record<string, Text>;

export type PatternGroup = keyof typeof PATTERN_GROUPS;

export const PATTERN_STATUSES = {
  open: { zh: "待研判", en: "To be judged" },
  dismissed: { zh: "已排除", en: "Dismissed" },
  proposed: { zh: "已提出建议", en: "Suggestion proposed" },
} as const satisfies Record<string, Text>;

export type PatternStatus = keyof typeof PATTERN_STATUSES;

/** Why what a rule finds comes about. People say which one it is of each rule; the house assumes none. */
export const CAUSES = {
  "data-not-shared": { zh: "部门之间数据未共享", en: "Departments do not share data" },
  "admission-unchecked": { zh: "准入、资格审查缺失", en: "Nobody checks at admission" },
  "duty-to-report": { zh: "报告义务未履行", en: "Duties to report are not kept" },
  "handover-gap": { zh: "交接、衔接脱节", en: "Handovers between authorities fail" },
  "supervision-after": { zh: "事中事后监管缺失", en: "Nobody supervises after permission" },
  "rule-misapplied": { zh: "法律适用不当", en: "Law is misapplied" },
} as const satisfies Record<string, Text>;

export type Cause = keyof typeof CAUSES;
