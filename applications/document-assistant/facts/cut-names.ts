import type { CheckedDocument } from "../document.ts";
import { isWrittenFor } from "./alike.ts";
import { ALSO_WORDS, BEFORE, endAt, isOrganisation, isWholeName, LONGEST_OF_A_CASE, surnameLength, wordAt } from "./name-at.ts";
import { placesOf } from "./name-variants.ts";
import { readOnce } from "./read-once.ts";
import { ROLE_WORDS } from "./roles.ts";
import { GIVEN, NO_PERSON, SURNAMES, WORDLIKE_SURNAMES } from "./surnames.ts";

/** A word for people at the end, of those that are known or of those that no list has whole. */
const AFTER_PERSON = new RegExp(`(?:${ROLE_WORDS.join("|")}|[员师者警])(?:（[^（）\\n]{1,12}）)?[：:　\\s]*$`);
/** A surname that ends a word, and 包工. */
const WORD_BEFORE = /[工过流日路议课规章全行历]程|[现资奖税押租罚佣定基本黄白合]金|[地对双甲乙各警校厂店资买卖]方|[汽货客轿停行]车|.包/;
/** Surnames that hold a sentence together. */
const GOVERNS = /^[于和从向]/;
/** Characters with which names of other peoples begin, of which a place begins as well. */
const SYLLABLE = /^[阿木吉古买沙麦塔]/;
const SURNAME_AT = new RegExp(
  `[${[...SURNAMES].filter(({ length }) => length === 1).join("")}]|${[...SURNAMES].filter(({ length }) => length > 1).join("|")}`,
  "g",
);

/** Whether a name is awaited at a place: behind a mark, a word that people follow or a word for people. */
export const isAwaited = (text: string, at: number): boolean =>
  BEFORE.test(text.slice(Math.max(0, at - 2), at)) || AFTER_PERSON.test(text.slice(Math.max(0, at - 24), at));

/** Where a name of surname and one more character stands once, and everywhere else goes on with the same last character: the whole names by the places where they are cut short. */
export const cutNamesIn = readOnce(({ text }: CheckedDocument): ReadonlyMap<number, string> => {
  const cut = new Map<number, string>();
  if (text.length > LONGEST_OF_A_CASE) return cut;
  const shorts = new Set<string>();
  for (const { index } of text.matchAll(SURNAME_AT)) {
    const length = surnameLength(text, index) + 1;
    if (GIVEN.has(text.charAt(index + length - 1))) shorts.add(text.slice(index, index + length));
  }
  for (const short of shorts) {
    if (NO_PERSON.has(short.slice(0, 2)) || SYLLABLE.test(short)) continue;
    const whole = wholeOf(text, short);
    if (whole) cut.set(whole.at, whole.name);
  }
  return cut;
});

function wholeOf(text: string, short: string): { readonly name: string; readonly at: number } | null {
  const { length } = short;
  const places = [...placesOf(text, short)];
  if (places.length < 2) return null;
  const goesOn = (at: number): boolean => {
    const character = text.charAt(at + length);
    return GIVEN.has(character) && !ALSO_WORDS.has(character) && endAt(text, at + length) < 2;
  };
  const [alone, ...more] = places.filter((at) => !goesOn(at));
  const wholes = places.filter(goesOn);
  if (alone === undefined || more.length > 0) return null;
  const [next, ...others] = new Set(wholes.map((at) => text.charAt(at + length)));
  const name = short + (next ?? "");
  // Another character for the last is no cut.
  if (next !== undefined && (wordAt(text, alone + length) ?? "").length < 2 && isWrittenFor(next, text.charAt(alone + length))) return null;
  if (next === undefined || others.length > 0 || !isWholeName(name)) return null;
  if (wholes.every((at) => endAt(text, at + length + 1) === 0)) return null;
  // 李明前后: a sentence goes on with the same character.
  if (wholes.every((at) => endAt(text, at + length) > 0)) return null;
  if (places.some((at) => isOrganisation(text, at + length))) return null;
  if (!places.some((at) => isAwaited(text, at))) return null;
  const isLoose = GOVERNS.test(short) || (WORDLIKE_SURNAMES.has(short.charAt(0)) && endAt(text, alone + length) < 2);
  if (isLoose && !isAwaited(text, alone)) return null;
  if (places.some((at) => WORD_BEFORE.test(text.slice(Math.max(0, at - 1), at + 1)))) return null;
  return endAt(text, alone + length) > 0 ? { name, at: alone } : null;
}
