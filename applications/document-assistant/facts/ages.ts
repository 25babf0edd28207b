import { readHanNumber } from "@yuejian/identifiers";
import { type CourseDay, toldDaysIn } from "./course-days.ts";
import { type Head, ownerAt, type PersonRow } from "./heads.ts";
import { isSurnamed } from "./name-at.ts";
import type { NamedPlace } from "./names.ts";
import { ROLE_WORDS } from "./roles.ts";

/** Of which time an age is: of the acts, of the day of the document, of one of all the days between, or of the death of whose it is. */
export type AgeTime = "act" | "document" | "open" | "death";

/** An age that a text tells. */
export interface AgeTold {
  readonly years: number;
  /** Where its number stands. */
  readonly start: number;
  readonly end: number;
  /** Whose it is; null: nobody is named whose it could be. */
  readonly name: string | null;
  /** He tells it himself: 我当时五十岁. */
  readonly isOwn: boolean;
  /** Where the brackets open in which it stands: who else is described there is the same person. */
  readonly bracket: number | null;
  readonly time: AgeTime;
  /** ISO; the day for which the words themselves tell it. */
  readonly on: string | null;
  /** ISO; first and last day between which the words themselves tell it. */
  readonly between: readonly [string, string] | null;
  /** At any time of the year: 出事那年. */
  readonly isOfYear: boolean;
  /** At the time when it came out, which may be after the acts: 案发时. */
  readonly isOfEvent: boolean;
  /** Which of several acts: 第二次作案时; -1 for the last of them, null where it is not said. */
  readonly ordinal: number | null;
  /** 未满十八周岁 */
  readonly isBelow: boolean;
  /** 已满十八周岁 */
  readonly isPast: boolean;
}

const NUMBER = "[0-9]{1,3}|[一二三四五六七八九十]{1,3}";
const AGE = new RegExp(
  `(?<![0-9.一二三四五六七八九十至到近余上数]|(?<![邀相预签节])约)(${NUMBER})\\s*(?:周岁|岁)(?![以之][上下内前后]|左右|上下|[多余]|出头|不到|至|到|[-—～~]|大的孩子)`,
  "g",
);
const WHOLE = new RegExp(`^(${NUMBER})(?:周岁|岁)?$`);
/** Doings, and what is suffered, of which a case can tell that somebody was so old at them. */
const ACT =
  "(?:(?:作|发|犯|涉|案)案(?:件)?|案发|案件发生|犯罪|行为|违法|事发|出事|犯事|肇事|事故发生|发生事故|事情发生|事件发生|[受负]伤|致伤|致残|[遭遇受][\\p{Script=Han}]{0,2}害|[被受遭][^，。；\\n时（）]{0,8}?(?:害|伤|骗|打|砍|捅|刺|撞|盗|偷|抢|扣押|拘禁|强奸|猥亵|侵|诱骗|拐|绑|敲诈|勒索|杀)|(?:实施|实行|从事|参与|参加|进行)[^，。；\\n时]{0,18}?|(?:盗窃|偷|诈骗|骗|抢劫|抢夺|伤人|打人|打架|斗殴|殴打|驾车|驾驶[^，。；\\n]{0,8}?|开车|醉驾|酒驾|贩毒|贩卖[^，。；\\n]{0,6}?|强奸|猥亵|杀人|放火|纵火|动手|下手|撞人|侵占|敲诈|勒索|赌博|挪用[^，。；\\n]{0,4}?|受贿|收受[^，。；\\n]{0,6}?|行贿|贪污|提供[^，。；\\n]{0,8}?|出售[^，。；\\n]{0,8}?))";
const ORDINAL = "(?<ordinal>首次|初次|第一次|最后一次|末次|第[一二三四五六七八九十0-9]{1,2}[次起笔])?";
const DAY = "[12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日";
const TIME = "(?:之?时|的?时候|那时候?|当时|当日|当天|当晚|之日|那天|那年|那会儿?|期间|日)";
/** 作案时, 案发（2024年5月7日）之日, 第二次实施盗窃时 */
const ANCHOR = new RegExp(`${ORDINAL}${ACT}(?:犯罪|行为|违法)?(?:（(?<on>${DAY})）)?(?:的)?${TIME}`, "gu");
/** Behind an age: 41周岁（案发时）, 17岁时实施. */
const ANCHOR_BEHIND = new RegExp(`^(?:周岁|岁)?[（(，](?:以|按|截至)?${ORDINAL}${ACT}(?:犯罪|行为)?${TIME}`, "u");
/** 时年, 当时 of a day just told. */
const THEN = /(?:时年|当时|彼时|是时|其时|那时候?|那年|当年|年仅|年方|年届|年近)[^，。；\n0-9岁（）]{0,8}$/;
/** 2024年5月7日时22周岁. */
const ON_DAY = /^(?:时|当日|当天|那天|止|，)?(?:[（(][^（）()\n]{1,8}[）)])?(?:其|他|她|本人|我)?(?:已|刚|才|年|仅)?(?:年)?(?:满|为|是)?$/;
/** The age that somebody has now. */
const NOW = /(?:现年|今年|现在|目前|如今|现已|现)[^，。；\n0-9岁（）]{0,4}$/;
/** The age of whoever died. */
const AT_DEATH = /(?:享年|殁年|终年|殁时|死时|死亡时|去世时|身亡时)(?:仅|年仅|年)?[：:]?$/;
/** The age of another time than the act. */
const OTHER_TIME =
  /享年|殁年|终年|去年|前年|明年|后年|(?:到案|归案|抓获|查获|投案|立案|判决|审判|宣判|起诉|审查|讯问|询问|死亡|入职|参加工作|结婚|离婚|毕业|上学|入学|入伍|参军|退伍|退休|出狱|签订|立遗嘱|登记|被捕|拘留|逮捕|服刑|裁判|审理|庭审|开庭|认识|相识|出生|怀孕|生育|打工|务工|收养|去世|病故|患病|确诊|提交|申请|做笔录|作笔录)[^，。；\n]{0,4}(?:时|的?时候|当日|当天|之日|那年)/;
/** 以2024年10月11日计算 */
const COUNTED_ON = new RegExp(`(?:以|截至|按照?)(${DAY})(?:计算|计|为准|为基准)`);

/** Somebody who is not named: a relative of whoever is, a victim, a child. */
const OF_OTHERS =
  /(?:[其之的他她我你]|(?<=[，；])系)(?:[长次大小独幼]|[一两二三]个?)?(?:儿子|女儿|子女|[子女妻夫父母兄弟姐妹](?![\p{Script=Han}]*?友)|妻子|丈夫|孩子|婴儿|[爷奶公婆]{2}|外[公婆孙]|岳[父母]|老婆|老公|母亲|父亲|哥哥|弟弟|姐姐|妹妹)|(?:被害人|受害人|死者|伤者|证人|幼女|幼童|男童|女童|老人|男子|女子|学生|儿童|少年|村民|路人|乘客|对方)[^，。；]{0,8}$/u;

/** How far before an age the words stand that say when. */
const REACH = 64;

interface Around {
  readonly heads: readonly Head[];
  readonly names: readonly NamedPlace[];
  readonly known: ReadonlySet<string>;
  readonly rows: readonly PersonRow[];
}

interface Told extends Around {
  readonly text: string;
  readonly days: readonly CourseDay[];
}

/** Every age that a text tells of one person at a time that can be told, in sentences, forms and tables. `also`: names that are known without the text. */
export function agesIn(text: string, around: Around, also: readonly string[] = []): AgeTold[] {
  const inRows = around.rows.flatMap(({ head, cells }) => cells.flatMap((cell) => ageInCell(cell, head)));
  const starts = new Set(inRows.map(({ start }) => start));
  const places = [...text.matchAll(AGE)].filter(({ index }) => !starts.has(index));
  if (places.length === 0) return inRows;
  const known = new Set([...around.known, ...around.heads.map(({ name }) => name), ...also]);
  const days = toldDaysIn(text).filter(({ start, end }) => !isBirth(text, start, end));
  const told = places.flatMap((found) => ageAt(found, { ...around, text, known, days }));
  return [...inRows, ...told].sort((one, other) => one.start - other.start);
}

const isBirth = (text: string, start: number, end: number): boolean =>
  /^\s*(?:[（(][^（）]{1,8}[）)])?出?生/.test(text.slice(end, end + 14)) ||
  /(?:生于|出生[^，。；\n]{0,6}|生日[^，。；\n]{0,3})$/.test(text.slice(Math.max(0, start - 10), start));

function ageInCell(cell: { readonly text: string; readonly label: string; readonly start: number }, head: Head): AgeTold[] {
  const number = WHOLE.exec(cell.text.replaceAll(/\s/g, ""))?.[1];
  const isAtAct = /年龄|周岁/.test(cell.label) && (new RegExp(`${ACT}${TIME}?`, "u").test(cell.label) || /时年|当时/.test(cell.label));
  if (number === undefined || !isAtAct) return [];
  const place = { start: cell.start, end: cell.start + number.length };
  const plain = {
    on: null,
    between: null,
    isOfYear: false,
    isOfEvent: true,
    ordinal: null,
    isBelow: false,
    isPast: false,
    isOwn: false,
    bracket: null,
    time: "act",
  } as const;
  return [{ ...place, ...plain, years: figure(number), name: head.name }];
}

interface When {
  readonly time: AgeTime;
  readonly on: string | null;
  readonly between?: readonly [string, string];
  readonly ordinal: number | null;
  /** Where in the text the words begin and end that say when. */
  readonly start: number;
  readonly end: number;
}

interface Place {
  /** Where its sentence begins. */
  readonly from: number;
  readonly start: number;
  readonly end: number;
}

function ageAt(found: RegExpExecArray, told: Told): AgeTold[] {
  const { text } = told;
  const number = found[1] ?? "";
  const [start, end] = [found.index, found.index + found[0].length];
  // 不满十八周岁的人: the law speaks of whoever.
  if (/^的(?:人|未成年人|老年人|公民|男|女)/.test(text.slice(end, end + 5)) || /虚岁|毛岁/.test(text.slice(start - 4, end + 6))) return [];
  const place = { from: sentenceStart(text, start), start, end };
  const when = whenTold(told, place) ?? besideName(told, place);
  const years = figure(number);
  if (!when || years === 0) return [];
  const whose = whoseAge(place, when, told);
  if (whose === null) return [];
  const { name, isOwn } = whose;
  const before = text.slice(Math.max(place.from, start - 6), start);
  if (OF_OTHERS.test(text.slice(Math.max(place.from, name === null ? 0 : text.lastIndexOf(name, start) + name.length), start))) return [];
  const isBelow = /[未不]满\s*$/.test(before);
  return [
    {
      years,
      start,
      end: start + number.length,
      name,
      isOwn,
      bracket: openBracket(text, place.from, start),
      time: when.time,
      on: when.on,
      between: when.between ?? null,
      isOfYear: /[那当]一?年$/.test(text.slice(when.start, when.end)),
      isOfEvent: /案发|事发|发案|出事|犯事|发生/.test(text.slice(when.start, when.end)),
      ordinal: when.ordinal,
      isBelow,
      isPast: !isBelow && /满\s*$/.test(before),
    },
  ];
}

/** Where the sentence begins that a place stands in; a label in the line before belongs to it. */
function sentenceStart(text: string, at: number): number {
  const cut = (until: number): number => Math.max(...["。", "；", ";", "\n"].map((mark) => text.lastIndexOf(mark, until - 1))) + 1;
  const from = cut(at);
  if (text.slice(from, at).trim() !== "" || from === 0) return Math.max(from, at - REACH);
  const label = text.lastIndexOf("\n", from - 2) + 1;
  return from - label <= 16 ? label : from;
}

function whenTold({ text, days }: Told, { from, start, end }: Place): When | null {
  const before = text.slice(from, start);
  const anchor = [...before.matchAll(ANCHOR)].at(-1);
  const death = AT_DEATH.exec(before);
  if (death) return { time: "death", on: null, ordinal: null, start: from + death.index, end: start };
  const exact = dayOfClause(text, days, { from, start, end });
  if (exact && (!anchor || from + anchor.index < exact.start)) return exact;
  if (anchor) {
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
  const ofDoing = doingTold(text, days, { from, start, end });
  if (ofDoing) return ofDoing;
  const behind = ANCHOR_BEHIND.exec(text.slice(end, end + 40));
  if (behind) return { time: "act", on: null, ordinal: ordinalOf(behind.groups?.["ordinal"]), start, end: start };
  if (OTHER_TIME.test(before.slice(-16))) return null;
  const last = days.findLast((day) => day.end <= start && day.start >= from);
  if (last && ON_DAY.test(text.slice(last.end, start))) return { time: "act", on: last.on, ordinal: null, start: last.start, end: start };
  const then = THEN.exec(before);
  if (then) {
    const at = from + then.index;
    return { time: "act", on: dayOfSentence({ text, days }, at), ordinal: null, start: at, end: Math.min(start, at + 2) };
  }
  const now = NOW.exec(before);
  return now && { time: "document", on: null, ordinal: null, start: from + now.index, end: start };
}

const OF_DAY =
  /^[^，。；：\n]{0,18}(?:时|之时|当日|当天|那天|之日)[，,]?(?:其|他|她|本人|我|[\p{Script=Han}·]{2,4})?(?:已经?|刚|才|年|仅)*(?:满|为|是)?$/u;

/** 至2025年2月4日移送时，其48岁: whatever was done on it, the day is told. */
function dayOfClause(text: string, days: readonly CourseDay[], { from, start }: Place): When | null {
  const last = days.findLast((day) => day.end <= start && day.start >= from);
  if (!last || !OF_DAY.test(text.slice(last.end, start)) || /出生|生于/.test(text.slice(last.end, start))) return null;
  return { time: "act", on: last.on, ordinal: null, start: last.start, end: last.end };
}

const DOING = /(\p{Script=Han}{2,4}?)(?:那天|当天|当日|之日|那日)[，,]?(?:其|他|她|本人|我)?(?:已经?|刚|才|年|仅)*(?:满|为|是)?$/u;

/** 取土那天63岁: on the days on which the document tells that it was done. */
function doingTold(text: string, days: readonly CourseDay[], { from, start }: Place): When | null {
  const found = DOING.exec(text.slice(from, start));
  const doing = found?.[1];
  if (!found || doing === undefined || OTHER_TIME.test(found[0])) return null;
  const all = days
    .filter((day) => day.start > start || day.end < from)
    .filter((day) =>
      `${text.slice(Math.max(0, day.start - 24), day.start)}${text.slice(day.end, day.end + 70).split(/[。\n]/, 1)[0]}`.includes(doing),
    )
    .map(({ on }) => on)
    .sort();
  const [first, last] = [all[0], all.at(-1)];
  if (first === undefined || last === undefined) return null;
  const at = from + found.index;
  return { time: "act", on: null, between: [first, last], ordinal: null, start: at, end: at };
}

/** The day that an account goes by at a place: the last before it in its sentence, in the words that follow, else in its paragraph. */
function dayOfSentence({ text, days }: Pick<Told, "text" | "days">, at: number): string | null {
  const sentence = Math.max(text.lastIndexOf("。", at - 1), text.lastIndexOf("\n", at - 1)) + 1;
  const own = days.findLast(({ start, end }) => end <= at && start >= sentence);
  if (own) return own.on;
  const rest = text.slice(at, at + 40).split(/[。；\n]/, 1)[0] ?? "";
  const next = days.find(({ start }) => start >= at && start < at + rest.length);
  if (next) return next.on;
  const paragraph = text.lastIndexOf("\n", at - 1) + 1;
  return days.findLast(({ start, end }) => end <= at && start >= paragraph)?.on ?? null;
}

/** An age without a word that says when, told with a name: 2024年5月21日，李四（46岁）, 46岁的李四; in a description it may be of any day since the act. */
function besideName(told: Told, { from, start, end }: Place): When | null {
  const { text, days } = told;
  const isBehind = nameBehind(told, end) !== null;
  const isInBrackets = /[（(](?:(?:系)?[男女]性?[，,、])?(?:年龄|年)?[：:]?$/.test(text.slice(Math.max(from, start - 8), start));
  const isDescribed = /(?:，|,)(?:[男女]性?(?:，|,))?(?:年龄|年)?[：:]?$/.test(text.slice(Math.max(from, start - 6), start));
  if (!isBehind && !isInBrackets && !isDescribed) return null;
  if (!isBehind && !/^\s*[，,；）)。]/.test(text.slice(end, end + 2))) return null;
  const sentence = Math.max(text.lastIndexOf("。", start), text.lastIndexOf("\n", start)) + 1;
  const day = isDescribed && !isBehind ? undefined : days.findLast((each) => each.end <= start && each.start >= sentence);
  return { time: day ? "act" : "open", on: day?.on ?? null, ordinal: null, start, end: start };
}

const isoOf = (day: string): string | null => toldDaysIn(day)[0]?.on ?? null;
const figure = (number: string): number => (/^[0-9]+$/.test(number) ? Number(number) : Number(readHanNumber(number) ?? 0n));

function ordinalOf(words: string | undefined): number | null {
  if (words === undefined) return null;
  if (/最后|末/.test(words)) return -1;
  const number = /[一二三四五六七八九十]+|[0-9]+/.exec(words)?.[0];
  return number === undefined ? 1 : figure(number);
}

interface Whose {
  /** Null: it is not said. */
  readonly name: string | null;
  readonly isOwn: boolean;
}

/** 刘某案发时40岁: whoever stands alone before the words that say when. */
const SUBJECT = /(?:^|[，,、；：。])(\p{Script=Han}{2,4})$/u;

/** An id or a day of birth. */
const DESCRIBES = /[0-9]{6}[0-9*]{8}|[0-9]日出?生/;

const OWN: Whose = { name: null, isOwn: true };
const called = (name: string | null): Whose => ({ name, isOwn: false });

/** Whose age it is: who is named behind it (25周岁的李四), before the brackets in which it stands, between the words that say when and it, or in its description; else who is
 *  named last in the sentence. Null: somebody's of whom no name is told. */
function whoseAge({ start, end, from }: Place, when: When, around: Told): Whose | null {
  const { heads, names, text } = around;
  const after = nameBehind(around, end);
  if (after !== null) return called(after);
  const inTurn = nameInTurn({ start, end }, around);
  if (inTurn !== undefined) return inTurn === null ? null : called(inTurn);
  // 十五岁的女儿
  if (/^的\p{Script=Han}/u.test(text.slice(end, end + 2))) return null;
  const open = openBracket(text, from, start);
  if (open !== null) {
    const head = nameBefore(around, open);
    if (head !== null) return called(head);
    if (/(?:我|本人)$/.test(text.slice(from, open))) return OWN;
    if (DESCRIBES.test(text.slice(open, start)) || DESCRIBES.test(text.slice(end, end + 60).split(/[）)]/, 1)[0] ?? ""))
      return called(null);
    // 其女儿（8岁）, and not …6月29日出生（案发时34岁）.
    if (!/[生日号族]$|[^\p{Script=Han}]$/u.test(text.slice(from, open))) return null;
  }
  const between = text.slice(Math.max(when.end, ageBefore(text, when.end, start)), start);
  const inBetween = lastNamed(start - between.length, start, around);
  if (inBetween !== null) return called(inBetween);
  const subject = SUBJECT.exec(text.slice(from, when.start))?.[1];
  if (subject !== undefined && isSurnamed(subject) && ![...around.known].some((name) => subject.includes(name))) return called(subject);
  if (/(?:我|本人)(?!院|局|们|市|县|区|国)/.test(text.slice(Math.max(from, when.start - 12), start))) return OWN;
  const head = heads.findLast((each) => each.end <= start && each.start >= text.lastIndexOf("\n", start - 1) + 1);
  if (head && !text.slice(head.end, start).includes("。")) return called(head.name);
  const last = lastNamed(from, start, around);
  if (last !== null) return called(last);
  if (/^\s*(?:答|被[讯询]问人)[^：:\n]{0,8}[：:]/.test(text.slice(text.lastIndexOf("\n", start - 1) + 1, start))) return OWN;
  return called(ownerAt(text, { heads, names }, start)?.name ?? null);
}

const ONE = `(?:${NUMBER})(?:周岁|岁)`;
/** 分别为34岁、 */
const IN_TURN = new RegExp(`(?:分别|依次)[^，。；0-9一二三四五六七八九十]{0,6}((?:${ONE}[、，和及与])*)$`);
const NEXT_IN_TURN = new RegExp(`^((?:[、，和及与]${ONE})*)`);

/** Names and their ages are told in one sentence. */
const FAR = 300;

/** Of several ages told for several people in turn, whose one is: 甲、乙作案时分别为34岁、29岁. Null: nobody can be told; undefined: it is none of these. */
function nameInTurn({ start, end }: Pick<Place, "start" | "end">, { text, names, known }: Told): string | null | undefined {
  const from = Math.max(text.lastIndexOf("。", start), text.lastIndexOf("\n", start), start - FAR) + 1;
  const before = IN_TURN.exec(text.slice(from, start));
  if (!before) return undefined;
  const count = (ages: string | undefined): number => (ages?.match(/岁/g) ?? []).length;
  const [turn, until] = [count(before[1]), from + before.index];
  const all = turn + 1 + count(NEXT_IN_TURN.exec(text.slice(end, end + 60))?.[1]);
  const places = new Map<string, number>();
  for (const { name, start: at } of names) if (at >= from && at < until) places.set(name, at);
  for (const name of known) {
    const at = text.slice(from, until).lastIndexOf(name);
    if (at >= 0) places.set(name, from + at);
  }
  const called = [...places].sort(([, one], [, other]) => one - other).slice(-all);
  return called.length === all ? (called[turn]?.[0] ?? null) : null;
}

const ROLE_BEHIND = new RegExp(`^的(?:${ROLE_WORDS.join("|")})?`, "u");

/** 25周岁的被告人李四 */
function nameBehind({ text, names, known }: Told, end: number): string | null {
  const [words] = ROLE_BEHIND.exec(text.slice(end, end + 14)) ?? [];
  if (words === undefined) return null;
  const at = end + words.length;
  return names.find((place) => place.start === at)?.name ?? longest([...known].filter((name) => text.startsWith(name, at)));
}

/** Whoever's name ends at a place. */
const nameBefore = ({ text, names, known }: Told, at: number): string | null =>
  names.find((place) => place.end === at)?.name ?? longest([...known].filter((name) => text.startsWith(name, at - name.length)));

const longest = (names: readonly string[]): string | null =>
  names.length === 0 ? null : names.reduce((one, other) => (other.length > one.length ? other : one));

/** Where the brackets open in which a place stands; null: in none. */
function openBracket(text: string, from: number, at: number): number | null {
  let depth = 0;
  for (let place = at - 1; place >= from; place -= 1) {
    const mark = text.charAt(place);
    if (mark === "）" || mark === ")") depth += 1;
    else if ((mark === "（" || mark === "(") && depth-- === 0) return place;
  }
  return null;
}

/** In a list of ages, where the one before ends. */
const ageBefore = (text: string, from: number, start: number): number => {
  const at = text.lastIndexOf("岁", start - 1);
  return at > from ? at : from;
};

/** Whoever is named last in a stretch, behind a word for people or as a name that is known, and not within brackets that are closed. */
function lastNamed(from: number, until: number, { text, names, known }: Told): string | null {
  const stretch = text.slice(from, until);
  const place = names.findLast(({ start, end }) => start >= from && end <= until);
  let [name, at] = [place?.name ?? null, place ? place.start - from : -1];
  for (const each of known) {
    const last = stretch.lastIndexOf(each);
    if (last > at) [name, at] = [each, last];
  }
  return name;
}
