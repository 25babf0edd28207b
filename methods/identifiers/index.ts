export { daysInMonth, isLeapYear, isoDate, isRealDate } from "./calendar.ts";
export { hasControlCharacters, normaliseLabel, normaliseProse } from "./characters.ts";
export { columnNames } from "./column-names.ts";
export { creditCodeCheckCharacter, organisationCodeCheckCharacter, readCreditCode } from "./credit-code.ts";
export { excelSerialDate, readDate, readMonth } from "./dates.ts";
export { type CalendarDay, calendarDay, type Day, dayFromIso, dayNumber, isoOfDay } from "./day-number.ts";
export { normaliseCharge, normaliseDocumentNumber, normalisePhone } from "./document-numbers.ts";
export { readFlag } from "./flags.ts";
export { HAN_NUMERAL_CLASS, hanDigits, readHanNumber, writeHanNumber } from "./han-numerals.ts";
export { type HeadingMapping, type MappedColumn, mapHeadings } from "./headings.ts";
export { inferSchema } from "./infer-schema.ts";
export { applyMapping, type ExplicitMapping, mapAgain } from "./mapping/apply-mapping.ts";
export { type DatasetFit, likelyDatasets } from "./mapping/likely-dataset.ts";
export { type MappingSuggestion, type SourceColumn, type SuggestedMapping, suggestMapping } from "./mapping/suggest-mapping.ts";
export { MONEY_UNITS, type MoneyUnit, readAmount } from "./money.ts";
export { normaliseName, normaliseOrganisation } from "./names.ts";
export { excelNumberText, readDecimal, readInteger, readMonths } from "./numbers.ts";
export type { Reading } from "./reading.ts";
export { FICTITIOUS_REGION_PREFIX, type ResidentId, readResidentId, residentIdCheckCharacter } from "./resident-id.ts";
export {
  createStandardiser,
  EMPTY_MARKS,
  EMPTY_WORDS,
  type HeadingUnit,
  type Standardised,
  type Standardiser,
  standardise,
} from "./standardise.ts";
