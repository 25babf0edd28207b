import { numbersOf } from "./law.ts";

/** Charges whose range goes by the amount: id, charge, article, and the first day of the wording that is in force. */
const BY_AMOUNT = [
  ["theft", "盗窃罪", "Theft", "第二百六十四条", "2011-05-01"],
  ["fraud", "诈骗罪", "Fraud", "第二百六十六条", "1997-10-01"],
  ["snatching", "抢夺罪", "Snatching", "第二百六十七条", "2015-11-01"],
  ["extortion", "敲诈勒索罪", "Extortion", "第二百七十四条", "2011-05-01"],
  ["embezzlement", "职务侵占罪", "Embezzlement in a firm", "第二百七十一条", "2021-03-01"],
] as const;

const law = (since: string) => ({ name: "中华人民共和国刑法", since });

/** Ranges of fixed-term imprisonment, in months. */
export const sentenceNumbers = [
  ...numbersOf(law("1997-10-01"), [
    ["sentence.fixed-term-least", "有期徒刑最短期限", "Least term of imprisonment", 6, "month", "第四十五条"],
    ["sentence.fixed-term-most", "有期徒刑最长期限", "Longest term of imprisonment", 180, "month", "第四十五条"],
  ]),
  ...numbersOf(law("1997-10-01"), [
    ["sentence.detention-least", "拘役最短期限", "Least term of criminal detention", 1, "month", "第四十二条"],
    ["sentence.detention-most", "拘役最长期限", "Longest term of criminal detention", 6, "month", "第四十二条"],
    ["sentence.control-least", "管制最短期限", "Least term of control", 3, "month", "第三十八条第一款"],
    ["sentence.control-most", "管制最长期限", "Longest term of control", 24, "month", "第三十八条第一款"],
    ["probation.sentence-most", "可以宣告缓刑的有期徒刑", "Longest term that can be suspended", 36, "month", "第七十二条第一款"],
    ["probation.fixed-term-least", "有期徒刑的缓刑考验期最短", "Probation of imprisonment: least", 12, "month", "第七十三条第二款"],
    ["probation.fixed-term-most", "有期徒刑的缓刑考验期最长", "Probation of imprisonment: longest", 60, "month", "第七十三条第二款"],
    ["probation.detention-least", "拘役的缓刑考验期最短", "Probation of detention: least", 2, "month", "第七十三条第一款"],
    ["probation.detention-most", "拘役的缓刑考验期最长", "Probation of detention: longest", 12, "month", "第七十三条第一款"],
    ["age.serious", "对八种犯罪负刑事责任的年龄", "Age from which one answers for eight crimes", 14, "year", "第十七条第二款"],
    ["age.full", "负刑事责任的年龄", "Age from which one answers for every crime", 16, "year", "第十七条第一款"],
    ["age.minor", "未成年人从宽的年龄（不满）", "Younger than this: a lighter sentence", 18, "year", "第十七条第四款"],
  ]),
  ...numbersOf(law("2011-05-01"), [
    ["age.old", "老年人从宽的年龄（已满）", "From this age on: a lighter sentence", 75, "year", "第十七条之一"],
  ]),
  ...numbersOf(law("2021-03-01"), [
    [
      "age.approved",
      "经核准追诉的年龄",
      "Age from which one answers with the approval of the supreme procuratorate",
      12,
      "year",
      "第十七条第三款",
    ],
  ]),
  ...BY_AMOUNT.flatMap(([id, zh, en, article, since]) =>
    numbersOf(law(since), [
      [`sentence.${id}-large-most`, `${zh}：数额较大的，最长期限`, `${en}, large amount: longest term`, 36, "month", article],
      [`sentence.${id}-huge-least`, `${zh}：数额巨大的，最短期限`, `${en}, huge amount: least term`, 36, "month", article],
      [`sentence.${id}-huge-most`, `${zh}：数额巨大的，最长期限`, `${en}, huge amount: longest term`, 120, "month", article],
      [`sentence.${id}-enormous-least`, `${zh}：数额特别巨大的，最短期限`, `${en}, enormous amount: least term`, 120, "month", article],
    ]),
  ),
];
