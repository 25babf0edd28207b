import { messages } from "./messages.ts";

export const related = messages({
  title: { zh: "相关线索 {n} 条", en: "{n} related {n|lead|leads}" },
  none: { zh: "没有找到相关线索。", en: "No related lead was found." },
  capped: { zh: "还有更多，只显示理由最多的", en: "There are more; those with most reasons are shown" },
});

export const history = messages({
  all: { zh: "全部", en: "All" },
  steps: { zh: "办理", en: "Steps" },
  talk: { zh: "备注和附件", en: "Comments" },
  access: { zh: "查看和导出", en: "Access" },
  none: { zh: "没有这类经过", en: "Nothing of that kind" },
  refused: { zh: "被拒绝", en: "refused" },
});

export const checks = messages({
  nav: { zh: "未命中抽查", en: "Unflagged checks" },
  about: {
    zh: "从模型没有命中的对象里随机抽出来核对，用来估计模型漏掉了多少。",
    en: "Drawn at random from what a model did not flag, to estimate how much it misses.",
  },
  count: { zh: "抽查 {n} 项", en: "{n} {n|check|checks}" },
  open: { zh: "待判断", en: "Open" },
  decided: { zh: "已判断", en: "Decided" },
  all: { zh: "全部", en: "All" },
  none: { zh: "没有抽查", en: "No checks" },
  noneWhy: { zh: "在模型页抽取未命中的对象，就会出现在这里。", en: "Draw a sample on a model's page and its checks appear here." },
  verdict: { zh: "判断", en: "Verdict" },
  decideTitle: { zh: "判断", en: "Decide" },
  by: { zh: "判断人", en: "By" },
  at: { zh: "时间", en: "At" },
  note: { zh: "依据", en: "Grounds" },
  noteLabel: { zh: "看了什么，依据是什么", en: "What was looked at, and on what grounds" },
  submit: { zh: "记录判断", en: "Record the verdict" },
  done: { zh: "判断已记录", en: "Verdict recorded" },
  noRows: { zh: "没有记录", en: "No records" },
  next: { zh: "下一项待判断", en: "Next open check" },
  question: {
    zh: "按模型的规则和依据，这个对象本应命中吗？只看记录里有的事实。",
    en: "By the model's rule and law, should this subject have been flagged? Go by what the records say.",
  },
});

export const sampling = messages({
  title: { zh: "实测准确率和漏查率", en: "Measured precision and recall" },
  hint: { zh: "百分比后面是 95% 区间", en: "Shares with their 95% interval" },
  precision: { zh: "准确率", en: "Precision" },
  missRate: { zh: "未命中中的漏查", en: "Missed among the unflagged" },
  checkedOf: {
    zh: "{n} 项，本应命中 {missed} 项，无法判断 {unclear} 项",
    en: "{n}, of which {missed} should have been flagged; {unclear} cannot be told",
  },
  samples: { zh: "抽样", en: "Samples" },
  draw: { zh: "抽取", en: "Draw" },
  size: { zh: "抽取几项", en: "How many to draw" },
  drawWhy: {
    zh: "从最近一次运行没有命中的对象中随机抽取。种子先上链，再抽取，谁都不能挑选。",
    en: "Drawn at random from what the newest run did not flag. The seed is on the ledger before anything is drawn, so that nobody can choose.",
  },
  drawing: { zh: "抽取中", en: "being drawn" },
  undetermined: { zh: "无法抽取", en: "cannot be drawn" },
  drawnOf: { zh: "从 {unflagged} 个未命中对象中抽取 {n} 个", en: "{n} of {unflagged} unflagged subjects" },
  openLeft: { zh: "待判断 {n} 项", en: "{n} open" },
  none: { zh: "还没有抽查过，漏查率未知。", en: "Nothing was checked yet; what the model misses is unknown." },
});
