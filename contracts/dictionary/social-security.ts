import type { DatasetSchema } from "../dataset.ts";
import { code, count, day, money, month, personName, residentId, words } from "./columns.ts";
import { district, external } from "./district.ts";

/** Monthly payments of old-age pensions. */
export const pensionPayments: DatasetSchema = {
  id: "pension-payments",
  version: 1,
  title: { zh: "养老金发放", en: "Pension payments" },
  source: "pensions",
  owner: { zh: "人力资源和社会保障局", en: "Human resources and social security bureau" },
  dataClass: "personal",
  isInternal: false,
  businessLines: ["penal-execution", "administrative", "public-interest"],
  recordKey: ["person_id", "paid_for", "scheme"],
  officeColumn: "office",
  columns: [
    personName("person_name", "领取人姓名", "Recipient", { required: true, aliases: ["姓名"] }),
    residentId("person_id", "领取人身份证号", "Recipient's resident id", {
      required: true,
      aliases: ["身份证号", "身份证号码", "社会保障号码"],
    }),
    code(
      "scheme",
      "险种",
      "Scheme",
      {
        employees: ["企业职工基本养老保险", "职工养老"],
        residents: ["城乡居民基本养老保险", "居民养老"],
        institutions: ["机关事业单位养老保险", "机关养老"],
      },
      { required: true, aliases: ["保险类型"] },
    ),
    {
      name: "paid_for",
      title: { zh: "待遇所属月份", en: "Month paid for" },
      type: "date",
      semantic: "month",
      dataClass: "internal",
      required: true,
      aliases: ["发放月份", "所属期"],
    },
    money("amount", "发放金额", "Amount", { required: true, aliases: ["金额", "养老金"] }),
    day("paid_on", "发放日期", "Paid on", { aliases: ["支付日期"] }),
    district,
  ],
};

/** Pensions stopped, suspended or paid back. */
export const pensionRecoveries: DatasetSchema = {
  id: "pension-recoveries",
  version: 1,
  title: { zh: "养老金停发与追回", en: "Pensions stopped and recovered" },
  source: "pensions",
  owner: { zh: "人力资源和社会保障局", en: "Human resources and social security bureau" },
  dataClass: "personal",
  isInternal: false,
  businessLines: ["penal-execution", "administrative", "public-interest"],
  recordKey: ["person_id", "kind", "from_month"],
  absenceKeys: ["person_id"],
  officeColumn: "office",
  columns: [
    personName("person_name", "姓名", "Name", { required: true }),
    residentId("person_id", "身份证号", "Resident id", { required: true, aliases: ["身份证号码", "社会保障号码"] }),
    code("kind", "处理类别", "Kind", { stopped: ["停发"], recovered: ["追回", "退回"] }, { required: true }),
    {
      name: "from_month",
      title: { zh: "起始月份", en: "From month" },
      type: "date",
      semantic: "month",
      dataClass: "internal",
      required: true,
    },
    { name: "to_month", title: { zh: "截止月份", en: "To month" }, type: "date", semantic: "month", dataClass: "internal" },
    money("amount", "追回金额", "Amount recovered", { aliases: ["退回金额"] }),
    day("decided_on", "处理日期", "Decided on"),
    district,
  ],
};

const bureau = { zh: "人力资源和社会保障局", en: "Human resources and social security bureau" };

/** Yearly and single changes of a pension. */
export const pensionAdjustments = external("pension-adjustments", "养老金待遇调整", "Pension adjustments", {
  source: "pensions",
  owner: bureau,
  businessLines: ["penal-execution", "administrative", "public-interest"],
  recordKey: ["person_id", "from_month"],
  columns: [
    personName("person_name", "姓名", "Name", { required: true }),
    residentId("person_id", "身份证号", "Resident id", { required: true, aliases: ["身份证号码", "社会保障号码"] }),
    month("from_month", "调整起始月份", "From month", { required: true, aliases: ["调整月份", "执行月份"] }),
    money("amount_before", "调整前金额", "Before", { aliases: ["原待遇标准"] }),
    money("amount_after", "调整后金额", "After", { required: true, aliases: ["新待遇标准"] }),
    code(
      "ground",
      "调整原因",
      "Ground",
      { yearly: ["年度调整", "年度普调"], correction: ["核定更正"], other: ["其他"] },
      { aliases: ["调整类别"] },
    ),
  ],
});

/** Pensions granted, with the years of contribution on which they stand. */
export const pensionGrants = external("pension-grants", "养老待遇核定", "Pensions granted", {
  source: "pensions",
  owner: bureau,
  businessLines: ["civil", "administrative", "public-interest"],
  recordKey: ["person_id", "granted_on"],
  columns: [
    personName("person_name", "姓名", "Name", { required: true }),
    residentId("person_id", "身份证号", "Resident id", { required: true, aliases: ["身份证号码", "社会保障号码"] }),
    day("granted_on", "待遇核定日期", "Granted on", { required: true, aliases: ["核定日期"] }),
    count("contribution_months", "缴费年限（月）", "Contributions in months", { aliases: ["缴费月数", "累计缴费年限"] }),
    count("back_paid_months", "补缴年限（月）", "Back-paid in months", { aliases: ["补缴月数"] }),
    words("back_payment_basis", "document-number", "补缴依据文书号", "Document on which contributions were back-paid", {
      aliases: ["补缴依据"],
    }),
    words("employer_name", "organisation-name", "参保单位", "Employer", { aliases: ["单位名称"] }),
    words("employer_code", "credit-code", "参保单位统一社会信用代码", "Employer's credit code", { aliases: ["统一社会信用代码"] }),
    money("monthly_amount", "月养老金", "Monthly pension", { aliases: ["待遇标准"] }),
  ],
});

/** Who is insured through whom. */
export const insuredPersons = external("insured-persons", "社会保险参保", "Insured persons", {
  source: "pensions",
  owner: bureau,
  businessLines: ["civil", "administrative", "public-interest"],
  recordKey: ["person_id", "scheme", "insured_from"],
  columns: [
    personName("person_name", "姓名", "Name", { required: true }),
    residentId("person_id", "身份证号", "Resident id", { required: true, aliases: ["身份证号码", "社会保障号码"] }),
    code(
      "scheme",
      "险种",
      "Scheme",
      {
        employees: ["企业职工基本养老保险", "职工养老"],
        residents: ["城乡居民基本养老保险", "居民养老"],
        institutions: ["机关事业单位养老保险", "机关养老"],
        injury: ["工伤保险"],
        unemployment: ["失业保险"],
      },
      { required: true, aliases: ["保险类型"] },
    ),
    words("employer_name", "organisation-name", "参保单位", "Employer", { aliases: ["单位名称"] }),
    words("employer_code", "credit-code", "参保单位统一社会信用代码", "Employer's credit code", { aliases: ["统一社会信用代码"] }),
    day("insured_from", "参保日期", "Insured from", { required: true, aliases: ["参保开始日期"] }),
    day("insured_to", "停保日期", "Insured to", { aliases: ["参保结束日期"] }),
    money("monthly_base", "月缴费基数", "Monthly base", { aliases: ["缴费基数"] }),
  ],
});

/** Claims to be recognised as injured at work (Work Injury Insurance Regulations 14, 15). */
export const workInjuryClaims = external("work-injury-claims", "工伤认定", "Work-injury claims", {
  source: "pensions",
  owner: bureau,
  dataClass: "sensitive",
  businessLines: ["public-interest", "administrative", "civil"],
  recordKey: ["claim_number"],
  columns: [
    words("claim_number", "document-number", "工伤认定申请编号", "Claim number", { required: true, aliases: ["申请编号", "认定编号"] }),
    personName("person_name", "受伤职工姓名", "Injured person", { required: true, aliases: ["姓名", "职工姓名"] }),
    residentId("person_id", "受伤职工身份证号", "Injured person's resident id", {
      required: true,
      aliases: ["身份证号", "身份证号码", "公民身份号码"],
    }),
    words("enterprise_name", "organisation-name", "用人单位", "Employer", { required: true, aliases: ["单位名称", "用人单位名称"] }),
    words("credit_code", "credit-code", "用人单位统一社会信用代码", "Employer's credit code", {
      required: true,
      aliases: ["统一社会信用代码", "信用代码"],
    }),
    day("injured_on", "事故伤害日期", "Injured on", { required: true, aliases: ["受伤日期", "事故日期"] }),
    code(
      "cause_kind",
      "工伤情形",
      "Circumstances",
      {
        at_work: ["工作时间和工作场所内因工作原因受到事故伤害", "工作场所事故"],
        violence: ["履行工作职责受到暴力等意外伤害", "暴力伤害"],
        disease: ["患职业病", "职业病"],
        business_trip: ["因工外出期间受到伤害", "因工外出"],
        commuting: ["上下班途中交通事故", "上下班途中"],
        sudden_illness: ["工作岗位突发疾病死亡", "突发疾病"],
      },
      { required: true, aliases: ["认定情形", "事故类别"] },
    ),
    code(
      "severity",
      "伤害程度",
      "Severity",
      { fatal: ["死亡"], serious: ["重伤"], minor: ["轻伤", "轻微伤"] },
      { required: true, aliases: ["伤情", "伤害后果"] },
    ),
    words("account", "free-text", "事故经过", "Account", { dataClass: "sensitive", aliases: ["受伤经过"] }),
    day("applied_on", "申请日期", "Applied on", { aliases: ["受理日期"] }),
    code(
      "decision",
      "认定结论",
      "Decision",
      { recognised: ["认定工伤", "视同工伤"], refused: ["不予认定"], withdrawn: ["撤回申请"], pending: ["审理中", "中止"] },
      { required: true, aliases: ["认定结果"] },
    ),
  ],
});
