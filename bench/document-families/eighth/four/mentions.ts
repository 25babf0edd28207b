import type { Firm, Member } from "../../cast.ts";
import { type Piece, slot } from "../../draft.ts";
import { amountIn, yearsOn } from "../../forms.ts";
import type { Scene } from "../../marked/scene.ts";
import { DECIDED_IN_TIME, TOLD_IN_TIME } from "../../story.ts";

export const IN_TIME = [TOLD_IN_TIME, DECIDED_IN_TIME];

/** How old somebody was on the day of a key. */
export const agedOn = ({ key, bornOn }: Member, on: string, iso: string): Piece => {
  const years = yearsOn(bornOn, iso);
  return slot(String(years), "age", `${key}@${on}`, years);
};

const COMPOUND = ["欧阳", "上官", "司徒", "皇甫"];

/** Somebody with a surname of two characters, the first, second … of them. */
export function ofCompound(who: Member, at: number): Member {
  const given = COMPOUND.some((each) => who.name.startsWith(each)) ? who.name.slice(2) : who.name.slice(1);
  return { ...who, name: (COMPOUND[at] ?? "") + given };
}

export const firmAs = (key: string, { name }: Firm): Piece => slot(name, "organisation", key);
export const codeAs = (key: string, { code }: Firm): Piece => slot(code, "credit-code", key);

/** A number of cases or things that a sum reckons with. */
export const number = (key: string, value: number): Piece => slot(String(value), "amount", key, value);
export const numberInAll = (key: string, value: number): Piece => slot(String(value), "total", key, value);

/** The foot of a column of yuan: 132,000.00. */
export const foot = (key: string, fen: number): Piece => slot(amountIn(fen, "grouped").slice(0, -1), "total", key, fen);

/** 湖南省岳阳市君山区, 湖南省汨罗市 */
export const regionOf = ({ place }: Scene): string => (place.endsWith("区") ? `湖南省岳阳市${place}` : `湖南省${place}`);
