import type { Member } from "../cast.ts";
import { type Piece, slot } from "../draft.ts";
import { dayIn, yearsOn } from "../forms.ts";
import { DECIDED_IN_TIME, TOLD_IN_TIME } from "../story.ts";
import { slipsOf } from "./slips.ts";

export const IN_TIME = [TOLD_IN_TIME, DECIDED_IN_TIME];

/** Whole years of somebody on a day that the document tells under a key. */
export function ageAt({ key, bornOn }: Pick<Member, "key" | "bornOn">, act: string, iso: string): Piece {
  const years = yearsOn(bornOn, iso);
  return slot(String(years), "age", `${key}@${act}`, years);
}

export const firmNamed = (key: string, name: string): Piece => slot(name, "organisation", key);
export const codeAt = (key: string, code: string): Piece => slot(code, "credit-code", key);
export const phoneAt = (key: string, digits: string): Piece => slot(digits, "phone", key, digits);

/** 亩, 公斤, 户, cases: a number that is part of a whole, and the whole. */
export const quantity = (key: string, value: number): Piece => slot(String(value), "amount", key, value);
export const quantityInAll = (key: string, value: number): Piece => slot(String(value), "total", key, value);

export const yearOf = (iso: string): string => iso.slice(0, 4);

/** Whether the first day of a term of procedure counts is read either way: with an end a day later it holds as well. */
export const procedural = (term: Piece, dayBeyond: string): Piece & { readonly slips: ReturnType<typeof slipsOf> } => ({
  ...term,
  slips: slipsOf(term).filter(({ wrong }) => !wrong.endsWith(`至${dayIn(dayBeyond, "figures")}止`)),
});
