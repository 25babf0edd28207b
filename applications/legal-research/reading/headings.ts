import type { LawDivisionKind } from "@yuejian/contracts";
import { HAN_NUMERAL_CLASS, readHanNumber } from "@yuejian/identifiers";

const NUMBER = `[${HAN_NUMERAL_CLASS}]+|\\d{1,4}`;
const DIVISION = new RegExp(`^第\\s*(${NUMBER})\\s*(分编|编|章|节)(?![\\p{L}]*(?:规定|所称))[\\s\u3000:：]*(.{0,60})$`, "u");
const ARTICLE = new RegExp(`^第\\s*(${NUMBER})\\s*条(?:\\s*之\\s*(${NUMBER}))?`, "u");
const POINT = new RegExp(`^([${HAN_NUMERAL_CLASS}]{1,4})[、．.]\\s*`, "u");
const ITEM = new RegExp(`^[（(]\\s*([${HAN_NUMERAL_CLASS}]{1,4})\\s*[)）]\\s*`, "u");
const SUBITEM = /^(?:[（(]\s*(\d{1,3})\s*[)）]|(\d{1,3})[.．、](?!\d))\s*/;
const KINDS: Readonly<Record<string, LawDivisionKind>> = { 分编: "subpart", 编: "part", 章: "chapter", 节: "section" };

export interface Numbered {
  readonly number: number;
  /** What follows the number on the line. */
  readonly rest: string;
}

export interface ArticleStart extends Numbered {
  readonly sub: number;
  readonly label: string;
  /** White space stands between the number and what follows, or nothing follows. */
  readonly isSet: boolean;
}

/** 第一章 总则 */
export function divisionOf(text: string): { kind: LawDivisionKind; number: number; title: string } | null {
  const match = DIVISION.exec(text);
  if (!match || /[。；]$/.test(text)) return null;
  const number = numberOf(match[1] as string);
  if (number === null) return null;
  const label = text.slice(0, text.length - (match[3] as string).length).replaceAll(/[\s:：]/g, "");
  const title = (match[3] as string).replaceAll(/\s+/g, "");
  return { kind: KINDS[match[2] as string] as LawDivisionKind, number, title: title === "" ? label : `${label} ${title}` };
}

/** 第一百三十三条之一 … */
export function articleOf(text: string): ArticleStart | null {
  const match = ARTICLE.exec(text);
  if (!match) return null;
  const [number, sub] = [numberOf(match[1] as string), match[2] === undefined ? 0 : numberOf(match[2])];
  if (number === null || sub === null) return null;
  const after = text.slice(match[0].length);
  return {
    number,
    sub,
    label: match[0].replaceAll(/\s/g, ""),
    rest: after.replace(/^[\s:：]+/, ""),
    isSet: after === "" || /^[\s:：【]/.test(after),
  };
}

/** 一、… */
export const pointOf = (text: string): Numbered | null => numbered(POINT, text);
/** （一）… */
export const itemOf = (text: string): Numbered | null => numbered(ITEM, text);
/** 1.… or （1）… */
export const subitemOf = (text: string): Numbered | null => numbered(SUBITEM, text);

function numbered(pattern: RegExp, text: string): Numbered | null {
  const match = pattern.exec(text);
  const number = match && numberOf((match[1] ?? match[2]) as string);
  return match && number !== null ? { number, rest: text.slice(match[0].length) } : null;
}

function numberOf(text: string): number | null {
  if (/^\d+$/.test(text)) return Number(text);
  const value = readHanNumber(text);
  return value === null || value > 9999n ? null : Number(value);
}
