import { HAN_NUMERAL_CLASS, readHanNumber } from "@yuejian/identifiers";
import type { ArticleNumber } from "./citation.ts";

export type AtomLevel = "part" | "subpart" | "chapter" | "section" | "article" | "paragraph" | "item" | "subitem";

/** One numbered piece of a reference: 第十条, 第一、二款 (two values), 第三至五项 (a range), 前款. */
export interface Atom {
  readonly kind: "numbered" | "back" | "here";
  readonly level: AtomLevel;
  readonly start: number;
  readonly end: number;
  readonly values: readonly AtomValue[];
  /** Of `back`: how far; of others 0. */
  readonly back: number;
}

export interface AtomValue extends ArticleNumber {
  readonly start: number;
  readonly end: number;
  readonly until: ArticleNumber | null;
}

const N = `(?:[${HAN_NUMERAL_CLASS}]+|\\d{1,4})`;
const BRACKETED = `(?:\\(\\s*${N}\\s*\\)|${N})`;
const JOIN = "\\s*(?:、|,|，|和|及|或者|或|与|至|到|-|–|—|－|~)\\s*";
const UNITS: Readonly<Record<string, AtomLevel>> = {
  编: "part",
  分编: "subpart",
  章: "chapter",
  节: "section",
  条: "article",
  款: "paragraph",
  项: "item",
  目: "subitem",
};
const BACK: Readonly<Record<string, AtomLevel>> = { 条: "article", 款: "paragraph", 项: "item", 章: "chapter", 节: "section" };

/** 第 一 、 第 二 款; 第（一）、（二）项; 第133-1条; 第十条之一 is read by `TAIL`. */
const NUMBERED = new RegExp(
  `第\\s*(${BRACKETED}(?:\\s*[-—–－之]\\s*\\d{1,3}(?=\\s*条))?(?:${JOIN}第?\\s*${BRACKETED})*)\\s*(分编|编|章|节|条|款|项|目)(?!例|件|约|规(?!定)|文|据|式|额|点|目)`,
  "y",
);
const TAIL = new RegExp(`\\s*之\\s*(${N})(?![年月日分%个])`, "y");
const LOOSE_ITEM = new RegExp(`\\(\\s*(${N})\\s*\\)(?:\\s*项)`, "y");
const RELATIVE = /前\s*([一二两三四五六七八九十]?)\s*([条款项])(?!件|例)|本\s*([条款项])(?!例|件|目)/y;
const PIECE = new RegExp(`(至|到|[-–—－~])?\\s*第?\\s*\\(?\\s*(${N})\\s*\\)?(?:\\s*[-—–－之]\\s*(\\d{1,3}))?`, "g");

/** The atom that begins at `at` of a folded text. */
export function atomAt(text: string, at: number): Atom | null {
  NUMBERED.lastIndex = at;
  const numbered = NUMBERED.exec(text);
  if (numbered) return numberedAtom(text, at, numbered);
  LOOSE_ITEM.lastIndex = at;
  const item = LOOSE_ITEM.exec(text);
  if (item) {
    const number = numberOf(item[1] as string);
    if (number === null) return null;
    const end = at + item[0].length;
    return { kind: "numbered", level: "item", start: at, end, back: 0, values: [{ number, sub: 0, start: at, end, until: null }] };
  }
  RELATIVE.lastIndex = at;
  const relative = RELATIVE.exec(text);
  if (!relative) return null;
  const end = at + relative[0].length;
  const unit = (relative[2] ?? relative[3]) as string;
  const level = BACK[unit] as AtomLevel;
  if (relative[3] !== undefined) return { kind: "here", level, start: at, end, values: [], back: 0 };
  const count = relative[1] ? numberOf(relative[1]) : 1;
  return count === null ? null : { kind: "back", level, start: at, end, values: [], back: count };
}

function numberedAtom(text: string, at: number, match: RegExpExecArray): Atom | null {
  const level = UNITS[match[2] as string] as AtomLevel;
  const body = match[1] as string;
  const offset = at + match[0].indexOf(body);
  const values: AtomValue[] = [];
  let isFirst = true;
  for (const piece of body.matchAll(PIECE)) {
    let [number, sub] = [numberOf(piece[2] as string), piece[3] === undefined ? 0 : Number(piece[3])];
    if (number === null) return null;
    let isRange = piece[1] !== undefined && !isFirst;
    // 133-1 is 之一, 10-15 a range.
    let until: ArticleNumber | null = null;
    if (sub > 0 && sub > number && /[-—–－]/.test(piece[0])) {
      until = { number: sub, sub: 0 };
      sub = 0;
    } else if (isRange && /^[-–—－]/.test(piece[1] as string) && number < (values.at(-1)?.number ?? 0)) {
      const last = values.pop() as AtomValue;
      values.push({ ...last, sub: number, end: offset + piece.index + piece[0].length });
      continue;
    }
    const [start, end] = [offset + piece.index, offset + piece.index + piece[0].length];
    if (isRange) {
      const last = values.pop();
      if (!last || last.until) return null;
      values.push({ ...last, end, until: { number, sub } });
      isRange = false;
    } else values.push({ number, sub, start, end, until });
    isFirst = false;
    number = null;
  }
  let end = at + match[0].length;
  const last = values.at(-1);
  if (!last) return null;
  if (level === "article") {
    TAIL.lastIndex = end;
    const tail = TAIL.exec(text);
    const sub = tail && numberOf(tail[1] as string);
    if (tail && sub !== null && sub > 0 && sub < 60) {
      end += tail[0].length;
      values[values.length - 1] = last.until ? { ...last, until: { ...last.until, sub } } : { ...last, sub };
    }
  }
  // The first value begins with 第, the last ends with its unit.
  values[0] = { ...(values[0] as AtomValue), start: at };
  values[values.length - 1] = { ...(values.at(-1) as AtomValue), end };
  return { kind: "numbered", level, start: at, end, values, back: 0 };
}

const SHORT = /(\d{1,4})(?:\s*[-—–－之]\s*(\d{1,2}))?(?:\s*条)?(?:\s*之\s*([一二三四五六七八九十]{1,2}|\d{1,2}))?(?![\d年月日号个元.％%])/y;

/** A number right after the name of a law, without 第: 刑法133-1, 刑法 264条. */
export function shortArticleAt(text: string, at: number): Atom | null {
  SHORT.lastIndex = at;
  const match = SHORT.exec(text);
  if (!match) return null;
  const sub = match[2] === undefined ? (match[3] === undefined ? 0 : (numberOf(match[3]) ?? 0)) : Number(match[2]);
  const end = at + match[0].length;
  return {
    kind: "numbered",
    level: "article",
    start: at,
    end,
    back: 0,
    values: [{ number: Number(match[1]), sub, start: at, end, until: null }],
  };
}

function numberOf(text: string): number | null {
  if (/^\d+$/.test(text)) return Number(text);
  const digits = /^[一二三四五六七八九〇零]{3,4}$/.test(text)
    ? Array.from(text, (one) => "〇一二三四五六七八九".indexOf(one === "零" ? "〇" : one))
    : null;
  if (digits) return Number(digits.join(""));
  const value = readHanNumber(text === "两" ? "二" : text);
  return value === null || value > 9999n ? null : Number(value);
}
