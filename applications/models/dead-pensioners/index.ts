import type { SupervisionModel } from "@yuejian/contracts";
import { amountText, dayText, monthText } from "../wording.ts";
import { manifest } from "./manifest.ts";
import { deadPensionersRule } from "./rule.ts";

export const model: SupervisionModel = {
  manifest,
  rule: deadPensionersRule,
  explain({ values }) {
    const [died, amount] = [dayText(values["died_on"]), amountText(values["amount"])];
    const [first, last] = [monthText(values["first_month"]), monthText(values["last_month"])];
    const [months, reporters] = [String(values["months"]), String(values["reporters"])];
    const span = first.zh === last.zh ? first : { zh: `${first.zh}至${last.zh}`, en: `${first.en} to ${last.en}` };
    return {
      zh: `${died.zh}死亡（${reporters}个来源上报），此后${span.zh}仍发放养老金${months}个月，共${amount.zh}，没有停发、追回记录。`,
      en: `Died on ${died.en} (reported by ${reporters} source${reporters === "1" ? "" : "s"}), yet paid a pension for ${months} later month${months === "1" ? "" : "s"} (${span.en}), ${amount.en} in all, with no stop or recovery on record.`,
    };
  },
};
