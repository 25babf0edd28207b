export { type CaseShelf, createCaseShelves } from "./case-shelf.ts";
export { findLikeCases } from "./find-like-cases.ts";
export { importJudgmentsHandler } from "./import-handler.ts";
export { suggestChargesOf } from "./suggest-charges.ts";
export { judgmentImportView, judgmentView } from "./views.ts";
