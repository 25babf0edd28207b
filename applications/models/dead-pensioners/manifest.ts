import type { ModelManifest } from "@yuejian/contracts";
import { inputColumns } from "./rule.ts";

export const manifest: ModelManifest = {
  id: "dead-pensioners",
  number: 3,
  version: "1.0.0",
  title: { zh: "死亡人员继续领取养老金", en: "Pensions paid after death" },
  summary: {
    zh: "以医疗机构、公安、殡葬机构上报的死亡信息与养老金发放数据碰撞，找出死亡次月起仍照发养老金，又没有停发、追回记录的人员。",
    en: "Matches deaths reported by hospitals, police and funeral homes with pension payments: pensions paid for months after the month of death, with no record that they were stopped or recovered.",
  },
  businessLine: "public-interest",
  legalBasis: [
    {
      law: "国务院关于建立统一的城乡居民基本养老保险制度的意见（国发〔2014〕8号）",
      article: "第六条",
      text: {
        zh: "城乡居民养老保险待遇领取人员死亡的，从次月起停止支付其养老金。（大意，原文以发文为准）",
        en: "The pension of a member of the residents' scheme who dies is no longer paid from the following month. (In substance; the official text prevails.)",
      },
    },
    {
      law: "中华人民共和国社会保险法",
      article: "第八十八条",
      text: {
        zh: "以欺诈、伪造证明材料或者其他手段骗取社会保险待遇的，由社会保险行政部门责令退回骗取的社会保险金，处骗取金额二倍以上五倍以下的罚款。（仅在查明欺诈时适用）",
        en: "Benefits obtained by fraud are returned and fined twice to five times. (Only where fraud is established.)",
      },
    },
    {
      law: "中华人民共和国行政诉讼法",
      article: "第二十五条第四款",
      text: {
        zh: "负有国有财产保护等职责的行政机关违法行使职权或者不作为，致使国家利益或者社会公共利益受到侵害的，人民检察院应当提出检察建议，督促其依法履行职责。（大意）",
        en: "Where an authority that protects state property fails to act and public interests suffer, the procuratorate issues a suggestion. (In substance.)",
      },
    },
  ],
  subjectKey: "person_id",
  subjectName: "person_name",
  officeColumn: "office",
  inputs: [
    { dataset: "pension-payments", presence: "present", columns: inputColumns.payments },
    { dataset: "deaths", presence: "present", columns: inputColumns.deaths },
    { dataset: "pension-recoveries", presence: "absent", columns: inputColumns.recoveries },
  ],
  parameters: [
    {
      name: "least_months",
      type: "integer",
      title: { zh: "至少几个月才列出", en: "Months from which a person is listed" },
      default: 1,
    },
  ],
  lawfulExplanations: [
    {
      id: "alive",
      title: { zh: "死亡信息有误，本人健在", en: "The death record is wrong and the person is alive" },
      howToCheck: {
        zh: "向户籍所在地派出所核实户口状态，必要时与本人或者近亲属见面核实。",
        en: "Ask the police station for the household status; see the person or a close relative where needed.",
      },
    },
    {
      id: "recovered-unrecorded",
      title: { zh: "已停发或者追回，只是没有记录", en: "Already stopped or recovered, only not recorded" },
      howToCheck: {
        zh: "向社保经办机构调取个人账户明细和追回凭证。",
        en: "Obtain the account statement and receipts from the pension agency.",
      },
    },
    {
      id: "not-a-pension",
      title: {
        zh: "发放的是丧葬补助金、抚恤金或者个人账户余额",
        en: "The payment was funeral aid, a survivors' grant or the balance of the account",
      },
      howToCheck: { zh: "核对发放款项的险种和摘要。", en: "Check scheme and description of the payment." },
    },
    {
      id: "other-person",
      title: { zh: "身份证号被他人使用或者录入错误", en: "Another person's id, or an id recorded wrongly" },
      howToCheck: { zh: "比对姓名、出生日期和住址。", en: "Compare name, date of birth and address." },
    },
  ],
  settledBy: [
    { zh: "死亡证明、火化证明或者户籍注销证明", en: "Certificate of death, of cremation or of removal from the household register" },
    { zh: "社保经办机构的发放、停发、追回明细", en: "Payments, stops and recoveries of the pension agency" },
    { zh: "银行账户的支取流水", en: "Withdrawals from the bank account" },
  ],
  finds: {
    zh: "同一身份证号、死亡日期之后才开始的月份仍发放养老金的人员，按人汇总月数、金额、起止月份；各来源死亡日期不同的，以最晚的为准。",
    en: "People, by resident id, paid for months that begin after the day of death: months, sum, first and last month per person; where sources give different days the latest counts.",
  },
  cannotFind: {
    zh: "没有任何机构上报死亡的人员；死亡信息或者发放信息中身份证号有误、须靠姓名等关联的人员；死亡当月的数额差错；下落不明或者宣告失踪的。",
    en: "Deaths that no agency reported; people whose ids differ and who need linkage; wrong amounts in the month of death; people missing or declared missing.",
  },
  verifyByHand: {
    zh: "先核实人确已死亡及死亡日期（死亡证明、户籍注销），再把死亡次月起的逐月发放明细列出，逐月查停发、追回记录，最后查是谁支取。",
    en: "Confirm the death and its day first (certificate, household register), list the monthly payments from the following month, look for a stop or recovery in each, then who withdrew them.",
  },
  dataClass: "personal",
  precisionFloor: 0.7,
};
