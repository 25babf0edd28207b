import { readDate, readResidentId } from "@yuejian/identifiers";
import type { NamedPlace } from "./names.ts";
import { ACCUSED } from "./roles.ts";

/** How far before its number a person's sex and day of birth are told: within this many characters, and not before the number of another person. */
const BEFORE = 220;
const BEHIND = 60;
const NUMBER = /(?<![0-9A-Za-z])[1-9][0-9]{16}[0-9Xx](?![0-9A-Za-z])/g;
const SEX = /(?:(?<=[，。；、\s　：:（])|性别[：:　\s]*)([男女])(?=[，。；、\s　）（]|$)/g;
/** 一九七三年二月七日 */
const IN_HAN = "[一二][〇零○一二三四五六七八九]{3}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日";
const BIRTH = new RegExp(
  `(?:出生于|生于|出生日期[：:　\\s]*)([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日|([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日(?=出?生)|(?:出生于|生于|出生日期[：:　\\s]*)(${IN_HAN})|(${IN_HAN})(?=出?生)`,
  "g",
);

/** What is told of somebody, and where. */
export interface Told {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** A resident id that holds, and what is told of its person beside it. */
export interface PersonNumber extends Told {
  /** Null: no name stands before it in its paragraph. */
  readonly name: string | null;
  readonly sex: "男" | "女";
  /** ISO. */
  readonly bornOn: string;
  readonly toldSex: Told | null;
  readonly toldBirth: Told | null;
}

/** A day of birth that is told, ISO, and of whom. */
export interface PersonBirth extends Told {
  readonly name: string | null;
}

function toldAt(found: RegExpExecArray, offset: number): Told {
  const inHan = found[7] ?? found[8];
  if (inHan !== undefined) {
    const reading = readDate(inHan.replaceAll("○", "〇"));
    const start = offset + found.index + found[0].indexOf(inHan);
    return { value: "code" in reading ? "" : reading.value, start, end: start + inHan.length };
  }
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

/** Every resident id that holds, with what is told of its person between the number of the one before and the next. */
export function personNumbers(text: string, names: readonly NamedPlace[]): PersonNumber[] {
  let last = 0;
  const numbers = [...text.matchAll(NUMBER)];
  return numbers.flatMap((found, index) => {
    const [at, end] = [found.index, found.index + found[0].length];
    const window = { from: Math.max(last, at - BEFORE), at, until: Math.min(numbers[index + 1]?.index ?? text.length, end + BEHIND) };
    last = end;
    const reading = readResidentId(found[0]);
    if ("code" in reading) return [];
    const { sex, bornOn } = reading.value;
    return {
      value: found[0].toUpperCase(),
      start: at,
      end,
      name: subjectAt(text, names, at) ?? headAt(text, names, window),
      sex: sex === "male" ? "男" : "女",
      bornOn,
      toldSex: nearest(text, SEX, window),
      toldBirth: nearest(text, BIRTH, window),
    } satisfies PersonNumber;
  });
}

/** Of whom a form is that tells a number in a line of its own: the last name before it, with nothing but short lines between. */
function headAt(text: string, names: readonly NamedPlace[], { from, at }: Window): string | null {
  const named = names.findLast(({ start, end }) => start >= from && end <= at);
  const isOwn = named?.role === ACCUSED || named?.word === "被询问人" || named?.word === null;
  return named && isOwn && !/[。；]/.test(text.slice(named.end, at)) ? named.name : null;
}

/** Who is spoken of at a place: the last name before it in its paragraph. */
export function subjectAt(text: string, names: readonly NamedPlace[], at: number): string | null {
  const paragraph = text.lastIndexOf("\n", at - 1) + 1;
  const described = [...text.slice(paragraph, at).matchAll(/(?:^|[人：，。；：\s　])([\p{Script=Han}]{2,4})，[男女]，/gu)].at(-1);
  const describedAt = described ? paragraph + described.index + described[0].indexOf(described[1] as string) : -1;
  const named = names.findLast(({ start, end }) => end <= at && start >= paragraph);
  return described && describedAt > (named?.start ?? -1) ? (described[1] as string) : (named?.name ?? null);
}

/** Every day of birth that a text tells. */
export function birthsIn(text: string, names: readonly NamedPlace[]): PersonBirth[] {
  return [...text.matchAll(BIRTH)]
    .map((found) => toldAt(found, 0))
    .filter(({ value }) => value !== "")
    .map((told) => ({ ...told, name: subjectAt(text, names, told.start) }));
}
