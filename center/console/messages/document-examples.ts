import { messages } from "./messages.ts";

export const documentExamples = messages({
  title: { zh: "样例与规则评价", en: "Examples and rules" },
  about: {
    zh: "人员采纳和不采纳的问题，遮盖个人信息；由此看每条规则值不值得信。不按人统计。",
    en: "What people accepted and rejected, without persons, and what it says of each rule. Nothing is counted by person.",
  },
  decision: { zh: "决定", en: "Decision" },
  anyDecision: { zh: "全部决定", en: "Any decision" },
  kindOnly: { zh: "种类：{kind}", en: "Kind: {kind}" },
  filterKind: { zh: "只看这一种类", en: "Only this kind" },
  evaluation: { zh: "每条规则的采纳率", en: "What is accepted of each rule" },
  evaluationHint: {
    zh: "95% 区间（Wilson），把握最小的在前；点规则看逐月变化",
    en: "With the 95 % interval (Wilson), the least sure first; choose a rule to see its months",
  },
  intervalDrawn: { zh: "0 至 100%，虚线为停用线 {bar}", en: "0 to 100 %, dashed: the bar, {bar}" },
  undecided: { zh: "这段时间没有人对问题作过决定", en: "Nobody decided on a finding in this time" },
  showRule: { zh: "看这条规则的逐月采纳率和样例", en: "See its months and examples" },
  overTime: { zh: "逐月采纳率：{rule}", en: "Accepted by month: {rule}" },
  chart: { zh: "采纳率（%）和 95% 区间，按作出决定的月份", en: "Share accepted (%) with its 95 % interval, by the month of the decision" },
  noMonths: {
    zh: "没有可以显示的月份：不足 {least} 人的月份不显示",
    en: "No month can be shown: those in which fewer than {least} people decided are not",
  },
  withheld: {
    zh: "另有 {n} 个决定所在的月份不足 {least} 人，不逐月显示，否则就是个人的数字；已计入上表合计。",
    en: "{n} more decisions are of months with fewer than {least} people, whose share would be a person's; they are in the sums of the table.",
  },
  muted: { zh: "停用的规则", en: "Muted rules" },
  noneMuted: { zh: "没有停用的规则", en: "No rule is muted" },
  mutedWhy: {
    zh: "{day} 停用：{all} 个决定中采纳 {accepted} 个，区间上限 {high}，低于 {bar}",
    en: "muted on {day}: {accepted} of {all} accepted, at most {high}, which is under {bar}",
  },
  unmuteDoes: {
    zh: "恢复之后：规则在该单位重新提示；此前的 {all} 个决定不再计入，从零开始；满 {least} 个决定后若仍低于停用线会再次停用。其他单位不受影响。",
    en: "Unmuting lets it speak again in that office. The {all} decisions before are not counted any more; with {least} new ones under the bar it is muted again. Other offices are not touched.",
  },
  toUnmute: { zh: "去恢复", en: "Go and unmute it" },
  toRules: { zh: "看该单位的规则", en: "See the rules of the office" },
  examples: { zh: "样例", en: "Examples" },
  examplesHint: {
    zh: "文字只在保存期内、只给字词和标点类规则，案件文书不给",
    en: "Words only while texts are kept, of rules about words and marks, never of a case",
  },
  export: { zh: "导出（NDJSON，记入岳检链）", en: "Export (NDJSON, on the ledger)" },
  none: { zh: "没有符合筛选的样例", en: "No example fits the filters" },
  words: { zh: "文字", en: "Words" },
  noWords: { zh: "不提供文字", en: "no words are given" },
  probability: { zh: "把握", en: "Sure" },
});
