import type { Text } from "./text.ts";

/** What the house does that can be on in one office and off in another: what pilots try. `of`: whose office decides.
 *  - reader: of whoever uses it · case: of the case that it is about · delivery: of the office that delivers the data */
export const FEATURES = {
  "smart-boards": {
    of: "reader",
    zh: "看板、期限日历和时间去向",
    en: "Boards, calendar and where time goes",
    about: { zh: "对本单位的人开放这些页面", en: "these pages are open to people of the office" },
  },
  "case-notices": {
    of: "case",
    zh: "流程监控和质量评查提示",
    en: "Notices of flow monitoring and quality review",
    about: { zh: "对本单位的案件给出提示", en: "notices are given about cases of the office" },
  },
  "document-assistant": {
    of: "reader",
    zh: "文书校核",
    en: "Document assistant",
    about: { zh: "本单位的人可以校核文书", en: "people of the office have documents checked" },
  },
  reminders: {
    of: "case",
    zh: "期限提醒和升级",
    en: "Reminders and escalation of clocks",
    about: { zh: "对本单位的事项发提醒", en: "people are reminded of what the office has to do" },
  },
  detection: {
    of: "delivery",
    zh: "新数据随到随查",
    en: "Detection on new data",
    about: {
      zh: "本单位交来的数据一到就运行模型；关闭时等下一次整体运行",
      en: "models run as soon as the office delivers data; off, these wait for the next run over everything",
    },
  },
} as const satisfies Record<string, Text & { readonly of: "reader" | "case" | "delivery"; readonly about: Text }>;

export type FeatureId = keyof typeof FEATURES;
export const FEATURE_IDS = Object.keys(FEATURES) as FeatureId[];
