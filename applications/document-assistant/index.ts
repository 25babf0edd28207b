export { type NamedDocument, recordOfDocuments, recordOfHandledCase } from "./case-record.ts";
export { checkDocument, DOCUMENT_RULES } from "./check-document.ts";
export { type CheckedDocument, documentOf, placeIn } from "./document.ts";
export { KIND_NAMES, kindOf, type RecognisedKind } from "./facts/kind.ts";
export { type Decided, MUTE_BAR, precisionOf, type RulePrecision } from "./learning/precision.ts";
export { type DecidedSuggestion, TUNING, tuneBar } from "./learning/tune-bar.ts";
export type { CheckContext, JudgedCitation } from "./rule.ts";
export { lookAlikesFrom, readSpeller, type SpellerModel, writeSpeller } from "./speller-file.ts";
export { errorsIn, type SpellingExample, trainSpeller } from "./training/train-speller.ts";
