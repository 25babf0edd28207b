export { type CheckedDraft, checkDraft, type DropReason, type GivenArticle } from "./answer/check-draft.ts";
export { readChargeModel, writeChargeModel } from "./charges/charge-file.ts";
export type { ChargeModel } from "./charges/charge-model.ts";
export { articleOf, CHARGES, type Charge, chargeNumber } from "./charges/charge-table.ts";
export { mostCuedCharges } from "./charges/cues.ts";
export { chargesOfArticle } from "./charges/signals.ts";
export { type ChargeSuggestions, suggestCharges } from "./charges/suggest-charges.ts";
export { type ArticleStage, articleHistory, isSameArticle } from "./compare/article-history.ts";
export { compareLaws, type LawDifferences } from "./compare/compare-laws.ts";
export { difference, type Piece } from "./compare/difference.ts";
export { AMOUNT_STEPS, amountStep } from "./like-cases/amounts.ts";
export { CaseIndex, type CaseLikeness, LIKENESS_WEIGHTS, type LikeCase } from "./like-cases/case-index.ts";
export { CIRCUMSTANCES, type Circumstance } from "./like-cases/circumstances.ts";
export { withoutPersons } from "./like-cases/deidentify.ts";
export { type CasePortrait, chargesNamed, portraitOf } from "./like-cases/portrait.ts";
export { LEAST_CASES, PENALTIES, type Penalty, readSentence, type Sentence, type SentenceSpread, spreadOf } from "./like-cases/sentence.ts";
export { type LawLink, type LawLinks, linksOf } from "./links/link-laws.ts";
export { linesOf, paragraphLines, type SourceLine, type TextForm } from "./reading/lines.ts";
export { lawName, nameInPlace } from "./reading/naming.ts";
export { type LawSource, type LawsRead, type ReadLaw, readLaws } from "./reading/read-laws.ts";
export { type Candidates, Matcher } from "./search/candidates.ts";
export { FEATURES } from "./search/features.ts";
export { readModel, writeModel } from "./search/model-file.ts";
export { articleText, type Passage, type PassageCitations, type PassageTable, PassageTableBuilder } from "./search/passages.ts";
export { QUERY_CHARACTERS, type Query, readQuery } from "./search/query.ts";
export { type QuestionModel, type Ranker, rankerScores } from "./search/question-model.ts";
export { readTable, writeTable } from "./search/table-file.ts";
export { type LabelledQuestion, passageTexts, type ReadQuestions, readQuestions } from "./training/read-questions.ts";
export {
  type ArticleTexts,
  type ChargedText,
  type ChargeTraining,
  type CheckedText,
  crossCheckCharges,
  trainChargeModel,
} from "./training/train-charges.ts";
export { type AnsweredQuestion, type TrainingOptions, trainModel } from "./training/train-model.ts";
