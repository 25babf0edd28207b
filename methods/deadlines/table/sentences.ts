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
  ...BY_AMOUNT.flatMap(([id, zh, en, article, since]) =>
    numbersOf(law(since), [
      [`sentence.${id}-large-most`, `${zh}：数额较大的，最长期限`, `${en}, large amount: longest term`, 36, "month", article],
      [`sentence.${id}-huge-least`, `${zh}：数额巨大的，最短期限`, `${en}, huge amount: least term`, 36, "month", article],
      [`sentence.${id}-huge-most`, `${zh}：数额巨大的，最长期限`, `${en}, huge amount: longest term`, 120, "month", article],
      [`sentence.${id}-enormous-least`, `${zh}：数额特别巨大的，最短期限`, `${en}, enormous amount: least term`, 120, "month", article],
    ]),
  ),
];
