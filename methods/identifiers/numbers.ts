import { readHanNumber } from "./han-numerals.ts";
import type { Reading } from "./reading.ts";

const UNREADABLE = { code: "number-unreadable" } as const;

/** Words that count things, which may follow a number. */
const COUNTERS = /(?:个月|个|名|人次|人|次|户|家|件|宗|起|天|日|岁|年|月|周|小时|分钟|亩|平方米|公里|元)$/;

/** Reads a whole number: 1,234, 36.0, +5, 三十六, 12人. The value is decimal text within ±(2^53 − 1). */
export function readInteger(text: string): Reading<string> {
  if (/^(?:0|-?[1-9]\d{0,14})$/.test(text)) return { value: text };
  const compact = text.replaceAll(/\s/g, "").replaceAll("\u2212", "-").replaceAll("，", ",").replace(COUNTERS, "");
  if (/^[-+]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.0+)?$/.test(compact))
    return whole(BigInt(compact.replaceAll(",", "").replace(/\..*$/, "").replace(/^\+/, "")));
  const spelled = readHanNumber(compact);
  return spelled === null ? UNREADABLE : whole(spelled);
}

/** Reads a term as whole months: 42, 42个月, 3年6个月, 三年六个月, 三年零六个月, 一年半, 有期徒刑三年. Days that do not make whole months are refused.
 *  `unit` is that of bare numbers, from the column's heading (刑期（年）). */
export function readMonths(text: string, unit: "month" | "year" = "month"): Reading<string> {
  const compact = text.replaceAll(/\s/g, "").replace(/^(?:有期徒刑|拘役|管制|缓刑考验期|考验期|缓刑)/, "");
  const bare = readInteger(/[年月日天]/.test(compact) ? "?" : compact);
  if ("value" in bare) return unit === "year" ? whole(BigInt(bare.value) * 12n) : bare;
  if (compact === "半年") return { value: "6" };
  const parts = /^(?:([^年月个零又半]+)年(半)?)?(?:[零又]?([^年月个零又半]+)个?月)?$/.exec(compact);
  if (!parts || (parts[1] === undefined && parts[3] === undefined) || (parts[2] && parts[3])) return UNREADABLE;
  const years = part(parts[1]);
  const months = part(parts[3]);
  if (years === null || months === null) return UNREADABLE;
  return whole(years * 12n + (parts[2] ? 6n : 0n) + months);
}

/** Reads a number with decimals as the shortest text that reads back equal; exponent notation is allowed, 12.5% is 12.5. */
export function readDecimal(text: string): Reading<string> {
  const compact = text.replaceAll(/\s/g, "").replaceAll("\u2212", "-").replace(/%$/, "");
  if (!/^[-+]?(?:(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d*)?|\.\d+)(?:e[-+]?\d{1,3})?$/i.test(compact)) return UNREADABLE;
  const value = Number(compact.replaceAll(",", ""));
  if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value))) return UNREADABLE;
  return { value: value === 0 ? "0" : String(value) };
}

/** The text of a number that a workbook stores as a double: 15 significant digits, as Excel shows it, so that 0.1 + 0.2 is 0.3. */
export function excelNumberText(value: number): string {
  return Number.isInteger(value) && Number.isSafeInteger(value) ? String(value) : plainDigits(Number(value.toPrecision(15)));
}

function plainDigits(value: number): string {
  const text = String(value);
  if (!text.includes("e")) return text;
  return value.toFixed(20).replace(/\.?0+$/, "");
}

function part(text: string | undefined): bigint | null {
  if (text === undefined) return 0n;
  return /^\d{1,4}$/.test(text) ? BigInt(text) : readHanNumber(text);
}

function whole(value: bigint): Reading<string> {
  return value > BigInt(Number.MAX_SAFE_INTEGER) || value < -BigInt(Number.MAX_SAFE_INTEGER) ? UNREADABLE : { value: String(value) };
}
