import { numbersOf } from "./law.ts";

const CORRUPTION = {
  name: "最高人民法院、最高人民检察院关于办理贪污贿赂刑事案件适用法律若干问题的解释（法释〔2016〕9号）",
  since: "2016-04-18",
};
const FUND_RAISING = {
  name: "最高人民法院关于审理非法集资刑事案件具体应用法律若干问题的解释（法释〔2010〕18号，法释〔2022〕5号修改）",
  since: "2022-03-01",
};

/** Floors of criminal fines, in fen. */
export const fineNumbers = [
  ...numbersOf({ name: "最高人民法院关于适用财产刑若干问题的规定（法释〔2000〕45号）", since: "2000-12-19" }, [
    [
      "fine-floor.general",
      "罚金最低数额（刑法没有明确规定数额标准的）",
      "Least fine where the Criminal Law gives no standard",
      100_000,
      "fen",
      "第二条第一款",
    ],
    ["fine-floor.minor", "未成年人罚金最低数额", "Least fine of a minor", 50_000, "fen", "第二条第二款"],
  ]),
  ...numbersOf({ name: "最高人民法院、最高人民检察院关于办理盗窃刑事案件适用法律若干问题的解释（法释〔2013〕8号）", since: "2013-04-04" }, [
    ["fine-floor.theft", "盗窃罪罚金最低数额", "Least fine for theft", 100_000, "fen", "第十四条"],
  ]),
  ...numbersOf(
    { name: "最高人民法院、最高人民检察院关于办理敲诈勒索刑事案件适用法律若干问题的解释（法释〔2013〕10号）", since: "2013-04-27" },
    [["fine-floor.extortion", "敲诈勒索罪罚金最低数额", "Least fine for extortion", 200_000, "fen", "第八条"]],
  ),
  ...numbersOf(CORRUPTION, [
    [
      "fine-floor.corruption",
      "贪污罪、受贿罪罚金最低数额（三年以下或者拘役）",
      "Least fine for embezzlement or taking bribes, up to three years",
      10_000_000,
      "fen",
      "第十九条第一款",
    ],
    [
      "fine-floor.corruption-three-to-ten-years",
      "贪污罪、受贿罪罚金最低数额（三年以上十年以下）",
      "The same, three to ten years",
      20_000_000,
      "fen",
      "第十九条第一款",
    ],
    [
      "fine-floor.corruption-ten-years",
      "贪污罪、受贿罪罚金最低数额（十年以上或者无期徒刑）",
      "The same, ten years and more",
      50_000_000,
      "fen",
      "第十九条第一款",
    ],
    [
      "fine-floor.other-corruption",
      "其他贪污贿赂犯罪并处罚金最低数额",
      "Least fine for other corruption crimes with an obligatory fine",
      10_000_000,
      "fen",
      "第十九条第二款",
    ],
  ]),
  ...numbersOf(FUND_RAISING, [
    [
      "fine-floor.illegal-deposits",
      "非法吸收公众存款罪罚金最低数额",
      "Least fine for illegally taking deposits",
      5_000_000,
      "fen",
      "第九条第一款",
    ],
    ["fine-floor.fund-raising-fraud", "集资诈骗罪罚金最低数额", "Least fine for fund-raising fraud", 10_000_000, "fen", "第九条第二款"],
  ]),
  ...numbersOf(
    { name: "最高人民法院、最高人民检察院关于办理洗钱刑事案件适用法律若干问题的解释（法释〔2024〕10号）", since: "2024-08-20" },
    [
      [
        "fine-floor.money-laundering",
        "洗钱罪罚金最低数额（五年以下或者拘役）",
        "Least fine for money laundering, up to five years",
        1_000_000,
        "fen",
        "第九条",
      ],
      [
        "fine-floor.money-laundering-five-to-ten-years",
        "洗钱罪罚金最低数额（五年以上十年以下）",
        "The same, five to ten years",
        20_000_000,
        "fen",
        "第九条",
      ],
    ],
  ),
  ...numbersOf({ name: "中华人民共和国刑法", since: "1997-10-01" }, [
    ["fine-floor.credit-card-fraud", "信用卡诈骗罪罚金最低数额", "Least fine for credit-card fraud", 2_000_000, "fen", "第一百九十六条"],
  ]),
];
