import type { CheckedDocument } from "../document.ts";
import { toldDays } from "../facts/course-days.ts";
import { readOnce } from "../facts/read-once.ts";
import { type ToldSpan, toldSpans } from "../facts/spans.ts";
import { readTerm, TERM, type ToldTerm } from "../facts/terms.ts";
import { numberOf } from "../facts/written-number.ts";
import type { DocumentRule, RuleHit } from "../rule.ts";

/** How far before its days a sentence is told. */
const NEAR = 240;
/** 判处有期徒刑七个月 */
const SENTENCE = new RegExp(`(?:有期徒刑|拘役|管制)(?:为)?(?<told>${TERM})(?<more>[至到－—-]|以[上下]|或者)?`, "g");
/** 缓刑二年 */
const PROBATION = new RegExp(`缓刑(?:考验期)?(?:为)?(?<told>${TERM})(?<more>[至到－—-]|以[上下]|或者)?`, "g");
/** 共三个月, 为期二年, 期限为六个月, behind the days; 的二年 */
const BEHIND = new RegExp(
  `^[，,、；（(：:\\s]{0,2}(?:的|(?:[\\p{Script=Han}]{0,6}(?:期限|期间|期|时间|时长|跨度)|以|按|共|共计|合计|累计|总计|为期|历时|长达|期|计|合)(?:限)?(?:为|共计|共|是|计|约定为)?)[：:]?(?<told>${TERM})(?!以|内|后|前|的(?:第|前))`,
  "u",
);
/** 取保候审十二个月，自; 期限三年（自 */
const BEFORE = new RegExp(
  `(?<told>${TERM})(?<more>[至到－—-]|以[上下内]|或者|内|后|前)?(?:整)?[，,（(：:；\\s]{0,3}(?:(?:即|具体|起止)?[\\p{Script=Han}]{0,6}?(?:期限|期间|时间|日期|起止)?(?:为|是|从)?[：:]?)$`,
  "u",
);
/** 在30日内整改（自 */
const SET = /(?:约定|限|责令|要求|应当?|须|承诺|同意)[^，。；]{0,12}(?:以?内|之内)[^，。；（(]{0,10}[（(]/;
const WITHIN = new RegExp(`(?<told>${TERM})(?:以?内|之内)[^，。；（(\n]{0,10}[（(](?:即|具体为|期限为?)?$`, "u");
/** What a term that stands before its days is of. */
const OF_A_TERM =
  /期限|徒刑|拘役|管制|缓刑|[租任刑工限效]期|有效期|考验期|取保|监视居住|拘留|留置|羁押|延长|服务|合同|公示|公告|冻结|查封|扣押|停产|停业|停职|暂扣|矫正|监外执行|禁止|质保|保修|养护|整改|借用|承包|租赁|出租|租用|经营|聘|任职|培训|休假|试用|监管|保证|保险|履行|政治权利|报名|登记|征集|申报|投标/;
/** Loans run from a day to the same day. What the law counts without its first day may, as may what is not said to hold both. */
const WITHOUT_FIRST = /贷|借|授信|展期|额度|融资|取保|监视居住|拘留|留置|羁押|拘役?所/;
/** Days that were served before, with or without their number. */
const SERVED = /(?:折抵|扣除|先行羁押|羁押)[^，。；\n0-9一二三四五六七八九十]{0,12}(?<days>[一二三四五六七八九十百0-9]{1,4})[日天]/;
const IS_SERVED = /折抵|扣除|抵扣|羁押一日|取保候审|监视居住/;

/** Months that are given on top of the term. */
const MORE = /^[^。；\n]{0,4}(?:含|包括|包含|其中)[^。；\n]{0,10}(?:免|装修|准备|赠|筹备)/;

interface Told extends ToldTerm {
  /** How far behind the days the term is told; 0: before them. */
  readonly reach: number;
  /** Its last day is certain; other terms are counted with or without their first day. */
  readonly isExact: boolean;
  /** Days that were served before. */
  readonly served: number;
}

const exactly = (told: string | undefined, served = 0): Told | null => {
  const term = readTerm(told ?? "");
  return term && { ...term, isExact: true, served, reach: 0 };
};

/** The sentence that stands before its days: the last that is told, if it is one alone and no span. `undefined`: there is none. */
function sentenceBefore(before: string): Told | null | undefined {
  const sentences = [...before.matchAll(SENTENCE)];
  const whole = before.slice(Math.max(before.lastIndexOf("决定执行"), before.lastIndexOf("合并执行"), 0));
  const [last] = [...whole.matchAll(SENTENCE)].slice(-1);
  if (!last || !/刑期|折抵|即/.test(whole.slice(last.index))) return undefined;
  const behind = whole.slice(last.index);
  const isSeveral = sentences.length > 1 && whole === before && new Set(sentences.map(({ groups }) => groups?.["told"])).size > 1;
  const days = SERVED.exec(behind)?.groups?.["days"];
  const isOther = days === undefined && IS_SERVED.test(behind.replace(/羁押一日，?折抵刑期一日/g, "")) && !/至今/.test(behind);
  if (isSeveral || last.groups?.["more"] !== undefined || isOther || /缓刑/.test(behind)) return null;
  return exactly(last.groups?.["told"], days === undefined || days === "一" || days === "1" ? 0 : numberOf(days));
}

/** The only term of a clause: 禁止其在三年内从事该职业，期限. */
function onlyTerm(clause: string): RegExpMatchArray | null {
  const [term, other] = clause.matchAll(new RegExp(`(?<told>${TERM})(?<more>以[上下内])?`, "g"));
  return term && !other ? term : null;
}

/** A form that tells a probation in one cell, and the days of the correction in another. */
function termOfLabel(text: string, at: number): Told | null {
  const line = text.slice(text.lastIndexOf("\n", at - 1) + 1, at);
  const label = line.trim() === "" ? (text.slice(0, at).trimEnd().split("\n").at(-1) ?? "") : line;
  if (!/^(?:.*[\s\u3000])?(?:社区)?(?:矫正|考验)(?:期限?|起止)?(?:期间|日期|时间)?[\s\u3000：:]*$/.test(label)) return null;
  const told = new Set(
    [...text.slice(0, at).matchAll(new RegExp(`缓刑(?:考验期)?(?:限)?[为\\s\\u3000：:]{0,3}(${TERM})`, "g"))].map(([, term]) => term),
  );
  const [only] = told;
  return told.size === 1 ? exactly(only) : null;
}

interface SpanOfTerm {
  readonly span: ToldSpan;
  readonly told: Told | null;
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
  /^[^。；（(\n]*(?:期限|期间|为期|[租任工限]期|考验期|有效期|共|计|延长|取保候审|监视居住|留置|查封|冻结|扣押)[^。；（(\n]{0,20}(?:至|到|截至|截止到?)$/;

/** What is told of how long a span is: behind it, or before it. */
function toldOf(text: string, span: ToldSpan, last: ToldSpan | undefined): Told | null {
  const paragraph = text.lastIndexOf("\n", span.start - 1) + 1;
  // What stands before another stretch is told of that one.
  const before = text.slice(Math.max(paragraph, span.start - NEAR, last?.end ?? 0), span.start);
  // A term that an invisible mark breaks is told by another rule.
  if (/\p{Cf}/u.test(before)) return null;
  const clause = /[^。；\n]*$/.exec(before)?.[0] ?? "";
  const behind = BEHIND.exec(text.slice(span.end, span.end + 30));
  const isExact = span.isClosed && !WITHOUT_FIRST.test(clause.slice(-40));
  if (behind) {
    // Of several spans the whole is told behind the last.
    if (/[、和及]$/.test(before)) return null;
    const term = readTerm(behind.groups?.["told"] ?? "");
    return term && { ...term, isExact: isExact || /刑期[^，。；]{0,4}$/.test(before), served: 0, reach: behind[0].length };
  }
  if (/(?:考验期|矫正期|矫正)(?:限|间)?(?:为|是)?[：:]?[^，。；]{0,4}$/.test(before)) {
    const probations = [...before.matchAll(PROBATION)];
    const [last] = probations.slice(-1);
    if (last) return probations.length === 1 && last.groups?.["more"] === undefined ? exactly(last.groups?.["told"]) : null;
  }
  const ofLabel = termOfLabel(text, span.start);
  if (ofLabel) return ofLabel;
  const sentence = sentenceBefore(before);
  if (sentence !== undefined) return sentence;
  const near = clause.slice(-60).replace(/^[0-9年月日]+/, "");
  const within = SET.test(near) ? WITHIN.exec(near) : null;
  const whole = readTerm(within?.groups?.["told"] ?? "");
  if (whole) return { ...whole, isExact, served: 0, reach: 0 };
  const found = BEFORE.exec(near) ?? (/(?:期限|期间|期)(?:为|是)?[：:]?$/.test(near) ? onlyTerm(near) : null);
  if (!found || found.groups?.["more"] !== undefined || !OF_A_TERM.test(near)) return null;
  const term = readTerm(found.groups?.["told"] ?? "");
  return term && { ...term, isExact, served: 0, reach: 0 };
}

const DAY_MS = 86_400_000;
const after = (day: Date, { months, days, served }: Told): Date =>
  new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + months, day.getUTCDate() + days - served));

/** Whether a term lies between its first and its last day. */
function holds(from: Date, to: Date, told: Told): boolean {
  // The last day is the one before the same day of the month; where the month has no such day, its end is right.
  const apart = (after(from, told).getTime() - to.getTime()) / DAY_MS;
  const isShort = after(from, { ...told, days: 0, served: 0 }).getUTCDate() !== from.getUTCDate();
  return apart === 1 || (apart === 0 && !told.isExact) || (isShort && apart >= 0 && apart <= 4);
}

/** 2023年1月至2024年6月，共十八个月: both months are counted, or one of them. */
const MONTHS = new RegExp(
  `(?<![0-9])([12][0-9]{3})年([0-9]{1,2})月份?(?:起|开始)?[至到—－-](?:([12][0-9]{3})年|[同当]年)?([0-9]{1,2})月(?:份|底|末)?[，,、（(]?(?:[\\p{Script=Han}]{0,6}?)(?:共计?|合计|为期|历时|累计|长达)(?<told>${TERM})`,
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
    ...spans.map((span, index) => ({ span, told: toldOf(text, span, spans[index - 1]) })),
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
