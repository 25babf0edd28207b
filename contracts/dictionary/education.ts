import { code, day, personName, residentId, words } from "./columns.ts";
import { external } from "./district.ts";

/** Everyone who works at a school or another place for children, dispatched workers included. */
export const schoolStaff = external("school-staff", "涉校从业人员", "School staff", {
  source: "education",
  owner: { zh: "教育体育局", en: "Education bureau" },
  businessLines: ["minors", "public-interest"],
  recordKey: ["school_code", "person_id", "hired_on"],
  columns: [
    words("school_name", "organisation-name", "单位名称", "School", { required: true, aliases: ["学校名称", "机构名称"] }),
    words("school_code", "credit-code", "单位统一社会信用代码", "School's credit code", {
      required: true,
      aliases: ["统一社会信用代码", "信用代码"],
    }),
    code(
      "school_kind",
      "单位类型",
      "Kind",
      {
        kindergarten: ["幼儿园"],
        primary: ["小学"],
        secondary: ["初级中学", "高级中学", "中学", "九年一贯制学校"],
        vocational: ["中等职业学校"],
        special: ["特殊教育学校", "专门学校"],
        training: ["校外培训机构"],
        care: ["托育机构", "校外托管机构"],
        university: ["普通高等学校", "高等职业学校"],
        adult: ["成人教育机构", "老年大学"],
      },
      { required: true, aliases: ["学校类型", "办学类型"] },
    ),
    personName("person_name", "人员姓名", "Name", { required: true, aliases: ["姓名", "教职工姓名"] }),
    residentId("person_id", "人员身份证号", "Resident id", { required: true, aliases: ["身份证号", "身份证号码", "公民身份号码"] }),
    code(
      "position",
      "岗位",
      "Position",
      {
        teacher: ["教师", "专任教师"],
        leader: ["校长", "园长", "行政人员"],
        carer: ["保育员", "生活老师", "宿管"],
        coach: ["教练", "外聘教师"],
        driver: ["校车驾驶员", "司机"],
        guard: ["保安", "门卫"],
        cook: ["食堂人员", "厨师"],
        cleaner: ["保洁", "后勤人员"],
      },
      { required: true, aliases: ["岗位类别", "职务"] },
    ),
    code(
      "employment",
      "用工形式",
      "Employment",
      { employed: ["在编", "合同制"], dispatched: ["劳务派遣", "外包"], temporary: ["临时聘用"] },
      { aliases: ["聘用形式"] },
    ),
    day("hired_on", "入职日期", "Hired on", { required: true, aliases: ["入校日期", "聘用日期"] }),
    day("left_on", "离职日期", "Left on (empty: still there)", { aliases: ["离校日期", "解聘日期"] }),
    day("checked_on", "入职查询日期", "Record was checked on", { aliases: ["违法犯罪记录查询日期", "查询日期"] }),
  ],
});
