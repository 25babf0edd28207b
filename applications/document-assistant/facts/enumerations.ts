import type { CheckedDocument } from "../document.ts";
import { NO_NAMES } from "./name-at.ts";
import { readOnce } from "./read-once.ts";
import { ROLE_WORDS } from "./roles.ts";
import { startOf } from "./sentences.ts";
import { SURNAMES } from "./surnames.ts";
import type { ToldCount } from "./told-counts.ts";

/** What is told one beside the other, by 、 and 和. */
export interface Enumeration {
  readonly size: number;
  /** The last words of each: names where people are told. */
  readonly members: readonly string[];
  /** 等 stands behind the last: there may be more. */
  readonly isOpen: boolean;
  readonly start: number;
  readonly end: number;
}

const LONGEST = 240;
/** What stands between the last of them and their number. */
const COUNTING =
  /(?:[，（](?=[共计合总一上以这全])|、(?=[^，。；：、]))?(?:这|上述|以上|共计|合计|一共|总共|总计|共有|共|计|全部|所有)*（?$/;
const OPEN = /(?:[，、]?等)$/;
const ROLE = new RegExp(`^.*(?:${ROLE_WORDS.join("|")})`, "u");
const ROLE_FIRST = new RegExp(`^(?:${ROLE_WORDS.join("|")})(?=\\p{Script=Han})`, "u");
/** What nobody is called. */
const NOBODY =
  /(?<=.)[的了着在是被将该把给让使从对向于为所等其之或者]|^[的了着在是被将该把给让使从对于为所等其之或者]|^(?:男|女|老|其)|[年月日号元起次笔家户处台部件张份条种类项]$/;
const MASKED = /^[\p{Script=Han}]{1,2}(?:某[某甲乙丙丁戊己庚辛0-9]{0,2}|[甲乙丙丁戊己庚辛]|[×＊*]{1,2})$/u;

/** The name with which a member of an enumeration ends; null: it ends with none. Behind a number of people a name may be one that is seldom met. */
function nameAtEnd(member: string, isSure: boolean): string | null {
  const called = member.replace(ROLE, "");
  const name = called === "" ? member : called;
  if (/[·•]/.test(name)) return /[\p{Script=Han}]{1,8}(?:[·•][\p{Script=Han}]{1,8})+$/u.exec(name)?.[0] ?? null;
  if (/^(?:我|他|她|本人|自己)$/.test(name) || /^[小老阿]\p{Script=Han}{1,2}$/u.test(name)) return name;
  if (MASKED.test(name)) return name;
  if (!/^\p{Script=Han}+$/u.test(name)) return null;
  if (name.length >= 2 && name.length <= 4) {
    if (NO_NAMES.has(name) || NOBODY.test(name)) return null;
    if (SURNAMES.has(name.slice(0, 2)) || (name.length <= 3 && SURNAMES.has(name.charAt(0)))) return name;
    if (name.length <= 3) return isSure ? name : null;
  }
  if (name.length > 16) return null;
  // A word for what he is stands before it, or what is told of all of them.
  for (const length of [3, 2]) {
    const last = name.slice(-length);
    if ((SURNAMES.has(last.charAt(0)) || MASKED.test(last)) && !NO_NAMES.has(last) && !NOBODY.test(last)) return last;
  }
  return null;
}

const withoutBrackets = (text: string): string => text.replaceAll(/（[^（）\n]*）/g, "");

/** Members between marks; the last may be two joined by a word. `isMember` says what can be one. */
function membersOf(text: string, isMember: (text: string) => boolean): string[] {
  const parts = text.split("、").flatMap((part) => part.split(/，?(?:以及|还有)/));
  const last = parts.at(-1) ?? "";
  for (const found of last.matchAll(/[和与及]/g)) {
    const [one, other] = [last.slice(0, found.index), last.slice(found.index + 1)];
    if (isMember(one) && isMember(other)) return [...parts.slice(0, -1), one, other];
  }
  return parts;
}

/** How many of the last members are of a kind. */
function runOf(members: readonly string[], isMember: (text: string, isFirst: boolean) => boolean): number {
  let count = 0;
  while (count < members.length && isMember(members.at(-1 - count) ?? "", false)) count += 1;
  return count;
}

/** What tells a house or an office by its last character, the same for all of an enumeration or one of these. */
export const HOUSE =
  /(?:公司|工厂|厂|店|超市|商行|门市部?|经营部|[酒网茶水]吧|商场|市场|馆|局|大队|所|院|村|镇|乡|县|街道|社区|学校|[小中大]学|幼儿园|中心|银行|支行|酒店|宾馆|药房|站|委员会|办公室|班|部|社|园|坊|城|户|家|组)$/;
const PLAIN = /^[\p{Script=Han}A-Za-z0-9“”·]{1,20}$/u;

/** Alike: the same last character, both houses, or about as long. */
function areAlike(members: readonly string[]): boolean {
  const [first = "", ...others] = members;
  const isOne = new Set(members.map((each) => each.at(-1))).size === 1;
  if (!others.every((each) => PLAIN.test(each))) return false;
  if (isOne || members.every((each) => HOUSE.test(each))) return true;
  const lengths = others.map(({ length }) => length);
  const [least, most] = [Math.min(...lengths), Math.max(...lengths)];
  return others.length > 1 && most <= least * 2 + 1 && first.length >= least - 1 && !others.some((each) => /的|了|在/.test(each));
}

/** Things by their numbers or their names in quotation marks. */
const CODED = /[A-Z0-9*＊×]{3,}(?:号|的)?$|”(?:号|牌|轮|手机|轿车)?$/;

/** Words before which an enumeration begins in its clause. */
const BEGINS = /^.*(?:包括|即|分别[为是]?|涉及|走访了?|查获了?|约谈了?|联合|会同|组织|存在|[：，（])/su;

/** What is enumerated right before a number of it, with nothing but a word that counts between them; null: nothing is. */
export function enumeratedBeforeCount(text: string, told: ToldCount): Enumeration | null {
  const from = Math.max(told.start - LONGEST, startOf(text, told.start, "。；：\n"));
  const lead = withoutBrackets(text.slice(from, told.start)).replace(COUNTING, "");
  if (lead.endsWith("、")) return null;
  const isOpen = OPEN.test(lead);
  const plain = lead.replace(OPEN, "");
  const place = { start: from, end: told.start, isOpen };
  if (told.of === "people") {
    // Of several clauses the last tells them.
    const clause = plain.slice(plain.lastIndexOf("，") + 1);
    const isPerson = (each: string): boolean => nameAtEnd(each, true) !== null;
    const members = membersOf(clause, isPerson);
    // Somebody told before them may be one of them.
    if (WITH_OTHERS.test(members[0] ?? "") && told.count > members.length) return null;
    const former = plain
      .slice(0, plain.length - clause.length)
      .replace(/，$/, "")
      .split("、");
    if (former.length > 1 && nameAtEnd(former.at(-1) ?? "", false) !== null && told.count > members.length) return null;
    const size = runOf(members, isPerson);
    const names = members.slice(members.length - size).map((each) => nameAtEnd(each, true) ?? "");
    // One at least has a name as most people have.
    return size > 1 && names.some((name) => nameAtEnd(name, false) !== null) && isWhole(members, size)
      ? { ...place, size, members: names }
      : null;
  }
  if (told.of === "acts") return null;
  const clause = plain.slice(plain.lastIndexOf("，") + 1);
  if (told.of === "things") {
    const coded = clause.replace(/的$/, "");
    const members = membersOf(coded, (each) => CODED.test(each));
    const size = runOf(members, (each) => CODED.test(each));
    return size > 1 && isWhole(members, size) ? { ...place, size, members } : null;
  }
  if (!clause.includes("、")) return null;
  const members = membersOf(clause.replace(BEGINS, ""), (each) => PLAIN.test(each) && each.length > 1);
  // What belongs to another is named from there.
  const cut = members.findLastIndex((each, at) => at > 0 && at < members.length - 1 && /的/.test(each));
  const own = cut > 0 ? members.slice(cut) : members;
  // 一类、二类、三类 are told by their numbers.
  if (told.unit !== "" && own.some((each) => new RegExp(`[0-9一二两三四五六七八九十]${told.unit}`).test(each))) return null;
  if (own.length < 2 || own.slice(1).some((each) => /[0-9一二两三四五六七八九十][台部张份件条个辆只名人元]/.test(each))) return null;
  if (own.slice(1, -1).some((each) => /[和与及]/.test(each))) return null;
  return areAlike(own) && cut < 0 ? { ...place, size: own.length, members: own } : null;
}

/** Others, of whom those named are some. */
const WITH_OTHERS = /伙同|纠集|邀约|邀集|[与和同跟随对带]|连同|及其|组织|雇佣|雇请|指使|安排|召集|等人/;

/** The first of them may be told with what is said of all. */
const isWhole = (members: readonly string[], size: number): boolean => size === members.length || members.length - size === 1;

const INTRODUCED =
  /^[^，。；：、（）0-9]{0,16}(?:（(?:分别[为是]?|即|包括|均为)?|[，,]?(?:分别[为是有]|依次[为是]|即(?![将使可时日便])|包括|[为是](?=[^，。；：]{2,12}、))|：)/u;

/** Who is named right behind the number of them: 两名工作人员（甲、乙）. Null: nobody is, or some only. */
export function enumeratedBehindCount(text: string, told: ToldCount): Enumeration | null {
  if (told.of !== "people") return null;
  const behind = text.slice(told.end, told.end + LONGEST);
  const found = INTRODUCED.exec(behind)?.[0];
  if (found === undefined) return namedByRole(text, told, behind);
  const tail = behind.slice(found.length);
  const inner = found.includes("（")
    ? (/^[^（）。\n]*(?=）)/.exec(tail)?.[0] ?? "")
    : (/^[^，。；\n（]*/.exec(withoutBrackets(tail))?.[0] ?? "");
  const isPerson = (each: string): boolean => nameAtEnd(each, true) !== null;
  const members = membersOf(inner, isPerson);
  if (members.length < 2 || !members.every(isPerson) || /等$|其中/.test(inner)) return null;
  const names = members.map((each) => nameAtEnd(each, true) ?? "");
  if (!names.some((name) => nameAtEnd(name, false) !== null)) return null;
  return { size: members.length, members: names, isOpen: false, start: told.end, end: told.end + found.length + inner.length };
}

/** 三名被告人吴军、郑勇、王芳: whoever is named right behind the word for them. */
function namedByRole(text: string, told: ToldCount, behind: string): Enumeration | null {
  const role = ROLE_OF_THEM.exec(behind)?.[0] ?? "";
  if (role === "") return null;
  const inner = /^[^，。；：\n（）]*/.exec(behind.slice(role.length))?.[0] ?? "";
  const [first = "", ...others] = inner.split("、");
  const last = others.pop();
  if (last === undefined || ![first, ...others].every((each) => each.length < 5 && nameAtEnd(each, false) === each)) return null;
  const joined = /^(?<one>\p{Script=Han}{2,3}?)(?:和|与|及|以及)(?<other>\p{Script=Han}{2,})/u.exec(last)?.groups;
  const isNamed = (each: string): boolean => [2, 3].some((length) => nameAtEnd(each.slice(0, length), false) !== null);
  const isJoined = joined !== undefined && isNamed(joined["one"] ?? "") && isNamed(joined["other"] ?? "");
  if (!isNamed(last)) return null;
  const members = [first, ...others, last.slice(0, 3), ...(isJoined ? [(joined["other"] ?? "").slice(0, 3)] : [])];
  return { size: members.length, members, isOpen: /等/.test(inner), start: told.end, end: told.end + role.length + inner.length };
}
const ROLE_OF_THEM = new RegExp(`^(?:[名位个]?)(?:${ROLE_WORDS.join("|")})`, "u");

const LIST = /[\p{Script=Han}A-Za-z·•（）]{2,24}(?:、[\p{Script=Han}A-Za-z·•（）]{2,24})+/gu;
/** The last of a list goes on with its sentence; one more may be joined to it. */
const JOINED = /^(\p{Script=Han}{2,3}?)(?:和|与|及|以及)(\p{Script=Han}{2,3})/u;

/** Wherever three people or more are named one beside the other. */
export const peopleEnumerated = readOnce(({ text }: CheckedDocument): readonly Enumeration[] =>
  [...text.matchAll(LIST)].flatMap((found): Enumeration[] => {
    const parts = withoutBrackets(found[0]).split("、");
    const [first = "", ...others] = parts;
    const last = (others.pop() ?? "").replace(ROLE_FIRST, "");
    const names = [first, ...others].map((each) => nameAtEnd(each, false));
    const joined = JOINED.exec(last)?.slice(1, 3) ?? [];
    const isJoined = joined.length === 2 && joined.every((each) => nameAtEnd(each, false) !== null);
    const isNamed = isJoined || [2, 3].some((length) => nameAtEnd(last.slice(0, length), false) !== null);
    const members = names.flatMap((each) => each ?? []);
    if (members.length !== names.length || !isNamed) return [];
    const end = found.index + found[0].length;
    const all = [...members, ...(isJoined ? joined : [last.slice(0, 3)])];
    return all.length > 2 ? [{ size: all.length, members: all, isOpen: /等/.test(last.slice(0, 5)), start: found.index, end }] : [];
  }),
);
