import type { CheckedDocument } from "../document.ts";
import { daysIn } from "../facts/dates.ts";
import { countOf, monthsIn } from "../facts/terms.ts";
import type { DocumentRule, RuleHit } from "../rule.ts";

const NUMBER = "[一二三四五六七八九十两0-9]{1,3}";
const DAY =
  "(?:[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日|[二一][〇零○一二三四五六七八九]{3}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日)";
/** The day of a year that was just told. */
const SAME_YEAR = "(?:同年)?[0-9]{1,2}月[0-9]{1,2}日";
const MONTHS = `(?:${NUMBER}年零?${NUMBER}个月|${NUMBER}年|${NUMBER}个月)`;
/** 自…起至…止，共…个月 */
const SPAN = new RegExp(
  `[自从由](?<from>${DAY})(?:起|始)?(?:，|,)?[至到](?<to>${DAY}|${SAME_YEAR})(?:止|为止|届满|期满)?(?:[，,（(]?(?:(?:共|计|共计|合计|为|期限|刑期)?(?:为|共)?(?<told>${MONTHS})|(?:共|共计|合计|期限)为?(?<days>${NUMBER})[日天]))?`,
  "g",
);
/** 判处有期徒刑七个月 */
const SENTENCE = new RegExp(`(?:有期徒刑|拘役|管制)(?<told>${MONTHS})(?<more>[至到－—-]|以[上下]|或者)?`, "g");
/** 取保候审十二个月, 延长羁押期限二个月 */
const PERIOD = new RegExp(
  `(?:取保候审|监视居住|行政拘留|司法拘留|处以拘留|延长|羁押期限|考验期|暂予监外执行)(?:[^，。；、：\\n0-9一二三四五六七八九十]{0,6})(?:(?<told>${MONTHS})|(?<days>${NUMBER})[日天])`,
  "g",
);
/** How far before its days a sentence is told. */
const NEAR = 240;
/** Days that were served before, with or without their number. */
const SERVED = new RegExp(
  `(?:折抵|扣除|先行羁押|羁押)[^，。；\\n0-9一二三四五六七八九十]{0,12}(?<days>[一二三四五六七八九十百0-9]{1,4})[日天]`,
);
const IS_SERVED = /折抵|扣除|抵扣|羁押一日|取保候审|监视居住/;

interface Told {
  readonly months: number;
  readonly days: number;
  /** Of a punishment: its last day is certain, other terms are counted with or without their first day. */
  readonly isSentence: boolean;
  /** Days that were served before. */
  readonly served: number;
}

const termOf = (groups: Readonly<Record<string, string | undefined>> | undefined): { readonly months: number; readonly days: number } => ({
  months: monthsIn(groups?.["told"] ?? ""),
  days: countOf(groups?.["days"] ?? "0"),
});

/** The term that stands before its days: the last sentence that is told, if it is one alone and no span. */
function toldBefore(before: string): Told | null {
  const sentences = [...before.matchAll(SENTENCE)];
  const whole = before.slice(Math.max(before.lastIndexOf("决定执行"), before.lastIndexOf("合并执行"), 0));
  const [last] = [...whole.matchAll(SENTENCE)].slice(-1);
  const isSeveral = sentences.length > 1 && whole === before && new Set(sentences.map(({ groups }) => groups?.["told"])).size > 1;
  if (last && /刑期|折抵|即/.test(whole.slice(last.index))) {
    const behind = whole.slice(last.index);
    const days = SERVED.exec(behind)?.groups?.["days"];
    const isOther = days === undefined && IS_SERVED.test(behind.replace(/羁押一日，?折抵刑期一日/g, "")) && !/至今/.test(behind);
    if (isSeveral || last.groups?.["more"] !== undefined || isOther || /缓刑/.test(behind)) return null;
    const isOneForOne = days === "一" || days === "1";
    return { ...termOf(last.groups), isSentence: true, served: days === undefined || isOneForOne ? 0 : countOf(days) };
  }
  const clause = /[^。；：\n]*$/.exec(before)?.[0] ?? "";
  const periods = [...clause.matchAll(PERIOD)];
  const [period] = periods;
  return period && periods.length === 1 ? { ...termOf(period.groups), isSentence: false, served: 0 } : null;
}

const DAY_MS = 86_400_000;
const after = (day: Date, { months, days, served }: Told): Date =>
  new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + months, day.getUTCDate() + days - served));

/** Whether a term lies between its first and its last day. */
function holds(from: Date, to: Date, told: Told): boolean {
  // The last day is the one before the same day of the month; where the month has no such day, its end is right.
  const apart = (after(from, told).getTime() - to.getTime()) / DAY_MS;
  const isShort = after(from, { ...told, days: 0, served: 0 }).getUTCDate() !== from.getUTCDate();
  return apart === 1 || (apart === 0 && !told.isSentence) || (isShort && apart >= 0 && apart <= 4);
}

/** Terms whose first and last day do not make what is told of them. */
function* terms({ text }: CheckedDocument): Generator<RuleHit> {
  for (const found of text.matchAll(SPAN)) {
    const { from: begins = "", to: ends = "" } = found.groups ?? {};
    const first = daysIn(begins)[0]?.on;
    const last = daysIn(/^(?:同年|[0-9]{1,2}月)/.test(ends) ? begins.replace(/(?<=年).*/, ends.replace("同年", "")) : ends)[0]?.on;
    if (first === undefined || last === undefined) continue;
    const paragraph = text.lastIndexOf("\n", found.index) + 1;
    const before = text.slice(Math.max(paragraph, found.index - NEAR), found.index);
    const behind = termOf(found.groups);
    const isBehind = behind.months + behind.days > 0;
    const told = isBehind ? { ...behind, isSentence: /刑期[^，。；]{0,4}$/.test(before), served: 0 } : toldBefore(before);
    const [from, to] = [new Date(first), new Date(last)];
    if (!told || told.months + told.days === 0 || holds(from, to, told)) continue;
    const right = new Date(after(from, told).getTime() - DAY_MS).toISOString().slice(0, 10);
    yield {
      start: found.index,
      end: found.index + found[0].length,
      suggestion: null,
      reason: { zh: `起止日期与期限不符：按所写的期限应当到 ${right}`, en: `the days do not make the term, which would end on ${right}` },
    };
  }
}

export const TERM_RULES: readonly DocumentRule[] = [
  {
    id: "term-wrong",
    title: { zh: "期限与起止日期不符", en: "Term that its days contradict" },
    severity: "error",
    source: null,
    find: terms,
  },
];
