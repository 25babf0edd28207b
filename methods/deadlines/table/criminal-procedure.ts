import { COURT_INTERPRETATION, CRIMINAL_PROCEDURE_LAW, PROCURATORATE_RULES } from "../laws.ts";
import { numbersOf } from "./law.ts";

/** Clocks of criminal procedure. Where a period may be extended, the extension is an entry of its own. */
const procedureLaw = numbersOf({ name: CRIMINAL_PROCEDURE_LAW, since: "2018-10-26" }, [
  ["custody.to-detention-centre", "拘留后送看守所", "To a detention centre after detention", 24, "hour", "第八十五条"],
  ["custody.tell-family", "拘留后通知家属", "Family told after detention", 24, "hour", "第八十五条"],
  ["custody.first-interrogation", "拘留后首次讯问", "First interrogation after detention", 24, "hour", "第八十六条"],
  ["arrest.request", "公安机关提请批准逮捕", "Police ask for arrest", 3, "day", "第九十一条第一款"],
  [
    "arrest.request-extension-least",
    "提请批准逮捕延长（最短）",
    "Extension of the request for arrest, least",
    1,
    "day",
    "第九十一条第一款",
  ],
  ["arrest.request-extension-most", "提请批准逮捕延长（最长）", "Extension of the request for arrest, most", 4, "day", "第九十一条第一款"],
  [
    "arrest.request-serial",
    "流窜、多次、结伙作案提请批准逮捕",
    "The request for roving, repeated or gang crimes",
    30,
    "day",
    "第九十一条第二款",
  ],
  ["arrest.decision-in-custody", "审查逮捕（在押）", "Decision on arrest, in custody", 7, "day", "第九十一条第三款"],
  ["arrest.decision-own-investigation", "自侦案件决定逮捕", "Arrest in the procuratorate's own investigation", 14, "day", "第一百六十七条"],
  [
    "arrest.decision-own-investigation-extension",
    "自侦案件决定逮捕延长（最长）",
    "Extension of the decision in the procuratorate's own investigation, most",
    3,
    "day",
    "第一百六十七条",
  ],
  [
    "arrest.decision-supervision-organ",
    "监察移送案件决定强制措施",
    "Measure in cases of the supervision organs",
    10,
    "day",
    "第一百七十条第二款",
  ],
  [
    "arrest.decision-supervision-organ-extension",
    "监察移送案件决定延长（最长）",
    "Extension of the decision in cases of the supervision organs, most",
    4,
    "day",
    "第一百七十条第二款",
  ],
  ["summons.ordinary", "传唤、拘传", "Summons", 12, "hour", "第一百一十九条第二款"],
  ["summons.serious", "传唤、拘传（特别重大、复杂）", "Summons in serious cases", 24, "hour", "第一百一十九条第二款"],
  ["investigation.custody", "侦查羁押", "Custody during investigation", 2, "month", "第一百五十六条"],
  ["investigation.custody-first-extension", "侦查羁押第一次延长", "First extension of custody", 1, "month", "第一百五十六条"],
  ["investigation.custody-second-extension", "侦查羁押第二次延长", "Second extension of custody", 2, "month", "第一百五十八条"],
  ["investigation.custody-third-extension", "侦查羁押第三次延长", "Third extension of custody", 2, "month", "第一百五十九条"],
  ["prosecution.review", "审查起诉", "Prosecution review", 1, "month", "第一百七十二条第一款"],
  ["prosecution.review-extension", "审查起诉延长", "Extension of prosecution review", 15, "day", "第一百七十二条第一款"],
  ["prosecution.fast-track", "速裁案件审查起诉", "Prosecution review, fast track", 10, "day", "第一百七十二条第一款"],
  [
    "prosecution.fast-track-over-one-year",
    "速裁案件审查起诉（可能判处一年以上）",
    "Prosecution review, fast track, more than one year expected",
    15,
    "day",
    "第一百七十二条第一款",
  ],
  ["prosecution.tell-counsel", "告知有权委托辩护人", "Suspect told of the right to counsel", 3, "day", "第三十四条第二款"],
  ["prosecution.supplementary-investigation", "补充侦查", "Supplementary investigation", 1, "month", "第一百七十五条第三款"],
  [
    "prosecution.supplementary-investigation-times",
    "补充侦查次数",
    "Times of supplementary investigation",
    2,
    "item",
    "第一百七十五条第三款",
  ],
  ["non-prosecution.victim-petition", "被害人对不起诉申诉", "Victim's petition after non-prosecution", 7, "day", "第一百八十条"],
  ["custody-necessity.answer", "对释放或者变更强制措施建议的回复", "Answer to a proposal to release", 10, "day", "第九十五条"],
  ["protest.judgment", "对判决上诉、抗诉", "Appeal or protest against a judgment", 10, "day", "第二百三十条"],
  ["protest.ruling", "对裁定上诉、抗诉", "Appeal or protest against a ruling", 5, "day", "第二百三十条"],
  ["interrogation.interrogators", "讯问人员最少人数", "Interrogators, at least", 2, "person", "第一百一十八条第一款"],
]);

const procuratorateRules = numbersOf({ name: PROCURATORATE_RULES, since: "2019-12-30" }, [
  ["arrest.decision-not-in-custody", "审查逮捕（未被拘留）", "Decision on arrest, not in custody", 15, "day", "第二百八十二条"],
  [
    "arrest.decision-not-in-custody-complex",
    "审查逮捕（未被拘留，重大、复杂）",
    "Decision on arrest, not in custody, complex",
    20,
    "day",
    "第二百八十二条",
  ],
  ["filing-supervision.reasons", "公安机关说明不立案理由", "Police state their reasons for not filing", 7, "day", "第五百六十条"],
  [
    "filing-supervision.overdue-reasons",
    "公安机关说明逾期不作出是否立案决定的理由",
    "Police explain why no decision on filing was made in time",
    7,
    "day",
    "第五百六十二条",
  ],
  [
    "filing-supervision.correction-after",
    "通知立案后未立案发出纠正违法通知",
    "Silence after a notice to file, then a correction notice",
    15,
    "day",
    "第五百六十四条",
  ],
  [
    "filing-supervision.unfinished-reminder",
    "立案后未侦查终结催办",
    "Unfinished investigation, then a reminder",
    3,
    "month",
    "第五百六十四条",
  ],
  ["case-management.flow-notice-reply", "流程监控通知书回复", "Reply to a flow-monitoring notice", 10, "day", "第六百六十五条"],
  ["counsel.read-file", "辩护人阅卷安排（最迟）", "Counsel reads the file, at the latest", 3, "working-day", "第四十九条"],
  ["line-up.people", "辨认：人员", "Line-up: people", 7, "person", "第二百二十六条"],
  ["line-up.photographs-of-people", "辨认：人员照片", "Line-up: photographs of people", 10, "item", "第二百二十六条"],
  ["line-up.objects", "辨认：物品", "Line-up: objects", 5, "item", "第二百二十六条"],
  ["line-up.photographs-of-objects", "辨认：物品照片", "Line-up: photographs of objects", 5, "item", "第二百二十六条"],
]);

const policeProcedure = numbersOf({ name: "公安机关办理刑事案件程序规定（公安部令第159号）", since: "2020-09-01" }, [
  ["line-up.police.people", "辨认（公安）：人员", "Police line-up: people", 7, "person", "第二百六十条"],
  ["line-up.police.photographs-of-people", "辨认（公安）：人员照片", "Police line-up: photographs of people", 10, "item", "第二百六十条"],
  ["line-up.police.objects", "辨认（公安）：物品", "Police line-up: objects", 5, "item", "第二百六十条"],
  ["line-up.police.photographs-of-objects", "辨认（公安）：物品照片", "Police line-up: photographs of objects", 10, "item", "第二百六十条"],
]);

const courtInterpretation = numbersOf({ name: COURT_INTERPRETATION, since: "2021-03-01" }, [
  ["period.half-month", "半个月", "Half a month", 15, "day", "第二百零二条"],
]);

export const criminalProcedureNumbers = [...procedureLaw, ...procuratorateRules, ...policeProcedure, ...courtInterpretation];
