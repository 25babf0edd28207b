import { hanDigits, isoDate, isRealDate, readHanNumber } from "@yuejian/identifiers";

export interface DatedPlace {
  /** ISO. */
  readonly on: string;
  readonly start: number;
  readonly end: number;
}

const HAN = "〇零○一二三四五六七八九十";

/** Days as they are written: 2024年3月5日, 2024-03-05, 二〇二四年三月五日, 同年3月5日, 同月5日. A day of the Chinese calendar, and a number with hyphens in it, is none. */
const DAY = new RegExp(
  String.raw`(?<!(?:农历|阴历|旧历)\s?)(?:(?<![0-9])([12][0-9]{3}|[二一][${HAN}]{3}|同|当)\s?年\s?([0-9]{1,2}|[${HAN}]{1,3})\s?月\s?([0-9]{1,2}|[${HAN}]{1,3})\s?日|(?<![0-9A-Za-z./-]|编号[：:]?)((?:19|20)[0-9]{2})([-/.])([0-9]{1,2})\5([0-9]{1,2})(?![0-9A-Za-z./-]|号)|[同当]月([0-9]{1,2}|[${HAN}]{1,3})日)`,
  "g",
);

interface WrittenDay {
  /** ISO, of a day that there may not be. */
  readonly on: string;
  readonly isReal: boolean;
  readonly start: number;
  readonly end: number;
}

const figures = (written: string): number => {
  if (/^[0-9]+$/.test(written)) return Number(written);
  return written.includes("十") ? Number(readHanNumber(written) ?? 0n) : Number(hanDigits(written.replaceAll("○", "〇")) ?? 0);
};

const MONTH = /(?<![0-9])((?:19|20)[0-9]{2})年(?:([0-9]{1,2})月)?(?![0-9])/g;

/** The year and month that a stretch tells last, of which no day is told: 2024年3月，……同年5月2日. */
export function monthToldIn(text: string, from: number, to: number): readonly [year: string, month: string | undefined] | null {
  const found = [...text.slice(from, to).matchAll(MONTH)].at(-1);
  return found?.[1] === undefined ? null : [found[1], found[2]?.padStart(2, "0")];
}

/** Every day that a text tells, real or not. 同年 and 同月 are those of the day before it in the same paragraph. */
export function writtenDaysIn(text: string): WrittenDay[] {
  const days: WrittenDay[] = [];
  for (const found of text.matchAll(DAY)) {
    const [whole, year, month, day, isoYear, , isoMonth, isoDay, dayOfMonth] = found;
    const last = days.at(-1);
    const isCarried = dayOfMonth !== undefined || year === "同" || year === "当";
    if (isCarried && (!last || text.slice(last.end, found.index).includes("\n"))) continue;
    const told = isCarried ? monthToldIn(text, last?.end ?? 0, found.index) : null;
    // A year alone is no month that 同月 goes back to.
    const isTold = told && (dayOfMonth === undefined || told[1] !== undefined);
    const [lastYear = "0", lastMonth = "0"] = isTold ? told : (last?.on.split("-") ?? []);
    const numbers = [
      isCarried ? Number(lastYear) : figures(year ?? isoYear ?? ""),
      dayOfMonth === undefined ? figures(month ?? isoMonth ?? "") : Number(lastMonth),
      figures(day ?? isoDay ?? dayOfMonth ?? ""),
    ] as const;
    const on = isoDate(...numbers);
    days.push({ on, isReal: isRealDate(on), start: found.index, end: found.index + whole.length });
  }
  return days;
}

/** Every real day that a text tells. */
export const daysIn = (text: string): DatedPlace[] => writtenDaysIn(text).filter(({ isReal }) => isReal);
