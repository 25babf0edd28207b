import type { Text } from "@yuejian/contracts";

export const STAGES = {
  loading: { zh: "装入", en: "Loading" },
  judging: { zh: "标准化", en: "Standardising" },
  writing: { zh: "写入数据湖", en: "Writing to the lake" },
  digesting: { zh: "计算摘要", en: "Digesting" },
  blinding: { zh: "承诺键值", en: "Committing to keys" },
  committing: { zh: "提交", en: "Committing" },
  checking: { zh: "核对", en: "Checking" },
} as const satisfies Record<string, Text>;
