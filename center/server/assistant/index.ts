export { type CheckedFile, checkFile, type FileCheck } from "./check-file.ts";
export { type CorrectedLine, correctFile } from "./correct-lines.ts";
export { loadSpeller } from "./load-speller.ts";
