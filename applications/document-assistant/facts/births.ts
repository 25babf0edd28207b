import { isoDate, isRealDate } from "@yuejian/identifiers";
import type { CheckedDocument } from "../document.ts";
import { isBirthDay } from "./birth-days.ts";
import { monthsOfBirthIn } from "./birth-months.ts";
import { daysIn } from "./dates.ts";
import { factsOf } from "./facts.ts";
import { ownerAt } from "./heads.ts";
import { readOnce } from "./read-once.ts";
import { startOf } from "./sentences.ts";

/** A birth that a text tells, by its day, its month or a number. */
export interface Birth {
  /** ISO; its first and its last day. */
  readonly on: string;
  readonly until: string;
  /** Whoever is described there; null: it is not known. */
  readonly name: string | null;
  /** The words before it in its sentence, behind the birth before. */
  readonly lead: string;
  /** The last of them, by which he may be called again. */
  readonly called: string | null;
  readonly start: number;
  readonly end: number;
}

type Bare = Omit<Birth, "lead" | "called">;

/** The number of a resident whose last figures are not told. */
const MASKED = /(?<![0-9A-Za-z])[1-9][0-9]{5}((?:19|20)[0-9]{2})(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])(?=[0-9]{0,3}[×xX*＊]{1,4})/g;
const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
/** Date of birth / 12 MAR 2006 */
const ABROAD = /birth[^0-9A-Za-z]{0,8}([0-3]?[0-9])[\s./-]([A-Z]{3})[a-z]*[\s./-]((?:19|20)[0-9]{2})/gi;
/** 学籍卡把出生日期登记为……，户口簿登记为……: what papers tell of a birth in one sentence. */
function registered(text: string): Omit<Bare, "name">[] {
  if (!/出生|生日|身份证|户口/.test(text)) return [];
  return daysIn(text).flatMap(({ on, start, end }) =>
    /(?:登记|记载|显示|载明|填写|写|填|记|日期)(?:[为成]|的?是|着)$/.test(text.slice(Math.max(0, start - 6), start)) &&
    /出生|生日|身份证|户口|(?<![发产])生的/.test(text.slice(startOf(text, start, "。；\n"), start))
      ? [{ on, until: on, start, end }]
      : [],
  );
}

/** Every birth of which the day, or the month, can be told, in the order of the text. */
export const birthsIn = readOnce((document: CheckedDocument): readonly Birth[] => {
  const { text } = document;
  const facts = factsOf(document);
  const { births, numbers } = facts;
  const nameAt = (at: number): string | null => ownerAt(text, facts, at)?.name ?? null;
  const day = (on: string, start: number, end: number): Bare => ({ on, until: on, name: nameAt(start), start, end });
  const told: Bare[] = [
    ...births.map(({ value, ...birth }) => ({ ...birth, on: value, until: value })),
    ...numbers.map(({ bornOn, name, start, end }) => ({ on: bornOn, until: bornOn, name, start, end })),
    ...monthsOfBirthIn(text, facts),
    ...[...text.matchAll(MASKED)].map(({ index, 0: { length }, 1: year, 2: month, 3: of }) =>
      day(`${year}-${month}-${of}`, index, index + length),
    ),
    ...[...text.matchAll(ABROAD)].flatMap(({ index, 0: { length }, 1: of, 2: month = "", 3: year }) => {
      const on = isoDate(Number(year), MONTHS.indexOf(month.toUpperCase()) + 1, Number(of));
      return isRealDate(on) ? [day(on, index, index + length)] : [];
    }),
    ...registered(text).map((birth) => ({ ...birth, name: nameAt(birth.start) })),
    // Answers to the question when people were born, and columns of births.
    ...daysIn(text).flatMap((each) => (isBirthDay(text, each) ? [{ ...day(each.on, each.start, each.end), name: null }] : [])),
  ].filter(({ on }) => isRealDate(on));
  const sorted = told
    .toSorted((one, other) => one.start - other.start)
    .filter((each, at, all) => at === 0 || each.start >= (all[at - 1]?.end ?? 0));
  return believed(
    text,
    sorted.map((birth, at) => {
      const from = Math.max(sorted[at - 1]?.end ?? 0, startOf(text, birth.start, "。；\n"), birth.start - REACH);
      const lead = text.slice(from, birth.start);
      return { ...birth, lead, called: CALLED.exec(lead)?.[1] ?? null };
    }),
  );
});
const REACH = 48;
/** 钱某（, 男方贾志鹏出生于 */
const CALLED =
  /([\p{Script=Han}·]{1,6}[0-9]?)(?:[（(，,][男女]?性?[，,]?|的?(?:出生(?:日期|时间|于)?|生日|生于|生)|系|是|为|登记为|记载为|[：:]|\s)*$/u;

/** 户口簿无误: of what papers tell of one birth the one that is said to be right. */
const RIGHT = /(?:以)?([\p{Script=Han}]{2,6}?)(?:的?记载|的?登记|所载|上的)?(?:日期|时间)?(?:为准|无误|属实|真实|准确|正确)/gu;
function believed(text: string, births: readonly Birth[]): readonly Birth[] {
  const papers = [...text.matchAll(RIGHT)].flatMap(([, paper]) => (paper === undefined ? [] : [paper]));
  const right = births.filter(({ lead }) => papers.some((paper) => (/[^，：；（]*$/.exec(lead)?.[0] ?? "").includes(paper)));
  const [only] = right;
  if (!only || new Set(right.map(({ on }) => on)).size > 1) return births;
  return births.filter((birth) => right.includes(birth) || (birth.name !== null && birth.name !== only.name));
}
