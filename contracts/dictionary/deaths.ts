import type { DatasetSchema } from "../dataset.ts";
import { code, day, personName, residentId, words } from "./columns.ts";
import { district } from "./district.ts";

/** Deaths as hospitals, police and funeral homes report them. */
export const deaths: DatasetSchema = {
  id: "deaths",
  version: 2,
  title: { zh: "死亡信息", en: "Deaths" },
  source: "deaths",
  owner: { zh: "卫生健康委员会、公安局、民政局", en: "Health commission, police, civil affairs" },
  dataClass: "personal",
  isInternal: false,
  businessLines: ["penal-execution", "public-interest", "administrative"],
  recordKey: ["person_id", "reported_by"],
  officeColumn: "office",
  columns: [
    personName("person_name", "死者姓名", "Name", { required: true, aliases: ["姓名"] }),
    residentId("person_id", "死者身份证号", "Resident id", { required: true, aliases: ["身份证号", "身份证号码"] }),
    day("died_on", "死亡日期", "Died on", { required: true, aliases: ["死亡时间"] }),
    words("cause", "free-text", "死亡原因", "Cause", { dataClass: "sensitive" }),
    code("died_at", "死亡地点", "Died at", {
      workplace: ["工作场所", "生产经营场所"],
      hospital: ["医疗卫生机构", "来院途中"],
      home: ["家中", "住宅"],
      road: ["道路", "公路街道"],
      elsewhere: ["其他场所", "其他"],
    }),
    words("employer_name", "organisation-name", "工作单位", "Employer", { aliases: ["生前工作单位"] }),
    code(
      "reported_by",
      "上报来源",
      "Reported by",
      { hospital: ["医院", "卫健"], police: ["公安", "户籍注销"], funeral: ["殡仪馆", "民政"] },
      { required: true, aliases: ["来源"] },
    ),
    day("reported_on", "上报日期", "Reported on"),
    district,
  ],
};
