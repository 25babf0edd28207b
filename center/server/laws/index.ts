export { draftAnswer, readAssistant, setAssistant } from "./assistant/assistant.ts";
export { citeLaws } from "./cite-laws.ts";
export { type CitedArticle, type CitedArticlesFacts, citedArticle, citedArticlesDocument } from "./collections/cited-articles.ts";
export {
  addItem,
  type CollectionRow,
  changeCollection,
  changeItem,
  collectionRows,
  openCollection,
  orderItems,
  readCollection,
  removeCollection,
} from "./collections/collections.ts";
export { noteHistory, readHistory, removeHistory } from "./collections/law-history.ts";
export { articleKey, findLaw, heldWording, wordingOn } from "./find-law.ts";
export { importLawsHandler } from "./import-handler.ts";
export { createLawLibrary, type KnownLaw, type LawLibrary } from "./library.ts";
export { type CitedPlaceQuery, citingCounts, citingLaws, namesOf } from "./links/cited-by.ts";
export { type BoundRule, boundRules, ruleTitle } from "./rules/bound-rules.ts";
export { judgeNotice } from "./rules/judge-notice.ts";
export { type ResolvedRule, resolvedRules } from "./rules/resolved-rules.ts";
export { searchLaws } from "./search-laws.ts";
export { suggestLaws } from "./suggest-laws.ts";
export { lawImportView, lawView, noteText, stateText, versionView } from "./views.ts";
