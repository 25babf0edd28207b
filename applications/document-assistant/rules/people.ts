import { readResidentId } from "@yuejian/identifiers";
import type { CheckedDocument } from "../document.ts";
import type { DocumentRule, RuleHit } from "../rule.ts";

/** How far before its number a person's sex and day of birth are told: within this many characters, and not before the number of another person. */
const BEFORE = 220;
const BEHIND = 60;
const NUMBER = /(?<![0-9A-Za-z])[1-9][0-9]{16}[0-9Xx](?![0-9A-Za-z])/g;
const SEX = /(?:(?<=[，。；、\s　：:（])|性别[：:　\s]*)([男女])(?=[，。；、\s　）（]|$)/g;
const BIRTH =
  /(?:(?:出生于|生于|出生日期[：:　\s]*)([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日)|(?:([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日(?=出?生))/g;

interface Told {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

function toldAt(found: RegExpExecArray, offset: number): Told {
  const groups = found.slice(1).filter((each) => each !== undefined);
  const isDay = groups.length > 1;
  const value = isDay ? groups.map((each, index) => each.padStart(index === 0 ? 4 : 2, "0")).join("-") : (groups[0] ?? "");
  const inner = isDay ? found[0].search(/[0-9]/) : found[0].lastIndexOf(value);
  return { value, start: offset + found.index + inner, end: offset + found.index + found[0].length };
}

interface Window {
  readonly from: number;
  readonly at: number;
  readonly until: number;
}

/** The last of what is told before a place, or the first behind it. */
function nearest(text: string, pattern: RegExp, { from, at, until }: Window): Told | null {
  const before = [...text.slice(from, at).matchAll(pattern)].at(-1);
  if (before) return toldAt(before, from);
  const [behind] = text.slice(at, until).matchAll(pattern);
  return behind ? toldAt(behind, at) : null;
}

interface NumberOfPerson {
  readonly sex: "男" | "女";
  readonly bornOn: string;
  readonly window: Window;
}

/** Every number that holds, with the stretch in which its person is described. */
function* numbersIn(text: string): Generator<NumberOfPerson> {
  let last = 0;
  const numbers = [...text.matchAll(NUMBER)];
  for (const [index, found] of numbers.entries()) {
    const [at, end] = [found.index, found.index + found[0].length];
    const window = { from: Math.max(last, at - BEFORE), at, until: Math.min(numbers[index + 1]?.index ?? text.length, end + BEHIND) };
    last = end;
    const reading = readResidentId(found[0]);
    if (!("code" in reading)) yield { sex: reading.value.sex === "male" ? "男" : "女", bornOn: reading.value.bornOn, window };
  }
}

function* sexes({ text }: CheckedDocument): Generator<RuleHit> {
  for (const { sex, window } of numbersIn(text)) {
    const told = nearest(text, SEX, window);
    if (told && told.value !== sex)
      yield {
        start: told.start,
        end: told.end,
        suggestion: sex,
        reason: { zh: `公民身份号码第 17 位表明是${sex}性`, en: `the resident id says ${sex === "男" ? "male" : "female"}` },
      };
  }
}

function* births({ text }: CheckedDocument): Generator<RuleHit> {
  const numbers = [...numbersIn(text)];
  for (const { bornOn, window } of numbers) {
    const told = nearest(text, BIRTH, window);
    // Where there is one person's number, every day of birth is that person's.
    const all = numbers.length === 1 ? [...text.matchAll(BIRTH)].map((found) => toldAt(found, 0)) : told ? [told] : [];
    const [year, month, day] = bornOn.split("-").map(Number);
    for (const { value, start, end } of all)
      if (value !== bornOn)
        yield {
          start,
          end,
          suggestion: null,
          reason: { zh: `公民身份号码表明出生日期是${year}年${month}月${day}日`, en: `the resident id says born on ${bornOn}` },
        };
  }
}

export const PEOPLE_RULES: readonly DocumentRule[] = [
  {
    id: "birth-against-id",
    title: { zh: "出生日期与身份号码不符", en: "Day of birth against the resident id" },
    severity: "error",
    source: "GB 11643-1999",
    find: births,
  },
  {
    id: "sex-against-id",
    title: { zh: "性别与身份号码不符", en: "Sex against the resident id" },
    severity: "error",
    source: "GB 11643-1999",
    find: sexes,
  },
];
