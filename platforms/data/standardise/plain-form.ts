import type { ColumnSchema } from "@yuejian/contracts";
import { createStandardiser, EMPTY_MARKS, EMPTY_WORDS, type HeadingUnit, MONEY_UNITS, readFlag } from "@yuejian/identifiers";
import { quotePattern, quoteText } from "../engine/sql-text.ts";
import { creditCodeHolds, residentIdDigits, residentIdHolds } from "./check-digits.ts";

/** What can be decided about a column's texts in SQL, over whole columns.
 *  For every text where `holds` is true, `value` MUST equal what `createStandardiser(column, unit)` gives; texts where it is false or null
 *  go through that function, each once. So `holds` may leave out as much as it likes, and may never claim a text too many. */
export interface PlainForm {
  /** Boolean SQL over the text. */
  readonly holds: string;
  /** SQL of the stored type, defined where `holds` is true. */
  readonly value: string;
  /** What `holds` uses several times: a column of this name and SQL below it, computed once. */
  readonly prepared?: { readonly name: string; readonly sql: string };
}

/** Texts of at most this many bytes are within the longest label (4,000 UTF-16 units). */
const LONGEST_BYTES = 4_000;

const MONTH_AND_DAY = "(?:(?:0[1-9]|1[0-2])SEP(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])SEP(?:29|30)|(?:0[13578]|1[02])SEP31)";
const ISO_DATE = new RegExp(`(?:18|19|20|21)[0-9]{2}-${MONTH_AND_DAY.replaceAll("SEP", "-")}`);
const COMPACT_DATE = new RegExp(`(?:18|19|20|21)[0-9]{2}${MONTH_AND_DAY.replaceAll("SEP", "")}`);
const SPELLED_DATE = /(?:18|19|20|21)[0-9]{2}(?:\/[0-9]{1,2}\/[0-9]{1,2}|年[0-9]{1,2}月[0-9]{1,2}日)/;
const MONTH = /(?:18|19|20|21)[0-9]{2}-?(?:0[1-9]|1[0-2])/;
const RESIDENT_ID = new RegExp(`[1-9][0-9]{5}(?:18|19|20|21)[0-9]{2}${MONTH_AND_DAY.replaceAll("SEP", "")}[0-9]{3}[0-9X]`);
const CREDIT_CODE = /[0-9A-HJ-NP-RTUWXY]{2}[0-9]{6}[0-9A-HJ-NP-RTUWXY]{10}/;
const WHOLE_NUMBER = /0|-?[1-9][0-9]{0,14}/;
const DECIMAL = /0|-?[1-9][0-9]{0,14}(?:\.[0-9]{1,6})?|0\.[0-9]{1,6}/;
const MOBILE_OR_LANDLINE = /1[0-9]{10}|0[0-9]{2,3}-[0-9]{7,8}/;
const HAN = /[\u4E00-\u9FFF]+/;
const HAN_LIST = /[\u4E00-\u9FFF、]+/;
const ASCII_WORDS = /[\u0021-\u007E]+(?: [\u0021-\u007E]+)*/;
/** ASCII, unified ideographs, the middle dot, and CJK punctuation that no rule touches. */
const WORD_CLASS = "\\u0021-\\u007E\\u00B7\\u3001-\\u3011\\u3014\\u3015\\u4E00-\\u9FFF";
const WORDS = new RegExp(`[${WORD_CLASS}]+(?: [${WORD_CLASS}]+)*`);
const COMPACT_WORDS = new RegExp(`[${WORD_CLASS}]+`);
/** No space, no bracket. */
const UNBRACKETED = "\\u0021-\\u0027\\u002A-\\u005A\\u005C\\u005E-\\u007A\\u007C\\u007E\\u4E00-\\u9FFF";
const DOCUMENT_NUMBER = new RegExp(`[${UNBRACKETED}][${UNBRACKETED}〔〕]*`);
const COURT_NUMBER = new RegExp(`[（(](?:19|20)[0-9]{2}[）)][${UNBRACKETED}]*`);
const PROSE_CLASS = `${WORD_CLASS}“”‘’…—！（），．：；？～％`;
const PROSE = new RegExp(`[${PROSE_CLASS}](?:[${PROSE_CLASS} \\t\\n]*[${PROSE_CLASS}])?`);

/** `text` is an SQL name of the raw field; null and '' are the empty field. */
export function plainForm(column: ColumnSchema, unit: HeadingUnit | null, text: string): PlainForm {
  const form = column.allowed ? closedList(column, unit, text) : openForm(column, unit, text);
  if (column.required) return form;
  const isEmpty = `${text} IS NULL OR ${text} = ''`;
  return { ...form, holds: `(${isEmpty} OR ${form.holds})`, value: `CASE WHEN ${isEmpty} THEN NULL ELSE ${form.value} END` };
}

function openForm(column: ColumnSchema, unit: HeadingUnit | null, text: string): PlainForm {
  switch (column.type) {
    case "date":
      return column.semantic === "month" ? month(text) : date(text);
    case "amount":
      return amount(unit, text);
    case "integer":
      if (column.name.endsWith("_months") && unit === "year") return NOTHING;
      return { holds: matches(WHOLE_NUMBER, text, EMPTY_WORDS), value: `CAST(${text} AS BIGINT)` };
    case "decimal":
      return { holds: matches(DECIMAL, text, EMPTY_WORDS), value: `CAST(${text} AS DOUBLE)` };
    case "boolean":
      return flag(column, unit, text);
    case "text":
      return words(column, text);
  }
}

/** Decides nothing. */
const NOTHING: PlainForm = { holds: "false", value: "NULL" };

function words(column: ColumnSchema, text: string): PlainForm {
  const as = (pattern: RegExp, ...marks: ReadonlySet<string>[]): PlainForm => ({ holds: matches(pattern, text, ...marks), value: text });
  switch (column.semantic) {
    case "resident-id":
      return residentId(text);
    case "credit-code":
      return { holds: `(${matches(CREDIT_CODE, text)} AND ${creditCodeHolds(text)})`, value: text };
    case "person-name":
      return either(HAN, ASCII_WORDS, text);
    case "organisation-name":
      return either(COMPACT_WORDS, ASCII_WORDS, text);
    case "agency":
      return either(COMPACT_WORDS, ASCII_WORDS, text, EMPTY_WORDS);
    case "document-number":
      return {
        holds: `(${matches(DOCUMENT_NUMBER, text, EMPTY_WORDS)} OR ${matches(COURT_NUMBER, text)})`,
        value: `CASE WHEN substr(${text}, 1, 1) IN ('(', '（') THEN concat('（', substr(${text}, 2, 4), '）', substr(${text}, 7)) ELSE ${text} END`,
      };
    case "charge":
      return {
        holds: matches(HAN_LIST, text, EMPTY_WORDS),
        value: `CASE WHEN suffix(${text}, '罪') THEN ${text} ELSE concat(${text}, '罪') END`,
      };
    case "phone":
      return as(MOBILE_OR_LANDLINE);
    case "address":
    case "free-text":
      return as(PROSE);
    case "region-code":
    case "office":
    case "code":
    case "day":
    case "month":
    case "money":
    case "count":
    case "flag":
      return as(WORDS, EMPTY_WORDS);
  }
}

function residentId(text: string): PlainForm {
  const digits = `${text.replaceAll(/\W/g, "_")}_digits`;
  const holds = `(${matches(RESIDENT_ID, text)} AND ${residentIdHolds(text, digits)})`;
  return { holds, value: text, prepared: { name: digits, sql: residentIdDigits(text) } };
}

function either(first: RegExp, second: RegExp, text: string, ...marks: ReadonlySet<string>[]): PlainForm {
  return { holds: `(${matches(first, text, ...marks)} OR ${matches(second, text, ...marks)})`, value: text };
}

function date(text: string): PlainForm {
  const compact = `concat(substr(${text}, 1, 4), '-', substr(${text}, 5, 2), '-', substr(${text}, 7, 2))`;
  const spelled = `replace(replace(replace(replace(${text}, '/', '-'), '年', '-'), '月', '-'), '日', '')`;
  return {
    holds: `(${matches(ISO_DATE, text)} OR ${matches(COMPACT_DATE, text)} OR (${matches(SPELLED_DATE, text)} AND TRY_CAST(${spelled} AS DATE) IS NOT NULL))`,
    value: `CASE WHEN substr(${text}, 5, 1) = '-' THEN CAST(${text} AS DATE) ELSE CAST(CASE WHEN strlen(${text}) = 8 AND NOT contains(${text}, '/') THEN ${compact} ELSE ${spelled} END AS DATE) END`,
  };
}

function month(text: string): PlainForm {
  const first = `CAST(concat(substr(${text}, 1, 4), '-', substr(replace(${text}, '-', ''), 5, 2), '-01') AS DATE)`;
  return { holds: `(${matches(MONTH, text)} OR ${matches(ISO_DATE, text)})`, value: first };
}

function amount(unit: HeadingUnit | null, text: string): PlainForm {
  const worth = unit !== null && unit !== "month" && unit !== "year" ? MONEY_UNITS[unit] : MONEY_UNITS.yuan;
  // At most 15 digits of fen stay within what a double holds exactly.
  const digits = 16 - String(worth).length;
  const pattern = worth >= 100n ? new RegExp(`-?[0-9]{1,${digits}}(?:\\.[0-9]{1,2})?`) : new RegExp(`-?[0-9]{1,${digits}}`);
  const inFen =
    worth >= 100n ? `CAST(CAST(${text} AS DECIMAL(17, 2)) * 100 AS BIGINT) * ${worth / 100n}` : `CAST(${text} AS BIGINT) * ${worth}`;
  return { holds: matches(pattern, text, EMPTY_WORDS), value: inFen };
}

function flag(column: ColumnSchema, unit: HeadingUnit | null, text: string): PlainForm {
  const spellings = [
    "是",
    "否",
    "有",
    "无",
    "1",
    "0",
    "true",
    "false",
    "True",
    "False",
    "TRUE",
    "FALSE",
    "yes",
    "no",
    "Yes",
    "No",
    "Y",
    "N",
    "y",
    "n",
    "t",
    "f",
  ];
  const yes = spellings.filter((spelling) => isReading(readFlag(spelling), "true"));
  const known = knownSpellings(column, unit, spellings).map(([spelling]) => spelling);
  return { holds: isOneOf(text, known), value: isOneOf(text, yes) };
}

function isReading(reading: ReturnType<typeof readFlag>, value: string): boolean {
  return "value" in reading && reading.value === value;
}

function closedList(column: ColumnSchema, unit: HeadingUnit | null, text: string): PlainForm {
  const known = knownSpellings(column, unit, [...(column.allowed ?? []), ...Object.keys(column.spellings ?? {})]);
  if (known.length === 0 || known.length > 200 || column.type !== "text") return NOTHING;
  const branches = known.map(([spelling, value]) => `WHEN ${quoteText(spelling)} THEN ${quoteText(value)}`);
  return {
    holds: isOneOf(
      text,
      known.map(([spelling]) => spelling),
    ),
    value: `CASE ${text} ${branches.join(" ")} END`,
  };
}

/** Those spellings that the standardiser takes, with its value: exact by construction. */
function knownSpellings(column: ColumnSchema, unit: HeadingUnit | null, spellings: readonly string[]): [string, string][] {
  const standardiser = createStandardiser(column, unit);
  return [...new Set(spellings)].flatMap((spelling) => {
    const result = standardiser(spelling);
    return "value" in result && result.value !== null && result.value !== "" ? [[spelling, result.value] as [string, string]] : [];
  });
}

function isOneOf(text: string, values: readonly string[]): string {
  return values.length === 0 ? "false" : `${text} IN (${values.map(quoteText).join(", ")})`;
}

/** The whole text has the form, is short enough, and is none of the marks (EMPTY_MARKS and those given) of an empty cell. */
function matches(pattern: RegExp, text: string, ...marks: ReadonlySet<string>[]): string {
  const whole = new RegExp(`^(?:${pattern.source})$`);
  const exceptions = [EMPTY_MARKS, ...marks].flatMap((set) => [...set]).filter((mark) => whole.test(mark));
  const conditions = [`regexp_full_match(${text}, ${quotePattern(pattern)})`];
  if (isUnbounded(pattern)) conditions.unshift(`strlen(${text}) <= ${LONGEST_BYTES}`);
  if (exceptions.length > 0) conditions.push(`${text} NOT IN (${[...new Set(exceptions)].map(quoteText).join(", ")})`);
  return conditions.length === 1 ? (conditions[0] ?? "false") : `(${conditions.join(" AND ")})`;
}

function isUnbounded(pattern: RegExp): boolean {
  return /[+*]/.test(pattern.source.replaceAll(/\[[^\]]*\]/g, "x"));
}
