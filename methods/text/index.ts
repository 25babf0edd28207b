export { type ArticleNumber, type Citation, type CitedBy, type CitedPlace, keyOfArticle, placeText } from "./citations/citation.ts";
export { type CitationOptions, canonicalName, findCitations } from "./citations/find-citations.ts";
export { bareName, LAW_ABBREVIATIONS, type LawNames, lawNames, shortenings } from "./citations/law-names.ts";
export {
  CITATION_STATES,
  type CitationStand,
  type CitationState,
  type DirectoryLaw,
  type DirectoryVersion,
  type LawDirectory,
  type ResolvedCitation,
  resolveCitation,
} from "./citations/resolve-citation.ts";
export { articleLines, wordingOf } from "./citations/wording.ts";
export { foldText } from "./fold-text.ts";
export { type PackedArray, pack, unpack } from "./retrieval/pack.ts";
export { SEGMENT_DOCUMENTS, type Segment } from "./retrieval/segment.ts";
export { countTerms, eachTerm, isCharacter, isPair, type TermKey, termText } from "./retrieval/terms.ts";
export {
  type Bm25,
  indexArrays,
  indexFromArrays,
  TextIndex,
  TextIndexBuilder,
  type WeighedTerms,
  type Weighing,
  type WeightedTerm,
} from "./retrieval/text-index.ts";
export { type BoostedTrees, oddsOf } from "./spelling/boosted-trees.ts";
export { Candidates, errorKey, type SpellingKnowledge } from "./spelling/candidates.ts";
export { confusables, LIKENESS, type LookAlikes, type ReadingsOf } from "./spelling/confusable.ts";
export {
  CONTEXT_EVIDENCE,
  type ContextModel,
  type ContextQuestion,
  evidenceInContext,
  type PlaceReading,
  questionOf,
} from "./spelling/context.ts";
export { readCounted, writeCounted } from "./spelling/counted-file.ts";
export { countedForm, lineOf } from "./spelling/counted-line.ts";
export { type Correction, EVIDENCE, GAIN } from "./spelling/evidence.ts";
export { type CountedLines, type CountedTexts, countTexts, spellingKnowledge } from "./spelling/knowledge.ts";
export { Characters } from "./spelling/ngram-table.ts";
export { LEAST_LOOKED_AT, SECOND_EVIDENCE, SecondLook, type WeighedCorrection } from "./spelling/second-look.ts";
export { SLIP_KINDS, type SlipKind, type WeighedSlip, withSlip } from "./spelling/slips/slip.ts";
export { SlipCandidates } from "./spelling/slips/slip-candidates.ts";
export { SLIP_EVIDENCE } from "./spelling/slips/slip-evidence.ts";
export { SlipFinder, type SlipJudge, type SlipJudges } from "./spelling/slips/slip-finder.ts";
export {
  LEAST_ASKED,
  Speller,
  type SpellerTrees,
  type SpellingBars,
  type SpellingContext,
  withinBars,
} from "./spelling/speller.ts";
export { type SpellingEdit, type SpellingEditKind, type SpellingLine, withEdits } from "./spelling/spelling-edit.ts";
