import { calendarDay, dayFromIso, isoDate, isoOfDay, isRealDate } from "@yuejian/identifiers";
import type { CheckedDocument } from "../document.ts";
import { type DayAct, dayActsIn } from "../facts/day-acts.ts";
import { isOfOffice } from "../facts/kind.ts";
import { lineAround } from "../facts/sentences.ts";
import type { RuleHit } from "../rule.ts";
import { LIMITS, type Limit, type Span } from "./limits.ts";
import { CALENDAR } from "./told-deadlines.ts";
import { toldLimits } from "./told-limits.ts";

/** A short text is of one matter. */
const SHORT = 1500;
const AROUND = 300;
const HOURS = 24;
const MINUTES = 60;
const DAYS_ON_THE_WAY = 3;

const STOPS = /中止|中断|补正|不计入|扣除|顺延|不可抗力|延期审理|暂停|重新计算|恢复计算/;
const PROLONGED = /延长|延期/;
/** Whoever tells it says himself that it was late. */
const BLAMED =
  /逾期|超期|超过[^，。；]{0,12}(?:期限|时限|期间|规定|[日月时天])|超出|超时|迟延|拖延|迟至|直至|直到|仍未|违反[^。；]{0,24}(?:期限|时限|[日月]内)|期限届满后|不符合[^，。；]{0,16}(?:期限|时限)/;
const BARELY = /@[^，。；]{0,14}[才方](?!案|向|面|式|便|法|可)|(?:才|方)(?:于|在)?@/;
const SENT = /发出|制发|寄|印发/;
const HANDED = /收|送达|接到/;
const TURNS = /[，；。](?:而(?![后且])|另(?:一|有|外)|同案)/;

const NOT = /(?:未|没|无|不|非|均非|勿)[^，。；、\n]{0,14}$/;
const ANSWERED_NO = /^[^，。；\n]{0,14}[：:]\s*(?:无|否|没有|未)/;

/** Whether something is told, and not only denied: 没有报请延长, 有无中止情形：无. */
function isAffirmed(text: string, pattern: RegExp): boolean {
  let from = 0;
  for (let rest = text; ; rest = text.slice(from)) {
    const found = pattern.exec(rest);
    if (!found) return false;
    const at = from + found.index;
    if (!NOT.test(text.slice(Math.max(0, at - 18), at)) && !ANSWERED_NO.test(text.slice(at, at + 30))) return true;
    from = at + Math.max(1, found[0].length);
  }
}

/** What the law gives so many days for, told with the day from which it counts and another behind its last. */
export function* limitsTooLate(document: CheckedDocument): Generator<RuleHit> {
  const acts = dayActsIn(document).filter(({ isMonth }) => !isMonth);
  yield* returnsTooMany(document, acts);
  if (acts.length < 2) return;
  const { text } = document;
  // A document of the office that tells so blames it.
  const isOffice = isOfOffice(document);
  const all = acts.map(({ said }) => said).join("\n");
  for (const limit of [...toldLimits(text), ...LIMITS]) {
    if (!limit.to.test(all) || !limit.from.test(all) || (limit.about && !limit.about.test(text))) continue;
    const tos = acts.filter(({ said }) => limit.to.test(said));
    const froms = acts.filter(({ said }) => limit.from.test(said));
    for (const to of tos) {
      const from = beginningOf(froms, to);
      if (!from || isOfAnother(text, from, to) || (isOffice && BARELY.test(to.said))) continue;
      const scope = scopeOf(text, from, to);
      if (limit.about && !limit.about.test(scope)) continue;
      if ((limit.unless && isAffirmed(scope, limit.unless)) || isAffirmed(scope, STOPS) || isAffirmed(scope, BLAMED)) continue;
      const span = spanOf(limit, scope);
      if (span === null) continue;
      const last = lastOf(from, span, SENT.test(from.said) && !HANDED.test(from.said) ? DAYS_ON_THE_WAY : 0);
      const isWrong = limit.isLeast ? dayFromIso(to.on) - dayFromIso(from.on) < span[0] : isBehind(from, to, span, last);
      // What was done in time may be done again.
      if (
        !isWrong ||
        (!limit.isLeast &&
          tos.some((each) => each !== to && each !== from && each.on >= from.on && each.on <= last && isBetween(each, from, to)))
      )
        continue;
      yield hitOf(from, to, last, limit);
    }
  }
}

/** A case is returned twice at most (CPL 175). */
function* returnsTooMany({ text }: CheckedDocument, acts: readonly DayAct[]): Generator<RuleHit> {
  for (const { index } of text.matchAll(/第[三四3-4]次(?:退回|退查|退补|补充(?:侦查|调查))/g)) {
    const day = acts.find(({ at }) => at > index);
    const [from, to] = lineAround(text, index);
    if (!day || day.at > to || isAffirmed(text.slice(from, to), BLAMED) || NOT_RETURNED.test(text.slice(Math.max(from, index - 16), index)))
      continue;
    yield { start: index, end: day.end, suggestion: null, reason: TOO_MANY };
  }
}
const NOT_RETURNED = /(?:不得|不能|未|没有|无)[^，。；]{0,12}$/;
const TOO_MANY = { zh: "补充侦查以二次为限（刑事诉讼法第一百七十五条第三款）", en: "a case is returned twice at most (CPL art. 175)" };

const isBetween = (each: DayAct, from: DayAct, to: DayAct): boolean =>
  each.at > Math.min(from.at, to.at) && each.at < Math.max(from.at, to.at);

/** The day that is told nearest before it, else behind it. */
function beginningOf(froms: readonly DayAct[], to: DayAct): DayAct | undefined {
  const own = froms.filter((each) => each.at !== to.at && each.on <= to.on);
  return own.findLast(({ at }) => at < to.at) ?? own.find(({ at }) => at > to.at);
}

function isOfAnother(text: string, from: DayAct, to: DayAct): boolean {
  const [one, other] = from.at < to.at ? [from, to] : [to, from];
  return one.line[0] === other.line[0] && TURNS.test(text.slice(one.at, other.at));
}

function scopeOf(text: string, from: DayAct, to: DayAct): string {
  if (text.length <= SHORT) return text;
  return text.slice(
    Math.max(0, Math.min(from.line[0], to.line[0]) - AROUND),
    Math.min(text.length, Math.max(from.line[1], to.line[1]) + AROUND),
  );
}

/** What counts: the most where it is told, or not told, that it was prolonged; the plain term where that is denied. Null: nobody knows. */
function spanOf({ days, most, extended, plainly }: Limit, scope: string): Span | null {
  if (extended === undefined) return isAffirmed(scope, PROLONGED) ? null : days;
  if (isAffirmed(scope, extended)) return most ?? null;
  return extended.test(scope) || days[1] === "hour" || plainly?.test(scope) ? days : (most ?? null);
}

function lastOf(from: DayAct, [count, unit]: Span, grace: number): string {
  let day = dayFromIso(from.until) + grace;
  if (unit === "workday") {
    for (let left = count; left > 0; ) if (CALENDAR.isWorkingDay(++day)) left -= 1;
    return isoOfDay(day);
  }
  if (unit === "hour") return isoOfDay(day + Math.ceil(count / HOURS));
  day = unit === "month" ? monthsAfter(isoOfDay(day), count) : day + count;
  while (!CALENDAR.isWorkingDay(day)) day += 1;
  return isoOfDay(day);
}

function monthsAfter(on: string, months: number): number {
  const { year, month, day } = calendarDay(dayFromIso(on));
  const count = year * 12 + month - 1 + months;
  for (let last = day; ; last -= 1) {
    const then = isoDate(Math.floor(count / 12), (count % 12) + 1, last);
    if (isRealDate(then)) return dayFromIso(then);
  }
}

function isBehind(from: DayAct, to: DayAct, [count, unit]: Span, last: string): boolean {
  if (unit !== "hour" || from.minutes === null || to.minutes === null) return to.on > last;
  return (dayFromIso(to.on) - dayFromIso(from.on)) * HOURS * MINUTES + to.minutes - from.minutes > count * MINUTES;
}

function hitOf(from: DayAct, { start, end }: DayAct, last: string, { isLeast, days, article }: Limit): RuleHit {
  const reason = isLeast
    ? { zh: `距 ${from.on} 不足${days[0]}日（${article}）`, en: `less than ${days[0]} days from ${from.on} (${article})` }
    : { zh: `自 ${from.on} 起应当不晚于 ${last}（${article}）`, en: `counted from ${from.on} this was due by ${last} (${article})` };
  return { start, end, suggestion: null, reason };
}
