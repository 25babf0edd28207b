export { type CheckedFile, checkFile, type FileCheck } from "./check-file.ts";
export { type CorrectedLine, correctFile } from "./correct-lines.ts";
export { LEXICON, lexiconWords, readingsOf } from "./language-sources.ts";
export { loadSpeller } from "./load-speller.ts";
