import type { ModelManifest } from "@yuejian/contracts";
import { legalNumber } from "@yuejian/deadlines";
import { inputColumns } from "./rule.ts";

export const manifest: ModelManifest = {
  id: "late-correction-reporting",
  number: 16,
  version: "1.0.0",
  title: { zh: "社区矫正对象逾期报到", en: "Late reporting to community correction" },
  summary: {
    zh: "以刑事裁判的生效日期与社区矫正机构的报到日期比较，找出管制、缓刑、假释的社区矫正对象自裁判生效之日起超过十日才报到、又没有登记正当事由的。",
    en: "Compares the day on which a judgment took effect with the arrival at the correction agency: control, probation and parole reported more than ten days later without a lawful reason on record.",
  },
  businessLine: "penal-execution",
  legalBasis: [
    {
      law: "中华人民共和国社区矫正法",
      article: "第二十一条第一款",
      text: {
        zh: "人民法院判处管制、宣告缓刑、裁定假释的社区矫正对象，应当自判决、裁定生效之日起十日内到执行地社区矫正机构报到。",
        en: "Persons under control, probation or parole report to the correction agency within ten days from the day the judgment or ruling took effect.",
      },
    },
    {
      law: "中华人民共和国社区矫正法",
      article: "第六十二条",
      text: {
        zh: "人民检察院发现社区矫正工作违反法律规定的，应当依法提出纠正意见、检察建议。（大意）",
        en: "Where community correction breaks the law, the procuratorate demands correction or issues a suggestion. (In substance.)",
      },
    },
  ],
  subjectKey: "subject",
  subjectName: "person_name",
  officeColumn: "office",
  inputs: [
    { dataset: "community-correction", presence: "present", columns: inputColumns.correction },
    { dataset: "judgments", presence: "present", columns: inputColumns.judgments },
  ],
  parameters: [
    {
      name: "within_days",
      type: "integer",
      title: { zh: "自生效之日起几日内报到", en: "Days from effect within which to report" },
      default: legalNumber("correction.report-within-days", "2026-01-01"),
      legalNumber: "correction.report-within-days",
    },
  ],
  lawfulExplanations: [
    {
      id: "last-day-a-holiday",
      title: {
        zh: "第十日是节假日，在其后第一个工作日报到",
        en: "The tenth day was a holiday and reporting happened on the next working day",
      },
      howToCheck: { zh: "对照当年放假安排核对第十日是否工作日。", en: "Look up whether the tenth day was a working day that year." },
    },
    {
      id: "served-late",
      title: {
        zh: "裁判文书或者执行通知送达在后，生效日期登记有误",
        en: "The judgment was served late and the day of effect recorded wrongly",
      },
      howToCheck: { zh: "调取送达回证，重新计算生效之日。", en: "Obtain the proof of service and count the day of effect anew." },
    },
    {
      id: "prevented",
      title: {
        zh: "因住院、隔离、自然灾害等无法按时报到，只是没有登记",
        en: "Illness, quarantine or disaster prevented it, only not recorded",
      },
      howToCheck: { zh: "查阅矫正机构的谈话记录和证明材料。", en: "Read the agency's record of the talk and the certificates." },
    },
    {
      id: "place-changed",
      title: { zh: "执行地变更或者曾向错误的机构报到", en: "The place of execution changed, or another agency was reported to first" },
      howToCheck: { zh: "向原、现执行地社区矫正机构核实。", en: "Ask the former and the present agency." },
    },
    {
      id: "in-custody",
      title: { zh: "因另案被羁押", en: "In custody for another case" },
      howToCheck: { zh: "查询羁押信息。", en: "Look at the custody records." },
    },
  ],
  settledBy: [
    { zh: "裁判文书及送达回证（生效日期）", en: "The judgment and its proof of service (day of effect)" },
    { zh: "社区矫正报到登记表、入矫宣告记录", en: "Register of arrivals and record of admission" },
    { zh: "人民法院告知书、社区矫正机构查找记录", en: "The court's notice and the agency's record of its search" },
  ],
  finds: {
    zh: "管制、缓刑、假释的社区矫正对象，自生效之日起第十一日及以后报到、没有登记逾期事由的。管制、缓刑以裁判生效日期起算（没有的以矫正开始日期），假释以矫正开始日期起算。",
    en: "Control, probation and parole reported on the eleventh day after effect or later with no reason for it on record. Control and probation count from the day of effect (else the start of correction), parole from the start.",
  },
  cannotFind: {
    zh: "没有报到日期的（是否脱管须另查）；暂予监外执行的移送逾期；生效日期登记错误的；第十日为节假日的顺延未作计算，列为须排除的解释；身份证号或者文书号不一致的。",
    en: "Persons without any arrival on record; late hand-over on medical release; days of effect recorded wrongly; a last day on a holiday is not counted on but stands among the explanations; ids or judgment numbers that differ.",
  },
  verifyByHand: {
    zh: "取送达回证确定生效之日，当日不计入，数到第十日，遇节假日顺延；与报到登记表的日期比较，再看矫正机构有没有及时查找、法院有没有告知。",
    en: "Take the day of effect from the proof of service, leave it out, count ten days, move on over a holiday, and compare with the register; then ask whether the agency searched and the court had told the person.",
  },
  dataClass: "personal",
  precisionFloor: 0.7,
};
