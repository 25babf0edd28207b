import type { Member } from "../../cast.ts";
import { type Piece, slot } from "../../draft.ts";
import { someone, yearsOn } from "../../forms.ts";

/** 亩, 公斤, 吨, 户: a quantity that makes part of a whole. */
export const measure = (key: string, value: number): Piece => slot(String(value), "amount", key, value);
export const measured = (key: string, value: number): Piece => slot(String(value), "total", key, value);

/** Whole years of somebody on a day that the document tells under a key. */
export const ageAt = (who: Member, key: string, iso: string): Piece => {
  const years = yearsOn(who.bornOn, iso);
  return slot(String(years), "age", `${who.key}@${key}`, years);
};

export const of = (who: Pick<Member, "key" | "name">): Piece => someone(who.key, who.name);
/** The running number of a paper that the document only mentions. */
export const otherNumber = (key: string, text: string): Piece => slot(text, "document-number", key);
export const firmNamed = (key: string, name: string): Piece => slot(name, "organisation", key);
export const firmCode = (key: string, code: string): Piece => slot(code, "credit-code", key);
export const phoneNumber = (key: string, digits: string): Piece => slot(digits, "phone", key, digits);
/** An office in a town: 岳阳市君山区 or 汨罗市. */
export const countyOf = (place: string): string => (place.endsWith("区") ? `岳阳市${place}` : place);
