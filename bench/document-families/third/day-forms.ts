import { calendarDay, dayFromIso, writeHanNumber } from "@yuejian/identifiers";
import { dayText, hanDayText } from "../facts.ts";

/** Another day in the way in which a text writes its own; words that look back (同日) become a day in full. */
export function formLike(text: string, iso: string, before: string): string {
  const isSameYear = iso.slice(0, 4) === before.slice(0, 4);
  if (/^\d{4}-/.test(text)) return iso;
  if (/^\d{4}[./]/.test(text)) return iso.split("-").map(Number).join(text.charAt(4));
  if (/^[〇一二三四五六七八九]{4}年/.test(text)) return hanDayText(iso);
  const { month, day } = calendarDay(dayFromIso(iso));
  if (isSameYear && /^(同年)?\d+月\d+日$/.test(text)) return `${text.startsWith("同年") ? "同年" : ""}${month}月${day}日`;
  return dayText(iso);
}

/** A day that no calendar has, written as the text writes its own. */
export function unrealLike(text: string, [month, day]: readonly [number, number], year: string): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  if (/^\d{4}-/.test(text)) return `${year}-${two(month)}-${two(day)}`;
  if (/^\d{4}[./]/.test(text)) return [year, month, day].join(text.charAt(4));
  if (/^[〇一二三四五六七八九]{4}年/.test(text)) return `${text.slice(0, 5)}${writeHanNumber(month)}月${writeHanNumber(day)}日`;
  return `${/^(同年|)\d+月/.test(text) && !/^\d{4}年/.test(text) ? (/^同年/.exec(text)?.[0] ?? "") : `${year}年`}${month}月${day}日`;
}
