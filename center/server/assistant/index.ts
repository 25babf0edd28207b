export { recordOfHandledCase } from "@yuejian/document-assistant";
export { documentsIn, readCaseFolder, type UnreadFile } from "./case-folder.ts";
export { type CaseDocument, type CheckedFile, checkFile, type FileCheck } from "./check-file.ts";
export { type CorrectedLine, correctFile } from "./correct-lines.ts";
export { LEXICON, lexiconWords, readingsOf } from "./language-sources.ts";
export { loadSpeller } from "./load-speller.ts";
export { readCaseRecord } from "./read-case-record.ts";
export { type ReadDocument, readDocument } from "./read-document.ts";
