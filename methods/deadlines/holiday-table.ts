import { type HolidayTable, type HolidayYear, YuejianError } from "@yuejian/contracts";
import { isRealDate } from "@yuejian/identifiers";
import { type Day, dayOf, isWeekend } from "./days.ts";

/** More than any notice has ever named; a longer run is a mistyped date. */
const LONGEST_DAYS_OFF = 31;

type Refuse = (where: string, zh: string, en: string) => never;

/** Reads a table from outside, whole or not at all: HOLIDAY_TABLE_INVALID names the first place that is wrong. */
export function readHolidayTable(content: unknown, file: string): HolidayTable {
  const refuse: Refuse = (where, zh, en) => {
    throw new YuejianError("HOLIDAY_TABLE_INVALID", { file, where, reason_zh: zh, reason_en: en });
  };
  const years = list(membersOf(content, ["years"], { where: "$", refuse })["years"], "years", refuse).map((year, at) =>
    readYear(year, `years[${at}]`, refuse),
  );
  if (years.length === 0) refuse("years", "没有任何年份", "it holds no year");
  const seen = new Map<Day, string>();
  for (const [at, year] of years.entries()) {
    if (years.findIndex((each) => each.year === year.year) !== at)
      refuse(`years[${at}].year`, `${year.year} 年重复`, `${year.year} occurs twice`);
    checkDays(year, `years[${at}]`, { seen, refuse });
  }
  return { years };
}

function readYear(content: unknown, where: string, refuse: Refuse): HolidayYear {
  const given = membersOf(content, ["year", "notice", "holidays", "workdays"], { where, refuse });
  const { year } = given;
  if (typeof year !== "number" || !Number.isInteger(year) || year < 1949 || year > 2199)
    return refuse(`${where}.year`, "应为 1949 至 2199 的年份", "a year from 1949 to 2199 is expected");
  const holidays = list(given["holidays"], `${where}.holidays`, refuse).map((each, at) => {
    const place = `${where}.holidays[${at}]`;
    const holiday = membersOf(each, ["name", "from", "to"], { where: place, refuse });
    return {
      name: text(holiday["name"], `${place}.name`, refuse),
      from: date(holiday["from"], `${place}.from`, refuse),
      to: date(holiday["to"], `${place}.to`, refuse),
    };
  });
  if (holidays.length === 0) refuse(`${where}.holidays`, "没有任何假日", "it holds no holiday");
  const workdays = list(given["workdays"], `${where}.workdays`, refuse).map((each, at) => date(each, `${where}.workdays[${at}]`, refuse));
  return { year, notice: text(given["notice"], `${where}.notice`, refuse), holidays, workdays };
}

/** Every day of the year (or of the days before New Year that its notice arranges), off or at work, but not both and not twice. */
function checkDays({ year, holidays, workdays }: HolidayYear, where: string, { seen, refuse }: { seen: Map<Day, string>; refuse: Refuse }) {
  const take = (day: Day, iso: string, place: string) => {
    if (day < dayOf(`${year - 1}-12-20`) || day > dayOf(`${year}-12-31`))
      refuse(place, `${iso} 不属于 ${year} 年`, `${iso} is no day of ${year}`);
    const other = seen.get(day);
    if (other !== undefined) refuse(place, `与 ${other} 重复`, `${other} has that day already`);
    seen.set(day, place);
  };
  for (const [at, { from, to }] of holidays.entries()) {
    const place = `${where}.holidays[${at}]`;
    const [first, last] = [dayOf(from), dayOf(to)];
    if (last < first || last - first >= LONGEST_DAYS_OFF)
      refuse(place, `${from} 至 ${to} 不是一段假期`, `${from} to ${to} is no run of days off`);
    for (let day = first; day <= last; day++) take(day, day === last ? to : from, place);
  }
  for (const [at, iso] of workdays.entries()) {
    const place = `${where}.workdays[${at}]`;
    if (!isWeekend(dayOf(iso))) refuse(place, `${iso} 不是周六、周日`, `${iso} is no Saturday or Sunday`);
    take(dayOf(iso), iso, place);
  }
}

function membersOf(
  value: unknown,
  names: readonly string[],
  { where, refuse }: { where: string; refuse: Refuse },
): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return refuse(where, "应为对象", "an object is expected");
  const strange = Object.keys(value).find((name) => !names.includes(name));
  if (strange !== undefined) refuse(`${where}.${strange}`, "不认识的项", "no such member");
  const missing = names.find((name) => !Object.hasOwn(value, name));
  if (missing !== undefined) refuse(`${where}.${missing}`, "缺少此项", "it is missing");
  return value as Readonly<Record<string, unknown>>;
}

function list(value: unknown, where: string, refuse: Refuse): readonly unknown[] {
  return Array.isArray(value) ? value : refuse(where, "应为数组", "an array is expected");
}

function text(value: unknown, where: string, refuse: Refuse): string {
  return typeof value === "string" && value.trim() !== "" ? value : refuse(where, "应为非空文本", "text is expected");
}

function date(value: unknown, where: string, refuse: Refuse): string {
  return typeof value === "string" && isRealDate(value) ? value : refuse(where, "应为日期 YYYY-MM-DD", "a date YYYY-MM-DD is expected");
}
