import type { CheckedDocument } from "../document.ts";
import { factsOf } from "./facts.ts";
import { isSurnamed } from "./name-at.ts";
import { placesOf } from "./name-variants.ts";
import { personsIn } from "./persons.ts";
import { readOnce } from "./read-once.ts";
import { ACCUSED, groupOf, ROLE_WORDS, SETTLED } from "./roles.ts";
import { GIVEN, NO_PERSON, SURNAMES, WORDLIKE_SURNAMES } from "./surnames.ts";

export interface Stretch {
  readonly start: number;
  readonly end: number;
}

interface NameInSlot {
  readonly name: string;
  /** What stands before it: a word for people, the beginning of a clause, or a character. */
  readonly slot: string;
}

const ROLE = new RegExp(`(${ROLE_WORDS.join("|")})(?:（[^（）\\n]{1,12}）)?$`, "u");
const CLAUSE = "，";
/** Words that people follow. */
const PLACED = /[对被将向由与和给为让找使同替从至取受骗得害，。；、：（\n]$/;
/** Of somebody's work or standing: 包工头吴军, 供应商郑勇. */
const BY_WORK = /[员师长工者商头板理主民生友客]$/;
const RELATIVE = /[妻夫父母子女哥弟姐妹兄叔伯舅姑姨公婆爷奶孙嫂婿媳]$/;
const ANYBODY = "人";

/** The place of whoever is called by a word for people: its own for those who have a part in the case. */
const slotOf = (role: string): string => (SETTLED.has(groupOf(role)) || RELATIVE.test(role) ? groupOf(role) : ANYBODY);
/** Of longer texts nobody is looked for. */
const LONGEST = 60_000;

/** Behind a mark, or the number of the item. */
const BEGINS = /[，。；、：:（(\s]$|^[\s（(）)0-9一二三四五六七八九十①-⑳.．、]*是?$/;

function slotBefore(lead: string): string {
  const role = ROLE.exec(lead)?.[1];
  if (role !== undefined) return slotOf(role);
  if (BY_WORK.test(lead)) return ANYBODY;
  return BEGINS.test(lead) ? CLAUSE : lead.slice(-1);
}

/** Surname and the next character where somebody can be named here, the rest of a masked name too; null: nobody. */
function briefNameAt(text: string, at: number): string | null {
  const surname = SURNAMES.has(text.slice(at, at + 2)) ? 2 : SURNAMES.has(text.charAt(at)) ? 1 : 0;
  const brief = text.slice(at, at + surname + 1);
  if (surname === 0 || NO_PERSON.has(brief)) return null;
  if (brief.endsWith("某")) return brief + (/^[某甲乙丙丁戊己庚辛]/.exec(text.slice(at + brief.length))?.[0] ?? "");
  const isWordlike = surname === 1 && WORDLIKE_SURNAMES.has(brief.charAt(0));
  return GIVEN.has(brief.charAt(surname)) && (!isWordlike || GIVEN.has(text.charAt(at + 2))) ? brief : null;
}

const accusedIn = readOnce((document: CheckedDocument): readonly string[] =>
  personsIn(document.text, factsOf(document)).flatMap(({ name, groups }) => (groups.has(ACCUSED) ? [name] : [])),
);

/** Wherever somebody is named whom the case is not against, by the beginnings of the names. */
function namedIn(document: CheckedDocument, { start, end }: Stretch): NameInSlot[] {
  const { text } = document;
  const found: NameInSlot[] = [];
  for (let at = start; at < end; at += 1) {
    const name = briefNameAt(text, at);
    const lead = text.slice(Math.max(start, at - 16), at);
    if (name === null || !(BEGINS.test(lead) || PLACED.test(lead) || BY_WORK.test(lead) || ROLE.test(lead))) continue;
    if (accusedIn(document).some((each) => each.startsWith(name))) continue;
    found.push({ name, slot: slotBefore(lead) });
    at += name.length - 1;
  }
  return found;
}

/** Names with a dot, and others without a surname that is known. */
const otherNames = readOnce((document: CheckedDocument): readonly { readonly name: string; readonly start: number }[] => {
  const { text } = document;
  const surnamed = (name: string): boolean => briefNameAt(name, 0) !== null;
  return personsIn(text, factsOf(document))
    .filter(({ name, groups }) => !groups.has(ACCUSED) && !surnamed(name))
    .flatMap(({ name }) => [...placesOf(text, name)].map((start) => ({ name, start })));
});

const distinct = (all: readonly string[]): number => new Set(all).size;

/** How many others the members of a list tell of, each in the same place of its member; null: it cannot be told. */
export function peopleOf(document: CheckedDocument, members: readonly Stretch[], role: string | null): number | null {
  const { text } = document;
  if (text.length > LONGEST) return null;
  const named = members.map((member) => [
    ...namedIn(document, member),
    ...otherNames(document)
      .filter(({ start }) => start >= member.start && start < member.end)
      .map(({ name, start }) => ({ name, slot: slotBefore(text.slice(Math.max(member.start, start - 16), start)) })),
  ]);
  if (named.some(({ length }) => length === 0)) return null;
  // Whoever stands in one slot: the same in each member, one in each.
  const sizes = [...new Set(named.flat().map(({ slot }) => slot))].flatMap((slot) => {
    const inSlot = named.map((each) => [...new Set(each.filter((one) => one.slot === slot).map(({ name }) => name))]);
    return inSlot.every(({ length }) => length === 1) ? [{ slot, size: distinct(inSlot.flat()) }] : [];
  });
  const own = sizes.find(({ slot }) => role !== null && slot === slotOf(role));
  if (own) return own.size;
  const [first, ...others] = sizes;
  return first && others.every(({ size }) => size === first.size) ? first.size : null;
}

/** How many of those called by a word were named together before a place, the last time that several were: 证人赵强、钱丽、孙伟. */
export function calledTogether(
  document: CheckedDocument,
  role: string,
  before: number,
): { readonly last: number; readonly all: number } | null {
  const { text } = document;
  if (text.length > LONGEST || !SETTLED.has(role) || role === ACCUSED) return null;
  const named = factsOf(document).names.filter((each) => each.role === role && each.start < before);
  let [run, last] = [[] as string[], 0];
  for (const [at, each] of named.entries()) {
    const former = named[at - 1];
    run = former && /^(?:、|和|及|以及|与)$/.test(text.slice(former.end, each.start)) ? [...run, each.name] : [each.name];
    if (run.length > 1) last = distinct(run);
  }
  return last > 1 ? { last, all: distinct(named.map(({ name }) => name)) } : null;
}

const FIGURE = /[0-9][0-9,.]*/g;

/** Clauses that are alike but for who is named: 甲户损失3000元, 乙户损失2000元. How many are named; null: they are not so alike. */
export function alikeBut(members: readonly string[]): number | null {
  const frames = members.map((member) => member.replaceAll(FIGURE, "#"));
  const [first = "", ...others] = frames;
  let [before, behind] = [0, 0];
  while (before < first.length && others.every((each) => each.charAt(before) === first.charAt(before))) before += 1;
  const shortest = Math.min(...frames.map(({ length }) => length)) - before;
  while (behind < shortest && others.every((each) => each.at(-1 - behind) === first.at(-1 - behind))) behind += 1;
  if (behind < LEAST_ALIKE) return null;
  const named = frames.map((frame) => frame.slice(before, frame.length - behind));
  return named.every((name) => /^[\p{Script=Han}·]{2,8}$/u.test(name) && isSurnamed(name)) ? distinct(named) : null;
}
const LEAST_ALIKE = 3;

/** An office, a firm, a shop, a village, at the head of what is told of it: up to a mark, or with a word that tells what it is. */
const NUMBERED = "^[\\s（(）)0-9一二三四五六七八九十①-⑳.．、：:]*";
const TO_MARK = new RegExp(
  `${NUMBERED}(?:其中|分别[为是]?|即)?([\\p{Script=Han}A-Za-z0-9“”]{2,24}[店厂馆行所局村区镇乡校园院房站部社市场吧坊摊城司户苑队])(?=[，；：。（(\\s]|$)`,
  "u",
);
const BY_WORD = new RegExp(
  `${NUMBERED}(?:其中|分别[为是]?|即|[对向给从将由在])?([\\p{Script=Han}A-Za-z0-9“”]{2,24}?(?:公司|厂|店|超市|商行|[酒宾旅饭餐茶会]馆|村|社区|[乡镇]|学校|[中小]学|幼儿园|医院|药房|经营部|合作社|市场|商场|农场|[酒网水]吧|公寓|小区))`,
  "u",
);

/** How many houses the members of a list tell of, each at its head; null: it cannot be told. */
export function housesOf({ text }: CheckedDocument, members: readonly Stretch[]): number | null {
  for (const head of [TO_MARK, BY_WORD]) {
    const heads = members.flatMap(({ start, end }) => head.exec(text.slice(start, end))?.[1] ?? []);
    if (heads.length === members.length) return distinct(heads);
  }
  return null;
}
