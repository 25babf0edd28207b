import { messages } from "./messages.ts";

export const procedural = messages({
  title: { zh: "程序环节", en: "Procedural steps" },
  none: {
    zh: "没有登记回避、听取意见、认罪认罚、羁押必要性审查或阅卷",
    en: "No recusal, opinion of counsel, plea, review of custody or reading of the file",
  },
  add: { zh: "登记申请", en: "Note a request" },
  kind: { zh: "环节", en: "Step" },
  requester: { zh: "由谁提出", en: "Who asked" },
  day: { zh: "日期", en: "Day" },
  note: { zh: "说明（不写姓名）", en: "Note (no names)" },
  open: { zh: "登记", en: "Note it" },
  decision: { zh: "决定", en: "Decision" },
  outcome: { zh: "后续情况", en: "What followed" },
  reasonNeeded: { zh: "理由（必填）", en: "Reason (needed)" },
  words: { zh: "理由、安排或说明", en: "Reason, appointment or note" },
  to: { zh: "送达给谁", en: "Served on whom" },
  decide: { zh: "决定", en: "Decide" },
  serve: { zh: "登记送达", en: "Record the receipt" },
  follow: { zh: "登记后续", en: "Record it" },
  withdraw: { zh: "撤回", en: "Withdraw" },
  served: { zh: "{day} 送达{to}", en: "Served on {to}, {day}" },
  history: { zh: "经过 {n} 步", en: "{n} {n|step|steps} so far" },
});
