import type { DocumentFacts } from "./facts.ts";
import { isDescribed, isSurnamed, isWholeName } from "./name-at.ts";
import { placesOf } from "./name-variants.ts";
import type { NamedPlace } from "./names.ts";
import { SETTLED } from "./roles.ts";
import { GIVEN, NO_PERSON, WORDLIKE_SURNAMES } from "./surnames.ts";

/** Everything that is told of who is called by a name. */
export interface Person {
  readonly name: string;
  readonly count: number;
  /** The words by which he is called, each for all that mean the same; null: named without one. */
  readonly groups: ReadonlySet<string | null>;
  readonly isDescribed: boolean;
  /** By sex, day of birth or number: of one person once. */
  readonly isIdentified: boolean;
  /** The two characters before each mention. */
  readonly leads: ReadonlySet<string>;
  /** Known by more than one mention. */
  readonly isKnown: boolean;
}

export const MASK = /[某×＊*xX]/;
/** Words that no name begins with. */
const NO_NAME = /^[第的和及与或等向从对于被由将在为以其]/;
/** What no name has in it, and what names of places end with. */
const NO_NAME_HOLDS = /[的了着被该等把让给使按]|工程|公司|银行|[村镇县市区乡]$/;

/** Whether somebody can be called so at all. */
export const isNameable = (name: string): boolean =>
  !NO_NAME_HOLDS.test(name) && (!NO_NAME.test(name) || (isSurnamed(name) && GIVEN.has(name.charAt(1))));

export const isIdentified = (text: string, end: number): boolean =>
  /^(?:（[^（）\n男女]{1,40}）)?[，；：\s（]*(?:性别|[男女]性?[，；。）\s]|[12][0-9]{3}[年.-]|(?:公民|居民)?身份证?号)/u.test(
    text.slice(end, end + 60),
  );

/** So often a word of surname and given name stands only where it is somebody's. */
const OFTEN = 3;

/** Whoever is named: those who are known, those who perhaps are, and those who are named once. */
export function personsIn(
  text: string,
  { names, known, perhaps, once }: Pick<DocumentFacts, "names" | "known" | "perhaps" | "once">,
): Person[] {
  const persons = [...new Set([...known, ...perhaps, ...once])]
    .filter(isNameable)
    .map((name) => personOf(text, name, { names, isKnown: known.has(name) }))
    // 向自然人, 易制毒: such words are names only where a word for people says so.
    .filter(
      ({ name, groups, isDescribed: isTold, isKnown, count }) =>
        name.length > 2 ||
        !WORDLIKE_SURNAMES.has(name.charAt(0)) ||
        groups.size > 0 ||
        isTold ||
        (isKnown && count > OFTEN && isWholeName(name) && !NO_PERSON.has(name)),
    )
    .sort((one, other) => other.count - one.count);
  // The beginning of a name is nobody's.
  return persons.filter(
    ({ name, count }) => !persons.some((other) => other.name !== name && other.name.startsWith(name) && other.count >= count),
  );
}

/** A day of birth, which nothing that was done follows, or the number that holds it. */
const BORN =
  /([12][0-9]{3})(?:年|[-.])([0-9]{1,2})(?:月|[-.])([0-9]{1,2})(?=日?(?:出?生|[，,。；;、）)\s\u3000]|$))|(?<![0-9])[0-9]{6}([12][0-9]{3})([0-9]{2})([0-9]{2})[0-9]{3}[0-9Xx]/g;
/** Days of birth that are told right behind a name. */
const birthsAt = (text: string, end: number): ReadonlySet<string> =>
  new Set(
    (/^[^。\n]*/.exec(text.slice(end, end + 80))?.[0] ?? "")
      .matchAll(BORN)
      .map(([, ...parts]) => parts.flatMap((part) => (part === undefined ? [] : Number(part))).join("-")),
  );

/** Whether it is told where a name ends, by day of birth or number, that he is somebody else than who is so called. */
export function isAnother(text: string, end: number, name: string): boolean {
  const own = birthsAt(text, end);
  if (own.size === 0 || !isIdentified(text, end)) return false;
  return [...placesOf(text, name)].some((start) => {
    const other = birthsAt(text, start + name.length);
    return other.size > 0 && isIdentified(text, start + name.length) && other.isDisjointFrom(own);
  });
}

export function personOf(
  text: string,
  name: string,
  { names, isKnown }: { readonly names: readonly NamedPlace[]; readonly isKnown: boolean },
): Person {
  const starts = [...placesOf(text, name)];
  return {
    name,
    count: starts.length,
    groups: new Set(names.flatMap((place) => (place.name === name ? [place.role] : []))),
    isDescribed: starts.some((start) => isDescribed(text, start + name.length)),
    isIdentified: starts.some((start) => isIdentified(text, start + name.length)),
    leads: new Set(starts.map((start) => text.slice(Math.max(0, start - 2), start))),
    isKnown,
  };
}

/** Ends of words for relatives. */
const KIN = /[子女妻夫父母兄弟姐妹哥侄舅姑姨婆公爷奶嫂甥伯叔]$/;

const OFFICIALS: ReadonlySet<string> = new Set(["检察官", "书记员"]);

/** Called by a word for somebody else than whoever bears the right name: a relative, a victim where that one is accused, an official who is nothing else. */
export function isOther({ role, word }: NamedPlace, { groups }: Pick<Person, "groups">): boolean {
  if (role === null || groups.has(role)) return false;
  if (OFFICIALS.has(role) || (word !== null && KIN.test(word))) return true;
  return SETTLED.has(role) && [...groups].some((group) => group !== null && SETTLED.has(group));
}
