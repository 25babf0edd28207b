import type { Text } from "./text.ts";

/** What rules say about cases: flow of open ones, quality of decided ones. */
export const CASE_NOTICE_SETS = {
  flow: { zh: "流程监控", en: "Flow monitoring" },
  quality: { zh: "质量评查", en: "Quality review" },
} as const satisfies Record<string, Text>;

export type CaseNoticeSet = keyof typeof CASE_NOTICE_SETS;

export const CASE_NOTICE_SEVERITIES = {
  serious: { zh: "严重", en: "Serious" },
  warning: { zh: "警示", en: "Warning" },
  hint: { zh: "提示", en: "Hint" },
} as const satisfies Record<string, Text>;

export type CaseNoticeSeverity = keyof typeof CASE_NOTICE_SEVERITIES;

/** What people say about a notice; people decide, the rule only found. */
export const CASE_NOTICE_VERDICTS = {
  confirmed: { zh: "属实", en: "It is so" },
  explained: { zh: "有正当理由", en: "There is a good reason" },
  "data-wrong": { zh: "导出数据有误", en: "The export is wrong" },
} as const satisfies Record<string, Text>;

export type CaseNoticeVerdict = keyof typeof CASE_NOTICE_VERDICTS;
