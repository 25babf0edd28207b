import type { Text } from "./text.ts";

/** Why a model was run over everything although its data changed only in part. */
export const WHOLE_RUN_REASONS = {
  first: {
    zh: "此前没有可以接续的运行（首次运行，或者模型版本、规则、参数已变）",
    en: "No earlier run to carry on: the first one, or version, rule or parameters changed",
  },
  decisions: {
    zh: "此前的运行之后有封存、解除封存、更正、删除或者模型例外的变化",
    en: "Records were sealed, opened, corrected or deleted, or exceptions of the model changed, since the run before",
  },
  "no-pivot": {
    zh: "规则要与数据集的全部记录比较，无法只看受影响的对象",
    en: "The rule compares with all records of a dataset; affected subjects cannot be told apart",
  },
  "too-many-rows": {
    zh: "新数据涉及的记录太多，逐条查找不如整体运行",
    en: "The new data touch too many records for looking them up one by one",
  },
  "not-indexed": { zh: "有批次尚未建立索引，或者有关列不在索引中", en: "A batch has no index yet, or a column is not in it" },
} as const satisfies Record<string, Text>;

export type WholeRunReason = keyof typeof WHOLE_RUN_REASONS;
