import type { DatasetSchema } from "../dataset.ts";
import { code, day, flag, money, personName, residentId, words } from "./columns.ts";
import { district, external } from "./district.ts";

/** Enterprises as the market regulator registers them. */
export const enterprises: DatasetSchema = {
  id: "enterprises",
  version: 2,
  title: { zh: "企业登记", en: "Enterprises" },
  source: "enterprises",
  owner: { zh: "市场监督管理局", en: "Market regulation bureau" },
  dataClass: "personal",
  isInternal: false,
  businessLines: ["economic-crime", "administrative", "public-interest", "civil"],
  recordKey: ["credit_code"],
  officeColumn: "office",
  columns: [
    words("credit_code", "credit-code", "统一社会信用代码", "Credit code", { required: true, aliases: ["信用代码", "社会信用代码"] }),
    words("enterprise_name", "organisation-name", "企业名称", "Name", { required: true, aliases: ["名称", "单位名称"] }),
    personName("representative_name", "法定代表人", "Legal representative", { aliases: ["法人代表", "负责人"] }),
    residentId("representative_id", "法定代表人身份证号", "Representative's resident id", { aliases: ["法人身份证号"] }),
    code(
      "status",
      "登记状态",
      "Status",
      { active: ["存续", "在营", "开业"], revoked: ["吊销"], deregistered: ["注销"], moved: ["迁出"] },
      { required: true, aliases: ["经营状态", "企业状态"] },
    ),
    code(
      "kind",
      "企业类型",
      "Kind",
      {
        company: ["有限责任公司", "股份有限公司", "有限公司"],
        partnership: ["合伙企业", "有限合伙企业"],
        sole: ["个人独资企业"],
        cooperative: ["农民专业合作社"],
        individual: ["个体工商户"],
      },
      { aliases: ["类型", "市场主体类型"] },
    ),
    day("founded_on", "成立日期", "Founded on", { aliases: ["注册日期"] }),
    day("ended_on", "注销吊销日期", "Deregistered or revoked on", { aliases: ["注销日期", "吊销日期"] }),
    money("registered_capital", "注册资本", "Registered capital"),
    words("address", "address", "住所", "Address", { aliases: ["注册地址", "经营场所"] }),
    district,
  ],
};

const regulator = { zh: "市场监督管理局", en: "Market regulation bureau" };

/** Who holds which office in which enterprise, from when to when. */
export const enterpriseOfficers = external("enterprise-officers", "企业主要人员", "Officers of enterprises", {
  source: "enterprises",
  owner: regulator,
  businessLines: ["economic-crime", "administrative", "public-interest", "civil"],
  recordKey: ["credit_code", "person_id", "position", "appointed_on"],
  columns: [
    words("credit_code", "credit-code", "统一社会信用代码", "Credit code", { required: true, aliases: ["信用代码", "社会信用代码"] }),
    words("enterprise_name", "organisation-name", "企业名称", "Enterprise", { aliases: ["名称", "单位名称"] }),
    personName("person_name", "人员姓名", "Name", { required: true, aliases: ["姓名"] }),
    residentId("person_id", "人员身份证号", "Resident id", { required: true, aliases: ["身份证号", "身份证号码", "公民身份号码"] }),
    code(
      "position",
      "职务",
      "Position",
      {
        director: ["董事", "董事长", "执行董事", "副董事长", "执行公司事务的董事"],
        supervisor: ["监事", "监事会主席"],
        "senior-manager": ["经理", "总经理", "副经理", "副总经理", "财务负责人", "董事会秘书"],
        shareholder: ["股东", "投资人"],
        liaison: ["联络员", "工商联络员"],
      },
      { required: true, aliases: ["职位", "任职"] },
    ),
    day("appointed_on", "任职日期", "Appointed on", { required: true, aliases: ["任职起始日期", "任职起日"] }),
    day("left_on", "免职日期", "Left on (empty: still in office)", { aliases: ["离任日期", "任职止日"] }),
  ],
});

/** Special equipment (boilers, lifts, cranes, pressure vessels) and when each was and is to be inspected. */
export const equipmentInspections = external("equipment-inspections", "特种设备检验", "Inspections of special equipment", {
  source: "enterprises",
  owner: { zh: "市场监督管理局特种设备检验机构", en: "Market regulation bureau, special equipment" },
  dataClass: "internal",
  businessLines: ["public-interest", "administrative"],
  recordKey: ["equipment_code", "inspected_on"],
  absenceKeys: ["equipment_code"],
  columns: [
    words("equipment_code", "document-number", "设备代码", "Equipment code", { required: true, aliases: ["设备注册代码"] }),
    words("equipment_kind", "free-text", "设备种类", "Kind", { aliases: ["设备类别"] }),
    words("enterprise_name", "organisation-name", "使用单位", "User", { required: true, aliases: ["使用单位名称"] }),
    words("credit_code", "credit-code", "使用单位统一社会信用代码", "User's credit code", { aliases: ["统一社会信用代码"] }),
    day("inspected_on", "检验日期", "Inspected on", { required: true, aliases: ["定期检验日期"] }),
    day("next_due_on", "下次检验日期", "Next due on", { required: true, aliases: ["下次应检日期"] }),
    code("result", "检验结论", "Result", { passed: ["合格"], conditional: ["整改后合格", "复检合格"], failed: ["不合格"] }),
    flag("is_stopped", "已停用或注销", "Out of use or deregistered", { aliases: ["是否停用", "停用标志"] }),
  ],
});
