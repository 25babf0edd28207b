import type { CheckedDocument } from "../document.ts";
import { type DayAct, dayActsIn } from "../facts/day-acts.ts";
import { factsOf } from "../facts/facts.ts";
import { isOfOffice } from "../facts/kind.ts";
import { isQuoted } from "../facts/sentences.ts";
import { type Clash, toldBefore } from "./clashes.ts";
import { isKnownBefore } from "./course-order.ts";
import { isTold } from "./course-told.ts";
import { PLAIN_PAIRS } from "./plain-pairs.ts";

/** A short text is of one matter. */
const SHORT = 1200;
const NEAR = 240;

/** A court tells matters, not days, one after the other. */
const OF_COURT = /原告|被告(?!人|单位)|指控|审理查明|公诉机关|申请执行人|上诉人/;

/** Somebody or something else, or what is not yet done. */
const TURNS = /[，；。](?:而(?![后且])|另(?:一|有|外|查|案)|其(?:妻|夫|父|母|兄|弟|姐|妹|丈夫)|同案|此前|之前|早在|曾|又查)/;
const ANOTHER =
  /^(?:说明|备注|注)[：:]|系随|如下|分别|此前|之前|以前|曾(?!某)|早在|前科|原定|原拟|另(?:案|一|有|行)|约定|应当|应于|拟于|计划|预计|将于|届满|有效期|期限|到期|第[二三四五六七八九十][次份批回]|再次|又一?次|上次|前一|当年|历次|每|再/;
const PLANNED = /^[^@]*@(?:之?前|以前|止|起至|届满|到期)|(?:定于|截至|截止|不晚于|直?至|到)@/;

/** What is done on the day: its clause, and the next where the first only leads to it. */
function ownOf(said: string): string {
  const at = said.indexOf("@");
  const lead = (
    said
      .slice(0, at)
      .split(/[，；。]/)
      .at(-1) ?? ""
  ).replace(/^.*(?:认定|查明|事实|如下|经过|情况|显示|载明|记载|证实)[：:，]?/, "");
  const clauses = said
    .slice(at + 1)
    .split("，")
    .filter((clause) => clause !== "");
  return `${lead}@${clauses.slice(0, LEADS.test(clauses[0] ?? "") || said[at + 1] === "，" ? 2 : 1).join("，")}`;
}
const LEADS = /^(?:因|经|为|由于|鉴于|在|以|\p{Script=Han}{2,8}$)/u;

export function* plainClashes(document: CheckedDocument): Generator<Clash> {
  const { text } = document;
  if (OF_COURT.test(text) && !isOfOffice(document)) return;
  const acts = dayActsIn(document).flatMap((act) =>
    PLANNED.test(act.said) || isQuoted(text, act.at, "“《") ? [] : [{ act, own: ownOf(act.said) }],
  );
  const all = acts.map(({ own }) => own).join("\n");
  for (const { earlier, later } of PLAIN_PAIRS) {
    if (!earlier.test(all) || !later.test(all)) continue;
    const firsts = acts.filter(({ own }) => earlier.test(own) && !later.test(own) && !ANOTHER.test(own));
    for (const { act: second, own } of acts) {
      if (!later.test(own) || ANOTHER.test(own)) continue;
      const near = firsts.filter(({ act }) => isOfOneMatter(text, act, second)).map(({ act }) => act);
      const [first] = near;
      if (first && near.every((each) => each.on > second.until))
        yield toldBefore(near.findLast(({ at }) => at < second.at) ?? first, second);
    }
  }
}

function isOfOneMatter(text: string, first: DayAct, second: DayAct): boolean {
  if (first.at === second.at) return false;
  const [from, to] = first.at < second.at ? [first.at, second.at] : [second.at, first.at];
  return (text.length <= SHORT || to - from <= NEAR) && !TURNS.test(text.slice(from, to));
}

/** 后他又于, 随后，: what goes on from what was told last. */
/** 将该款转走: what was told last is gone on with. */
const GOES_ON_WITH = /@[^，。；]{0,8}(?:将|把|用|以|对|从)(?:该|上述|此|这)/;
const FINDS = /发现|查明|得知|核实|查实|获悉|了解|经查/;
/** What is done about what was found. */
const ABOUT_IT = /@(?:即|便|遂|就)?(?:向|报|上报|立案|移送|受理|走访|约谈|制发|发出|组织|责令|通知|下达)/;
const GOES_ON =
  /^(?:\s*(?:(?:审查|侦查|办案|审理|办理|调查|此|其)?期间|后|随后|之后|此后|其后|嗣后|接着|紧接着|于是|遂|最终|最后|继而)(?![来续果悔勤]))/;
const BREAK =
  /约定|内容|认为|反映|解释|称(?![重量职呼])|指出|调取|查阅|确认|说明|陈述|供述|载明|记载|显示|证明|证实|[？！\n“”《》]|其中|分别|依次|如下|包括|（/;
const FAR = 120;

/** What one sentence tells one after the other, or the next goes on with, was done one after the other: of days, of months, of hours of one day. */
export function* tellingClashes(document: CheckedDocument): Generator<Clash> {
  const { text } = document;
  const isOffice = isOfOffice(document);
  if (OF_COURT.test(text) && !isOffice) return;
  const acts = dayActsIn(document);
  const steps = new Map(factsOf(document).steps.map(({ start, step }) => [start, step]));
  // A short note is of one course; a document tells the course of the case, and what it is about.
  const isNote = !isOffice && text.length <= OF_ONE_COURSE;
  for (const [index, second] of acts.entries()) {
    const first = acts[index - 1];
    if (!first || first.line[0] !== second.line[0] || !isBefore(second, first) || !isPlain(first) || !isPlain(second)) continue;
    const between = text.slice(first.at, second.at);
    if (between.length > FAR || BREAK.test(between) || TURNS.test(between)) continue;
    if (FINDS.test(between) && !ABOUT_IT.test(second.said)) continue;
    const [, next, ...rest] = between.split("。");
    if (
      rest.length > 0 ||
      (next !== undefined && !(isNote && !GOES_BACK.test(next + second.said)) && !GOES_ON.test(next) && !GOES_ON_WITH.test(second.said))
    )
      continue;
    if (isTwin(acts.slice(Math.max(0, index - 4), index), second)) continue;
    if (between.includes("；") && isListed(first, second)) continue;
    const [one, other] = [steps.get(first.start), steps.get(second.start)];
    // What goes back to what is known to come first tells both in their right order.
    if (!(one && other && isKnownBefore(other, one))) yield toldBefore(first, second);
  }
}
/** In a sentence of its own: what was before, is told beside, or lasted. */
const GOES_BACK = /该|系|原|@起|[住出]院|支付|垫付|本案|此案|上述|立案/;

/** 3月5日提取的鞋印；3月2日提取的血迹 */
const isListed = (first: DayAct, second: DayAct): boolean =>
  (ownOf(first.said).split("@")[1] ?? "").slice(0, 2) === (ownOf(second.said).split("@")[1] ?? "").slice(0, 2);

const OF_ONE_COURSE = 600;

/** Somebody else did the same: 甲3月1日进场，5月1日离场；乙4月1日进场. */
function isTwin(before: readonly DayAct[], { said }: DayAct): boolean {
  const [lead = "", behind = ""] = ownOf(said)
    .replace(/[于在]@/, "@")
    .split("@");
  return (
    lead !== "" &&
    before.some((each) => {
      const [other = "", same = ""] = ownOf(each.said)
        .replace(/[于在]@/, "@")
        .split("@");
      return other !== lead && same.slice(0, 2) === behind.slice(0, 2);
    })
  );
}

function isBefore(one: DayAct, other: DayAct): boolean {
  if (one.until < other.on) return true;
  return (
    one.on === other.on && !one.isMonth && !other.isMonth && one.minutes !== null && other.minutes !== null && one.minutes < other.minutes
  );
}

/** 附发票一张，开票日期3月1日: told beside. */
const LABELLED = /(?:日期|时间)[：:为是]{0,2}@/;

function isPlain({ said }: DayAct): boolean {
  const [before = "", behind = ""] = said.split("@");
  return (
    !LABELLED.test(said) &&
    !PLANNED.test(said) &&
    !ANOTHER.test(ownOf(said)) &&
    isTold({ before, behind: behind.replace(/[按照依][^，。；]{0,8}的/, "") })
  );
}

const HOURS =
  /(?<![0-9])([01]?[0-9]|2[0-4])[时点:：]([0-5]?[0-9])?分?(?:许|左右)?(?:至|到|-|—{1,2}|–|~|～)(?:(?:当日|同日|当天)\s?)?(([01]?[0-9]|2[0-4])[时点:：]([0-5]?[0-9])?分?)/g;

const COUNTED = /(?:第([一二三四五六七八九十])|(首))[次回轮][^，。；@]{0,8}@|@(?:第([一二三四五六七八九十])|(首))[次回轮]/;
const COUNTS = "一二三四五六七八九十";

/** What is counted, told with its day before or behind: 3月1日首次家访，第二次家访3月9日. */
export function* timesClashes(document: CheckedDocument): Generator<Clash> {
  let last: { readonly act: DayAct; readonly count: number } | null = null;
  for (const act of dayActsIn(document)) {
    const found = COUNTED.exec(ownOf(act.said));
    if (!found) continue;
    const count = COUNTS.indexOf(found[1] ?? found[3] ?? "一") + 1;
    if (last?.act.line[0] === act.line[0] && count === last.count + 1 && act.until < last.act.on) yield toldBefore(last.act, act);
    last = { act, count };
  }
}

/** A stretch of hours that ends before it begins: 9时30分至8时50分. */
export function* hourClashes({ text }: CheckedDocument): Generator<Clash> {
  for (const found of text.matchAll(HOURS)) {
    const [whole, hour, minute, last = "", lastHour, lastMinute] = found;
    const [from, until] = [Number(hour) * 60 + Number(minute ?? 0), Number(lastHour) * 60 + Number(lastMinute ?? 0)];
    const part = /(凌晨|早上|上午|中午|下午|傍晚|晚上?|夜间?)\s*$/.exec(text.slice(Math.max(0, found.index - 4), found.index))?.[1];
    // A night goes over into the next day.
    if (until >= from || (part !== undefined && part !== "上午") || from >= LATE || until < EARLY) continue;
    const end = found.index + whole.length;
    const first = { on: String(from), start: found.index, end: end - last.length };
    yield { first, second: { on: String(until), start: end - last.length, end }, suspect: "second", reasons: HOUR_REASONS };
  }
}
/** 3月5日23时至3月5日22时 */
const SAME_DAY =
  /((?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日)([0-9]{1,2})时(?:([0-9]{1,2})分)?(?:至|到|-|—|～|~)(\1([0-9]{1,2})时(?:([0-9]{1,2})分)?)/g;

/** Hours of one day, both told with it, that end before they begin. */
export function* sameDayClashes({ text }: CheckedDocument): Generator<Clash> {
  for (const { index, 0: whole, 2: hour, 3: minute, 4: last = "", 5: lastHour, 6: lastMinute } of text.matchAll(SAME_DAY)) {
    const [from, until] = [Number(hour) * 60 + Number(minute ?? 0), Number(lastHour) * 60 + Number(lastMinute ?? 0)];
    const end = index + whole.length;
    if (until < from)
      yield {
        first: { on: String(from), start: index, end: end - last.length },
        second: { on: String(until), start: end - last.length, end },
        suspect: "second",
        reasons: HOUR_REASONS,
      };
  }
}
const LATE = 18 * 60;
const EARLY = 7 * 60;
const HOUR_REASON = { zh: "止时在起时之前", en: "the last hour lies before the first" };
const HOUR_REASONS: Clash["reasons"] = { first: HOUR_REASON, second: HOUR_REASON };

/** 14时提押，16时还押: hours of one day, told one after the other. */
const BARE = /(?<![0-9月])([01]?[0-9]|2[0-4])[时点](?:([0-5]?[0-9])分)?(?![间段长效])/g;
const NEXT_DAY = /次日|翌日|第二天|凌晨|[0-9]日|[上下中]午|晚|夜|早|提前|原定|约定|[0-9]小时/;

/** Hours of one sentence that go back, with no other day or part of the day between them. */
export function* bareHourClashes({ text }: CheckedDocument): Generator<Clash> {
  let last: { at: number; end: number; minutes: number } | null = null;
  for (const { index, 0: whole, 1: hour, 2: minute } of text.matchAll(BARE)) {
    const minutes = Number(hour) * 60 + Number(minute ?? 0);
    const between = last === null ? "" : text.slice(last.end, index);
    const end = index + whole.length;
    if (
      last !== null &&
      minutes < last.minutes &&
      (last.minutes < LATE || minutes >= EARLY) &&
      /^[^。；\n]{2,24}，[^。；\n]{0,6}$/.test(between) &&
      !NEXT_DAY.test(text.slice(last.at, index))
    )
      yield {
        first: { on: String(last.minutes), start: last.at, end: last.end },
        second: { on: String(minutes), start: index, end },
        suspect: "second",
        reasons: HOUR_REASONS,
      };
    last = { at: index, end, minutes };
  }
}

const REPORT = /(?:报案|接警|报警|接待|来访|举报|控告|受案|登记)(?:时间|日期)?[：:]@/;
const SAYS = /(?:称|反映|诉称|自述|陈述)[，：:]?[^。@]*@/;

/** What somebody reports happened before he did. */
export function* reportClashes(document: CheckedDocument): Generator<Clash> {
  if (!/(?:报案|接警|报警|接待|来访|举报|控告|受案|登记)(?:时间|日期)?[：:]/.test(document.text)) return;
  const acts = dayActsIn(document);
  const [report] = acts.filter(({ said }) => REPORT.test(said));
  if (!report) return;
  for (const act of acts)
    if (act.at > report.at && SAYS.test(act.said) && act.on > report.until && !PLANNED.test(act.said) && !ANOTHER.test(act.said))
      yield toldBefore(act, report);
}
