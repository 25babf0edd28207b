import { messages } from "./messages.ts";

/** What people do with an article beyond reading it. */
export const lawUse = messages({
  thisArticle: { zh: "查看这一条的引用和沿革", en: "Who refers to this article, and its history" },
  citedCount: { zh: "被引 {n}", en: "cited {n}" },
  citedTitle: { zh: "谁引用了 {article}", en: "Who refers to {article}" },
  citedHint: { zh: "{day} 有效的法条、本系统的规则和文书", en: "articles in force on {day}, rules and instruments of the house" },
  laws: { zh: "其他法条（{n}）", en: "Articles ({n})" },
  rules: { zh: "本系统的模型和规则（{n}）", en: "Models and rules of the house ({n})" },
  instruments: { zh: "案件文书（{n}）", en: "Instruments of cases ({n})" },
  nobody: { zh: "没有法条、规则和文书引用它", en: "No article, rule or instrument refers to it" },
  changedSince: { zh: "引用时的文本与当前显示的不同", en: "it read otherwise when this text referred to it" },
  notHeld: { zh: "引用时的文本没有导入，按条号关联", en: "the wording of that day is not held: linked by number" },
  more: { zh: "再显示 {n} 条", en: "{n} more" },
  leads: { zh: "{n} 条线索", en: "{n} leads" },
  cases: { zh: "{n} 件监督案件", en: "{n} cases" },
  handled: { zh: "{n} 件业务案件", en: "{n} cases of the business system" },
  atLeast: { zh: "至少 {n}", en: "at least {n}" },
  changes: { zh: "条文沿革", en: "History of the article" },
  changesTitle: { zh: "{law} {article} 的各个文本", en: "{law} {article} through its wordings" },
  changesHint: {
    zh: "没有变化的文本合并；删去的划线，新增的加下划线",
    en: "wordings that do not differ are one; taken out struck through, added underlined",
  },
  same: { zh: "与前一文本相同，条号移动", en: "the same text under another number" },
  removed: { zh: "删去", en: "taken out" },
});
