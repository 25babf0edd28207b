import type { ColumnSchema, ColumnType, QuarantineCode, SemanticType } from "@yuejian/contracts";
import { hasControlCharacters, isPlain, normaliseLabel, normaliseProse } from "./characters.ts";
import { readCreditCode } from "./credit-code.ts";
import { readDate, readMonth } from "./dates.ts";
import { normaliseCharge, normaliseDocumentNumber, normalisePhone } from "./document-numbers.ts";
import { readFlag } from "./flags.ts";
import { MONEY_UNITS, type MoneyUnit, readAmount } from "./money.ts";
import { normaliseName, normaliseOrganisation } from "./names.ts";
import { readDecimal, readInteger, readMonths } from "./numbers.ts";
import type { Reading } from "./reading.ts";
import { readResidentId } from "./resident-id.ts";

/** A value in the canonical text of `RECORD_COMMITMENT`, null for an empty cell, or why the row is set aside. */
export type Standardised = { readonly value: string | null } | { readonly code: QuarantineCode };

/** Unit of bare figures that a column's heading names: 罚金（万元）, 刑期（年）. */
export type HeadingUnit = MoneyUnit | "month" | "year";

export type Standardiser = (text: string | null) => Standardised;

const EMPTY: Standardised = { value: null };
const MISSING: Standardised = { code: "required-missing" };
const CONTROL: Standardised = { code: "control-character" };
const TOO_LONG: Standardised = { code: "value-too-long" };
const NOT_ALLOWED: Standardised = { code: "value-not-allowed" };

/** Marks of an empty cell in every column. */
export const EMPTY_MARKS: ReadonlySet<string> = new Set([
  "-",
  "--",
  "—",
  "——",
  "－",
  "/",
  "\\",
  "\\N",
  "NULL",
  "null",
  "#N/A",
  "N/A",
  "n/a",
]);
/** Words that say «nothing known» where the column holds no words of its own; in names and prose they stay. */
export const EMPTY_WORDS: ReadonlySet<string> = new Set([
  "无",
  "空",
  "不详",
  "未知",
  "暂无",
  "无数据",
  "NA",
  "None",
  "none",
  "Null",
  "nan",
  "NaN",
  "nil",
  "0000-00-00",
  "9999-12-31",
  "99991231",
]);

/** Longest values in UTF-16 units. */
const LONGEST_LABEL = 4_000;
const LONGEST_PROSE = 1_000_000;

const cache = new WeakMap<ColumnSchema, Standardiser>();

/** Puts one cell into the canonical form of its column. For whole columns make a `createStandardiser` once. */
export function standardise(text: string | null, column: ColumnSchema, unit?: HeadingUnit | null): Standardised {
  if (unit) return createStandardiser(column, unit)(text);
  let standardiser = cache.get(column);
  if (!standardiser) {
    standardiser = createStandardiser(column);
    cache.set(column, standardiser);
  }
  return standardiser(text);
}

/** The function that standardises the cells of one column; `unit` as `mapHeadings` found it. */
export function createStandardiser(column: ColumnSchema, unit: HeadingUnit | null = null): Standardiser {
  const isProse = column.semantic === "free-text" || column.semantic === "address";
  const keepsWords = isProse || column.semantic === "person-name" || column.semantic === "organisation-name" || column.type === "boolean";
  const longest = isProse ? LONGEST_PROSE : LONGEST_LABEL;
  const read = reader(column, unit);
  const empty = column.required ? MISSING : EMPTY;
  const spellings = column.allowed ? spellingTable(column) : null;
  return (text) => {
    if (text === null || text === "") return empty;
    if (text.length > longest) return TOO_LONG;
    let normal = text;
    if (!isPlain(text)) {
      if (hasControlCharacters(text)) return CONTROL;
      normal = isProse ? normaliseProse(text) : normaliseLabel(text);
      if (normal === "") return empty;
    }
    if (spellings) {
      const value = spellings.get(normal) ?? spellings.get(normal.toLowerCase());
      if (value !== undefined) return { value };
      return isEmptyMark(normal, keepsWords) ? empty : NOT_ALLOWED;
    }
    if (normal.length <= 10 && isEmptyMark(normal, keepsWords)) return empty;
    return read(normal);
  };
}

function isEmptyMark(text: string, keepsWords: boolean): boolean {
  return EMPTY_MARKS.has(text) || (!keepsWords && EMPTY_WORDS.has(text));
}

function spellingTable(column: ColumnSchema): ReadonlyMap<string, string> {
  const table = new Map<string, string>();
  for (const value of column.allowed ?? []) table.set(normaliseLabel(value), value);
  for (const [spelling, value] of Object.entries(column.spellings ?? {})) table.set(normaliseLabel(spelling), value);
  for (const [spelling, value] of table) if (!table.has(spelling.toLowerCase())) table.set(spelling.toLowerCase(), value);
  return table;
}

function reader(column: ColumnSchema, unit: HeadingUnit | null): (text: string) => Standardised {
  const moneyUnit = unit !== null && Object.hasOwn(MONEY_UNITS, unit) ? (unit as MoneyUnit) : "yuan";
  const isTerm = column.name.endsWith("_months");
  const isMonth = column.semantic === "month";
  const readers: Readonly<Record<ColumnType, (text: string) => Standardised>> = {
    text: TEXT_READERS[column.semantic] ?? ((text) => ({ value: text })),
    date: isMonth ? (text) => readMonth(text, column.dateForm) : (text) => readDate(text, column.dateForm),
    amount: (text) => inText(readAmount(text, moneyUnit)),
    integer: isTerm ? (text) => readMonths(text, unit === "year" ? "year" : "month") : readInteger,
    decimal: readDecimal,
    boolean: readFlag,
  };
  return readers[column.type];
}

/** Readers of texts that have a spelling of their own; other texts are stored as normalised. */
const TEXT_READERS: Readonly<Partial<Record<SemanticType, (text: string) => Standardised>>> = {
  "resident-id": (text) => {
    const id = readResidentId(text);
    return "code" in id ? id : { value: id.value.id };
  },
  "credit-code": readCreditCode,
  "person-name": (text) => ({ value: normaliseName(text) }),
  "organisation-name": (text) => ({ value: normaliseOrganisation(text) }),
  agency: (text) => ({ value: normaliseOrganisation(text) }),
  "document-number": (text) => ({ value: normaliseDocumentNumber(text) }),
  charge: (text) => ({ value: normaliseCharge(text) }),
  phone: (text) => ({ value: normalisePhone(text) }),
};

function inText(reading: Reading<bigint>): Standardised {
  return "code" in reading ? reading : { value: String(reading.value) };
}
