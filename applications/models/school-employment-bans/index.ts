import type { SupervisionModel } from "@yuejian/contracts";
import { dayText } from "../wording.ts";
import { manifest } from "./manifest.ts";
import { schoolEmploymentBansRule } from "./rule.ts";

const POSITIONS: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  teacher: { zh: "教师", en: "teacher" },
  leader: { zh: "管理人员", en: "head or administrator" },
  carer: { zh: "保育、生活管理人员", en: "carer" },
  coach: { zh: "教练、外聘教师", en: "coach" },
  driver: { zh: "驾驶员", en: "driver" },
  guard: { zh: "保安", en: "guard" },
  cook: { zh: "食堂人员", en: "cook" },
  cleaner: { zh: "后勤人员", en: "cleaner" },
};

export const model: SupervisionModel = {
  manifest,
  rule: schoolEmploymentBansRule,
  explain({ values }) {
    const [effective, hired] = [dayText(values["effective_on"]), dayText(values["hired_on"])];
    const position = POSITIONS[String(values["position"])] ?? { zh: "工作人员", en: "member of staff" };
    const [school, charge, number] = [String(values["school_name"]), String(values["charge"]), String(values["judgment_number"])];
    const left = values["left_on"];
    const until =
      left === null
        ? { zh: "至今在岗", en: "and is still there" }
        : { zh: `至${dayText(left).zh}离职`, en: `and left on ${dayText(left).en}` };
    const checked =
      values["checked_on"] === null
        ? { zh: "没有入职查询记录", en: "no check of the record was made" }
        : {
            zh: `${dayText(values["checked_on"]).zh}查询过违法犯罪记录`,
            en: `the record was checked on ${dayText(values["checked_on"]).en}`,
          };
    return {
      zh: `因${charge}被${number}判决有罪，${effective.zh}生效；${hired.zh}起在${school}任${position.zh}，${until.zh}，${checked.zh}。`,
      en: `Convicted of ${charge} (${number}), effective ${effective.en}; works as ${position.en} at ${school} since ${hired.en} ${until.en}; ${checked.en}.`,
    };
  },
};
