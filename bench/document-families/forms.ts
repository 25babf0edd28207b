import { calendarDay, dayFromIso, daysInMonth, isoOfDay, writeHanNumber } from "@yuejian/identifiers";
import { capitals } from "../../demo/formats.ts";
import type { Member } from "./cast.ts";
import { type DraftParagraph, type Piece, paragraph, slot } from "./draft.ts";
import { dayText, hanDayText } from "./facts.ts";

export const later = (iso: string, days: number): string => isoOfDay(dayFromIso(iso) + days);

/** The same day so many months on; where it does not exist, the last of the month. */
export function monthsOn(iso: string, months: number): string {
  const { year, month, day } = calendarDay(dayFromIso(iso));
  const at = year * 12 + month - 1 + months;
  const [toYear, toMonth] = [Math.floor(at / 12), (at % 12) + 1];
  return `${toYear}-${String(toMonth).padStart(2, "0")}-${String(Math.min(day, daysInMonth(toYear, toMonth))).padStart(2, "0")}`;
}

/** How a day is written: 2026年3月2日, 二〇二六年三月二日, 2026-03-02. */
export type DayForm = "figures" | "han" | "iso";
export const dayIn = (iso: string, form: DayForm): string => (form === "iso" ? iso : form === "han" ? hanDayText(iso) : dayText(iso));
export const day = (key: string, iso: string, form: DayForm = "figures"): Piece => slot(dayIn(iso, form), "date", key, iso);
/** 同年3月8日 after a day of the same year. */
export const sameYear = (key: string, iso: string, before: string): Piece =>
  slot(iso.slice(0, 4) === before.slice(0, 4) ? `同年${dayText(iso).slice(5)}` : dayText(iso), "date", key, iso);

/** How an amount is written: 32000元, 3.2万元, 32,000.00元, and in a column 32000.00. */
export type MoneyForm = "plain" | "wan" | "grouped" | "column";
const grouped = (fen: number): string => `${String(Math.floor(fen / 100)).replaceAll(/\B(?=(\d{3})+$)/g, ",")}.${cents(fen)}`;
const cents = (fen: number): string => String(fen % 100).padStart(2, "0");
export function amountIn(fen: number, form: MoneyForm): string {
  if (form === "wan") return `${fen / 1_000_000}万元`;
  if (form === "grouped") return `${grouped(fen)}元`;
  return form === "column"
    ? `${Math.floor(fen / 100)}.${cents(fen)}`
    : `${fen % 100 === 0 ? fen / 100 : `${Math.floor(fen / 100)}.${cents(fen)}`}元`;
}
/** The form in which an amount stands. */
export const formOf = (text: string): MoneyForm =>
  text.endsWith("万元") ? "wan" : text.includes(",") ? "grouped" : text.endsWith("元") ? "plain" : "column";

export const part = (key: string, fen: number, form: MoneyForm = "plain"): Piece => slot(amountIn(fen, form), "amount", key, fen);
export const whole = (key: string, fen: number, form: MoneyForm = "plain"): Piece => slot(amountIn(fen, form), "total", key, fen);
export const inCapitals = (key: string, fen: number): Piece => slot(capitals(fen), "capitals", key, fen);
export const counted = (key: string, count: number, isHan = false): Piece =>
  slot(isHan ? writeHanNumber(count) : String(count), "count", key, count);

export const named = ({ key, name }: Pick<Member, "key" | "name">): Piece => slot(name, "name", key);
export const someone = (key: string, name: string): Piece => slot(name, "name", key);
export const sexOf = ({ key, sex }: Member): Piece => slot(sex === "male" ? "男" : "女", "sex", key, sex);
export const bornOf = ({ key, bornOn }: Pick<Member, "key" | "bornOn">, form: DayForm = "figures"): Piece =>
  slot(dayIn(bornOn, form), "birth", key, bornOn);
export const idOf = ({ key, id }: Member): Piece => slot(id, "resident-id", key, id);
export const phoneOf = ({ key, phone }: Pick<Member, "key" | "phone">): Piece => slot(phone, "phone", key, phone);

/** Whole years on a day. */
export function yearsOn(bornOn: string, iso: string): number {
  const years = Number(iso.slice(0, 4)) - Number(bornOn.slice(0, 4));
  return iso.slice(5) < bornOn.slice(5) ? years - 1 : years;
}
export const ageOf = ({ key, bornOn }: Member, iso: string, isHan = false): Piece => {
  const years = yearsOn(bornOn, iso);
  return slot(isHan ? writeHanNumber(years) : String(years), "age", key, years);
};

/** 三年六个月 */
export const durationText = (months: number): string => {
  const [years, rest] = [Math.floor(months / 12), months % 12];
  return `${years > 0 ? `${writeHanNumber(years)}年` : ""}${rest > 0 ? `${writeHanNumber(rest)}个月` : ""}`;
};
export const sentenceText = (months: number, kind: "有期徒刑" | "拘役" = "有期徒刑"): string => kind + durationText(months);
/** `range`: a key of `RANGES`. */
export const sentence = (range: string, months: number, kind: "有期徒刑" | "拘役" = "有期徒刑"): Piece =>
  slot(sentenceText(months, kind), "sentence", range, months);
/** 自2025年3月2日起至2028年3月1日止 */
export const term = (key: string, from: string, months: number): Piece =>
  slot(`自${dayText(from)}起至${dayText(later(monthsOn(from, months), -1))}止`, "term", key, months);

/** `shown`: the short form that the document itself has introduced. */
export const lawOf = (name: string, shown = name): Piece => slot(`《${shown}》`, "law", name);
const articleOf = (law: string, article: string): Piece => slot(article, "article", law);
export const paragraphOf = (law: string, article: string, text: string): Piece => slot(text, "paragraph", `${law} ${article}`);
/** 第六十七条第三款 of a law named before; `item`: 第（三）项. */
export const provision = (law: string, article: string, paragraphText?: string, item = ""): Piece[] => [
  articleOf(law, article),
  ...(paragraphText === undefined ? [] : [paragraphOf(law, article, paragraphText)]),
  ...(item === "" ? [] : [{ text: item }]),
];
export const under = (law: string, article: string, paragraphText?: string, item = ""): Piece[] => [
  lawOf(law),
  ...provision(law, article, paragraphText, item),
];
export const chargeOf = (charge: string): Piece => slot(charge, "charge", charge);
/** `group`: headings that are counted together. */
export const head = (group: string, number: string, text: string): DraftParagraph =>
  paragraph("heading", slot(number, "heading", group), text);
export const enclosed = (number: string, text: string | readonly Piece[], before = ""): DraftParagraph =>
  paragraph("attachment", before, slot(number, "attachment", "attachment"), text);
export const numbered = (text: string): Piece => slot(text, "document-number", "own");
export const addressed = (text: string): Piece => slot(text, "addressee", "addressee");
export const sealed = (text: string): Piece => slot(text, "seal", "seal");
export const signed = (iso: string, form: DayForm = "figures"): Piece => slot(dayIn(iso, form), "signed-on", "signed", iso);
export const firmOf = (name: string): Piece => slot(name, "organisation", "firm");
export const codeOf = (code: string): Piece => slot(code, "credit-code", "firm");

/** A row of a table as it is read: its cells side by side. */
export function row(...cells: readonly (string | Piece | readonly Piece[])[]): DraftParagraph {
  return paragraph("body", ...cells.flatMap((cell, at) => (at === 0 ? [cell] : ["　", cell])));
}
/** A row of a table in a Word file: every cell is a paragraph. */
export const cells = (...texts: readonly (string | Piece | readonly Piece[])[]): DraftParagraph[] =>
  texts.map((text) => paragraph("body", text));

export const CRIMINAL = "中华人民共和国刑法";
export const PROCEDURE = "中华人民共和国刑事诉讼法";
