import { numbersOf } from "./law.ts";

/** What follows from a conviction: recidivism, bars from office, reporting to community correction; and when lending becomes a trade. */
export const convictionNumbers = [
  ...numbersOf({ name: "中华人民共和国刑法", since: "1997-10-01" }, [
    [
      "recidivism.years",
      "累犯：前罪刑罚执行完毕或者赦免后再犯的年限",
      "Recidivism: years after the end of the earlier sentence",
      5,
      "year",
      "第六十五条",
    ],
  ]),
  ...numbersOf({ name: "中华人民共和国公司法", since: "2024-07-01" }, [
    [
      "company-law.bar-years",
      "因贪污、贿赂、侵占财产、挪用财产、破坏市场经济秩序被判刑或者被剥夺政治权利，执行期满后不得任职的年限",
      "Years barred from office after such a sentence was served",
      5,
      "year",
      "第一百七十八条第一款第二项",
    ],
    [
      "company-law.bar-after-probation-years",
      "被宣告缓刑的，缓刑考验期满后不得任职的年限",
      "Years barred from office after the end of probation",
      2,
      "year",
      "第一百七十八条第一款第二项",
    ],
  ]),
  ...numbersOf({ name: "中华人民共和国社区矫正法", since: "2020-07-01" }, [
    [
      "correction.report-within-days",
      "管制、缓刑、假释的社区矫正对象报到（自判决、裁定生效之日起）",
      "Subjects of control, probation and parole report after the judgment takes effect",
      10,
      "day",
      "第二十一条第一款",
    ],
  ]),
  ...numbersOf(
    { name: "最高人民法院、最高人民检察院、公安部、司法部关于办理非法放贷刑事案件若干问题的意见（法发〔2019〕24号）", since: "2019-10-21" },
    [
      [
        "lending.suits-within-two-years",
        "向不特定多人经常性放贷：两年内次数（含本数）",
        "Lending as a trade: times within two years, this number included",
        10,
        "item",
        "第一条第二款",
        { certainty: "unchecked" },
      ],
      [
        "lending.window-years",
        "经常性放贷的计算期间",
        "Lending as a trade: counted over",
        2,
        "year",
        "第一条第二款",
        { certainty: "unchecked" },
      ],
    ],
  ),
];
