import type { SupervisionModel, Text } from "@yuejian/contracts";
import { dayText } from "../wording.ts";
import { manifest } from "./manifest.ts";
import { barredDirectorsRule } from "./rule.ts";

const POSITIONS: Readonly<Record<string, Text>> = {
  director: { zh: "董事", en: "director" },
  supervisor: { zh: "监事", en: "supervisor" },
  "senior-manager": { zh: "高级管理人员", en: "senior manager" },
  representative: { zh: "法定代表人", en: "legal representative" },
};

export const model: SupervisionModel = {
  manifest,
  rule: barredDirectorsRule,
  explain({ values }) {
    const position = POSITIONS[String(values["position"])] ?? { zh: String(values["position"]), en: String(values["position"]) };
    const since = values["appointed_on"] === null ? null : dayText(values["appointed_on"]);
    const until = values["bar_until"] === null ? null : dayText(values["bar_until"]);
    const [company, charge, number] = [String(values["enterprise_name"]), String(values["charge"]), String(values["judgment_number"])];
    return {
      zh: `因${charge}被判刑（${number}），${until ? `${until.zh}前` : "刑罚执行期间"}不得担任公司的董事、监事、高级管理人员，却${since ? `自${since.zh}起` : ""}任${company}${position.zh}。`,
      en: `Sentenced for ${charge} (${number}) and barred from company office ${until ? `until ${until.en}` : "while the penalty is served"}, yet ${position.en} of ${company}${since ? ` since ${since.en}` : ""}.`,
    };
  },
};
