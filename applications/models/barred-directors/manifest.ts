import type { ModelManifest } from "@yuejian/contracts";
import { legalNumber } from "@yuejian/deadlines";
import { inputColumns } from "./rule.ts";

export const manifest: ModelManifest = {
  id: "barred-directors",
  number: 14,
  version: "1.1.0",
  title: { zh: "受刑事处罚人员违规任职", en: "Barred directors" },
  summary: {
    zh: "以刑事裁判、刑罚执行与企业登记、主要人员数据碰撞，找出在公司法规定的禁止任职期间内担任公司董事、监事、高级管理人员或者法定代表人的人员。",
    en: "Matches judgments and sentence execution with the company register: directors, supervisors, senior managers and legal representatives of active companies while the Company Law bars them.",
  },
  businessLine: "administrative",
  legalBasis: [
    {
      law: "中华人民共和国公司法（2023年修订，2024年7月1日起施行）",
      article: "第一百七十八条第一款第二项",
      text: {
        zh: "因贪污、贿赂、侵占财产、挪用财产或者破坏社会主义市场经济秩序，被判处刑罚，或者因犯罪被剥夺政治权利，执行期满未逾五年，被宣告缓刑的，自缓刑考验期满之日起未逾二年，不得担任公司的董事、监事、高级管理人员。",
        en: "Who was sentenced for embezzlement, bribery, taking or misappropriating property or a crime against the market order, or deprived of political rights, may not be director, supervisor or senior manager until five years after the end of the sentence, with probation two years after its end.",
      },
    },
    {
      law: "中华人民共和国公司法（2023年修订，2024年7月1日起施行）",
      article: "第一百七十八条第二款、第三款",
      text: {
        zh: "违反规定选举、委派、聘任的，该选举、委派或者聘任无效；在任职期间出现所列情形的，公司应当解除其职务。",
        en: "An appointment against this rule is void; who comes under it in office is to be dismissed.",
      },
    },
    {
      law: "中华人民共和国市场主体登记管理条例",
      article: "第十二条",
      text: {
        zh: "有所列情形之一的，不得担任公司、非公司企业法人的法定代表人。（大意）",
        en: "The same holds for legal representatives. (In substance.)",
      },
    },
  ],
  subjectKey: "person_id",
  subjectName: "person_name",
  officeColumn: "office",
  inputs: [
    { dataset: "judgments", presence: "present", columns: inputColumns.judgments },
    { dataset: "judgments", presence: "absent", columns: inputColumns.replaced },
    { dataset: "sentence-execution", presence: "present", columns: inputColumns.stays },
    { dataset: "sentence-execution", presence: "absent", columns: inputColumns.overturned },
    { dataset: "enterprises", presence: "present", columns: inputColumns.enterprises },
    { dataset: "enterprise-officers", presence: "present", columns: inputColumns.officers },
  ],
  parameters: [
    {
      name: "bar_years",
      type: "integer",
      title: { zh: "刑罚执行期满后禁止任职的年数", en: "Years barred after the sentence was served" },
      default: legalNumber("company-law.bar-years", "2026-01-01"),
      legalNumber: "company-law.bar-years",
    },
    {
      name: "after_probation_years",
      type: "integer",
      title: { zh: "缓刑考验期满后禁止任职的年数", en: "Years barred after the end of probation" },
      default: legalNumber("company-law.bar-after-probation-years", "2026-01-01"),
      legalNumber: "company-law.bar-after-probation-years",
    },
  ],
  lawfulExplanations: [
    {
      id: "left-unregistered",
      title: { zh: "已经辞任或者被解除职务，只是没有变更登记", en: "Resigned or dismissed, only not registered" },
      howToCheck: {
        zh: "查公司决议、辞任通知和登记申请。",
        en: "Look for resolutions, the notice of resignation and the application to register.",
      },
    },
    {
      id: "name-used",
      title: { zh: "身份被冒用登记", en: "The identity was used without consent" },
      howToCheck: { zh: "核对登记材料的签名，向本人询问。", en: "Compare the signatures in the register's file and ask the person." },
    },
    {
      id: "judgment-changed",
      title: { zh: "判决已被撤销、改判或者免予刑事处罚", en: "The judgment was overturned, changed or spared punishment" },
      howToCheck: { zh: "查询二审、再审裁判。", en: "Look for judgments on appeal or in retrial." },
    },
    {
      id: "served-earlier",
      title: { zh: "刑罚实际提前执行完毕，禁止期间已届满", en: "The sentence was in fact served earlier and the bar is over" },
      howToCheck: { zh: "调取释放证明、减刑裁定。", en: "Obtain the certificate of release and rulings on commutation." },
    },
    {
      id: "older-rule",
      title: {
        zh: "任职和缓刑均在2024年7月1日公司法修订施行之前，适用旧法",
        en: "Office and probation lie before 1 July 2024: the older Company Law applies",
      },
      howToCheck: {
        zh: "核对任职时间；旧法对缓刑没有二年的规定。",
        en: "Compare the days; the older law has no two years after probation.",
      },
    },
    {
      id: "other-person",
      title: { zh: "身份证号录入错误，非同一人", en: "An id recorded wrongly: not the same person" },
      howToCheck: { zh: "比对姓名和照片。", en: "Compare name and photograph." },
    },
  ],
  settledBy: [
    { zh: "判决书及生效证明、释放证明", en: "The judgment, proof of its effect, certificate of release" },
    { zh: "企业登记档案中的任职文件", en: "Appointment documents in the company's register file" },
  ],
  finds: {
    zh: "在存续公司现任董事、监事、高级管理人员或者法定代表人，且禁止任职期间到本院最新裁判数据之日尚未届满的人员，每人每公司一项。",
    en: "Present directors, supervisors, senior managers and legal representatives of active companies whose bar still runs on the day of the office's newest judgment; once per person and company.",
  },
  cannotFind: {
    zh: "禁止期间已届满的过往违规任职；对企业破产、吊销负有责任或者失信被执行的情形；本院数据以外的外地判决；身份证号不一致的；实际控制人借名任职。",
    en: "Past offices whose bar has ended; bars for bankruptcy, revoked licences or unpaid debts; judgments outside the data; ids that differ; control through others.",
  },
  verifyByHand: {
    zh: "先核实判决生效、所犯之罪属于第一百七十八条所列，再按释放之日（缓刑按考验期满之日）推算禁止任职期间，最后查登记档案中任职的起止。",
    en: "Confirm that the judgment took effect and its charge is one of article 178, count the bar from release (or the end of probation), then read the days in office in the register's file.",
  },
  dataClass: "personal",
  precisionFloor: 0.7,
};
