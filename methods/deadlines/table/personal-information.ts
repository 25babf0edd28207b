import { numbersOf } from "./law.ts";

const LAW = { name: "中华人民共和国个人信息保护法", since: "2021-11-01" };

/** The law names no number of days in either article: these are the house's own, to be set by each office (settings), and marked unchecked. */
export const personalInformationNumbers = numbersOf(LAW, [
  [
    "contest.answer",
    "对当事人异议的答复（本院自定）",
    "Answer to an affected person's challenge (the office's own)",
    30,
    "day",
    "第五十条",
    { certainty: "unchecked" },
  ],
  [
    "retention.dismissed-lead",
    "已排除线索的个人信息保存期限（本院自定）",
    "Personal data of dismissed leads is kept (the office's own)",
    180,
    "day",
    "第四十七条",
    { certainty: "unchecked" },
  ],
]);
