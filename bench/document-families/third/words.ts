import type { DocumentCaseDay } from "@yuejian/contracts";
import { calendarDay, dayFromIso, isoOfDay, residentIdCheckCharacter, writeHanNumber } from "@yuejian/identifiers";
import type { Random } from "../../../demo/random.ts";
import type { Member } from "../cast.ts";
import { type CaseRecord, type DraftParagraph, type ParagraphStyle, type Piece, paragraph, say, slot } from "../draft.ts";
import type { Quote } from "../families.ts";
import { dayIn, durationText, later, monthsOn } from "../forms.ts";
import { type Story, suspectsOf } from "../story.ts";

type Said = string | number | Piece | readonly Piece[];
const styled =
  (style: ParagraphStyle) =>
  (strings: TemplateStringsArray, ...values: readonly Said[]): DraftParagraph =>
    paragraph(style, say(strings, ...values));
/** Paragraphs as templates: body`于${date}被拘留`. */
export const body = styled("body");
export const title = styled("title");
export const signature = styled("signature");

/** A day told in words of its own: 次日, 同月8日, 3月8日; `iso` is what they mean. */
export const told = (text: string, key: string, iso: string): Piece => slot(text, "date", key, iso);
const figures = (iso: string) => calendarDay(dayFromIso(iso));
/** 3月8日 after a day of the same year; of another: with the year. */
export const inYear = (key: string, iso: string, before: string): Piece => {
  const { year, month, day } = figures(iso);
  return told(`${figures(before).year === year ? "" : `${year}年`}${month}月${day}日`, key, iso);
};
/** 同月8日, or 同年3月8日, or all of it. */
export const inMonth = (key: string, iso: string, before: string): Piece => {
  const { year, month, day } = figures(iso);
  return told(
    before.slice(0, 7) === iso.slice(0, 7) ? `同月${day}日` : `${figures(before).year === year ? "同年" : `${year}年`}${month}月${day}日`,
    key,
    iso,
  );
};
/** 2025.3.8 or 2025/3/8 */
export const dotted = (key: string, iso: string, mark: "." | "/" = "."): Piece => told(iso.split("-").map(Number).join(mark), key, iso);
/** Age in whole years at the day with a key. */
export const ageThen = ({ key, bornOn }: Member, dateKey: string, iso: string, isHan = false): Piece => {
  const years = yearsBetween(bornOn, iso);
  return slot(isHan ? writeHanNumber(years) : String(years), "age", `${key}@${dateKey}`, years);
};
const yearsBetween = (bornOn: string, iso: string): number =>
  Number(iso.slice(0, 4)) - Number(bornOn.slice(0, 4)) - (iso.slice(5) < bornOn.slice(5) ? 1 : 0);

/** The months, or a few more, so that the day on which they run out is in the calendar. */
export function wholeMonths(from: string, months: number): number {
  return monthsOn(from, months).slice(8) === from.slice(8) ? months : wholeMonths(from, months + 1);
}
/** A term told by its length and, elsewhere, by its first and last day. */
export const length = (key: string, months: number, text = durationText(months)): Piece => slot(text, "term", `${key}#length`, months);
const ends = (from: string, months: number): string => later(monthsOn(from, months), -1);
export const fromTo = (
  key: string,
  from: string,
  months: number,
  [before, between, after]: readonly [string, string, string] = ["自", "起至", "止"],
): Piece => slot(`${before}${dayIn(from, "figures")}${between}${dayIn(ends(from, months), "figures")}${after}`, "term", key, months);

/** Days that follow each other, the first given. */
export function spread(random: Random, first: string, count: number, [least, most]: readonly [number, number]): string[] {
  let on = first;
  return Array.from({ length: count }, (_, at) => (at === 0 ? on : (on = later(on, random.between(least, most)))));
}
/** The upper end of a span of sentence, its kind being told at the lower end. */
export const until = (range: string, months: number): Piece => slot(durationText(months), "sentence", range, months);

/** Distinct amounts in whole yuan, in fen. */
export function prices(
  random: Random,
  count: number,
  [least, most]: readonly [number, number],
  step = 1,
): readonly [number, number, ...number[]] {
  const drawn = new Set<number>();
  while (drawn.size < count) drawn.add(random.between(Math.ceil(least / step), Math.floor(most / step)) * step * 100);
  return [...drawn] as unknown as readonly [number, number, ...number[]];
}

/** Somebody who is so many years old on a day, the birthday anywhere in the year. */
export function aged(member: Member, years: number, iso: string, random: Random): Member {
  const bornOn = isoOfDay(
    dayFromIso(`${Number(iso.slice(0, 4)) - years}${iso.slice(4)}`.replace("-02-29", "-02-28")) - random.between(3, 355),
  );
  const digits = member.id.slice(0, 6) + bornOn.replaceAll("-", "") + member.id.slice(14, 17);
  return { ...member, bornOn, id: digits + residentIdCheckCharacter(digits) };
}

/** What the business system has of the case; every day by the step's name. */
export function recorded(
  { office }: Story,
  members: readonly Member[],
  charges: readonly string[],
  days: Readonly<Partial<Record<DocumentCaseDay, readonly string[]>>> = {},
  amount: number | null = null,
): CaseRecord {
  return {
    office,
    suspects: suspectsOf(...members),
    charge: charges[0] ?? null,
    charges,
    actOn: days.act?.[0] ?? null,
    acceptedOn: days.accepted?.[0] ?? null,
    days,
    amount,
  };
}

/** The passage itself in “”, or other words where it is not at hand. */
export function cited(law: string, article: string, quote: Quote, otherwise: string): Piece[] {
  const passage = quote(law, article);
  return passage === null ? [{ text: otherwise }] : [{ text: "“" }, slot(passage, "quotation", `${law} ${article}`), { text: "”" }];
}
