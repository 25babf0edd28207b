import type { CheckedDocument } from "../document.ts";
import { readOnce } from "../facts/read-once.ts";
import { toldSpans } from "../facts/spans.ts";
import { type SpanOfTerm, spansAroundTerms, spansInCells, spansOfCustody } from "../facts/spans-of-terms.ts";
import { type TermOfSpan, termOf } from "../facts/term-of-span.ts";
import { readTerm, TERM } from "../facts/terms.ts";
import type { DocumentRule, RuleHit } from "../rule.ts";

/** Months that are given on top of the term. */
const MORE = /^[^。；\n]{0,4}(?:含|包括|包含|其中)[^。；\n]{0,10}(?:免|装修|准备|赠|筹备)/;

const DAY_MS = 86_400_000;
const after = (day: Date, { months, days, served }: TermOfSpan): Date =>
  new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + months, day.getUTCDate() + days - served));

/** Whether a term lies between its first and its last day. */
function holds(from: Date, to: Date, told: TermOfSpan): boolean {
  // The last day is the one before the same day of the month; where the month has no such day, its end is right.
  const apart = (after(from, told).getTime() - to.getTime()) / DAY_MS;
  const isShort = after(from, { ...told, days: 0, served: 0 }).getUTCDate() !== from.getUTCDate();
  return apart === 1 || (apart === 0 && !told.isExact) || (isShort && apart >= 0 && apart <= 4);
}

/** 2023年1月至2024年6月，共十八个月: both months are counted, or one of them. */
const MONTHS = new RegExp(
  `(?<![0-9])([12][0-9]{3})年([0-9]{1,2})月份?(?:起|开始)?[至到—－-](?:([12][0-9]{3})年|[同当]年)?([0-9]{1,2})月(?:份|底|末)?(?:止|期间)?[，,、（(]?(?:[\\p{Script=Han}]{0,6}?)(?:共计?|合计|为期|历时|累计|长达|连续|持续|总共|一共|前后)(?<told>${TERM})`,
  "gu",
);

function* wrongMonths(text: string): Generator<RuleHit> {
  for (const { 0: whole, 1: first = "", 2: from, 3: last = first, 4: to, index, groups } of text.matchAll(MONTHS)) {
    const told = readTerm(groups?.["told"] ?? "");
    const apart = 12 * (Number(last) - Number(first)) + Number(to) - Number(from);
    if (!told || told.days > 0 || apart < 1 || told.months === apart || told.months === apart + 1) continue;
    yield {
      start: index,
      end: index + whole.length,
      suggestion: null,
      reason: {
        zh: `起止月份与期限不符：头尾都算是 ${apart + 1} 个月`,
        en: `the months do not make the term: with both of them ${apart + 1}`,
      },
    };
  }
}

function* findWrong(document: CheckedDocument): Generator<RuleHit> {
  const { text } = document;
  yield* wrongMonths(text);
  const spans = toldSpans(document);
  const all: readonly SpanOfTerm[] = [
    ...spans.map((span, index) => ({ span, told: termOf(text, span, spans[index - 1]) })),
    ...spansAroundTerms(document),
    ...spansInCells(document),
    ...spansOfCustody(document),
  ];
  for (const { span, told } of all) {
    const [from, to] = [new Date(span.first), new Date(span.last)];
    if (!told || holds(from, to, told) || MORE.test(text.slice(span.end, span.end + 24))) continue;
    const right = new Date(after(from, told).getTime() - DAY_MS).toISOString().slice(0, 10);
    yield {
      start: span.start,
      end: span.end + told.reach,
      suggestion: null,
      reason: { zh: `起止日期与期限不符：按所写的期限应当到 ${right}`, en: `the days do not make the term, which would end on ${right}` },
    };
  }
}

/** Terms whose first and last day do not make what is told of them. */
const wrongTerms = readOnce((document): readonly RuleHit[] => [...findWrong(document)].sort((one, other) => one.start - other.start));

/** Whether a stretch is part of one of these: its days, or the term, may be wrong, and nothing goes by them. */
export const isOfWrongTerm = (document: CheckedDocument, { start, end }: { readonly start: number; readonly end: number }): boolean =>
  wrongTerms(document).some((each) => each.start < end && start < each.end);

export const TERM_RULES: readonly DocumentRule[] = [
  {
    id: "term-wrong",
    title: { zh: "期限与起止日期不符", en: "Term that its days contradict" },
    severity: "error",
    source: null,
    find: wrongTerms,
  },
];
