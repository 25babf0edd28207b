export { type Judgement, judgePattern, mayBe, readPattern, setCause } from "./judge-pattern.ts";
export { monthName, monthNamed, startOfMonth } from "./months.ts";
export { type PatternRows, rowsOf } from "./pattern-rows.ts";
export { groupTitle, type PatternNames, ruleTitle, sentenceOf, suggestionOf, toRuleOut, unitName } from "./pattern-words.ts";
export { findPatternsHandler, type PatternNumbers } from "./search-handler.ts";
export { effectDoubts, effectOf, effectSentence, type SuggestionEffect, suggestionOfCase } from "./suggestion-course.ts";
export { wallFigures } from "./wall-figures.ts";
export { issuePaper, paperOf, textsOf, writeTexts } from "./white-paper.ts";
export { yearFigures } from "./year-figures.ts";
