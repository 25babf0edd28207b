import { code, day, flag, money, personName, residentId, words } from "./columns.ts";
import { external } from "./district.ts";

const commission = { zh: "卫生健康委员会", en: "Health commission" };

const insurance = { zh: "医疗保障局", en: "Medical insurance bureau" };

const patientId = (details: { required?: boolean } = {}) =>
  residentId("person_id", "患者身份证号", "Patient's resident id", { ...details, aliases: ["身份证号", "身份证号码", "公民身份号码"] });

const patientName = personName("person_name", "患者姓名", "Patient", { required: true, aliases: ["姓名"] });

/** Ambulances sent out. Callers often know neither name nor number of the patient. */
export const ambulanceCalls = external("ambulance-calls", "急救出车记录", "Ambulance calls", {
  source: "health",
  owner: { zh: "卫生健康委员会急救中心", en: "Health commission, emergency centre" },
  dataClass: "sensitive",
  businessLines: ["public-interest", "administrative"],
  recordKey: ["call_number"],
  columns: [
    words("call_number", "document-number", "出车单号", "Call number", { required: true, aliases: ["受理编号", "派车单号"] }),
    day("called_on", "呼救日期", "Called on", { required: true, aliases: ["受理日期", "呼救时间"] }),
    personName("person_name", "患者姓名", "Patient", { aliases: ["姓名"] }),
    patientId(),
    words("site", "address", "现场地址", "Site", { aliases: ["呼救地址", "接车地址"] }),
    code(
      "site_kind",
      "现场类型",
      "Kind of site",
      {
        workplace: ["生产经营场所", "工作场所"],
        road: ["道路", "公路"],
        home: ["住宅", "家中"],
        public: ["公共场所"],
        school: ["学校"],
        elsewhere: ["其他"],
      },
      { required: true, aliases: ["地点类型"] },
    ),
    words("enterprise_name", "organisation-name", "事发单位", "Enterprise at the site", { aliases: ["事发单位名称", "单位名称"] }),
    code(
      "cause_kind",
      "呼救原因",
      "Cause",
      {
        fall: ["高处坠落", "坠落"],
        struck: ["物体打击"],
        machinery: ["机械伤害"],
        lifting: ["起重伤害"],
        collapse: ["坍塌", "挤压掩埋"],
        electric: ["触电", "电击伤"],
        burn: ["烧烫伤", "灼烫", "爆炸伤"],
        poisoning: ["中毒", "窒息"],
        drowning: ["淹溺"],
        traffic: ["交通事故", "车祸"],
        illness: ["急病", "内科急症"],
        assault: ["打架斗殴", "外力殴打"],
        other: ["其他"],
      },
      { required: true, aliases: ["病因", "呼救事由"] },
    ),
    code(
      "condition",
      "病情",
      "Condition",
      { died: ["死亡", "现场死亡"], critical: ["危重", "重伤"], stable: ["一般", "轻伤", "轻"], none: ["拒绝送院", "空车", "未见患者"] },
      { required: true, aliases: ["病情分级", "现场转归"] },
    ),
    words("complaint", "free-text", "主诉", "Complaint", { dataClass: "sensitive", aliases: ["呼救主诉", "现场情况"] }),
    words("hospital", "agency", "送往医院", "Taken to", { aliases: ["送达医院"] }),
  ],
});

/** Stays in hospital and what the medical insurance paid for them. */
export const hospitalAdmissions = external("hospital-admissions", "住院医保结算", "Hospital admissions", {
  source: "medical-insurance",
  owner: insurance,
  dataClass: "sensitive",
  businessLines: ["civil", "economic-crime", "public-interest"],
  recordKey: ["settlement_number"],
  absenceKeys: ["person_id"],
  columns: [
    words("settlement_number", "document-number", "结算单号", "Settlement number", { required: true, aliases: ["结算流水号"] }),
    patientName,
    patientId({ required: true }),
    words("hospital", "agency", "医疗机构", "Hospital", { aliases: ["定点医疗机构", "医院名称"] }),
    day("admitted_on", "入院日期", "Admitted on", { required: true, aliases: ["入院时间"] }),
    day("discharged_on", "出院日期", "Discharged on", { aliases: ["出院时间"] }),
    words("diagnosis", "free-text", "出院诊断", "Diagnosis", { dataClass: "sensitive", aliases: ["诊断名称", "主要诊断"] }),
    words("diagnosis_code", "document-number", "诊断编码", "Diagnosis code", { dataClass: "sensitive", aliases: ["疾病编码"] }),
    flag("is_trauma", "外伤标志", "Trauma", { aliases: ["是否外伤"] }),
    flag("third_party_declared", "涉及第三方责任", "Third-party liability was declared", { aliases: ["第三方责任标志"] }),
    money("total_cost", "医疗总费用", "Total cost", { aliases: ["总费用"] }),
    money("fund_paid", "统筹基金支付", "Paid by the fund", { required: true, aliases: ["基金支付金额", "统筹支付金额"] }),
    day("settled_on", "结算日期", "Settled on"),
  ],
});

/** Scans of hospitals and clinics. */
export const imagingStudies = external("imaging-studies", "医学影像检查", "Imaging studies", {
  source: "health",
  owner: commission,
  dataClass: "sensitive",
  businessLines: ["civil", "economic-crime", "public-interest"],
  recordKey: ["study_number"],
  absenceKeys: ["person_id"],
  columns: [
    words("study_number", "document-number", "检查号", "Study number", { required: true, aliases: ["检查流水号"] }),
    patientName,
    patientId({ required: true }),
    words("hospital", "agency", "检查机构", "Hospital", { aliases: ["医疗机构"] }),
    day("examined_on", "检查日期", "Examined on", { required: true, aliases: ["检查时间"] }),
    words("modality", "free-text", "检查类型", "Modality", { aliases: ["检查项目"] }),
    words("body_part", "free-text", "检查部位", "Body part"),
    words("conclusion", "free-text", "诊断意见", "Conclusion", { dataClass: "sensitive", aliases: ["影像诊断"] }),
  ],
});

/** Diagnoses of minors that may come from harm done to them. */
export const diagnosesOfMinors = external("diagnoses-of-minors", "未成年人就诊记录", "Diagnoses of minors", {
  source: "health",
  owner: commission,
  dataClass: "sensitive",
  businessLines: ["minors", "public-interest"],
  recordKey: ["visit_number"],
  columns: [
    words("visit_number", "document-number", "就诊流水号", "Visit number", { required: true, aliases: ["门诊号", "就诊号"] }),
    patientName,
    patientId({ required: true }),
    day("visited_on", "就诊日期", "Visited on", { required: true, aliases: ["就诊时间"] }),
    words("hospital", "agency", "医疗机构", "Hospital", { required: true, aliases: ["医院名称"] }),
    words("department", "free-text", "就诊科室", "Department", { aliases: ["科室"] }),
    words("diagnosis", "free-text", "诊断", "Diagnosis", { required: true, dataClass: "sensitive", aliases: ["诊断名称"] }),
    words("history", "free-text", "病史", "History", { dataClass: "sensitive", aliases: ["主诉", "现病史"] }),
    flag("was_reported", "已强制报告", "Was reported", { aliases: ["是否报告"] }),
  ],
});

/** Holders of insurance cards with outpatient entitlements. */
export const medicalCardHolders = external("medical-card-holders", "医保卡持卡人", "Holders of medical-insurance cards", {
  source: "medical-insurance",
  owner: insurance,
  businessLines: ["economic-crime", "public-interest"],
  recordKey: ["card_number"],
  columns: [
    words("card_number", "document-number", "医保卡号", "Card number", {
      required: true,
      dataClass: "personal",
      aliases: ["卡号", "社会保障卡号"],
    }),
    personName("person_name", "持卡人姓名", "Holder", { required: true, aliases: ["姓名"] }),
    residentId("person_id", "持卡人身份证号", "Holder's resident id", {
      required: true,
      aliases: ["身份证号", "身份证号码", "公民身份号码"],
    }),
    words("entitlement", "free-text", "待遇类别", "Entitlement", { dataClass: "sensitive", aliases: ["门诊慢特病病种"] }),
    day("entitled_from", "待遇起始日期", "Entitled from", { aliases: ["待遇起日"] }),
    day("entitled_to", "待遇终止日期", "Entitled to", { aliases: ["待遇止日"] }),
  ],
});

/** Purchases at pharmacies settled with an insurance card. */
export const pharmacySettlements = external("pharmacy-settlements", "药店医保结算", "Pharmacy settlements", {
  source: "medical-insurance",
  owner: insurance,
  dataClass: "sensitive",
  businessLines: ["economic-crime", "public-interest"],
  recordKey: ["settlement_number"],
  columns: [
    words("settlement_number", "document-number", "结算流水号", "Settlement number", { required: true, aliases: ["结算单号"] }),
    words("card_number", "document-number", "医保卡号", "Card number", { required: true, dataClass: "personal", aliases: ["卡号"] }),
    residentId("person_id", "持卡人身份证号", "Holder's resident id", { aliases: ["身份证号", "身份证号码"] }),
    words("pharmacy_name", "organisation-name", "药店名称", "Pharmacy", { required: true, aliases: ["定点零售药店"] }),
    words("pharmacy_code", "credit-code", "药店统一社会信用代码", "Pharmacy's credit code", { aliases: ["统一社会信用代码"] }),
    day("settled_on", "结算日期", "Settled on", { required: true, aliases: ["刷卡日期"] }),
    words("settled_at", "free-text", "结算时间", "Time of settlement", { aliases: ["刷卡时间"] }),
    words("item", "free-text", "药品名称", "Item", { dataClass: "sensitive", aliases: ["项目名称"] }),
    money("amount", "结算金额", "Amount", { required: true, aliases: ["金额", "刷卡金额"] }),
  ],
});

/** Accident and injury insurance paid by commercial insurers. */
export const insuranceSettlements = external("insurance-settlements", "人身保险理赔", "Insurance settlements", {
  source: "insurance",
  owner: { zh: "保险行业协会", en: "Insurance association" },
  dataClass: "sensitive",
  businessLines: ["civil", "economic-crime"],
  recordKey: ["claim_number"],
  columns: [
    words("claim_number", "document-number", "赔案号", "Claim number", { required: true, aliases: ["理赔案号"] }),
    personName("person_name", "被保险人姓名", "Insured person", { required: true, aliases: ["姓名"] }),
    residentId("person_id", "被保险人身份证号", "Insured person's resident id", {
      required: true,
      aliases: ["身份证号", "身份证号码", "公民身份号码"],
    }),
    words("insurer", "organisation-name", "保险公司", "Insurer", { aliases: ["承保公司"] }),
    code("kind", "险种", "Kind", {
      medical: ["医疗费用险", "意外医疗"],
      accident: ["意外伤害险"],
      liability: ["责任险", "雇主责任险"],
      life: ["寿险", "重疾险"],
    }),
    day("occurred_on", "出险日期", "Occurred on", { required: true, aliases: ["出险时间"] }),
    money("medical_cost", "医疗费赔付金额", "Paid for medical cost", { aliases: ["医疗费赔款"] }),
    money("amount", "赔付金额", "Amount paid", { required: true, aliases: ["赔款金额"] }),
    day("paid_on", "赔付日期", "Paid on", { aliases: ["支付日期"] }),
  ],
});
