import { readHanNumber } from "@yuejian/identifiers";
import { type CourseDay, toldDaysIn } from "./course-days.ts";
import { ROLE_WORDS } from "./roles.ts";
import { startOf } from "./sentences.ts";

/** Of which time an age is: of the acts, of the day of the document, of one of all the days between, or of the death of whose it is. */
export type AgeTime = "act" | "document" | "open" | "death";

/** When somebody was as old as it is told. */
export interface When {
  readonly time: AgeTime;
  readonly on: string | null;
  readonly between?: readonly [string, string];
  readonly ordinal: number | null;
  /** Where in the text the words begin and end that say when. */
  readonly start: number;
  readonly end: number;
}

export interface Place {
  /** Where its sentence begins. */
  readonly from: number;
  readonly start: number;
  readonly end: number;
}

export interface Dated {
  readonly text: string;
  readonly days: readonly CourseDay[];
  readonly known: ReadonlySet<string>;
}

export const NUMBER = "[0-9]{1,3}|[一二三四五六七八九十]{1,3}";
/** Doings, and what is suffered, of which a case can tell that somebody was so old at them. */
const ACT =
  "(?:(?:作|发|犯|涉|案)案(?:件)?|案发|案件发生|犯罪|行为|违法|事发|出事|犯事|肇事|事故发生|发生事故|事情发生|事件发生|[受负]伤|致伤|致残|[遭遇受][\\p{Script=Han}]{0,2}害|[被受遭][^，。；\\n时（）]{0,8}?(?:害|伤|骗|打|砍|捅|刺|撞|盗|偷|抢|扣押|拘禁|强奸|猥亵|侵|诱骗|拐|绑|敲诈|勒索|杀)|(?:实施|实行|从事|参与|参加|进行)[^，。；\\n时]{0,18}?|(?:盗窃|行窃|扒窃|行骗|行凶|偷|诈骗|骗|抢劫|抢夺|伤人|打人|打架|斗殴|殴打|驾车|驾驶[^，。；\\n]{0,8}?|开车|醉驾|酒驾|贩毒|贩卖[^，。；\\n]{0,6}?|强奸|猥亵|杀人|放火|纵火|动手|下手|撞人|侵占|敲诈|勒索|赌博|挪用[^，。；\\n]{0,4}?|受贿|收受[^，。；\\n]{0,6}?|行贿|贪污|提供[^，。；\\n]{0,8}?|出售[^，。；\\n]{0,8}?))";
const TURN =
  "首[次笔晚日场批单趟回]|初次|头一?[次回笔]|最[后末]一?[次回笔]|最末[次回笔]|末[次回笔]|第[一二三四五六七八九十0-9]{1,2}[次回起笔趟晚场单张批]";
const ORDINAL = `(?<ordinal>${TURN})?`;
const DAY = "[12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日";
const TIME = "(?:之?时(?!候)|的?时候|那时候?|当时|当日|当天|当晚|之日|那天|那年|那会儿?|期间|日)";
/** 作案时, 案发（2024年5月7日）之日, 第二次实施盗窃时 */
const ANCHOR = new RegExp(`${ORDINAL}${ACT}(?:犯罪|行为|违法)?(?:（(?<on>${DAY})）)?(?:的)?${TIME}`, "gu");
/** Behind an age: 41周岁（案发时）, 17岁时实施. */
const ANCHOR_BEHIND = new RegExp(`^(?:周岁|岁)?[（(，](?:以|按|截至)?${ORDINAL}${ACT}(?:犯罪|行为)?${TIME}`, "u");
/** 时年, 当时 of a day just told. */
const THEN =
  /(?:时年|当时|彼时|是时|其时|那时候?|那一?[年天日晚夜次回]|当[年日天晚夜]|年仅|年方|年届|年近|(?<=[（，])时(?=$))[^，。；\n0-9岁（）]{0,8}$/;
/** The age that somebody has now. */
const NOW = /(?:现年|今年|现在|目前|如今|现已|现)[^，。；\n0-9岁（）]{0,4}$/;
/** The age of whoever died. */
const AT_DEATH = /(?:享年|殁年|终年|殁时|死时|死亡时|去世时|身亡时)(?:仅|年仅|年)?[：:]?$/;
export const OTHER_DOING =
  /享年|殁年|终年|去年|前年|明年|后年|到案|归案|抓获|投案|立案|判决|审判|宣判|起诉|审查|讯问|询问|死亡|入职|参加工作|结婚|离婚|毕业|上学|入学|入伍|参军|退伍|退休|出狱|签订|立遗嘱|登记|被捕|拘留|逮捕|服刑|裁判|审理|庭审|开庭|认识|相识|出生|怀孕|生育|打工|务工|收养|去世|病故|患病|确诊|提交|申请|做笔录|作笔录/;
/** What is told of a life, not of the case, where no day is told of it. */
export const OF_LIFE =
  /^(?:[来到去离搬遇]|见(?!面会)|学|考[上入]|当[上了]|进[厂城校])|处罚|判刑|劳教|戒毒|恋爱|同居|结识|见面|进厂|上班|务农|外出|回国|出国/;
/** The age of another time than the act. */
const OTHER_TIME = new RegExp(
  `(?:查获|${OTHER_DOING.source})[^，。；\\n]{0,4}(?:时|的?时候|当日|当天|之日|那年)|享年|殁年|终年|去年|前年|明年|后年`,
);
/** 以2024年10月11日计算 */
const COUNTED_ON = new RegExp(`(?:以|截至|按照?)(${DAY})(?:计算|计|为准|为基准)`);

/** How far before an age the words stand that say when. */
const REACH = 64;

/** Where the sentence begins that a place stands in; a label in the line before belongs to it. */
export function sentenceOrLabelStart(text: string, at: number): number {
  const from = startOf(text, at, "。；;\n");
  if (text.slice(from, at).trim() !== "" || from === 0) return Math.max(from, at - REACH);
  const label = text.lastIndexOf("\n", from - 2) + 1;
  return from - label <= 16 ? label : from;
}

/** What may stand between the words that say when, or another age, and an age: whose it is. */
const OF_WHOM =
  /^[，,：:]?(?:[其他她我你]|本人|自己|[二两三四五]人|[\p{Script=Han}·]{2,14}?(?:[、和与及][\p{Script=Han}·]{2,8}?)*)?(?:分别|依次|各|已经|已|刚刚|刚|才|也|均|都|年|仅|为|是|系|满|届|近|未|不|实际|正好|整)*$/u;
const AGE_BEFORE = new RegExp(`(?:${NUMBER})\\s*(?:周岁|岁)(?:（[^（）\\n]{1,12}）)?[，、和及与](?=[^，。；、\\n（）0-9]{0,16}$)`, "u");

/** Several ages in one go, 案发当日甲40岁，乙38岁: where the first of them stands. */
function firstOfList(text: string, from: number, at: number): number {
  for (let start = at; ; ) {
    const before = AGE_BEFORE.exec(text.slice(from, start));
    const words = before && text.slice(from + before.index + before[0].length, start);
    if (!before || words === null || !OF_WHOM.test(words) || TOLD_WHEN.test(words)) return start;
    start = from + before.index;
  }
}
const TOLD_WHEN = new RegExp(`${TIME}|时年|现年`, "u");

export function whenTold(told: Dated, { from, start: at, end }: Place): When | null {
  const { text, days } = told;
  const start = firstOfList(text, from, at);
  const before = text.slice(from, start);
  const anchor = [...before.matchAll(ANCHOR)].at(-1);
  const death = AT_DEATH.exec(before);
  if (death) return { time: "death", on: null, ordinal: null, start: from + death.index, end: start };
  const exact = dayOfClause(told, { from, start, end });
  if (exact && (!anchor || from + anchor.index < exact.start)) return exact;
  const doing = doingTold(told, from, start);
  if (anchor && (!doing || doing.end <= from + anchor.index + anchor[0].length)) {
    const [begins, ends] = [from + anchor.index, from + anchor.index + anchor[0].length];
    const between = text.slice(ends, start);
    if (OTHER_TIME.test(between) || OTHER_TIME.test(anchor[0])) return null;
    // 案发时在场的李四今年四十岁
    if (NOW.test(between)) return { time: "document", on: null, ordinal: null, start, end: start };
    const counted = COUNTED_ON.exec(text.slice(end, end + 160).split("。", 1)[0] ?? "")?.[1];
    const day = anchor.groups?.["on"] ?? counted;
    const on =
      day === undefined ? days.find((each) => each.end <= begins && /^[，,]?$/.test(text.slice(each.end, begins)))?.on : isoOf(day);
    return { time: "act", on: on ?? null, ordinal: ordinalOf(anchor.groups?.["ordinal"]), start: begins, end: ends };
  }
  if (doing) return timeOfDoing(told, doing);
  const behind = ANCHOR_BEHIND.exec(text.slice(end, end + 40));
  if (behind) return { time: "act", on: null, ordinal: ordinalOf(behind.groups?.["ordinal"]), start, end: start };
  if (OTHER_TIME.test(before.slice(-16))) return null;
  const last = days.findLast((day) => day.end <= start && day.start >= from);
  if (last && isOnDay(told, last, start)) return { time: "act", on: last.on, ordinal: null, start: last.start, end: last.end };
  const then = THEN.exec(before);
  if (then) {
    const place = from + then.index;
    const asked = days.some((day) => day.end <= place && day.start >= from) ? null : whenAsked(told, start);
    if (asked) return asked;
    return { time: "act", on: dayOfSentence(told, place), ordinal: null, start: place, end: Math.min(start, place + 2) };
  }
  const now = NOW.exec(before);
  return now && { time: "document", on: null, ordinal: null, start: from + now.index, end: start };
}

/** Whether an answer tells the age of another than whoever answers: 问：你母亲被骗时多大年纪？ */
export function isAskedOfOthers(text: string, start: number): boolean {
  const asked = questionAt(text, start);
  return asked !== null && OTHERS_ASKED.test(text.slice(asked.line, asked.at));
}
const OTHERS_ASKED = /孩子|[儿子女妻夫父母兄弟姐妹爷奶](?![\p{Script=Han}]{0,2}一起)|[他她]|老婆|老公|对方|那个?人|被害人|老人|外[公婆]/u;

interface Question {
  readonly line: number;
  /** Where it asks how old somebody was. */
  readonly at: number;
}

/** The question in the line before an answer that asks how old somebody was. */
function questionAt(text: string, start: number): Question | null {
  const line = text.lastIndexOf("\n", start - 1) + 1;
  if (line === 0 || !/^\s*答/.test(text.slice(line, start))) return null;
  const question = text.lastIndexOf("\n", line - 2) + 1;
  const found = HOW_OLD.exec(text.slice(question, line));
  return found && /^\s*问/.test(text.slice(question, line)) ? { line: question, at: question + found.index } : null;
}

const HOW_OLD = /(?:多大|几岁|多少岁|多少周岁|年龄|年纪|岁数|年岁)/;

/** What a question asks for that an answer tells: 问：第二次去的时候你多大？ 答：三十五岁。 */
export function whenAsked(told: Dated, start: number): When | null {
  const at = questionAt(told.text, start)?.at;
  if (at === undefined) return null;
  const when = whenTold(told, { from: sentenceOrLabelStart(told.text, at), start: at, end: at });
  return when && { ...when, start, end: start };
}

/** 2024年5月7日时22周岁, 当日李四22周岁. */
function isOnDay({ text, known }: Dated, { start: from, end }: CourseDay, at: number): boolean {
  // 盘点当日: by what was done, not by the last day.
  if (/^[当同]/.test(text.slice(from, end)) && /\p{Script=Han}/u.test(text.charAt(from - 1))) return false;
  const behind = text.slice(end, at);
  const name = longest([...known].filter((each) => behind.includes(each)));
  return ON_DAY.test(name === null ? behind : behind.replace(name, "其"));
}
const ON_DAY =
  /^(?:时|当日|当天|那[天次回晚]|晚上?|夜里?|止)?[，,]?(?:[（(][^（）()\n]{1,8}[）)])?(?:被告人|犯罪嫌疑人|被害人)?(?:其|他|她|本人|我|你)?(?:已|刚|才|年|仅)*(?:满|为|是)?$/;

const OF_DAY =
  /^[^，。；：\n]{0,18}(?:时|之时|当日|当天|那天|之日)[，,]?(?:其|他|她|本人|我|[\p{Script=Han}·]{2,4})?(?:已经?|刚|才|年|仅)*(?:满|为|是)?$/u;

/** 至2025年2月4日移送时，其48岁: whatever was done on it, the day is told. */
function dayOfClause({ text, days }: Dated, { from, start }: Place): When | null {
  const last = days.findLast((day) => day.end <= start && day.start >= from);
  if (!last || !OF_DAY.test(text.slice(last.end, start)) || /出生|生于/.test(text.slice(last.end, start))) return null;
  return { time: "act", on: last.on, ordinal: null, start: last.start, end: last.end };
}

interface Doing {
  readonly words: string;
  /** 第一张 */
  readonly turn: string | undefined;
  readonly ordinal: number | null;
  readonly start: number;
  readonly end: number;
}

const AT_DOING = /(?:之时|的?时候|时(?![年间期常任段刻代候])|当[日天晚夜时]|首[日晚]|第一[天晚]|之[日夜]|那一?[天日年晚夜])/gu;
const SUBJECT = new RegExp(`^(?:${ROLE_WORDS.join("|")}|[其他她我你]们?|本人|自己|[二两三四]人|在|于|从|自|到)`, "u");

/** 盘点当日, 第三次拦车时 right before whose age it is: what was done then. */
function doingTold({ text, known }: Dated, from: number, start: number): Doing | null {
  const before = text.slice(from, start);
  const time = [...before.matchAll(AT_DOING)].findLast(({ index, 0: { length } }) => OF_WHOM.test(before.slice(index + length)));
  if (!time) return null;
  let words = /[\p{Script=Han}“”]{2,18}$/u.exec(before.slice(0, time.index))?.[0] ?? "";
  for (let length = 0; length !== words.length; ) {
    length = words.length;
    const name = longest([...known].filter((each) => words.startsWith(each)));
    words = name === null ? words.replace(SUBJECT, "") : words.slice(name.length);
  }
  const whole = words.length;
  const turn = new RegExp(TURN).exec(words)?.[0];
  words = words.replace(turn ?? "", "").replaceAll(/[“”的]/g, "");
  for (const name of known) words = words.replaceAll(name, "");
  if (words.length < 2 && turn === undefined) return null;
  return { words, turn, ordinal: ordinalOf(turn), start: from + time.index - whole, end: from + time.index + time[0].length };
}

/** Doings that are told by several words. */
const ALIKE = [
  ["归案", "到案", "抓获", "投案"],
  ["签约", "签订", "签署"],
  ["查获", "起获", "缴获"],
];

/** How far before and behind a day it is told what was done on it. */
const [BEFORE, BEHIND] = [24, 70];

/** The days on which the document tells that something was done: by all its words, else by the first or the last two. */
function daysOfDoing({ text, days }: Dated, { words, start, end }: Doing): string[] {
  // 开场当天 is no other day on which it was done.
  const others = days.filter((day) => day.end <= start || day.start >= end);
  const clauses = others.map((day, at) => {
    // 3月5日、4月8日两次…: of both.
    const next =
      others.find((each, index) => index > at && !/^[、和及与]$/.test(text.slice(others[index - 1]?.end, each.start)))?.start ??
      text.length;
    const until = Math.min(next, day.end + BEHIND, day.end <= start ? start : text.length);
    const behind = text.slice(day.end, until).split(/[。\n]/, 1)[0] ?? "";
    const before = text.slice(Math.max(others[at - 1]?.end ?? 0, day.start - BEFORE, day.start >= end ? end : 0), day.start);
    return { on: day.on, told: `${before.split(/[。\n]/).at(-1)}|${behind}` };
  });
  const alike = ALIKE.find((all) => all.some((each) => words.includes(each))) ?? [];
  for (const part of new Set([words, words.slice(0, 2), words.slice(-2), ...alike])) {
    if (part.length < 2) continue;
    const found = clauses.flatMap(({ on, told }) => (told.includes(part) ? [on] : []));
    if (found.length > 0) return [...new Set(found)].sort();
  }
  return [];
}

/** 第一张是3月5日的, 3月5日第一次 */
const isCountedSo = (text: string, { start, end }: CourseDay, turn: string): boolean =>
  new RegExp(`${turn}[^，。；\n]{0,4}$`).test(text.slice(Math.max(0, start - 10), start)) ||
  new RegExp(`^[^，。；\n0-9]{0,4}[，（(]?${turn}`).test(text.slice(end, end + 12));

/** The day of something that was done; of one of several the one that it is, as far as it is told. */
function timeOfDoing(told: Dated, doing: Doing): When | null {
  const { ordinal, turn, start, end } = doing;
  const counted = turn === undefined ? [] : told.days.filter((day) => isCountedSo(told.text, day, turn));
  if (counted.length === 1 && counted[0]) return { time: "act", on: counted[0].on, ordinal: null, start, end };
  const all = daysOfDoing(told, doing);
  const [first, last] = [all[0], all.at(-1)];
  if (first === undefined || last === undefined) {
    if (OF_LIFE.test(doing.words)) return null;
    const own = ordinal === null && !OTHER_DOING.test(doing.words) ? told.days.findLast((day) => day.end <= start) : undefined;
    if (own && /^[^，。；\n]{0,8}，[^，。；\n]{0,12}$/.test(told.text.slice(own.end, start)))
      return { time: "act", on: own.on, ordinal: null, start, end };
    // Of the day of what is not told with a day nothing is known, unless it is that of which the paragraph goes on to tell.
    if (ordinal === null && (OTHER_DOING.test(doing.words) || !/[日天晚夜]$/.test(told.text.slice(start, end)))) return null;
    const paragraph = told.text.lastIndexOf("\n", start - 1) + 1;
    const between = betweenDays(told.days.filter((day) => day.start >= paragraph && day.end <= start));
    return { time: "act", on: null, ...(between && { between }), ordinal, start, end };
  }
  const one = ordinal === null || all.length < 2 ? undefined : all.at(ordinal < 0 ? -1 : ordinal - 1);
  return { time: "act", on: null, between: one === undefined ? [first, last] : [one, one], ordinal: null, start, end };
}

/** The first and the last of some days. */
function betweenDays(days: readonly CourseDay[]): readonly [string, string] | null {
  const all = days.map(({ on }) => on).sort();
  const [first, last] = [all[0], all.at(-1)];
  return first === undefined || last === undefined ? null : [first, last];
}

/** The day that an account goes by at a place: the last before it in its sentence, in the words that follow, else in its paragraph. */
function dayOfSentence({ text, days }: Dated, at: number): string | null {
  const sentence = Math.max(text.lastIndexOf("。", at - 1), text.lastIndexOf("\n", at - 1)) + 1;
  const own = days.findLast(({ start, end }) => end <= at && start >= sentence);
  if (own) return own.on;
  const rest = text.slice(at, at + 40).split(/[。；\n]/, 1)[0] ?? "";
  const next = days.find(({ start }) => start >= at && start < at + rest.length);
  if (next) return next.on;
  let paragraph = text.lastIndexOf("\n", at - 1) + 1;
  // A question goes on from the answer before it.
  for (let line = 0; line < 3 && /^\s*[问答]/.test(text.slice(paragraph, at)) && paragraph > 0; line += 1)
    paragraph = text.lastIndexOf("\n", paragraph - 2) + 1;
  return days.findLast(({ start, end }) => end <= at && start >= paragraph)?.on ?? null;
}

/** Whether the heading of a cell says that an age is of the act. */
export const isAgeAtAct = (label: string): boolean =>
  /年龄|周岁/.test(label) && (new RegExp(`${ACT}${TIME}?`, "u").test(label) || /时年|当时/.test(label));

const isoOf = (day: string): string | null => toldDaysIn(day)[0]?.on ?? null;
export const figure = (number: string): number => (/^[0-9]+$/.test(number) ? Number(number) : Number(readHanNumber(number) ?? 0n));

function ordinalOf(words: string | undefined): number | null {
  if (words === undefined) return null;
  if (/最后|末/.test(words)) return -1;
  const number = /[一二三四五六七八九十]+|[0-9]+/.exec(words)?.[0];
  return number === undefined ? 1 : figure(number);
}

export const longest = (names: readonly string[]): string | null =>
  names.length === 0 ? null : names.reduce((one, other) => (other.length > one.length ? other : one));
