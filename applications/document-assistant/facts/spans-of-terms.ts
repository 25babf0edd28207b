import type { CheckedDocument } from "../document.ts";
import { type CourseDay, toldDays } from "./course-days.ts";
import type { ToldSpan } from "./spans.ts";
import { lengthOf, onlyTerm, type TermOfSpan } from "./term-of-span.ts";
import { TERM } from "./terms.ts";

export interface SpanOfTerm {
  readonly span: ToldSpan;
  readonly told: TermOfSpan | null;
}

const spanOf = (first: CourseDay, last: CourseDay, end: number): ToldSpan => ({
  first: first.on,
  last: last.on,
  isClosed: false,
  start: first.start,
  end,
});
/** A length of which it is not said whether both its days are of it. */
const loosely = (told: string | undefined): TermOfSpan | null => lengthOf(told, { isExact: false });

const BETWEEN_DAYS =
  /^(?:[^。；（(\n]*(?:期限|期间|为期|[租任工限]期|考验期|有效期|共|计|延长|取保候审|监视居住|留置|查封|冻结|扣押)|起算?|开始计?算?)[^。；（(\n]{0,20}(?<word>至|到|截至|截止到?|[于在]?)$/;
/** 起30日内（即 */
const WITHIN_DAYS = new RegExp(
  `^起算?[^。；（(\\n0-9]{0,6}(?<told>${TERM})(?:以?内|之内)[^。；\\n]{0,8}[，（(](?:也?即|具体为|最迟|至迟)(?:应当?)?[于在到至]?$`,
);

/** 2024年3月5日取保候审，期限十二个月，至2025年3月4日届满; 从3月1日开始，为期六个月，到8月31日结束: the term stands between its days. */
export function spansAroundTerms(document: CheckedDocument): SpanOfTerm[] {
  const { text } = document;
  const days = toldDays(document);
  return days.flatMap((first, index) => {
    const last = days[index + 1];
    if (!last || last.start - first.end > 50) return [];
    const between = text.slice(first.end, last.start);
    const behind = text.slice(last.end, last.end + 4);
    const within = WITHIN_DAYS.exec(between)?.groups?.["told"];
    if (within !== undefined)
      return /^(?:之?前|以前|止|届满|期满|到期)/.test(behind) ? [{ span: spanOf(first, last, last.end), told: loosely(within) }] : [];
    const found = BETWEEN_DAYS.exec(between);
    const term = found && onlyTerm(between);
    const ending = /^(?:止|届满|期满|到期|结束|终止|为止)/.exec(behind)?.[0];
    if (/^[于在]?$/.test(found?.groups?.["word"] ?? "") && ending === undefined) return [];
    if (!term || term.groups?.["more"] !== undefined || (ending === undefined && !/起|始|为期/.test(between))) return [];
    return [{ span: spanOf(first, last, last.end + (ending ?? "").length), told: loosely(term.groups?.["told"]) }];
  });
}
