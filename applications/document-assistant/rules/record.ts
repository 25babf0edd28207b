import type { DocumentCasePerson, DocumentCaseRecord, Text } from "@yuejian/contracts";
import { isoDate, isRealDate, normaliseCharge } from "@yuejian/identifiers";
import type { CheckedDocument } from "../document.ts";
import { amountsIn, isInexact } from "../facts/amounts.ts";
import { CHARGES } from "../facts/charge-names.ts";
import { type ChargePlace, isSameCharge } from "../facts/charges.ts";
import { courseDaysIn } from "../facts/course-days.ts";
import { type DatedPlace, writtenDaysIn } from "../facts/dates.ts";
import { type DocumentFacts, factsOf } from "../facts/facts.ts";
import { kindOf, type RecognisedKind } from "../facts/kind.ts";
import { isIdentified } from "../facts/persons.ts";
import { ACCUSED } from "../facts/roles.ts";
import type { CourseStep } from "../facts/step-words.ts";
import { stepsBeside } from "../facts/steps-beside.ts";
import { otherWhole, totalsOfActs } from "../facts/whole-amount.ts";
import type { CheckContext, DocumentRule, RuleHit } from "../rule.ts";
import { apart, FEW_DAYS, isMovedWith, leftFor } from "./record-days.ts";

interface Place {
  readonly start: number;
  readonly end: number;
}

/** Neither side is taken for right: what the other source says is told, and a person decides. */
const against = ({ start, end }: Place, { source }: DocumentCaseRecord, what: Text): RuleHit => ({
  start,
  end,
  suggestion: null,
  reason: { zh: `与${source.zh}不一致：${source.zh}为${what.zh}`, en: `${source.en} has ${what.en}` },
});

const plain = (value: string): Text => ({ zh: `“${value}”`, en: `“${value}”` });

/** Documents that tell all acts of a case; a record of questions may be of one, and a proposal of what the sentence turns on. */
const WHOLE_CASE: ReadonlySet<RecognisedKind> = new Set([
  "indictment",
  "non-prosecution-decision",
  "review-report",
  "arrest-review-opinion",
]);

function* compared(document: CheckedDocument, record: DocumentCaseRecord | null | undefined): Generator<RuleHit> {
  if (!record) return;
  if (record.people !== null) yield* people(document, record, record.people);
  yield* days(document, record);
  yield* chargesAgainst(document, record);
  yield* acts(document, record);
  yield* amounts(document, record);
}

const differing = (one: string, other: string): number =>
  one.length === other.length ? Array.from(one).filter((character, at) => character !== other.charAt(at)).length : Number.POSITIVE_INFINITY;

/** One character of a name is another, is missing or is too many, or two changed places. */
function isSlipOf(name: string, written: string): boolean {
  if (differing(name, written) === 1) return true;
  const [short, long] = name.length < written.length ? [name, written] : [written, name];
  if (long.length - short.length === 1)
    return long.length > 2 && Array.from(long).some((_, at) => at > 0 && long.slice(0, at) + long.slice(at + 1) === short);
  return differing(name, written) === 2 && Array.from(name).sort().join("") === Array.from(written).sort().join("");
}

/** Digits in which an id of the same person may differ: more is somebody else's. */
const SLIP_DIGITS = 4;

/** The same but for a slip, or but for the day of birth in it. */
const isNumberOf = (one: string, other: string): boolean =>
  differing(one, other) <= SLIP_DIGITS || (one.slice(0, 6) === other.slice(0, 6) && one.slice(14, 17) === other.slice(14, 17));

/** Documents about whoever the case is against: who is described there without a name is that person. */
const OF_ACCUSED: ReadonlySet<RecognisedKind> = new Set([...WHOLE_CASE, "sentencing-proposal", "interrogation-record"]);

/** An id or day of birth belongs to who is named before it; without a name, to the only person of the record where nobody else is described. */
function* people(document: CheckedDocument, record: DocumentCaseRecord, persons: readonly DocumentCasePerson[]): Generator<RuleHit> {
  const { numbers, births } = factsOf(document);
  const kind = kindOf(document);
  const byName = new Map(persons.map((person) => [person.name, person]));
  const isAlone =
    persons.length === 1 &&
    kind !== null &&
    OF_ACCUSED.has(kind) &&
    numbers.length < 2 &&
    new Set(births.map(({ value }) => value)).size < 2;
  const whoseIs = (name: string | null): DocumentCasePerson | undefined =>
    name === null ? (isAlone ? persons[0] : undefined) : byName.get(name);
  for (const number of numbers) {
    const own = whoseIs(number.name);
    // Two digits that differ are one slip; an id that has little in common is somebody else's.
    const near = persons.find(
      ({ residentId }) => residentId !== null && [1, 2].includes(differing(residentId.toUpperCase(), number.value)),
    );
    const person = own?.residentId && isNumberOf(own.residentId.toUpperCase(), number.value) ? own : near;
    if (person?.residentId && person.residentId.toUpperCase() !== number.value) yield against(number, record, plain(person.residentId));
    if (own && own === person && own.sex && number.toldSex && (own.sex === "male" ? "男" : "女") !== number.toldSex.value)
      yield against(number.toldSex, record, plain(own.sex === "male" ? "男" : "女"));
  }
  const idAt = new Map(numbers.flatMap(({ toldBirth, value }) => (toldBirth ? [[toldBirth.start, value] as const] : [])));
  for (const birth of births) {
    const person = whoseIs(birth.name);
    const id = idAt.get(birth.start);
    // The id beside it is another person's.
    if (person?.residentId && id !== undefined && !isNumberOf(person.residentId.toUpperCase(), id)) continue;
    if (person?.bornOn && person.bornOn !== birth.value && isNear(person.bornOn, birth.value))
      yield against(birth, record, plain(person.bornOn));
  }
  yield* misnamed(document, record, persons);
}

const isMasked = (name: string): boolean => /[某×xX*]/.test(name);

/** People of the record whom the document does not name, and whoever stands there in their place: with their id, or with a name that is a slip of theirs. */
function* misnamed(document: CheckedDocument, record: DocumentCaseRecord, persons: readonly DocumentCasePerson[]): Generator<RuleHit> {
  const { text } = document;
  const facts = factsOf(document);
  const others = new Set(persons.map(({ name }) => name));
  for (const person of persons) {
    if (text.includes(person.name) || isMasked(person.name)) continue;
    const place = slipAt(document, person.name, { others, isAlone: persons.length === 1 }) ?? withId(facts, person);
    if (place && !others.has(place.name) && !isMasked(place.name)) yield against(place, record, plain(person.name));
  }
}

type Named = Pick<DocumentFacts["heads"][number], "name" | "start" | "end">;

/** Whoever is described by the id of a person. */
function withId({ heads, numbers, names }: DocumentFacts, { residentId }: DocumentCasePerson): Named | undefined {
  const number = residentId === null ? undefined : numbers.find(({ value }) => value === residentId.toUpperCase());
  if (!number || number.name === null) return undefined;
  const { name } = number;
  return [...heads, ...names]
    .filter((each) => each.name === name && each.end <= number.start && !/^(?:又名|曾用名|绰号|别名|外号|化名)/.test(each.name))
    .sort((one, other) => other.start - one.start)[0];
}

function slipAt(
  document: CheckedDocument,
  name: string,
  { others, isAlone }: { readonly others: ReadonlySet<string>; readonly isAlone: boolean },
): Named | undefined {
  const { names, heads } = factsOf(document);
  const accused = names.filter(({ name: own, role }) => role === ACCUSED && !isMasked(own));
  // 王伟 and 王强 share a surname: the same person only where there is one on both sides.
  const isOne = name.length > 2 || (isAlone && new Set(accused.map((each) => each.name)).size < 2);
  if (!isOne) return undefined;
  const called = [...accused, ...heads].filter((each) => !others.has(each.name) && isSlipOf(name, each.name));
  // Where several places name him so, the one that says who he is.
  const first = called.find(({ end }) => isIdentified(document.text, end)) ?? called[0];
  if (first) return first;
  return name.length > 2 ? writtenAlike(document.text, name) : undefined;
}

/** Anything in a text that is a name but for one character, with its surname. */
function writtenAlike(text: string, name: string): Named | undefined {
  const surname = name.charAt(0);
  for (let at = text.indexOf(surname); at >= 0; at = text.indexOf(surname, at + 1)) {
    const written = text.slice(at, at + name.length);
    if (
      /^[\p{Script=Han}·•・]+$/u.test(written) &&
      differing(name, written) === 1 &&
      (text.split(written, 3).length > 2 || /^[（，][男女]/.test(text.slice(at + name.length, at + name.length + 2)))
    )
      return { name: written, start: at, end: at + name.length };
  }
  return undefined;
}

/** A day that is another in year, month or day alone, or by few days: a slip, and not the day of somebody else. */
const isNear = (one: string, other: string): boolean => {
  const [parts, others] = [one.split("-"), other.split("-")];
  return parts.filter((part, at) => part === others[at]).length >= 1 || Math.abs(Date.parse(one) - Date.parse(other)) < 400 * 86_400_000;
};

/** 6月31日 */
const hasUnrealDay = (text: string): boolean =>
  writtenDaysIn(text).some(({ isReal }) => !isReal) ||
  text.matchAll(/([0-9]{1,2})月([0-9]{1,2})日/g).some(([, month, day]) => !isRealDate(isoDate(2024, Number(month), Number(day))));

function* days(document: CheckedDocument, record: DocumentCaseRecord): Generator<RuleHit> {
  // Where a day does not exist, it is not known what was done on it, nor what counts from it.
  if (hasUnrealDay(document.text)) return;
  const { steps } = factsOf(document);
  const known = Object.entries(record.days) as [keyof DocumentCaseRecord["days"], readonly string[] | undefined][];
  for (const [step, on = []] of known) {
    if (on.length === 0 || step === "act") continue;
    // What an arrest review accepts is the request for arrest, not the case for prosecution.
    const isOfArrest = step === "accepted" && kindOf(document) === "arrest-review-opinion";
    const own = steps.filter((each) => each.step === step || (isOfArrest && each.step === "asked"));
    if (isOfArrest && !own.some((each) => on.some((day) => apart(day, each.on) <= FEW_DAYS))) continue;
    // A case that the office files itself is accepted by that.
    const told =
      own.length === 0 && step === "accepted" ? steps.filter((each) => each.step === "filed" && isOwnFiling(document, each.start)) : own;
    // A document that tells the day rightly once may tell others of other people.
    const beside: readonly DatedPlace[] = told.length === 0 ? stepsBeside(document.text, step) : told;
    const all = beside.length === 0 ? leftFor(document, record, step) : beside;
    const first = nearest(all, on);
    if (!first || all.some((each) => on.includes(each.on)) || isMovedWith(document, first, on)) continue;
    yield against(first, record, plain(on.join("、")));
  }
}

/** Behind a day: the acts were done on others since. */
const SEVERAL = /先后|陆续|多次|以来|期间|长期|至今/;
/** What is told of the event itself. */
const MAY_BE_ACTS: ReadonlySet<CourseStep> = new Set(["occurred", "died", "paid", "contracted"]);
/** Steps whose days are no days of the act. */
const OF_COURSE: ReadonlySet<CourseStep> = new Set([
  "alarmed",
  "filed",
  "detained",
  "arrested",
  "asked",
  "bailed",
  "accepted",
  "told",
  "charged",
  "tried",
  "judged",
  "received",
  "returned",
  "again",
]);

/** The document tells days on which the acts were done, and none that is known. */
function* acts(document: CheckedDocument, record: DocumentCaseRecord): Generator<RuleHit> {
  const known = record.days.act ?? [];
  const { acts: told, steps } = factsOf(document);
  if (known.length === 0 || told === null || hasUnrealDay(document.text)) return;
  const days = courseDaysIn(document.text);
  const course = new Set(steps.filter(({ step }) => OF_COURSE.has(step)).map(({ start }) => start));
  const isTold = (act: string): boolean =>
    days.some(
      ({ on, until, start }) =>
        act >= on && act <= until && (act === on || told.some((each) => each.start === start)) && !course.has(start),
    ) || told.some((each) => isWithin(act, each, told));
  if (known.some(isTold)) return;
  const isOpen = told.some(({ on, end }) => SEVERAL.test(document.text.slice(end, end + 24)) && known.some((act) => act >= on));
  if (isOpen) return;
  const taken = new Set(steps.filter(({ step }) => !MAY_BE_ACTS.has(step)).map(({ start }) => start));
  const first =
    told.length > 0
      ? nearest(told, known)
      : freeDay(
          document,
          days.filter(({ start }) => !taken.has(start)),
          known,
        );
  if (first) yield against(first, record, plain(known.join("、")));
}

/** On the day, or in the month of which both ends are told in one place. */
const isWithin = (act: string, { on, start }: DatedPlace, told: readonly DatedPlace[]): boolean =>
  act === on || (act > on && told.some((end) => end.start === start && act <= end.on));

/** Of several the one that is a known day but for its year, month or day; else the one that lies nearest. */
function nearest(days: readonly DatedPlace[], known: readonly string[]): DatedPlace | undefined {
  const far = ({ on }: DatedPlace): number => Math.min(...known.map((act) => (isSlipOfDay(act, on) ? 0 : apart(act, on))));
  return days.reduce<DatedPlace | undefined>((best, day) => (best === undefined || far(day) < far(best) ? day : best), undefined);
}

const isSlipOfDay = (one: string, other: string): boolean => {
  const others = other.split("-");
  return one.split("-").filter((part, at) => part === others[at]).length === 2;
};

/** Where no act is told by its words: the first day that an account begins with, near to one that is known, and that is no step, birth or signature. */
function freeDay({ text }: CheckedDocument, days: readonly DatedPlace[], known: readonly string[]): DatedPlace | undefined {
  return days.find(({ on, start, end }) => {
    const [before, behind] = [text.slice(Math.max(0, start - 10), start), text.slice(end, end + 24).split(/[。；\n]/, 1)[0] ?? ""];
    const isAccount =
      behind.length > 8 &&
      /(?:[，：。；、从自于在]|\n|答：|认定|查明|发现)\s*$/.test(before) &&
      !/^\s*(?:出?生|施行|发布|公布|起施行)/.test(behind);
    return isAccount && known.some((act) => isSlipOfDay(act, on) || apart(act, on) <= 31);
  });
}

const isOwnFiling = ({ text }: CheckedDocument, start: number): boolean =>
  /(?:本院|我院)[^，。；\n]{0,6}$/.test(text.slice(Math.max(0, start - 12), start));

const bare = (charge: string): string => normaliseCharge(charge).replace(/罪$/, "");

/** The document names charges, and none is one of the record's, nor is it named in another way; or of several of the record one is not named, and one that is not of the record is. */
function* chargesAgainst(document: CheckedDocument, record: DocumentCaseRecord): Generator<RuleHit> {
  const listed = record.charges.flatMap((charge) => (CHARGES.has(bare(charge)) ? charge : charge.split(/[,，;；]/))).map(bare);
  const known = new Set([...listed, ...record.charges.flatMap((charge) => charge.split(/[、,，;；]/)).map(bare)]);
  known.delete("");
  const told = factsOf(document).charges;
  if (told.length === 0 || known.size === 0) return;
  const isOfRecord = (place: ChargePlace): boolean =>
    known.has(bare(place.charge)) || place.charge.split("、").some((each) => known.has(bare(each)));
  // 盗窃一案, 盗窃罪 without a word before it.
  const isNamed = (charge: string): boolean =>
    ["罪", "一案", "案件"].some((end) => document.text.includes(`${charge}${end}`)) &&
    !told.some((each) => bare(each.charge) !== charge && bare(each.charge).endsWith(charge));
  const isTold = (charge: string): boolean =>
    told.some((each) => isOfRecord(each) && isSameCharge(each, namedCharge(charge))) || isNamed(charge);
  const missing = listed.filter((charge) => charge !== "" && !isTold(charge));
  const foreign = told.filter((place) => !isOfRecord(place) && !listed.some((charge) => isSameCharge(place, namedCharge(charge))));
  const isNone = !told.some(isOfRecord) && ![...known].some(isNamed);
  if (!isNone && (missing.length === 0 || listed.length < 2)) return;
  const held = foreign.filter(({ stance }) => stance === "held");
  // By its whole name rather than in a word that leads to another.
  const whole = held.filter(({ end }) => document.text.charAt(end - 1) === "罪");
  const first = tellingOf(document, whole) ?? tellingOf(document, held) ?? (isNone ? tellingOf(document, told) : undefined);
  if (first) yield against(first, record, plain(record.charges.join("、")));
}

/** 曾因犯盗窃罪: of another case. */
const FORMER = /(?:曾|前科|先后|此前)[^，。；]{0,12}$|(?:[0-9]{4}年[^。；]{0,20}因犯?)$/;
/** What says of which charge a case is. */
const CAUSE = /(?:案由|罪名)[：:　\s]*$/;
const OF_CASE = /^[^。；\n]{0,30}?(?:移送|追究|提起公诉|一案)/;

/** The place that says of which charge the case is, before what was judged formerly. */
function tellingOf({ text }: CheckedDocument, places: readonly ChargePlace[]): ChargePlace | undefined {
  const own = places.filter(({ start }) => !FORMER.test(text.slice(Math.max(0, start - 30), start)));
  return (
    own.find(({ start }) => CAUSE.test(text.slice(Math.max(0, start - 8), start))) ??
    own.find(({ end }) => OF_CASE.test(text.slice(end, end + 40))) ??
    own[0] ??
    places[0]
  );
}

const namedCharge = (charge: string): Pick<ChargePlace, "charge" | "family"> => {
  const named = CHARGES.get(charge);
  return { charge: `${charge}罪`, family: named?.family ?? `${charge}罪` };
};

/** The total of the acts is another than the amount of the record. */
function* amounts(document: CheckedDocument, record: DocumentCaseRecord): Generator<RuleHit> {
  const known = record.amount;
  if (known === null) return;
  const other = otherWhole(document, known, isSame) ?? otherTotal(document, known);
  if (other) yield against(other, record, plain(`${Number(known) / 100}元`));
}

/** The one total of the acts of a document that tells all of them. */
function otherTotal(document: CheckedDocument, known: bigint): Place | null {
  const kind = kindOf(document);
  if (kind === null || !WHOLE_CASE.has(kind)) return null;
  const { text } = document;
  const values = totalsOfActs(text);
  const [first] = values;
  if (!first || new Set(values.map(({ fen }) => fen)).size !== 1 || values.some(({ fen }) => isSame(fen, known))) return null;
  // Told in other words, or the part of somebody of several.
  if (amountsIn(text, 0).some(({ fen }) => isSame(fen, known)) || isInexact(text.slice(Math.max(0, first.start - 6), first.end + 4)))
    return null;
  return values.some(({ start }) => /参与|单独|未遂|其中/.test(text.slice(Math.max(0, start - 40), start))) ? null : first;
}

const TEN_THOUSAND_YUAN = 1_000_000n;
/** The same, or one of them told in whole ten thousands of yuan. */
function isSame(one: bigint, other: bigint): boolean {
  if (one === other) return true;
  const apart = one > other ? one - other : other - one;
  return apart < TEN_THOUSAND_YUAN && (one % TEN_THOUSAND_YUAN === 0n) !== (other % TEN_THOUSAND_YUAN === 0n) && one > apart * 5n;
}

export const RECORD_RULES: readonly DocumentRule[] = [
  {
    id: "record-mismatch",
    title: { zh: "与案件登记信息不一致", en: "Against the record of the case" },
    severity: "warning",
    source: null,
    *find(document, { records = [] }: CheckContext) {
      for (const record of records) yield* compared(document, record);
    },
  },
  {
    id: "case-inconsistent",
    title: { zh: "与同案其他文书不一致", en: "Against other documents of the case" },
    severity: "warning",
    source: null,
    find: (document, { others }: CheckContext) => compared(document, others),
  },
];
