import type { SupervisionModel } from "@yuejian/contracts";
import { dayText } from "../wording.ts";
import { manifest } from "./manifest.ts";
import { recidivistsOnProbationRule } from "./rule.ts";

export const model: SupervisionModel = {
  manifest,
  rule: recidivistsOnProbationRule,
  explain({ values }) {
    const [ended, judged] = [dayText(values["ended_on"]), dayText(values["judged_on"])];
    const cell = (name: string) => String(values[name]);
    return {
      zh: `前罪${cell("prior_charge")}（${cell("prior_number")}）的刑罚于${ended.zh}执行完毕，${judged.zh}又因${cell("charge")}被判处有期徒刑以上刑罚（${cell("judgment_number")}），相隔${cell("days_since")}日，却宣告缓刑${cell("probation_months")}个月。`,
      en: `The sentence for ${cell("prior_charge")} (${cell("prior_number")}) was served by ${ended.en}; the new imprisonment for ${cell("charge")} of ${judged.en} (${cell("judgment_number")}), ${cell("days_since")} days later, was suspended on ${cell("probation_months")} months of probation.`,
    };
  },
};
