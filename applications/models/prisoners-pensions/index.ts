import type { SupervisionModel } from "@yuejian/contracts";
import { amountText, dayText, monthText } from "../wording.ts";
import { manifest } from "./manifest.ts";
import { prisonersPensionsRule } from "./rule.ts";

export const model: SupervisionModel = {
  manifest,
  rule: prisonersPensionsRule,
  explain({ values }) {
    const [amount, first, last] = [amountText(values["amount"]), monthText(values["first_month"]), monthText(values["last_month"])];
    const [from, until] = [dayText(values["admitted_on"]), dayText(values["until"])];
    const [months, number] = [String(values["months"]), String(values["judgment_number"])];
    const place =
      values["institution"] === null
        ? { zh: "服刑", en: "custody" }
        : { zh: `在${String(values["institution"])}服刑`, en: String(values["institution"]) };
    const span = first.zh === last.zh ? { zh: first.zh, en: first.en } : { zh: `${first.zh}至${last.zh}`, en: `${first.en} to ${last.en}` };
    return {
      zh: `${from.zh}至${until.zh}${place.zh}（${number}），其间${span.zh}有${months}个整月照发养老金，共${amount.zh}，没有停发、追回记录，也不在社区矫正期间。`,
      en: `Serving from ${from.en} to ${until.en} (${place.en}, ${number}), yet paid a pension for ${months} whole month${months === "1" ? "" : "s"} (${span.en}), ${amount.en} in all, with no stop, recovery or community correction on record.`,
    };
  },
};
