import type { DatasetSchema } from "../dataset.ts";
import { code, count, day, flag, money, personName, residentId, words } from "./columns.ts";
import { district, external } from "./district.ts";

const sex = code("sex", "性别", "Sex", { male: ["男", "1", "男性"], female: ["女", "2", "女性"] }, { dataClass: "personal" });

/** Residents as the police register gives them. */
export const persons: DatasetSchema = {
  id: "persons",
  version: 1,
  title: { zh: "人口信息", en: "Residents" },
  source: "custody",
  owner: { zh: "公安局", en: "Public security bureau" },
  dataClass: "personal",
  isInternal: false,
  businessLines: ["ordinary-crime", "penal-execution", "public-interest", "civil"],
  recordKey: ["person_id"],
  officeColumn: "office",
  columns: [
    personName("person_name", "姓名", "Name", { required: true }),
    residentId("person_id", "公民身份号码", "Resident id", { required: true, aliases: ["身份证号", "身份证号码"] }),
    sex,
    day("born_on", "出生日期", "Born on", { dataClass: "personal" }),
    words("address", "address", "住址", "Address", { dataClass: "personal", aliases: ["户籍地址", "居住地址"] }),
    words("phone", "phone", "联系电话", "Telephone", { dataClass: "personal", aliases: ["电话", "手机号"] }),
    district,
  ],
};

/** Admissions to and releases from detention centres before judgment. */
export const custody: DatasetSchema = {
  id: "custody",
  version: 1,
  title: { zh: "羁押信息", en: "Custody" },
  source: "custody",
  owner: { zh: "公安局监所管理", en: "Public security bureau, detention" },
  dataClass: "personal",
  isInternal: false,
  businessLines: ["ordinary-crime", "major-crime", "penal-execution"],
  recordKey: ["person_id", "entered_on"],
  officeColumn: "office",
  columns: [
    personName("person_name", "姓名", "Name", { required: true, aliases: ["在押人员姓名"] }),
    residentId("person_id", "身份证号", "Resident id", { required: true, aliases: ["身份证号码", "公民身份号码"] }),
    words("centre", "agency", "看守所", "Detention centre", { aliases: ["羁押场所"] }),
    day("entered_on", "入所日期", "Entered on", { required: true, aliases: ["入所时间"] }),
    day("left_on", "出所日期", "Left on", { aliases: ["出所时间"] }),
    words("charge", "charge", "涉嫌罪名", "Suspected of", { aliases: ["案由"] }),
    code("measure", "强制措施", "Measure", {
      detained: ["刑事拘留", "拘留"],
      arrested: ["逮捕"],
      bail: ["取保候审"],
      residence: ["监视居住"],
    }),
    code("leave_kind", "出所原因", "Reason for leaving", {
      bail: ["取保候审"],
      transferred: ["投牢", "移送监狱"],
      released: ["释放"],
      served: ["刑满释放"],
    }),
    district,
  ],
};

const police = { zh: "公安局", en: "Public security bureau" };

/** Reports to the police and what became of them. */
export const policeReports = external("police-reports", "接报警情", "Reports to the police", {
  source: "police",
  owner: police,
  dataClass: "sensitive",
  businessLines: ["ordinary-crime", "minors", "public-interest"],
  recordKey: ["report_number"],
  absenceKeys: ["victim_id"],
  columns: [
    words("report_number", "document-number", "接警编号", "Report number", { required: true, aliases: ["警情编号", "接警单编号"] }),
    day("reported_on", "报警日期", "Reported on", { required: true, aliases: ["接警日期", "报警时间"] }),
    words("reporter", "organisation-name", "报警单位", "Reporting organisation", { aliases: ["报告单位"] }),
    personName("victim_name", "被侵害人姓名", "Person harmed", { aliases: ["受害人姓名"] }),
    residentId("victim_id", "被侵害人身份证号", "Resident id of the person harmed", { aliases: ["受害人身份证号"] }),
    words("kind", "free-text", "警情类别", "Kind", { aliases: ["案由", "报警类别"] }),
    words("account", "free-text", "警情内容", "Account", { dataClass: "sensitive", aliases: ["简要警情"] }),
    code("outcome", "处警结果", "Outcome", {
      criminal_case: ["立刑事案件", "刑事立案"],
      administrative_case: ["受理行政案件", "行政立案"],
      mediated: ["调解"],
      no_case: ["不予立案", "非案件"],
    }),
  ],
});

/** Penalties for violations of public security. Those that are sealed (Penalties Law 136) never leave the owner. */
export const publicSecurityPenalties = external("public-security-penalties", "治安处罚", "Public-security penalties", {
  source: "police",
  owner: police,
  dataClass: "sensitive",
  businessLines: ["ordinary-crime", "minors", "administrative"],
  recordKey: ["decision_number", "person_id"],
  columns: [
    words("decision_number", "document-number", "处罚决定书文号", "Decision number", { required: true, aliases: ["决定书文号", "文书号"] }),
    personName("person_name", "被处罚人姓名", "Name", { required: true, aliases: ["姓名"] }),
    residentId("person_id", "被处罚人身份证号", "Resident id", { required: true, aliases: ["身份证号", "身份证号码", "公民身份号码"] }),
    words("violation", "free-text", "违法行为", "Violation", { required: true, aliases: ["案由", "违法事实"] }),
    day("decided_on", "处罚决定日期", "Decided on", { required: true, aliases: ["决定日期"] }),
    count("detention_days", "行政拘留天数", "Days of detention", { aliases: ["拘留天数"] }),
    money("fine", "罚款金额", "Fine", { aliases: ["罚款"] }),
  ],
});

/** People registered as drug users, and how their registration stands. */
export const drugUsers = external("drug-users", "吸毒人员登记", "Registered drug users", {
  source: "police",
  owner: { zh: "公安局禁毒部门", en: "Public security bureau, narcotics control" },
  dataClass: "sensitive",
  businessLines: ["administrative", "public-interest"],
  recordKey: ["person_id", "found_on"],
  columns: [
    personName("person_name", "姓名", "Name", { required: true }),
    residentId("person_id", "身份证号", "Resident id", { required: true, aliases: ["身份证号码", "公民身份号码"] }),
    day("found_on", "查获日期", "Found on", { required: true, aliases: ["查处日期"] }),
    code(
      "measure",
      "处置措施",
      "Measure",
      { compulsory: ["强制隔离戒毒"], community: ["社区戒毒"], recovery: ["社区康复"], voluntary: ["自愿戒毒"], none: ["未采取措施"] },
      { required: true, aliases: ["戒毒措施"] },
    ),
    day("measure_from", "措施起日", "Measure from", { aliases: ["戒毒起始日期"] }),
    day("measure_to", "措施止日", "Measure to", { aliases: ["解除日期", "戒毒结束日期"] }),
    flag("is_recovered", "已戒断三年", "Free of drugs for three years", { aliases: ["是否戒断"] }),
  ],
});

/** Guests as hotels report them to the police. */
export const hotelStays = external("hotel-stays", "旅馆住宿登记", "Hotel stays", {
  source: "police",
  owner: { zh: "公安局治安管理部门", en: "Public security bureau, public order" },
  dataClass: "sensitive",
  businessLines: ["minors", "public-interest"],
  recordKey: ["hotel_code", "person_id", "arrived_on"],
  columns: [
    words("hotel_name", "organisation-name", "旅馆名称", "Hotel", { required: true, aliases: ["酒店名称"] }),
    words("hotel_code", "credit-code", "旅馆统一社会信用代码", "Hotel's credit code", {
      required: true,
      aliases: ["统一社会信用代码", "信用代码"],
    }),
    personName("person_name", "旅客姓名", "Guest", { required: true, aliases: ["姓名", "入住人姓名"] }),
    residentId("person_id", "旅客身份证号", "Guest's resident id", { required: true, aliases: ["身份证号", "身份证号码", "公民身份号码"] }),
    words("room", "free-text", "房间号", "Room", { aliases: ["房号"] }),
    day("arrived_on", "入住日期", "Arrived on", { required: true, aliases: ["入住时间"] }),
    day("left_on", "退房日期", "Left on", { aliases: ["退房时间"] }),
    flag("guardian_told", "已联系监护人", "Guardian was told", { aliases: ["是否联系监护人"] }),
    flag("police_told", "已报告公安机关", "Police were told", { aliases: ["是否报告公安机关"] }),
  ],
});
