import { HOLIDAY_TABLE, workCalendar } from "@yuejian/deadlines";
import { dayFromIso, isoOfDay } from "@yuejian/identifiers";
import type { CheckedDocument } from "../document.ts";
import type { DatedPlace } from "../facts/dates.ts";
import { factsOf } from "../facts/facts.ts";
import { kindOf } from "../facts/kind.ts";
import { afterOf, beforeOf } from "../facts/sentences.ts";
import { signedOn } from "../facts/signature.ts";
import type { DatedStep } from "../facts/steps.ts";
import { numberOf } from "../facts/written-number.ts";
import type { RuleHit } from "../rule.ts";

export const CALENDAR = workCalendar(HOLIDAY_TABLE);
/** What is sent is received some days later, and a term runs from receipt. */
const DAYS_ON_THE_WAY = 5;
const LONGEST_MONTH = 31;

const TERM = "([0-9]{1,3}|[一二两三四五六七八九十]{1,3})(个?工作日|个月|日|天)";
/** 两个月内书面回复, 回复期限为二个月, 在两个月的回复期限内 */
const REPLY = new RegExp(
  `${TERM}(?:之|以)?(?:内|的)[^。\\n]{0,24}(?:回复|答复|复函|反馈)|(?:回复|答复|复函|反馈)(?:的)?(?:期限|时限)[^，。；0-9一二两三四五六七八九十]{0,4}${TERM}`,
);
/** 自收到申请之日起十个工作日内作出决定 */
const DECISION = new RegExp(
  `(?:本院|我院)[^，。；]{0,6}自?(?:收到|受理|接到)[^，。；]{0,8}申请[^，。；]{0,4}(?:之日起|后)[^，。；0-9一二两三四五六七八九十]{0,2}${TERM}(?:之|以)?内[^，。；]{0,8}(?:作出|决定|办结)`,
);

const LATE = /逾期|超期|超过|超出|超时|延迟|迟延|拖延|迟至|直至|直到|仍未|未[按在能依]|违反|不符合|未予|催|延长/;
/** A delay in answering, agreed on or blamed. */
const OF_DELAY =
  /(?:逾期|超期|迟延|延期|延长|催)[^，。；]{0,10}(?:回复|答复|复函|反馈|整改|办理)|(?:回复|答复|反馈)[^，。；]{0,8}(?:逾期|超期|延期|延长|迟)/;
const BARELY = /才\s*$|^[^，。；]{0,12}才/;

/** Whether a document says itself that a step was late. */
export function isToldLate(text: string, { start, end }: DatedPlace): boolean {
  const [before, behind] = [beforeOf(text, start), afterOf(text, end).split(/，(?=(?:19|20)[0-9]{2}年)/, 1)[0] ?? ""];
  return LATE.test(before) || LATE.test(behind) || BARELY.test(behind.slice(0, 24)) || BARELY.test(before);
}

interface Term {
  readonly count: number;
  readonly unit: string;
  readonly written: string;
}

function termIn(text: string, pattern: RegExp): Term | null {
  const found = pattern.exec(text);
  if (!found) return null;
  const [count, unit] = found.slice(1).filter((part) => part !== undefined);
  return count === undefined || unit === undefined ? null : { count: numberOf(count), unit, written: `${count}${unit}` };
}

/** The last day at the latest: a month is taken for the longest, and a day off moves the end. */
function lastDay(from: string, { count, unit }: Term, days: number): string {
  let day = dayFromIso(from) + days;
  if (!unit.endsWith("工作日")) day += count * (unit === "个月" ? LONGEST_MONTH : 1);
  else for (let left = count; left > 0; ) if (CALENDAR.isWorkingDay(++day)) left -= 1;
  while (!CALENDAR.isWorkingDay(day)) day += 1;
  return isoOfDay(day);
}

/** What was done beyond the term that the document itself tells of it. */
export function* toldTermTooLate(document: CheckedDocument): Generator<RuleHit> {
  const { text } = document;
  const { steps } = factsOf(document);
  const signed = signedOn(document);
  const decision = termIn(text, DECISION);
  const petitioned = steps.find(({ step }) => step === "petitioned");
  if (decision && petitioned && signed) yield* over(signed, petitioned, decision, 0);
  const reply = termIn(text, REPLY);
  if (!reply || OF_DELAY.test(text)) return;
  const suggested = steps.filter(({ step }) => step === "suggested");
  const [first] = suggested;
  if (!first || suggested.some(({ on }) => on !== first.on && !isReceived(text, on, suggested))) return;
  const received = suggested.find(({ end }) => isReceipt(text, end));
  const from = received ?? first;
  const answered = steps.filter(({ step, on }) => step === "answered" && on >= from.on);
  // Who writes the reply answers on the day under it.
  const to = answered[0] ?? (kindOf(document) === "letter" && received ? signed : null);
  if (to && answered.length < 2 && !isToldLate(text, to)) yield* over(to, from, reply, received ? 0 : DAYS_ON_THE_WAY);
}

const isReceipt = (text: string, end: number): boolean => /^[^，。；]{0,6}(?:收到|收悉|签收)/.test(text.slice(end, end + 12));
const isReceived = (text: string, on: string, steps: readonly DatedStep[]): boolean =>
  steps.some((step) => step.on === on && isReceipt(text, step.end));

function* over(to: DatedPlace, from: DatedPlace, term: Term, days: number): Generator<RuleHit> {
  const last = lastDay(from.on, term, days);
  if (to.on <= last) return;
  yield {
    start: to.start,
    end: to.end,
    suggestion: null,
    reason: {
      zh: `自 ${from.on} 起超过文中所述的${term.written}，应当不晚于 ${last}`,
      en: `beyond the term that the document tells (${term.written}): counted from ${from.on} this was due by ${last}`,
    },
  };
}
