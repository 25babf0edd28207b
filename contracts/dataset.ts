import type { BusinessLine, DataClass } from "./organisation.ts";
import type { Text } from "./text.ts";

/** Stored type of a column. `amount` is a whole number of fen; `date` is a calendar day without zone. */
export type ColumnType = "text" | "integer" | "decimal" | "amount" | "date" | "boolean";

/** What a column means; it decides standardisation, masking and what may be matched with what. */
export type SemanticType =
  | "person-name"
  | "resident-id"
  | "organisation-name"
  | "credit-code"
  | "phone"
  | "address"
  | "region-code"
  | "document-number"
  | "office"
  | "agency"
  | "charge"
  | "code"
  | "day"
  | "month" // stored as the first day of the month, type date
  | "money"
  | "count"
  | "flag"
  | "free-text";

/** How a source writes dates that can be read two ways; the column as a whole proved one reading when its schema was inferred.
 *  - month-day-year: 3/25/2024
 *  - day-month-year: 25/3/2024
 *  - month-short-year: Aug-99 is August 1999 */
export type DateForm = "month-day-year" | "day-month-year" | "month-short-year";

export interface ColumnSchema {
  /** Identifier: letters without upper case (Chinese included), digits and underscores, a letter first, at most 63 bytes of UTF-8.
   *  The dictionary's own names are English; columns of datasets made from a file keep their heading. Quote it in SQL. */
  readonly name: string;
  readonly title: Text;
  readonly type: ColumnType;
  readonly semantic: SemanticType;
  /** `personal` and above are masked by default and committed alone (see record-commitment). */
  readonly dataClass: DataClass;
  /** A row without it is quarantined. */
  readonly required?: boolean;
  /** Headings under which source systems deliver it, besides `name` and the Chinese title. */
  readonly aliases?: readonly string[];
  /** Closed list of standardised values; anything else is quarantined. */
  readonly allowed?: readonly string[];
  /** Source spellings of the allowed values, for example `{"男": "male"}`. */
  readonly spellings?: Readonly<Record<string, string>>;
  /** Set by inference only. */
  readonly dateForm?: DateForm;
}

/** One value a system from which files come, whatever the number of tables in them. */
export type SourceSystem =
  | "judgments" // the procuratorate's own case system
  | "courts"
  | "execution"
  | "custody"
  | "police"
  | "traffic-police"
  | "pensions"
  | "medical-insurance"
  | "insurance"
  | "deaths"
  | "health"
  | "civil-affairs"
  | "education"
  | "enterprises"
  | "tax"
  | "emergency"
  | "land"
  | "agriculture"
  | "environment"
  | "water";

export interface DatasetSchema {
  readonly id: string;
  readonly version: number;
  readonly title: Text;
  /** The system that delivers it; null for datasets created from a file or measured by the house itself. */
  readonly source: SourceSystem | null;
  /** The authority that owns the records. */
  readonly owner: Text;
  readonly dataClass: DataClass;
  /** The procuratorate's own records, as opposed to another authority's. */
  readonly isInternal: boolean;
  readonly businessLines: readonly BusinessLine[];
  /** Columns in stored order. */
  readonly columns: readonly ColumnSchema[];
  /** Columns that name one record of the source: a later batch with the same key supersedes the row. */
  readonly recordKey?: readonly string[];
  /** Single columns whose keys each batch commits to, so that the absence of a key can be proven (see key-commitment). */
  readonly absenceKeys?: readonly string[];
  /** Column that holds the office concerned, for row-level access. */
  readonly officeColumn?: string;
}

/** Names a row for ever: the batch and the 1-based record number in its source file, `bat_…:17`. */
export type RowRef = string;

export function rowRef(batch: string, row: number): RowRef {
  return `${batch}:${row}`;
}

export function parseRowRef(ref: RowRef): { batch: string; row: number } | null {
  const match = /^(bat_[0-9A-HJKMNP-TV-Z]{26}):([1-9]\d{0,9})$/.exec(ref);
  return match?.[1] && match[2] ? { batch: match[1], row: Number(match[2]) } : null;
}

export type FileFormat = "csv" | "tsv" | "xlsx" | "ndjson" | "json" | "parquet" | "dbf";

export type Encoding = "utf-8" | "gb18030" | "utf-16le" | "utf-16be" | "big5" | "windows-1252";

/** What was found in a source file; digests are lower-case hex over the file's bytes as received. */
export interface SourceFile {
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
  readonly sm3: string;
  readonly format: FileFormat;
  readonly encoding: Encoding | null;
  readonly delimiter: string | null;
  readonly sheet: string | null;
  /** Where the file came out of a ZIP: the archive, and the path in it. Name, size and digests above are those of the file itself. */
  readonly archive?: AttachedFile & { readonly member: string };
  /** The memo file that a DBF keeps its long texts in. */
  readonly memo?: AttachedFile;
}

export type AttachedFile = Pick<SourceFile, "name" | "size" | "sha256" | "sm3">;

/** What makes a load the same as an earlier one: the bytes of the file (and of its memo file), the sheet, and what it is a retry of. */
export interface BatchContent {
  readonly dataset: string;
  readonly sha256: string;
  readonly sheet: string | null;
  readonly retryOf: string | null;
  /** Digest of the memo file. */
  readonly memo?: string;
}

export function contentOf(batch: Pick<Batch, "dataset" | "file" | "retryOf">): BatchContent {
  const { dataset, file, retryOf } = batch;
  return { dataset, sha256: file.sha256, sheet: file.sheet, retryOf, ...(file.memo === undefined ? {} : { memo: file.memo.sha256 }) };
}

/** One accepted load of one file into one dataset. */
export interface Batch {
  readonly id: string;
  readonly dataset: string;
  readonly schemaVersion: number;
  readonly file: SourceFile;
  readonly office: string;
  readonly createdAt: string;
  /** accepted + quarantined = records in the file. */
  readonly rowsAccepted: number;
  readonly rowsQuarantined: number;
  /** Lower-case hex root of the tree over the accepted rows (record-commitment). */
  readonly recordRoot: string;
  readonly parserVersion: string;
  /** How each schema column was filled: source heading, or null where the file had none. */
  readonly mapping: Readonly<Record<string, string | null>>;
  /** The batch that this one retries quarantined rows of. */
  readonly retryOf: string | null;
}

/** A set of committed batches per dataset; models run on one. */
export interface Snapshot {
  readonly id: string;
  readonly takenAt: string;
  readonly batches: Readonly<Record<string, readonly string[]>>;
}

export interface QuarantinedRow {
  readonly row: number;
  readonly line: number;
  readonly reasons: readonly QuarantineReason[];
  /** The source record as it stood, one text per source column. */
  readonly source: Readonly<Record<string, string>>;
}

export interface QuarantineReason {
  readonly code: QuarantineCode;
  readonly column: string | null;
  readonly value: string | null;
}

export const QUARANTINE_CODES = {
  "field-count": { zh: "列数与表头不符", en: "Number of fields differs from the header" },
  "quote-broken": { zh: "引号后还有内容，无法分清各列", en: "Text after a closing quote: fields cannot be told apart" },
  "required-missing": { zh: "必填项为空", en: "Required value is missing" },
  "resident-id-length": { zh: "身份证号位数不对", en: "Resident id has the wrong length" },
  "resident-id-characters": { zh: "身份证号含有非法字符", en: "Resident id has characters that cannot occur" },
  "resident-id-birth": { zh: "身份证号中的出生日期不存在", en: "Birth date inside the resident id does not exist" },
  "resident-id-check": { zh: "身份证号校验码不对", en: "Check digit of the resident id is wrong" },
  "credit-code-characters": { zh: "统一社会信用代码格式不对", en: "Credit code is malformed" },
  "credit-code-check": { zh: "统一社会信用代码校验码不对", en: "Check character of the credit code is wrong" },
  "date-unreadable": { zh: "无法识别的日期", en: "Date cannot be read" },
  "date-impossible": { zh: "不存在的日期", en: "Date does not exist" },
  "amount-unreadable": { zh: "无法识别的金额", en: "Amount cannot be read" },
  "number-unreadable": { zh: "无法识别的数字", en: "Number cannot be read" },
  "flag-unreadable": { zh: "无法识别的是否值", en: "Yes/no value cannot be read" },
  "value-not-allowed": { zh: "不在允许的取值之内", en: "Value is not among those allowed" },
  "control-character": { zh: "含有控制字符", en: "Contains control characters" },
  "record-malformed": { zh: "不是一条完整的记录，或不是 JSON 对象", en: "Is not one whole record, or no JSON object" },
  "field-twice": { zh: "同一字段在记录中出现两次", en: "A field stands twice in the record" },
  "contract-type": { zh: "与来源约定的类型不符", en: "Is not of the type that the source's contract says" },
  "contract-value": { zh: "不在来源约定的取值之内", en: "Is not among the values that the source's contract allows" },
  "contract-required": { zh: "来源约定必填，却是空的", en: "Is empty where the source's contract requires a value" },
  "contract-key-twice": { zh: "来源约定的主键在这一批里重复", en: "The key that the source's contract names stands twice in this load" },
  "value-too-long": { zh: "内容过长", en: "Value is too long" },
} as const satisfies Record<string, Text>;

export type QuarantineCode = keyof typeof QUARANTINE_CODES;
