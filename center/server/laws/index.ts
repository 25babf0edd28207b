export { citeLaws } from "./cite-laws.ts";
export { importLawsHandler } from "./import-handler.ts";
export { createLawLibrary, type KnownLaw, type LawLibrary } from "./library.ts";
export { searchLaws } from "./search-laws.ts";
export { suggestLaws } from "./suggest-laws.ts";
export { lawImportView, lawView, noteText, versionView } from "./views.ts";
