import type { DocumentCaseDay } from "@yuejian/contracts";
import { writeHanNumber } from "@yuejian/identifiers";
import type { Member } from "../cast.ts";
import { type CaseRecord, type Piece, slot } from "../draft.ts";
import { type DayForm, dayIn, durationText, later, monthsOn, yearsOn } from "../forms.ts";
import { type Course, type Story, suspectsOf } from "../story.ts";

/** 两 before a measure word, 二 nowhere. */
export const several = (value: number): string => (value === 2 ? "两" : writeHanNumber(value));
/** How many stand behind `prefix/` in the document. */
export const many = (prefix: string, value: number, isHan = true): Piece =>
  slot(isHan ? several(value) : String(value), "count", `of ${prefix}`, value);

/** A number that is no money: people, trees, cubic metres; it adds up like money. */
export const bare = (key: string, value: number): Piece => slot(String(value), "amount", key, Math.round(value * 100));
export const bareWhole = (key: string, value: number): Piece => slot(String(value), "total", key, Math.round(value * 100));

/** Age on the day that `then` names. */
export function aged({ key, bornOn }: Member, then: string, iso: string, isHan = false): Piece {
  const years = yearsOn(bornOn, iso);
  return slot(isHan ? writeHanNumber(years) : String(years), "age", `${key}@${then}`, years);
}

const lastDay = (from: string, months: number): string => later(monthsOn(from, months), -1);

/** First and last day in one of the ways of saying them; how long it lasts is told by `lasting`. */
export function span(
  key: string,
  from: string,
  months: number,
  [before, between, behind]: readonly [string, string, string] = ["自", "起至", "止"],
  form: DayForm = "figures",
): Piece {
  return slot(`${before}${dayIn(from, form)}${between}${dayIn(lastDay(from, months), form)}${behind}`, "term", key, months);
}
/** So many days of which the first is counted. */
export const spanOfDays = (key: string, from: string, days: number): Piece =>
  slot(`自${dayIn(from, "figures")}至${dayIn(later(from, days - 1), "figures")}`, "term", key, days);
export const lasting = (key: string, months: number, text = durationText(months)): Piece => slot(text, "term", `${key}#length`, months);

/** Names one behind the other. */
export const listed = (names: readonly Piece[], mark = "、"): Piece[] =>
  names.flatMap((name, at) => (at === 0 ? [name] : [{ text: mark }, name]));

export const organisation = (key: string, name: string): Piece => slot(name, "organisation", key);
export const quoted = (words: string | null): Piece[] =>
  words === null ? [] : [{ text: "“" }, slot(words, "quotation", "law"), { text: "”" }];

/** Steps of the case of which the business system knows the day too. */
export function recordOf(
  { office }: Pick<Story, "office">,
  members: readonly Member[],
  {
    charge = null,
    amount = null,
    days = {},
  }: { readonly charge?: string | null; readonly amount?: number | null; readonly days?: NonNullable<CaseRecord["days"]> } = {},
): CaseRecord {
  return {
    office,
    suspects: suspectsOf(...members),
    charge,
    amount,
    days,
    actOn: days.act?.[0] ?? null,
    acceptedOn: days.accepted?.[0] ?? null,
  };
}

/** The days of a course that the document tells. */
export const daysOf = (course: Course, keys: readonly DocumentCaseDay[]): NonNullable<CaseRecord["days"]> =>
  Object.fromEntries(keys.map((key) => [key, [course[key]]]));
