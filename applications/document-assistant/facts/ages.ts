import { readHanNumber } from "@yuejian/identifiers";
import { daysIn } from "./dates.ts";
import { type Head, ownerAt, type PersonRow } from "./heads.ts";
import type { NamedPlace } from "./names.ts";
import type { PersonBirth } from "./people.ts";

/** An age at the act, or on a day, that a text tells. */
export interface AgeTold {
  readonly years: number;
  /** Where its number stands. */
  readonly start: number;
  readonly end: number;
  /** Whose it is; null: nobody is named whose it could be. */
  readonly name: string | null;
  /** ISO; the day for which the words themselves tell it. */
  readonly on: string | null;
  /** Which of several acts: 第二次作案时; -1 for the last of them, null where it is not said. */
  readonly ordinal: number | null;
  /** 未满十八周岁 */
  readonly isBelow: boolean;
  /** 已满十八周岁 */
  readonly isPast: boolean;
}

const NUMBER = "[0-9]{1,3}|[一二三四五六七八九十]{1,3}";
const AGE = new RegExp(`(?<![0-9.一二三四五六七八九十至到])(${NUMBER})\\s*(?:周岁|岁)(?!以[上下])`, "g");
const WHOLE = new RegExp(`^(${NUMBER})(?:周岁|岁)?$`);
/** Doings of which a case can tell that somebody was so old at them. */
const ACT =
  "(?:(?:作|发|犯|涉|案)案(?:件)?|案发|案件发生|犯罪|行为|违法|事发|出事|犯事|肇事|被害|遇害|受害|被侵害|事故发生|发生事故|事情发生|事件发生|(?:实施|实行|从事|参与|进行)[^，。；\\n时]{0,18}?|(?:盗窃|偷|诈骗|骗|抢劫|抢夺|伤人|打人|打架|斗殴|殴打|驾车|驾驶[^，。；\\n]{0,8}?|开车|醉驾|酒驾|贩毒|贩卖[^，。；\\n]{0,6}?|强奸|猥亵|杀人|放火|动手|下手|撞人|侵占|敲诈|勒索|赌博|挪用[^，。；\\n]{0,4}?|受贿|行贿|贪污|提供[^，。；\\n]{0,8}?|出售[^，。；\\n]{0,8}?))";
const ORDINAL = "(?<ordinal>首次|初次|第一次|最后一次|末次|第[一二三四五六七八九十0-9]{1,2}[次起笔])?";
const DAY = "[12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日";
const TIME = "(?:之?时|的时候|那时候?|当时|当日|当天|当晚|之日|那天|那会儿|期间|日)";
/** 作案时, 案发（2024年5月7日）之日, 第二次实施盗窃时 */
const ANCHOR = new RegExp(`${ORDINAL}${ACT}(?:犯罪|行为|违法)?(?:（(?<on>${DAY})）)?(?:的)?${TIME}`, "gu");
/** Behind an age: 41周岁（案发时）. */
const ANCHOR_BEHIND = new RegExp(`^(?:周岁|岁)?[（(，](?:以|按|截至)?${ORDINAL}${ACT}(?:犯罪|行为)?${TIME}`, "u");
/** 时年, 年方 of a day just told; 2024年5月7日时22周岁. */
const THEN = /(?:时年|当时|彼时|是时|那年|当年)[^，。；\n0-9岁]{0,8}$/;
const ON_DAY = new RegExp(`(${DAY})(?:时|当日|当天|那天|止|，)?(?:其|他|她|本人)?(?:已|刚|才|年|仅)?(?:年)?(?:满|为|是)?$`);
/** The age of another time than the act. */
const OTHER_TIME =
  /现年|今年|目前|现在|享年|殁年|终年|(?:到案|归案|抓获|查获|投案|立案|判决|审判|宣判|起诉|审查|讯问|询问|死亡|入职|结婚|毕业|出狱|签订|立遗嘱|登记|被捕|拘留|逮捕|服刑|裁判|审理|庭审|开庭)(?:之?时|当日|当天|之日)/;
/** 以2024年10月11日计算 */
const COUNTED_ON = new RegExp(`(?:以|截至|按照?)(${DAY})(?:计算|计|为准|为基准)`);

/** Somebody who is not named: a relative of whoever is, a victim, a child. */
const OF_OTHERS =
  /(?:[其之的他她我]|(?<=[，；])系)(?:[长次大小独幼]|[一二两三]个?)?(?:儿子|女儿|子女|[子女妻夫父母兄弟姐妹](?![\p{Script=Han}]*?友)|妻子|丈夫|孩子|婴儿|[爷奶公婆]{2}|外[公婆]|岳[父母])|(?:被害人|受害人|死者|伤者|证人|幼女|幼童|男童|女童|老人|男子|女子|学生|儿童|少年|村民|路人|乘客)[^，。；]{0,8}$/u;

/** How far before an age the words stand that say when. */
const REACH = 64;

interface Around {
  readonly heads: readonly Head[];
  readonly names: readonly NamedPlace[];
  readonly known: ReadonlySet<string>;
  readonly rows: readonly PersonRow[];
  readonly births: readonly PersonBirth[];
}

/** Every age at the act that a text tells, in sentences, forms and tables. */
export function agesIn(text: string, around: Around): AgeTold[] {
  const named = { ...around, known: new Set([...around.known, ...around.heads.map(({ name }) => name)]) };
  const inRows = around.rows.flatMap(({ head, cells }) => cells.flatMap((cell) => ageInCell(cell, head)));
  const starts = new Set(inRows.map(({ start }) => start));
  const told = [...text.matchAll(AGE)].flatMap((found) => (starts.has(found.index) ? [] : ageAt(text, found, named)));
  return [...inRows, ...told].sort((one, other) => one.start - other.start);
}

function ageInCell(cell: { readonly text: string; readonly label: string; readonly start: number }, head: Head): AgeTold[] {
  const number = WHOLE.exec(cell.text.replaceAll(/\s/g, ""))?.[1];
  const isAtAct = /年龄|周岁/.test(cell.label) && (new RegExp(`${ACT}${TIME}?`, "u").test(cell.label) || /时年|当时/.test(cell.label));
  if (number === undefined || !isAtAct) return [];
  const place = { start: cell.start, end: cell.start + number.length };
  return [{ ...place, years: figure(number), name: head.name, on: null, ordinal: null, isBelow: false, isPast: false }];
}

interface When {
  readonly on: string | null;
  readonly ordinal: number | null;
  /** Where in the text the words begin and end that say when. */
  readonly start: number;
  readonly end: number;
}

function ageAt(text: string, found: RegExpExecArray, around: Around): AgeTold[] {
  const number = found[1] ?? "";
  const [start, end] = [found.index, found.index + found[0].length];
  // 不满十八周岁的人: the law speaks of whoever.
  if (/^的(?:人|未成年人|老年人|公民|男|女)/.test(text.slice(end, end + 5)) || /虚岁/.test(text.slice(start - 4, end + 6))) return [];
  const from = sentenceStart(text, start);
  const when = whenTold(text, { from, start, end });
  if (!when) return [];
  const before = text.slice(Math.max(from, start - 6), start);
  const years = figure(number);
  const name = whoseAge(text, { start, end, from, when }, around);
  if (OF_OTHERS.test(text.slice(Math.max(from, name === null ? 0 : text.lastIndexOf(name, start) + name.length), start))) return [];
  const isBelow = /[未不]满\s*$/.test(before);
  return years === 0
    ? []
    : [
        {
          years,
          start,
          end: start + number.length,
          name,
          on: when.on,
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

function whenTold(
  text: string,
  { from, start, end }: { readonly from: number; readonly start: number; readonly end: number },
): When | null {
  const before = text.slice(from, start);
  const anchor = [...before.matchAll(ANCHOR)].at(-1);
  if (anchor) {
    const [begins, ends] = [from + anchor.index, from + anchor.index + anchor[0].length];
    const between = text.slice(ends, start);
    if (OTHER_TIME.test(between) || OTHER_TIME.test(anchor[0])) return null;
    const counted = COUNTED_ON.exec(text.slice(end, end + 160).split("。", 1)[0] ?? "")?.[1];
    const day = anchor.groups?.["on"] ?? counted ?? dayBefore(text.slice(Math.max(0, begins - 16), begins));
    return { on: day === undefined ? null : isoOf(day), ordinal: ordinalOf(anchor.groups?.["ordinal"]), start: begins, end: ends };
  }
  const behind = ANCHOR_BEHIND.exec(text.slice(end, end + 40));
  if (behind) return { on: null, ordinal: ordinalOf(behind.groups?.["ordinal"]), start, end: start };
  if (OTHER_TIME.test(before.slice(-16))) return null;
  const day = ON_DAY.exec(before);
  if (day) return { on: isoOf(day[1] ?? ""), ordinal: null, start: from + day.index, end: start };
  const then = THEN.exec(before);
  if (!then) return null;
  // 时年 is the age on the day told before it.
  const [sentence, at] = [Math.max(text.lastIndexOf("。", start), text.lastIndexOf("\n", start)) + 1, from + then.index];
  const days = daysIn(text.slice(sentence, at)).filter(
    (each) => !/^\s*出?生/.test(text.slice(sentence + each.end, sentence + each.end + 3)),
  );
  return { on: days.at(-1)?.on ?? null, ordinal: null, start: at, end: at + 2 };
}

const dayBefore = (lead: string): string | undefined => new RegExp(`(${DAY})[，,]?$`).exec(lead)?.[1];
const isoOf = (day: string): string | null => daysIn(day)[0]?.on ?? null;
const figure = (number: string): number => (/^[0-9]+$/.test(number) ? Number(number) : Number(readHanNumber(number) ?? 0n));

function ordinalOf(words: string | undefined): number | null {
  if (words === undefined) return null;
  if (/最后|末/.test(words)) return -1;
  const number = /[一二三四五六七八九十]+|[0-9]+/.exec(words)?.[0];
  return number === undefined ? 1 : figure(number);
}

interface Whose {
  readonly start: number;
  readonly end: number;
  readonly from: number;
  readonly when: When;
}

/** Whose age it is: who is named behind it (25周岁的李四), between the words that say when and it, or in its description; else who is named last in the sentence. */
function whoseAge(text: string, { start, end, from, when }: Whose, around: Around): string | null {
  const { heads, names, known } = around;
  const behind = /^的(?:被告人|被害人|犯罪嫌疑人|嫌疑人|被不起诉人|证人|村民|邻居|同学|同事)?/.exec(text.slice(end, end + 12))?.[0];
  if (behind !== undefined) {
    const at = end + behind.length;
    const after = names.find((place) => place.start === at)?.name ?? longestAt(text, known, at);
    if (after !== null && after !== undefined) return after;
  }
  const between = lastNamed(text, [Math.max(when.end, ageBefore(text, when.end, start)), start], around);
  if (between !== null) return between;
  const head = heads.findLast((each) => each.end <= start && each.start >= text.lastIndexOf("\n", start - 1) + 1);
  if (head && !text.slice(head.end, start).includes("。")) return head.name;
  return lastNamed(text, [from, start], around) ?? ownerAt(text, { heads, names }, start)?.name ?? null;
}

/** In a list of ages, where the one before ends. */
const ageBefore = (text: string, from: number, start: number): number => {
  const at = text.lastIndexOf("岁", start - 1);
  return at > from ? at : from;
};

/** Whoever is named last in a stretch: behind a word for people, or a name that is known, or alone between two marks. */
function lastNamed(text: string, [from, until]: readonly [number, number], { names, known }: Around): string | null {
  const stretch = text.slice(from, until);
  const place = names.findLast(({ start, end }) => start >= from && end <= until);
  let [name, at] = [place?.name ?? null, place ? place.start - from : -1];
  for (const each of known) {
    const last = stretch.lastIndexOf(each);
    if (last > at) [name, at] = [each, last];
  }
  return name;
}

const longestAt = (text: string, known: ReadonlySet<string>, at: number): string | null =>
  [...known].filter((name) => text.startsWith(name, at)).sort((one, other) => other.length - one.length)[0] ?? null;
