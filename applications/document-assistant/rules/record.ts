import type { DocumentCasePerson, DocumentCaseRecord, Text } from "@yuejian/contracts";
import { normaliseCharge, readAmount } from "@yuejian/identifiers";
import type { CheckedDocument } from "../document.ts";
import { factsOf } from "../facts/facts.ts";
import { kindOf, type RecognisedKind } from "../facts/kind.ts";
import { ACCUSED } from "../facts/names.ts";
import type { CheckContext, DocumentRule, RuleHit } from "../rule.ts";
import { type TotalPlace, totalsIn } from "./sums.ts";

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

function* compared(document: CheckedDocument, record: DocumentCaseRecord | null | undefined): Generator<RuleHit> {
  if (!record) return;
  if (record.people !== null) yield* people(document, record, record.people);
  yield* days(document, record);
  yield* chargesAgainst(document, record);
  const kind = kindOf(document);
  if (kind === null || !WHOLE_CASE.has(kind)) return;
  yield* acts(document, record);
  yield* amounts(document, record);
}

/** Documents that tell all acts of a case; a record of questions, say, may be of one. */
const WHOLE_CASE: ReadonlySet<RecognisedKind> = new Set([
  "indictment",
  "non-prosecution-decision",
  "sentencing-proposal",
  "review-report",
  "arrest-review-opinion",
]);

const differing = (one: string, other: string): number =>
  one.length === other.length ? Array.from(one).filter((character, at) => character !== other.charAt(at)).length : Number.POSITIVE_INFINITY;

/** An id or day of birth belongs to who is named before it; without a name, to the only person of the record. */
function* people(document: CheckedDocument, record: DocumentCaseRecord, persons: readonly DocumentCasePerson[]): Generator<RuleHit> {
  const { names, numbers, births } = factsOf(document);
  const byName = new Map(persons.map((person) => [person.name, person]));
  const whoseIs = (name: string | null): DocumentCasePerson | undefined =>
    name === null ? (persons.length === 1 ? persons[0] : undefined) : byName.get(name);
  for (const number of numbers) {
    const own = whoseIs(number.name);
    // Two digits that differ are one slip; an id that has little in common is somebody else's.
    const near = persons.find(({ residentId }) => residentId !== null && [1, 2].includes(differing(residentId, number.value)));
    const person = own ?? near;
    if (person?.residentId && person.residentId.toUpperCase() !== number.value) yield against(number, record, plain(person.residentId));
    if (own?.sex && number.toldSex && (own.sex === "male" ? "男" : "女") !== number.toldSex.value)
      yield against(number.toldSex, record, plain(own.sex === "male" ? "男" : "女"));
  }
  for (const birth of births) {
    const person = whoseIs(birth.name);
    if (person?.bornOn && person.bornOn !== birth.value) yield against(birth, record, plain(person.bornOn));
  }
  const told = new Set<string>();
  for (const { name, role, start, end } of names) {
    if (role !== ACCUSED || byName.has(name) || told.has(name) || /[某×xX*]/.test(name)) continue;
    const near = persons.find((person) => differing(person.name, name) === 1);
    if (!near) continue;
    told.add(name);
    yield against({ start, end }, record, plain(near.name));
  }
}

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

/** The document names charges, and none is one of the record's. */
function* chargesAgainst(document: CheckedDocument, record: DocumentCaseRecord): Generator<RuleHit> {
  const known = new Set(record.charges.map(bare));
  const told = factsOf(document).charges;
  const [first] = told;
  if (first && known.size > 0 && !told.some(({ charge }) => charge.split("、").some((each) => known.has(bare(each)))))
    yield against(first, record, plain(record.charges.join("、")));
}

/** Words of a total that is that of the acts. */
const OF_ACTS = /犯罪|涉案|盗窃|诈骗|骗|窃|抢|侵占|勒索|挪用|贪污|受贿|赃|数额|财物/;

/** Totals that are those of the acts, not of what was paid back. */
export const totalsOfActs = (text: string): TotalPlace[] =>
  totalsIn(text).filter(({ start }) => {
    const sentence = Math.max(text.lastIndexOf("。", start), text.lastIndexOf("\n", start)) + 1;
    return OF_ACTS.test(text.slice(sentence, start)) && !/退|赔|返还|扣押|冻结/.test(text.slice(sentence, start));
  });

/** One total of the acts, and another amount in the record. */
function* amounts({ text }: CheckedDocument, record: DocumentCaseRecord): Generator<RuleHit> {
  if (record.amount === null) return;
  const values = totalsOfActs(text).flatMap(({ amount, ...place }) => {
    const reading = readAmount(amount);
    return "code" in reading ? [] : [{ ...place, fen: reading.value }];
  });
  const [first] = values;
  if (first && new Set(values.map(({ fen }) => fen)).size === 1 && first.fen !== record.amount)
    yield against(first, record, plain(`${Number(record.amount) / 100}元`));
}

export const RECORD_RULES: readonly DocumentRule[] = [
  {
    id: "record-mismatch",
    title: { zh: "与案件登记信息不一致", en: "Against the record of the case" },
    severity: "warning",
    source: null,
    find: (document, { record }: CheckContext) => compared(document, record),
  },
  {
    id: "case-inconsistent",
    title: { zh: "与同案其他文书不一致", en: "Against other documents of the case" },
    severity: "warning",
    source: null,
    find: (document, { others }: CheckContext) => compared(document, others),
  },
];
