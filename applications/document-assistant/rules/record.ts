import type { DocumentCasePerson, DocumentCaseRecord, Text } from "@yuejian/contracts";
import { normaliseCharge } from "@yuejian/identifiers";
import type { CheckedDocument } from "../document.ts";
import { type Amount, amountsIn, isInexact, totalsIn } from "../facts/amounts.ts";
import { factsOf } from "../facts/facts.ts";
import { kindOf, type RecognisedKind } from "../facts/kind.ts";
import { ACCUSED } from "../facts/roles.ts";
import type { CheckContext, DocumentRule, RuleHit } from "../rule.ts";

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
  const kind = kindOf(document);
  const isWhole = kind !== null && WHOLE_CASE.has(kind);
  if (isWhole || kind === "interrogation-record") yield* acts(document, record);
  // What somebody admits to in writing is what the case is about.
  if (isWhole || /具结书\s*$/.test(document.paragraphs[0]?.text ?? "")) yield* amounts(document, record);
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

/** Documents about whoever the case is against: who is described there without a name is that person. */
const OF_ACCUSED: ReadonlySet<RecognisedKind> = new Set([...WHOLE_CASE, "sentencing-proposal", "interrogation-record"]);

/** An id or day of birth belongs to who is named before it; without a name, to the only person of the record where nobody else is described. */
function* people(document: CheckedDocument, record: DocumentCaseRecord, persons: readonly DocumentCasePerson[]): Generator<RuleHit> {
  const { names, numbers, births } = factsOf(document);
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
    const person = own?.residentId && differing(own.residentId.toUpperCase(), number.value) <= SLIP_DIGITS ? own : near;
    if (person?.residentId && person.residentId.toUpperCase() !== number.value) yield against(number, record, plain(person.residentId));
    if (own && own === person && own.sex && number.toldSex && (own.sex === "male" ? "男" : "女") !== number.toldSex.value)
      yield against(number.toldSex, record, plain(own.sex === "male" ? "男" : "女"));
  }
  const idAt = new Map(numbers.flatMap(({ toldBirth, value }) => (toldBirth ? [[toldBirth.start, value] as const] : [])));
  for (const birth of births) {
    const person = whoseIs(birth.name);
    const id = idAt.get(birth.start);
    // The id beside it is another person's.
    if (person?.residentId && id !== undefined && differing(person.residentId.toUpperCase(), id) > SLIP_DIGITS) continue;
    if (person?.bornOn && person.bornOn !== birth.value && isNear(person.bornOn, birth.value))
      yield against(birth, record, plain(person.bornOn));
  }
  const accused = names.filter(({ name, role }) => role === ACCUSED && !/[某×xX*]/.test(name));
  for (const person of persons) {
    if (document.text.includes(person.name) || /[某×xX*]/.test(person.name)) continue;
    const near = accused.filter(({ name }) => !byName.has(name) && isSlipOf(person.name, name));
    const [first] = near;
    // 王伟 and 王强 share a surname: the same person only where there is one on both sides.
    const isOne = person.name.length > 2 || (persons.length === 1 && new Set(accused.map(({ name }) => name)).size === 1);
    if (first && isOne) yield against(first, record, plain(person.name));
  }
}

/** A day that is another in year, month or day alone, or by few days: a slip, and not the day of somebody else. */
const isNear = (one: string, other: string): boolean => {
  const [parts, others] = [one.split("-"), other.split("-")];
  return parts.filter((part, at) => part === others[at]).length >= 1 || Math.abs(Date.parse(one) - Date.parse(other)) < 400 * 86_400_000;
};

function* days(document: CheckedDocument, record: DocumentCaseRecord): Generator<RuleHit> {
  const { steps } = factsOf(document);
  const known = Object.entries(record.days) as [keyof DocumentCaseRecord["days"], readonly string[] | undefined][];
  for (const [step, on = []] of known) {
    if (on.length === 0 || step === "act") continue;
    // What an arrest review accepts is the request for arrest, not the case for prosecution.
    if (step === "accepted" && kindOf(document) === "arrest-review-opinion") continue;
    const own = steps.filter((each) => each.step === step);
    // A case that the office files itself is accepted by that.
    const told =
      own.length === 0 && step === "accepted" ? steps.filter((each) => each.step === "filed" && isOwnFiling(document, each.start)) : own;
    // A document that tells the day rightly once may tell others of other people.
    const [first] = told;
    if (first && !told.some((each) => on.includes(each.on))) yield against(first, record, plain(on.join("、")));
  }
}

function* acts(document: CheckedDocument, record: DocumentCaseRecord): Generator<RuleHit> {
  const known = record.days.act ?? [];
  const told = factsOf(document).acts ?? [];
  const [first] = told;
  if (
    first &&
    known.length > 0 &&
    isOutside(
      known,
      told.map(({ on }) => on),
    )
  )
    yield against(first, record, plain(known.join("、")));
}

const isOwnFiling = ({ text }: CheckedDocument, start: number): boolean =>
  /(?:本院|我院)[^，。；\n]{0,6}$/.test(text.slice(Math.max(0, start - 12), start));

const isOutside = (acts: readonly string[], told: readonly string[]): boolean => {
  const sorted = told.toSorted();
  return acts.every((act) => act < (sorted[0] ?? act) || act > (sorted.at(-1) ?? act));
};

const bare = (charge: string): string => normaliseCharge(charge).replace(/罪$/, "");

/** The document names charges, and none is one of the record's, nor is it named in another way. */
function* chargesAgainst(document: CheckedDocument, record: DocumentCaseRecord): Generator<RuleHit> {
  const known = new Set(record.charges.flatMap((charge) => charge.split(/[、,，;；]/).concat(charge)).map(bare));
  known.delete("");
  const told = factsOf(document).charges;
  const [first] = told;
  if (!first || known.size === 0) return;
  const isKnown = told.some(({ charge }) => known.has(bare(charge)) || charge.split("、").some((each) => known.has(bare(each))));
  // 盗窃一案, 盗窃罪 without a word before it.
  const isNamed = [...known].some(
    (charge) =>
      ["罪", "一案", "案件"].some((end) => document.text.includes(`${charge}${end}`)) &&
      !told.some((each) => bare(each.charge).endsWith(charge)),
  );
  if (!isKnown && !isNamed) yield against(first, record, plain(record.charges.join("、")));
}

/** Words of a total that is that of the acts. */
const OF_ACTS = /犯罪|涉案|盗窃|诈骗|骗|窃|抢|侵占|勒索|挪用|贪污|受贿|赃|数额|财物/;

/** Totals that are those of the acts, not of what was paid back. */
export const totalsOfActs = (text: string): Amount[] =>
  totalsIn(text).filter(({ start }) => {
    const sentence = Math.max(text.lastIndexOf("。", start), text.lastIndexOf("\n", start)) + 1;
    return OF_ACTS.test(text.slice(sentence, start)) && !/退|赔|返还|扣押|冻结/.test(text.slice(sentence, start));
  });

/** One total of the acts, and another amount in the record. */
function* amounts(document: CheckedDocument, record: DocumentCaseRecord): Generator<RuleHit> {
  const { text } = document;
  const known = record.amount;
  if (known === null) return;
  const values = totalsOfActs(text);
  const [first] = values;
  if (!first || new Set(values.map(({ fen }) => fen)).size !== 1 || values.some(({ fen }) => isSame(fen, known))) return;
  // Told in other words, or the part of somebody of several.
  if (amountsIn(text, 0).some(({ fen }) => isSame(fen, known)) || isInexact(text.slice(Math.max(0, first.start - 6), first.end + 4)))
    return;
  if (values.some(({ start }) => /参与|单独|未遂|其中/.test(text.slice(Math.max(0, start - 40), start)))) return;
  yield against(first, record, plain(`${Number(known) / 100}元`));
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
