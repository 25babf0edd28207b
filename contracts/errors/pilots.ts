import { defineErrors } from "./kinds.ts";

/** The register of pilots. */
export const pilotErrors = defineErrors({
  PILOT_UNKNOWN: { kind: "missing", zh: "没有试点 {pilot}", en: "There is no pilot {pilot}" },
  PILOT_NOT_BEFOREHAND: {
    kind: "input",
    zh: "试点要在开始之前登记：开始日期 {day} 不晚于今天（{today}）。事后登记的试点不能用来衡量效果",
    en: "A pilot is registered before it begins: {day} is not after today ({today}). One registered afterwards cannot be measured",
  },
  PILOT_ENDED: { kind: "conflict", zh: "试点 {pilot} 已结束", en: "The pilot {pilot} has ended" },
  PILOT_NOT_BEGUN: {
    kind: "conflict",
    zh: "试点 {pilot} 还没有开始，不能结束；不再进行的请撤回",
    en: "The pilot {pilot} has not begun and cannot be ended; withdraw it if it is not to begin",
  },
  FEATURE_OFF: {
    kind: "denied",
    zh: "「{feature}」在您的单位没有开放。试点登记和开关见「案件 → 试点」",
    en: "“{feature}” is off in your office. The register of pilots and the switches are under Cases → Pilots",
  },
  PILOT_WITHDRAWN: { kind: "conflict", zh: "试点 {pilot} 已撤回", en: "The pilot {pilot} was withdrawn" },
});
