import type { SupervisionModel } from "@yuejian/contracts";
import { dayText } from "../wording.ts";
import { manifest } from "./manifest.ts";
import { recidivistsOnProbationRule } from "./rule.ts";

export const model: SupervisionModel = {
  manifest,
  rule: recidivistsOnProbationRule,
  explain({ values }) {
    const [ended, acted, judged] = [dayText(values["ended_on"]), dayText(values["acted_on"]), dayText(values["judged_on"])];
    const cell = (name: string) => String(values[name]);
    return {
      zh: `前罪${cell("prior_charge")}（${cell("prior_number")}）的刑罚于${ended.zh}执行完毕，${cell("days_since")}日后（${acted.zh}）又犯${cell("charge")}，${judged.zh}被判处有期徒刑以上刑罚（${cell("judgment_number")}），却宣告缓刑${cell("probation_months")}个月。`,
      en: `The sentence for ${cell("prior_charge")} (${cell("prior_number")}) was served by ${ended.en}; the imprisonment of ${judged.en} for ${cell("charge")} of ${acted.en}, ${cell("days_since")} days later (${cell("judgment_number")}), was suspended on ${cell("probation_months")} months of probation.`,
    };
  },
};
