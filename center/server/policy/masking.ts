import type { ColumnSchema, DataClass, SemanticType } from "@yuejian/contracts";
import { isPersonal } from "./policy.ts";

export type Cell = string | number | boolean | null;

export type MaskedColumn = Pick<ColumnSchema, "name" | "semantic" | "dataClass">;

export interface MaskedRecord {
  readonly values: Record<string, Cell>;
  /** Columns whose value is hidden. */
  readonly masked: string[];
  /** Personal columns that are shown, for the audit. */
  readonly opened: string[];
}

const DOT = "•";

/** Province, city and district at the head of an address. */
const DISTRICT = /^(?:[^\s省市区县\d]{2,8}(?:省|自治区))?(?:[^\s省市区县\d]{1,8}市)?(?:[^\s省市区县\d]{1,8}[区县市])?/u;

/** Hides personal columns unless `opens` says that the purpose opens their class; sealed columns are hidden always, even that they are empty. */
export function maskRecord(
  values: Readonly<Record<string, Cell>>,
  columns: readonly MaskedColumn[],
  opens: (dataClass: DataClass) => boolean,
): MaskedRecord {
  const result: MaskedRecord = { values: {}, masked: [], opened: [] };
  for (const { name, semantic, dataClass } of columns) {
    if (!Object.hasOwn(values, name)) continue;
    const value = values[name] ?? null;
    if (dataClass === "sealed") {
      result.values[name] = DOT.repeat(4);
      result.masked.push(name);
    } else if (!isPersonal(dataClass) || opens(dataClass)) {
      result.values[name] = value;
      if (isPersonal(dataClass) && value !== null) result.opened.push(name);
    } else {
      result.values[name] = maskValue(value, semantic);
      if (value !== null) result.masked.push(name);
    }
  }
  return result;
}

/** What a mask gives away, beyond that there is a value:
 *  - name: its first character, which narrows to a surname (at most a few per cent of people); never the length
 *  - resident id: the region of issue, some hundred thousand people; never the birth date nor the serial, which with a surname would name one person
 *  - phone: the carrier prefix
 *  - address: province, city and district
 *  - anything else: nothing */
export function maskValue(value: Cell, semantic: SemanticType): Cell {
  if (value === null) return null;
  const text = String(value);
  if (semantic === "person-name") return `${String.fromCodePoint(text.codePointAt(0) ?? 0x20)}${DOT.repeat(2)}`;
  if (semantic === "resident-id") return /^\d{6}/.test(text) && text.length >= 15 ? `${text.slice(0, 6)}${DOT.repeat(12)}` : DOT.repeat(18);
  if (semantic === "phone") return /^1\d{10}$/.test(text) ? `${text.slice(0, 3)}${DOT.repeat(8)}` : DOT.repeat(11);
  if (semantic === "address") return `${DISTRICT.exec(text)?.[0] ?? ""}${DOT.repeat(4)}`;
  if (semantic === "day" || semantic === "month") return `${DOT.repeat(4)}-${DOT.repeat(2)}-${DOT.repeat(2)}`;
  return DOT.repeat(4);
}

/** A text of a file that is not loaded yet, for others than the person who brought it: under a heading that fills a personal column, or none that is
 *  known, nothing is given away beyond the mask. */
export function maskUnloaded(
  value: string,
  column: Pick<ColumnSchema, "semantic" | "dataClass"> | undefined,
  schema: { readonly dataClass: DataClass } | null,
): string {
  if (value === "") return value;
  const dataClass = column?.dataClass ?? schema?.dataClass ?? "personal";
  if (dataClass === "sealed") return DOT.repeat(4);
  return isPersonal(dataClass) ? String(maskValue(value, column?.semantic ?? "free-text")) : value;
}

export interface Secret {
  readonly value: Cell;
  readonly semantic: SemanticType;
}

const RESIDENT_ID = /(?<!\d)(?:\d{17}[\dXx]|\d{15})(?![\dXx])/gu;
/** A SHA-256 in which some digits look like a number of a person. */
const DIGEST = /((?<![0-9A-Za-z])[0-9a-f]{64}(?![0-9A-Za-z]))/u;
const MOBILE = /(?<!\d)1[3-9]\d{9}(?!\d)/gu;

/** Hides known personal values inside a sentence, and whatever looks like a resident id or a mobile number. Longer values go first, so
 *  that a name inside a longer one leaves nothing behind. */
export function maskText(text: string, secrets: readonly Secret[]): string {
  const known = secrets
    .flatMap(({ value, semantic }) => (typeof value === "string" && value.length > 1 ? [{ value, semantic }] : []))
    .sort((left, right) => right.value.length - left.value.length);
  let masked = text;
  for (const { value, semantic } of known) masked = masked.replaceAll(value, String(maskValue(value, semantic)));
  return masked
    .split(DIGEST)
    .map((part, index) => (index % 2 === 1 ? part : maskNumbers(part)))
    .join("");
}

function maskNumbers(text: string): string {
  return text
    .replaceAll(RESIDENT_ID, (id) => String(maskValue(id, "resident-id")))
    .replaceAll(MOBILE, (phone) => String(maskValue(phone, "phone")));
}
