import { code, count, day, money, personName, residentId, words } from "./columns.ts";
import { external } from "./district.ts";

const bureau = { zh: "应急管理局", en: "Emergency management bureau" };

/** Accidents reported by enterprises, and later reports of changed tolls (Order 493, art. 9 and 13). */
export const accidentReports = external("accident-reports", "生产安全事故报告", "Accident reports", {
  source: "emergency",
  owner: bureau,
  dataClass: "internal",
  businessLines: ["public-interest", "administrative", "major-crime"],
  recordKey: ["report_number"],
  absenceKeys: ["credit_code"],
  columns: [
    words("report_number", "document-number", "事故报告编号", "Report number", { required: true, aliases: ["报告编号", "快报编号"] }),
    words("enterprise_name", "organisation-name", "事故单位", "Enterprise", { required: true, aliases: ["事故发生单位", "单位名称"] }),
    words("credit_code", "credit-code", "事故单位统一社会信用代码", "Enterprise's credit code", {
      required: true,
      aliases: ["统一社会信用代码", "信用代码"],
    }),
    day("occurred_on", "事故发生日期", "Occurred on", { required: true, aliases: ["事故日期", "发生日期"] }),
    day("reported_on", "事故报告日期", "Reported on", { required: true, aliases: ["上报日期", "报告日期"] }),
    code("kind", "报告类别", "Kind", { first: ["首报", "快报"], supplement: ["续报", "补报"] }, { required: true, aliases: ["报告类型"] }),
    words("category", "free-text", "事故类别", "Accident category (GB 6441)", { aliases: ["事故类型"] }),
    count("deaths", "死亡人数", "Deaths", { aliases: ["死亡"] }),
    count("serious_injuries", "重伤人数", "Serious injuries", { aliases: ["重伤"] }),
    count("minor_injuries", "轻伤人数", "Minor injuries", { aliases: ["轻伤"] }),
    money("direct_loss", "直接经济损失", "Direct loss", { aliases: ["经济损失"] }),
    words("reported_to", "agency", "接报部门", "Reported to", { aliases: ["接报单位"] }),
  ],
});

/** Licences to make, sell, store and use hazardous chemicals. */
export const chemicalLicences = external("chemical-licences", "危险化学品许可", "Licences for hazardous chemicals", {
  source: "emergency",
  owner: bureau,
  dataClass: "internal",
  businessLines: ["public-interest", "administrative"],
  recordKey: ["licence_number"],
  absenceKeys: ["credit_code"],
  columns: [
    words("licence_number", "document-number", "许可证编号", "Licence number", { required: true, aliases: ["证书编号"] }),
    words("enterprise_name", "organisation-name", "企业名称", "Enterprise", { required: true, aliases: ["单位名称"] }),
    words("credit_code", "credit-code", "统一社会信用代码", "Credit code", { required: true, aliases: ["信用代码"] }),
    code(
      "kind",
      "许可种类",
      "Kind",
      { production: ["安全生产许可证"], trade: ["经营许可证"], use: ["安全使用许可证"] },
      { required: true, aliases: ["许可类别"] },
    ),
    words("scope", "free-text", "许可范围", "Scope", { aliases: ["经营范围"] }),
    day("valid_from", "有效期起", "Valid from", { required: true, aliases: ["发证日期"] }),
    day("valid_to", "有效期止", "Valid to", { required: true, aliases: ["有效期至"] }),
    day("revoked_on", "吊销注销日期", "Revoked on", { aliases: ["注销日期"] }),
  ],
});

/** The national catalogue of hazardous chemicals, with the names under which invoices know them. */
export const hazardousChemicals = external("hazardous-chemicals", "危险化学品目录", "Catalogue of hazardous chemicals", {
  source: "emergency",
  owner: bureau,
  dataClass: "public",
  businessLines: ["public-interest", "administrative"],
  recordKey: ["catalogue_number", "chemical_name"],
  columns: [
    words("catalogue_number", "document-number", "目录序号", "Number", { required: true, aliases: ["序号"] }),
    words("chemical_name", "free-text", "品名", "Name", { required: true, aliases: ["化学品名称", "别名"] }),
    words("cas_number", "document-number", "CAS号", "CAS number", { aliases: ["CAS 登记号"] }),
    words("remark", "free-text", "备注", "Remark"),
  ],
});

/** Hot work, confined spaces, work at height and other special operations (GB 30871). */
export const specialOperationJobs = external("special-operation-jobs", "特殊作业票", "Special-operation jobs", {
  source: "emergency",
  owner: bureau,
  businessLines: ["public-interest", "administrative"],
  recordKey: ["permit_number", "person_id"],
  columns: [
    words("permit_number", "document-number", "作业票编号", "Permit number", { required: true, aliases: ["作业证编号"] }),
    words("enterprise_name", "organisation-name", "作业单位", "Enterprise", { required: true, aliases: ["单位名称"] }),
    words("credit_code", "credit-code", "作业单位统一社会信用代码", "Enterprise's credit code", { aliases: ["统一社会信用代码"] }),
    personName("person_name", "作业人姓名", "Worker", { required: true, aliases: ["姓名", "作业人员"] }),
    residentId("person_id", "作业人身份证号", "Worker's resident id", {
      required: true,
      aliases: ["身份证号", "身份证号码", "公民身份号码"],
    }),
    code(
      "operation",
      "作业类别",
      "Operation",
      {
        welding: ["焊接与热切割作业", "动火作业"],
        electric: ["电工作业", "临时用电"],
        height: ["高处作业"],
        refrigeration: ["制冷与空调作业"],
        mining: ["煤矿安全作业", "金属非金属矿山安全作业"],
        chemical: ["危险化学品安全作业"],
        lifting: ["吊装作业"],
        confined: ["受限空间作业"],
      },
      { required: true, aliases: ["作业种类"] },
    ),
    day("worked_on", "作业日期", "Worked on", { required: true, aliases: ["作业时间"] }),
  ],
});

/** Certificates of special-operation workers. */
export const specialOperationCertificates = external("special-operation-certificates", "特种作业操作证", "Special-operation certificates", {
  source: "emergency",
  owner: bureau,
  businessLines: ["public-interest", "administrative"],
  recordKey: ["certificate_number", "operation"],
  absenceKeys: ["person_id"],
  columns: [
    words("certificate_number", "document-number", "操作证编号", "Certificate number", { required: true, aliases: ["证书编号", "证号"] }),
    personName("person_name", "持证人姓名", "Holder", { required: true, aliases: ["姓名"] }),
    residentId("person_id", "持证人身份证号", "Holder's resident id", {
      required: true,
      aliases: ["身份证号", "身份证号码", "公民身份号码"],
    }),
    code(
      "operation",
      "作业类别",
      "Operation",
      {
        welding: ["焊接与热切割作业"],
        electric: ["电工作业"],
        height: ["高处作业"],
        refrigeration: ["制冷与空调作业"],
        mining: ["煤矿安全作业", "金属非金属矿山安全作业"],
        chemical: ["危险化学品安全作业"],
      },
      { required: true, aliases: ["准操项目", "作业种类"] },
    ),
    day("valid_from", "有效期起", "Valid from", { required: true, aliases: ["初领日期"] }),
    day("valid_to", "有效期止", "Valid to", { required: true, aliases: ["有效期至"] }),
    day("review_due_on", "复审日期", "Review due on", { aliases: ["应复审日期"] }),
  ],
});
