import type { CheckedDocument } from "../document.ts";
import { toldDays } from "../facts/course-days.ts";
import { readOnce } from "../facts/read-once.ts";
import { type ToldSpan, toldSpans } from "../facts/spans.ts";
import { onlyTerm, type TermOfSpan, termOf } from "../facts/term-of-span.ts";
import { readTerm, TERM } from "../facts/terms.ts";
import type { DocumentRule, RuleHit } from "../rule.ts";

/** Months that are given on top of the term. */
const MORE = /^[^。；\n]{0,4}(?:含|包括|包含|其中)[^。；\n]{0,10}(?:免|装修|准备|赠|筹备)/;

interface SpanOfTerm {
  readonly span: ToldSpan;
  readonly told: TermOfSpan | null;
}

/** 2024年3月5日取保候审，期限十二个月，至2025年3月4日届满; 从3月1日开始，为期六个月，到8月31日结束: the term stands between its days. */
function spansAroundTerms(document: CheckedDocument): SpanOfTerm[] {
  const { text } = document;
  const days = toldDays(document);
  return days.flatMap((first, index) => {
    const last = days[index + 1];
    if (!last || last.start - first.end > 50) return [];
    const between = text.slice(first.end, last.start);
    const found = BETWEEN_DAYS.exec(between);
    const term = found && onlyTerm(between);
    const told = term && readTerm(term.groups?.["told"] ?? "");
    const ending = /^(?:止|届满|期满|到期|结束|终止|为止)/.exec(text.slice(last.end, last.end + 4))?.[0];
    if (found?.groups?.["word"] === "" && ending === undefined) return [];
    if (!told || term?.groups?.["more"] !== undefined || (ending === undefined && !/起|始|为期/.test(between))) return [];
    return [
      {
        span: { first: first.on, last: last.on, isClosed: false, start: first.start, end: last.end + (ending ?? "").length },
        told: { ...told, isExact: false, served: 0, reach: 0 },
      },
    ];
  });
}

const BETWEEN_DAYS =
  /^[^。；（(\n]*(?:期限|期间|为期|[租任工限]期|考验期|有效期|共|计|延长|取保候审|监视居住|留置|查封|冻结|扣押)[^。；（(\n]{0,20}(?<word>至|到|截至|截止到?|[于在]?)$/;

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
  `(?<![0-9])([12][0-9]{3})年([0-9]{1,2})月份?(?:起|开始)?[至到—－-](?:([12][0-9]{3})年|[同当]年)?([0-9]{1,2})月(?:份|底|末)?[，,、（(]?(?:[\\p{Script=Han}]{0,6}?)(?:共计?|合计|为期|历时|累计|长达|连续|持续|总共|一共|前后)(?<told>${TERM})`,
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
