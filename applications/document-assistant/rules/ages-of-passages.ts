import { dayFromIso, isoOfDay } from "@yuejian/identifiers";
import type { CheckedDocument } from "../document.ts";
import { ageOn, isBirthday } from "../facts/acts.ts";
import { figure, isAskedOfOthers, NUMBER, OF_LIFE, OTHER_DOING } from "../facts/age-times.ts";
import { type Birth, birthsIn } from "../facts/births.ts";
import { holds, lengthsIn } from "../facts/elapsed.ts";
import { type Moment, momentsIn } from "../facts/moments.ts";
import { type Row, rowsIn } from "../facts/rows.ts";
import { clauseBefore, sentenceEnd, sentenceStart, startOf } from "../facts/sentences.ts";
import type { RuleHit } from "../rule.ts";

interface Age {
  readonly years: number;
  readonly start: number;
  readonly end: number;
  readonly isBelow: boolean;
  readonly isPast: boolean;
}

const AGE = new RegExp(
  `(?<![0-9.一二三四五六七八九十至到近余上数约])(?:(${NUMBER})\\s*(?:周岁|岁)(?![以之][上下内前后]|左右|上下|[多余]|出头|至|到|[-—～~]|生日)|(?<=[刚才已年未不]满|今年|现年)([1-9][0-9]|[一二三四五六七八九]?十[一二三四五六七八九]?)(?=[，。；没])|(?<=年龄[：:　\\s]{1,2})([0-9]{1,3})(?=[\\s　，。；]|$))`,
  "g",
);
/** What may stand behind an age that is somebody's. */
const BEHIND = /^(?:半|整|零|多天|没几天|不到)?(?:了|的时候|时)?\s*(?:[，,。；;、）)\n？！“”]|$|[（(]|系|但|并|因此|故|的?高龄)/;
/** The law speaks of whoever. */
const OF_LAW = /规定|不得早于|应当年满|须年满|年满[^，。；]{0,6}(?:方可|才能|作为)|条件|法定|《|虚岁|周岁以|上[限学]/;
/** What stands between whose it is and an age. */
const ADVERBS =
  /(?:[，,：:]|终年|享年|殁年|当[时天日]|[此彼是]时|时年|时|现年|今年|现在|目前|已经?|[刚才仅均都也仍尚年满未不足为是系实各]|分别|只有|只|实际|实足|年龄|应认定|认定|应)*$/;
/** A doing of which an age is told: 上岗时, 登记当日. */
const DOING = /([\p{Script=Han}]{2,14}?)(?:之时|的时候|时|当[日天晚]|那[天年]|之日)(?=[^时]{0,14}$)/u;
/** Told to be wrong: 已满十六周岁，属认定事实错误 */
const DENIED = /错误|有误|不实|不符|误[抄写记算]|失实/;
const PLAIN_TIME = /^(?:当|那|此|彼|是|其|同)?$/;

function agesIn(text: string): Age[] {
  return [...text.matchAll(AGE)].flatMap((found) => {
    const [start, end] = [found.index, found.index + found[0].length];
    const written = found[1] ?? found[2] ?? found[3] ?? "";
    const sentence = text.slice(sentenceStart(text, start), end + 6);
    const clause = clauseBefore(text, start, 24) + text.slice(start, end + 3);
    if (
      figure(written) === 0 ||
      text.charAt(start - 1) === "“" ||
      DENIED.test(text.slice(end, end + 40).split("。", 1)[0] ?? "") ||
      /如果|假如|假设|如属实/.test(sentence) ||
      !BEHIND.test(text.slice(end, end + 4)) ||
      OF_LAW.test(clause) ||
      /^《|依照|根据《/.test(sentence.slice(0, 6))
    )
      return [];
    const before = text.slice(Math.max(0, start - 4), start);
    const isBelow = /[未不](?:足|满)\s*$/.test(before);
    return [
      {
        years: figure(written),
        start,
        end: start + written.length,
        isBelow,
        isPast: !isBelow && /满\s*$/.test(before) && LIMITS.has(figure(written)),
      },
    ];
  });
}
const LIMITS: ReadonlySet<number> = new Set([12, 14, 16, 18, 60, 65, 70, 75]);

/** Whose age it is of those whose birth is told: described in the same breath, named right before it as before the birth, or the only one. */
function ownerOf(text: string, births: readonly Birth[], { start, end }: Age): Birth | null {
  const line = startOf(text, start, "。；\n");
  const breath = births.filter((birth) => birth.start >= line && birth.end <= start && !/[。；\n]/.test(text.slice(birth.end, start)));
  const open = text.slice(line, start).lastIndexOf("（") > text.slice(line, start).lastIndexOf("）");
  const clause = clauseOf(text, start);
  const described = breath.at(-1);
  // 2007年1月9日生，17周岁
  if (
    described &&
    /^[日）]?(?:出?生)?[（）]?[，,、]?(?:[男女]性?[，,])?(?:当时|时年|现年|年龄|年|只有|仅)*(?:为|是)?$/.test(
      text.slice(described.end, start),
    )
  )
    return described;
  const behind = births.find((birth) => birth.start >= end);
  if (behind && /^(?:周岁|岁)?[，（(、]{1,2}(?:系|于)?$/.test(text.slice(end, behind.start))) return behind;
  const own = calledBefore(clause, births);
  if (own !== undefined) return own;
  if (open) return null;
  // Of several things told of him, only the last stands in the clause of the age.
  const inClause = births.filter(({ name, called }) =>
    [name, called].some((each) => each !== null && each.length > 1 && clause.includes(each)),
  );
  const [told] = inClause;
  if (told && new Set(inClause.map(({ on }) => on)).size === 1) {
    const name = [told.name, told.called].find((each) => each !== null && clause.includes(each)) ?? "";
    return OF_KIN.test(clause.slice(clause.lastIndexOf(name) + name.length)) ? null : told;
  }
  const [first] = births;
  if (!first || new Set(births.map(({ on }) => on)).size > 1) return null;
  const isAnswer = /^\s*答/.test(text.slice(startOf(text, start, "\n"), start));
  // 作案时: whoever is told of in the sentence.
  const isOfDoing =
    /(?:(?<!当)时(?!年)|当[天日晚])[^，]{0,6}$/.test(text.slice(Math.max(line, start - 12), start)) &&
    clause.length <= 8 &&
    !KIN.test(clause);
  const isHis =
    (clause === "" && !BESIDE.test(text.slice(Math.max(line, first.start < start ? first.end : 0), start))) ||
    isOfDoing ||
    /(?:^|[，。]|[认称证][为实明]?|确认)(?:其|该\p{Script=Han}{1,4}|本人|我|他|她)$/u.test(clause) ||
    (first.name !== null && clause.includes(first.name));
  const isTold = births.some((birth) => birth.start >= line - SAME && birth.start < end);
  return (isHis && (isTold || isAnswer)) || (isAnswer && clause.length <= 2) ? first : null;
}
/** The clause before an age, without what stands in brackets and without what is said of the time. */
const clauseOf = (text: string, start: number): string =>
  (
    text
      .slice(Math.max(startOf(text, start, "。；\n"), start - 60), start)
      .replaceAll(/（[^（）]*）/g, "")
      .split(/[，：（、]/)
      .at(-1) ?? ""
  ).replace(ADVERBS, "");

/** Whoever is called right before an age as he is called before his birth, and nobody else: 肖某1, 男方. Undefined: nobody is called so; null: several are. */
function calledBefore(clause: string, births: readonly Birth[]): Birth | null | undefined {
  const token = /[\p{Script=Han}·]{1,8}[0-9]?$/u.exec(clause)?.[0] ?? "";
  for (let length = token.length; length >= 1; length -= 1) {
    const called = token.slice(-length);
    if (called.length === 1 && !/[我甲乙丙丁戊己庚辛]/.test(called)) return undefined;
    const own = births.filter(({ lead, name }) =>
      OF_KIN_NAMED.test(lead) ? lead.slice(-5).includes(called) : name === called || lead.includes(called),
    );
    const [only] = own;
    if (only && new Set(own.map(({ on }) => on)).size === 1) return NOBODY.test(called) ? null : only;
    if (own.length > 1) return null;
  }
  return undefined;
}

/** The same of an age of which it is told when it was. */
export const calledOwner = (document: CheckedDocument, start: number): Birth | null => {
  const clause = clauseOf(document.text, start);
  return CALLED.test(clause) ? (calledBefore(clause, birthsIn(document)) ?? null) : null;
};
const CALLED = /(?:\p{Script=Han}[0-9]|某[甲乙丙丁]|[男女]方|哥哥|弟弟|姐姐|妹妹)$/u;

/** Of another act, or told to be wrong. */
export const isOfFormerAct = (text: string, start: number): boolean =>
  /前罪|前案/.test(clauseBefore(text, start, 24)) ||
  text.charAt(start - 1) === "“" ||
  DENIED.test(text.slice(start, start + 44).split("。", 1)[0] ?? "");

/** 婚后育有一子，现年6岁 */
const BESIDE = /[一两二三四][子女个名位]|[长次独幼大小][子女]|儿子|女儿|孩子|[父母]亲|妻子|丈夫|老人|证人|被害|受害|对方/;
/** 兄生于: of the brothers named before it is not said which one. */
const OF_KIN_NAMED = /，[兄弟姐妹父母子女夫妻长次][子女]?(?:出?生于|系|是)?$/;
/** 之母, 的儿子 */
const OF_KIN = /[之的其][\p{Script=Han}]{0,2}[母父子女儿妻夫兄弟姐妹孙爷奶]/u;
const KIN = /[母父子女妻夫兄弟姐妹孙爷奶伯叔姨舅某]|老人|被害|对方|他人|邻居|同/;
/** How far behind a birth whoever is not named is still he. */
const SAME = 120;
const NOBODY = /^(?:出生|日期|登记|年龄|时间|身份|证|号码|本案|被告|经查|查明|生日|其中|公民|显示)$/;

/** Whether an age is told of something that is done on no day that is told. */
function isOfOther(text: string, { start, end }: Age, days: readonly Moment[], owner: Birth): boolean {
  const clause = text.slice(Math.max(startOf(text, start, "。；\n，"), start - 40), start);
  const doing = DOING.exec(clause)?.[1]?.replace(owner.name ?? "", "");
  if (doing === undefined || PLAIN_TIME.test(doing)) return FORMER.test(clause);
  if (FORMER.test(doing)) return true;
  if (OF_ACT.test(doing)) return false;
  if (days.some((day) => day.start >= start - clause.length && day.end <= start)) return false;
  const [only, other] = days;
  const isOnly = only && !other && startOf(text, start, "。；\n") <= only.start && only.end <= start;
  if (isOnly && !OTHER_DOING.test(doing) && !OF_LIFE.test(doing)) return false;
  const words = Array.from(doing.slice(-4)).filter((each) => !/[的了被在其他她我]/.test(each));
  return !days.some((day) => {
    const [from, to] = [sentenceStart(text, day.start), sentenceEnd(text, day.end)];
    // What is told of the day, and not of the age.
    const until = Math.min(to, day.end + 40, day.end <= start ? start - clause.length : text.length);
    const told = `${text.slice(Math.max(from, day.start - 24, day.start > start ? end : 0), day.start)}${text.slice(day.end, until)}`;
    return words.some((each) => told.includes(each));
  });
}
const OF_ACT = /(?:作案|案发|事发|犯罪|行为|实施|[被受遇遭]害)$/;
const FORMER = /前罪|前科|前案|上次|以前|小时候|当年|曾/;

/** An age that nobody can be on any day of which the text tells. `taken`: places where another reader knows the day. */
export function* agesOfNoDay(document: CheckedDocument, taken: ReadonlySet<number>): Generator<RuleHit> {
  const { text } = document;
  const births = birthsIn(document);
  if (births.length === 0) return;
  const starts = new Set(births.map(({ start }) => start));
  const days = momentsIn(document).filter(({ start }) => !starts.has(start) && !/[次翌第隔]/.test(text.charAt(start)));
  if (days.length === 0) return;
  const inRows = [...agesInRows(document, births, days)].filter(({ start }) => !taken.has(start));
  yield* inRows;
  yield* birthdaysApart(document, births, days);
  for (const age of agesIn(text)) {
    if (taken.has(age.start) || inRows.some(({ start }) => start === age.start)) continue;
    const own = ownerOf(text, births, age);
    if (!own || isAskedOfOthers(text, age.start) || isOfOther(text, age, days, own)) continue;
    const possible = days.filter(({ first }) => isoOfDay(first) >= own.on);
    // How old somebody is now is told on the day of the document, which may be told nowhere.
    const isNow = /[现今]年|现在|目前|现已/.test(text.slice(Math.max(0, age.start - 8), age.start));
    if (isNow && age.years > ageOn(own.until, isoOfDay(Math.max(...possible.map(({ last }) => last)))) && !isDated(text, days)) continue;
    if (possible.length === 0 || possible.some(({ first, last }) => [first, last].some((each) => isAged(own, age, isoOfDay(each)))))
      continue;
    yield hitOf(own, age, possible);
  }
}

/** A document that tells its day: in a line of its own, or of its asking. */
const isDated = (text: string, days: readonly Moment[]): boolean =>
  days.some(
    ({ start, end }) =>
      (/(?:^|\n)[\s　]*$/.test(text.slice(0, start).slice(-12)) && /^[\s　]*(?:\n|$)/.test(text.slice(end, end + 12))) ||
      /(?:(?:时间|日期)[：:　\s]*|(?:笔录|记录|表)[（(]|今天[是为]?)$/.test(text.slice(Math.max(0, start - 8), start)) ||
      /^[^。；\n]{0,10}笔录/.test(text.slice(end, end + 16)),
  );

/** An age of which the law speaks is full on the day after the birthday. */
function isAged(own: Birth, { years, isBelow, isPast }: Pick<Age, "years" | "isBelow" | "isPast">, on: string): boolean {
  const [least, most] = [ageOn(own.until, on), ageOn(own.on, on) + (isBirthday(own.on, on) && !LIMITS.has(years) ? 1 : 0)];
  if (isBelow) return least < years;
  return isPast ? most >= years : years >= least && years <= most;
}

function hitOf(own: Birth, { start, end, isBelow, isPast }: Age, days: readonly Moment[]): RuleHit {
  const [first, last] = [Math.min(...days.map((day) => day.first)), Math.max(...days.map((day) => day.last))].map(isoOfDay);
  const [least, most] = [ageOn(own.until, first ?? ""), ageOn(own.on, last ?? "")];
  return {
    start,
    end,
    suggestion: least === most && !isBelow && !isPast ? String(least) : null,
    reason: {
      zh: `${own.on === own.until ? own.on : own.on.slice(0, 7)} 出生，文中所述各日${least === most ? `均为 ${least} 周岁` : `为 ${least} 至 ${most} 周岁`}（周岁从生日第二天起算）`,
      en: `born on ${own.on}: aged ${least === most ? least : `${least} to ${most}`} on the days that the text tells`,
    },
  };
}

/** A table of births, days and ages: where most rows tell the age of their day, those that do not are wrong. */
function* agesInRows(document: CheckedDocument, births: readonly Birth[], days: readonly Moment[]): Generator<RuleHit> {
  const [byStart, onDays] = [new Map(births.map((birth) => [birth.start, birth])), new Map(days.map((day) => [day.start, day]))];
  let headings: readonly string[] = [];
  let rows: Row[] = [];
  for (const row of [...rowsIn(document), []]) {
    if (row.length >= 3 && row.length === headings.length) {
      rows.push(row);
      continue;
    }
    const at = headings.findIndex((label) => /年龄|周岁|岁数/.test(label));
    const all = rows.flatMap((cells) => {
      const birth = cells.flatMap(({ start }) => byStart.get(start) ?? [])[0];
      const [day, other] = cells.flatMap(({ start }) => onDays.get(start) ?? []);
      const cell = cells[at];
      const written = cell && new RegExp(`^(?:满)?(${NUMBER})(?:周岁|岁)?$`).exec(cell.text.replaceAll(/\s/g, ""))?.[1];
      if (!birth || !day || other || !cell || written === undefined) return [];
      const age = { years: figure(written), start: cell.start, end: cell.start + cell.text.length, isBelow: false, isPast: false };
      return [{ birth, day, age, isRight: isAged(birth, age, isoOfDay(day.first)) }];
    });
    const right = all.filter(({ isRight }) => isRight).length;
    const isCertain = /时/.test(headings[at] ?? "");
    if (isCertain || right * 2 > all.length) for (const { birth, day, age, isRight } of all) if (!isRight) yield hitOf(birth, age, [day]);
    [headings, rows] = [row.length >= 3 ? row.map(({ text }) => text) : [], []];
  }
}

const BIRTHDAY = new RegExp(`(${NUMBER})\\s*(?:周岁|岁)(?:的?生日)?`, "g");
/** 离十八周岁生日还有, 还差……满十八周岁, 再过……满十八周岁 */
const TO_COME = /(?:离|距|差|再过|不到)/;

/** How long it is to a birthday, or since: 距其十四周岁生日还有一个多月. */
function* birthdaysApart(document: CheckedDocument, births: readonly Birth[], days: readonly Moment[]): Generator<RuleHit> {
  const { text } = document;
  if (!/岁/.test(text)) return;
  for (const told of lengthsIn(text)) {
    const from = sentenceStart(text, told.start);
    const to = Math.min(sentenceEnd(text, told.end), told.end + 24);
    if (/如果|假如|假设|如属实/.test(text.slice(from, to))) continue;
    const near = text.slice(Math.max(from, told.start - 30), to);
    const base = Math.max(from, told.start - 30);
    const ages = [...near.matchAll(BIRTHDAY)].filter(({ index, 0: { length } }) => {
      const [at, until] = [base + index, base + index + length];
      return until <= told.start ? told.start - until < 10 : at - told.end < 10;
    });
    const [birthday, another] = ages;
    if (!birthday || another) continue;
    const at = base + birthday.index;
    const between = at > told.start ? text.slice(told.end, at) : text.slice(at + birthday[0].length, told.start);
    const lead = text.slice(Math.max(from, Math.min(at, told.start) - 24), Math.max(at, told.start));
    const isComing = TO_COME.test(lead) || /^(?:就|即|便|才)?满/.test(between);
    const isGone =
      !isComing &&
      (at > told.start
        ? /^(?:前|之前|以前)?[^，]{0,4}过完?/.test(between)
        : /^(?:刚|才)?(?:过|后|零)/.test(between) || /过完?了?$/.test(text.slice(Math.max(from, at - 3), at)));
    if (isComing === isGone) continue;
    const day =
      days.findLast(({ start, end }) => start >= from && end <= Math.max(at, told.start)) ?? (days.length === 1 ? days[0] : undefined);
    const own =
      new Set(births.map(({ on }) => on)).size === 1
        ? births[0]
        : births.findLast(({ name }) => name !== null && text.slice(from, told.start).includes(name));
    if (!day || !own || own.on !== own.until) continue;
    const turns = turnedOn(own, figure(birthday[1] ?? ""));
    const birthdayAt = { first: turns, last: turns, start: at, end: at };
    const [first, last] = isComing ? [day, birthdayAt] : [birthdayAt, day];
    if (holds({ from: first, to: last, told, counted: null }) && first.first <= last.first) continue;
    yield {
      start: Math.min(told.start, at),
      end: Math.max(told.end, at + birthday[0].length),
      suggestion: null,
      reason: {
        zh: `${own.on} 出生，生日在 ${isoOfDay(turns)}，与 ${isoOfDay(day.first)} 相距 ${Math.abs(turns - day.first)} 天`,
        en: `born on ${own.on}: the birthday is ${Math.abs(turns - day.first)} days from ${isoOfDay(day.first)}`,
      },
    };
  }
}

/** The day of a birthday. */
const turnedOn = ({ on }: Birth, years: number): number => dayFromIso(`${Number(on.slice(0, 4)) + years}${on.slice(4)}`);
