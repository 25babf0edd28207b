import type { CheckedDocument } from "../document.ts";
import { cutNamesIn, isAwaited } from "../facts/cut-names.ts";
import { type DocumentFacts, factsOf } from "../facts/facts.ts";
import { ALSO_WORDS, endAt, isOrganisation, isPlacedAsName, isSurnamed } from "../facts/name-at.ts";
import { type NameVariant, variantsIn } from "../facts/name-variants.ts";
import type { NamedPlace } from "../facts/names.ts";
import { isAnother, isNameable, MASK, type Person, personOf, personsIn } from "../facts/persons.ts";
import { ACCUSED } from "../facts/roles.ts";
import { GIVEN, NO_PERSON, WORDLIKE_SURNAMES } from "../facts/surnames.ts";
import { apart, type DocumentRule, type RuleHit } from "../rule.ts";
import { firmNames } from "./firm-names.ts";
import { kindNames } from "./kind-names.ts";
import { evidenceOf, isCalled, signsOf, UNLIKE, type VariantPlace } from "./name-evidence.ts";
import { otherNames } from "./other-names.ts";
import { quotedNames } from "./quoted-names.ts";
import { setApartNames } from "./set-apart-names.ts";
import { soleNames } from "./sole-names.ts";

/** What follows is another name of the same person, or one that is not his. */
const OTHER_NAME =
  /(?:曾用名|又名|别名|化名|绰号|外号|自称|冒用|冒充|假冒|谎称|网名|昵称|户名|署名|改名|更名|误写|原名|乳名|小名|名为|名叫|名字|账户名)[为是叫作：:“”"\s]*$/;

const clauseAround = (text: string, start: number, end: number): { readonly before: string; readonly behind: string } => ({
  before: /[^，。；：\n（）]*$/.exec(text.slice(Math.max(0, start - 60), start))?.[0] ?? "",
  behind: /^[^，。；：\n（）]*/.exec(text.slice(end, end + 60))?.[0] ?? "",
});

/** 张建国与张建军, 张建国的弟弟张建军: two people in one clause. */
function isBeside(text: string, { start, end }: NameVariant, right: string): boolean {
  const { before, behind } = clauseAround(text, start, end);
  const join = /[、和与及同跟]|以及|伙同|之/;
  const left = before.lastIndexOf(right);
  if (left >= 0 && (join.test(before.slice(left + right.length)) || /的[\p{Script=Han}]{0,4}$/u.test(before.slice(left + right.length))))
    return true;
  const found = behind.indexOf(right);
  return found >= 0 && (join.test(behind.slice(0, found)) || behind.startsWith("的"));
}

/** How often each of the variants of a name stands. */
function timesOf(variants: readonly NameVariant[]): ReadonlyMap<string, number> {
  const starts = new Map<string, Set<number>>();
  for (const { wrong, start } of variants) starts.set(wrong, (starts.get(wrong) ?? new Set()).add(start));
  return new Map([...starts].map(([wrong, { size }]) => [wrong, size]));
}

/** Everything that may be somebody's name written wrongly. */
function* candidatesIn(document: CheckedDocument): Generator<VariantPlace & { readonly signs: readonly string[] }> {
  const { text } = document;
  const facts = factsOf(document);
  const cut = cutNamesIn(document);
  const persons = withMeant(text, facts, new Set(cut.values()));
  const placed = new Map<number, NamedPlace>();
  for (const place of facts.names) for (let at = place.start; at < place.end; at += 1) placed.set(at, place);
  const bySurname = new Map<string, number>();
  for (const { name } of persons) bySurname.set(name.charAt(0), (bySurname.get(name.charAt(0)) ?? 0) + 1);
  const sure = persons.filter(({ count, isKnown }) => isKnown && count > 1);
  for (const right of persons) {
    if (MASK.test(right.name)) continue;
    const variants = [...variantsIn(text, right.name)];
    const all = timesOf(variants);
    const isAmongMany = (bySurname.get(right.name.charAt(0)) ?? 0) > MOST_OF_SURNAME;
    for (const variant of variants) {
      if (
        right.name.length < 3 &&
        variant.change === "other" &&
        !((right.isDescribed || right.groups.has(ACCUSED)) && OF_ACCUSED.test(text.slice(variant.end, variant.end + 6)))
      )
        continue;
      const { start, end, wrong } = variant;
      const place = placed.get(start) ?? placed.get(end - 1);
      if ((place && place.start !== start) || (all.get(wrong) ?? 0) > 1) continue;
      const isCut = variant.change === "lost" && cut.get(start) === right.name;
      const reading = { text, variant, right, place, isAmongMany, isCut };
      if (isForeign(reading)) continue;
      yield { ...reading, signs: [...signsOf(reading), ...doubtsOf(reading, sure)] };
    }
  }
}

/** Ends of words for people of which no list is whole: who follows them is told of for the first time. */
const NEW_PERSON = /[人员工长师生民主者友兄弟姐妹妻夫父母子女侄甥婆公爷奶叔伯舅姑姨嫂警医户客商家手板娘理任记傅官兵匪犯东]$/;
/** Words for relatives by blood, whose names are alike. */
const KIN = /(?:(?<!妻)子|[女父母兄弟姐妹哥侄舅姑姨爷奶甥伯叔孙])$/;

/** What is done to whoever is accused, or said of him. */
const OF_ACCUSED =
  /^(?:被(?:抓|刑事|依法|公安|民警|传唤|取保|拘留|逮捕|移送)|的行为|的?(?:供述|辩解)|归案|到案|认罪|如实|无固定|有前科|涉嫌)/;
/** Where more people bear a surname, some have names that are alike. */
const MOST_OF_SURNAME = 6;

/** Whether the place is somebody else's, or nobody's, whatever else speaks for a slip. */
function isForeign({ text, variant, right, place, isCut }: VariantPlace): boolean {
  const { start, end, wrong, change, isSurname } = variant;
  if (OTHER_NAME.test(text.slice(Math.max(0, start - 12), start))) return true;
  if (NO_PERSON.has(wrong.slice(0, 2)) && wrong.length < 4 && !right.name.startsWith(wrong.slice(0, 2))) return true;
  if (!right.name.includes("·") && /^\p{Script=Han}{0,6}·|·\p{Script=Han}{0,6}$/u.test(text.slice(end, end + 7))) return true;
  if (right.isIdentified && isAnother(text, end, right.name)) return true;
  if (change === "lost") {
    // The name goes on in the next line.
    const behind = text.slice(start, end + 4).replaceAll("\n", "");
    if (behind.startsWith(right.name)) return true;
    // A cell holds a longer name.
    if (/[\t\n]$/.test(text.slice(0, start)) && /^\p{Script=Han}(?=[\t\n])/u.test(text.slice(end))) return true;
  }
  // A relative of the accused may bear the beginning of his name, nobody else that of a stranger's.
  const isOfOther = isCut && !right.groups.has(ACCUSED);
  // 冉启超, whose brother 冉启明 is told of.
  if (UNLIKE.has(change) && [...right.leads].some((each) => KIN.test(each))) return true;
  if (place) {
    if (right.groups.has(place.role)) return false;
    return (
      (place.word !== null && KIN.test(place.word) && !isOfOther) || (change === "other" && place.role !== null && right.groups.size > 0)
    );
  }
  const lead = text.slice(Math.max(0, start - 2), start);
  if (right.leads.has(lead)) return false;
  if ((KIN.test(lead) && !isOfOther) || (change === "other" && NEW_PERSON.test(lead))) return true;
  if (wrong.length > 2 || isCut) return false;
  const isPlaced = isPlacedAsName(text, start, end) || (isAwaited(text, start) && endAt(text, end) > 0);
  const isSetApart = endAt(text, end) > 1 && /(?:^|[，。；、：“（\s])$/.test(lead);
  if (isSurname && change !== "lost" && !isSetApart && !(isSurnamed(wrong) && isPlaced)) return true;
  const isSurelyEnded = endAt(text, end) > 1 || ALSO_WORDS.has(text.charAt(end));
  return WORDLIKE_SURNAMES.has(wrong.charAt(0)) && !((isSurelyEnded || lead.endsWith("\n")) && isPlaced);
}

/** What speaks against a slip by what stands around it, each by its name in the table of weights. */
function* doubtsOf({ text, variant, right, place, isAmongMany }: VariantPlace, sure: readonly Person[]): Generator<string> {
  const { start, end, wrong, change, isSurname } = variant;
  const isUnlike = UNLIKE.has(change);
  // A village of one surname.
  if (isUnlike && isAmongMany) yield "among many";
  if (goesOn(text, variant, place)) yield "goes on";
  if (isBeside(text, variant, right.name)) yield "beside";
  if (touches(text, variant, { persons: sure, right: right.name })) yield "touches";
  if (isSurname && isOrganisation(text, end)) yield "organisation surname";
  if (place && place.word !== null) return;
  // Whoever is told of by no word for people is told of where names stand.
  const isTold = isCalled(right) || right.isDescribed || (right.isKnown && right.count > 2);
  if (!isTold && isUnlike && !(isPlacedAsName(text, start, end) && !WORDLIKE_SURNAMES.has(wrong.charAt(0)))) yield "unlike untold";
  if (right.leads.has(text.slice(Math.max(0, start - 2), start))) return;
  if (endAt(text, end) < 2 && isOrganisation(text, end)) yield "organisation";
}

/** A longer name stands there. */
const goesOn = (text: string, { end, wrong, change }: NameVariant, place: NamedPlace | undefined): boolean =>
  place === undefined
    ? (wrong.length === 2 || change === "lost") && GIVEN.has(text.charAt(end)) && endAt(text, end) === 0 && endAt(text, end + 1) > 0
    : place.name.length > wrong.length && place.name.startsWith(wrong) && endAt(place.name, place.name.length - 1) === 0;

/** Everybody who is named, and whoever is meant by a name that stands once, while another that is like it stands again and again. */
function withMeant(text: string, facts: DocumentFacts, cut: ReadonlySet<string>): Person[] {
  const persons = personsIn(text, facts);
  const known = new Set(persons.map(({ name }) => name));
  for (const name of cut) {
    if (known.has(name)) continue;
    known.add(name);
    persons.push(personOf(text, name, { names: facts.names, isKnown: true }));
  }
  for (const { name, count } of persons) {
    if (count > 1 || name.length < 3 || MASK.test(name)) continue;
    for (const [wrong, times] of timesOf([...variantsIn(text, name)]))
      if (
        times > 1 &&
        wrong.length > 2 &&
        !known.has(wrong) &&
        isNameable(wrong) &&
        (!name.startsWith(wrong) || name.at(-1) === wrong.at(-1))
      ) {
        known.add(wrong);
        persons.push(personOf(text, wrong, { names: facts.names, isKnown: true }));
      }
  }
  return persons;
}

/** Somebody else's name stands there, in whole. */
function touches(
  text: string,
  { start, end, wrong }: NameVariant,
  { persons, right }: { readonly persons: readonly Person[]; readonly right: string },
): boolean {
  for (const { name } of persons)
    if (name !== wrong && name !== right)
      for (let at = Math.max(0, start - name.length + 1); at < end; at += 1) if (text.startsWith(name, at)) return true;
  return false;
}

/** Everything that may be a name written wrongly, with what speaks for it and against it: what the weights are fitted to. */
export const nameReadings = (
  document: CheckedDocument,
): readonly (Pick<NameVariant, "start" | "end"> & { readonly right: string; readonly signs: readonly string[] })[] =>
  [...candidatesIn(document)].map((place) => ({
    start: place.variant.start,
    end: place.variant.end,
    right: place.right.name,
    signs: place.signs,
  }));

/** Names that are written in another way than elsewhere: of several readings of one place the surest, and of two names that stand once each the later. */
function* slips(document: CheckedDocument): Generator<RuleHit> {
  const judged = [...candidatesIn(document)]
    .map((candidate) => ({ ...candidate, evidence: evidenceOf(candidate.signs) }))
    .filter(({ evidence }) => evidence > 0)
    .sort(
      (one, other) =>
        other.evidence - one.evidence || other.variant.wrong.length - one.variant.wrong.length || other.variant.start - one.variant.start,
    );
  const told: (typeof judged)[number][] = [];
  for (const candidate of judged) {
    const { variant, right } = candidate;
    const isTold = told.some(
      (other) =>
        (other.variant.start < variant.end && variant.start < other.variant.end) ||
        (other.right.name === variant.wrong && other.variant.wrong === right.name),
    );
    if (!isTold) told.push(candidate);
  }
  for (const { variant, right } of told.sort((one, other) => one.variant.start - other.variant.start)) yield differs(variant, right);
}

const differs = ({ start, end, wrong }: Pick<NameVariant, "start" | "end" | "wrong">, { name, count }: Person): RuleHit => ({
  start,
  end,
  suggestion: name,
  reason: { zh: `别处写作“${name}”（${count} 处），这里是“${wrong}”`, en: `elsewhere “${name}” (${count} times)` },
});

export const NAME_RULES: readonly DocumentRule[] = [
  {
    id: "name-inconsistent",
    title: { zh: "姓名前后不一致", en: "Name written in two ways" },
    severity: "error",
    source: null,
    find: (document) =>
      apart([slips, otherNames, soleNames, firmNames, kindNames, quotedNames, setApartNames].flatMap((find) => [...find(document)])).sort(
        (one, other) => one.start - other.start,
      ),
  },
];
