import type { CheckedDocument } from "../document.ts";
import { type Enumeration, enumeratedBeforeCount, enumeratedBehindCount, HOUSE, peopleEnumerated } from "./enumerations.ts";
import { readOnce } from "./read-once.ts";
import { startOf } from "./sentences.ts";
import { SURNAMES } from "./surnames.ts";
import { countsTold, isOfPart, roleCounted, type ToldCount } from "./told-counts.ts";

/** A number and who or what is told beside it; null: nobody is. */
interface Counted {
  readonly told: ToldCount;
  readonly beside: Enumeration | null;
}

const isPeopleOrHouses = ({ of }: ToldCount): boolean => of === "people" || of === "houses" || of === "points";

const countedIn = readOnce((document: CheckedDocument): readonly Counted[] =>
  countsTold(document)
    .filter(({ of }) => of !== "acts")
    .map((told) => ({ told, beside: enumeratedBeforeCount(document.text, told) ?? enumeratedBehindCount(document.text, told) })),
);

/** What those are called who are counted, by which they are told again. */
const nameOf = (told: ToldCount): string => roleCounted(told) || told.noun.replace(/^的/, "").slice(0, 2);
/** Whether two are called alike: 机构 and 定点医疗机构. */
const areCalledAlike = (one: ToldCount, other: ToldCount): boolean =>
  nameOf(one) === nameOf(other) || (one.of !== "people" && (one.noun.includes(nameOf(other)) || other.noun.includes(nameOf(one))));

/** Takes up those who were named before. */
const TAKES_UP = /(?:^|[，、]|[日月年]|(?<=.)[向对由给将经与为让从至]|以上|上述|该|这|前述)$/;
const DEFINITE = /(?:以上|上述|该|这|前述)$/;
const BY_NAME = /([\p{Script=Han}·•]{2,12})等$/u;
/** Of others, or of some of them. */
const OF_OTHERS = /其中|另|其余|其他|仅|只有|除|同案|每|各/;

/** How many there are by who was named elsewhere, where no other number of the document is the one that is told. */
export function countedAgain(document: CheckedDocument, told: ToldCount): number | null {
  if (!isPeopleOrHouses(told) || OF_OTHERS.test(told.lead)) return null;
  const all = countedIn(document).filter((each) => each.told.of === told.of && each.told.start !== told.start);
  const own = countedIn(document).find((each) => each.told.start === told.start);
  if (own?.beside && !(own.beside.isOpen && own.beside.size < told.count)) return null;
  const lists = told.of === "people" ? peopleEnumerated(document) : [];
  const sizes = [...all.flatMap(({ beside }) => (beside && !beside.isOpen ? [beside] : [])), ...lists];
  const isElsewhere = all.some((each) => each.told.count === told.count) || sizes.some(({ size }) => size === told.count);
  if (isElsewhere) return null;
  const isNext = (size: number): boolean => Math.abs(size - told.count) === 1;
  // 甲、乙、丙等四人, and three in all the rest of it.
  if (own?.beside) {
    const { size } = own.beside;
    return isNext(size) && size > 2 && all.some((each) => each.told.count === size) ? size : null;
  }
  const name = BY_NAME.exec(told.lead)?.[1];
  if (name !== undefined) {
    const same = sizes.filter(({ members: [first = ""], isOpen }) => !isOpen && first !== "" && name.endsWith(first));
    const size = Math.max(0, ...same.map((each) => each.size));
    if (isNext(size) && (all.some((each) => each.told.count === size) || same.length > 1)) return size;
    const again = all.filter((each) => BY_NAME.exec(each.told.lead)?.[1]?.endsWith(name.slice(-3)));
    const [first] = again;
    return first && isNext(first.told.count) && all.filter((each) => each.told.count === first.told.count).length > 1
      ? first.told.count
      : null;
  }
  const called = nameOf(told);
  const isBare = told.of === "people" && told.unit !== "" && /^[人个]/.test(told.unit) && roleCounted(told) === null;
  if (isBare) {
    if (!TAKES_UP.test(told.lead)) return null;
    const verified = all.filter(
      (each) => each.beside && !each.beside.isOpen && each.beside.size === each.told.count && each.told.count > 2,
    );
    const [first] = verified;
    return first && verified.every((each) => each.told.count === first.told.count) && isNext(first.told.count) ? first.told.count : null;
  }
  // Whoever nobody has a word for, where all others are as many.
  const others = all.filter((each) => !isOfPart(each.told));
  const [most] = others;
  if (
    told.of === "people" &&
    roleCounted(told) === null &&
    most &&
    others.length > 2 &&
    others.every((each) => each.told.count === most.told.count) &&
    others.some(({ beside }) => beside?.size === most.told.count) &&
    isNext(most.told.count)
  )
    return most.told.count;
  if (called.length < 2 || (told.of === "points" && !DEFINITE.test(told.lead))) return null;
  const same = all.filter((each) => nameOf(each.told).length > 1 && areCalledAlike(each.told, told) && !isOfPart(each.told));
  const [first] = same;
  if (!first || same.some((each) => each.told.count !== first.told.count) || !isNext(first.told.count)) return null;
  const isMost = same.length > 2;
  const isBorneOut = same.some(({ beside }) => beside?.size === first.told.count) || same.length > 1;
  const isAll = told.count > first.told.count || DEFINITE.test(told.lead) || /^[，]?$/.test(told.lead);
  return isBorneOut && (isAll || isMost) && !isOfPart(told) ? first.told.count : null;
}

/** Further apart, it is a number of others. */
const FAR = 3;

/** How many are named right beside a number. */
export function namedBeside(document: CheckedDocument, told: ToldCount): number | null {
  const beside = countedIn(document).find((each) => each.told.start === told.start)?.beside;
  if (!beside || (beside.isOpen && beside.size < told.count)) return null;
  return Math.abs(beside.size - told.count) <= Math.max(FAR, beside.size / 2) ? beside.size : null;
}

/** Nothing but what takes them up, at the beginning of a clause. */
const BARE = /^(?:以上|上述|该|这|前述)?$/;
const SOME_OF_THEM = /除|另|其中|其余|离开|离去|未到|缺席|与|跟|同|伙|、|和/;
const NEAR = 80;
/** Of two out of three something else may be told than of all. */
const OF_ALL = /^\p{Script=Han}{0,6}?(?:均|都|皆|的|一致|共同)/u;

/** 甲、乙、丙均陈述被骗，三人的陈述…: as many as were named one beside the other right before, where no other number of people is the one that is told. */
export function namedBefore(document: CheckedDocument, told: ToldCount): number | null {
  if (told.of !== "people" || !BARE.test(told.lead) || !/^[人名位]$/.test(told.unit)) return null;
  const { text } = document;
  const lists = peopleEnumerated(document);
  const list = lists.findLast(({ end }) => end <= told.start);
  if (!list || list.isOpen || Math.abs(list.size - told.count) !== 1) return null;
  const lastName = list.members.at(-1) ?? "";
  const from = text.lastIndexOf(lastName.slice(0, 2), list.end) + 2;
  const between = text.slice(from, told.start);
  const behind = text.slice(told.end, told.end + NEAR);
  if (told.count < list.size && !OF_ALL.test(behind.slice(told.unit.length))) return null;
  if (between.length > NEAR || between.includes("\n") || SOME_OF_THEM.test(between) || /。.*。/.test(between)) return null;
  if (list.members.some((name) => (between + behind).includes(name.slice(0, 2)))) return null;
  // Whatever number of people was told before may be meant.
  const isOther = ({ told: { of, start, count } }: Counted): boolean =>
    of === "people" && start !== told.start && (start < told.start || count === told.count);
  if (countedIn(document).some(isOther)) return null;
  if (lists.some(({ size }) => size === told.count)) return null;
  const role = roleCounted(told);
  const called = role === null ? told.noun.slice(0, 2) : role;
  const isOfThem = told.unit === "人" || (called !== "" && text.slice(list.start, list.end).includes(called));
  return isOfThem ? list.size : null;
}

const JOINS = "伙同|纠集|邀约|邀集|叫上|带着|会同|与|和|同|跟";
const TOGETHER = new RegExp(
  `(?:^|[，。；：、\\n]|被告人|犯罪嫌疑人|被不起诉人)(?<first>[\\p{Script=Han}·]{2,4}?)(?:经事先商量|经共谋|商量后|预谋后)?(?:${JOINS})(?:被告人|犯罪嫌疑人|同案人)?(?<others>[\\p{Script=Han}·]{2,4}(?:、[\\p{Script=Han}·]{2,4})*)`,
  "gu",
);

/** 甲伙同乙、丙作案，三人均被抓获: whoever is named and those with him, in the same sentence. */
export function togetherBefore({ text }: CheckedDocument, told: ToldCount): number | null {
  if (told.of !== "people" || told.lead !== "" || told.unit !== "人" || !OF_ALL.test(text.slice(told.end + 1, told.end + 12))) return null;
  const from = startOf(text, told.start, "。；\n");
  const sentence = text.slice(from, told.start);
  const [found, ...more] = [...sentence.matchAll(TOGETHER)];
  const { first = "", others = "" } = found?.groups ?? {};
  const names = [first, ...others.split("、")];
  const behind = sentence.slice((found?.index ?? 0) + (found?.[0].length ?? 0));
  if (
    !found ||
    more.length > 0 ||
    !names.every((name) => SURNAMES.has(name.charAt(0))) ||
    /[遇找叫又另带及和与、]|在场|对方|被害/.test(behind)
  )
    return null;
  if (names.some((name) => text.slice(told.end, told.end + NEAR).includes(name.slice(0, 2)))) return null;
  return Math.abs(names.length - told.count) === 1 ? names.length : null;
}

const HOUSE_FIRST = new RegExp(`^[\\p{Script=Han}]{2,14}?${HOUSE.source.replace(/\$$/, "")}`, "u");
const OF_HOUSES = /^(?:单位|部门|机关|公司|企业|店|机构|学校|商户|银行|法院|检察院)/;

/** 县法院、县公安局、县司法局参加会议，三家单位会签纪要: as many as are enumerated in the sentence before the number, where nothing else is. */
export function housesBefore({ text }: CheckedDocument, told: ToldCount): number | null {
  if (told.of !== "houses" || !BARE.test(told.lead) || !OF_HOUSES.test(told.noun)) return null;
  const sentence = text.slice(startOf(text, told.start, "。；\n"), told.start);
  const clauses = sentence.split(/[，：]/).filter((clause) => clause.includes("、"));
  const [only, ...more] = clauses;
  if (only === undefined || more.length > 0 || /等|其中|另|除|以及|[和与及]/.test(sentence)) return null;
  const [first = "", ...others] = only.split("、");
  const last = others.pop() ?? "";
  if (others.length === 0 || ![first, ...others].every((each) => HOUSE.test(each)) || !HOUSE_FIRST.test(last)) return null;
  const size = others.length + 2;
  return Math.abs(size - told.count) === 1 ? size : null;
}
