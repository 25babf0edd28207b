import { numbersOf } from "./law.ts";

export const publicInterestNumbers = [
  ...numbersOf({ name: "最高人民法院、最高人民检察院关于检察公益诉讼案件适用法律若干问题的解释（法释〔2018〕6号）", since: "2018-03-02" }, [
    [
      "suggestion.public-interest-reply",
      "行政公益诉讼检察建议回复",
      "Reply to an administrative public-interest suggestion",
      2,
      "month",
      "第二十一条第二款",
    ],
    [
      "suggestion.public-interest-reply-urgent",
      "行政公益诉讼检察建议回复（紧急）",
      "Reply to an urgent administrative public-interest suggestion",
      15,
      "day",
      "第二十一条第二款",
    ],
    ["civil-public-interest.notice", "民事公益诉讼诉前公告", "Notice before civil public-interest litigation", 30, "day", "第十三条"],
  ]),
  ...numbersOf({ name: "人民检察院检察建议工作规定（高检发释字〔2019〕1号）", since: "2019-02-26" }, [
    ["suggestion.general-reply", "检察建议回复", "Reply to a suggestion", 2, "month", "第十九条", { certainty: "reported" }],
  ]),
  ...numbersOf({ name: "中华人民共和国民事诉讼法", since: "2024-01-01" }, [
    ["civil-supervision.review", "民事监督申请审查", "Review of an application for civil supervision", 3, "month", "第二百二十条第二款"],
  ]),
];
