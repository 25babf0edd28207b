/** Kinds of documents that the families write. */
export type DocumentKind =
  | "indictment"
  | "review-report"
  | "arrest-review-opinion"
  | "suggestion"
  | "non-prosecution-decision"
  | "interrogation-record"
  | "witness-record"
  | "sentencing-proposal"
  | "correction-notice"
  | "rights-notice"
  | "custody-review-opinion"
  | "plea-statement"
  | "protest"
  | "transfer-letter"
  | "hearing-notice"
  | "service-receipt"
  | "investigation-outline";

/** Kinds of planted faults; each is what a rule that needs no statistics can find. What each means stands in the README. */
export const ERROR_KINDS = [
  "punctuation-half-width",
  "punctuation-doubled",
  "bracket-unpaired",
  "word-doubled",
  "unit-doubled",
  "amount-capitals",
  "digits-grouped",
  "resident-id-check",
  "credit-code-check",
  "phone-length",
  "birth-against-id",
  "sex-against-id",
  "age-at-act",
  "name-inconsistent",
  "amount-inconsistent",
  "charge-inconsistent",
  "date-not-real",
  "date-order",
  "sum-wrong",
  "count-wrong",
  "term-wrong",
  "deadline-exceeded",
  "law-unknown",
  "law-repealed",
  "article-absent",
  "paragraph-absent",
  "quotation-altered",
  "sentence-out-of-range",
  "document-number-form",
  "heading-sequence",
  "attachment-sequence",
  "part-missing",
  "unmasked-data",
  "wording-outdated",
  "wording-confused",
  "role-before-indictment",
  "invisible-character",
  "record-mismatch",
] as const;

/** Characters lost, surplus or changed about in ordinary words: only statistics find them. */
export const CHARACTER_KINDS = ["character-missing", "character-surplus", "characters-swapped"] as const;
export type CharacterKind = (typeof CHARACTER_KINDS)[number];
export type ErrorKind = (typeof ERROR_KINDS)[number] | CharacterKind;

/** Rules whose id is the kind's are of that kind. */
export const kindOf = (rule: string): ErrorKind | null =>
  rule === "law-name-short" ? "law-unknown" : (ERROR_KINDS as readonly string[]).includes(rule) ? (rule as ErrorKind) : null;
