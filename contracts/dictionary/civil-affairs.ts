import { code, count, day, money, month, personName, residentId, words } from "./columns.ts";
import { external } from "./district.ts";

/** Subsistence aid, hardship relief and the like, month by month. */
export const socialAid = external("social-aid", "社会救助发放", "Social aid", {
  source: "civil-affairs",
  owner: { zh: "民政局", en: "Civil affairs bureau" },
  dataClass: "sensitive",
  businessLines: ["administrative", "public-interest"],
  recordKey: ["person_id", "kind", "paid_for"],
  columns: [
    personName("person_name", "救助对象姓名", "Recipient", { required: true, aliases: ["姓名"] }),
    residentId("person_id", "救助对象身份证号", "Recipient's resident id", {
      required: true,
      aliases: ["身份证号", "身份证号码", "公民身份号码"],
    }),
    code(
      "kind",
      "救助类别",
      "Kind",
      {
        subsistence: ["最低生活保障", "低保"],
        destitute: ["特困人员救助供养", "特困供养"],
        disability: ["残疾人两项补贴", "困难残疾人生活补贴", "重度残疾人护理补贴"],
        temporary: ["临时救助"],
        old_age: ["高龄津贴"],
      },
      { required: true, aliases: ["补贴类别"] },
    ),
    month("paid_for", "发放月份", "Month paid for", { required: true, aliases: ["所属月份"] }),
    money("amount", "发放金额", "Amount", { required: true, aliases: ["金额"] }),
    count("household_size", "保障人口数", "People in the household", { aliases: ["家庭人口"] }),
  ],
});

/** Degrees of disability as committees assessed them. */
export const disabilityAppraisals = external("disability-appraisals", "残疾评定", "Disability appraisals", {
  source: "civil-affairs",
  owner: { zh: "残疾人联合会", en: "Disabled persons' federation" },
  dataClass: "sensitive",
  businessLines: ["public-interest", "economic-crime"],
  recordKey: ["certificate_number"],
  columns: [
    words("certificate_number", "document-number", "残疾证号", "Certificate number", {
      required: true,
      dataClass: "personal",
      aliases: ["残疾人证号"],
    }),
    personName("person_name", "残疾人姓名", "Name", { required: true, aliases: ["姓名"] }),
    residentId("person_id", "残疾人身份证号", "Resident id", { required: true, aliases: ["身份证号", "身份证号码", "公民身份号码"] }),
    code(
      "kind",
      "残疾类别",
      "Kind",
      {
        physical: ["肢体"],
        visual: ["视力"],
        hearing: ["听力"],
        speech: ["言语"],
        intellectual: ["智力"],
        mental: ["精神"],
        multiple: ["多重"],
      },
      { required: true, dataClass: "sensitive" },
    ),
    code(
      "degree",
      "残疾等级",
      "Degree",
      { "1": ["一级"], "2": ["二级"], "3": ["三级"], "4": ["四级"] },
      { required: true, aliases: ["等级"] },
    ),
    words("cause", "free-text", "致残原因", "Cause", { dataClass: "sensitive", aliases: ["诊断"] }),
    words("assessed_by", "agency", "评定机构", "Assessed by", { aliases: ["评定医院"] }),
    personName("assessor", "评定医师", "Assessor"),
    day("assessed_on", "评定日期", "Assessed on", { required: true, aliases: ["评残日期"] }),
  ],
});
