export { type CheckedFile, checkFile } from "./check-file.ts";
export { type CorrectedLine, correctFile } from "./correct-lines.ts";
export { loadSpeller } from "./load-speller.ts";
