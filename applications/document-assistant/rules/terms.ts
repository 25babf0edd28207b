import { isoOfDay } from "@yuejian/identifiers";
import type { CheckedDocument } from "../document.ts";
import { elapsedIn, holds } from "../facts/elapsed.ts";
import { elapsedAfar } from "../facts/elapsed-afar.ts";
import { elapsedInCells } from "../facts/elapsed-cells.ts";
import { elapsedHoursIn, holdsHours } from "../facts/elapsed-hours.ts";
import { readOnce } from "../facts/read-once.ts";
import { toldSpans } from "../facts/spans.ts";
import { type SpanOfTerm, spansAroundTerms } from "../facts/spans-of-terms.ts";
import { type TermOfSpan, termOf } from "../facts/term-of-span.ts";
import type { DocumentRule, RuleHit } from "../rule.ts";

/** Months that are given on top of the term. */
const MORE = /^[^。；\n]{0,4}(?:含|包括|包含|其中)[^。；\n]{0,10}(?:免|装修|准备|赠|筹备)/;

const DAY_MS = 86_400_000;
const after = (day: Date, { months, days, served }: TermOfSpan): Date =>
  new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + months, day.getUTCDate() + days - served));

/** Whether a term lies between its first and its last day. */
function isRightTerm(from: Date, to: Date, told: TermOfSpan): boolean {
  // The last day is the one before the same day of the month; where the month has no such day, its end is right.
  const apart = (after(from, told).getTime() - to.getTime()) / DAY_MS;
  const isShort = after(from, { ...told, days: 0, served: 0 }).getUTCDate() !== from.getUTCDate();
  return apart === 1 || (apart === 0 && !told.isExact) || (isShort && apart >= 0 && apart <= 4);
}

/** What is told of days that lie apart, in sentences, forms and tables. */
function* wrongLengths(document: CheckedDocument): Generator<RuleHit> {
  for (const each of [...elapsedIn(document), ...elapsedInCells(document), ...elapsedAfar(document)]) {
    const { from, to, told } = each;
    if (holds(each)) continue;
    const days = to.first - from.last + (each.counted ?? 0);
    yield {
      start: Math.min(from.start, told.start),
      end: Math.max(to.end, told.end),
      suggestion: null,
      reason: {
        zh: `所写的时长与起止时间不符：${isoOfDay(from.first)} 至 ${isoOfDay(to.last)}${from.first === from.last ? `相距 ${days} 天` : ""}`,
        en: `the length is not that from ${isoOfDay(from.first)} to ${isoOfDay(to.last)}`,
      },
    };
  }
}

function* wrongHours(document: CheckedDocument): Generator<RuleHit> {
  for (const each of elapsedHoursIn(document)) {
    if (holdsHours(each)) continue;
    const [hours, minutes] = [Math.floor(each.minutes / 60), each.minutes % 60];
    yield {
      start: each.start,
      end: each.end,
      suggestion: null,
      reason: {
        zh: `所写的时长与起止时间不符：相距 ${hours} 小时 ${minutes} 分`,
        en: `the length is not that between the times: ${hours} h ${minutes} min`,
      },
    };
  }
}

function* findWrong(document: CheckedDocument): Generator<RuleHit> {
  const { text } = document;
  const spans = toldSpans(document);
  const all: readonly SpanOfTerm[] = [
    ...spans.map((span, index) => ({ span, told: termOf(text, span, spans[index - 1]) })),
    ...spansAroundTerms(document),
  ];
  for (const { span, told } of all) {
    const [from, to] = [new Date(span.first), new Date(span.last)];
    if (!told || isRightTerm(from, to, told) || MORE.test(text.slice(span.end, span.end + 24))) continue;
    const right = new Date(after(from, told).getTime() - DAY_MS).toISOString().slice(0, 10);
    yield {
      start: span.start,
      end: span.end + told.reach,
      suggestion: null,
      reason: { zh: `起止日期与期限不符：按所写的期限应当到 ${right}`, en: `the days do not make the term, which would end on ${right}` },
    };
  }
}

/** Whether the text itself says that a term is wrong. */
const isTold = (text: string, { start, end }: Pick<RuleHit, "start" | "end">): boolean =>
  /(?:书写|计算|记载|表述|填写|推算)(?:有误|错误)|笔误|误写|误算|算错/.test(
    `${text.slice(Math.max(0, start - 80), start)}${text.slice(end, end + 200)}`,
  );

/** Terms whose first and last day do not make what is told of them. */
const wrongTerms = readOnce((document): readonly RuleHit[] => {
  const terms = [...findWrong(document)];
  const lengths = [...wrongLengths(document), ...wrongHours(document)].filter(
    ({ start, end }) => !terms.some((term) => term.start < end && start < term.end),
  );
  return [...terms, ...lengths].filter((hit) => !isTold(document.text, hit)).sort((one, other) => one.start - other.start);
});

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
