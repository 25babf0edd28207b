import type { Member } from "../../cast.ts";
import { type DraftParagraph, type Piece, paragraph, slot } from "../../draft.ts";
import { dayIn, yearsOn } from "../../forms.ts";
import { slipsOf } from "../../marked/slips.ts";

/** CPL 34 and 172. */
export const IN_TIME = [
  { from: "accepted", to: "told", days: 3 },
  { from: "accepted", to: "signed", days: 46 },
] as const;

/** Whole years on the day of a key. */
export function ageAt({ key, bornOn }: Member, act: string, iso: string): Piece {
  const years = yearsOn(bornOn, iso);
  return slot(String(years), "age", `${key}@${act}`, years);
}

export const org = (key: string, name: string): Piece => slot(name, "organisation", key);
export const codeAt = (key: string, code: string): Piece => slot(code, "credit-code", key);
export const phoneAt = (key: string, phone: string): Piece => slot(phone, "phone", key, phone);

/** Things counted in a table, and how many there are of all. */
export const some = (key: string, count: number): Piece => slot(String(count), "amount", key, count);
export const inAll = (key: string, count: number): Piece => slot(String(count), "total", key, count);

/** 案由：…… */
export const label = (name: string, ...pieces: readonly (string | Piece | readonly Piece[])[]): DraftParagraph =>
  paragraph("body", `${name}：`, ...pieces);

/** Cells with bars between them. */
export function barred(...texts: readonly (string | Piece | readonly Piece[])[]): DraftParagraph {
  return paragraph("body", "| ", ...texts.flatMap((each, at) => (at === 0 ? [each] : [" | ", each])), " |");
}

export const yearOf = (iso: string): string => iso.slice(0, 4);

/** Whether the first day of a term of procedure counts is read either way: with an end a day later it holds as well. */
export function procedural(term: Piece, dayBeyond: string): Piece {
  const slips = slipsOf(term).filter(({ wrong }) => !wrong.endsWith(`至${dayIn(dayBeyond, "figures")}止`));
  const kept = { ...term, slips };
  return kept;
}
