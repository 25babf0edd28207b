import {
  type AgeTime,
  figure,
  isAgeAtAct,
  isAskedOfOthers,
  longest,
  NUMBER,
  type Place,
  sentenceOrLabelStart,
  type When,
  whenAsked,
  whenTold,
} from "./age-times.ts";
import { type CourseDay, toldDaysIn } from "./course-days.ts";
import { type Head, ownerAt, type PersonRow } from "./heads.ts";
import { isSurnamed } from "./name-at.ts";
import type { NamedPlace } from "./names.ts";
import { ROLE_WORDS } from "./roles.ts";

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

const AGE = new RegExp(
  `(?<![0-9.一二三四五六七八九十至到近余上数]|(?<![邀相预签节])约)(${NUMBER})\\s*(?:周岁|岁)(?![以之][上下内前后]|左右|上下|[多余]|出头|不到|至|到|[-—～~]|大的孩子)`,
  "g",
);
/** 作案时年龄：33 */
const IN_FORM = /(?<=[时日天](?:的)?(?:实足|实际)?年龄[：:为　\s]{1,2})([0-9]{1,3})(?=[\s　，。；]|$)/g;
const WHOLE = new RegExp(`^(${NUMBER})(?:周岁|岁)?$`);
/** Somebody who is not named: a relative of whoever is, a victim, a child. */
const OF_OTHERS =
  /(?:[其之的他她我你]|(?<=[，；])系)(?:[长次大小独幼]|[一两二三]个?)?(?:儿子|女儿|子女|[子女妻夫父母兄弟姐妹](?![\p{Script=Han}]*?友)|妻子|丈夫|孩子|婴儿|[爷奶公婆]{2}|外[公婆孙]|岳[父母]|老婆|老公|母亲|父亲|哥哥|弟弟|姐姐|妹妹)|(?:被害人|受害人|死者|伤者|证人|幼女|幼童|男童|女童|老人|男子|女子|学生|儿童|少年|村民|路人|乘客|对方)[^，。；]{0,8}$|(?:孩子|儿子|女儿|母亲|父亲|妻子|丈夫|老婆|老公|爷爷|奶奶|外公|外婆|哥哥|弟弟|姐姐|妹妹|孙子|孙女)(?:当[时天日]|那[时天]|时年|现[在年]|今年|已经?|[才刚仅])*$/u;

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
  const places = [...text.matchAll(AGE), ...text.matchAll(IN_FORM)].filter(({ index }) => !starts.has(index));
  if (places.length === 0) return inRows;
  const known = new Set([...around.known, ...around.heads.map(({ name }) => name), ...also]);
  const days = toldDaysIn(text).filter(({ start, end }) => !isBirth(text, start, end));
  const told = places.flatMap((found) => ageAt(found, { ...around, text, known, days }));
  return [...inRows, ...told].sort((one, other) => one.start - other.start);
}

const isBirth = (text: string, start: number, end: number): boolean =>
  /^\s*(?:[（(][^（）]{1,8}[）)])?出?生/.test(text.slice(end, end + 14)) ||
  /(?:(?<![发产])生于|出生[^，。；\n]{0,6}|生日[^，。；\n]{0,3})$/.test(text.slice(Math.max(0, start - 10), start));

function ageInCell(cell: { readonly text: string; readonly label: string; readonly start: number }, head: Head): AgeTold[] {
  const number = WHOLE.exec(cell.text.replaceAll(/\s/g, ""))?.[1];
  if (number === undefined || !isAgeAtAct(cell.label)) return [];
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

function ageAt(found: RegExpExecArray, told: Told): AgeTold[] {
  const { text } = told;
  const number = found[1] ?? "";
  const [start, end] = [found.index, found.index + found[0].length];
  // 不满十八周岁的人: the law speaks of whoever.
  if (/^的(?:人|未成年人|老年人|公民|男|女)/.test(text.slice(end, end + 5)) || /虚岁|毛岁/.test(text.slice(start - 4, end + 6))) return [];
  if (isAskedOfOthers(text, start)) return [];
  const place = { from: sentenceOrLabelStart(text, start), start, end };
  const when = whenTold(told, place) ?? whenAsked(told, start) ?? besideName(told, place);
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

interface Whose {
  /** Null: it is not said. */
  readonly name: string | null;
  readonly isOwn: boolean;
}

/** 刘某案发时40岁: whoever stands alone before the words that say when. */
const SUBJECT = /(?:^|[，,、；：。])(\p{Script=Han}{2,4})$/u;

/** Of several whose ages are told in one go, somebody of whom nothing else is known. */
const NAMED = /(?:^|[岁，、：])([\p{Script=Han}·]{2,4}?)(?:已经|已|刚|才|也|均|年|仅|为|是|满)*$/u;

/** A masked name that is told last. */
const MASKED = /.*((?<!\p{Script=Han})\p{Script=Han}某(?:某|[甲乙丙丁])?|(?<=[与和、对将向])\p{Script=Han}某(?:某|[甲乙丙丁])?)/u;

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
  const other = NAMED.exec(between)?.[1];
  if (other !== undefined && isSurnamed(other)) return called(other);
  const subject = SUBJECT.exec(text.slice(from, when.start))?.[1];
  if (subject !== undefined && isSurnamed(subject) && ![...around.known].some((name) => subject.includes(name))) return called(subject);
  if (/(?:我|本人)(?!院|局|们|市|县|区|国)/.test(text.slice(Math.max(from, when.start - 12), start))) return OWN;
  const head = heads.findLast((each) => each.end <= start && each.start >= text.lastIndexOf("\n", start - 1) + 1);
  if (head && !text.slice(head.end, start).includes("。")) return called(head.name);
  const last = lastNamed(from, start, around);
  if (last !== null) return called(last);
  const sentence = Math.max(text.lastIndexOf("。", start - 1), text.lastIndexOf("\n", start - 1)) + 1;
  const masked = MASKED.exec(text.slice(sentence, start))?.[1];
  if (masked !== undefined) return called(masked);
  for (const begin of [sentence, text.lastIndexOf("\n", start - 1) + 1]) {
    const only = [...around.known].filter((name) => text.slice(begin, start).includes(name));
    if (only.length === 1) return called(only[0] ?? null);
    if (only.length > 1) break;
  }
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
function nameInTurn({ start, end }: Pick<Place, "start" | "end">, { text, names, known, heads }: Told): string | null | undefined {
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
  // 两人分别34岁、29岁: of those who were named before.
  if (places.size < all && /[二两三四]人(?:分别|依次)/.test(text.slice(from, start)))
    for (const { name, start: at } of names.concat(heads.map((head) => ({ ...head, role: null, word: null }))))
      if (at >= text.lastIndexOf("\n", from - 1) && at < from) places.set(name, at);
  const called = [...places].sort(([, one], [, other]) => one - other).slice(-all);
  return called.length === all ? (called[turn]?.[0] ?? null) : null;
}

const ROLE_BEHIND = new RegExp(`^的(?:${ROLE_WORDS.join("|")})?`, "u");

/** 25周岁的被告人李四, 25周岁的在校生李四 */
function nameBehind({ text, names, known }: Told, end: number): string | null {
  const [words] = ROLE_BEHIND.exec(text.slice(end, end + 14)) ?? [];
  if (words === undefined) return null;
  const at = end + words.length;
  const named = names.find((place) => place.start === at)?.name ?? longest([...known].filter((name) => text.startsWith(name, at)));
  if (named !== null) return named;
  const calling = CALLING.exec(text.slice(end + 1, end + 16))?.[0] ?? "";
  for (let length = 2; length <= Math.min(6, calling.length); length += 1) {
    const name = longest([...known].filter((each) => text.startsWith(each, end + 1 + length)));
    if (name !== null) return NO_CALLING.test(calling.slice(0, length)) ? null : name;
  }
  return null;
}
const CALLING = /^\p{Script=Han}+/u;
/** What leads to somebody else. */
const NO_CALLING = /[和与跟向对将把被给让叫经由到为在以从着了过]$|子|女|儿|孩|妻|夫|父|母|兄|弟|姐|妹|老人|[的其她他]/;

/** Whoever's name ends at a place. */
const nameBefore = ({ text, names, known }: Told, at: number): string | null =>
  names.find((place) => place.end === at)?.name ?? longest([...known].filter((name) => text.startsWith(name, at - name.length)));

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
