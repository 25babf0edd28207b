import type { LegalNumber, Text } from "@yuejian/contracts";
import { legalNumberHistory } from "@yuejian/deadlines";
import type { CheckedDocument } from "../document.ts";
import { ageOn, isBirthday } from "../facts/acts.ts";
import { type AgeTold, agesIn } from "../facts/ages.ts";
import { monthsOfBirthIn } from "../facts/birth-months.ts";
import { daysIn } from "../facts/dates.ts";
import { factsOf } from "../facts/facts.ts";
import { kindOf } from "../facts/kind.ts";
import { ACCUSED } from "../facts/roles.ts";
import { sentenceEnd, sentenceStart } from "../facts/sentences.ts";
import type { CourseStep } from "../facts/step-words.ts";
import type { CheckContext, DocumentRule, RuleHit } from "../rule.ts";
import { agesOfNoDay, calledOwner, isOfFormerAct } from "./ages-of-passages.ts";
import { contradictedDays } from "./course.ts";
import { recordDay } from "./course-document.ts";

const newest = (id: string): LegalNumber => legalNumberHistory(id).at(-1) as LegalNumber;
const [SERIOUS, FULL, MINOR, OLD, APPROVED] = ["serious", "full", "minor", "old", "approved"].map((id) => newest(`age.${id}`)) as [
  LegalNumber,
  LegalNumber,
  LegalNumber,
  LegalNumber,
  LegalNumber,
];
/** Crimes for which one answers from fourteen on (刑法 17 第二款). */
const EIGHT = /故意杀人|故意伤害|强奸|抢劫|贩卖毒品|放火|爆炸|投放危险物质/;

interface Born {
  readonly name: string | null;
  /** ISO; the last day of it, where it is told by its month. */
  readonly on: string;
  readonly until: string;
  readonly start: number;
  readonly end: number;
}

/** Days of birth by who they are of; the id says it where no day is told, and what is known of the case of whom the document tells none. */
function bornIn(document: CheckedDocument, records: CheckContext["records"] = []): Born[] {
  const { births, numbers } = factsOf(document);
  // A day that its id contradicts is told by another rule, and nothing is counted from it, nor from another's that is read as the same person's.
  const contradicted = numbers.filter(({ toldBirth, bornOn }) => toldBirth && toldBirth.value !== bornOn);
  const isDoubtful = ({ name, start }: { readonly name: string | null; readonly start: number }): boolean =>
    contradicted.some((each) => each.toldBirth?.start === start || (name !== null && each.name === name));
  const told = births
    .filter((birth) => !isDoubtful(birth))
    .map(({ name, value, start, end }) => ({ name, on: value, until: value, start, end }));
  const own = [
    ...told,
    ...numbers
      .filter((number) => !told.some((birth) => birth.name === number.name) && !isDoubtful(number) && !contradicted.includes(number))
      .map(({ name, bornOn, start, end }) => ({ name, on: bornOn, until: bornOn, start, end })),
  ].filter(({ on }) => /^[12][0-9]{3}-/.test(on) && Number.isFinite(Date.parse(on)));
  const inMonths = monthsOfBirthIn(document.text, factsOf(document)).filter(
    ({ name }) => name !== null && !own.some((each) => isOf(each, name)),
  );
  const known = records
    .flatMap(({ people }) => people ?? [])
    .flatMap(({ name, bornOn }) => (bornOn === null ? [] : [{ name, on: bornOn, until: bornOn, start: -1, end: -1 }]));
  return [
    ...own,
    ...inMonths,
    ...known.filter(({ name }) => !births.some((each) => isOf(each, name)) && !numbers.some((each) => isOf(each, name))),
  ];
}

/** A description may begin with more words than the name: 暨附带民事诉讼被告李四. */
const isOf = (born: Pick<Born, "name">, name: string): boolean =>
  born.name !== null && (born.name === name || (name.length > 1 && born.name.endsWith(name)));

/** Days of the act: those that the text tells, else the ones that are known of the case. */
function actDays(document: CheckedDocument, records: CheckContext["records"] = []): string[] {
  const { acts } = factsOf(document);
  if (acts === null) return [];
  return (acts.length > 0 ? acts.map(({ on }) => on) : records.flatMap(({ days }) => days.act ?? [])).sort();
}

/** Ages of which the law speaks: to be past them is no age. */
const LIMITS: ReadonlySet<number> = new Set([12, 14, 16, 18, 60, 65, 70, 75]);

/** Of whom an age is told, as far as it is known when he was born: of who is named, else of who is described in the line, else of the only one of whom a birth is told. */
function ownerOf(born: readonly Born[], { name, isOwn, bracket, start }: AgeTold, document: CheckedDocument): Born | undefined {
  const { text } = document;
  const within = bracket === null ? undefined : bornWithin(document, bracket);
  if (within) return within;
  // Described there by an id that does not hold.
  if (name === null && bracket !== null && /[0-9]{6}[0-9*]{8}/.test(text.slice(bracket, start + 60).split(/[）)]/, 1)[0] ?? ""))
    return undefined;
  const told = born.filter((each) => each.start >= 0);
  if (isOwn) return told.toSorted((one, other) => one.start - other.start)[0];
  const named = name === null ? [] : born.filter((each) => each.name === name);
  // Told with one name in one line of two births: 兄生于…，弟生于….
  const inOneLine = named.filter((each) =>
    named.some(
      (other) =>
        other.on !== each.on &&
        !document.text.slice(Math.max(0, Math.min(each.start, other.start)), Math.max(each.start, other.start)).includes("\n"),
    ),
  );
  if (inOneLine.some(({ start: at }) => at >= 0 && at > start - SAME_LINE && !document.text.slice(at, start).includes("\n")))
    return undefined;
  const own = named[0] ?? (name === null ? undefined : born.find((each) => isOf(each, name)));
  if (own) return own;
  const line = text.lastIndexOf("\n", start) + 1;
  const beside = told.findLast((each) => each.start >= line && each.start < start);
  // 兄生于…，弟生于…: of several who are not named none is meant by a name.
  const isOne = told.filter((each) => each.start >= line && each.start < start).length === 1;
  if (beside) return name === null || (beside.name === null && isOne) ? beside : undefined;
  return name === null && told.length === 1 ? told[0] : undefined;
}

const SAME_LINE = 200;

/** Whoever's birth or id is told within brackets. */
function bornWithin(document: CheckedDocument, open: number): Born | undefined {
  const closed = document.text.slice(open, open + 200).search(/[）)\n]/);
  const isIn = ({ start }: { readonly start: number }): boolean => start > open && start < open + closed;
  const { births, numbers } = factsOf(document);
  const [birth, number] = [births.find(isIn), numbers.find(isIn)];
  if (birth && number && birth.value !== number.bornOn) return { name: null, on: "", until: "", start: open, end: open };
  const on = birth?.value ?? number?.bornOn;
  return on === undefined ? undefined : { name: null, on, until: on, start: open, end: open };
}

/** First and last day of which an age is told; null: it is not known. */
function daysOf(age: AgeTold, document: CheckedDocument, acts: readonly string[]): readonly [string, string] | null {
  const one = age.ordinal === null ? undefined : acts.at(age.ordinal < 0 ? -1 : age.ordinal - 1);
  const between = one === undefined ? (age.between ?? daysOfAct(age, document, acts)) : ([one, one] as const);
  if (!between || age.time !== "act") return between;
  const [first, last] = between;
  const out = age.isOfEvent && age.on === null && age.between === null ? cameOutOn(document, last) : undefined;
  // It came out when it was done, or somebody says in which year it did.
  if (out !== undefined && (out === last || age.isOfYear)) return age.isOfYear ? yearsOf(out, out) : [out, out];
  const until = out === undefined ? last : lastOf([last, out]);
  return age.isOfYear ? yearsOf(first, until) : [first, until];
}

const yearsOf = (first: string, last: string): readonly [string, string] => [`${first.slice(0, 4)}-01-01`, `${last.slice(0, 4)}-12-31`];

const lastOf = (days: readonly string[]): string => days.reduce((last, day) => (day > last ? day : last));

/** The first day on which others came to know of it, on or after a day. */
function cameOutOn(document: CheckedDocument, from: string): string | undefined {
  return factsOf(document)
    .events.filter(({ on, behind, step }) => on >= from && (CAME_OUT.test(behind.slice(0, 24)) || (step !== null && OUT.has(step.step))))
    .map(({ on }) => on)
    .sort()[0];
}

const CAME_OUT = /查获|发现|案发|抓获|报警|报案|制止/;
const OUT: ReadonlySet<CourseStep> = new Set(["occurred", "alarmed", "caught", "filed", "detained"]);

function daysOfAct(
  { time, on, ordinal, start }: AgeTold,
  document: CheckedDocument,
  acts: readonly string[],
): readonly [string, string] | null {
  if (on !== null) return [on, on];
  if (time === "death") {
    const days = deathsIn(document, acts).toSorted();
    const [first, last] = [days[0], days.at(-1)];
    return first === undefined || last === undefined ? null : [first, last];
  }
  if (time !== "act") {
    const recorded = recordDay(document)?.on;
    // Who is asked tells his age of that day.
    if (time === "document" && recorded !== undefined) return [recorded, recorded];
    const written = signedOn(document);
    const [first, last] = [time === "open" ? acts[0] : acts.at(-1), written ?? (time === "open" ? null : undefined)];
    return first === undefined || !last || last < first ? null : [first, last];
  }
  const [from, until] = [sentenceStart(document.text, start), sentenceEnd(document.text, start)];
  const own = (factsOf(document).acts ?? []).filter((act) => act.start >= from && act.end <= until).map((act) => act.on);
  const [first, last] = own.length > 0 ? [own.toSorted()[0], own.toSorted().at(-1)] : [acts[0], acts.at(-1)];
  if (first !== undefined && last !== undefined) return [first, last];
  const out = cameOutOn(document, "");
  if (out === undefined) return null;
  // The first of several that came out later may be any before.
  const early = ordinal === null ? [] : factsOf(document).events.map((event) => event.on);
  return [[...early, out].sort()[0] ?? out, out];
}

/** Days on which somebody died: those that are told, and those of the acts where he died at once. */
function deathsIn(document: CheckedDocument, acts: readonly string[]): string[] {
  const told = factsOf(document).steps.flatMap(({ step, on }) => (step === "died" ? [on] : []));
  return DIED_AT_ONCE.test(document.text) ? [...told, ...acts] : told;
}

const DIED_AT_ONCE = /(?:当场|当日|当天|当晚|即刻|随即)[^，。；\n]{0,6}(?:死亡|身亡)/;

/** The last day that stands in a line of its own. */
const signedOn = ({ text }: CheckedDocument): string | null =>
  daysIn(text).findLast(
    ({ start, end }) =>
      /(?:^|\n)[\s　]*$/.test(text.slice(Math.max(0, start - 24), start)) && /^[\s　]*(?:\n|$)/.test(text.slice(end, end + 24)),
  )?.on ?? null;

const WHEN: Readonly<Record<AgeTold["time"], Text>> = {
  act: { zh: "作案时", en: "at the act" },
  document: { zh: "成文时", en: "when this was written" },
  open: { zh: "作案至成文时", en: "between the act and the writing" },
  death: { zh: "死亡时", en: "at death" },
};

function* wrongAges(document: CheckedDocument, context: CheckContext): Generator<RuleHit> {
  if (factsOf(document).acts === null) return;
  const taken = new Set<number>();
  yield* agesOfTimes(document, context, taken);
  yield* agesOfNoDay(document, taken);
}

/** Ages of which it is told when somebody was so old. `taken`: where they stand. */
function* agesOfTimes(document: CheckedDocument, { records }: CheckContext, taken: Set<number>): Generator<RuleHit> {
  const days = actDays(document, records);
  const born = bornIn(document, records);
  if (born.length === 0) return;
  // Days that contradict one another are no days to count from.
  const contradicted = contradictedDays(document);
  // Also of whoever's birth is in doubt, so that his age is not another's.
  const { births, numbers } = factsOf(document);
  const names = [...born, ...births, ...numbers].flatMap(({ name }) => name ?? []);
  for (const age of agesIn(document.text, factsOf(document), names)) {
    const { years: told, start, end, time, on, isBelow, isPast: isPastWord } = age;
    if (isOfFormerAct(document.text, start)) continue;
    const own = calledOwner(document, start) ?? ownerOf(born, age, document);
    const between =
      own &&
      own.on !== "" &&
      daysOf(
        age,
        document,
        days.filter((each) => each > own.until),
      );
    if (!own || !between) continue;
    const [first, last] = between;
    taken.add(start);
    if (contradicted.has(first) || contradicted.has(last) || first <= own.on) continue;
    const isPast = isPastWord && LIMITS.has(told);
    const [least, most] = [ageOn(own.until, first), ageOn(own.on, last) + (isBirthday(own.on, last) && !LIMITS.has(told) ? 1 : 0)];
    if (isBelow ? least < told : isPast ? most >= told : told >= least && told <= most) continue;
    const when = on === null ? WHEN[time] : WHEN.act;
    const birth = own.on === own.until ? own.on : own.on.slice(0, 7);
    yield {
      start,
      end,
      suggestion: isBelow || isPast || least !== most ? null : String(least),
      reason: {
        zh: `${birth} 出生，${first === last ? first : `${first} 至 ${last}`} ${when.zh}${least === most ? ` ${least} 周岁` : ` ${least} 至 ${most} 周岁`}（周岁从生日第二天起算）`,
        en: `born on ${birth}, aged ${least === most ? least : `${least} to ${most}`} ${when.en}`,
      },
    };
  }
}

/** Whoever was too young or old enough at the act for another article, where the document does not say so. */
function* limits(document: CheckedDocument, { records }: CheckContext): Generator<RuleHit> {
  const kind = kindOf(document);
  if (kind === null || kind === "witness-record" || kind === "suggestion" || kind === "correction-notice") return;
  const days = actDays(document, records);
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return;
  const { text } = document;
  const accused = new Set(factsOf(document).names.flatMap(({ name, role }) => (role === ACCUSED ? [name] : [])));
  const done = new Set<string>();
  for (const { name, on, start, end } of bornIn(document)) {
    if (name === null || !accused.has(name) || done.has(name)) continue;
    done.add(name);
    const reason = limitReason(text, { first: ageOn(on, first), last: ageOn(on, last), day: last, isOnBirthday: isBirthday(on, last) });
    if (reason) yield { start, end, suggestion: null, reason };
  }
}

interface AgesAtAct {
  readonly first: number;
  readonly last: number;
  readonly day: string;
  readonly isOnBirthday: boolean;
}

function limitReason(text: string, { first, last, day, isOnBirthday }: AgesAtAct): RuleHit["reason"] | null {
  const birthday = isOnBirthday
    ? { zh: "（当日是生日，周岁从第二天起算）", en: " (it was the birthday; the year is full on the day after)" }
    : { zh: "", en: "" };
  const said = (zh: string, en: string): RuleHit["reason"] => ({
    zh: `${day} 作案时 ${last} 周岁${birthday.zh}，${zh}`,
    en: `aged ${last} on ${day}${birthday.en}: ${en}`,
  });
  if (last < APPROVED.value)
    return said(`不满 ${APPROVED.value} 周岁的人不负刑事责任（刑法${APPROVED.article}）`, "not answerable (Criminal Law 17)");
  if (last < SERIOUS.value && !/核准追诉/.test(text))
    return said(
      `追诉须经最高人民检察院核准（刑法${APPROVED.article}）`,
      "prosecution needs the approval of the supreme procuratorate (Criminal Law 17)",
    );
  if (last < FULL.value && !EIGHT.test(text))
    return said(`只对八种犯罪负刑事责任（刑法${SERIOUS.article}）`, "answerable for eight crimes alone (Criminal Law 17)");
  if (first < MINOR.value && !/未成年|[不未]满十八|[不未]满18|第十七条/.test(text))
    return {
      zh: `作案时不满 ${MINOR.value} 周岁（${first} 周岁），文书没有写明应当从轻或者减轻处罚（刑法${MINOR.article}）`,
      en: `younger than ${MINOR.value} at the act (${first}); the document does not say that the sentence is lighter (Criminal Law 17)`,
    };
  if (last >= OLD.value && !/七十五周岁|75周岁|第十七条之一/.test(text))
    return said(
      `已满 ${OLD.value} 周岁，文书没有写明从宽（刑法${OLD.article}）`,
      "the document does not say that age makes the sentence lighter (Criminal Law 17-1)",
    );
  return null;
}

export const AGE_RULES: readonly DocumentRule[] = [
  {
    id: "age-at-act",
    title: { zh: "作案时年龄不符", en: "Age at the act" },
    severity: "error",
    source: "法释〔2006〕1号第二条",
    find: wrongAges,
  },
  {
    id: "age-of-responsibility",
    title: { zh: "刑事责任年龄", en: "Age of criminal responsibility" },
    severity: "warning",
    source: "刑法第十七条、第十七条之一",
    find: limits,
  },
];
