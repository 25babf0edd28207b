import type { SupervisionModel, Text } from "@yuejian/contracts";
import { dayText } from "../wording.ts";
import { manifest } from "./manifest.ts";
import { hiddenAccidentsRule } from "./rule.ts";

const SOURCES: readonly (readonly [string, Text])[] = [
  ["claims", { zh: "工伤认定申请", en: "work-injury claim(s)" }],
  ["calls", { zh: "急救出车", en: "ambulance call(s)" }],
  ["deaths", { zh: "死亡登记", en: "death record(s)" }],
];

export const model: SupervisionModel = {
  manifest,
  rule: hiddenAccidentsRule,
  explain({ values }) {
    const day = dayText(values["occurred_on"]);
    const known = SOURCES.filter(([name]) => Number(values[name]) > 0);
    const [zh, en] = [
      known.map(([name, title]) => `${title.zh}${String(values[name])}件`).join("、"),
      known.map(([name, title]) => `${String(values[name])} ${title.en}`).join(", "),
    ];
    const harm = values["is_fatal"] === true ? { zh: "死亡", en: "death" } : { zh: "重伤", en: "serious injury" };
    const late = values["reported_on"];
    const report =
      late === null
        ? { zh: "没有该单位的生产安全事故报告", en: "there is no accident report of the enterprise" }
        : { zh: `该单位迟至${dayText(late).zh}才报告事故`, en: `the enterprise reported the accident only on ${dayText(late).en}` };
    return {
      zh: `${String(values["enterprise_name"])}于${day.zh}发生作业场所${harm.zh}（${zh}），而应急管理部门${report.zh}。`,
      en: `Accident with ${harm.en} at a workplace of ${String(values["enterprise_name"])} on ${day.en} (${en}), yet ${report.en}.`,
    };
  },
};
