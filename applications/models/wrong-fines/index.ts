import type { SupervisionModel } from "@yuejian/contracts";
import { amountText, dayText } from "../wording.ts";
import { manifest } from "./manifest.ts";
import { wrongFinesRule } from "./rule.ts";

export const model: SupervisionModel = {
  manifest,
  rule: wrongFinesRule,
  explain({ values }) {
    const [fine, floor, day] = [amountText(values["fine"]), amountText(values["floor"]), dayText(values["judged_on"])];
    const isMinor = values["person_kind"] === "minor";
    const [charge, number, basis] = [
      String(values["charge"]),
      String(values["judgment_number"]),
      `${String(values["law"])}${String(values["article"])}`,
    ];
    return {
      zh: `${number}于${day.zh}以${charge}判处罚金${fine.zh}，低于${basis}规定的${isMinor ? "未成年人" : ""}最低数额${floor.zh}，且未记载减轻处罚。`,
      en: `${number} of ${day.en} imposes a fine of ${fine.en} for ${charge}, below the floor of ${floor.en}${isMinor ? " for minors" : ""} in ${basis}; no mitigation is recorded.`,
    };
  },
};
