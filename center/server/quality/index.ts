export { demandUnblocked } from "./hold-back.ts";
export { measureLoad } from "./measure-load.ts";
export { keptQuality, type MeasuredQuality, measureQuality, type QualityQuestion } from "./measure-report.ts";
export { createQualityRules, type QualityRules } from "./quality-rules.ts";
export { type DatasetRule, datasetsBehind, ruleNamed, rulesOf } from "./rules-of.ts";
