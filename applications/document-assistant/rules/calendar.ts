import { isoDate, isRealDate } from "@yuejian/identifiers";
import type { CheckedDocument } from "../document.ts";
import { writtenDaysIn } from "../facts/dates.ts";
import { type DocumentRule, firstAt, matches, type RuleHit } from "../rule.ts";

const WEEKDAYS = ["日", "一", "二", "三", "四", "五", "六"] as const;

/** 2024年3月1日（星期五）. What goes on with a name (周一鸣) is no day of the week. */
const DAY =
  /([12][0-9]{3})年([0-9]{1,2})月([0-9]{1,2})日(?:上午|下午|晚)?[，,\s]?[（(]?((?:星期|礼拜|周)([一二三四五六日天]))(?=[）)，,。；;、\s上下早中晚凌夜]|$)/g;

const weekday: DocumentRule = {
  id: "weekday-wrong",
  title: { zh: "星期与日期不符", en: "Day of the week against the date" },
  severity: "error",
  source: "GB/T 7408.1-2023",
  find: (document) =>
    matches(document, DAY, (found) => {
      const [whole, year, month, day, written = "", told = ""] = found;
      const [numbers, on] = [[Number(year), Number(month), Number(day)] as const, isoDate(Number(year), Number(month), Number(day))];
      if (!isRealDate(on)) return null;
      const right = WEEKDAYS[new Date(Date.UTC(numbers[0], numbers[1] - 1, numbers[2])).getUTCDay()] as string;
      if (right === told.replace("天", "日")) return null;
      const from = whole.lastIndexOf(written);
      return {
        from,
        to: from + written.length,
        suggestion: written.slice(0, -1) + right,
        reason: { zh: `${on} 是星期${right}`, en: `${on} was another day of the week (${written.slice(0, -1)}${right})` },
      };
    }),
};

/** 2月30日 without a year: of a leap year, where it matters. Parts of one day are told after its year. */
const SHORT = /(?<![0-9年]|年\s|农历|阴历|旧历)([0-9]{1,2})月([0-9]{1,2})日/g;
/** 同年5月32日 where the year stands in another paragraph. */
const CARRIED = /(?:[同当次]年)([0-9]{1,2})月([0-9]{1,2})日/g;
/** 2024年3月133日: a figure typed twice. */
const TOO_LONG = /(?<![0-9])(?:[12][0-9]{3}年|[同当次]年)?(?:[0-9]{1,2}月[0-9]{3,4}|[0-9]{3,4}月[0-9]{1,4})日/g;
/** 6月20日至31日, 6月5日、12日、31日: days of the month that is told before them. */
const OF_MONTH = /([0-9]{1,2})月[0-9]{1,2}日((?:(?:至|到|、|和|及|－|—|-|～|~)\s?[0-9]{1,2}日(?![内间]|以内|之内))+)/g;
/** 2025年2月，…同月30日 */
const SAME_MONTH = /([0-9]{1,2})月(?![0-9])(?:(?![0-9]{1,2}月)[^。\n]){0,60}?[同当该]月([0-9]{1,2})日/g;
/** 3月32号; not 3月28号楼. */
const SPOKEN = /(?<![0-9])([0-9]{1,2})月([0-9]{1,2})号(?![楼线库院门机车店仓房厂井桥铺摊])/g;
/** 3月1日25时, 9时75分 */
const TIME =
  /(?<=日(?:上午|下午|凌晨|早上|晚上?|中午|夜间)?)(?:([0-9]{1,2})(?:时|点)(?:([0-9]{1,2})分)?|([0-9]{1,2})[:：]([0-9]{2}))(?![0-9])/g;
const LEAP_YEAR = 2024;
const isLeap = (year: number): boolean => isRealDate(isoDate(year, 2, 29));

/** The year told last, or the next, has a 29 February. */
function isLeapTold(before: string): boolean {
  const year = Number(before.match(/(?:19|20)[0-9]{2}(?=年)/g)?.at(-1) ?? LEAP_YEAR);
  return isLeap(year) || isLeap(year + 1);
}

type Written = ReturnType<typeof writtenDaysIn>[number];

/** Whether the day at a place, and those that 同月 goes back to, are real. */
function isMonthTold(text: string, written: readonly Written[], index: number): boolean {
  const day = written[index];
  if (!day?.isReal) return false;
  return !/^[同当]月/.test(text.slice(day.start)) || isMonthTold(text, written, index - 1);
}

const notReal: DocumentRule = {
  id: "date-not-real",
  title: { zh: "不存在的日期", en: "Date that does not exist" },
  severity: "error",
  source: null,
  find: (document) => firstAt(unrealIn(document)),
};

function* unrealIn({ text: all, paragraphs }: CheckedDocument): Generator<RuleHit> {
  const reason = { zh: "日历上没有这一天", en: "there is no such day" };
  for (const { text, start } of paragraphs) {
    const written = writtenDaysIn(text);
    // 同月8日 after a day that there is not: the month is that one's, and told once.
    const told = written.filter(
      ({ isReal, start: at }, index) => isReal || !/^[同当]月/.test(text.slice(at)) || isMonthTold(text, written, index - 1),
    );
    const others = [
      ...[...text.matchAll(SHORT)].map((found) => ({
        found,
        isReal: isOfMonth(found[1], found[2]) && (found[1] !== "2" || found[2] !== "29" || isLeapTold(all.slice(0, start + found.index))),
      })),
      ...[...text.matchAll(CARRIED)]
        .filter(({ index }) => !written.some(({ start: at }) => at === index))
        .map((found) => ({ found, isReal: isOfMonth(found[1], found[2]) })),
      ...[...text.matchAll(TOO_LONG)].map((found) => ({ found, isReal: false })),
      ...[...text.matchAll(SPOKEN)].map((found) => ({ found, isReal: isOfMonth(found[1], found[2]) })),
      ...[...text.matchAll(TIME)].map((found) => ({
        found,
        isReal: Number(found[1] ?? found[3]) <= HOURS && Number(found[2] ?? found[4] ?? 0) < MINUTES,
      })),
    ].map(({ found, isReal }) => ({ start: found.index, end: found.index + found[0].length, isReal }));
    for (const day of [...told, ...others, ...daysOfMonths(text)])
      if (!day.isReal) yield { start: start + day.start, end: start + day.end, suggestion: null, reason };
  }
}

const [HOURS, MINUTES] = [24, 60] as const;
/** Whether some year has the day. */
const isOfMonth = (month: string | undefined, day: string | undefined): boolean =>
  isRealDate(isoDate(LEAP_YEAR, Number(month), Number(day)));

/** Days that are told by their number alone, of the month before them. */
function* daysOfMonths(text: string): Generator<Pick<Written, "start" | "end" | "isReal">> {
  for (const { 0: whole, 1: month, 2: more = "", index } of text.matchAll(OF_MONTH)) {
    const from = index + whole.length - more.length;
    // A month that there is not is told once.
    if (!isOfMonth(month, "1")) continue;
    for (const { 0: day, 1: number, index: at } of more.matchAll(/([0-9]{1,2})日/g))
      yield { start: from + at, end: from + at + day.length, isReal: isOfMonth(month, number) };
  }
  for (const { 0: whole, 1: month, 2: day = "", index } of text.matchAll(SAME_MONTH)) {
    if (!isOfMonth(month, "1")) continue;
    yield { start: index + whole.length - day.length - 3, end: index + whole.length, isReal: isOfMonth(month, day) };
  }
}

export const CALENDAR_RULES: readonly DocumentRule[] = [weekday, notReal];
