import { calendarDay, dayFromIso, isoDate, isRealDate } from "@yuejian/identifiers";
import { type DatedPlace, type DatedStep, daysIn } from "./dates.ts";

/** What is done on a day that is no act: steps of the case, evidence, earlier convictions, payments afterwards. */
const NO_ACT =
  /出?生|判处|判决|刑满|释放|取保|鉴定|出具|报案|报警|投案|到案|抓获|归案|讯问|询问|告知|受理|移送|拘留|逮捕|立案|审查|退赔|退还|赔偿|谅解|签订|签署|登记|注册|辨认|勘验|检查|扣押|查封|冻结|提取|通知|送达|公布|施行|发布|通过|起至|印发|终结|自首|供述|陈述|证实|认定书|结论|曾因|因[^，。]{0,12}被|发现|立案|调查|检测|化验|批准|决定/;

/** Days on which something is told to have been done that the case is about, in the order of the text. Null: it tells a day that does not exist, of which it cannot be told which one is meant. */
export function actDaysIn(text: string, steps: readonly DatedStep[]): DatedPlace[] | null {
  if (hasUnrealDay(text)) return null;
  const taken = new Set(steps.map(({ start }) => start));
  const days = daysIn(text);
  return days.filter((day, index) => {
    if (taken.has(day.start)) return false;
    const line = text.slice(text.lastIndexOf("\n", day.start - 1) + 1, day.start);
    const behind = (
      text.slice(day.end, Math.min(days[index + 1]?.start ?? text.length, day.end + 40)).split(/[。；;\n]/, 1)[0] ?? ""
    ).trim();
    // A line that is a day alone is when the document was signed.
    if (behind === "" || /[至到]\s*$/.test(line) || /^(?:出?生|起?至|止|）)/.test(behind)) return false;
    return !NO_ACT.test(behind.slice(0, 24)) && !/(?:曾|生于|日期[：:]|时间[：:]|期间[：:]?)[^，。；]{0,6}$/.test(line);
  });
}

/** Whole years on a day (both ISO). A year of age is full on the day after the birthday (法释〔2006〕1号 第二条). */
export function ageOn(bornOn: string, on: string): number {
  const [born, then] = [calendarDay(dayFromIso(bornOn)), calendarDay(dayFromIso(on))];
  const isFull = then.month > born.month || (then.month === born.month && then.day > born.day);
  return then.year - born.year - (isFull ? 0 : 1);
}

/** The day is a birthday: with common counting a year more. */
export const isBirthday = (bornOn: string, on: string): boolean => bornOn.slice(5) === on.slice(5);

const hasUnrealDay = (text: string): boolean =>
  text
    .matchAll(/([12][0-9]{3})年([0-9]{1,2})月([0-9]{1,2})日/g)
    .some(([, year, month, day]) => !isRealDate(isoDate(Number(year), Number(month), Number(day))));
