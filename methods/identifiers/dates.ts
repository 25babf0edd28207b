import type { DateForm } from "@yuejian/contracts";
import { isoDate, isRealDate, isRealDay } from "./calendar.ts";
import { hanDigits, readHanNumber } from "./han-numerals.ts";
import type { Reading } from "./reading.ts";

const UNREADABLE = { code: "date-unreadable" } as const;
const IMPOSSIBLE = { code: "date-impossible" } as const;

const MONTH_NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"] as const;
const MONTH_NAME =
  "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?";

const ISO = /^\d{4}-\d\d-\d\d$/;
/** A time of day that may follow a date; only +08:00 (China) among the zones, for another zone may mean another day. */
const TIME =
  /^(?:\s*(?:上午|下午|T)?\s*(\d{1,2})(?::|时|点)(?:(\d{1,2})(?:(?::|分)(?:(\d{1,2})(?:[.,]\d{1,9})?秒?)?)?)?\s*(?:am|pm)?\s*(?:\+08:?00)?)?$/i;
const SEPARATED = /^(\d{4})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{1,2})(?!\d)(.*)$/;
const CHINESE = /^(\d{4})年(\d{1,2})月(\d{1,2})[日号](.*)$/;
const COMPACT = /^(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?|(?!\d)(.*))$/;
const DAY_FIRST_NAMED = new RegExp(`^(\\d{1,2})(?:st|nd|rd|th)?[ -]?${MONTH_NAME},?[ -]?(\\d{4})$`, "i");
const MONTH_FIRST_NAMED = new RegExp(`^${MONTH_NAME}[ -](\\d{1,2})(?:st|nd|rd|th)?(?:,| |-)\\s*(\\d{4})$`, "i");
const NAMED_MONTH = new RegExp(`^${MONTH_NAME},?[ -](\\d{4})$`, "i");
const SHORT_YEAR_MONTH = new RegExp(`^${MONTH_NAME}[ '-](\\d\\d)$`, "i");
const NUMERIC_TRIPLE = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)(.*)$/;

/** Reads a day in half-width characters: 2024-3-5, 2024/03/05, 2024.3.5, 20240305, 2024年3月5日, 二〇二四年三月五日, 5 March 2024,
 *  March 5, 2024, each but the last two also with a time of day after it. Day and month in figures before the year (3/5/2024) only when
 *  the column's `dateForm` tells the order. Excel serials are never guessed: see `excelSerialDate`. */
export function readDate(text: string, dateForm?: DateForm): Reading<string> {
  if (ISO.test(text)) return isRealDate(text) ? { value: text } : IMPOSSIBLE;
  const separated = SEPARATED.exec(text);
  if (separated) return dayOf(separated[1], separated[3], separated[4], separated[5]);
  const compact = COMPACT.exec(text);
  if (compact)
    return dayOf(compact[1], compact[2], compact[3], compact[4] ? `${compact[4]}:${compact[5]}:${compact[6] ?? "00"}` : compact[7]);
  if (text.includes("年")) {
    const chinese = CHINESE.exec(arabicDate(text));
    return chinese ? dayOf(chinese[1], chinese[2], chinese[3], chinese[4]) : UNREADABLE;
  }
  const dayFirst = DAY_FIRST_NAMED.exec(text);
  if (dayFirst) return dayOf(dayFirst[3], monthNumber(dayFirst[2]), dayFirst[1], "");
  const monthFirst = MONTH_FIRST_NAMED.exec(text);
  if (monthFirst) return dayOf(monthFirst[3], monthNumber(monthFirst[1]), monthFirst[2], "");
  const triple = NUMERIC_TRIPLE.exec(text);
  if (triple && dateForm === "month-day-year") return dayOf(triple[4], triple[1], triple[3], triple[5]);
  if (triple && dateForm === "day-month-year") return dayOf(triple[4], triple[3], triple[1], triple[5]);
  return UNREADABLE;
}

/** Reads a month as its first day: 2024-03, 2024/3, 202403, 2024年3月, 二〇二四年三月, August 2016, and any full date.
 *  Aug-16 only where `dateForm` says that the figures are the year: 00–29 are 20xx and 69–99 19xx; the years between are read
 *  differently by common programs and are refused. */
export function readMonth(text: string, dateForm?: DateForm): Reading<string> {
  const spelled = text.includes("年") ? arabicDate(text) : text;
  const parts =
    /^(\d{4})\s*[-/.]\s*(\d{1,2})$/.exec(spelled) ?? /^(\d{4})(\d\d)$/.exec(spelled) ?? /^(\d{4})年(\d{1,2})月份?$/.exec(spelled);
  if (parts) return dayOf(parts[1], parts[2], "1", "");
  const named = NAMED_MONTH.exec(text);
  if (named) return dayOf(named[2], monthNumber(named[1]), "1", "");
  const short = dateForm === "month-short-year" ? SHORT_YEAR_MONTH.exec(text) : null;
  if (short) {
    const year = Number(short[2]);
    if (year > 29 && year < 69) return UNREADABLE;
    return dayOf(String(year < 30 ? 2000 + year : 1900 + year), monthNumber(short[1]), "1", "");
  }
  const day = readDate(text, dateForm);
  return "value" in day ? { value: `${day.value.slice(0, 7)}-01` } : day;
}

/** The day of an Excel serial number (fractions are times). The caller knows that the cell is a date and which epoch its workbook uses
 *  (ECMA-376 part 1, 18.17.4.1); serial 60 of the 1900 system is 29 February 1900, which never was. */
export function excelSerialDate(serial: number, epoch: 1900 | 1904 = 1900): Reading<string> {
  const whole = Math.floor(serial);
  const days = epoch === 1904 ? whole + 1462 : whole;
  if (!Number.isFinite(serial) || days < 1 || days > 2_958_465) return UNREADABLE;
  if (days === 60) return IMPOSSIBLE;
  const iso = new Date(Date.UTC(1899, 11, 30) + (days < 60 ? days + 1 : days) * 86_400_000).toISOString().slice(0, 10);
  return isRealDate(iso) ? { value: iso } : IMPOSSIBLE;
}

function dayOf(
  yearText: string | undefined,
  monthText: string | undefined,
  dayText: string | undefined,
  time: string | undefined,
): Reading<string> {
  const clock = TIME.exec(time ?? "");
  if (!clock) return UNREADABLE;
  const [year, month, day] = [Number(yearText), Number(monthText), Number(dayText)];
  if (Number(clock[1] ?? 0) > 24 || Number(clock[2] ?? 0) > 59 || Number(clock[3] ?? 0) > 60) return IMPOSSIBLE;
  return isRealDay(year, month, day) ? { value: isoDate(year, month, day) } : IMPOSSIBLE;
}

function monthNumber(name: string | undefined): string {
  return String(MONTH_NAMES.indexOf((name ?? "").slice(0, 3).toLowerCase() as (typeof MONTH_NAMES)[number]) + 1);
}

/** 二〇二四年三月五日 → 2024年3月5日; spaces inside go, except before a time. Parts that are no numerals stay as they are. */
function arabicDate(text: string): string {
  const parts = /^\s*([^年\s]+)\s*年\s*([^月\s]+)\s*月\s*(?:([^日号\s]+)\s*([日号])(.*)|(份?))$/.exec(text);
  if (!parts) return text;
  const year = hanDigits(parts[1] ?? "") ?? parts[1];
  const month = hanPart(parts[2] ?? "");
  return parts[3] === undefined ? `${year}年${month}月${parts[6] ?? ""}` : `${year}年${month}月${hanPart(parts[3])}${parts[4]}${parts[5]}`;
}

function hanPart(text: string): string {
  return /^\d+$/.test(text) ? text : (readHanNumber(text)?.toString() ?? text);
}
