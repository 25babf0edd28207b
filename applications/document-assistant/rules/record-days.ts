import type { DocumentCaseDay, DocumentCaseRecord } from "@yuejian/contracts";
import type { CheckedDocument } from "../document.ts";
import type { DatedPlace } from "../facts/dates.ts";
import { factsOf } from "../facts/facts.ts";
import { tooLate } from "./overdue.ts";

export const apart = (one: string, other: string): number => Math.abs(Date.parse(one) - Date.parse(other)) / 86_400_000;

/** Words around a day that may tell a step in any words at all. */
const FIELDS: Readonly<Partial<Record<DocumentCaseDay, RegExp>>> = {
  filed: /立[了为的]?[^，。；]{0,4}案/,
  accepted: /[移送转交报][^，。；]{0,12}(?:检察|本院|我院|你院|审查)|(?:检察|本院|我院|你院)[^，。；]{0,10}[收受接]/,
  told: /[告讲说][知明解清][^，。；]{0,12}[权义]|权利|告知/,
  detained: /拘留|刑拘|关[进到]/,
  arrested: /(?<!提请[^，。；]{0,6})捕/,
};
export const FEW_DAYS = 31;

/** Where no words of a step are found: days near to the known one on which nothing else is told to have been done, with words that may be meant for it. */
export function leftFor(document: CheckedDocument, record: DocumentCaseRecord, step: DocumentCaseDay): DatedPlace[] {
  const field = FIELDS[step];
  if (!field) return [];
  const others = new Set(Object.values(record.days).flat());
  const own = record.days[step] ?? [];
  const left = factsOf(document).events.filter(
    (event) =>
      event.step === null &&
      (own.includes(event.on) || (!others.has(event.on) && own.some((on) => apart(on, event.on) < FEW_DAYS))) &&
      field.test(`${event.before.slice(-16)}|${event.behind.split("，", 1)[0]}`),
  );
  return new Set(left.map(({ on }) => on)).size === 1 ? left : [];
}

/** A step that is told too late moves all behind it: that is told there. */
export function isMovedWith(document: CheckedDocument, { on, start }: DatedPlace, known: readonly string[]): boolean {
  const late = new Set(tooLate(document).map((hit) => hit.start));
  const days = factsOf(document).events.filter((event) => late.has(event.start) && event.start !== start);
  return days.some((day) => day.on <= on) && known.every((each) => each < on);
}
