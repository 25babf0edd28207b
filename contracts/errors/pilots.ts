import { defineErrors } from "./kinds.ts";

/** The register of pilots. */
export const pilotErrors = defineErrors({
  PILOT_UNKNOWN: { kind: "missing", zh: "没有试点 {pilot}", en: "There is no pilot {pilot}" },
  PILOT_NOT_BEFOREHAND: {
    kind: "input",
    zh: "试点要在开始之前登记：开始日期 {day} 不晚于今天（{today}）。事后登记的试点不能用来衡量效果",
    en: "A pilot is registered before it begins: {day} is not after today ({today}). One registered afterwards cannot be measured",
  },
  PILOT_WITHDRAWN: { kind: "conflict", zh: "试点 {pilot} 已撤回", en: "The pilot {pilot} was withdrawn" },
});
