import { numbersOf } from "./law.ts";

const OCCUPATION_TAX = { name: "中华人民共和国耕地占用税法", since: "2019-09-01" };

/** Farmland. Rates are fen a square metre. */
export const landNumbers = [
  ...numbersOf({ name: "最高人民法院关于审理破坏土地资源刑事案件具体应用法律若干问题的解释（法释〔2000〕14号）", since: "2000-06-22" }, [
    ["farmland.area-basic", "非法占用农用地：永久基本农田面积要件", "Area element, permanent basic farmland", 5, "mu", "第三条"],
    ["farmland.area-other", "非法占用农用地：其他耕地面积要件", "Area element, other farmland", 10, "mu", "第三条"],
  ]),
  ...numbersOf(OCCUPATION_TAX, [
    ["farmland-tax.rate-least", "耕地占用税每平方米税额（最低）", "Occupation tax a square metre, least", 500, "fen", "第四条"],
    ["farmland-tax.rate-most", "耕地占用税每平方米税额（最高）", "Occupation tax a square metre, most", 5_000, "fen", "第四条"],
    ["farmland-tax.basic-factor", "占用基本农田的加征倍数", "Factor for basic farmland", 1.5, "ratio", "第六条"],
    ["farmland-tax.filing", "耕地占用税申报", "Occupation tax is filed", 30, "day", "第十条"],
    ["farmland-tax.refund", "恢复种植条件退税期限", "Farmland restored for a refund", 1, "year", "第十一条"],
  ]),
  ...numbersOf({ name: "中华人民共和国土地管理法", since: "2020-01-01" }, [
    ["farmland.temporary-use", "临时使用土地期限", "Temporary use of land", 2, "year", "第五十七条"],
  ]),
  ...numbersOf({ name: "中华人民共和国土地管理法实施条例", since: "2021-09-01" }, [
    [
      "farmland.temporary-use-infrastructure",
      "临时使用土地期限（能源、交通、水利等）",
      "The same, energy, transport, water works",
      4,
      "year",
      "第二十条",
    ],
  ]),
];
