import type { ModelManifest } from "@yuejian/contracts";
import { inputColumns } from "./rule.ts";

export const manifest: ModelManifest = {
  id: "hidden-accidents",
  number: 36,
  version: "1.0.0",
  title: { zh: "瞒报生产安全事故", en: "Hidden accidents" },
  summary: {
    zh: "以工伤认定、急救出车、死亡登记与企业登记、事故报告数据碰撞，找出作业场所发生死亡、重伤事故而次日以前没有事故报告的单位。",
    en: "Matches work-injury claims, ambulance calls and deaths with the reports of accidents: deaths and serious injuries by accident at work that nobody reported by the next day.",
  },
  businessLine: "public-interest",
  legalBasis: [
    {
      law: "生产安全事故报告和调查处理条例（国务院令第493号）",
      article: "第九条",
      text: {
        zh: "事故发生后，事故现场有关人员应当立即向本单位负责人报告；单位负责人接到报告后，应当于1小时内向事故发生地县级以上人民政府安全生产监督管理部门和负有安全生产监督管理职责的有关部门报告。",
        en: "People at the scene report to the head of the enterprise at once, who reports to the authorities within one hour.",
      },
    },
    {
      law: "中华人民共和国安全生产法",
      article: "第八十三条",
      text: {
        zh: "单位负责人接到事故报告后，应当按照国家有关规定立即如实报告当地负有安全生产监督管理职责的部门，不得隐瞒不报、谎报或者迟报，不得故意破坏事故现场、毁灭有关证据。（节录）",
        en: "The head reports at once and truthfully; accidents must not be hidden, falsified or reported late. (Excerpt)",
      },
    },
    {
      law: "中华人民共和国安全生产法",
      article: "第七十四条第二款",
      text: {
        zh: "因安全生产违法行为造成重大事故隐患或者导致重大事故，致使国家利益或者社会公共利益受到侵害的，人民检察院可以根据民事诉讼法、行政诉讼法的相关规定提起公益诉讼。",
        en: "Where unlawful conduct leads to grave danger or accidents the procuratorate may sue in the public interest.",
      },
    },
    {
      law: "中华人民共和国刑法",
      article: "第一百三十九条之一",
      text: {
        zh: "在安全事故发生后，负有报告职责的人员不报或者谎报事故情况，贻误事故抢救，情节严重的，处三年以下有期徒刑或者拘役。（节录，仅在查明贻误抢救时适用）",
        en: "Whoever has to report and does not, so that rescue is delayed, is punished. (Excerpt; only where that is established)",
      },
    },
  ],
  subjectKey: "subject",
  subjectName: "enterprise_name",
  officeColumn: "office",
  inputs: [
    { dataset: "work-injury-claims", presence: "present", columns: inputColumns.claims },
    { dataset: "ambulance-calls", presence: "present", columns: inputColumns.calls },
    { dataset: "deaths", presence: "present", columns: inputColumns.deaths },
    { dataset: "enterprises", presence: "present", columns: inputColumns.enterprises },
    { dataset: "accident-reports", presence: "present", columns: inputColumns.reports },
    { dataset: "accident-reports", presence: "absent", columns: inputColumns.reports },
  ],
  parameters: [
    {
      name: "report_days",
      type: "integer",
      title: {
        zh: "事故发生后几日内的报告视为及时（一小时可能跨越零点）",
        en: "Days after the accident by which a report is in time (one hour may pass midnight)",
      },
      default: 1,
    },
  ],
  lawfulExplanations: [
    {
      id: "reported-elsewhere",
      title: {
        zh: "已向其他主管部门（住建、交通、特种设备、煤监）报告",
        en: "Reported to another authority (building, transport, equipment, mines)",
      },
      howToCheck: { zh: "向有关行业主管部门和当地政府值班室函查。", en: "Ask the authorities of the trade and the duty office." },
    },
    {
      id: "reported-by-contractor",
      title: { zh: "事故由总包、分包或者劳务派遣的另一单位报告", en: "Reported by the contractor or another employer" },
      howToCheck: { zh: "核对用工关系和同日同地的其他事故报告。", en: "Look for reports of other enterprises on that day and place." },
    },
    {
      id: "not-production",
      title: {
        zh: "不属于生产安全事故（疾病、自伤、治安案件、非生产经营活动）",
        en: "No accident of production (illness, self-harm, violence)",
      },
      howToCheck: { zh: "核对病历、尸检和公安机关结论。", en: "Compare medical records, autopsy and the police's conclusion." },
    },
    {
      id: "day-misrecorded",
      title: { zh: "发生日期登记错误，实际事故已报告", en: "The day was recorded wrongly; the accident was reported" },
      howToCheck: { zh: "核对同一单位前后数日的事故报告。", en: "Look at reports of the enterprise some days before and after." },
    },
    {
      id: "same-name",
      title: { zh: "单位名称写法相同而并非登记的该企业", en: "Another unit written with the same name" },
      howToCheck: { zh: "核对现场地址与企业住所。", en: "Compare the site with the registered address." },
    },
  ],
  settledBy: [
    { zh: "急救病历、工伤认定卷宗、死亡证明", en: "Ambulance record, claim file, death certificate" },
    { zh: "应急管理部门和行业主管部门的接报记录", en: "What the authorities received" },
    { zh: "现场勘查与同班人员证言", en: "Inspection and testimony of fellow workers" },
  ],
  finds: {
    zh: "工伤认定（工作场所事故，死亡或重伤，未被驳回）、急救出车（作业场所，死亡或危重，事故原因）、死亡登记（作业场所，死因为事故）所见的事故，按企业和日期归并（相邻两日为一起），次日以前没有事故报告的逐起列出；迟报的写明迟报日期。",
    en: "Accidents seen in work-injury claims (at work, fatal or serious, not refused), ambulance calls (workplace, dead or critical, by accident) and deaths (workplace, by accident), one per enterprise and day, two days one apart being one, that no report covers by the next day; a later report is told.",
  },
  cannotFind: {
    zh: "轻伤事故；谎报人数、等级的；单位名称写法与登记不符或者重名而无法对应的急救、死亡记录；送医多日后死亡且没有工伤申请的；个体作业和未登记单位；描述中没有事故词语的。",
    en: "Minor injuries; false numbers or grades; calls and deaths whose enterprise is written differently or shares its name; deaths in hospital days later without a claim; units not registered; descriptions without words of an accident.",
  },
  verifyByHand: {
    zh: "先向应急、住建、交通等部门核实有无接报，再调急救病历和工伤卷宗核对时间、地点、伤亡；比对当日用工、监控和保险理赔。死因和伤情属敏感信息，只在核查范围内使用。",
    en: "Ask the authorities first whether anything was reported; then compare time, place and harm in the ambulance record and the claim file, and work rosters, cameras and insurance. Causes of death and injuries are sensitive: use them only here.",
  },
  dataClass: "sensitive",
  precisionFloor: 0.6,
};
