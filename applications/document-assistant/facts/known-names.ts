import type { CheckedDocument } from "../document.ts";
import {
  BEFORE,
  type Candidate,
  candidateAt,
  chosen,
  dottedAt,
  endAt,
  isAllGiven,
  isPlacedAsName,
  isSurnamed,
  LONGEST_OF_A_CASE,
  NEVER_IN_NAME,
} from "./name-at.ts";
import { DESCRIBED, isBareName, type NamedPlace, ROLE_BEFORE } from "./names.ts";
import { GIVEN, SURNAMES, WORDLIKE_SURNAMES } from "./surnames.ts";

/** How often a name without a word for people has to stand so that it is believed, and how often with marks or fitting words on both sides. */
const spokenEnough = (name: string): readonly [stands: number, placed: number] =>
  WORDLIKE_SURNAMES.has(name.charAt(0)) ? [4, 3] : name.length > 2 ? [2, 1] : [2, 2];

/** The end of a word for people of which no list is whole: 安全管理员, 业主代表. */
const AFTER_PERSON = /[员师长工者民主表手属妻子女儿父母兄弟姐妹友人家客台板商贩官警徒]$/;

const SURNAME_AT = new RegExp(
  `(?:${[...SURNAMES].filter((surname) => surname.length > 1).join("|")}|[${[...SURNAMES].filter((surname) => surname.length === 1).join("")}])(?=\\p{Script=Han})`,
  "gu",
);

/** The names that may be meant: up to where something surely goes on, else the longer where it may end, else the shorter. */
function perhapsAt(text: string, at: number, { short, long }: Candidate): string[] {
  const [endsShort, endsLong] = [endAt(text, at + short.length), long === short ? 0 : endAt(text, at + long.length)];
  const name = endsShort === 2 ? short : endsLong > 0 ? long : endsShort > 0 ? short : null;
  return name === null || NEVER_IN_NAME.test(name) ? [] : [name];
}

/** Where a name with a dot begins: behind a mark or a word that people follow. */
const DOT_BEGINS = /(?<=^|[\p{P}\s对被将由向与和人给仅是]|发现)\p{Script=Han}{2,6}(?=·\p{Script=Han}{2})/gmu;

/** Characters that names of other peoples are written with, one for a syllable. */
const SYLLABLES: ReadonlySet<string> = new Set(
  Array.from(
    "阿艾巴白班贝比布才仓次措达丹旦丁德地登顿朵多尔尕盖甫古格贡果哈罕合胡吉加嘉江金卡康克拉来兰朗勒里力丽列罗洛麦买玛曼孟米明木姆穆那纳娜尼努诺帕朋彭平普琪恰强钦青曲热仁日瑞若萨赛桑沙斯松苏孙索塔台泰提图土吐娃旺维翁乌吾西夏肖雅亚央扬耶依衣伊因尤玉元云则扎泽增珍卓珠准孜子宗呷嘎",
  ),
);

const isTransliterated = (name: string): boolean => Array.from(name).every((character) => SYLLABLES.has(character));

/** The first cell of a row, and what stands behind a label until the end of its line. */
const CELL = /^(\p{Script=Han}{2,5})(?=[　\t])|[：:　]\s*(\p{Script=Han}{2,5})$/gmu;

/** A name with a dot between two marks or words that people follow. */
const WITH_DOT = /(?<=[\p{P}\s对被将由向与和人给])([\p{Script=Han}]{2,6}·[\p{Script=Han}]{2,5})(?=[\p{P}\s])/gu;

interface Spoken {
  /** Surely names. */
  readonly sure: readonly string[];
  /** Names, if what is like them is one. */
  readonly perhaps: readonly string[];
  readonly once: readonly string[];
}

/** Names that stand again and again without a word for people. */
function spokenOf(text: string): Spoken {
  const [counts, loose] = [new Map<string, number>(), new Set<string>()];
  for (const { index: at } of text.matchAll(SURNAME_AT)) {
    const candidate = candidateAt(text, at, false);
    if (!candidate) continue;
    const lead = text.slice(Math.max(0, at - 2), at);
    if (BEFORE.test(lead) || AFTER_PERSON.test(lead)) for (const name of perhapsAt(text, at, candidate)) loose.add(name);
    if (!isAllGiven(candidate.short)) continue;
    const name = chosen(text, at, candidate, counts);
    if (GIVEN.has(name.charAt(name.length - 1)) && isPlacedAsName(text, at, at + name.length))
      counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const sure = [...counts]
    .filter(([name, placed]) => {
      const [stands, least] = spokenEnough(name);
      return placed >= least && text.split(name, stands + 1).length > stands;
    })
    .sort(([, one], [, other]) => other - one)
    .map(([name]) => name);
  const isOften = (name: string): boolean => text.split(name, 3).length > 2;
  const perhaps = [...loose].filter((name) => !WORDLIKE_SURNAMES.has(name.charAt(0)) && isOften(name));
  const once =
    text.length > LONGEST_OF_A_CASE
      ? []
      : [
          ...[...text.matchAll(DOT_BEGINS)].flatMap(({ index }) => dottedAt(text, index, []) ?? []),
          ...[...text.matchAll(CELL)]
            .map(([, first, last = ""]) => first ?? last)
            .filter((name) => name.length > 2 && isTransliterated(name)),
          ...[...loose].filter((name) => isAllGiven(name) && !isOften(name)),
        ];
  for (const [, name = ""] of text.matchAll(WITH_DOT)) if (text.split(name, 4).length > 3) perhaps.push(name);
  return { sure, perhaps, once };
}

const isOnlyBeginning = (text: string, name: string, whole: string): boolean =>
  whole !== name && whole.startsWith(name) && text.split(name).length - text.split(whole).length < 2;

/** A name without a surname that is known, read as far as all mentions but one go on alike: 卓玛 → 卓玛央宗. */
function extended(text: string, name: string): string {
  let whole = name;
  while (whole.length < 14) {
    const behind = [...text.matchAll(new RegExp(`${whole}([\\p{Script=Han}·])`, "gu"))].map(([, next = ""]) => next);
    const stands = text.split(whole).length - 1;
    const [most] = [...Map.groupBy(behind, (each) => each)].sort(([, one], [, other]) => other.length - one.length);
    if (!most || most[1].length < 3 || most[1].length < stands - 1 || NEVER_IN_NAME.test(most[0])) break;
    whole += most[0];
  }
  return whole;
}

/** People that a document can be about: of more names the most frequent are taken. */
const MOST_NAMES = 40;

const MOST_ONCE = 150;

export interface KnownNames {
  readonly known: ReadonlySet<string>;
  /** Names that stand twice or more and are not known so surely. */
  readonly perhaps: ReadonlySet<string>;
  /** Names that stand once between words that names stand between. */
  readonly once: ReadonlySet<string>;
}

/** Names of people who are described, and those that follow their words twice or more or, once told so, stand in the text again. */
export function knownNames(
  { text }: CheckedDocument,
  places: readonly NamedPlace[],
  heads: readonly { readonly name: string }[],
): KnownNames {
  const counts = new Map<string, number>();
  for (const { name } of places) counts.set(name, (counts.get(name) ?? 0) + 1);
  const described = [
    ...new Set([...heads.map(({ name }) => name), ...[...text.matchAll(DESCRIBED)].map(([, name = ""]) => name.replace(ROLE_BEFORE, ""))]),
  ].filter((name) => counts.has(name) || isSurnamed(name) || (name.length > 2 && text.split(name, 3).length > 2));
  const repeated = [...counts].filter(([, count]) => count > 1).sort(([, one], [, other]) => other - one);
  const again = [...counts].filter(
    ([name, count]) => count === 1 && text.indexOf(name) !== text.lastIndexOf(name) && (isSurnamed(name) || isBareName(text, name)),
  );
  const told = new Set([...described, ...repeated.map(([name]) => name), ...again.map(([name]) => name)].slice(0, MOST_NAMES));
  // 颂猜·布恩, read where 颂猜·布恩米 is written wrongly once: the beginning of a name that stands alone once is nobody's.
  for (const name of told)
    if (!described.includes(name) && told.values().some((other) => isOnlyBeginning(text, name, other))) told.delete(name);
  const spoken = spokenOf(text);
  const isNew = (name: string): boolean => !told.values().some((other) => other.includes(name) || name.includes(other));
  for (const name of Array.from(told)) if (!isSurnamed(name) || name.includes("·")) told.add(extended(text, name));
  const known = new Set([...told, ...spoken.sure.filter(isNew)].slice(0, MOST_NAMES));
  return {
    known,
    perhaps: new Set(spoken.perhaps.filter((name) => isNew(name) && !known.has(name)).slice(0, MOST_NAMES)),
    once: new Set(
      [...(text.length > LONGEST_OF_A_CASE ? [] : counts.keys()), ...heads.map(({ name }) => name), ...spoken.once]
        .filter((name) => !known.has(name) && !spoken.perhaps.includes(name))
        .slice(0, MOST_ONCE),
    ),
  };
}
