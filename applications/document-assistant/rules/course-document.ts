import { dayFromIso, isoOfDay } from "@yuejian/identifiers";
import type { CheckedDocument } from "../document.ts";
import { cellLabel } from "../facts/cells.ts";
import { type CourseDay, courseDaysIn } from "../facts/course-days.ts";
import type { DatedPlace } from "../facts/dates.ts";
import { factsOf } from "../facts/facts.ts";
import { kindOf, type RecognisedKind } from "../facts/kind.ts";
import { lineAround } from "../facts/sentences.ts";
import { signedOn } from "../facts/signature.ts";
import type { DatedEvent } from "../facts/steps.ts";
import type { Clash } from "./clashes.ts";
import { isTold } from "./course-told.ts";

/** A document that tells what happened after it was signed, or held; and a notice of what was over when it was signed. */
export function* documentClashes(document: CheckedDocument): Generator<Clash> {
  const kind = kindOf(document);
  if (kind === null && !document.text.includes("人民检察院")) return;
  const { steps } = factsOf(document);
  const last = signedOn(document);
  // In a form the last day may be that of a step.
  const signed = last && steps.some(({ step, start }) => step !== "heard" && start === last.start) ? null : last;
  const questioned = recordDay(document);
  const past = pastDays(document).filter(({ start }) => start !== questioned?.start);
  if (questioned) {
    for (const day of past) {
      if (day.on > questioned.on && day.start > questioned.start) yield clash(day, questioned, "first");
      if (signed && day.on > signed.on && day.start < signed.start) yield clash(day, signed, "first");
    }
    if (signed && signed.on < questioned.on) yield clash(questioned, signed, "second");
    // Who is questioned signs when it is over.
    else if (signed && signed.on > nextDay(questioned.until)) yield clash(signed, questioned, "first");
    return;
  }
  if (!signed) return;
  for (const day of past) if (day.on > signed.on && day.start < signed.start) yield clash(day, signed, "first");
  for (const step of steps)
    if (step.step === "heard" && step.on < signed.on && (kind === "hearing-notice" || isSet(document, step)))
      yield clash(signed, step, "second");
  for (const event of factsOf(document).events)
    if (kind === "hearing-notice" && event.step === null && event.on < signed.on && isHearingTime(document, event))
      yield clash(signed, event, "second");
}

/** The day on which a record was taken. */
export function recordDay(document: CheckedDocument): (DatedPlace & { readonly until: string }) | null {
  const kind = kindOf(document);
  const { steps, events } = factsOf(document);
  const told = steps.find(({ step }) => step === "questioned");
  if (told || !kind || !RECORDS.has(kind)) return told ?? null;
  return headDay(document) ?? events.find(({ behind }, at) => at === 0 && /检察官|书记员/.test(behind)) ?? null;
}

const nextDay = (on: string): string => isoOfDay(dayFromIso(on) + 1);

const RECORDS: ReadonlySet<RecognisedKind> = new Set(["interrogation-record", "witness-record"]);
const HEAD_LINES = 14;

/** The day at the head of a record: 时间：2024年9月26日9时. */
function headDay({ text, paragraphs }: CheckedDocument): CourseDay | null {
  const until = paragraphs[HEAD_LINES]?.start ?? text.length;
  return (
    courseDaysIn(text.slice(0, until)).find((day) =>
      /^(?:起止)?时\s*间|^日\s*期/.test(cellLabel(text, day) ?? text.slice(Math.max(0, day.start - 4), day.start).trim()),
    ) ?? null
  );
}

/** Days on which something is told to have been done. */
function pastDays(document: CheckedDocument): DatedPlace[] {
  const kind = kindOf(document);
  const isRecord = RECORDS.has(kind ?? "notice");
  return factsOf(document).events.filter((event) => {
    const { step, behind } = event;
    // What a notice calls people to is to come.
    if (kind === "hearing-notice" && isHearingTime(document, event)) return false;
    if (step) return !step.isPlanned && step.step !== "questioned" && (step.step !== "heard" || kind !== "hearing-notice");
    if (AMOUNT_CELL.test(behind)) return !PLAN.test(document.text);
    return !isToCome(event) && (/[\p{Script=Han}]{2}/u.test(behind) || (isRecord && isTold(event)));
  });
}

const isHearingTime = ({ text }: CheckedDocument, { start, end }: DatedPlace): boolean => {
  const line = lineBefore(text, start).replaceAll(/\s/g, "");
  return (
    /听证[^，。；]{0,4}(?:时间|日期)|^(?:[（(]?[一二三四五六七八九十0-9]{1,2}[)）、.．])?(?:召开|举行|会议)?(?:时间|日期)/.test(line) &&
    /^(?:（[^（）]{2,4}）)?(?:上午|下午|晚上?)?\s*(?:[0-9一二三四五六七八九十]{1,3}[时点:：]|$|[，。；\n])/.test(text.slice(end, end + 12))
  );
};
/** 现定于3月5日举行听证, and not 原定于 */
const isSet = ({ text }: CheckedDocument, { start }: DatedPlace): boolean =>
  /(?:现|决定|兹|拟|将)定?[于在]$/.test(text.slice(Math.max(0, start - 6), start));

/** The line of a day up to it, or, where it begins its line, the one above. */
function lineBefore(text: string, at: number): string {
  const [from] = lineAround(text, at);
  const own = text.slice(from, at).trim();
  return own === "" && from > 0 ? text.slice(...lineAround(text, from - 1)) : own;
}

/** A row of a table: the day, and what was paid on it. */
const AMOUNT_CELL = /^[\s\u3000|｜│]+[¥￥]?[0-9,，]+(?:\.[0-9]{1,2})?\s*元?(?:$|[\s\u3000|｜│])/;
const PLAN = /计划|分期|应[付还]|到期|约定[^。]{0,20}(?:支付|归还|偿还)/;

/** A term, a promise, a day that is set: what may lie behind the day of the document. */
const isToCome = ({ before, behind }: DatedEvent): boolean =>
  FUTURE.test(behind.slice(0, 40)) ||
  PLANNED.test(before.split(/[，；]/).at(-1) ?? "") ||
  (UNTIL.test(before.slice(-10)) && !/^[^，。；]{0,10}时(?![分许间])/.test(behind));

const FUTURE =
  /^(?:之?前|以前|止|届满|期满|到期|起(?!，(?:本院|我院)[^。；]*(?:了|发现|走访|调取|核查))|之?后|以后|[^，。；]{0,6}之前)|届满|期满|期限|将(?:于|在|要|会|进行|召开|举行|组织|开展|对)|拟|应当|可以|可于|到期|有效|生效|施行|举行|参加|到庭|开庭|截止|^[^，。；]{0,20}前[，。；、]/;
/** 决定于3月1日召开, 约定3月1日付清 */
const PLANNED =
  /(?:定|拟|将|计划|预计|预定|准备|打算)于$|约定|承诺|答应|保证(?!金)|许诺|预计|计划|拟|应当|届时|到期|有效期|截止|限期|限于|刑期|考验期|期限|至迟|最迟|不晚于|不迟于|请|责令|要求[^，；]{0,10}(?:于|在)$/;
const UNTIL = /(?:至|到|应当|请|限|拟|将|计划|定于|期限|届满|截止|不晚于|不迟于)[^，。；\n]{0,4}$/;

function clash(first: DatedPlace, second: DatedPlace, suspect: Clash["suspect"]): Clash {
  const reason = (other: DatedPlace) => ({
    zh: `与文书的日期先后颠倒（${other.on}）`,
    en: `out of order with the day of the document (${other.on})`,
  });
  return { first, second, suspect, reasons: { first: reason(second), second: reason(first) } };
}
