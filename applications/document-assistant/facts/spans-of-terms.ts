import type { CheckedDocument } from "../document.ts";
import { type CourseDay, toldDays } from "./course-days.ts";
import { type Row, rowsIn } from "./rows.ts";
import { type ToldSpan, toldSpans } from "./spans.ts";
import { lengthOf, onlyTerm, type TermOfSpan } from "./term-of-span.ts";
import { TERM } from "./terms.ts";

export interface SpanOfTerm {
  readonly span: ToldSpan;
  readonly told: TermOfSpan | null;
}

const WHOLE = new RegExp(`^${TERM}$`);
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

/** A table of first days, last days and terms, and the cells of a form that tell a stretch and how long it is. */
export function spansInCells(document: CheckedDocument): SpanOfTerm[] {
  const all: SpanOfTerm[] = [];
  const [days, spans] = [toldDays(document), toldSpans(document)];
  let headings: Row = [];
  for (const row of rowsIn(document)) {
    if (row.length > 2 && row.every(({ text }) => !/[0-9]/.test(text) && !WHOLE.test(text))) headings = row;
    if (row.length < 2 || row.length !== headings.length || row === headings) continue;
    const under = (label: RegExp): Row => row.filter((_, at) => label.test(headings[at]?.text ?? ""));
    const [term, other] = under(/^[\p{Script=Han}（）]{0,6}(?:期限|时长|天数|日数|月数|[租刑工任]期|考验期)$/u).filter(({ text }) =>
      WHOLE.test(text),
    );
    const [from, to] = [under(/起|开始|自/), under(/止|结束|届满|终|至/)].map((cells) =>
      cells.flatMap(({ text, start }) => days.filter((day) => day.start === start && day.end === start + text.length)),
    );
    const [first, last] = [from?.[0], to?.[0]];
    const whole = spans.filter(({ start, end }) => row.some((cell) => cell.start === start && cell.start + cell.text.length === end));
    if (!term || other) continue;
    if (whole.length === 1 && whole[0]) all.push({ span: whole[0], told: loosely(term.text) });
    else if (first && last && first !== last && from?.length === 1 && to?.length === 1)
      all.push({ span: spanOf(first, last, last.end), told: loosely(term.text) });
  }
  return all;
}

const HELD = /^[^，。；\n]{0,8}(?:拘留|羁押|留置|收押|关押)/;
const FREED = /^[^，。；\n]{0,8}(?:取保候审|释放|解除|监视居住)/;
const HELD_FOR = new RegExp(`^[^。；\\n]{0,30}(?:羁押|关押|拘留|留置|折抵)(?:时间|期限|刑期)?(?:了|为|共|共计|合计|达)*(?<told>${TERM})`);
/** 3月1日被拘留，3月20日被取保候审，羁押20日: between two days of one sentence. */
export function spansOfCustody(document: CheckedDocument): SpanOfTerm[] {
  const { text } = document;
  const days = toldDays(document);
  return days.flatMap((first, index) => {
    const last = days[index + 1];
    if (!last || !HELD.test(text.slice(first.end, last.start)) || /[。\n]/.test(text.slice(first.end, last.start))) return [];
    const behind = text.slice(last.end, Math.min(days[index + 2]?.start ?? text.length, last.end + 60));
    if (!FREED.test(behind)) return [];
    return [{ span: spanOf(first, last, last.end), told: loosely(HELD_FOR.exec(behind)?.groups?.["told"]) }];
  });
}
