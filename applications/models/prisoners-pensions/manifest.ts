import type { ModelManifest } from "@yuejian/contracts";
import { inputColumns } from "./rule.ts";

export const manifest: ModelManifest = {
  id: "prisoners-pensions",
  number: 1,
  version: "1.0.0",
  title: { zh: "服刑人员违规领取养老金", en: "Pensions paid to prisoners" },
  summary: {
    zh: "以刑罚执行、刑事裁判与养老金发放数据碰撞，找出整月在监狱或者看守所服刑却照发养老金，又没有停发、追回记录，也不在社区矫正期间的人员。",
    en: "Matches sentence execution, judgments and pension payments: pensions paid for whole months served in prison or a detention centre, with no record that they were stopped or recovered and no community correction.",
  },
  businessLine: "penal-execution",
  legalBasis: [
    {
      law: "劳动和社会保障部办公厅关于退休人员被判刑后有关养老保险待遇问题的复函（劳社厅函〔2001〕44号）",
      article: "全文",
      text: {
        zh: "退休人员被判处拘役、有期徒刑及以上刑罚的，服刑期间停发基本养老金，服刑期满后可以按服刑前的标准继续发给；被判处管制、有期徒刑宣告缓刑和监外执行的，可以继续发给基本养老金，但不参与基本养老金调整。（大意，原文以发文为准）",
        en: "A pensioner sentenced to detention, imprisonment or more receives no basic pension while serving and again afterwards; under control, probation or execution outside prison the pension continues without adjustment. (In substance; the official text prevails.)",
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
  ],
  subjectKey: "person_id",
  subjectName: "person_name",
  officeColumn: "office",
  inputs: [
    { dataset: "pension-payments", presence: "present", columns: inputColumns.payments },
    { dataset: "sentence-execution", presence: "present", columns: inputColumns.execution },
    { dataset: "judgments", presence: "present", columns: inputColumns.judgments },
    { dataset: "pension-recoveries", presence: "absent", columns: inputColumns.recoveries },
    { dataset: "community-correction", presence: "absent", columns: inputColumns.correction },
  ],
  parameters: [
    {
      name: "least_months",
      type: "integer",
      title: { zh: "至少几个整月才列出", en: "Whole months from which a person is listed" },
      default: 1,
    },
  ],
  lawfulExplanations: [
    {
      id: "recovered-unrecorded",
      title: { zh: "已停发或者追回，只是没有记录", en: "Already stopped or recovered, only not recorded" },
      howToCheck: {
        zh: "向社保经办机构调取个人账户明细和追回凭证。",
        en: "Obtain the account statement and receipts from the pension agency.",
      },
    },
    {
      id: "outside-prison",
      title: { zh: "当时暂予监外执行、假释或者缓刑，矫正数据缺漏", en: "Was outside prison under correction that the data lack" },
      howToCheck: {
        zh: "向执行机关和司法局核实执行方式和起止日期。",
        en: "Ask the prison and the justice bureau for the manner and days of execution.",
      },
    },
    {
      id: "other-person",
      title: { zh: "身份证号被他人使用或者录入错误", en: "Another person's id, or an id recorded wrongly" },
      howToCheck: { zh: "比对姓名、照片和户籍信息。", en: "Compare name, photograph and household record." },
    },
    {
      id: "acquitted-later",
      title: { zh: "原判决已撤销或者改判无罪，补发合法", en: "The judgment was overturned and the pension lawfully paid afterwards" },
      howToCheck: { zh: "查询再审或者二审裁判。", en: "Look for the judgment on appeal or in retrial." },
    },
    {
      id: "not-a-pension",
      title: { zh: "发放的是个人账户返还等其他款项", en: "The payment was something else, such as a return of the personal account" },
      howToCheck: { zh: "核对发放款项的险种和摘要。", en: "Check scheme and description of the payment." },
    },
  ],
  settledBy: [
    { zh: "社保经办机构的发放、停发、追回明细", en: "Payments, stops and recoveries of the pension agency" },
    { zh: "监狱或者看守所出具的收监、出监证明", en: "Certificates of admission and release" },
    { zh: "执行依据的裁判文书", en: "The judgment executed" },
  ],
  finds: {
    zh: "同一身份证号、在一次收监期间内完整度过的月份仍发放养老金的人员，按人汇总月数、金额、起止月份。收监当月和释放当月不是整月的不计。",
    en: "People, by resident id, who were paid for months that lie wholly inside one stay; months, sum, first and last month per person. Months of admission or release count only when whole.",
  },
  cannotFind: {
    zh: "身份证号不一致而须靠姓名等关联的人员；调动监狱当月；审前羁押期间（待遇为暂停，定罪后另算）；只停发未追回的此前月份以外的数额差错；服刑期间违规参加待遇调整。",
    en: "People whose ids differ and who need linkage; the month of a transfer; custody before judgment; wrong amounts; pensions raised while serving.",
  },
  verifyByHand: {
    zh: "把该人的收监、出监日期与逐月发放明细并排，圈出整月在监的月份；再逐月查停发、追回记录和社区矫正起止日期。",
    en: "Put the days of admission and release beside the monthly payments, mark the whole months inside, and look for a stop, recovery or correction in each.",
  },
  dataClass: "personal",
  precisionFloor: 0.7,
};
