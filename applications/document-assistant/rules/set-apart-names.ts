import type { CheckedDocument } from "../document.ts";
import { isWrittenFor } from "../facts/alike.ts";
import { areToldApart } from "../facts/alike-on-purpose.ts";
import { factsOf } from "../facts/facts.ts";
import { BEFORE, endAt, isSurnamed, LONGEST_OF_A_CASE, NO_NAMES } from "../facts/name-at.ts";
import { type NameChange, variantsIn } from "../facts/name-variants.ts";
import { isOther, MASK } from "../facts/persons.ts";
import { ROLE_WORDS } from "../facts/roles.ts";
import { GIVEN, NO_PERSON } from "../facts/surnames.ts";
import type { RuleHit } from "../rule.ts";
import { told } from "./other-names.ts";

/** What people are called by, or the house that they are of. */
const HOUSE = "事务所|中心|检察部|大队|支队|派出所|律所|公司|医院|学校|法院|办公室";
const CALLED = `${ROLE_WORDS.join("|")}|[员师者警官]|[人员师者警官头主手长](?:为|是|系|叫)|名字(?:是|叫|为)|姓名|[名哥弟姐妹爸妈叔伯]叫|叫做|${HOUSE}`;
/** An item of a list, a cell, whoever speaks, what a label tells: it stands by itself, or behind what people are called by. */
const TOKEN = new RegExp(
  `(?<=^|[，。、；：:（(“\\t\\n　 的是为叫由请让对据]|${CALLED})(\\p{Script=Han}{2,4})(?=[，。、；：:（(）)”\\t\\n　 ]|$)`,
  "gu",
);
const CALLED_BEFORE = new RegExp(`(?:${CALLED})[：:（(\\s]*$`);
const PERSON_BEHIND =
  /^(?:[：:](?!\n)|，[男女]|（[^（）\n]{0,6}签|律师|医生|老师|女士|先生|同学|民警|之[父母子女妻夫]|的(?:供述|陈述|证言|辩解|签名))/;
const LONGEST_CALL = 12;
const SLIPS: ReadonlySet<NameChange> = new Set(["sound", "near-sound", "shape", "moved", "doubled"]);
/** In a longer list everybody may stand by himself. */
const MOST = 400;

/** A relative bears a name that is like it. */
const KIN = /(?:(?<!妻)子|[女父母兄弟姐妹哥侄舅姑姨爷奶甥伯叔孙])$/;

interface Place {
  readonly start: number;
  readonly end: number;
}

const PARTICLE = /[的得地了着在是被将把给让使而则但却所说称并且或已亦也均很没不我你他她它们和与及对向从于因由于以为]/;

/** Surnames that are words besides. */
const RARE = /^[应能干经元时原国公查战员计水平和强充步]/;

/** With a surname that is known part of the rest is of given names, else all of it. */
function isNameLike(name: string): boolean {
  if (NO_NAMES.has(name) || NO_PERSON.has(name.slice(0, 2)) || MASK.test(name) || /^[人方]|^[一甲乙丙丁各双对]方$/.test(name)) return false;
  if (name.length > 2 && isSurnamed(name)) return !PARTICLE.test(name);
  const given = Array.from(name.slice(1), (character) => GIVEN.has(character));
  return name.length > 2 ? (given.includes(true) || RARE.test(name)) && !PARTICLE.test(name) : !given.includes(false);
}

const isCalled = (text: string, start: number): boolean => CALLED_BEFORE.test(text.slice(Math.max(0, start - LONGEST_CALL), start));
const isPerson = (text: string, { start, end }: Place): boolean => isCalled(text, start) || PERSON_BEHIND.test(text.slice(end, end + 10));

/** Whether a name can stand there by what is on both sides. */
const isPlaced = (text: string, { start, end }: Place): boolean =>
  (BEFORE.test(text.slice(Math.max(0, start - 2), start)) || isCalled(text, start)) &&
  (endAt(text, end) > 0 || /[这那此]/.test(text.charAt(end)) || PERSON_BEHIND.test(text.slice(end, end + 10)));

/** Names of people by where they stand, whatever surname they bear: written once with a character that sounds or looks like the right one, with two that changed places, or one twice. */
function* slips(document: CheckedDocument): Generator<RuleHit> {
  const { text } = document;
  const tokens = new Map<string, number>();
  const { names } = factsOf(document);
  for (const { name, word, start } of names)
    if (word !== null && name.length > 2 && !MASK.test(name) && !name.includes("·") && !tokens.has(name)) tokens.set(name, start);
  for (const { index, 1: token = "" } of text.matchAll(TOKEN)) {
    const name = token.replace(/^[是为叫系]/, "");
    if (!tokens.has(name) && isNameLike(name)) tokens.set(name, index + token.length - name.length);
  }
  if (tokens.size > MOST) return;
  for (const [name, first] of tokens) {
    const right = { start: first, end: first + name.length };
    for (const { start, end, wrong, change } of variantsIn(text, name)) {
      const place = { start, end };
      if (!SLIPS.has(change) || text.split(wrong, 3).length > 2 || !isPlaced(text, place)) continue;
      // Of two that stand once each the later is told.
      if (first > start && text.split(name, 3).length === 2) continue;
      if (KIN.test(text.slice(0, start)) && !KIN.test(text.slice(0, first))) continue;
      const other = names.find((each) => each.start === start && each.word !== null);
      if (other && isOther(other, { groups: new Set(names.flatMap((each) => (each.name === name ? [each.role] : []))) })) continue;
      const isAgain = name.length > 2 && text.split(name, 3).length > 2;
      const signs =
        Number(isPerson(text, place)) + Number(isPerson(text, right)) + Number(isAgain && (isSurnamed(name) || RARE.test(name)));
      if (signs < (name.length > 2 ? 1 : 2) || areToldApart(text, place, right)) continue;
      yield told({ name: wrong, start, end }, [{ name }]);
    }
  }
}

const DOTTED = /(?<=(\p{Script=Han}{1,8}))[·•・](\p{Script=Han}{2,8})/gu;
const HOLDS_SENTENCE = /[的得在再与于予以已由有又为是使时及和到对向从因系称说]/;
const LEAST_HEAD = 2;

const sharedEnd = (one: string, other: string): number => {
  let length = 0;
  while (length < Math.min(one.length, other.length) && one.at(-1 - length) === other.at(-1 - length)) length += 1;
  return length;
};

/** 哈尼扎·木拉提, 哈尼扎·木拉堤: of two whose names begin alike one character that sounds or looks like the other. */
function* dotted(text: string): Generator<RuleHit> {
  const all = [...text.matchAll(DOTTED)];
  if (all.length > MOST) return;
  for (const [number, { index, 1: head = "", 2: written = "" }] of all.entries())
    for (const { 1: otherHead = "", 2: other = "" } of all.slice(0, number)) {
      const shared = sharedEnd(head, otherHead);
      let at = 0;
      while (at < written.length && written.charAt(at) === other.charAt(at)) at += 1;
      const [one, two] = [written.charAt(at), other.charAt(at)];
      if (shared < LEAST_HEAD || at === 0 || one === "" || two === "" || HOLDS_SENTENCE.test(one + two) || !isWrittenFor(one, two))
        continue;
      const start = index - shared;
      const name = text.slice(start, index + 1 + at);
      if (text.split(name + one, 3).length > 2) continue;
      yield told({ name: name + one, start, end: start + name.length + 1 }, [{ name: name + two }]);
      break;
    }
}

/** 案件管理中心沙万里, 案件管理中心沙千里负责: of one house, of one surname and with the same last character. */
const OF_HOUSE = new RegExp(`(\\p{Script=Han}{2}(?:${HOUSE}))(\\p{Script=Han}{3})(?=\\P{Script=Han}|$|[负汇介提说认参在已的])`, "gu");

function* colleagues(text: string): Generator<RuleHit> {
  const known = new Map<string, string>();
  for (const { index, 0: whole, 1: house = "", 2: name = "" } of text.matchAll(OF_HOUSE)) {
    if (!isSurnamed(name) || /[了的一二三四五六七八九十]/.test(name)) continue;
    const key = house + name.charAt(0) + name.charAt(2);
    const other = known.get(key);
    if (other === undefined) known.set(key, name);
    else if (other !== name && text.split(name, 3).length < 3) {
      const end = index + whole.length;
      yield told({ name, start: end - name.length, end }, [{ name: other }]);
    }
  }
}

const KIN_NAMED =
  /我(?:家|的|大|二|小|老|堂|表)?(?:[哥弟姐妹爸妈爹娘叔伯舅姑姨侄儿女妻夫]|丈夫|妻子|老[公婆]|儿子|女儿|[父母]亲|爷爷|奶奶|侄子|外甥)(\p{Script=Han}{3})/gu;
const TO_WHOM = /[问找叫喊等让跟对给陪带把是]$/;

/** 我哥雷鸣春, of whom his family says 鸣春: his name without the surname. */
function* family(text: string): Generator<RuleHit> {
  for (const { index, 0: whole, 1: name = "" } of text.matchAll(KIN_NAMED)) {
    if (!isSurnamed(name) || NO_NAMES.has(name.slice(0, 2)) || MASK.test(name)) continue;
    const end = index + whole.length;
    for (const { start, end: to, wrong, change } of variantsIn(text, name.slice(1)))
      if (change !== "other" && change !== "added" && start > end && TO_WHOM.test(text.slice(0, start)) && text.split(wrong, 3).length < 3)
        yield told({ name: wrong, start, end: to }, [{ name: name.slice(1) }]);
  }
}

const MASKED = /\p{Script=Han}某[甲乙丙丁戊己]/gu;
/** With more of one surname nobody can say who is meant. */
const MOST_MASKED = 3;

/** 向某甲 and 向某乙 again and again, and once, where a sentence begins, 向某丙, of whom nothing is told. */
function* masked(text: string): Generator<RuleHit> {
  const by = Map.groupBy(text.matchAll(MASKED), ([name]) => name);
  if (by.size > MOST_MASKED) return;
  for (const [name, [place, ...more]] of by) {
    if (!place || more.length > 0) continue;
    const { index: start } = place;
    const others = [...by].filter(([other, places]) => other !== name && other.startsWith(name.slice(0, 2)) && places.length > 1);
    const isAlone = /(?:^|[。；\n])$/.test(text.slice(0, start)) && !/^[、和与及（，]/.test(text.slice(start + name.length));
    if (others.length > 1 && isAlone)
      yield told(
        { name, start, end: start + name.length },
        others.map(([other]) => ({ name: other })),
      );
  }
}

const NO_NAME = /[一二三四五六七八九十百千万零的了与和及或等某甲乙丙丁收涉本]/;
const STRETCH = 4;

/** Four characters that stand again and again, and once with two of them changed: 吉克拉铁, 吉克铁拉. */
function* changedPlaces(text: string): Generator<RuleHit> {
  const places = new Map<string, number[]>();
  for (const { index, 0: run } of text.matchAll(/\p{Script=Han}{4,}/gu))
    for (let at = 0; at + STRETCH <= run.length; at += 1) {
      const stretch = run.slice(at, at + STRETCH);
      const known = places.get(stretch);
      if (known) known.push(index + at);
      else places.set(stretch, [index + at]);
    }
  for (const [right, { length }] of places) {
    if (length < 2 || NO_NAME.test(right)) continue;
    for (const at of [1, 2]) {
      const wrong = right.slice(0, at) + right.charAt(at + 1) + right.charAt(at) + right.slice(at + 2);
      const [start, ...more] = places.get(wrong) ?? [];
      if (wrong !== right && start !== undefined && more.length === 0)
        yield told({ name: wrong, start, end: start + STRETCH }, [{ name: right }]);
    }
  }
}

/** Names that no list tells, by where they stand and how often. */
export function* setApartNames(document: CheckedDocument): Generator<RuleHit> {
  const { text } = document;
  if (text.length > LONGEST_OF_A_CASE) return;
  yield* slips(document);
  yield* dotted(text);
  yield* colleagues(text);
  yield* family(text);
  yield* masked(text);
  yield* changedPlaces(text);
}
