import { code, count, day, flag, money, personName, residentId, words } from "./columns.ts";
import { external } from "./district.ts";

/** First-instance civil suits, one row per defendant: a suit against two people has two rows with one case number. */
export const civilSuits = external("civil-suits", "民事诉讼案件", "Civil suits", {
  source: "courts",
  owner: { zh: "人民法院", en: "Courts" },
  businessLines: ["civil", "economic-crime"],
  recordKey: ["case_number", "defendant_name"],
  columns: [
    words("case_number", "document-number", "案号", "Case number", { required: true, aliases: ["民事案号", "立案案号"] }),
    words("court", "agency", "受理法院", "Court", { aliases: ["法院", "法院名称", "审理法院"] }),
    words("cause", "free-text", "案由", "Cause", { required: true, aliases: ["立案案由", "结案案由"] }),
    code(
      "plaintiff_kind",
      "原告类型",
      "Kind of plaintiff",
      { person: ["自然人", "个人"], organisation: ["法人", "非法人组织", "单位"] },
      { required: true, aliases: ["原告当事人类型"] },
    ),
    words("plaintiff_name", "organisation-name", "原告", "Plaintiff", {
      required: true,
      dataClass: "personal",
      aliases: ["原告姓名", "原告名称"],
    }),
    residentId("plaintiff_id", "原告身份证号", "Plaintiff's resident id (persons)", { aliases: ["原告身份证号码", "原告证件号码"] }),
    words("plaintiff_code", "credit-code", "原告统一社会信用代码", "Plaintiff's credit code (organisations)", {
      aliases: ["原告信用代码"],
    }),
    words("defendant_name", "organisation-name", "被告", "Defendant", {
      required: true,
      dataClass: "personal",
      aliases: ["被告姓名", "被告名称"],
    }),
    residentId("defendant_id", "被告身份证号", "Defendant's resident id (persons)", { aliases: ["被告身份证号码", "被告证件号码"] }),
    words("defendant_code", "credit-code", "被告统一社会信用代码", "Defendant's credit code (organisations)", {
      aliases: ["被告信用代码"],
    }),
    personName("agent_name", "原告诉讼代理人", "Plaintiff's agent", { aliases: ["诉讼代理人", "委托代理人"] }),
    money("amount_claimed", "诉讼标的额", "Amount claimed", { aliases: ["标的额", "标的金额"] }),
    day("filed_on", "立案日期", "Filed on", { required: true, aliases: ["立案时间", "收案日期"] }),
    day("closed_on", "结案日期", "Closed on", { aliases: ["裁判日期", "结案时间"] }),
    code(
      "outcome",
      "结案方式",
      "Outcome",
      {
        judgment: ["判决"],
        mediated: ["调解", "调解结案"],
        withdrawn: ["撤诉", "准予撤诉", "按撤诉处理"],
        dismissed: ["驳回起诉", "不予受理"],
        pending: ["未结", "审理中"],
      },
      { required: true, aliases: ["结案类型"] },
    ),
    flag("is_default", "缺席判决", "Judged in the defendant's absence", { aliases: ["是否缺席判决", "缺席审理"] }),
    money("amount_awarded", "判决给付金额", "Amount awarded", { aliases: ["判决金额"] }),
  ],
});

/** Enforcement of administrative decisions that authorities ask the courts for, and what was ruled. */
export const enforcementRulings = external("enforcement-rulings", "行政非诉执行裁定", "Rulings on enforcement", {
  source: "courts",
  owner: { zh: "人民法院", en: "Courts" },
  businessLines: ["administrative", "public-interest"],
  recordKey: ["ruling_number"],
  absenceKeys: ["decision_number"],
  columns: [
    words("ruling_number", "document-number", "行政裁定书号", "Ruling number", { required: true, aliases: ["裁定书号", "案号"] }),
    words("decision_number", "document-number", "处罚决定书文号", "Decision to be enforced", { required: true, aliases: ["行政决定文号"] }),
    words("applicant", "agency", "申请执行机关", "Applicant", { aliases: ["申请人"] }),
    words("party_name", "organisation-name", "被执行人", "Party", { dataClass: "personal", aliases: ["被申请人"] }),
    day("ruled_on", "裁定日期", "Ruled on", { required: true }),
    code(
      "result",
      "裁定结果",
      "Result",
      { granted: ["准予执行", "准予强制执行"], refused: ["不准予执行", "不予受理"] },
      { required: true },
    ),
    words("enforced_by", "agency", "组织实施机关", "Enforced by", { aliases: ["实施单位"] }),
    day("enforced_on", "执行完毕日期", "Enforced on", { aliases: ["执结日期"] }),
  ],
});

/** Bankruptcies and the claims of workers in them. */
export const bankruptcies = external("bankruptcies", "企业破产案件", "Bankruptcies", {
  source: "courts",
  owner: { zh: "人民法院", en: "Courts" },
  dataClass: "internal",
  businessLines: ["civil", "economic-crime"],
  recordKey: ["case_number"],
  columns: [
    words("case_number", "document-number", "破产案号", "Case number", { required: true, aliases: ["案号"] }),
    words("enterprise_name", "organisation-name", "债务人", "Debtor", { required: true, aliases: ["债务人名称", "企业名称"] }),
    words("credit_code", "credit-code", "统一社会信用代码", "Credit code", { required: true, aliases: ["信用代码"] }),
    day("accepted_on", "裁定受理日期", "Accepted on", { required: true, aliases: ["受理日期"] }),
    words("administrator", "organisation-name", "破产管理人", "Administrator", { aliases: ["管理人"] }),
    count("wage_creditors", "职工债权人数", "Workers with claims"),
    money("wage_claims", "职工债权总额", "Workers' claims", { aliases: ["职工债权"] }),
  ],
});
