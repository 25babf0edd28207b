export { type NamedDocument, recordOfDocuments, recordOfHandledCase } from "./case-record.ts";
export { checkDocument, DOCUMENT_RULES } from "./check-document.ts";
export { type CheckedDocument, documentOf, placeIn } from "./document.ts";
export type { CheckContext, JudgedCitation } from "./rule.ts";
export { lookAlikesFrom, readSpeller, type SpellerModel, writeSpeller } from "./speller-file.ts";
export { errorsIn, type SpellingExample, trainSpeller } from "./training/train-speller.ts";
