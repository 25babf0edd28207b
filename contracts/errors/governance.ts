import { defineErrors } from "./kinds.ts";

/** Patterns, effects of suggestions, yearly white papers. */
export const governanceErrors = defineErrors({
  PATTERN_UNKNOWN: { kind: "missing", zh: "没有模式 {pattern}", en: "There is no pattern {pattern}" },
  NOTHING_SERVED: {
    kind: "conflict",
    zh: "案件 {case} 还没有送达文书，谈不上效果",
    en: "No instrument of case {case} was served yet: there is no effect to look at",
  },
  YEAR_NOT_BEGUN: { kind: "input", zh: "{year} 年还没有开始", en: "The year {year} has not begun" },
  PATTERN_DECIDED: {
    kind: "conflict",
    zh: "模式 {pattern} 的状态不允许这样处理，请重新打开页面",
    en: "The pattern {pattern} is not in a state for this; open the page again",
  },
});
