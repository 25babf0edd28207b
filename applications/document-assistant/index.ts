export { type NamedDocument, recordOfDocuments, recordOfHandledCase } from "./case-record.ts";
export { checkDocument, DOCUMENT_RULES } from "./check-document.ts";
export { type CheckedDocument, documentOf, placeIn } from "./document.ts";
export { KIND_NAMES, kindOf, type RecognisedKind } from "./facts/kind.ts";
export { namesIn } from "./facts/names.ts";
export { type ErrorRate, errorRate } from "./learning/error-rate.ts";
export { type Decided, MUTE_BAR, precisionOf, type RulePrecision } from "./learning/precision.ts";
export { type DecidedSuggestion, TUNING, tuneBar } from "./learning/tune-bar.ts";
export { remarkOn, withSuggestions } from "./mark-findings.ts";
export { documentRow, type FoundInDocument, reportOf, ruleRow } from "./report.ts";
export type { CheckContext, JudgedCitation } from "./rule.ts";
export { nameReadings } from "./rules/names.ts";
export { linesToSpell, SPELLED_RULES, SPELLING_RULE_OF } from "./rules/spelling.ts";
export { readSlips, type SlipModel, writeSlips } from "./slips-file.ts";
export { lookAlikesFrom, readSpeller, type SpellerModel, writeSpeller } from "./speller-file.ts";
export {
  errorsIn,
  type JudgedLine,
  judgeExamples,
  type Lesson,
  PARTS,
  type SpellingExample,
  trialOf,
  unseen,
} from "./training/examples.ts";
export { PLANTED_SLIPS, type PlantedSlip, SlipPlanter } from "./training/plant-slips.ts";
export { type JudgedSlips, judgeSlips, trainSlips } from "./training/train-slips.ts";
export { trainInContext, trainSpeller } from "./training/train-speller.ts";
