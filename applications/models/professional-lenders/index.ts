import type { SupervisionModel } from "@yuejian/contracts";
import { amountText, dayText } from "../wording.ts";
import { manifest } from "./manifest.ts";
import { professionalLendersRule } from "./rule.ts";

export const model: SupervisionModel = {
  manifest,
  rule: professionalLendersRule,
  explain({ values }) {
    const [first, last] = [dayText(values["first_on"]), dayText(values["last_on"])];
    const [suits, defaults, debtors] = [String(values["suits"]), String(values["defaults"]), String(values["debtors"])];
    const claimed = values["claimed"] === null ? null : amountText(values["claimed"]);
    return {
      zh: `${first.zh}至${last.zh}以自然人名义提起民间借贷诉讼${suits}件，起诉${debtors}名不同的被告${claimed ? `，标的共${claimed.zh}` : ""}，其中${defaults}件缺席判决；两年内的次数达到经常性放贷的标准。`,
      en: `From ${first.en} to ${last.en} a natural person filed ${suits} suits over private loans against ${debtors} different defendants${claimed ? `, ${claimed.en} in all` : ""}, ${defaults} of them judged in the defendant's absence: as often within two years as makes lending a trade.`,
    };
  },
};
