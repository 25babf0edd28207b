import { calendarDay, dayNumber } from "@yuejian/identifiers";
import type { CheckedDocument } from "../document.ts";
import { type Moment, momentsIn } from "./moments.ts";
import { readOnce } from "./read-once.ts";
import { clauseBefore, startOf } from "./sentences.ts";
import { readTerm, TERM, type ToldTerm } from "./terms.ts";

/** How long something took, and the days between which it did. */
export interface Elapsed {
  readonly from: Moment;
  readonly to: Moment;
  readonly told: Length;
  /** By how many days more than from the first to the last it is counted, where that is told: 首尾两日均计入. */
  readonly counted: number | null;
}

/** A length of time as it is told: a number of units, or somewhat more or less. */
export interface Length extends ToldTerm {
  /** 五个多月: up to one unit more; 近五个月: up to one less. */
  readonly kind: "exact" | "more" | "less";
  readonly unit: "day" | "month" | "year";
  readonly start: number;
  readonly end: number;
}

const LENGTH = new RegExp(
  `(?<![二三四五六七八九十])(?<less>将近|接近|不到|不足|近|快)?(?<term>${TERM}|(?<![0-9一二三四五六七八九十])(?:(?:[0-9]{1,2}|[一二三四五六七八九十两]{1,3})年零?)?(?:[0-9]{1,3}|[一二三四五六七八九十两]{1,4})(?:个多月|多天|余[日天]|多年|余年|余月|个余月|多个月|余个月))(?<more>多|有余|余|出头)?`,
  "g",
);
/** What makes a length a limit, one of many, or a part of a word. */
const NO_LENGTH_BEFORE =
  /(?:[第每上下前约头]|(?<!前)后|不超过|超过|未满|不满|不少于|大约|至少|最[多长高低少]|以内|之内|同期|周期|[满逾过]了?|[0-9一二三四五六七八九十]{1,3}(?:日|天|个月|年)?[至到或、－—-])$/;
const NO_LENGTH_BEHIND =
  /^\s*(?:以|之)?(?:内|后|前|上|下|外)|^(?:左右|上下|[至到或－—、-]|期(?!满|届)|级|生|龄|来|为|一[付签定次]|周?岁|份|利率|度|第|初|末|底|终|间第|中[，。第])/;

/** Every length that a text tells, limits and what is about so long left out. */
export function lengthsIn(text: string): Length[] {
  return [...text.matchAll(LENGTH)].flatMap((found) => {
    const { less, term = "", more } = found.groups ?? {};
    const [start, end] = [found.index, found.index + found[0].length];
    const before = text.slice(Math.max(0, start - 8), start);
    if (NO_LENGTH_BEFORE.test(before) || NO_LENGTH_BEHIND.test(text.slice(end, end + 4))) return [];
    // 羁押一日折抵刑期一日
    if (/折抵[^，。；]{0,4}$/.test(before) || /^，?折抵/.test(text.slice(end, end + 3))) return [];
    const isMore = more !== undefined || /[多余]/.test(term);
    const read = readTerm(term.replaceAll(/[多余]/g, ""));
    if (!read) return [];
    const kind = isMore ? "more" : less !== undefined ? "less" : "exact";
    const unit = read.days > 0 ? "day" : read.months % 12 === 0 && /年/.test(term) ? "year" : "month";
    return [{ ...read, kind, unit, start: start + (less ?? "").length, end }];
  });
}

const plus = (day: number, { months, days }: ToldTerm): number => {
  const { year, month, day: ofMonth } = calendarDay(day);
  const whole = year * 12 + month - 1 + months;
  const [toYear, toMonth] = [Math.floor(whole / 12), (whole % 12) + 1];
  const longest = dayNumber(toMonth === 12 ? toYear + 1 : toYear, toMonth === 12 ? 1 : toMonth + 1, 1) - dayNumber(toYear, toMonth, 1);
  return dayNumber(toYear, toMonth, Math.min(ofMonth, longest)) + days;
};

/** What is counted in months is told in whole ones, and in years too. */
const LOOSE: Readonly<Record<Length["unit"], number>> = { day: 1, month: 10, year: 45 };
const ONE: Readonly<Record<Length["unit"], ToldTerm>> = {
  day: { months: 0, days: 10 },
  month: { months: 1, days: 0 },
  year: { months: 12, days: 0 },
};

/** Whether a length may be that between its moments, counted with both its ends, with one or with none where nothing tells how. */
export function holds({ told, from, to, counted }: Elapsed): boolean {
  if (counted !== null && told.unit === "day" && told.kind === "exact" && told.months === 0)
    return told.days >= to.first - from.last + counted && told.days <= to.last - from.first + counted;
  const isOfMonths = from.first !== from.last || to.first !== to.last;
  // Days in some months may be any of theirs.
  if (isOfMonths && told.unit === "day") return true;
  if (counted !== null && isOfMonths && told.kind === "exact") return plus(from.first, told) === to.last + 1;
  const loose = isOfMonths && told.unit === "month" ? 0 : Math.min(LOOSE[told.unit], told.kind === "exact" ? 45 : 3);
  const one = ONE[told.unit];
  const [least, most] = [
    plus(from.first, told.kind === "less" ? { months: told.months - one.months, days: told.days - one.days } : told),
    plus(from.last, told.kind === "more" ? { months: told.months + one.months, days: told.days + one.days } : told),
  ];
  // Of days one more than lie between them, and one less, are customary.
  const over = told.unit === "day" && told.kind === "exact" ? 0 : loose;
  return most >= to.first - loose && least <= to.last + 1 + over;
}

const IN_ALL =
  "(?:共|计|历时|前后|整整|足足|满打满算|加起来|加在一起|加一起|为期|长达|达|持续|正好|刚好|恰好|算下来|算起来|跨度|间隔|相隔|相距|时隔|实际|累计|[迟延]延|延误|耽误|[逾超]期|拖欠|晚了?|前后|中间隔|用时|耗时)";
/** 共住院治疗, 实际租用, 前后寄押, 逾期支付, 干了 */
const MEASURED = new RegExp(
  `(?:${IN_ALL}[\\p{Script=Han}]{0,8}|连续\\p{Script=Han}{2,8}|\\p{Script=Han}了)(?:将|近|有|是|为|达|计|约|整整|足足)*$`,
  "u",
);
const NO_MEASURE =
  /中间|其中|其间|期间停|每|扣除|扣减|法定|另外?|再|其余|剩余|还(?![清款钱债本息贷给了])|休息|节假|工作(?:日|时间)?$|判处|判刑|被判|徒刑|拘役|罚|试用|约定|误工|护理|营养|各|分别|除了|为了|提前|误了|少了|多了|给了|除去/;
const CLAUSE = /[^，。；：、（）()\n]*$/u;
/** What leads over from one day to another: 自…起至, 用到 */
const LEADS_OVER = /^[^。；\n0-9]{0,24}[至到][^，。；\n0-9]{0,2}$|^\s?[－—–~～-]{1,2}\s?$/;
/** 期限一年，即从 */
const ON_TO = /^[^。；\n]*(?:[自从即至到由于]|，)[^，。；\n]{0,2}$/;
const NEAR = 30;

/** The two days before a place in its sentence, or in the one before it, that are told alone or as a stretch. */
function pairBefore(text: string, moments: readonly Moment[], next: number, at: number): readonly [Moment, Moment] | null {
  const [from, to] = [moments[next - 2], moments[next - 1]];
  if (!from || !to) return null;
  let sentence = startOf(text, at, "。；\n");
  if (to.end <= sentence && text.charAt(sentence - 1) !== "\n") sentence = startOf(text, sentence - 1, "。；\n");
  if (from.start < sentence || from.last >= to.first) return null;
  // What is told of a day behind it, or of the last of several, is not of these.
  const behind = moments[next];
  if (behind && behind.start - at < NEAR && ON_TO.test(text.slice(at, behind.start))) return null;
  if (/[、和及]/.test(text.charAt(from.start - 1))) return null;
  // 自3月31日起，连续 runs from that day on.
  if (/[自从]/.test(text.charAt(to.start - 1)) && text.startsWith("起", to.end)) return null;
  const isAlone = (moments[next - 3]?.start ?? -1) < sentence;
  const isStretch = LEADS_OVER.test(text.slice(from.end, to.start));
  return isAlone || isStretch ? [from, to] : null;
}

/** 4月15日到期；6月14日才还清，逾期: what is late is so from the day that it was due. */
function dueBefore(text: string, moments: readonly Moment[], next: number, at: number): readonly [Moment, Moment] | null {
  const to = moments[next - 1];
  if (!to || !LATE.test(clauseBefore(text, at, 12)) || startOf(text, at, "。\n") > to.start) return null;
  const paragraph = startOf(text, at, "\n");
  const due = moments.slice(0, next - 1).filter(({ start, end }) => start >= paragraph && DUE.test(text.slice(end, end + 6)));
  const [from, other] = due;
  return from && !other && from.last < to.first ? [from, to] : null;
}
const LATE = /[逾超]期|迟延|延误|拖欠|晚了?/;
const DUE = /^[^，。；]{0,2}(?:到期|届满|期满|截止)/;

/** 待了四十天：3月1日进去, 借期一年半，3月1日出借，9月1日到期: two days that follow in one sentence, and the second ends it. */
function pairBehind(text: string, [from, to, more]: readonly Moment[], { start, end }: Length): readonly [Moment, Moment] | null {
  if (!from || !to || from.start - end > NEAR || from.last >= to.first) return null;
  const isAsked = HOW_LONG.test(text.slice(text.lastIndexOf("\n", text.lastIndexOf("\n", start - 1) - 1) + 1, start));
  const lead = clauseBefore(text, start, 24);
  const way = text.slice(end, from.start);
  const ending = `${text.slice(from.end, to.start)}|${text.slice(to.end, to.end + 8)}`;
  // 二年，从3月1日算起，8月31日期满
  const isCounted =
    /^[^，。；\n]{0,8}[，,（(：:](?:即|具体)?[^，。；\n]{0,10}[自从][\p{Script=Han}]{0,8}$/u.test(way) &&
    (ENDS.test(ending) || /[至到]\|/.test(ending));
  if (/徒刑|拘役|管制|缓刑|折抵/.test(lead) || /刑/.test(way) || (!isAsked && NO_MEASURE.test(isCounted ? lead.replace("约定", "") : lead)))
    return null;
  if (!isAsked && !isCounted && (!LEAD_BEHIND.test(lead) || (NO_MONEY.test(lead) && !/期限?(?:为|是)?$/.test(lead)))) return null;
  const leads = isAsked
    ? /^[^\n]{0,6}[，。：]?[^，。；\n]{0,8}$/
    : /^(?:的[\p{Script=Han}]{1,3})?[：:，,（(](?:自|从|即)?[\p{Script=Han}]{0,6}[：:]?$/u;
  if (!isCounted && !leads.test(way)) return null;
  if (/[。；\n]/.test(text.slice(from.end, to.start)) || (more && !/[。；\n]/.test(text.slice(to.end, more.start)))) return null;
  // 起息日……到期日, 公布日……屏蔽日
  const areLabelled = /日[：:]?$/.test(way) && /^[，,、；][^，。；\n]{1,6}日[：:]?$/.test(text.slice(from.end, to.start));
  return isCounted || areLabelled || ENDS.test(ending) ? [from, to] : null;
}
const HOW_LONG =
  /^[^\n]*(?:几[天日年晚周]|几个月|多[久长]|多少[天日年])[^\n]*\n\s*(?:答|[^：:\n]{2,10}(?=[：:]))[：:]?\s*(?:大概|一共|总共|共|住了|待了|干了|关了)*$/;
const LEAD_BEHIND = new RegExp(`(?:${IN_ALL}[\\p{Script=Han}]{0,6}|了|期限?(?:为|是|：)?)$`, "u");
const ENDS = /止|终|结|届满|期满|到期|出来|出院|出所|离|释放|解除|竣工|完工|归还|搬|走|回来|返回|回国/;

/** A word that is told of the days too: 收押……寄押三十日, 监视居住的五个多月 */
function isNamedThere(clause: string, there: string): boolean {
  const word = /(\p{Script=Han}{2})(?:了|的|期|时间|期间|期限|时长|天数|日数|共|计|有|为|达)*$/u.exec(clause)?.[1];
  return word !== undefined && there.includes(word);
}

/** 结婚……离婚，婚龄八年; 任会计……卸任，任职六年 */
function isLike(text: string, from: Moment, to: Moment, { start, end }: Length): boolean {
  const between = text.slice(to.end, start);
  const clause = /(?<=，)[\p{Script=Han}]{2,5}$/u.exec(between)?.[0];
  if (clause === undefined || /[。；\n]/.test(between) || NOT_LIKE.test(between) || NO_MEASURE.test(between) || NO_MONEY.test(clause))
    return false;
  const there = text.slice(from.end, to.start) + between.slice(0, between.length - clause.length);
  return (
    /^整?[，。；]/.test(text.slice(end, end + 2)) &&
    Array.from(clause.slice(-2)).some((each) => !/[人于在为其该了]/.test(each) && there.includes(each))
  );
}
const NOT_LIKE = /期|限|停|窝|返工|怠|休|假|借|延|提前|减|免|请|养|护|病|缺|旷|加班|补/;

/** Whether a length is told of what was done since a place: 共, 实际, 逾期, or by a word that is told `there` too. */
export function isMeasured(text: string, from: number, at: number, there = ""): boolean {
  const between = text.slice(Math.max(from, at - REACH), at);
  const clause = CLAUSE.exec(between)?.[0] ?? "";
  if (NO_MEASURE.test(between.slice(between.lastIndexOf("。") + 1)) || NO_MONEY.test(clause)) return false;
  // 要求两个月内回复……已逾期四个月 is counted from the end of another term.
  if (LATE.test(clause) && (LIMIT.test(there) || !IS_DUE.test(there))) return false;
  return MEASURED.test(clause) || (there !== "" && isNamedThere(clause, there + between.slice(0, between.length - clause.length)));
}
/** 从11月到4月，加起来五个月: each month is one of them. */
const isAdded = (text: string, from: Moment, to: Moment, { start }: Length): boolean =>
  to.first !== to.last &&
  /^份?起?[至到－—-]$/.test(text.slice(from.end, to.start)) &&
  /加起来|加在一起|累计/.test(text.slice(to.end, start));
/** What is late is so from a day that was due. */
const IS_DUE = /[0-9一二三四五六七八九十]日[^，。；]{0,2}前|到期|届满|期满|截止|应|约定|限|承诺|定于|原定/;
const LIMIT = new RegExp(`${TERM}(?:之|以)?内`);
const REACH = 120;
/** 自3月1日至6月30日，张三在该厂打工四个月 */
const DONE = /^(?!.*(?:前案|期|请|养|护|免|减|延))[\p{Script=Han}·]{2,14}$/u;
const isDone = (text: string, from: Moment, to: Moment, { start, end }: Length): boolean => {
  const between = text.slice(to.end, start);
  return (
    LEADS_OVER.test(text.slice(from.end, to.start)) &&
    /^止?，/.test(between) &&
    DONE.test(between.slice(between.lastIndexOf("，") + 1)) &&
    !NO_MEASURE.test(between) &&
    !NO_MONEY.test(between) &&
    /^整?[，。；]/.test(text.slice(end, end + 2))
  );
};
const NO_MONEY = /[工薪]资|薪|租金|[利罚]息|费|款|元|押金/;

export const BOTH_COUNTED =
  /(?:首尾|头尾|两端|前后|起止|始末)(?:两?[日天端])?(?:均|都|各)?(?:计|算|包含|含)|(?:均|都)(?:计[入算]|算|包[含括])(?:进去|在内|入内)?|(?:含|包括)[^，。；）]{0,8}(?:当[日天]|首尾)/;

/** Days that are told in one sentence, and how long it is from one to the other. */
export const elapsedIn = readOnce((document: CheckedDocument): readonly Elapsed[] => {
  const { text } = document;
  const moments = momentsIn(document);
  if (moments.length < 2) return [];
  let next = 0;
  return lengthsIn(text).flatMap((told): Elapsed[] => {
    while ((moments[next]?.end ?? Number.POSITIVE_INFINITY) <= told.start) next += 1;
    const pair = dueBefore(text, moments, next, told.start) ?? pairBefore(text, moments, next, told.start);
    if (!pair) {
      const behind = pairBehind(text, moments.slice(next, next + 3), told);
      return behind ? [{ from: behind[0], to: behind[1], told, counted: null }] : [];
    }
    const [from, to] = pair;
    const there = text.slice(Math.max(0, from.start - 16), to.end);
    const isAsked = HOW_LONG.test(text.slice(text.lastIndexOf("\n", text.lastIndexOf("\n", from.start) - 1) + 1, from.start));
    const isAnswer = isAsked && /^[^，。；\n]{0,8}[，,][共一总整]*$/.test(text.slice(to.end, told.start));
    // 5月6日启动，8月13日收官。100天里
    const isMeanwhile =
      /[。，]$/.test(text.slice(0, told.start).slice(-1)) &&
      /^(?:里|间|之间|的时间里)(?![一-龥]{0,2}隔)/.test(text.slice(told.end, told.end + 5));
    if (
      !isAnswer &&
      !isMeanwhile &&
      !isMeasured(text, to.end, told.start, there) &&
      !isDone(text, from, to, told) &&
      !isLike(text, from, to, told)
    )
      return [];
    const around = text.slice(from.start, told.start) + text.slice(told.end, told.end + 24).split(/[。；\n]/, 1)[0];
    return [{ from, to, told, counted: BOTH_COUNTED.test(around) || isAdded(text, from, to, told) ? 1 : null }];
  });
});
