import { dayFromIso } from "@yuejian/identifiers";
import type { CheckedDocument } from "../document.ts";
import { factsOf } from "../facts/facts.ts";
import { startOf } from "../facts/sentences.ts";
import { toldSpans } from "../facts/spans.ts";
import type { CourseStep } from "../facts/step-words.ts";
import type { Clash } from "./clashes.ts";
import { tooLate } from "./overdue.ts";
import { isOfWrongTerm } from "./terms.ts";

/** What begins with the day of a step, by the words before its stretch. */
const BEGINS: Readonly<Partial<Record<CourseStep, RegExp>>> = {
  bailed: /(?:取保候审|监视居住|期限|期间)[^，。；]{0,8}$/,
  held: /留置[^，。；]{0,8}(?:期限|时间|期间)|(?<!拘留|羁押|逮捕)期限[^，。；]{0,8}$/,
  arrested: /羁押(?:期限|期间)[^，。；]{0,8}$/,
  effective: /(?:考验期|矫正期)[^，。；]{0,6}$/,
};
/** 自3月5日起延长…一个月（自3月5日起至…） */
const REPEATED = /^起[^，。；（]{0,30}[（(]$/;
const FAR = 90;
/** Days by which a step is late, at most. */
const LATE = 20;

/** A measure, or a term, and the stretch that begins with it: 于3月5日被取保候审，期限自3月5日起至…. */
export function* termClashes(document: CheckedDocument): Generator<Clash> {
  const { text } = document;
  const { steps, events } = factsOf(document);
  for (const span of toldSpans(document)) {
    if (isOfWrongTerm(document, span)) continue;
    const sentence = startOf(text, span.start, "。\n");
    const lead = text.slice(Math.max(sentence, span.start - 24), span.start);
    const step = steps.findLast(
      (each) => each.start >= sentence && each.end <= span.start && span.start - each.end < FAR && (BEGINS[each.step]?.test(lead) ?? false),
    );
    const again = events.findLast(
      (each) => each.start >= sentence && each.end < span.start && REPEATED.test(text.slice(each.end, span.start)),
    );
    const begun = again ?? step;
    const days = begun ? dayFromIso(span.first) - dayFromIso(begun.on) : 0;
    // The term may begin on the next day; what was done too late is told as that.
    if (!begun || days === 0 || days === 1 || (Math.abs(days) < LATE && tooLate(document).length > 0)) continue;
    yield { first: begun, second: { on: span.first, start: span.start, end: span.end }, suspect: "first", reasons: REASONS };
  }
}

const REASON = { zh: "与期限的起始日不符", en: "not the day with which the term begins" };
const REASONS: Clash["reasons"] = { first: REASON, second: REASON };
