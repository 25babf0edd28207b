import { type CheckedDocument, placeIn } from "../document.ts";
import { isBirthDay } from "../facts/birth-days.ts";
import { type CourseDay, toldDays } from "../facts/course-days.ts";
import { factsOf } from "../facts/facts.ts";
import { gridsIn } from "../facts/grids.ts";
import { numberOf } from "../facts/written-number.ts";
import type { Clash } from "./clashes.ts";

/** 2024年3月1日起至同年5月8日, 3月1日22时至3月2日 */
const BETWEEN =
  /^日?(?:[^，。；、\n]{0,12}[时分许晨午晚夜])?(?:[（(][^（）()\n]{1,10}[）)])?(?:起算|起|始|开始)?[，,]?(?:直?至|直?到|－|—{1,2}|–|-|～|~)$/;
/** 第一次是3月1日, 第二笔于; the last of all is told as such. */
const ORDINAL = /(?:第([一二三四五六七八九十]{1,3}|[0-9]{1,2})|(首|初)|(最后一))[次笔起回][^，。；：\n]{0,3}[：:]?$/;

const reasonsOf = (first: CourseDay, second: CourseDay): Clash["reasons"] => ({
  first: { zh: `起始日在终止日（${second.on}）之后`, en: `the stretch begins behind its last day (${second.on})` },
  second: { zh: `终止日在起始日（${first.on}）之前`, en: `the stretch ends before its first day (${first.on})` },
});

/** Stretches that end before they begin. */
export function* spanClashes(document: CheckedDocument): Generator<Clash> {
  const { text } = document;
  const days = toldDays(document);
  for (const [index, second] of days.entries()) {
    const first = days[index - 1];
    if (first && first.on > second.on && BETWEEN.test(text.slice(first.end, second.start)))
      yield { first, second, suspect: "second", reasons: reasonsOf(first, second) };
  }
}

interface Counted {
  readonly day: CourseDay;
  readonly number: number;
  readonly paragraph: number;
}

/** What is counted, and told out of its order: 第一次是3月5日, 第二次是3月1日. */
export function* countedClashes(document: CheckedDocument): Generator<Clash> {
  const { text } = document;
  let last: Counted | null = null;
  for (const day of toldDays(document)) {
    const found = ORDINAL.exec(text.slice(Math.max(0, day.start - 12), day.start));
    if (!found) continue;
    const number = found[1] === undefined ? (found[2] === undefined ? Number.POSITIVE_INFINITY : 1) : numberOf(found[1]);
    const { paragraph } = placeIn(document, day.start);
    if (last && last.number < number && last.day.on > day.on && paragraph - last.paragraph < 2)
      yield { first: last.day, second: day, suspect: "second", reasons: reasonsOfCount(last.day, day) };
    last = { day, number, paragraph };
  }
}

const reasonsOfCount = (first: CourseDay, second: CourseDay): Clash["reasons"] => ({
  first: { zh: `后一次在先（${second.on}）`, en: `the next time lies before it (${second.on})` },
  second: { zh: `前一次在后（${first.on}）`, en: `the time before lies behind it (${first.on})` },
});

/** 次日（2024年3月6日）: what a day is called, and which it is. */
const CALLED = /(次日|翌日|第二天|同日|当日|当天)[（(]$/;

/** Days that are called by the one before them, and are others. */
export function* calledClashes(document: CheckedDocument): Generator<Clash> {
  const { text } = document;
  const days = toldDays(document);
  for (const [index, day] of days.entries()) {
    const word = CALLED.exec(text.slice(Math.max(0, day.start - 4), day.start))?.[1];
    const called = word === undefined ? undefined : days[index - 1];
    const last = days[index - 2];
    if (!called || !last || called.end > day.start || called.on === day.on || text.slice(last.end, day.start).includes("\n")) continue;
    const reason = { zh: `与“${word}”不符（${called.on}）`, en: `not the day that it is called (${called.on})` };
    yield { first: last, second: day, suspect: "second", reasons: { first: reason, second: reason } };
  }
}

/** 3月1日、3月8日和4月2日: days told one after the other as one list. */
export function* listClashes(document: CheckedDocument): Generator<Clash> {
  const { text } = document;
  const days = toldDays(document);
  for (const [index, second] of days.entries()) {
    const first = days[index - 1];
    if (!first || first.on <= second.on || !/^(?:、|和|及|与|以及)$/.test(text.slice(first.end, second.start))) continue;
    yield { first, second, suspect: "second", reasons: reasonsOfCount(first, second) };
  }
}

/** An item that begins with its day. */
const ITEM = /(?:^|\n)\s*([（(]?(?:[一二三四五六七八九十]{1,3}|[0-9]{1,3})[)）、.．]|[①-⑳])\s*(?:于|在)?$/;
/** How items are numbered: those of one list in one way. */
const styleAt = (text: string, start: number): string | undefined =>
  ITEM.exec(text.slice(Math.max(0, start - 10), start))?.[1]
    ?.replace(/[一二三四五六七八九十]+/, "一")
    .replace(/[0-9]+/, "1")
    .replace(/[①-⑳]/, "①");
const LEAST_ITEMS = 3;

/** Items of a list that are told by their days, of which one alone is out of the order of all the others. */
export function* itemClashes(document: CheckedDocument): Generator<Clash> {
  const { text } = document;
  const items = toldDays(document).filter(({ start }) => ITEM.test(text.slice(Math.max(0, start - 10), start)));
  let list: CourseDay[] = [];
  for (const item of [...items, null]) {
    const last = list.at(-1);
    if (item && (!last || isNextItem(document, last, item))) {
      list.push(item);
      continue;
    }
    yield* oddOf(list);
    list = item ? [item] : [];
  }
  // The course of a case in a table is told by its steps.
  const steps = new Set(factsOf(document).steps.map(({ start }) => start));
  const days = new Map(toldDays(document).map((day) => [day.start, day]));
  for (const { rows, headings } of gridsIn(document)) {
    const at = headings.findIndex((_, column) => rows.every((row) => days.has(row[column]?.start ?? -1)));
    // Rows of people, or of things, are not told by their days.
    if (at < 0 || (at > 0 && rows.length === LEAST_ITEMS && !IS_NUMBERED.test(headings[at - 1] ?? ""))) continue;
    const column = rows.flatMap((row) => days.get(row[at]?.start ?? -1) ?? []);
    if (!column.some((day) => steps.has(day.start) || isBirthDay(document.text, day))) yield* oddOf(column);
  }
}
const IS_NUMBERED = /编?号|序|次|笔|项|期/;

const isNextItem = (document: CheckedDocument, last: CourseDay, item: CourseDay): boolean =>
  placeIn(document, item.start).paragraph - placeIn(document, last.start).paragraph === 1 &&
  styleAt(document.text, last.start) === styleAt(document.text, item.start);

const isRising = (days: readonly CourseDay[]): boolean => days.every((day, index) => index === 0 || (days[index - 1]?.on ?? "") <= day.on);

function* oddOf(list: readonly CourseDay[]): Generator<Clash> {
  if (list.length < LEAST_ITEMS || isRising(list)) return;
  const odd = list.filter((day) => isRising(list.filter((each) => each !== day)));
  for (const [index, second] of list.entries()) {
    const first = list[index - 1];
    if (odd.length > 0 && first && first.on > second.on)
      yield { first, second, suspect: odd.includes(second) ? "second" : "first", reasons: reasonsOfCount(first, second) };
  }
}
