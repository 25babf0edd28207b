import { ACCIDENT_REGULATION } from "../laws.ts";
import { numbersOf } from "./law.ts";

const REPORTING = { name: ACCIDENT_REGULATION, since: "2007-06-01" };

/** Accidents, hazardous chemicals. Money in fen; grades are reached at or above the number. */
export const safetyNumbers = [
  ...numbersOf(REPORTING, [
    ["accident.report-within-hours", "单位负责人报告事故", "Employer reports an accident", 1, "hour", "第九条"],
    ["accident.upward-report", "逐级上报每级时限", "Each level reports upward", 2, "hour", "第十一条"],
    ["accident.toll-updated", "伤亡人数变化补报", "Death toll is updated", 30, "day", "第十三条"],
    [
      "accident.toll-updated-traffic-fire",
      "伤亡人数变化补报（道路交通、火灾）",
      "Death toll is updated, traffic and fire",
      7,
      "day",
      "第十三条",
    ],
    ["accident.investigation", "事故调查", "Investigation of an accident", 60, "day", "第二十九条"],
    ["accident.investigation-extension", "事故调查延长", "Extension of the investigation", 60, "day", "第二十九条"],
    ["accident.approval", "事故调查报告批复", "Approval of the report on an accident", 15, "day", "第三十二条"],
    [
      "accident.approval-gravest",
      "事故调查报告批复（特别重大）",
      "Approval of the report on a particularly serious accident",
      30,
      "day",
      "第三十二条",
    ],
    [
      "accident.approval-gravest-extension",
      "特别重大事故批复延长（最长）",
      "Extension of the approval, particularly serious accident, most",
      30,
      "day",
      "第三十二条",
    ],
    ["accident-grade.particularly-serious.deaths", "特别重大事故：死亡", "Particularly serious: deaths", 30, "person", "第三条"],
    [
      "accident-grade.particularly-serious.injuries",
      "特别重大事故：重伤",
      "Particularly serious: serious injuries",
      100,
      "person",
      "第三条",
    ],
    [
      "accident-grade.particularly-serious.loss",
      "特别重大事故：直接经济损失",
      "Particularly serious: direct loss",
      10_000_000_000,
      "fen",
      "第三条",
    ],
    ["accident-grade.major.deaths", "重大事故：死亡", "Major: deaths", 10, "person", "第三条"],
    ["accident-grade.major.injuries", "重大事故：重伤", "Major: serious injuries", 50, "person", "第三条"],
    ["accident-grade.major.loss", "重大事故：直接经济损失", "Major: direct loss", 5_000_000_000, "fen", "第三条"],
    ["accident-grade.larger.deaths", "较大事故：死亡", "Larger: deaths", 3, "person", "第三条"],
    ["accident-grade.larger.injuries", "较大事故：重伤", "Larger: serious injuries", 10, "person", "第三条"],
    ["accident-grade.larger.loss", "较大事故：直接经济损失", "Larger: direct loss", 1_000_000_000, "fen", "第三条"],
  ]),
  ...numbersOf({ name: "中华人民共和国安全生产法", since: "2021-09-01" }, [
    ["accident.rectification-evaluation", "整改情况评估", "Public evaluation of rectification", 1, "year", "第八十六条"],
  ]),
  ...numbersOf({ name: "中华人民共和国危险化学品安全法", since: "2026-05-01" }, [
    [
      "chemicals.park-risk-assessment",
      "化工园区整体性安全风险评估周期",
      "Risk assessment of a chemical park, every",
      3,
      "year",
      "第十九条",
    ],
    ["chemicals.safety-evaluation", "安全评价周期", "Safety evaluation, every", 3, "year", "第三十九条"],
  ]),
  ...numbersOf({ name: "安全生产许可证条例", since: "2014-07-29" }, [
    ["chemicals.permit", "安全生产许可证有效期", "Validity of a work-safety permit", 3, "year", "第九条"],
    ["chemicals.permit-renewal-before", "延期手续提前期", "Renewal before expiry", 3, "month", "第九条"],
  ]),
];
