import { defineErrors } from "./kinds.ts";

/** Quality of datasets. */
export const qualityErrors = defineErrors({
  QUALITY_RULE_INVALID: {
    kind: "input",
    zh: "质量规则不适用：{reason}；请核对列名、列的类型和取值",
    en: "The quality rule does not fit: {reason}; check the column, its type and the values",
  },
  QUALITY_RULE_PERSONAL: {
    kind: "input",
    zh: "「{column}」是个人信息列，不能按取值、格式、范围或外部数据集核查（逐行结果会泄露取值）；可以核查是否为空、重复、校验码和日期先后",
    en: "{column} holds personal data: it cannot be checked by value, form, range or another dataset, whose answer for each row would give the value away; empty, repeated, check characters and order of days can be",
  },
  QUALITY_RULE_EXISTS: {
    kind: "conflict",
    zh: "本单位已有同样的质量规则 {rule}；要改严重程度或容许比例，请先删除它",
    en: "Your office has the same rule of quality already ({rule}); remove it first to change its severity or tolerance",
  },
  QUALITY_RULE_UNKNOWN: { kind: "missing", zh: "没有质量规则 {rule}", en: "There is no quality rule {rule}" },
});
